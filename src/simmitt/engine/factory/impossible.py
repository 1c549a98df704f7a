"""What no factory can do, though all names exist: each with the place in the file and the reason."""

from collections.abc import Iterable, Iterator
from math import ceil, floor

from simmitt.engine.factory.lines import Spot
from simmitt.engine.factory.model import Crew, Factory, Operation, Routing, Station
from simmitt.engine.factory.shared_hours import shifts_of, tended_hours
from simmitt.ground.texts import Message, say

Fault = tuple[Spot, Message]
MOST_PLACES, MOST_VISITS = 100_000, 10_000


def impossibilities(factory: Factory) -> Iterator[Fault]:
    """Find what contradicts itself in a factory whose names all exist."""
    yield from _too_large(factory)
    yield from _orders(factory)
    yield from _setups(factory)
    yield from _batches(factory)
    yield from _people(factory)
    yield from _repairs(factory)
    yield from _overlaps(factory)
    yield from _alternatives(factory)
    yield from _kits(factory)
    yield from _rework(factory)


def _too_large(factory: Factory) -> Iterator[Fault]:
    places = sum(station.capacity for station in factory.stations)
    if places > MOST_PLACES:
        fault = say("The stations have {places} machines together; {most} are the most.",
                    places=places, most=MOST_PLACES)  # fmt: skip
        yield ("station", 0, "capacity"), fault


def _orders(factory: Factory) -> Iterator[Fault]:
    arrivals = factory.arrivals
    if arrivals.kind == "list" and not arrivals.orders:
        yield (
            ("arrivals", 0, "kind"),
            say("Orders come by a list, but there is nothing in {table}.", table="arrivals.order"),
        )
    if arrivals.kind != "list" and arrivals.orders:
        yield (
            ("arrivals", 0, "kind"),
            say("There is a list of orders, but it is not said that orders come by a list."),
        )


def _setups(factory: Factory) -> Iterator[Fault]:
    families = {product.setup_family or product.name for product in factory.products}
    for number, station in enumerate(factory.stations):
        setup = station.setup
        if setup is None or not (setup.families or setup.matrix_s):
            continue
        spot = ("station.setup", number, "matrix_h")
        if any(len(row) != len(setup.families) for row in (setup.matrix_s, *setup.matrix_s)):
            yield spot, say("The matrix needs a row and a column for each of the {count} families.",
                            count=len(setup.families))  # fmt: skip
        if setup.time_s.mean <= 0:
            yield ("station.setup", number, "time"), say("A matrix needs a time with a mean above 0.")
        for name in setup.families:
            if name not in families:
                yield (
                    ("station.setup", number, "families"),
                    say("No product has the setup family {name}.", name=name),
                )


def _batches(factory: Factory) -> Iterator[Fault]:
    for number, station in enumerate(factory.stations):
        batch = station.batch
        if batch is None:
            continue
        # Lots are whole: of 2.5 two are taken in, which is less than 2.4.
        never = ceil(batch.least) > floor(batch.most) if batch.unit == "lots" else batch.least > batch.most
        if never:
            yield ("station.batch", number, "least"), say("It starts with more than it takes in.")


def _people(factory: Factory) -> Iterator[Fault]:
    crews = {crew.name: crew for crew in factory.crews}
    stations = {station.name: station for station in factory.stations}
    for number, station in enumerate(factory.stations):
        for name in station.crews:
            yield from _no_hours(factory, station, crews[name], ("station", number, "crews"))
    for number, operation in enumerate(factory.operations):
        for name in operation.crews:
            for place in (operation.station, *operation.alternatives):
                yield from _no_hours(factory, stations[place], crews[name], ("operation", number, "crews"))


def _no_hours(factory: Factory, station: Station, crew: Crew, spot: Spot) -> Iterator[Fault]:
    if (station.calendar or crew.calendar) and not shifts_of(factory, tended_hours(station, crew)):
        hours_of_one = {calendar.name for calendar in factory.calendars if not calendar.stretches()}
        if not {station.calendar, crew.calendar} <= {"", *hours_of_one}:
            yield (
                spot,
                say("{crew} never works while {station} is open.", crew=crew.name, station=station.name),
            )


def _repairs(factory: Factory) -> Iterator[Fault]:
    """Find crews that would wait for each other: each at a broken machine that the other has to mend."""
    waits_for: dict[str, set[str]] = {}
    for number, station in enumerate(factory.stations):
        repairing = station.breakdown.repair_crew if station.breakdown else ""
        for tending in _tending(factory, station) if repairing else ():
            if tending == repairing:
                continue
            waits_for.setdefault(tending, set()).add(repairing)
            if tending in _reached(repairing, waits_for):
                yield (
                    ("station.breakdown", number, "repair_crew"),
                    say(
                        "{one} and {other} would wait for each other at broken machines.",
                        one=tending,
                        other=repairing,
                    ),
                )


def _tending(factory: Factory, station: Station) -> set[str]:
    skilled = {
        crew
        for operation in factory.operations
        if station.name in (operation.station, *operation.alternatives)
        for crew in operation.crews
    }
    return {*station.crews, *skilled}


def _reached(start: str, following: dict[str, set[str]]) -> set[str]:
    """Give everything that one leads to, itself included."""
    found: set[str] = set()
    ahead = [start]
    while ahead:
        name = ahead.pop()
        if name not in found:
            found.add(name)
            ahead += following.get(name, ())
    return found


def _is_whole(station: Station) -> bool:
    """Tell whether a visit can't be shared with the next operation: a batch, or one that may be stopped."""
    failing = station.breakdown
    return bool(station.batch or (failing and (failing.repair_crew or failing.comes_with == "open_time")))


def _overlaps(factory: Factory) -> Iterator[Fault]:
    stations = {station.name: station for station in factory.stations}
    by_name = {operation.name: operation for operation in factory.operations}
    for number, operation in enumerate(factory.operations):
        if operation.transfer_share >= 1.0:
            continue
        following = [by_name[name] for name in _next_operations(factory, operation.name)]
        for each in (operation, *following):
            if any(_is_whole(stations[name]) for name in (each.station, *each.alternatives)):
                yield (
                    ("operation", number, "transfer_share"),
                    say(
                        "Pieces can't go on before the lot is done where {station} works in batches, "
                        "has a repair crew or may fail when idle.",
                        station=each.station,
                    ),
                )


def _next_operations(factory: Factory, name: str) -> set[str]:
    return {
        way.operations[k + 1]
        for _, way in _ways(factory)
        for k in range(len(way.operations) - 1)
        if way.operations[k] == name
    }


def _ways(factory: Factory) -> Iterator[tuple[int, Routing]]:
    """Give every routing with the number of its product."""
    for number, product in enumerate(factory.products):
        for way in (*product.routings, *factory.arrivals.opening_routings.get(product.name, ())):
            yield number, way


def _alternatives(factory: Factory) -> Iterator[Fault]:
    stations = {station.name: station for station in factory.stations}
    for number, operation in enumerate(factory.operations):
        for name in (operation.station, *operation.alternatives) if operation.alternatives else ():
            if stations[name].buffer is not None:
                yield (
                    ("operation", number, "alternatives"),
                    say(
                        "{station} has a limited buffer, which an operation with alternatives can't have.",
                        station=name,
                    ),
                )


def _kits(factory: Factory) -> Iterator[Fault]:
    for number, product in enumerate(factory.products):
        if any(not pieces > 0 for pieces in product.components.values()):
            yield ("product", number, "components"), say("A component needs more than 0 pieces.")
        if product.assembled_at and not product.components:
            yield ("product", number, "assembled_at"), say("Nothing is assembled: there are no components.")
        for way in product.routings if product.assembled_at else ():
            if product.assembled_at not in way.operations:
                yield (
                    ("product", number, "assembled_at"),
                    say(
                        "A routing of {name} has no {operation}.",
                        name=product.name,
                        operation=product.assembled_at,
                    ),
                )
        made_of = {each.name: set(each.components) for each in factory.products}
        if any(product.name in _reached(name, made_of) for name in product.components):
            yield ("product", number, "components"), say("{name} is a part of itself.", name=product.name)


def _rework(factory: Factory) -> Iterator[Fault]:
    by_name = {operation.name: operation for operation in factory.operations}
    place = {operation.name: number for number, operation in enumerate(factory.operations)}
    for number, way in (
        (number, way) for number, each in enumerate(factory.products) for way in each.routings
    ):
        for k, name in enumerate(way.operations):
            back = by_name[name].rework_to
            if back and back not in way.operations[: k + 1]:
                yield ("operation", place[name], "rework_to"), say(
                    "{back} does not come before {name} in a routing of {product}.",
                    back=back, name=name, product=factory.products[number].name,
                )  # fmt: skip
        if sum(visits_by_step(way, by_name)) > MOST_VISITS:
            yield ("product", number, "routings"), say("Lots would be reworked almost without end.")


def visits_by_step(way: Routing, operations: dict[str, Operation]) -> list[float]:
    """Give the mean number of visits that a lot makes to each step of a routing, those for rework included.

    Notes
    -----
    A lot goes on from step k with the share 1 - r of its visits there, and back to step b with r. So the
    visits to step k are those that come from before it and those sent back over it:
    ``v[k] (1 - r[k]) = 1``, plus for every step between b and k what is sent over it.
    """
    back = [
        max(_places(way.operations[: k + 1], operations[name].rework_to), default=k)
        for k, name in enumerate(way.operations)
    ]
    shares = [operations[name].rework_share for name in way.operations]
    visits: list[float] = []
    # From the last step back: what passes from k to k + 1 is 1 and whatever later steps send back over it.
    for k in reversed(range(len(shares))):
        over = sum(
            shares[later] * visits[later - k - 1] for later in range(k + 1, len(shares)) if back[later] <= k
        )
        visits.insert(0, (1.0 + over) / (1.0 - shares[k]))
    return visits


def _places(names: Iterable[str], wanted: str) -> list[int]:
    return [k for k, name in enumerate(names) if name == wanted]
