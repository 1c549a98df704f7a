"""How long orders stood still before each visit, and how differently they did so as wholes."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
import polars as pl

from simmitt.engine.factory.clock import WorkClock
from simmitt.engine.factory.model import Distribution, Evidence
from simmitt.engine.fitting.distributions import weighted_empirical
from simmitt.engine.spans import Bools, Floats, Ints

# A mean of n waits counts n, its station's counts as this many.
_PRIOR_WAITS = 8.0
_MOST_SPREAD = 3.0
_MOMENT_S = 60.0
_LEAST_FACTOR = 0.05


class Waits(NamedTuple):
    """Stretches of standing still before a visit; all (n_waits,)."""

    order: Ints
    operation: Ints
    station: Ints
    wait_s: Floats  # of the station's hours of attention
    ended: Bools  # False: still waiting when the log ends
    names: tuple[str, ...] = ()  # of the orders, by number


class OrderFactor(NamedTuple):
    """What is known of an order's factor on its waits."""

    mean: float
    cv: float


@dataclass(frozen=True)
class Patience:
    """What the waits are like, apart from queues; attention seconds.

    ``spread_cv`` is that of a factor with mean 1 on all the waits of an order.
    """

    shape: Mapping[str, Distribution]  # by operation, of an order with factor 1
    visits: Mapping[str, int]
    spread_cv: float
    of_order: Mapping[str, OrderFactor] = field(default_factory=dict)

    @property
    def mean_s(self) -> dict[str, float]:
        """Mean wait by operation."""
        return {name: shape.mean for name, shape in self.shape.items()}


def observed_waits(
    visits: pl.DataFrame, clocks: Mapping[str, WorkClock], pending: pl.DataFrame, operations: list[str]
) -> Waits:
    """Give the waits between an order's visits, and those that go on when the log ends.

    Parameters
    ----------
    visits
        In each order's own sequence. Its first one tells nothing: when the order came, no row says.
    clocks
        The hours of attention by station.
    pending
        order, operation, station, before_s and until_s of waits that the log's end cuts off.
    operations
        Names, in the order of their numbers.
    """
    # An order that has gone ahead has not waited; that is told by its operation. Where pieces are
    # handed on as a rule, not having waited is a wait of none.
    waited = visits.filter((pl.col("before_s") - pl.col("start_s") <= _MOMENT_S) | pl.col("handed_on"))
    ended = waited.select(
        "order", "operation", "station", "before_s", until_s="start_s", ended=pl.lit(value=True)
    )
    columns = ended.columns
    waits = pl.concat([ended, pending.with_columns(ended=pl.lit(value=False)).select(columns)])
    stations = sorted(clocks)
    wait_s = np.zeros(waits.height)
    number = np.array([stations.index(name) for name in waits["station"]], np.int64)
    for k, station in enumerate(stations):
        here = number == k
        since, until = (waits[name].to_numpy()[here] for name in ("before_s", "until_s"))
        wait_s[here] = np.maximum(0.0, clocks[station].worked(until) - clocks[station].worked(since))
    orders = {name: k for k, name in enumerate(sorted(set(waits["order"])))}
    return Waits(
        np.array([orders[name] for name in waits["order"]], np.int64),
        np.array([operations.index(name) for name in waits["operation"]], np.int64),
        number,
        wait_s,
        waits["ended"].to_numpy(),
        tuple(orders),
    )


def fit_patience(waits: Waits, operations: list[str]) -> Patience:
    """Tell the orders' own factors from the operations' waits.

    Notes
    -----
    The variance of the factor is what two waits of one order have in common: the mean, over all
    pairs within orders, of the product of their distances from what is usual at their operations
    (intraclass covariance). Each order's factor is drawn to 1 by the share that luck has in it.
    Waits cut off by the log's end count as in Kaplan and Meier (1958).
    """
    plain = _shapes(waits, len(operations))
    spread = _common_variance(waits, plain)
    factor, left = _factors(waits, plain, spread)
    shapes = _shapes(waits._replace(wait_s=waits.wait_s / factor[waits.order]), len(operations))
    counts = np.bincount(waits.operation[waits.ended], minlength=len(operations))
    return Patience(
        dict(zip(operations, shapes, strict=True)),
        {name: int(n) for name, n in zip(operations, counts, strict=True)},
        round(float(np.sqrt(spread)), 3),
        {
            name: OrderFactor(float(mean), float(np.sqrt(variance) / mean))
            for name, mean, variance in zip(waits.names, factor, left, strict=False)
        },
    )


def _common_variance(waits: Waits, shapes: list[Distribution]) -> float:
    mean = np.array([shape.mean for shape in shapes])[waits.operation]
    told = waits.ended & (mean > 0)
    away = waits.wait_s[told] / mean[told] - 1.0
    n, total, squares = (np.bincount(waits.order[told], each) for each in (np.ones(len(away)), away, away**2))
    pairs = float((n * (n - 1.0)).sum())
    common = float((total**2 - squares).sum()) / pairs if pairs else 0.0
    return float(np.clip(common, 0.0, _MOST_SPREAD**2))


def _factors(waits: Waits, shapes: list[Distribution], spread: float) -> tuple[Floats, Floats]:
    """Give each order's factor and the variance that is left of it, (n_orders,) each."""
    mean = np.array([shape.mean for shape in shapes])[waits.operation]
    variance = (mean * np.array([shape.cv for shape in shapes])[waits.operation]) ** 2
    n = int(waits.order.max()) + 1 if len(waits.order) else 0
    told = waits.ended
    expected, luck, seen = (
        np.bincount(waits.order[told], each[told], minlength=n) for each in (mean, variance, waits.wait_s)
    )
    some = expected > 0
    trust = np.zeros(n)
    trust[some] = spread / (spread + luck[some] / expected[some] ** 2) if spread > 0 else 0.0
    ratio = np.divide(seen, expected, out=np.ones(n), where=some)
    factor = np.maximum(1.0 + trust * (ratio - 1.0), _LEAST_FACTOR)
    return (factor / factor.mean() if n else factor), spread * (1.0 - trust)


def _shapes(waits: Waits, n: int) -> list[Distribution]:
    pooled = {
        station: _weighted(waits, waits.station == station) for station in np.unique(waits.station).tolist()
    }
    everywhere = _weighted(waits, np.ones(len(waits.order), bool))
    return [_shape(waits, operation, pooled, everywhere) for operation in range(n)]


Weighted = tuple[Floats, Floats]


def _shape(
    waits: Waits, operation: int, pooled: Mapping[int, Weighted], everywhere: Weighted
) -> Distribution:
    here = waits.operation == operation
    count = int((here & waits.ended).sum())
    if not here.any():
        return Distribution("fixed", 0.0)
    of_station = pooled[int(waits.station[here][0])]
    if count < 2 * _PRIOR_WAITS:
        values, weights = of_station if len(of_station[0]) >= 2 * _PRIOR_WAITS else everywhere
        own = _mean(_weighted(waits, here)) if count else 0.0
        level = _mean((values, weights))
        mean = (count * own + _PRIOR_WAITS * level) / (count + _PRIOR_WAITS)
        return weighted_empirical(values, weights, Evidence(count, "all")).times(
            mean / level if level else 0.0
        )
    return weighted_empirical(*_weighted(waits, here), Evidence(count))


def _mean(sample: Weighted) -> float:
    return float(np.average(sample[0], weights=sample[1]))


def _weighted(waits: Waits, here: Bools) -> Weighted:
    """Give the waits and the weight that the product-limit estimate gives each."""
    wait_s, ended = waits.wait_s[here], waits.ended[here].copy()
    by_time = np.lexsort((~ended, wait_s))
    wait_s, ended = wait_s[by_time], ended[by_time]
    if len(ended):
        ended[-1] = True  # what outlasts all is taken to end there
    at_risk = np.arange(len(wait_s), 0, -1)
    alive = np.cumprod(1.0 - ended / at_risk)
    weights = -np.diff(np.concatenate(([1.0], alive)))
    return wait_s[weights > 0], weights[weights > 0]
