"""A whole factory as the records that the kernel works on."""

from collections.abc import Sequence
from functools import partial

import numpy as np

from simmitt.engine.factory.model import Factory
from simmitt.engine.factory.shared_hours import Hours, shifts_of
from simmitt.engine.simulation.kernel import records as r
from simmitt.engine.simulation.kernel.records import dtype_of
from simmitt.engine.simulation.kernel.shop import Plant
from simmitt.engine.simulation.plant.floor import floor_records
from simmitt.engine.simulation.plant.operations import operation_records
from simmitt.engine.simulation.plant.orders import listed_records, shop_record
from simmitt.engine.simulation.plant.parts import Shelf
from simmitt.engine.simulation.plant.people import crew_records, link_records, links_of
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
    links = links_of(factory)
    hours = dict.fromkeys([*(calendar.name for calendar in factory.calendars), *(each for _, each in links)])
    weeks: Weeks = _weeks.recall(
        (factory.calendars,),
        partial(_make_weeks, factory, tuple(hours), week_offset_s),
        (week_offset_s, *hours),
    )
    floor = floor_records(factory, products, operation_names)
    shelf = Shelf(products.points)
    stations = station_records(factory, weeks, shelf)
    operations, options = operation_records(factory, stations, weeks, shelf)
    return Plant(
        shop=shop_record(factory, weeks),
        stations=stations,
        operations=operations,
        products=products.products,
        routings=np.concatenate((products.routings, floor.routings)),
        steps=np.concatenate((products.steps, floor.steps)),
        points=shelf.points().view(dtype_of(r.Point)),
        calendars=weeks.calendars,
        shifts=weeks.shifts,
        crews=crew_records(factory.crews, weeks),
        links=link_records(factory, weeks, links),
        options=options,
        components=products.components,
        listed=listed_records(factory),
        found=floor.found,
        standing=floor.standing,
    )


def _make_weeks(factory: Factory, hours: Sequence[Hours], week_offset_s: float) -> Weeks:
    return weeks_of({each: shifts_of(factory, each) for each in hours}, week_offset_s)
