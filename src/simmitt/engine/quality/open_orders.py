"""Orders that the log's ends cut in two."""

import numpy as np
import polars as pl

from simmitt.engine.orders import Ends, OrderTimes, cut_off, order_times
from simmitt.engine.quality.findings import Checked, Effect, Finding, Move
from simmitt.engine.survival import median_time
from simmitt.ground.texts import say, say_many
from simmitt.ground.units import DAY_S, hours

MATTERS_FROM = 0.1  # of the plain median
ORDERS_FOR_A_MEDIAN = 10


def open_orders(rows: pl.DataFrame) -> Checked:
    """Tell of orders that were under way before the log or go on after it."""
    times = order_times(rows)
    ends = cut_off(times)
    touched = int((ends.began_before | ends.still_open).sum())
    plain, honest = hours(float(np.median(times.lead_s()))), censored_median_h(times, ends)
    if touched == 0 or honest is None:
        return rows, []
    finding = Finding(
        "open_orders",
        "warning" if abs(honest - plain) > MATTERS_FROM * plain else "info",
        say("Orders cut off by the log's ends"),
        touched,
        _border_rows(rows, ends),
        Effect(
            say(
                "The median lead time is {plain:.1} hours as the log stands and {honest:.1} hours "
                "when orders likely open count as not yet finished.",
                plain=plain,
                honest=honest,
            ),
            (Move("lead_time_median_h", "plant", plain, honest, "h"),),
        ),
        say("Nothing cut out: the censored median stands beside the plain one."),
        doubtful=False,
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
        ),
    )
    return rows, [finding]


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


def _border_rows(rows: pl.DataFrame, ends: Ends) -> tuple[int, ...]:
    """Give the first row of each order begun before and the last row of each still open."""
    names = rows["order"].unique(maintain_order=True)
    table = pl.DataFrame({"order": names, "early": ends.began_before, "late": ends.still_open})
    marked = rows.join(table, on="order", how="left", maintain_order="left")
    first = marked.filter("early").sort("start_at", "row").unique("order", keep="first", maintain_order=True)
    last = marked.filter("late").sort("end_at", "row").unique("order", keep="last", maintain_order=True)
    return tuple(sorted({*first["row"].to_list(), *last["row"].to_list()}))
