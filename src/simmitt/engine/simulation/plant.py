"""A factory as the records that the kernel works on.

A what-if study makes thousands of factories that share nearly all their parts with the
baseline. What a part gives is remembered by its identity, so that a factory costs little
more than what is new in it.
"""

import math
from collections.abc import Callable, Hashable, Sequence
from functools import partial
from itertools import accumulate
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from simmitt.engine.factory.model import (
    Batch,
    Breakdown,
    Calendar,
    Crew,
    Factory,
    Operation,
    Product,
    Routing,
    Setup,
    Station,
)
from simmitt.engine.factory.shared_hours import tended_hours
from simmitt.engine.simulation.kernel import moving as m
from simmitt.engine.simulation.kernel import records as r
from simmitt.engine.simulation.kernel.arrivals import UNBOUNDED
from simmitt.engine.simulation.kernel.records import NONE, dtype_of
from simmitt.engine.simulation.kernel.shop import Plant, Records
from simmitt.engine.simulation.kernel.variates import EXPONENTIAL, WEIBULL
from simmitt.engine.simulation.variates import NO_TABLE, NOTHING, Ready, make_ready
from simmitt.engine.simulation.weeks import Weeks, weeks_of

Points = NDArray[np.float64]
DISPATCH = {
    "fifo": r.FIFO,
    "shortest": r.SHORTEST,
    "due_date": r.DUE_DATE,
    "priority": r.PRIORITY,
    "setup_saving": r.SETUP_SAVING,
}
ARRIVING = {"poisson": r.POISSON, "regular": r.REGULAR, "saturated": r.SATURATED, "list": r.LISTED}
ALIKE = {"any": r.ANY, "operation": r.SAME_OPERATION, "product": r.SAME_PRODUCT, "family": r.SAME_FAMILY}


class Part(NamedTuple):
    """One record of the plant and the tables of its distributions, in the order of its fields."""

    record: bytes
    tables: tuple[Points, ...]


class Products(NamedTuple):
    """The records of products and their routings."""

    products: Records  # (n_products,)
    routings: Records  # (n_routings,)
    steps: Records  # (n_steps,)
    components: Records  # (n_components,)
    points: Points  # (n_points,)


class Memory:
    """What was made of some objects, as long as it is those objects; forgets all when full."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._made: dict[Hashable, tuple[object, Any]] = {}

    def recall(self, subjects: tuple[object, ...], make: Callable[[], Any], also: Hashable = None) -> Any:
        """Give what ``make`` made of the subjects; ``also`` is what else it depends on."""
        key = (*map(id, subjects), also)
        known = self._made.get(key)
        if known is None:
            if len(self._made) >= self._size:
                self._made.clear()
            # With the subjects held here no other objects can get their identities.
            known = self._made[key] = (subjects, make())
        return known[1]


class Shelf:
    """Tables of distributions, one behind the other; each stands there once."""

    def __init__(self, first: Points) -> None:
        self._tables = [first]
        self._length = len(first)
        self._starts: dict[int, int] = {}

    def place(self, table: Points) -> int:
        """Give where a table begins; any number for one without points."""
        start = self._starts.get(id(table))
        if start is None:
            start = self._starts[id(table)] = self._length
            self._tables.append(table)
            self._length += len(table)
        return start

    def place_all(self, records: Records, fields: tuple[str, ...], parts: Sequence[Part]) -> None:
        """Note in the records of some parts where the tables of these fields begin."""
        for k, field in enumerate(fields):
            records[field]["table"] = [self.place(part.tables[k]) for part in parts]

    def points(self) -> Points:
        """Give all tables together."""
        return np.concatenate(self._tables)


_parts = Memory(20_000)
_products = Memory(64)
_weeks = Memory(256)


def compile_plant(factory: Factory, week_offset_s: float) -> Plant:
    """Give a factory's records; the window opens so long after Monday 00:00."""
    operation_names = tuple(operation.name for operation in factory.operations)
    products: Products = _products.recall(
        (factory.products, factory.arrivals.opening_routings),
        partial(_make_products, factory, operation_names),
        operation_names,
    )
    hours = _tended_hours(factory)
    calendars = [*factory.calendars, *_shared(factory, hours)]
    weeks: Weeks = _weeks.recall(
        (factory.calendars,),
        partial(weeks_of, calendars, week_offset_s),
        (week_offset_s, *(calendar.name for calendar in calendars)),
    )
    shelf = Shelf(products.points)
    stations = _station_records(factory, weeks, shelf)
    operations, options = _operation_records(factory, stations, weeks, shelf)
    return Plant(
        shop=_shop_record(factory, weeks),
        stations=stations,
        operations=operations,
        products=products.products,
        routings=products.routings,
        steps=products.steps,
        points=shelf.points().view(dtype_of(r.Point)),
        calendars=weeks.calendars,
        shifts=weeks.shifts,
        crews=_crew_records(factory.crews, weeks),
        links=_link_records(factory, weeks, hours),
        options=options,
        components=products.components,
        listed=_listed_records(factory),
    )


def _record(kind: type, **fields: Any) -> bytes:
    row = np.zeros(1, dtype_of(kind))
    for name, value in fields.items():
        row[name] = _nested(value) if isinstance(value, Ready) else value
    return row.tobytes()


def _nested(ready: Ready) -> tuple[float, ...]:
    return (ready.family, ready.mean, ready.a, ready.b, ready.c, 0, len(ready.table))


def _records(parts: Sequence[Part], kind: type) -> Records:
    return np.frombuffer(bytearray().join(part.record for part in parts), dtype_of(kind))


def _station_records(factory: Factory, weeks: Weeks, shelf: Shelf) -> Records:
    parts: list[Part] = [
        _parts.recall((station,), partial(_station_part, station)) for station in factory.stations
    ]
    stations = _records(parts, r.Station)
    stations["first_place"] = np.cumsum(stations["capacity"]) - stations["capacity"]
    stations["first_link"] = np.cumsum(stations["links"]) - stations["links"]
    stations["calendar"] = [weeks.number[station.calendar] for station in factory.stations]
    crew_number = {crew.name: k for k, crew in enumerate(factory.crews)} | {"": NONE}
    repairing = [station.breakdown.repair_crew if station.breakdown else "" for station in factory.stations]
    stations["repair_crew"] = [crew_number[name] for name in repairing]
    stations["batch_timer"] = np.cumsum(stations["is_batch"]) - 1
    stations["matrix"] = [_place_matrix(factory, station.setup, shelf) for station in factory.stations]
    shelf.place_all(stations, ("setup", "up", "repair"), parts)
    return stations


def _place_matrix(factory: Factory, setup: Setup | None, shelf: Shelf) -> int:
    """Give where a station's mean changeovers stand: a row for each family, NaN where not told."""
    if setup is None or not setup.matrix_s:
        return NONE
    number = family_numbers(factory)
    table = np.full((len(number), len(number)), np.nan)
    known = [name for name in setup.families if name in number]
    for row in known:
        for column in known:
            told_s = setup.matrix_s[setup.families.index(row)][setup.families.index(column)]
            table[number[row], number[column]] = told_s
    return shelf.place(table.ravel())


def family_numbers(factory: Factory) -> dict[str, int]:
    """Give the number of each setup family; a product that names none is one by itself."""
    names = dict.fromkeys(product.setup_family or product.name for product in factory.products)
    return {name: k for k, name in enumerate(names)}


def _station_part(station: Station) -> Part:
    setup = make_ready(station.setup.time_s if station.setup else None)
    repair = make_ready(station.breakdown.repair_s if station.breakdown else None)
    up = _time_between_failures(station.breakdown)
    record = _record(
        r.Station,
        capacity=station.capacity,
        dispatch=DISPATCH[station.dispatch],
        buffer=UNBOUNDED if station.buffer is None else station.buffer,
        links=len(station.crews),
        attended_setup=station.attended == "setup",
        look_ahead=station.look_ahead,
        speed=station.speed,
        has_setup=station.setup is not None,
        setup=setup,
        setup_if_changed=station.setup.share_when_product_changes if station.setup else 0.0,
        setup_if_same=station.setup.share_when_product_stays if station.setup else 0.0,
        **_failing(station.breakdown),
        up=up,
        repair=repair,
        **_batching(station.batch),
        free=station.capacity,
        head=NONE,
        tail=NONE,
        blocked_head=NONE,
        blocked_tail=NONE,
    )
    return Part(record, (setup.table, up.table, repair.table))


def _time_between_failures(breakdown: Breakdown | None) -> Ready:
    """Give the Weibull time between failures; of shape 1 it is the exponential one."""
    if breakdown is None:
        return NOTHING
    if breakdown.shape == 1.0:
        return Ready(EXPONENTIAL, breakdown.mtbf_s, breakdown.mtbf_s)
    power = 1.0 / breakdown.shape
    return Ready(WEIBULL, breakdown.mtbf_s, breakdown.mtbf_s / math.gamma(1.0 + power), power)


def _failing(breakdown: Breakdown | None) -> dict[str, Any]:
    if breakdown is None:
        return {"fails": False}
    clocked = breakdown.comes_with == "open_time"
    return {"fails": True, "clocked": clocked, "by_event": clocked or bool(breakdown.repair_crew)}


def _batching(batch: Batch | None) -> dict[str, Any]:
    if batch is None:
        return {"is_batch": False, "lots_each": 1}
    return {
        "is_batch": True,
        "batch_most": batch.most,
        "batch_least": batch.least,
        "batch_by_pieces": batch.unit == "pieces",
        "batch_alike": ALIKE[batch.alike],
        "batch_wait_s": math.inf if batch.longest_wait_s is None else batch.longest_wait_s,
        "lots_each": int(batch.most) if batch.unit == "lots" else 1,
    }


def _operation_records(
    factory: Factory, stations: Records, weeks: Weeks, shelf: Shelf
) -> tuple[Records, Records]:
    """Give the operations and the stations that can do each; mark the stations where skills differ."""
    parts: list[Part] = [
        _parts.recall((operation,), partial(_operation_part, operation)) for operation in factory.operations
    ]
    operations = _records(parts, r.Operation)
    number = {station.name: k for k, station in enumerate(factory.stations)}
    operations["station"] = [number[operation.station] for operation in factory.operations]
    operations["delay_calendar"] = [
        weeks.number[operation.delay_calendar] for operation in factory.operations
    ]
    shelf.place_all(operations, ("run", "delay"), parts)
    # Which operation follows is the order's; if any may go ahead, none is plain.
    operations["is_plain"] &= int(operations["ahead_chance"].max() <= 0.0)
    choices = [options_of(operation) for operation in factory.operations]
    operations["options"] = [len(names) for names in choices]
    operations["first_option"] = np.cumsum(operations["options"]) - operations["options"]
    wanted = operations["options"] * operations["links"]
    operations["first_link"] = np.cumsum(wanted) - wanted + int(stations["links"].sum())
    operation_number = {operation.name: k for k, operation in enumerate(factory.operations)} | {"": NONE}
    operations["rework_to"] = [operation_number[operation.rework_to] for operation in factory.operations]
    skilled = [number[name] for k, names in enumerate(choices) if operations["links"][k] for name in names]
    stations["has_skills"][skilled] = True
    choosing = sum(stations[name] for name in ("is_batch", "has_setup", "links", "has_skills"))
    stations["is_plain"] = (stations["capacity"] == 1) & (choosing == 0)
    stations["is_simple"] = sum(stations[name] for name in ("is_batch", "by_event", "attended_setup")) == 0
    options = np.array([number[name] for names in choices for name in names], np.int64)
    return operations, options.view(dtype_of(r.Option))


def options_of(operation: Operation) -> tuple[str, ...]:
    """Give the stations that can do an operation, its own first."""
    return (operation.station, *operation.alternatives)


def _operation_part(operation: Operation) -> Part:
    run, delay = make_ready(operation.run_s), make_ready(operation.delay_s)
    record = _record(
        r.Operation,
        run=run,
        has_delay=operation.delay_s is not None,
        delay=delay,
        typical_pieces=operation.typical_pieces,
        size_exponent=operation.size_exponent,
        scrap_share=operation.scrap_share,
        rework_share=operation.rework_share,
        transfer_share=operation.transfer_share,
        ahead_chance=operation.ahead_chance,
        ahead_share=operation.ahead_share,
        links=len(operation.crews),
        is_plain=operation.scrap_share <= 0.0
        and operation.rework_share <= 0.0
        and operation.transfer_share >= 1.0,
    )
    return Part(record, (run.table, delay.table))


def _make_products(factory: Factory, operation_names: tuple[str, ...]) -> Products:
    parts = [_product_part(product) for product in factory.products]
    products = _records(parts, r.Product)
    products["share_up_to"] = _cumulated([product.share for product in factory.products])
    shelf = Shelf(NO_TABLE)
    shelf.place_all(products, ("pieces", "due_after"), parts)
    ways = [product.routings for product in factory.products]
    opening = factory.arrivals.opening_routings
    opening_ways = [tuple(opening.get(product.name, ())) for product in factory.products]
    products["routings"] = [len(way) for way in ways]
    products["opening_routings"] = [len(way) for way in opening_ways]
    counts = np.concatenate((products["routings"], products["opening_routings"]))
    starts = np.cumsum(counts) - counts
    products["first_routing"], products["first_opening_routing"] = np.split(starts, 2)
    routings, steps = _routing_records([*ways, *opening_ways], operation_names)
    families = family_numbers(factory)
    products["family"] = [families[product.setup_family or product.name] for product in factory.products]
    number = {name: k for k, name in enumerate(operation_names)} | {"": NONE}
    products["assembled_at"] = [number[product.assembled_at] for product in factory.products]
    components = _component_records(factory.products, products)
    return Products(products, routings, steps, components, shelf.points())


def _component_records(products: Sequence[Product], records: Records) -> Records:
    """Give the components of all products; note in these where theirs are."""
    number = {product.name: k for k, product in enumerate(products)}
    records["components"] = [len(product.components) for product in products]
    records["first_component"] = np.cumsum(records["components"]) - records["components"]
    rows = [(number[name], pieces) for product in products for name, pieces in product.components.items()]
    return np.array(rows, dtype_of(r.Component))


def _product_part(product: Product) -> Part:
    pieces, due_after = make_ready(product.order_pieces), make_ready(product.due_after_s)
    record = _record(
        r.Product,
        pieces=pieces,
        lots=product.lots_per_order,
        has_due=product.due_after_s is not None,
        due_after=due_after,
        delay_sigma=math.sqrt(math.log1p(product.delay_cv**2)),
        priority=product.priority,
    )
    return Part(record, (pieces.table, due_after.table))


def _routing_records(
    groups: Sequence[Sequence[Routing]], operation_names: tuple[str, ...]
) -> tuple[Records, Records]:
    number = {name: k for k, name in enumerate(operation_names)}
    ways = [way for group in groups for way in group]
    assert all(way.operations for way in ways), "a routing without operations"
    routings = np.zeros(len(ways), dtype_of(r.Routing))
    routings["weight_up_to"] = [
        up_to for group in groups for up_to in _cumulated([way.weight for way in group])
    ]
    routings["steps"] = [len(way.operations) for way in ways]
    routings["first_step"] = np.cumsum(routings["steps"]) - routings["steps"]
    steps = [number[name] for way in ways for name in way.operations]
    return routings, np.array(steps, np.int64).view(dtype_of(r.Step))


def _cumulated(shares: Sequence[float]) -> list[float]:
    total = sum(shares)
    return [up_to / total for up_to in accumulate(shares)]


def _crew_records(crews: Sequence[Crew], weeks: Weeks) -> Records:
    records = np.zeros(len(crews), dtype_of(r.Crew))
    records["calendar"] = [weeks.number[crew.calendar] for crew in crews]
    records["free"] = [crew.people * crew.machines_each for crew in crews]
    return records


Tending = tuple[str, Calendar]  # crew, and the hours in which it tends a station


def _tended_hours(factory: Factory) -> list[Tending]:
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
    return [(crew, tended_hours(factory, stations[station], crews[crew])) for station, crew in links]


def _shared(factory: Factory, hours: Sequence[Tending]) -> list[Calendar]:
    """Give the calendars that links need beside the factory's own."""
    own = {"", *(calendar.name for calendar in factory.calendars)}
    return list({calendar.name: calendar for _, calendar in hours if calendar.name not in own}.values())


def _link_records(factory: Factory, weeks: Weeks, hours: Sequence[Tending]) -> Records:
    number = {crew.name: k for k, crew in enumerate(factory.crews)}
    rows = [(number[crew], weeks.number[calendar.name]) for crew, calendar in hours]
    return np.array(rows, dtype_of(r.Link))


def _listed_records(factory: Factory) -> Records:
    """Give the orders of the list, by when they come."""
    number = {product.name: k for k, product in enumerate(factory.products)}
    rows = [
        (
            order.at_s,
            number[order.product],
            order.pieces,
            math.nan if order.due_s is None else order.due_s,
            factory.products[number[order.product]].priority if order.priority is None else order.priority,
        )
        for order in sorted(factory.arrivals.orders, key=lambda order: order.at_s)
    ]
    return np.array(rows, dtype_of(r.Listed))


def _shop_record(factory: Factory, weeks: Weeks) -> Records:
    arrivals = factory.arrivals
    calendar = weeks.number[arrivals.calendar]
    record = np.zeros(1, dtype_of(m.Shop))
    record["wip_cap"] = UNBOUNDED if factory.wip_cap is None else factory.wip_cap
    record["arrival_kind"] = ARRIVING[arrivals.kind]
    record["opening_bunching"] = arrivals.opening_bunching
    record["from_first_start"] = arrivals.counted_from == "first_start"
    record["families"] = len(family_numbers(factory))
    record["arrival_calendar"] = calendar
    record["arrivals_per_working_s"] = arrivals.per_week / weeks.work_s(calendar)
    record["opening_orders"] = arrivals.opening_orders
    record["opening_span_s"] = arrivals.opening_span_s
    return record
