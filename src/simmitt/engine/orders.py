"""Each order's time in the shop: when it began and ended, and how long it was worked on."""

from typing import NamedTuple

import numpy as np
import polars as pl

from simmitt.engine.spans import Bools, Floats, Ints, merged, reached_before
from simmitt.ground.units import WEEK_S

EPOCH = pl.datetime(1970, 1, 1, time_unit="us")
START_S = (pl.col("start_at") - EPOCH).dt.total_microseconds() / 1e6
END_S = (pl.col("end_at") - EPOCH).dt.total_microseconds() / 1e6
WORK_S = ((pl.col("end_at") - pl.col("start_at")).dt.total_microseconds() / 1e6).clip(0)

# Silence of this share of the orders at most is what an order under way may show.
USUAL_SILENCE_QUANTILE = 0.95


class OrderTimes(NamedTuple):
    """One entry per order, in the order of its first row in the log."""

    start_s: Floats  # (n_orders,) seconds since 1970 of the first start
    end_s: Floats  # (n_orders,) of the last end
    touch_s: Floats  # (n_orders,) time covered by the order's rows, overlaps counted once
    silence_s: Floats  # (n_orders,) longest stretch between two of its rows

    def lead_s(self) -> Floats:
        """Give the time from first start to last end, (n_orders,)."""
        return self.end_s - self.start_s


def timed(rows: pl.DataFrame) -> pl.DataFrame:
    """Keep the rows that tell an order and both times."""
    return rows.filter(
        pl.col("order").is_not_null() & pl.col("start_at").is_not_null() & pl.col("end_at").is_not_null()
    )


def codes(names: pl.Series) -> tuple[Ints, list[str]]:
    """Give each name's number by first appearance, missing ones -1, and the names in that order."""
    distinct = names.drop_nulls().unique(maintain_order=True)
    numbered = names.replace_strict(
        distinct, pl.int_range(len(distinct), eager=True), default=-1, return_dtype=pl.Int64
    )
    return numbered.to_numpy(), distinct.to_list()


def seconds(rows: pl.DataFrame) -> tuple[Floats, Floats]:
    """Give start and end of each row in seconds since 1970, (n_rows,) each."""
    table = rows.select(start=START_S, end=END_S)
    return table["start"].to_numpy(), table["end"].to_numpy()


def order_times(rows: pl.DataFrame) -> OrderTimes:
    """Give start, end, touch time and longest silence of each order of timed rows."""
    order, names = codes(rows["order"])
    start_s, end_s = seconds(rows)
    n = len(names)
    first, last = np.full(n, np.inf), np.full(n, -np.inf)
    np.minimum.at(first, order, start_s)
    np.maximum.at(last, order, end_s)
    touch = merged(order, start_s, end_s).per_group(n)
    gap = start_s - reached_before(order, start_s, end_s)
    silence = np.zeros(n)
    np.maximum.at(silence, order, np.where(np.isfinite(gap), gap, 0.0))
    return OrderTimes(first, last, touch, silence)


class Ends(NamedTuple):
    """Which orders the log cuts off."""

    began_before: Bools  # (n_orders,) likely under way when the log opens
    still_open: Bools  # (n_orders,) likely not finished when the log closes
    window_s: float


def cut_off(times: OrderTimes) -> Ends:
    """Tell which orders the log's ends cut off.

    An order whose first report falls into the first week was likely under way; one whose
    last report falls into the last week likely goes on. Where nineteen orders in twenty are
    never silent that long, their longest silence takes the place of the week.
    """
    window = min(WEEK_S, float(np.quantile(times.silence_s, USUAL_SILENCE_QUANTILE)))
    return Ends(
        times.start_s < times.start_s.min() + window,
        times.end_s >= times.end_s.max() - window,
        window,
    )
