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
from simmitt.engine.simulation.kernel.crews import NOBODY, free_crew
from simmitt.engine.simulation.kernel.flow import enter
from simmitt.engine.simulation.kernel.memory import (
    jobs,
    operations,
    orders,
    products,
    routings,
    stations,
    steps,
)
from simmitt.engine.simulation.kernel.moving import Order, Shop
from simmitt.engine.simulation.kernel.records import NONE, SATURATED, Product
from simmitt.engine.simulation.kernel.streams import (
    DUE,
    LOT,
    LOTS,
    ORDER,
    PIECES,
    PRODUCT,
    ROUTING,
    key_of,
    uniform,
)
from simmitt.engine.simulation.kernel.variates import draw

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
    shop.entry = operations(shop, steps(shop, routing.first_step).operation).station


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
    """Draw an order's pieces and lots."""
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
def _due(shop: Shop, product: Product, key: np.uint64, arrived_s: float) -> float:
    if not product.has_due:
        return arrived_s
    return arrived_s + draw(product.due_after, shop, uniform(key, DUE))


@merged
def _make_lot(shop: Shop, number: int, key: np.uint64, routing: int, due_s: float, lot: int) -> int:
    """Give a lot of an order as a job before its first operation."""
    j = _new_job(shop)
    if j != NONE:
        job, order, way = jobs(shop, j), orders(shop, number), routings(shop, routing)
        job.key = key_of(key, LOT, lot)
        job.order, job.product, job.due_s = number, order.product, due_s
        job.pieces = lot_pieces(order.ordered, order.lots_left, lot)
        job.first_step = job.step = way.first_step
        job.last_step = way.first_step + way.steps - 1
        job.repeats, job.overlap, job.previous_end_s = 0, 0.0, order.released_s
    return j


@compiled
def _release(shop: Shop, number: int, arrived_s: float, origin: np.int64, now: float) -> None:
    """Let an order onto the floor, lot by lot."""
    if number >= shop.n_orders:
        shop.full = FULL_ORDERS
        return
    order = orders(shop, number)
    key = key_of(shop.key, ORDER, number)
    order.product = _product_of(shop, key)
    product = products(shop, order.product)
    routing = _routing_of(shop, product, key, origin)
    order.released_s = now
    shop.on_floor += 1
    _describe(shop, order, product, key)
    due_s = _due(shop, product, key, arrived_s)
    for lot in range(order.lots_left):
        j = _make_lot(shop, number, key, routing, due_s, lot)
        if j != NONE:
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
def _can_start_at(shop: Shop, s: int, now: float) -> bool:
    """Tell whether a station could start one more job at once."""
    station = stations(shop, s)
    if station.free <= station.queued + station.coming:
        return False
    return opened(shop, station, now) and free_crew(shop, station) != NOBODY


@merged
def _may_enter(shop: Shop, now: float) -> bool:
    """Tell whether the next order may enter.

    One always waits where the shop is saturated: there the cap alone lets it in or, without
    a cap, the first station that it needs.
    """
    cap = shop.wip_cap
    if shop.on_floor >= cap:
        return False
    return shop.arrival_kind != SATURATED or cap != UNBOUNDED or _can_start_at(shop, shop.entry, now)


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
