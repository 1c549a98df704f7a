"""Whether a factory is a serial line that the recursion can simulate, and if not, why.

Whatever is not named here has to be as if it were absent. A part of the model that comes later is
therefore never passed over: a factory that uses it goes to the event kernel.
"""

from collections.abc import Iterator
from dataclasses import MISSING, Field, fields
from typing import Any, NamedTuple

from simmitt.engine.factory.model import (
    Arrivals,
    Breakdown,
    Calendar,
    Distribution,
    Factory,
    Operation,
    Product,
    Routing,
    RunPlan,
    Shift,
    Station,
)
from simmitt.engine.simulation.kernel.variates import FIXED
from simmitt.engine.simulation.variates import make_ready
from simmitt.engine.simulation.weeks import weeks_of
from simmitt.ground.units import WEEK_S


class Obstacle(NamedTuple):
    """What keeps a factory from being a line: a part of the model, its field, and whose it is."""

    part: str
    field: str
    name: str = ""


# The fields that the recursion knows, or that no simulation looks at.
KNOWN: dict[type, frozenset[str]] = {
    Factory: frozenset(
        {
            "name",
            "stations",
            "operations",
            "products",
            "arrivals",
            "calendars",
            "crews",
            "run",
            "reporting",
            "fitted_on",
        }
    ),
    Station: frozenset({"name", "buffer", "breakdown", "calendar", "members", "power"}),
    Breakdown: frozenset({"mtbf_s", "repair_s", "evidence"}),
    Operation: frozenset(
        {"name", "station", "run_s", "typical_pieces", "size_exponent", "delay_s", "delay_cause"}
        | {"reports_per_hour", "dated_share", "dated_s", "activity"}
    ),
    Product: frozenset({"name", "share", "order_pieces", "routings", "priority", "setup_family"}),
    Routing: frozenset({"operations", "weight"}),
    Arrivals: frozenset({"kind", "per_week", "calendar", "opening_span_s", "opening_routings"}),
    Distribution: frozenset({"family", "mean", "cv", "quantiles", "evidence"}),
    Calendar: frozenset({"name", "shifts"}),
    Shift: frozenset({"start_s", "end_s"}),
    RunPlan: frozenset({"starts_at", "horizon_s", "warm_up_s", "orders"}),
}
FAMILIES = frozenset({"fixed", "exponential", "lognormal", "gamma", "weibull", "triangular", "empirical"})
ARRIVALS = frozenset({"saturated", "poisson", "regular"})
# Room for the last times of leaving, one row of lanes each; more would crowd the memory out.
MOST_BUFFER_PLACES = 100_000


def obstacle_to_line(factory: Factory) -> Obstacle | None:
    """Give the first thing that keeps a factory from being a line, or None: it is one.

    A line's products all visit the same stations in the same order, each station once and none
    left out; one order at a time is at a station, in the order of coming, round the clock.
    """
    return next(_obstacles(factory), None)


def _obstacles(factory: Factory) -> Iterator[Obstacle]:
    for part in _parts(factory):
        yield from _unknown(part)
    yield from _choices(factory)
    yield from _hours(factory)
    yield from _ways(factory)
    yield from _delays(factory)
    yield from _times(factory)


def _parts(factory: Factory) -> Iterator[Any]:
    """Give everything that the simulation of a line looks at."""
    yield factory
    yield factory.arrivals
    yield factory.run
    yield from factory.stations
    yield from factory.operations
    yield from factory.products
    yield from (way for product in factory.products for way in product.routings)
    yield from (station.breakdown for station in factory.stations if station.breakdown)
    yield from _calendars(factory)
    yield from _distributions(factory)


def _calendars(factory: Factory) -> Iterator[Any]:
    used = {factory.arrivals.calendar, *(station.calendar for station in factory.stations)}
    for calendar in factory.calendars:
        if calendar.name in used:
            yield calendar
            yield from calendar.stretches()


def _distributions(factory: Factory) -> Iterator[Distribution]:
    yield from (operation.run_s for operation in factory.operations)
    yield from (operation.delay_s for operation in factory.operations if operation.delay_s)
    yield from (product.order_pieces for product in factory.products)
    yield from (station.breakdown.repair_s for station in factory.stations if station.breakdown)


def _unknown(part: Any) -> Iterator[Obstacle]:
    """Find fields beyond the known ones that are not as if they were absent."""
    kind = type(part)
    known = KNOWN.get(kind, frozenset())
    for field in fields(part):
        if field.name not in known and getattr(part, field.name) != _default(field):
            yield Obstacle(kind.__name__, field.name, getattr(part, "name", ""))


def _default(field: "Field[Any]") -> Any:
    if field.default_factory is not MISSING:
        return field.default_factory()
    return field.default  # MISSING equals nothing


def _choices(factory: Factory) -> Iterator[Obstacle]:
    """Find choices of a kind that the recursion does not know."""
    if factory.arrivals.kind not in ARRIVALS:
        yield Obstacle("Arrivals", "kind")
    if any(distribution.family not in FAMILIES for distribution in _distributions(factory)):
        yield Obstacle("Distribution", "family")


def _hours(factory: Factory) -> Iterator[Obstacle]:
    """Find working hours that are not round the clock."""
    weeks = weeks_of({calendar.name: calendar.stretches() for calendar in factory.calendars}, 0.0)
    if weeks.work_s(weeks.number[factory.arrivals.calendar]) < WEEK_S:
        yield Obstacle("Arrivals", "calendar")
    for station in factory.stations:
        if weeks.work_s(weeks.number[station.calendar]) < WEEK_S:
            yield Obstacle("Station", "calendar", station.name)


def _ways(factory: Factory) -> Iterator[Obstacle]:
    """Find a routing that is not the way through all stations that the others are."""
    station_of = {operation.name: operation.station for operation in factory.operations}
    everywhere = sorted(station.name for station in factory.stations)
    first: list[str] = []
    for product in factory.products:
        for way in product.routings:
            stations = [station_of[name] for name in way.operations]
            first = first or stations
            if stations != first or sorted(stations) != everywhere:
                yield Obstacle("Product", "routings", product.name)
    if not first:
        yield Obstacle("Factory", "products")


def _delays(factory: Factory) -> Iterator[Obstacle]:
    """Find delays in which one order could overtake another."""
    for station in factory.stations:
        delays = [o.delay_s for o in factory.operations if o.station == station.name]
        ready = [make_ready(delay) for delay in delays]
        if any(delay.family != FIXED or delay.a != ready[0].a for delay in ready):
            yield Obstacle("Operation", "delay_s", station.name)


def _times(factory: Factory) -> Iterator[Obstacle]:
    """Find what would never end, or take up too much memory."""
    used = {name for product in factory.products for way in product.routings for name in way.operations[:1]}
    entries = [operation for operation in factory.operations if operation.name in used]
    if factory.arrivals.kind == "saturated" and not all(make_ready(o.run_s).mean > 0.0 for o in entries):
        yield Obstacle("Operation", "run_s", entries[0].name)
    if sum(station.buffer or 0 for station in factory.stations) > MOST_BUFFER_PLACES:
        yield Obstacle("Station", "buffer")
