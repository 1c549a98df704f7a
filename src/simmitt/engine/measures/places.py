"""Where in the factory a measure would act, and how many times its cost is counted."""

import math

import numpy as np

from simmitt.engine.factory.model import Factory, Station
from simmitt.engine.measures.catalogue import Measure
from simmitt.engine.measures.changes import PARAMETERS
from simmitt.engine.measures.situation import DOWN, busy_shares
from simmitt.engine.simulation.output import Floats, Output

RUNNER_UP_SHARE = 0.8  # a station this close to the constraint's load may be the next one
LOSSES = {
    "mtbf": "down", "mttr": "down", "unplanned_stop_rate": "down",
    "scrap_rate": "scrap", "rework_rate": "work", "inspection_time": "load",
}  # fmt: skip


def places(measure: Measure, factory: Factory, baseline: Output) -> list[tuple[str, ...]]:
    """Give the scopes worth trying, each a tuple of stations; an empty one is the whole plant.

    Measures of a station go to the constraint and the station next to it in load; those
    against breakdowns, scrap and rework go where most of it is.
    """
    if measure.scope not in ("station", "bottleneck"):
        return [()]
    lacks = PARAMETERS[measure.primary.parameter].missing
    able = [name for name in baseline.stations if lacks(factory, name) is None]
    if measure.cost_basis == "plant":
        return [tuple(able)] if able else []
    return [(name,) for name in _worst(measure, baseline, able)]


def applications(measure: Measure, targets: tuple[str, ...], factory: Factory) -> int:
    """Count what the catalogue's cost refers to: machines, station families or people."""
    stations = [station for station in factory.stations if station.name in targets]
    if measure.primary.parameter == "pool_capacity":
        return 1
    if measure.cost_basis in ("per machine", "per station", "per cell", "per shift"):
        return sum(map(machines, stations)) or 1
    if measure.cost_basis == "per person and skill":
        return sum(crew.people for crew in factory.crews) or 1
    return len(stations) or 1


def machines(station: Station) -> int:
    """Count the machines of a pool."""
    return max(station.capacity, len(station.members))


def _worst(measure: Measure, baseline: Output, able: list[str]) -> list[str]:
    """Name the one or two stations to try, worst first."""
    loss = _loss(LOSSES.get(measure.primary.parameter, "load"), baseline)
    ranked = sorted(able, key=lambda name: (-loss[baseline.stations.index(name)], name))
    if not ranked or measure.primary.parameter in LOSSES:
        return ranked[:1]
    return _pace_setters(ranked, busy_shares(baseline), baseline, only_first=measure.scope == "bottleneck")


def _pace_setters(ranked: list[str], loads: Floats, baseline: Output, *, only_first: bool) -> list[str]:
    limit = RUNNER_UP_SHARE * float(loads.max())
    near = [
        name for name in ranked[:2] if loads[baseline.stations.index(name)] >= limit or math.isclose(limit, 0)
    ]
    return near[:1] if only_first else near


def _loss(kind: str, baseline: Output) -> Floats:
    if kind == "down":
        loss: Floats = baseline.state_s[:, :, DOWN].sum(axis=0)
    elif kind == "scrap":
        loss = baseline.scrapped.sum(axis=0)
    elif kind == "work":
        loss = baseline.state_s[:, :, 0].sum(axis=0)
    else:
        loss = busy_shares(baseline)
    return np.asarray(loss)
