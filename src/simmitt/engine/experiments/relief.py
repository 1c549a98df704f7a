"""What the plant gains when one station alone is relieved: the bottleneck as the model sees it."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial

from simmitt.engine.factory.model import Factory, Operation, Station
from simmitt.engine.kpi.asis import Rank
from simmitt.engine.simulation import replicate_pairs
from simmitt.engine.simulation.precision import mean_of
from simmitt.engine.spans import Floats
from simmitt.ground.intervals import Estimate
from simmitt.ground.keeping import Keep, nothing_kept
from simmitt.ground.units import HOUR_S

# Work and changeovers at the relieved station take this much of today's time.
RELIEVED = 0.9
REPLICATIONS = 60
_AT_ONCE = 8  # factories


def gains_of_relief(
    factory: Factory, *, seed: int = 0, workers: int = 1, keep: Keep = nothing_kept
) -> dict[str, Estimate]:
    """Simulate the factory with each station in turn a tenth faster.

    Returns
    -------
    gains
        By station, the largest first: hours that an order is less on the floor, with their 95 %
        interval.

    Notes
    -----
    All factories meet the same luck (common random numbers), so that a difference is the
    station's. Orders not finished count as well: by Little's law the hours are the fall of the
    mean number of orders on the floor, times the window, for each order.
    """
    factories = [factory, *(_relieved(factory, station) for station in factory.stations)]
    today, *relieved = _hours_on_the_floor(factories, seed, workers, keep)
    gains = {
        station.name: mean_of(today - hours)
        for station, hours in zip(factory.stations, relieved, strict=True)
    }
    return dict(sorted(gains.items(), key=lambda each: -each[1].value))


def ranked(gains: dict[str, Estimate], factory: Factory) -> Sequence[Rank]:
    """Give the machines of the stations whose gain is more than chance; of a pool, its busiest."""
    return [
        Rank(_machine(factory.station(name)), gain.value, "h") for name, gain in gains.items() if gain.low > 0
    ]


def _hours_on_the_floor(
    factories: Sequence[Factory], seed: int, workers: int, keep: Keep
) -> Iterator[Floats]:
    """Give the mean hours of an order on the floor of each factory, each (n_replications,)."""
    for first in range(0, len(factories), _AT_ONCE):
        some = factories[first : first + _AT_ONCE]
        yield from keep(f"from {first}", partial(_simulated_hours, some, seed, workers))


def _simulated_hours(factories: Sequence[Factory], seed: int, workers: int) -> list[Floats]:
    pairs = [(each, number) for each in factories for number in range(REPLICATIONS)]
    output = replicate_pairs(pairs, seed=seed, workers=workers)
    orders = (output.product >= 0).sum(axis=1)
    hours = output.wip_mean * output.observed_s / HOUR_S / orders
    return list(hours.reshape(len(factories), REPLICATIONS))


def _relieved(factory: Factory, station: Station) -> Factory:
    return replace(
        factory,
        stations=tuple(_with_shorter_setup(each) if each is station else each for each in factory.stations),
        operations=tuple(
            _shorter(each) if each.station == station.name else each for each in factory.operations
        ),
    )


def _shorter(operation: Operation) -> Operation:
    return replace(operation, run_s=operation.run_s.times(RELIEVED))


def _with_shorter_setup(station: Station) -> Station:
    setup = station.setup
    if setup is None:
        return station
    matrix_s = tuple(tuple(RELIEVED * each for each in row) for row in setup.matrix_s)
    return replace(station, setup=replace(setup, time_s=setup.time_s.times(RELIEVED), matrix_s=matrix_s))


def _machine(station: Station) -> str:
    if not station.members:
        return station.name
    return max(station.members, key=lambda name: (station.members[name], name))
