"""Operations as the log shows them: run times that grow with pieces, scrap, rework, overlap."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
import polars as pl
from numpy.typing import NDArray

from simmitt.engine.factory.model import Evidence, Operation
from simmitt.engine.fitting.distributions import fit_distribution
from simmitt.engine.fitting.likeness import learn_group
from simmitt.engine.fitting.loads import single_times
from simmitt.engine.fitting.pooling import Group

Floats = NDArray[np.float64]
# A slope of time on pieces is drawn to none by as many visits as this.
_PRIOR_VISITS = 5.0
# Scrap is rare: the plant's own rate counts as this many pieces beside an operation's.
_PRIOR_PIECES = 200.0
# A start so little before an end is a hand-over.
_MOMENT_S = 60.0


@dataclass(frozen=True)
class _Station:
    """What the operations of one station are pooled with."""

    exponent: float
    typical_pieces: float
    relative_s: tuple[Floats, ...]  # of each operation: run time as if of typical pieces


def fit_operations(
    visits: pl.DataFrame, transfers: Mapping[str, float] | None = None
) -> tuple[Operation, ...]:
    """Give every operation that the visits show, times of few visits pooled by station.

    ``transfers`` has the share done when the next may start, of those that hand pieces on.
    """
    shares = transfers or {}
    plant_scrap = _scrap(visits, 0.0, 0.0)
    groups = visits.partition_by("station", maintain_order=True)
    stations = [_pooled(group) for group in groups]
    plant = learn_group([times for each in stations for times in each.relative_s], "plant")
    operations: list[Operation] = []
    for group, pooled in zip(groups, stations, strict=True):
        like = _like(pooled, group["station"][0], plant)
        each_own = group.partition_by("operation", maintain_order=True)
        operations += [_operation(own, pooled, like, plant_scrap) for own in each_own]
    handing_on = (
        replace(each, transfer_share=shares[each.name]) if each.name in shares else each
        for each in operations
    )
    return tuple(sorted(handing_on, key=lambda each: each.name))


def _like(pooled: _Station, station: str, plant: Group) -> Group | None:
    """Give what few visits lean on: the station's other operations, or the plant's."""
    if not pooled.relative_s:
        return None
    return learn_group(pooled.relative_s, station, plant) if len(pooled.relative_s) > 1 else plant


def _operation(visits: pl.DataFrame, pooled: _Station, like: Group | None, plant_scrap: float) -> Operation:
    timed = _timed(visits)
    relative_s = _relative(timed, pooled.exponent, pooled.typical_pieces)
    distribution = fit_distribution(relative_s, Evidence(len(relative_s)), like)
    name, activity = visits["operation"][0], visits["activity"][0]
    ahead_chance, ahead_share = _ahead(visits)
    return Operation(
        name=name,
        activity="" if activity == name else activity,
        station=visits["station"][0],
        run_s=distribution.times(_running_share(visits)),
        typical_pieces=round(pooled.typical_pieces, 2),
        size_exponent=pooled.exponent,
        scrap_share=round(_scrap(visits, plant_scrap, _PRIOR_PIECES), 6),
        rework_share=round(_rework(visits), 4),
        ahead_chance=ahead_chance,
        ahead_share=ahead_share,
    )


def _timed(visits: pl.DataFrame) -> pl.DataFrame:
    return visits.filter((pl.col("run_s") > 0) & ~pl.col("rework"))


def _running_share(visits: pl.DataFrame) -> float:
    """Give the share of visits with run time: some are setup alone, and the mean is over all."""
    measured = visits.filter(pl.col("measured") & ~pl.col("rework"))
    return len(_timed(visits)) / len(measured) if len(measured) else 1.0


def _pooled(visits: pl.DataFrame) -> _Station:
    timed = _timed(visits)
    if timed.is_empty():
        return _Station(0.0, 1.0, ())
    pieces, run = timed["pieces"].to_numpy(), timed["run_s"].to_numpy()
    typical = float(np.exp(np.log(pieces).mean()))
    # What an oven takes has nothing to do with how much is in it.
    exponent = 0.0 if (timed["load_orders"] > 1).any() else _size_exponent(pieces, run)
    each_own = timed.partition_by("operation", maintain_order=True)
    return _Station(exponent, typical, tuple(_relative(own, exponent, typical) for own in each_own))


def _size_exponent(pieces: Floats, run: Floats) -> float:
    """Give the slope of log time on log pieces, drawn towards 0 where data say little."""
    x = np.log(pieces) - np.log(pieces).mean()
    y = np.log(run) - np.log(run).mean()
    # Ridge with the weight of a handful of orders of twice or half the usual size.
    slope = float(x @ y) / (float(x @ x) + _PRIOR_VISITS * np.log(2.0) ** 2)
    return round(float(np.clip(slope, 0.0, 1.0)), 3)


def _relative(timed: pl.DataFrame, exponent: float, typical_pieces: float) -> Floats:
    """Give run times as if each order had typical pieces; (n,) seconds."""
    relative_s: Floats = timed["run_s"].to_numpy() / (timed["pieces"].to_numpy() / typical_pieces) ** exponent
    orders = timed["load_orders"].to_numpy()
    return relative_s if orders.max(initial=1) == 1 else single_times(relative_s, orders)


def _scrap(visits: pl.DataFrame, prior: float, weight: float) -> float:
    """Give the share of an order's pieces rejected at a visit; visits often report a part only."""
    reported = visits["rejected"] + visits["good"]
    entered = float(pl.DataFrame([reported, visits["pieces"]]).max_horizontal().sum())
    total = entered + weight
    return (float(visits["rejected"].sum()) + prior * weight) / total if total > 0 else 0.0


def _rework(visits: pl.DataFrame) -> float:
    repeated = int(visits["rework"].sum())
    first = len(visits) - repeated
    return repeated / (first + repeated) if first else 0.0


def _ahead(visits: pl.DataFrame) -> tuple[float, float]:
    """Give how often an operation begins before the one before it ends, and how far that has come then."""
    told = visits.filter(pl.col("came_s").is_not_null() & ~pl.col("handed_on"))
    ahead = told.filter(pl.col("left_s") > pl.col("start_s") + _MOMENT_S)
    if told.height < _PRIOR_VISITS or ahead.is_empty():
        return 0.0, 1.0
    reached = (pl.col("start_s") - pl.col("came_s")) / (pl.col("left_s") - pl.col("came_s"))
    share = float(ahead.select(reached.clip(0.0, 1.0).mean()).item())
    return round(ahead.height / told.height, 4), round(share, 3)
