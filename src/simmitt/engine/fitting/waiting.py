"""Waiting that queues and closed hours don't explain becomes plain delay, and is said so."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
import polars as pl
from numpy.typing import NDArray

from simmitt.engine.factory.model import Distribution, Evidence, Factory, Operation
from simmitt.engine.fitting.distributions import empirical
from simmitt.engine.simulation import replicate
from simmitt.engine.simulation.output import Output
from simmitt.ground.progress import Progress
from simmitt.ground.texts import say
from simmitt.ground.units import MINUTE_S

Floats = NDArray[np.float64]
_ROUNDS = 5
_REPLICATIONS = 12
# A mean wait of n visits counts n, its station's counts as this many.
_PRIOR_VISITS = 8.0
_STEP = say("Fits the waiting")


@dataclass(frozen=True)
class ObservedWaits:
    """Waiting before and within visits, by operation; seconds of the plant's clock."""

    shape: Mapping[str, Distribution]  # by operation
    mean_s: Mapping[str, float]
    visits: Mapping[str, int]


def observe_waits(visits: pl.DataFrame, worked: Mapping[str, Floats]) -> ObservedWaits:
    """Measure how long orders stood still before and within each visit.

    An order's first visit tells nothing: when the order came to it, no row says.

    ``worked`` gives, by station, the open hours that each of its visits spanned (n_visits,).
    """
    parts = []
    for group in visits.partition_by("station", maintain_order=True):
        spanned = pl.Series("spanned_s", worked[group["station"][0]])
        parts.append(group.with_columns(spanned))
    waits = (
        pl.concat(parts)
        .filter(pl.col("before_s").is_not_null())
        .with_columns(
            wait_s=(pl.col("start_s") - pl.col("before_s")).clip(lower_bound=0.0) + _standing_within()
        )
    )
    station_mean = dict(waits.group_by("station").agg(pl.col("wait_s").mean()).iter_rows())
    shapes, means, counts = {}, {}, {}
    for group in waits.partition_by("operation", maintain_order=True):
        name, station = group["operation"][0], group["station"][0]
        sample = group["wait_s"].to_numpy()
        weight = len(sample) / (len(sample) + _PRIOR_VISITS)
        means[name] = weight * float(sample.mean()) + (1 - weight) * station_mean[station]
        enough = len(sample) >= 2 * _PRIOR_VISITS
        pooled = sample if enough else waits.filter(pl.col("station") == station)["wait_s"].to_numpy()
        shapes[name] = empirical(pooled, Evidence(len(sample), "" if enough else station))
        counts[name] = len(sample)
    return ObservedWaits(shapes, means, counts)


def _standing_within() -> pl.Expr:
    """Give the clock time within a visit when nothing was done, closed hours in proportion."""
    content = pl.col("run_s") + pl.col("setup_s") + pl.col("down_s")
    idle_share = 1.0 - content / pl.col("spanned_s")
    standing = idle_share.clip(lower_bound=0.0) * (pl.col("end_s") - pl.col("start_s"))
    return pl.when(pl.col("spanned_s") > 0).then(standing).otherwise(0.0)


def calibrate_delays(
    factory: Factory, observed: ObservedWaits, *, seed: int, workers: int, progress: Progress
) -> tuple[Factory, float]:
    """Give the factory with delays that bring its waiting to what the log shows.

    Returns
    -------
    factory : Factory
        With ``delay_s`` set where queues and calendars explain less than was observed.
    explained_share : float
        Share of the observed waiting that queue, calendar and batch explain, 0 to 1.
    """
    delay_s = dict.fromkeys(observed.mean_s, 0.0)
    for number in range(_ROUNDS):
        progress(_STEP, number, _ROUNDS)
        trial = _with_delays(factory, observed, delay_s)
        output = replicate(trial, replications=_REPLICATIONS, seed=seed, workers=workers)
        queue_s = _queue_per_visit(output)
        delay_s = {
            operation.name: max(0.0, observed.mean_s[operation.name] - queue_s[operation.station])
            for operation in factory.operations
            if operation.name in observed.mean_s
        }
    progress(_STEP, _ROUNDS, _ROUNDS)
    return _with_delays(factory, observed, delay_s), _explained(observed, delay_s)


def _queue_per_visit(output: Output) -> dict[str, float]:
    per_visit = output.queue_s.sum(axis=0) / np.maximum(output.visits.sum(axis=0), 1)
    return dict(zip(output.stations, map(float, per_visit), strict=True))


def _with_delays(factory: Factory, observed: ObservedWaits, delay_s: Mapping[str, float]) -> Factory:
    delayed = tuple(_delayed(each, observed, delay_s.get(each.name, 0.0)) for each in factory.operations)
    return replace(factory, operations=delayed)


def _delayed(operation: Operation, observed: ObservedWaits, mean_s: float) -> Operation:
    if mean_s < MINUTE_S:
        return replace(operation, delay_s=None)
    shape = observed.shape[operation.name]
    return replace(operation, delay_s=shape.times(mean_s / shape.mean))


def _explained(observed: ObservedWaits, delay_s: Mapping[str, float]) -> float:
    waited = sum(observed.mean_s[name] * n for name, n in observed.visits.items())
    delayed = sum(delay_s[name] * n for name, n in observed.visits.items())
    return 1.0 - delayed / waited if waited > 0 else 1.0
