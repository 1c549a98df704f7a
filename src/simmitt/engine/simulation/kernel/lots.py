"""What is drawn for an order and the lots that it is made in, those of its components included."""

import math

import numpy as np

from simmitt.engine.simulation.kernel.arrivals import (
    ARRIVING,
    OPENING,
    stochastic_round,
)
from simmitt.engine.simulation.kernel.beforehand import BEFOREHAND
from simmitt.engine.simulation.kernel.compiled import compiled, inlined, merged
from simmitt.engine.simulation.kernel.memory import (
    components,
    jobs,
    listed,
    orders,
    products,
    routings,
    steps,
)
from simmitt.engine.simulation.kernel.moving import FULL_JOBS, Order, Shop
from simmitt.engine.simulation.kernel.records import LISTED, NONE, Product
from simmitt.engine.simulation.kernel.streams import (
    COMPONENT,
    DUE,
    LOTS,
    ORDER,
    PACE,
    PIECES,
    PRODUCT,
    ROUTING,
    key_of,
    uniform,
)
from simmitt.engine.simulation.kernel.variates import draw, lognormal, normal


@compiled
def product_of(shop: Shop, key: np.uint64) -> int:
    """Give the product that is ordered."""
    u = uniform(key, PRODUCT)
    for k in range(shop.n_products - 1):
        if u < products(shop, k).share_up_to:
            return k
    return shop.n_products - 1


@compiled
def routing_of(shop: Shop, product: Product, key: np.uint64, origin: np.int64) -> int:
    """Give the way of a lot; those on their way at the start may have ways of their own."""
    first, count = product.first_routing, product.routings
    if origin == OPENING and product.opening_routings > 0:
        first, count = product.first_opening_routing, product.opening_routings
    u = uniform(key, ROUTING)
    for k in range(first, first + count - 1):
        if u < routings(shop, k).weight_up_to:
            return k
    return first + count - 1


@merged
def _new_job(shop: Shop) -> int:
    """Give an unused job, or none if all are in use."""
    if shop.free_job != NONE:
        j = shop.free_job
        shop.free_job = jobs(shop, j).next
        return j
    if shop.used_jobs == shop.n_jobs:
        shop.full = FULL_JOBS
        return NONE
    shop.used_jobs += 1
    return shop.used_jobs - 1


@merged
def describe(shop: Shop, order: Order, product: Product, key: np.uint64) -> None:
    """Draw an order's pieces and lots; the pieces of a listed one are told."""
    if not order.ordered > 0.0:
        order.ordered = max(1.0, math.floor(draw(product.pieces, shop, uniform(key, PIECES)) + 0.5))
    order.good = 0.0
    order.finished_s = math.nan
    order.lots_left = 1
    if product.lots != 1.0:
        lots = stochastic_round(product.lots, uniform(key, LOTS))
        order.lots_left = max(1, min(lots, int(order.ordered)))


@inlined
def lot_pieces(ordered: float, lots: int, lot: int) -> float:
    """Give the pieces of a lot when an order is shared as evenly as whole pieces allow."""
    share = math.floor(ordered / lots)
    return share + (1.0 if lot < ordered - share * lots else 0.0)


@merged
def promise(shop: Shop, order: Order, product: Product, key: np.uint64, arrived_s: float) -> None:
    """Settle when an order is due: as its list or its product says; NaN where neither does."""
    order.came_s = arrived_s
    if math.isnan(order.due_s) and product.has_due:
        order.due_s = arrived_s + draw(product.due_after, shop, uniform(key, DUE))


@compiled
def _kit_step(shop: Shop, product: Product, routing: int) -> int:
    """Give the step of a routing that waits for a product's components; none where that is behind."""
    way = routings(shop, routing)
    if product.components == 0:
        return NONE
    if product.assembled_at == NONE:
        return int(way.first_step)
    for step in range(way.first_step, way.first_step + way.steps):
        if steps(shop, step).operation == product.assembled_at:
            return step
    return NONE


@compiled
def _pace_of(shop: Shop, product: Product, number: int) -> float:
    """Give the factor on the delays of an order: lognormal with mean 1, the same for all its lots.

    Of orders found under way the slow ones are the more, in proportion to the time they take.
    """
    sigma = product.delay_sigma
    if sigma <= 0.0:
        return 1.0
    deviate = normal(uniform(key_of(shop.key, ORDER, number), PACE))
    half = 0.5 * sigma * sigma
    return lognormal(half if number < shop.openings else -half, sigma, deviate)


@merged
def make_lot(
    shop: Shop, number: int, product_number: int, key: np.uint64, routing: int, pieces: float
) -> int:
    """Give a lot as a job before its first operation."""
    j = _new_job(shop)
    if j != NONE:
        job, order, way = jobs(shop, j), orders(shop, number), routings(shop, routing)
        product = products(shop, product_number)
        job.key, job.order, job.product = key, number, product_number
        job.family, job.priority = product.family, order.priority
        # Without a promise the queue takes it as due when it came.
        job.due_s = order.came_s if math.isnan(order.due_s) else order.due_s
        job.pieces = job.kit_pieces = pieces
        job.pace = _pace_of(shop, product, number)
        job.first_step = job.step = way.first_step
        job.last_step = way.first_step + way.steps - 1
        job.round_draws = job.draws = -way.first_step
        job.drawn_from = way.first_step - BEFOREHAND  # nothing yet
        job.overlap, job.ahead, job.previous_end_s = 0.0, 0, order.released_s
        job.parent, job.waits_for_kit = NONE, 0
        job.kit_step = _kit_step(shop, product, routing)
        job.missing = product.components if job.kit_step != NONE else 0
        job.next = NONE
    return j


@compiled
def make_components(shop: Shop, parent: int, last: int) -> int:
    """Make the lots of components that a lot needs, a chain behind another; give the last of it."""
    lot = jobs(shop, parent)
    product = products(shop, lot.product)
    for k in range(lot.missing):
        component = components(shop, product.first_component + k)
        key = key_of(lot.key, COMPONENT, k)
        routing = routing_of(shop, products(shop, component.product), key, ARRIVING)
        pieces = math.ceil(lot.pieces * component.pieces)
        j = make_lot(shop, lot.order, component.product, key, routing, pieces)
        if j == NONE:
            break
        jobs(shop, j).parent, jobs(shop, j).per_parent = parent, component.pieces
        jobs(shop, last).next = j
        last = j
    return last


@merged
def identify(shop: Shop, order: Order, number: int, key: np.uint64, origin: np.int64) -> None:
    """Settle what is ordered and how urgent it is: as the list says, else drawn."""
    order.ordered, order.due_s = 0.0, math.nan
    if shop.arrival_kind == LISTED and origin == ARRIVING:
        told = listed(shop, number - shop.openings)
        order.product, order.ordered, order.due_s, order.priority = (
            told.product, told.pieces, told.due_s, told.priority,
        )  # fmt: skip
    else:
        order.product = product_of(shop, key)
        order.priority = products(shop, order.product).priority
