"""Does a factory hang together? Names that exist, shares that can be, hours to work in."""

from collections.abc import Iterable

from simmitt.engine.factory.faults import FactoryFault
from simmitt.engine.factory.impossible import impossibilities
from simmitt.engine.factory.lines import Spot, TomlLines, Where
from simmitt.engine.factory.model import Factory
from simmitt.ground.texts import Message, say

NOWHERE = TomlLines()


def check(factory: Factory, where: Where = NOWHERE) -> None:
    """Raise ``FactoryFault`` at the first thing that contradicts itself."""
    for fault in contradictions(factory, where):
        raise fault


def contradictions(factory: Factory, where: Where = NOWHERE) -> Iterable[FactoryFault]:
    """Give everything that contradicts itself, with its place in the file."""
    for spot, found in _contradictions(factory):
        told = found.values.get("table")
        yield FactoryFault(
            found.filled(table=where.table(told)) if isinstance(told, str) else found,
            place=where.place(spot),
        )


def _contradictions(factory: Factory) -> Iterable[tuple[Spot, Message]]:
    yield from _emptiness(factory)
    yield from _doubles(factory)
    unknown = list(_unknown_names(factory))
    yield from unknown
    yield from _endless(factory)
    if not unknown:
        yield from impossibilities(factory)
    if factory.arrivals.kind in ("poisson", "regular") and factory.arrivals.per_week <= 0:
        yield ("arrivals", 0, "per_week"), say("Orders must come at some rate, and it is 0 a week.")


def _endless(factory: Factory) -> Iterable[tuple[Spot, Message]]:
    """Find an entry that would take in orders without end: one always waits, and none takes any time."""
    if factory.arrivals.kind != "saturated":
        return
    idle = {each.name for each in factory.operations if each.run_s.mean <= 0}
    for number, product in enumerate(factory.products):
        if any(routing.operations[:1] and routing.operations[0] in idle for routing in product.routings):
            fault = say(
                "The first operation of {name} takes no time, and another order always waits.",
                name=product.name,
            )
            yield ("product", number, "routings"), fault


def _emptiness(factory: Factory) -> Iterable[tuple[Spot, Message]]:
    for table, things in (
        ("station", factory.stations), ("operation", factory.operations), ("product", factory.products),
    ):  # fmt: skip
        if not things:
            yield ("", 0, ""), say("There is nothing in {table}.", table=table)
    for number, product in enumerate(factory.products):
        if not product.routings:
            yield (
                ("product", number, "routings"),
                say("The product {name} has no routing.", name=product.name),
            )
        if any(not routing.operations for routing in product.routings):
            yield ("product", number, "routings"), say("A routing of {name} is empty.", name=product.name)
    if (
        factory.products
        and factory.arrivals.kind != "list"
        and sum(product.share for product in factory.products) <= 0
    ):
        yield ("product", 0, "share"), say("The shares of all products add up to 0.")


def _doubles(factory: Factory) -> Iterable[tuple[Spot, Message]]:
    for table, names in _names(factory).items():
        for number, name in enumerate(names):
            if name in names[:number]:
                yield (table, number, "name"), say("The name {name} is taken already.", name=name)


def _names(factory: Factory) -> dict[str, list[str]]:
    return {
        "calendar": [each.name for each in factory.calendars],
        "crew": [each.name for each in factory.crews],
        "station": [each.name for each in factory.stations],
        "operation": [each.name for each in factory.operations],
        "product": [each.name for each in factory.products],
    }


def _unknown_names(factory: Factory) -> Iterable[tuple[Spot, Message]]:
    known = {table: set(names) for table, names in _names(factory).items()}
    for spot, table, name in _references(factory):
        if name not in known[table]:
            yield spot, say("Nothing in {table} is named {name}.", table=table, name=name)


def _references(factory: Factory) -> Iterable[tuple[Spot, str, str]]:
    if factory.arrivals.calendar:
        yield ("arrivals", 0, "calendar"), "calendar", factory.arrivals.calendar
    for product, routings in factory.arrivals.opening_routings.items():
        yield ("arrivals", 0, "opening"), "product", product
        for name in {name for routing in routings for name in routing.operations}:
            yield ("arrivals", 0, "opening"), "operation", name
    for number, station in enumerate(factory.stations):
        if station.calendar:
            yield ("station", number, "calendar"), "calendar", station.calendar
        for crew in station.crews:
            yield ("station", number, "crews"), "crew", crew
        if station.breakdown and station.breakdown.repair_crew:
            yield ("station.breakdown", number, "repair_crew"), "crew", station.breakdown.repair_crew
    for number, each in enumerate(factory.crews):
        if each.calendar:
            yield ("crew", number, "calendar"), "calendar", each.calendar
    yield from _references_of_operations(factory)
    yield from _references_of_products(factory)


def _references_of_operations(factory: Factory) -> Iterable[tuple[Spot, str, str]]:
    for number, operation in enumerate(factory.operations):
        yield ("operation", number, "station"), "station", operation.station
        for station in operation.alternatives:
            yield ("operation", number, "alternatives"), "station", station
        for crew in operation.crews:
            yield ("operation", number, "crews"), "crew", crew
        if operation.delay_calendar:
            yield ("operation", number, "delay_calendar"), "calendar", operation.delay_calendar
        if operation.rework_to:
            yield ("operation", number, "rework_to"), "operation", operation.rework_to


def _references_of_products(factory: Factory) -> Iterable[tuple[Spot, str, str]]:
    for number, order in enumerate(factory.arrivals.orders):
        yield ("arrivals.order", number, "product"), "product", order.product
    for number, each in enumerate(factory.products):
        for name in {name for routing in each.routings for name in routing.operations}:
            yield ("product", number, "routings"), "operation", name
        for component in each.components:
            yield ("product", number, "components"), "product", component
        if each.assembled_at:
            yield ("product", number, "assembled_at"), "operation", each.assembled_at
