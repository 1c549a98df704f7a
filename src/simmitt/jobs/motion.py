"""Some weeks of one simulated outcome, order by order, for a page that lets the factory move."""

from collections.abc import Mapping
from itertools import groupby
from typing import Any

import numpy as np

from simmitt.engine.factory.model import Factory
from simmitt.engine.simulation import replicate
from simmitt.engine.simulation.log import SOME_MONDAY
from simmitt.engine.simulation.output import STATES, Output
from simmitt.ground.units import MINUTE_S, WEEK_S

WEEKS = 4.0
# The floor fills up before anybody looks.
BEFORE_WEEKS = 4.0
_BUSY = [STATES.index(each) for each in ("run", "setup", "down")]

Visits = list[list[int]]


def motion_of(scenes: Mapping[str, tuple[Factory, int]], *, seed: int) -> dict[str, Any]:
    """Give what moves in each scene: a factory, and the number of the replication that is shown.

    All factories have the same stations. An order is a list of ``[station, from, until]``, whole minutes
    since the picture begins; before each visit it waits or is on its way, at first since the first entry,
    whose station is -1. ``waiting`` is how many stand in each station's queue on average, ``busy`` the share
    of the time that its places are run, set up or repaired.
    """
    factory, _ = next(iter(scenes.values()))
    opens_at = factory.run.starts_at or SOME_MONDAY
    return {
        "weeks": WEEKS,
        "opens_at": opens_at.isoformat(),
        "stations": [{"name": each.name, "capacity": each.capacity} for each in factory.stations],
        "along_the_way": along_the_way(factory),
        "scenes": {name: _scene(factory, number, seed) for name, (factory, number) in scenes.items()},
    }


def _scene(factory: Factory, number: int, seed: int) -> dict[str, Any]:
    output = replicate(
        factory,
        replications=1,
        first_replication=number,
        seed=seed,
        horizon_s=(BEFORE_WEEKS + WEEKS) * WEEK_S,
        warm_up_s=BEFORE_WEEKS * WEEK_S,
        trace=True,
    )
    busy_s = output.state_s[0][:, _BUSY].sum(axis=1)
    return {
        "orders": _orders(output, factory),
        "waiting": np.round(output.queue_s[0] / output.observed_s, 2).tolist(),
        "busy": np.round(busy_s / output.observed_s / output.capacity, 3).tolist(),
        "finished": int(output.finished_orders[0]),
    }


def _orders(output: Output, factory: Factory) -> list[Visits]:
    """Give the visits of each order that is on the floor in the weeks shown."""
    trace, begins_s = output.trace, output.warm_up_s
    assert trace is not None  # it was asked for
    stations = {each.name: n for n, each in enumerate(factory.stations)}
    station_of = [stations[each.station] for each in factory.operations]
    by_time = np.lexsort((trace.start_s, trace.order))
    rows = [(int(trace.order[k]), int(trace.operation[k]), trace.start_s[k], trace.end_s[k]) for k in by_time]
    orders = []
    for order, stretches in groupby(rows, key=lambda row: row[0]):
        came = _minutes(float(output.released_s[0, order]) - begins_s)
        visits = [[-1, came, came]]
        for operation, parts in groupby(stretches, key=lambda row: row[1]):
            times = [
                (_minutes(start_s - begins_s), _minutes(end_s - begins_s)) for *_, start_s, end_s in parts
            ]
            visits.append([station_of[operation], times[0][0], times[-1][1]])
        if visits[-1][2] > 0:
            orders.append(visits)
    return orders


def along_the_way(factory: Factory) -> list[int]:
    """Give the stations in the order in which an average order comes to them."""
    stations = {each.name: n for n, each in enumerate(factory.stations)}
    station_of = {each.name: stations[each.station] for each in factory.operations}
    total, weight = np.zeros(len(stations)), np.zeros(len(stations))
    for product in factory.products:
        for way in product.routings:
            for place, operation in enumerate(way.operations, start=1):
                total[station_of[operation]] += product.share * way.weight * place / len(way.operations)
                weight[station_of[operation]] += product.share * way.weight
    # A station that nobody visits comes last.
    mean = np.divide(total, weight, out=np.full(len(stations), 2.0), where=weight > 0)
    return [int(each) for each in np.argsort(mean, kind="stable")]


def _minutes(seconds: float) -> int:
    return round(float(seconds) / MINUTE_S)
