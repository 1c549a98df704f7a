"""Each order's time in the shop: when it began and ended, and how long it was worked on."""

from typing import NamedTuple

import numpy as np
import polars as pl

from simmitt.engine.spans import (
    Bools,
    Floats,
    Ints,
    Spans,
    lined_up,
    merged_and_reached,
)
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
    coded = names.cast(pl.String).cast(pl.Categorical(pl.Categories.random())).to_physical()
    # What is missing gets the code behind the last.
    missing = 0 if coded.null_count() == len(coded) else int(str(coded.max())) + 1
    code = coded.fill_null(missing).to_numpy()
    first = np.full(missing + 1, len(code))
    first[code[::-1]] = np.arange(len(code))[::-1]
    opens = np.argsort(first[:missing], kind="stable")
    opens = opens[first[opens] < len(code)]
    number = np.full(missing + 1, -1)
    number[opens] = np.arange(len(opens))
    return number[code], names.gather(first[opens]).to_list()


def seconds(rows: pl.DataFrame) -> tuple[Floats, Floats]:
    """Give start and end of each row in seconds since 1970, (n_rows,) each."""
    table = rows.select(start=START_S, end=END_S)
    return table["start"].to_numpy(), table["end"].to_numpy()


def order_times(rows: pl.DataFrame) -> OrderTimes:
    """Give start, end, touch time and longest silence of each order of timed rows."""
    order, names = codes(rows["order"])
    start_s, end_s = seconds(rows)
    touched, reached_s = merged_and_reached(lined_up(order, start_s, end_s), len(order))
    return times_of_orders(order, start_s, end_s, touched, reached_s, len(names))


def times_of_orders(
    order: Ints, start_s: Floats, end_s: Floats, touched: Spans, reached_s: Floats, n: int
) -> OrderTimes:
    """Give start, end, touch time and longest silence of each of n orders.

    Parameters
    ----------
    order, start_s, end_s : (n_rows,)
    touched
        The union of each order's rows.
    reached_s : (n_rows,)
        When the latest of the order's earlier rows ends, minus infinity where there is none.
    """
    first, last, silence = np.full(n, np.inf), np.full(n, -np.inf), np.zeros(n)
    np.minimum.at(first, order, start_s)
    np.maximum.at(last, order, end_s)
    gap = start_s - reached_s
    np.maximum.at(silence, order, np.where(np.isfinite(gap), gap, 0.0))
    return OrderTimes(first, last, touched.per_group(n), silence)


class Ends(NamedTuple):
    """Which orders the log cuts off."""

    began_before: Bools  # (n_orders,) likely under way when the log opens
    still_open: Bools  # (n_orders,) likely not finished when the log closes
    window_s: float


def cut_off(times: OrderTimes, quiet_s: float | None = None) -> Ends:
    """Tell which orders the log's ends cut off, by silence alone.

    An order whose first report falls into the first week was likely under way; one whose
    last report falls into the last week likely goes on. Where nineteen orders in twenty are
    never silent that long, their longest silence takes the place of the week, and a silence
    that the user tells takes the place of both.
    """
    if not len(times.start_s):
        return Ends(np.zeros(0, bool), np.zeros(0, bool), quiet_s or 0.0)
    window = min(WEEK_S, float(np.quantile(times.silence_s, USUAL_SILENCE_QUANTILE)))
    window = window if quiet_s is None else quiet_s
    return Ends(
        times.start_s < times.start_s.min() + window,
        times.end_s >= times.end_s.max() - window,
        window,
    )
