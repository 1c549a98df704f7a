"""Process batches, as an oven makes them: how much goes in, what is alike in it, when it starts."""

from typing import NamedTuple

import numpy as np
import polars as pl

from simmitt.engine.factory.model import Alike, Batch
from simmitt.engine.spans import Bools, Floats, Ints
from simmitt.ground.units import HOUR_S, MINUTE_S

# Fewer loads of several orders may have come about by chance or by a report made late.
_FEWEST_LOADS = 8
# An oven takes alike orders together when it can; a machine where two are booked at once now and
# then does not. Long delays hide what could have gone in, so half of all visits in loads is enough too.
_TAKEN_TOGETHER, _IN_LOADS = 0.5, 0.5
_NEARLY_ALL = 0.95
_MOST_VISITS = 10_000  # the latest; more would tell the same
_RARE = 0.02
# Of the loads that a longest wait lets go, many have waited just that long and hardly any less: closed
# hours and a place that was not free make the others wait longer.
_SAME_WAIT, _MANY, _HARDLY_ANY = 0.1, 0.15, 0.05
_SHORT_WAITS = 0.1


class _Loads(NamedTuple):
    """The loads of a station, by start; (n_loads,) each."""

    orders: Ints
    pieces: Floats
    start_s: Floats
    waited_s: Floats  # of the order in it that came first; NaN: unknown
    next_pieces: Floats  # of the alike order that was left behind first; NaN: none was


def find_batches(visits: pl.DataFrame) -> dict[str, Batch]:
    """Give what the stations take in at once, where they clearly work in batches.

    Parameters
    ----------
    visits
        With their loads.
    """
    found = {}
    for own in visits.filter(pl.col("measured") & ~pl.col("dated")).partition_by("station"):
        if own.filter(pl.col("load_orders") > 1)["load"].n_unique() >= _FEWEST_LOADS:
            batch = _batch(own.sort("start_s", "order").tail(_MOST_VISITS))
            if batch is not None:
                found[own["station"][0]] = batch
    return found


def _batch(visits: pl.DataFrame) -> Batch | None:
    alike = _alike(visits)
    loads = _loads(visits, alike)
    several = loads.orders > 1
    missed = ~several & np.isfinite(loads.next_pieces)
    together = several.sum() / max(1, several.sum() + missed.sum())
    in_loads = loads.orders[several].sum() / loads.orders.sum()
    if together < _TAKEN_TOGETHER and in_loads < _IN_LOADS:
        return None
    most = _seen_often(loads.orders)
    full = np.isfinite(loads.next_pieces)
    pieces_most = _pieces_most(loads, full, most)
    least, longest_wait_s = _starts_with(loads, full)
    if pieces_most is not None:
        return Batch(pieces_most, unit="pieces", alike=alike)
    return Batch(float(most), float(min(least, most)), "lots", alike, longest_wait_s)


def _alike(visits: pl.DataFrame) -> Alike:
    """Give what the orders of nearly all loads share."""
    loads = (
        visits.filter(pl.col("load_orders") > 1)
        .group_by("load")
        .agg(pl.col("operation", "product").n_unique())
    )
    one = loads.select((pl.col("operation", "product") == 1).mean()).row(0, named=True)
    if one["operation"] < _NEARLY_ALL:
        return "any"
    share = visits["product"].value_counts()["count"].to_numpy() / visits.height
    by_luck = float((share**2).sum())
    return "product" if one["product"] >= _NEARLY_ALL and by_luck < _NEARLY_ALL**2 * 0.75 else "operation"


def _loads(visits: pl.DataFrame, alike: Alike) -> _Loads:
    """Give the loads, and what each left behind that could have gone in."""
    kept = {"product": ["operation", "product"], "operation": ["operation"]}.get(alike, [])
    loads = (
        visits.group_by("load", maintain_order=True)
        .agg(
            pl.col("start_s").min(),
            pl.col("before_s").min(),
            pl.col("pieces").sum(),
            *(pl.col(name).first() for name in kept),
            orders=pl.len(),
        )
        .sort("start_s")
    )
    start_s = loads["start_s"].to_numpy()
    sort_of, sort_of_load = _numbers(visits, kept), _numbers(loads, kept)
    ready_s = visits["before_s"].fill_null(float("inf")).to_numpy()
    began_s, pieces = visits["start_s"].to_numpy(), visits["pieces"].to_numpy()
    behind = np.full(len(start_s), np.nan)
    for n, at_s in enumerate(start_s):
        left = np.flatnonzero(
            (ready_s < at_s - MINUTE_S) & (began_s > at_s + MINUTE_S) & (sort_of == sort_of_load[n])
        )
        if len(left):
            behind[n] = pieces[left[np.argmin(ready_s[left])]]
    waited_s = start_s - loads["before_s"].fill_null(float("nan")).to_numpy()
    return _Loads(
        loads["orders"].to_numpy().astype(int), loads["pieces"].to_numpy(), start_s, waited_s, behind
    )


def _numbers(frame: pl.DataFrame, names: list[str]) -> list[tuple[object, ...]] | np.ndarray:
    if not names:
        return np.zeros(frame.height)
    joined = frame.select(pl.concat_str([pl.col(name).fill_null("") for name in names], separator="\0"))
    return joined.to_series().to_numpy()


def _seen_often(orders: Ints) -> int:
    """Give the greatest load that was made more than once."""
    sizes, counts = np.unique(orders, return_counts=True)
    often = sizes[counts > 1]
    return int(often.max() if len(often) else sizes.max())


def _pieces_most(loads: _Loads, full: Bools, most: int) -> float | None:
    """Give how many pieces go in, where that explains better than orders why some were left behind."""
    if full.sum() < _FEWEST_LOADS or np.ptp(loads.pieces / loads.orders) == 0:
        return None
    limit = float(loads.pieces[loads.orders > 1].max())
    by_orders = float((loads.orders[full] >= most).mean())
    by_pieces = float((loads.pieces[full] + loads.next_pieces[full] > limit).mean())
    return limit if by_pieces > max(by_orders, 1.0 - by_orders, _TAKEN_TOGETHER) else None


def _starts_with(loads: _Loads, full: Bools) -> tuple[int, float | None]:
    """Give how many orders start a load, and the wait after which fewer do."""
    free = ~full
    sure = int(np.quantile(loads.orders[free], _RARE, method="lower")) if free.any() else 1
    for least in range(int(loads.orders.max()), max(sure, 1), -1):
        early = free & (loads.orders < least) & np.isfinite(loads.waited_s)
        wait_s = _same_wait(loads.waited_s[early])
        if wait_s is not None:
            return least, wait_s
    return max(1, sure), None


def _same_wait(waited_s: Floats) -> float | None:
    """Give the wait that lets loads go, if they have one."""
    if len(waited_s) < _FEWEST_LOADS:
        return None
    usual_s = float(np.quantile(waited_s, _SHORT_WAITS))
    same = np.abs(waited_s - usual_s) <= _SAME_WAIT * usual_s
    less = waited_s < (1.0 - _SAME_WAIT) * usual_s
    often = same.sum() >= _FEWEST_LOADS and same.mean() >= _MANY
    is_one = usual_s >= HOUR_S and often and less.mean() <= _HARDLY_ANY
    return usual_s if is_one else None
