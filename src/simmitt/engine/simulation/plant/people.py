"""Crews as records, and the links between them and the stations that they tend."""

from collections.abc import Sequence

import numpy as np

from simmitt.engine.factory.model import Crew, Factory
from simmitt.engine.factory.shared_hours import Hours, tended_hours
from simmitt.engine.simulation.kernel import records as r
from simmitt.engine.simulation.kernel.records import dtype_of
from simmitt.engine.simulation.kernel.shop import Records
from simmitt.engine.simulation.plant.operations import options_of
from simmitt.engine.simulation.weeks import Weeks

Tending = tuple[str, Hours]  # crew, and the hours in which it tends a station


def crew_records(crews: Sequence[Crew], weeks: Weeks) -> Records:
    """Give the crews, all their people free."""
    records = np.zeros(len(crews), dtype_of(r.Crew))
    records["calendar"] = [weeks.number[crew.calendar] for crew in crews]
    records["has_hours"] = [crew.calendar != "" for crew in crews]
    records["free"] = [crew.people * crew.machines_each for crew in crews]
    return records


def links_of(factory: Factory) -> list[Tending]:
    """Give the links between stations and crews, then those of operations with their own crews."""
    if not factory.crews:
        return []
    crews = {crew.name: crew for crew in factory.crews}
    stations = {station.name: station for station in factory.stations}
    links = [(station.name, crew) for station in factory.stations for crew in station.crews]
    links += [
        (station, crew)
        for operation in factory.operations
        for station in (options_of(operation) if operation.crews else ())
        for crew in operation.crews
    ]
    return [(crew, tended_hours(stations[station], crews[crew])) for station, crew in links]


def link_records(factory: Factory, weeks: Weeks, links: Sequence[Tending]) -> Records:
    """Give who can tend what, and in which hours."""
    number = {crew.name: k for k, crew in enumerate(factory.crews)}
    rows = [(number[crew], weeks.number[hours]) for crew, hours in links]
    return np.array(rows, dtype_of(r.Link))
