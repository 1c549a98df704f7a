"""A whole factory as the records that the kernel works on."""

from functools import partial

from simmitt.engine.factory.model import Factory
from simmitt.engine.simulation.kernel import records as r
from simmitt.engine.simulation.kernel.records import dtype_of
from simmitt.engine.simulation.kernel.shop import Plant
from simmitt.engine.simulation.plant.operations import operation_records
from simmitt.engine.simulation.plant.orders import listed_records, shop_record
from simmitt.engine.simulation.plant.parts import Shelf
from simmitt.engine.simulation.plant.people import crew_records, link_records, links_of, shared_calendars
from simmitt.engine.simulation.plant.products import Products, make_products
from simmitt.engine.simulation.plant.remembering import Memory
from simmitt.engine.simulation.plant.stations import station_records
from simmitt.engine.simulation.weeks import Weeks, weeks_of

_products = Memory(64)
_weeks = Memory(256)


def compile_plant(factory: Factory, week_offset_s: float) -> Plant:
    """Give a factory's records; the window opens so long after Monday 00:00."""
    operation_names = tuple(operation.name for operation in factory.operations)
    products: Products = _products.recall(
        (factory.products, factory.arrivals.opening_routings),
        partial(make_products, factory, operation_names),
        operation_names,
    )
    hours = links_of(factory)
    calendars = [*factory.calendars, *shared_calendars(factory, hours)]
    weeks: Weeks = _weeks.recall(
        (factory.calendars,),
        partial(weeks_of, calendars, week_offset_s),
        (week_offset_s, *(calendar.name for calendar in calendars)),
    )
    shelf = Shelf(products.points)
    stations = station_records(factory, weeks, shelf)
    operations, options = operation_records(factory, stations, weeks, shelf)
    return Plant(
        shop=shop_record(factory, weeks),
        stations=stations,
        operations=operations,
        products=products.products,
        routings=products.routings,
        steps=products.steps,
        points=shelf.points().view(dtype_of(r.Point)),
        calendars=weeks.calendars,
        shifts=weeks.shifts,
        crews=crew_records(factory.crews, weeks),
        links=link_records(factory, weeks, hours),
        options=options,
        components=products.components,
        listed=listed_records(factory),
    )
