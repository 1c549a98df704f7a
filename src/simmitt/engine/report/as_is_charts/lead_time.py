"""How long orders take, with those still open counted in, beside the plain figures."""

from math import isfinite

import numpy as np

from simmitt.engine.eventlog.log import EventLog
from simmitt.engine.orders import Closing, Ends, OrderTimes, closing_of, order_times, timed
from simmitt.engine.report.as_is_charts.writing import share, short_time, table, told_time
from simmitt.engine.report.charts.curves import Curve, Curves, draw_curves
from simmitt.engine.report.document import Chart, Table
from simmitt.engine.report.words import Words
from simmitt.engine.spans import Floats
from simmitt.engine.survival import Survival, median_time, product_limit
from simmitt.ground.texts import Message, say, say_many
from simmitt.ground.units import DAY_S, HOUR_S

_MOST_STEPS = 240  # more can't be seen
_DAYS_FROM_S = 4 * DAY_S  # a longest lead time from which the scale counts in days
_SHOWN_QUANTILE = 0.98
_TABLE_SHARES = (0.1, 0.25, 0.5, 0.75, 0.9)


def lead_time_curve_of(log: EventLog, closing: Closing, words: Words) -> Chart:
    """Draw the curves of a log whose orders end as ``closing`` (of its ``AsIs``) says."""
    rows = timed(log.rows)
    _, ends = closing_of(rows, operations=closing.operations, quiet_days=closing.quiet_s / DAY_S)
    return lead_time_curve_chart(order_times(rows), ends, words)


def lead_time_curve_chart(times: OrderTimes, ends: Ends, words: Words) -> Chart:
    """Draw the share of orders that are ready by each time, open orders counted in, and the plain share.

    As in the figure ``lead_time_km_median_h`` every order counts, those that were under way when
    the log opens too; how many they are is said.
    """
    lead_s, ended = times.lead_s(), ~ends.still_open
    honest, plain = product_limit(lead_s, ended), _plain(lead_s)
    half = median_time(lead_s, ended) if len(lead_s) else np.inf
    plain_half = float(np.median(lead_s)) if len(lead_s) else np.inf
    # Written alike, the two stand in one place: one mark is enough.
    alike = isfinite(half) and short_time(half, words) == short_time(plain_half, words)
    marked = np.inf if alike else plain_half
    title = say("How long does an order take, open orders counted in?")
    answer = _answer(half, plain_half, ends, words)
    alt = words(say("Two rising curves: the share of orders that are ready after so long. {answer}",
                    answer=answer))  # fmt: skip
    until = float(np.quantile(lead_s, _SHOWN_QUANTILE)) if len(lead_s) else 0.0
    unit_s = DAY_S if until >= _DAYS_FROM_S else HOUR_S
    drawing = draw_curves(
        Curves(
            words(title),
            alt,
            (
                _curve(words(say("open orders counted in")), honest, half, unit_s, words),
                _curve(words(say("as the log stands")), plain, marked, unit_s, words, plain=True),
            ),
            max(until, 1.0) / unit_s,
            words(say("days since its start")) if unit_s == DAY_S else words(say("hours since its start")),
            words(say("The band is 95 % confidence. Half of the orders are ready where a curve meets the 50 %"
                      " line.")),
            words(say("The log tells of no order with both times.")),
        ),
        words.language,
    )  # fmt: skip
    return words.chart(title, answer, drawing, alt, _table(title, honest, lead_s, words))


def _plain(lead_s: Floats) -> Survival:
    """Give the share of all orders that are shorter, open ones taken as ended."""
    time_s, counts = np.unique(lead_s, return_counts=True)
    part = np.cumsum(counts) / max(len(lead_s), 1)
    return Survival(time_s, part, part, part)


def _curve(
    name: str, survival: Survival, half_s: float, unit_s: float, words: Words, *, plain: bool = False
) -> Curve:
    thinned = np.unique(np.linspace(0, len(survival.time_s) - 1, _MOST_STEPS).astype(int))
    steps = thinned if len(survival.time_s) > _MOST_STEPS else np.arange(len(survival.time_s))
    low, high = ((), ()) if plain else (survival.low[steps].tolist(), survival.high[steps].tolist())
    return Curve(
        name,
        "dashes" if plain else "line",
        tuple((survival.time_s[steps] / unit_s).tolist()),
        tuple(survival.share[steps].tolist()),
        half_s / unit_s if isfinite(half_s) else None,
        short_time(half_s, words),
        tuple(low),
        tuple(high),
    )


def _answer(half_s: float, plain_s: float, ends: Ends, words: Words) -> Message:
    if not len(ends.still_open):
        return say("The log tells of no order with both times.")
    told = [words(_halves(half_s, plain_s, words))]
    still_open, before = int(ends.still_open.sum()), int(ends.began_before.sum())
    if still_open:
        told.append(
            words(
                say_many(
                    "{count} order was open when the log ended: its time is longer than it looks.",
                    "{count} orders were open when the log ended: their times are longer than they look.",
                    still_open,
                )
            )
        )
    if before:
        told.append(
            words(
                say_many(
                    "{count} order was likely under way when the log began.",
                    "{count} orders were likely under way when the log began.",
                    before,
                )
            )
        )
    return say("{told}", told=" ".join(told))


def _halves(half_s: float, plain_s: float, words: Words) -> Message:
    plain = told_time(plain_s, words)
    if not isfinite(half_s):
        return say(
            "Less than half of the orders are seen to the end. As the log stands, the median is {plain}.",
            plain=plain,
        )
    half = told_time(half_s, words)
    if half == plain:
        return say("Half are ready within {half}.", half=half)
    return say(
        "Half are ready within {half}; as the log stands it looks like {plain}.", half=half, plain=plain
    )


def _table(title: Message, honest: Survival, lead_s: Floats, words: Words) -> Table:
    headings = (say("Share of orders ready"), say("Open orders counted in"), say("As the log stands"))
    rows = [
        (
            share(part, words),
            told_time(_reached(honest, part), words),
            told_time(_quantile(lead_s, part), words),
        )
        for part in _TABLE_SHARES
    ]
    return table(title, headings, rows, words)


def _quantile(lead_s: Floats, part: float) -> float | None:
    return float(np.quantile(lead_s, part)) if len(lead_s) else None


def _reached(survival: Survival, part: float) -> float | None:
    """Give the time by which so many have ended; None where it was not reached."""
    reached = np.flatnonzero(survival.share >= part - 1e-9)
    return float(survival.time_s[reached[0]]) if len(reached) else None
