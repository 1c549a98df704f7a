"""How orders come, as records: those of a list, and what the shop as a whole says of the others."""

import math

import numpy as np

from simmitt.engine.factory.model import Factory
from simmitt.engine.simulation.kernel import moving as m
from simmitt.engine.simulation.kernel import records as r
from simmitt.engine.simulation.kernel.arrivals import UNBOUNDED
from simmitt.engine.simulation.kernel.records import dtype_of
from simmitt.engine.simulation.kernel.shop import Records
from simmitt.engine.simulation.plant.products import family_numbers
from simmitt.engine.simulation.weeks import Weeks

ARRIVING = {"poisson": r.POISSON, "regular": r.REGULAR, "saturated": r.SATURATED, "list": r.LISTED}


def listed_records(factory: Factory) -> Records:
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


def shop_record(factory: Factory, weeks: Weeks) -> Records:
    """Give the shop as a whole: its cap, and how orders come."""
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
