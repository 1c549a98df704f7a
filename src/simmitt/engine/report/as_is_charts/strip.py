"""Which machine was the bottleneck of the moment, hour by hour, as a strip over time."""

from datetime import datetime, timedelta
from itertools import pairwise

import numpy as np

from simmitt.engine.kpi.nouns import BottleneckStrip
from simmitt.engine.report.as_is_charts.writing import share, table
from simmitt.engine.report.charts.strip import Strip, StripRow, draw_strip
from simmitt.engine.report.document import Chart, Table
from simmitt.engine.report.words import Words
from simmitt.engine.spans import Floats
from simmitt.ground.texts import Message, say, say_many
from simmitt.ground.units import WEEK_S

_MOST_MACHINES = 8
_MONDAY = datetime(1970, 1, 5)


def strip_chart(strip: BottleneckStrip, words: Words) -> Chart:
    """Draw machines over time, darker the longer each held up the rest; the table has the weeks."""
    title = say("When does which machine hold up the rest?")
    alt = words(say("A strip over time for each machine, darker the longer it holds up the rest. {answer}",
                    answer=_answer(strip)))  # fmt: skip
    drawing = draw_strip(
        Strip(
            words(title),
            alt,
            strip.first_at,
            strip.cell_s,
            _rows(strip, words),
            words(say("Share of the time")),
            words(
                say(
                    "A dot marks the strongest of the moment; the percentage at the right is of all time in"
                    " which anything is at work."
                )
            ),
            words(say("The log names no machines, so nothing can be said about bottlenecks.")),
        ),
        words.language,
    )
    return words.chart(title, _answer(strip), drawing, alt, _table(title, strip, words))


def _totals(strip: BottleneckStrip) -> Floats:
    """Give each machine's share of the time in which anything is at work, (n_machines,)."""
    working = float(strip.share.sum())
    return strip.share.sum(axis=1) / working if working > 0 else np.zeros(len(strip.machines))


def _rows(strip: BottleneckStrip, words: Words) -> tuple[StripRow, ...]:
    """Give the strongest machines, and the others as one row."""
    totals = _totals(strip)
    order = sorted(range(len(strip.machines)), key=lambda row: (-totals[row], row))
    shown, rest = order[:_MOST_MACHINES], order[_MOST_MACHINES:]
    rows = [_row(strip.machines[row], strip.share[row], float(totals[row]), words) for row in shown]
    if rest:
        name = words(say_many("{count} other machine", "{count} other machines", len(rest)))
        together = np.minimum(strip.share[rest].sum(axis=0), 1.0)
        rows.append(_row(name, together, float(totals[rest].sum()), words))
    return tuple(rows)


def _row(name: str, shares: Floats, total: float, words: Words) -> StripRow:
    return StripRow(name, tuple(shares.tolist()), share(total, words))


def _answer(strip: BottleneckStrip) -> Message:
    totals = _totals(strip)
    order = sorted(range(len(strip.machines)), key=lambda row: (-totals[row], row))
    if not order or totals[order[0]] <= 0:
        return say("The log names no machines, so nothing can be said about bottlenecks.")
    first = order[0]
    if len(order) == 1 or totals[order[1]] <= 0:
        return say(
            "{machine} holds up the rest {share:.0%} of the working time.",
            machine=strip.machines[first], share=totals[first],
        )  # fmt: skip
    changes = say_many(
        "The strongest changes {count} time from week to week.",
        "The strongest changes {count} times from week to week.",
        _changes(strip),
    )
    return say(
        "{machine} holds up the rest {share:.0%} of the working time, {other} {other_share:.0%}. {changes}",
        machine=strip.machines[first], share=totals[first], other=strip.machines[order[1]],
        other_share=totals[order[1]], changes=changes,
    )  # fmt: skip


def _weeks(strip: BottleneckStrip) -> list[tuple[datetime, int, float]]:
    """Give Monday, strongest machine and its share of each week's time in which anything is at work."""
    begun_s = (strip.first_at - _MONDAY).total_seconds()
    number = ((begun_s + np.arange(strip.share.shape[1]) * strip.cell_s) // WEEK_S).astype(np.int64)
    found = []
    for week in np.unique(number).tolist():
        held = strip.share[:, number == week].sum(axis=1)
        strongest, working = int(held.argmax()), float(held.sum())
        part = float(held[strongest]) / working if working > 0 else 0.0
        found.append((_MONDAY + timedelta(weeks=week), strongest, part))
    return found


def _changes(strip: BottleneckStrip) -> int:
    strongest = [machine for _, machine, part in _weeks(strip) if part > 0]
    return sum(one != other for one, other in pairwise(strongest))


def _table(title: Message, strip: BottleneckStrip, words: Words) -> Table:
    headings = (say("Period"), say("Machine"), say("Share of the time"))
    whole = words(say("the whole period"))
    totals = _totals(strip)
    order = sorted(range(len(strip.machines)), key=lambda row: (-totals[row], row))
    rows = [(whole, strip.machines[row], share(float(totals[row]), words)) for row in order]
    if strip.share.size:
        rows += [
            (words(say("week from {monday:date}", monday=monday.date())),
             strip.machines[machine] if part > 0 else "", share(part, words))
            for monday, machine, part in _weeks(strip)
        ]  # fmt: skip
    return table(title, headings, rows, words, names=2)
