"""A factory as the records that the kernel works on.

A what-if study makes thousands of factories that share nearly all their parts with the
baseline. What a part gives is remembered by its identity, so that a factory costs little
more than what is new in it.
"""

from collections.abc import Callable, Hashable, Sequence
from functools import partial
from itertools import accumulate
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from simmitt.engine.factory.model import Crew, Factory, Operation, Product, Routing, Station
from simmitt.engine.simulation.kernel import moving as m
from simmitt.engine.simulation.kernel import records as r
from simmitt.engine.simulation.kernel.arrivals import UNBOUNDED
from simmitt.engine.simulation.kernel.records import NONE, dtype_of
from simmitt.engine.simulation.kernel.shop import Plant, Records
from simmitt.engine.simulation.variates import NO_TABLE, Ready, make_ready
from simmitt.engine.simulation.weeks import Weeks, weeks_of

Points = NDArray[np.float64]
DISPATCH = {
    "fifo": r.FIFO,
    "shortest": r.SHORTEST,
    "due_date": r.DUE_DATE,
    "setup_saving": r.SETUP_SAVING,
}
ARRIVING = {"poisson": r.POISSON, "regular": r.REGULAR, "saturated": r.SATURATED}


class Part(NamedTuple):
    """One record of the plant and the tables of its distributions, in the order of its fields."""

    record: bytes
    tables: tuple[Points, ...]


class Products(NamedTuple):
    """The records of products and their routings."""

    products: Records  # (n_products,)
    routings: Records  # (n_routings,)
    steps: Records  # (n_steps,)
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
    weeks: Weeks = _weeks.recall(
        (factory.calendars,), partial(weeks_of, factory.calendars, week_offset_s), week_offset_s
    )
    shelf = Shelf(products.points)
    stations = _station_records(factory, weeks, shelf)
    operations = _operation_records(factory, shelf)
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
        crews=_crew_records(factory.crews),
        links=_link_records(factory),
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
    stations["first_crew"] = np.cumsum(stations["crews"]) - stations["crews"]
    stations["calendar"] = [weeks.number[station.calendar] for station in factory.stations]
    shelf.place_all(stations, ("setup", "repair"), parts)
    return stations


def _station_part(station: Station) -> Part:
    setup = make_ready(station.setup.time_s if station.setup else None)
    repair = make_ready(station.breakdown.repair_s if station.breakdown else None)
    record = _record(
        r.Station,
        capacity=station.capacity,
        dispatch=DISPATCH[station.dispatch],
        buffer=UNBOUNDED if station.buffer is None else station.buffer,
        crews=len(station.crews),
        has_setup=station.setup is not None,
        setup=setup,
        setup_if_changed=station.setup.share_when_product_changes if station.setup else 0.0,
        setup_if_same=station.setup.share_when_product_stays if station.setup else 0.0,
        mtbf_s=station.breakdown.mtbf_s if station.breakdown else 0.0,
        repair=repair,
        free=station.capacity,
        head=NONE,
        tail=NONE,
        blocked_head=NONE,
        blocked_tail=NONE,
    )
    return Part(record, (setup.table, repair.table))


def _operation_records(factory: Factory, shelf: Shelf) -> Records:
    parts: list[Part] = [
        _parts.recall((operation,), partial(_operation_part, operation)) for operation in factory.operations
    ]
    operations = _records(parts, r.Operation)
    number = {station.name: k for k, station in enumerate(factory.stations)}
    operations["station"] = [number[operation.station] for operation in factory.operations]
    shelf.place_all(operations, ("run", "delay"), parts)
    return operations


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
    return Products(products, routings, steps, shelf.points())


def _product_part(product: Product) -> Part:
    pieces, due_after = make_ready(product.order_pieces), make_ready(product.due_after_s)
    record = _record(
        r.Product,
        pieces=pieces,
        lots=product.lots_per_order,
        has_due=product.due_after_s is not None,
        due_after=due_after,
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


def _crew_records(crews: Sequence[Crew]) -> Records:
    records = np.zeros(len(crews), dtype_of(r.Crew))
    records["free"] = [crew.people for crew in crews]
    return records


def _link_records(factory: Factory) -> Records:
    number = {crew.name: k for k, crew in enumerate(factory.crews)}
    links = [number[name] for station in factory.stations for name in station.crews]
    return np.array(links, np.int64).view(dtype_of(r.Link))


def _shop_record(factory: Factory, weeks: Weeks) -> Records:
    arrivals = factory.arrivals
    calendar = weeks.number[arrivals.calendar]
    record = np.zeros(1, dtype_of(m.Shop))
    record["wip_cap"] = UNBOUNDED if factory.wip_cap is None else factory.wip_cap
    record["arrival_kind"] = ARRIVING[arrivals.kind]
    record["arrival_calendar"] = calendar
    record["arrivals_per_working_s"] = arrivals.per_week / weeks.work_s(calendar)
    record["opening_orders"] = arrivals.opening_orders
    record["opening_span_s"] = arrivals.opening_span_s
    return record
