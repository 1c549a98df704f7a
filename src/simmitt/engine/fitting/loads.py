"""Orders that begin and end together at one place: what went into an oven at once."""

import numpy as np
import polars as pl

from simmitt.engine.spans import Floats, Ints
from simmitt.ground.units import MINUTE_S

# What is stamped within a minute is stamped together.
_TOGETHER_S = MINUTE_S
_SHORTEST_LOADS = 0.02  # quantile: shorter ones were cut short by something


def with_loads(visits: pl.DataFrame, *, names_machines: bool) -> pl.DataFrame:
    """Give the visits with their loads: ``load`` (a number) and ``load_orders``, at a visit alone 1.

    Where people are all that is named, only what one of them reported together is a load. Two
    people's reports on one order are one visit, and so no load.
    """
    where = ["station", "place"] if names_machines else ["station", "place", "worker"]
    counts = pl.col("measured") & ~pl.col("dated")
    by_time = visits.with_row_index("nth").sort(*where, counts, "start_s", "end_s", "order")
    near = [(pl.col(name) - pl.col(name).shift(1)).abs() <= _TOGETHER_S for name in ("start_s", "end_s")]
    same = [pl.col(name).eq_missing(pl.col(name).shift(1)) for name in where]
    other_order = pl.col("order") != pl.col("order").shift(1)
    joins = pl.all_horizontal(*near, *same, other_order, counts, counts.shift(1))
    numbered = by_time.with_columns(load=(~joins.fill_null(value=False)).cum_sum())
    return numbered.with_columns(load_orders=pl.len().over("load")).sort("nth").drop("nth")


def leading(visits: pl.DataFrame) -> pl.DataFrame:
    """Give one visit of each load, in the order in which they stand."""
    return visits.unique("load", keep="first", maintain_order=True)


def alone(visits: pl.DataFrame, stations: list[str]) -> pl.DataFrame:
    """Give the visits with every one a load of its own, but for some stations."""
    own = ~pl.col("station").is_in(stations)
    beyond = visits.height + 1
    return visits.with_columns(
        load=pl.when(own).then(pl.int_range(pl.len()) + beyond).otherwise("load"),
        load_orders=pl.when(own).then(1).otherwise("load_orders"),
    )


def single_times(time_s: Floats, orders: Ints) -> Floats:
    """Give times that single orders would take, whose longest is a load's time.

    Parameters
    ----------
    time_s, orders : (n_visits,)
        Of each visit, the time of its load and how many orders were in that.

    Returns
    -------
    single_s : (n_loads,)
        Evenly by rank, ascending.

    Notes
    -----
    Of k orders in a load one took its time and k - 1 no longer: those are censored on the left, and
    the product-limit estimate (Kaplan and Meier 1958) runs from the longest time downwards. Below the
    shortest loads it says nothing; there the times are as far below the median as those above it.
    """
    shortest_s = float(np.quantile(time_s, _SHORTEST_LOADS))
    values, where = np.unique(np.maximum(time_s, shortest_s), return_inverse=True)
    ended = np.bincount(where, 1.0 / orders)
    at_risk = np.cumsum(np.bincount(where).astype(float))
    # Chance that a time is at most each value, the longest last.
    within = np.append(np.cumprod((1.0 - ended / at_risk)[::-1])[::-1], 1.0)[1:]
    count = max(1, round(float((1.0 / orders).sum())))
    ranks = (np.arange(count) + 0.5) / count
    single_s = values[np.searchsorted(within, ranks).clip(max=len(values) - 1)]
    mirrored_s = np.median(single_s) ** 2 / single_s[::-1]
    return np.asarray(np.where(single_s > shortest_s, single_s, np.minimum(single_s, mirrored_s)))
