"""Products as records: their orders, their ways through the factory and what they are made of."""

import math
from collections.abc import Sequence
from itertools import accumulate
from typing import NamedTuple

import numpy as np

from simmitt.engine.factory.model import Factory, Product, Routing
from simmitt.engine.simulation.kernel import records as r
from simmitt.engine.simulation.kernel.records import NONE, dtype_of
from simmitt.engine.simulation.kernel.shop import Records
from simmitt.engine.simulation.plant.parts import Part, Points, Shelf, record_of, records_of
from simmitt.engine.simulation.variates import NO_TABLE, make_ready


class Products(NamedTuple):
    """The records of products and their routings."""

    products: Records  # (n_products,)
    routings: Records  # (n_routings,)
    steps: Records  # (n_steps,)
    components: Records  # (n_components,)
    points: Points  # (n_points,)


def make_products(factory: Factory, operation_names: tuple[str, ...]) -> Products:
    """Give the products with their routings, components and tables."""
    parts = [_product_part(product) for product in factory.products]
    products = records_of(parts, r.Product)
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
    routings, steps = routing_records([*ways, *opening_ways], operation_names)
    products["family"] = list(family_of(factory).values())
    number = {name: k for k, name in enumerate(operation_names)} | {"": NONE}
    products["assembled_at"] = [number[product.assembled_at] for product in factory.products]
    components = _component_records(factory.products, products)
    return Products(products, routings, steps, components, shelf.points())


def family_numbers(factory: Factory) -> dict[str, int]:
    """Give the number of each setup family; a product that names none is one by itself."""
    names = dict.fromkeys(product.setup_family or product.name for product in factory.products)
    return {name: k for k, name in enumerate(names)}


def family_of(factory: Factory) -> dict[str, int]:
    """Give the number of each product's setup family."""
    number = family_numbers(factory)
    return {each.name: number[each.setup_family or each.name] for each in factory.products}


def _component_records(products: Sequence[Product], records: Records) -> Records:
    """Give the components of all products; note in these where theirs are."""
    number = {product.name: k for k, product in enumerate(products)}
    records["components"] = [len(product.components) for product in products]
    records["first_component"] = np.cumsum(records["components"]) - records["components"]
    rows = [(number[name], pieces) for product in products for name, pieces in product.components.items()]
    return np.array(rows, dtype_of(r.Component))


def _product_part(product: Product) -> Part:
    pieces, due_after = make_ready(product.order_pieces), make_ready(product.due_after_s)
    record = record_of(
        r.Product,
        pieces=pieces,
        lots=product.lots_per_order,
        has_due=product.due_after_s is not None,
        due_after=due_after,
        delay_sigma=math.sqrt(math.log1p(product.delay_cv**2)),
        priority=product.priority,
    )
    return Part(record, (pieces.table, due_after.table))


def routing_records(
    groups: Sequence[Sequence[Routing]], operation_names: tuple[str, ...]
) -> tuple[Records, Records]:
    """Give the ways of some groups, each group's weights summed up, and their steps."""
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
