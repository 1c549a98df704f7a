"""A week on the machines, as the log tells it."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

import numpy as np
import polars as pl

from simmitt.engine.eventlog.log import BREAKDOWN, RUN, SETUP, EventLog
from simmitt.engine.hours import WorkingHours
from simmitt.engine.report.as_is_charts.writing import hours as in_hours
from simmitt.engine.report.as_is_charts.writing import table
from simmitt.engine.report.charts.week import KINDS, Job, Kind, MachineRow, Week, draw_week
from simmitt.engine.report.document import Chart
from simmitt.engine.report.words import Words
from simmitt.engine.spans import merged
from simmitt.ground.texts import Message, say, say_many
from simmitt.ground.units import HOUR_S, WEEK_S

_MOST_MACHINES = 30
_DAY_H = 24.0


class _MachineWeek(NamedTuple):
    """A machine's jobs and its hours by kind; ``busy_s`` counts what goes on side by side once."""

    name: str
    jobs: tuple[Job, ...]
    by_kind_s: dict[Kind, float]
    busy_s: float


def week_gantt_chart(log: EventLog, week: date, words: Words, hours: WorkingHours | None = None) -> Chart:
    """Draw the week in which a day lies; closed hours are shaded where the working hours are known."""
    monday = week - timedelta(days=week.weekday())
    every = _machines(log, monday)
    shown, rest = every[:_MOST_MACHINES], len(every) - _MOST_MACHINES
    title = say("What did the machines do in the week from {monday:date}?", monday=monday)
    alt = words(_alt(every, words))
    drawing = draw_week(
        Week(
            words(title),
            alt,
            monday,
            tuple(_row(machine, monday, hours, words) for machine in shown),
            {"run": words(say("run")), "setup": words(say("setup")), "breakdown": words(say("breakdown"))},
            words(say("closed")),
            _below(rest, words),
            words(say("The log tells of no machine in this week.")),
        ),
        words.language,
    )
    headings = (say("Machine"), say("Run"), say("Setup"), say("Breakdown"), say("At work"))
    rows = [
        (
            machine.name,
            *(in_hours(machine.by_kind_s[kind], words, 1) for kind in ("run", "setup", "breakdown")),
            in_hours(machine.busy_s, words, 1),
        )
        for machine in every
    ]
    return words.chart(title, _answer(every, words), drawing, alt, table(title, headings, rows, words))


def fullest_week(log: EventLog) -> date:
    """Give the Monday of the week with the most reported hours: a week worth looking at."""
    rows = _timed(log)
    week = pl.col("start_at").dt.truncate("1w").dt.date()
    length = (pl.col("end_at") - pl.col("start_at")).dt.total_seconds().clip(0, WEEK_S)
    sums = rows.group_by(week=week).agg(length.sum().alias("s")).sort("s", "week", descending=[True, False])
    found: date = sums["week"][0]
    return found


def _timed(log: EventLog) -> pl.DataFrame:
    known = [pl.col(name).is_not_null() for name in ("machine", "start_at", "end_at")]
    return log.rows.filter(*known)


def _machines(log: EventLog, monday: date) -> list[_MachineWeek]:
    """Give the machines that did anything in the week, the longest at work first."""
    start = datetime.combine(monday, time())
    end = start + timedelta(days=7)
    rows = (
        _timed(log)
        .filter(pl.col("start_at") < end, pl.col("end_at") > start)
        .select(
            "machine",
            pl.col("kind").cast(pl.String).fill_null(RUN).alias("kind"),
            pl.col("order").fill_null("").alias("order"),
            start_s=_since(start, "start_at").clip(0),
            end_s=_since(start, "end_at").clip(0, WEEK_S),
        )
        .sort("machine", "start_s", "end_s", "kind", "order")
    )
    machines = [_machine(str(name), part) for (name,), part in rows.group_by("machine", maintain_order=True)]
    return sorted(machines, key=lambda each: (-each.busy_s, each.name))


def _since(start: datetime, column: str) -> pl.Expr:
    return (pl.col(column) - pl.lit(start)).dt.total_microseconds() / 1e6


def _machine(name: str, rows: pl.DataFrame) -> _MachineWeek:
    start_s, end_s = rows["start_s"].to_numpy(), rows["end_s"].to_numpy()
    kinds: list[str] = rows["kind"].to_list()
    length = np.maximum(end_s - start_s, 0.0)
    by_kind = {kind: float(length[np.array([_kind(each) == kind for each in kinds])].sum()) for kind in KINDS}
    jobs = tuple(
        Job(start / HOUR_S, max(end, start) / HOUR_S, _kind(kind), order)
        for start, end, kind, order in zip(
            start_s.tolist(), end_s.tolist(), kinds, rows["order"].to_list(), strict=True
        )
    )
    busy = merged(np.zeros(len(start_s), np.int64), start_s, np.maximum(end_s, start_s)).per_group(1)
    return _MachineWeek(name, jobs, by_kind, float(busy[0]))


def _kind(name: str) -> Kind:
    return "setup" if name == SETUP else "breakdown" if name == BREAKDOWN else "run"


def _row(machine: _MachineWeek, monday: date, hours: WorkingHours | None, words: Words) -> MachineRow:
    closed = _closed(machine.name, monday, hours) if hours else ()
    return MachineRow(machine.name, machine.jobs, in_hours(machine.busy_s, words), closed)


def _closed(machine: str, monday: date, hours: WorkingHours) -> tuple[tuple[float, float], ...]:
    """Give the hours of the week in which a machine is closed, whole closed days among them."""
    open_h = [(start / HOUR_S, end / HOUR_S) for start, end in hours.of(machine).shifts]
    for number in range(7):
        if monday + timedelta(days=number) in hours.closed_dates:
            begin, end = number * _DAY_H, (number + 1) * _DAY_H
            open_h = [
                part
                for start, stop in open_h
                for part in ((start, min(stop, begin)), (max(start, end), stop))
                if part[1] > part[0]
            ]
    edges = [0.0, *(edge for shift in sorted(open_h) for edge in shift), WEEK_S / HOUR_S]
    gaps = zip(edges[::2], edges[1::2], strict=True)
    return tuple((start, end) for start, end in gaps if end > start)


def _answer(every: Sequence[_MachineWeek], words: Words) -> Message:
    if not every:
        return say("The log tells of no machine in this week.")
    setup, down = (sum(each.by_kind_s[kind] for each in every) for kind in ("setup", "breakdown"))
    return say(
        "{machine} was at work longest, {busy}. Setup took {setup} in all and breakdowns {down}.",
        machine=every[0].name, busy=in_hours(every[0].busy_s, words), setup=in_hours(setup, words),
        down=in_hours(down, words),
    )  # fmt: skip


def _alt(every: Sequence[_MachineWeek], words: Words) -> Message:
    return say(
        "A row for each of {count} machines, with bars for run, setup and breakdown from Monday to Sunday."
        " {answer}",
        count=len(every), answer=_answer(every, words),
    )  # fmt: skip


def _below(rest: int, words: Words) -> str:
    told = [words(say("The hours at the right are clock time at work, what runs side by side counted once."))]
    if rest > 0:
        told.append(
            words(
                say_many(
                    "{count} machine with less work stands in the table alone.",
                    "{count} machines with less work stand in the table alone.",
                    rest,
                )
            )
        )
    return " ".join(told)
