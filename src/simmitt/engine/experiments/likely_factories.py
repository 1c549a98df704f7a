"""Factories that may as well be the true one: every parameter drawn from what it rests on.

``factory.toml`` keeps with each parameter how many observations it rests on and between what
limits its mean lies; that is enough to draw from. A parameter that rests on no observation was
told, and stays. Hours, places, people and the shapes of times are taken as they are.

Each parameter has a random stream of its own, keyed by the seed and its place in the factory,
and factory ``d`` takes number ``d`` of each: it does not depend on how many are drawn, nor does
any other draw depend on these.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from simmitt.engine.factory.model import (
    Arrivals,
    Breakdown,
    Distribution,
    Evidence,
    Factory,
    Operation,
    Product,
    Setup,
    Station,
)

Floats = NDArray[np.float64]

_STREAM = 0x6C6F67  # sets these streams apart from all others of the same seed
_ARRIVALS, _PRODUCT, _OPERATION, _STATION, _STRETCH = range(5)
_END = 1.959964  # normal deviate at the ends of a 95 % interval
_LEAST = 0.02  # of the mean: as low as an interval is believed to reach
_LEAST_COUNT = 1e-3


@dataclass(frozen=True)
class _Luck:
    """Streams of random numbers by what they are for."""

    seed: int
    draws: int

    def of(self, *place: int) -> np.random.Generator:
        return np.random.default_rng([self.seed, _STREAM, *place])

    def deviates(self, *place: int) -> Floats:
        """(draws,) standard normal numbers."""
        return self.of(*place).standard_normal(self.draws)

    def shares(self, share: float, observations: float, *place: int) -> Floats:
        """(draws,) shares as likely as so many observations leave them, the mean kept."""
        if observations <= 0 or not 0.0 < share < 1.0:
            return np.full(self.draws, share)
        return self.of(*place).beta(share * observations, (1 - share) * observations, self.draws)


def likely_factories(
    factory: Factory, draws: int, seed: int, *, stretch_spread: float = 0.0
) -> list[Factory]:
    """Give ``draws`` factories, each as likely as any other by what the log tells of each parameter.

    Parameters
    ----------
    stretch_spread
        Of the logarithm of a factor that all delays of a factory share.

    Notes
    -----
    Means: normal in logarithms on either side, so that their 95 % interval is the one told. Rates
    and shares: what is left open by so many counted (gamma, beta and, for ways and products, the
    Bayesian bootstrap of Rubin 1981). Parameters are drawn one apart from another.
    """
    luck = _Luck(seed, draws)
    stretch = np.exp(stretch_spread * luck.deviates(_STRETCH))
    arrivals = _arrivals(factory, luck)
    products = [_product(each, luck, n) for n, each in enumerate(factory.products)]
    operations = [_operation(each, stretch, luck, n) for n, each in enumerate(factory.operations)]
    stations = [_station(each, luck, n) for n, each in enumerate(factory.stations)]
    return [
        replace(
            factory,
            arrivals=arrivals[d],
            products=_as_shares([each[d] for each in products], factory.products),
            operations=tuple(each[d] for each in operations),
            stations=tuple(each[d] for each in stations),
        )
        for d in range(draws)
    ]


def _orders_seen(product: Product) -> int:
    return product.order_pieces.evidence.observations


def _arrivals(factory: Factory, luck: _Luck) -> list[Arrivals]:
    arrivals = factory.arrivals
    came = sum(_orders_seen(each) for each in factory.products) - arrivals.opening_orders
    if came < 1 or arrivals.kind not in ("poisson", "regular"):
        return [arrivals] * luck.draws
    rates = arrivals.per_week * luck.of(_ARRIVALS).gamma(came, 1.0 / came, luck.draws)
    return [replace(arrivals, per_week=float(rate)) for rate in rates]


def _product(product: Product, luck: _Luck, number: int) -> list[Product]:
    seen = _orders_seen(product)
    if not seen:
        return [product] * luck.draws
    pieces = _factors(product.order_pieces, luck.deviates(_PRODUCT, number, 0))
    share = product.share * luck.of(_PRODUCT, number, 1).gamma(seen, 1.0 / seen, luck.draws)
    told = np.array([way.weight for way in product.routings])
    counted = np.maximum(told * seen / told.sum(), _LEAST_COUNT)
    weights = luck.of(_PRODUCT, number, 2).gamma(counted, size=(luck.draws, len(counted)))
    return [
        replace(
            product,
            share=float(share[d]),
            order_pieces=product.order_pieces.times(float(pieces[d])),
            routings=tuple(
                replace(way, weight=float(weight) + _LEAST_COUNT**2)
                for way, weight in zip(product.routings, weights[d], strict=True)
            ),
        )
        for d in range(luck.draws)
    ]


def _as_shares(drawn: Sequence[Product], told: Sequence[Product]) -> tuple[Product, ...]:
    """Let the shares add up to what they did."""
    factor = sum(each.share for each in told) / sum(each.share for each in drawn)
    return tuple(replace(each, share=each.share * factor) for each in drawn)


def _operation(operation: Operation, stretch: Floats, luck: _Luck, number: int) -> list[Operation]:
    seen = operation.run_s.evidence.observations
    run = _factors(operation.run_s, luck.deviates(_OPERATION, number, 0))
    delay = operation.delay_s
    own = _factors(delay, luck.deviates(_OPERATION, number, 1)) * stretch if delay else stretch
    scrap, rework, ahead = (
        luck.shares(share, seen, _OPERATION, number, 2 + n)
        for n, share in enumerate((operation.scrap_share, operation.rework_share, operation.ahead_chance))
    )
    return [
        replace(
            operation,
            run_s=operation.run_s.times(float(run[d])),
            delay_s=delay.times(float(own[d])) if delay else None,
            scrap_share=float(scrap[d]),
            rework_share=float(rework[d]),
            ahead_chance=float(ahead[d]),
        )
        for d in range(luck.draws)
    ]


def _station(station: Station, luck: _Luck, number: int) -> list[Station]:
    if station.setup is None and station.breakdown is None:
        return [station] * luck.draws
    setups, breakdowns = _setups(station, luck, number), _breakdowns(station, luck, number)
    return [
        replace(station, setup=setup, breakdown=breakdown)
        for setup, breakdown in zip(setups, breakdowns, strict=True)
    ]


def _setups(station: Station, luck: _Luck, number: int) -> Sequence[Setup | None]:
    setup = station.setup
    if setup is None:
        return [None] * luck.draws
    factor = _factors(setup.time_s, luck.deviates(_STATION, number, 0))
    share = setup.share_when_product_changes
    changes = setup.time_s.evidence.observations / share if share else 0.0
    shares = luck.shares(share, changes, _STATION, number, 1)
    return [
        replace(
            setup,
            time_s=setup.time_s.times(float(factor[d])),
            matrix_s=tuple(tuple(float(factor[d]) * each for each in row) for row in setup.matrix_s),
            share_when_product_changes=float(shares[d]),
        )
        for d in range(luck.draws)
    ]


def _breakdowns(station: Station, luck: _Luck, number: int) -> Sequence[Breakdown | None]:
    breakdown = station.breakdown
    if breakdown is None:
        return [None] * luck.draws
    between = _factor_of(breakdown.evidence, breakdown.mtbf_s, luck.deviates(_STATION, number, 2))
    repair = _factors(breakdown.repair_s, luck.deviates(_STATION, number, 3))
    return [
        replace(
            breakdown,
            mtbf_s=breakdown.mtbf_s * float(between[d]),
            repair_s=breakdown.repair_s.times(float(repair[d])),
        )
        for d in range(luck.draws)
    ]


def _factors(distribution: Distribution, deviates: Floats) -> Floats:
    """(n,) what the mean may be, as a multiple of itself."""
    evidence = distribution.evidence
    leans = evidence.observations == 1 or (evidence.observations == 0 and evidence.pooled_with != "")
    if evidence.mean_low is None and leans:
        # No interval can be told from one value: at least what chance does to the mean of one.
        return np.asarray(np.exp(np.sqrt(np.log1p(distribution.cv**2)) * deviates))
    return _factor_of(evidence, distribution.mean, deviates)


def _factor_of(evidence: Evidence, mean: float, deviates: Floats) -> Floats:
    if evidence.mean_low is None or evidence.mean_high is None or mean <= 0.0:
        return np.ones(len(deviates))
    low = max(evidence.mean_low / mean, _LEAST)
    below, above = max(-np.log(low), 0.0), max(np.log(evidence.mean_high / mean), 0.0)
    return np.asarray(np.exp(np.where(deviates < 0, below, above) * deviates / _END))
