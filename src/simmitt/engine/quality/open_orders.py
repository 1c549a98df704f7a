"""Orders that the log's ends cut in two."""

import numpy as np

from simmitt.engine.orders import Ends, OrderTimes, cut_off
from simmitt.engine.quality.checking import FLOW, Check, Found
from simmitt.engine.quality.findings import Effect, Move
from simmitt.engine.quality.reports import Reports
from simmitt.engine.spans import Ints, regrouped
from simmitt.engine.survival import median_time
from simmitt.ground.texts import Message, say, say_many
from simmitt.ground.units import DAY_S, hours

MATTERS_FROM = 0.1  # of the plain median
# Some order is always the last: so few, moving the median so little, are no finding.
FEW, LITTLE = 0.05, 0.02
ORDERS_FOR_A_MEDIAN = 10
LAST_STEPS_SHOWN = 3


def real_times(reports: Reports) -> tuple[OrderTimes, Ints]:
    """Give the times of the orders that have rows, and their numbers, (n_orders,) each."""
    there = np.flatnonzero(np.isfinite(reports.times.start_s))
    return OrderTimes(*(each[there] for each in reports.times)), there


def _open_orders(reports: Reports) -> Found[Reports] | None:
    """Look for orders that were under way before the log or go on after it."""
    times, numbers = real_times(reports)
    if not len(numbers):
        return None
    ends = cut_off(times)
    touched = int((ends.began_before | ends.still_open).sum())
    plain, honest = hours(float(np.median(times.lead_s()))), censored_median_h(times, ends)
    if honest is None or (touched <= FEW * len(numbers) and abs(honest - plain) <= LITTLE * plain):
        return None
    return Found(
        _border_rows(reports, ends, numbers),
        "warning" if abs(honest - plain) > MATTERS_FROM * plain else "info",
        Effect(
            say(
                "The median lead time is {plain:.1} hours as the log stands and {honest:.1} hours "
                "when orders likely open count as not yet finished.",
                plain=plain,
                honest=honest,
            ),
            (Move("lead_time_median_h", "plant", plain, honest, "h"),),
        ),
        count=touched,
        details=(
            say_many(
                "{count} order starts in the first {days:.1} days",
                "{count} orders start in the first {days:.1} days",
                int(ends.began_before.sum()),
                days=ends.window_s / DAY_S,
            ),
            say_many(
                "{count} order has its last report in the last {days:.1} days",
                "{count} orders have their last report in the last {days:.1} days",
                int(ends.still_open.sum()),
                days=ends.window_s / DAY_S,
            ),
            *_last_steps(reports),
        ),
    )


def _last_steps(reports: Reports) -> list[Message]:
    """Say with which activities the orders' last rows end, the commonest first."""
    activity = reports.activity.code[last_rows(reports)]
    codes, counts = np.unique(activity[activity >= 0], return_counts=True)
    ranked = sorted(zip((-counts).tolist(), codes.tolist(), strict=True))[:LAST_STEPS_SHOWN]
    return [
        say(
            "{count} of {orders} orders end with “{activity}”",
            count=-n,
            orders=len(activity),
            activity=reports.activity.names[code],
        )
        for n, code in ranked
    ]


def last_rows(reports: Reports) -> Ints:
    """Give the row that ends last of each order that has rows; of two at once the later one."""
    by_end = np.argsort(reports.end_s, kind="stable")
    index = regrouped(reports.order.code, by_end[reports.ordered[by_end]])
    order = reports.order.code[index]
    return index[np.flatnonzero(np.r_[order[1:] != order[:-1], len(index) > 0])]


def censored_median_h(times: OrderTimes, ends: Ends) -> float | None:
    """Give the Kaplan-Meier median lead time in hours, if enough orders are left for it.

    Orders under way when the log opens are left out, their start isn't known; those likely
    open when it closes count as not finished.
    """
    inside = ~ends.began_before
    if int((inside & ~ends.still_open).sum()) < ORDERS_FOR_A_MEDIAN:
        return None
    median = median_time(times.lead_s()[inside], ~ends.still_open[inside])
    return hours(median) if np.isfinite(median) else None


def _border_rows(reports: Reports, ends: Ends, numbers: Ints) -> tuple[int, ...]:
    """Give the first row of each order begun before and the last row of each still open."""
    hit = np.zeros(reports.n, bool)
    index = reports.by_order
    order = reports.order.code[index]
    opens = np.r_[True, order[1:] != order[:-1]]
    first = index[opens]
    hit[first[np.isin(reports.order.code[first], numbers[ends.began_before])]] = True
    open_rows = np.isin(reports.order.code, numbers[ends.still_open])
    at_end = open_rows & (reports.end_s == reports.times.end_s[reports.order.code])
    hit[at_end] = True
    return reports.numbers(hit)


OPEN: tuple[Check[Reports], ...] = (
    Check(
        "open_orders",
        say("Orders cut off by the log's ends"),
        say("Orders that were likely under way when the log opens, or are when it closes."),
        FLOW,
        say("Nothing cut out: the censored median stands beside the plain one."),
        _open_orders,
        doubtful=False,
    ),
)
