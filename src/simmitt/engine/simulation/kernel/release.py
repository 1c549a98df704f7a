"""How orders come, wait outside where the floor is full, and are let in.

Orders on their way when the window opens have the first numbers, those that arrive the next
ones. All that is drawn for an order hangs on its number.
"""

import math

import numpy as np

from simmitt.engine.simulation.kernel.arrivals import (
    ARRIVING,
    OPENING,
    UNBOUNDED,
    plan_arrival,
    plan_opening,
    settle_counts,
    stochastic_round,
)
from simmitt.engine.simulation.kernel.attention import opened
from simmitt.engine.simulation.kernel.compiled import compiled, inlined, merged
from simmitt.engine.simulation.kernel.crews import NOBODY, link_free_for
from simmitt.engine.simulation.kernel.flow import enter
from simmitt.engine.simulation.kernel.memory import (
    components,
    jobs,
    listed,
    operations,
    options,
    orders,
    products,
    routings,
    stations,
    steps,
)
from simmitt.engine.simulation.kernel.moving import Order, Shop
from simmitt.engine.simulation.kernel.records import LISTED, NONE, SATURATED, Operation, Product
from simmitt.engine.simulation.kernel.streams import (
    COMPONENT,
    DUE,
    LOT,
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

FULL_ORDERS, FULL_JOBS = 1, 2


@merged
def open_books(shop: Shop) -> None:
    """Settle how many orders come and when the first ones do."""
    settle_counts(shop)
    plan_opening(shop)
    if shop.arrival_kind == SATURATED:
        shop.arrived = shop.arrivals
        _see_next_entry(shop)
    else:
        plan_arrival(shop)


@compiled
def _product_of(shop: Shop, key: np.uint64) -> int:
    u = uniform(key, PRODUCT)
    for k in range(shop.n_products - 1):
        if u < products(shop, k).share_up_to:
            return k
    return shop.n_products - 1


@compiled
def _routing_of(shop: Shop, product: Product, key: np.uint64, origin: np.int64) -> int:
    first, count = product.first_routing, product.routings
    if origin == OPENING and product.opening_routings > 0:
        first, count = product.first_opening_routing, product.opening_routings
    u = uniform(key, ROUTING)
    for k in range(first, first + count - 1):
        if u < routings(shop, k).weight_up_to:
            return k
    return first + count - 1


@compiled
def _see_next_entry(shop: Shop) -> None:
    """Note where the next order of a saturated shop begins."""
    key = key_of(shop.key, ORDER, shop.openings + shop.released)
    product = products(shop, _product_of(shop, key))
    routing = routings(shop, _routing_of(shop, product, key, ARRIVING))
    shop.entry = steps(shop, routing.first_step).operation


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
def _describe(shop: Shop, order: Order, product: Product, key: np.uint64) -> None:
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
def _promise(shop: Shop, order: Order, product: Product, key: np.uint64, arrived_s: float) -> None:
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
def _make_lot(
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
        job.overlap, job.ahead, job.previous_end_s = 0.0, 0, order.released_s
        job.parent, job.waits_for_kit = NONE, 0
        job.kit_step = _kit_step(shop, product, routing)
        job.missing = product.components if job.kit_step != NONE else 0
        job.next = NONE
    return j


@compiled
def _make_components(shop: Shop, parent: int, last: int) -> int:
    """Make the lots of components that a lot needs, a chain behind another; give the last of it."""
    lot = jobs(shop, parent)
    product = products(shop, lot.product)
    for k in range(lot.missing):
        component = components(shop, product.first_component + k)
        key = key_of(lot.key, COMPONENT, k)
        routing = _routing_of(shop, products(shop, component.product), key, ARRIVING)
        pieces = math.ceil(lot.pieces * component.pieces)
        j = _make_lot(shop, lot.order, component.product, key, routing, pieces)
        if j == NONE:
            break
        jobs(shop, j).parent, jobs(shop, j).per_parent = parent, component.pieces
        jobs(shop, last).next = j
        last = j
    return last


@compiled
def _send_off(shop: Shop, first: int, now: float) -> None:
    """Send a lot on its way, and all lots of components for it."""
    last = at = first
    while at != NONE and shop.full == 0:
        last = _make_components(shop, at, last)
        at = jobs(shop, at).next
    at = first
    while at != NONE:
        following = jobs(shop, at).next
        enter(shop, at, now)
        at = following


@merged
def _identify(shop: Shop, order: Order, number: int, key: np.uint64, origin: np.int64) -> None:
    """Settle what is ordered and how urgent it is: as the list says, else drawn."""
    order.ordered, order.due_s = 0.0, math.nan
    if shop.arrival_kind == LISTED and origin == ARRIVING:
        told = listed(shop, number - shop.openings)
        order.product, order.ordered, order.due_s, order.priority = (
            told.product, told.pieces, told.due_s, told.priority,
        )  # fmt: skip
    else:
        order.product = _product_of(shop, key)
        order.priority = products(shop, order.product).priority


@compiled
def _release(shop: Shop, number: int, arrived_s: float, origin: np.int64, now: float) -> None:
    """Let an order onto the floor, lot by lot."""
    if number >= shop.n_orders:
        shop.full = FULL_ORDERS
        return
    order = orders(shop, number)
    key = key_of(shop.key, ORDER, number)
    _identify(shop, order, number, key, origin)
    product = products(shop, order.product)
    routing = _routing_of(shop, product, key, origin)
    order.released_s = now
    shop.on_floor += 1
    _describe(shop, order, product, key)
    _promise(shop, order, product, key, arrived_s)
    for lot in range(order.lots_left):
        pieces = lot_pieces(order.ordered, order.lots_left, lot)
        j = _make_lot(shop, number, order.product, key_of(key, LOT, lot), routing, pieces)
        if j == NONE:
            return
        if product.components > 0:
            _send_off(shop, j, now)
        else:
            enter(shop, j, now)


@compiled
def take_opening(shop: Shop, now: float) -> None:
    """Let the next order in that was on its way when the window opened."""
    number = shop.opened
    shop.opened += 1
    plan_opening(shop)
    _release(shop, number, now, OPENING, now)


@compiled
def take_arrival(shop: Shop, now: float) -> None:
    """Let the next order come to the gate."""
    number = shop.openings + shop.arrived
    if number >= shop.n_orders:
        shop.full = FULL_ORDERS
        return
    orders(shop, number).released_s = now  # until it is released this is when it came
    shop.arrived += 1
    plan_arrival(shop)


@merged
def _can_start(shop: Shop, operation: Operation, now: float) -> bool:
    """Tell whether one of an operation's stations could start one more job at once."""
    for option in range(operation.options):
        station = stations(shop, options(shop, operation.first_option + option).station)
        if station.free * station.lots_each <= station.queued + station.coming:
            continue
        if not opened(shop, station.calendar, now):
            continue
        if link_free_for(shop, station, operation, option, now) != NOBODY:
            return True
    return False


@merged
def _may_enter(shop: Shop, now: float) -> bool:
    """Tell whether the next order may enter.

    One always waits where the shop is saturated: there the cap alone lets it in or, without
    a cap, the first station that it needs.
    """
    cap = shop.wip_cap
    if shop.on_floor >= cap:
        return False
    return (
        shop.arrival_kind != SATURATED
        or cap != UNBOUNDED
        or _can_start(shop, operations(shop, shop.entry), now)
    )


@compiled
def let_in(shop: Shop, now: float) -> None:
    """Let the next order in that waits outside."""
    number = shop.openings + shop.released
    shop.released += 1
    saturated = shop.arrival_kind == SATURATED
    arrived_s = now if saturated or number >= shop.n_orders else orders(shop, number).released_s
    _release(shop, number, arrived_s, ARRIVING, now)
    if saturated:
        _see_next_entry(shop)


@merged
def one_may_enter(shop: Shop, now: float) -> bool:
    """Tell whether an order waits outside that may enter."""
    return shop.released < shop.arrived and _may_enter(shop, now)
