"""How orders come, wait outside where the floor is full, and are let in.

Orders on their way when the window opens have the first numbers, those that arrive the next
ones. All that is drawn for an order hangs on its number.
"""

import math

import numpy as np

from simmitt.engine.simulation.kernel.agenda import ARRIVALS, NEVER, OPENINGS, plan
from simmitt.engine.simulation.kernel.compiled import compiled, inlined
from simmitt.engine.simulation.kernel.flow import NOBODY, enter, free_crew, opened
from simmitt.engine.simulation.kernel.hours import after, work_between
from simmitt.engine.simulation.kernel.records import (
    NONE,
    REGULAR,
    SATURATED,
    Arrivals,
    Desk,
    Order,
    Product,
    Shop,
)
from simmitt.engine.simulation.kernel.streams import (
    ARRIVAL,
    DUE,
    LOT,
    LOTS,
    OPENING_COUNT,
    OPENING_TIME,
    ORDER,
    PIECES,
    PRODUCT,
    ROUTING,
    SOURCE,
    key_of,
    uniform,
)
from simmitt.engine.simulation.kernel.variates import draw, exponential

FULL_ORDERS, FULL_JOBS = 1, 2
UNBOUNDED = 2**62


@inlined
def _stochastic_round(value: float, u: float) -> int:
    """Give a whole number that is ``value`` on average."""
    return int(math.floor(value + u))


@inlined
def next_of_sorted(position: float, left: int, u: float) -> float:
    """Give the least of ``left`` uniform numbers between ``position`` and 1.

    Drawn one after the other these are uniform order statistics (Devroye 1986, V.3).
    """
    return position + (1.0 - position) * -math.expm1(math.log(u) / left)


@compiled
def _plan_opening(shop: Shop) -> None:
    """Put the next order that was on its way on the agenda."""
    desk, arrivals = shop.desk[0], shop.arrivals[0]
    left = desk.openings - desk.opened
    at_s = NEVER
    if left > 0:
        u = uniform(key_of(desk.key, SOURCE, 1), OPENING_TIME, 0, desk.opened)
        desk.opening_position = next_of_sorted(desk.opening_position, left, u)
        span_s = work_between(shop, arrivals.calendar, 0.0, arrivals.opening_span_s)
        at_s = after(shop, arrivals.calendar, 0.0, desk.opening_position * span_s)
    plan(shop, len(shop.places) + OPENINGS, at_s)


@compiled
def _spread_arrival(shop: Shop, desk: Desk, arrivals: Arrivals, left: int, u: float) -> float:
    """Give the working second of the next of a number of orders that is settled."""
    window_s = work_between(shop, arrivals.calendar, 0.0, shop.window[0].horizon_s)
    if arrivals.kind == REGULAR:
        return (desk.arrived + 0.5) / desk.arrivals * window_s
    desk.arrival_position = next_of_sorted(desk.arrival_position, left, u)
    return desk.arrival_position * window_s


@compiled
def _rated_arrival(desk: Desk, arrivals: Arrivals, u: float) -> float:
    """Give the working second of the next order where they come at a rate."""
    if arrivals.kind == REGULAR:
        return (desk.arrived + 0.5) / arrivals.per_working_s
    desk.arrival_position += exponential(u) / arrivals.per_working_s
    return desk.arrival_position


@compiled
def _plan_arrival(shop: Shop) -> None:
    """Put the next arriving order on the agenda."""
    desk, arrivals = shop.desk[0], shop.arrivals[0]
    at_s = NEVER
    if desk.arrived < desk.arrivals:
        u = uniform(key_of(desk.key, SOURCE, 0), ARRIVAL, 0, desk.arrived)
        if shop.window[0].orders != NONE:
            worked_s = _spread_arrival(shop, desk, arrivals, desk.arrivals - desk.arrived, u)
        else:
            worked_s = _rated_arrival(desk, arrivals, u)
        at_s = after(shop, arrivals.calendar, 0.0, worked_s)
    plan(shop, len(shop.places) + ARRIVALS, at_s)


@compiled
def _settle_counts(shop: Shop) -> None:
    desk, arrivals, window = shop.desk[0], shop.arrivals[0], shop.window[0]
    u = uniform(key_of(desk.key, SOURCE, 1), OPENING_COUNT)
    desk.openings = _stochastic_round(arrivals.opening_orders, u)
    if window.orders != NONE:
        desk.openings = min(desk.openings, window.orders)
        desk.arrivals = window.orders - desk.openings
    else:
        nothing_comes = arrivals.kind != SATURATED and arrivals.per_working_s <= 0.0
        desk.arrivals = 0 if nothing_comes else UNBOUNDED


@compiled
def open_books(shop: Shop) -> None:
    """Settle how many orders come and when the first ones do."""
    _settle_counts(shop)
    _plan_opening(shop)
    desk = shop.desk[0]
    if shop.arrivals[0].kind == SATURATED:
        desk.arrived = desk.arrivals
        _see_next_entry(shop)
    else:
        _plan_arrival(shop)


@compiled
def _product_of(shop: Shop, key: np.uint64) -> int:
    u = uniform(key, PRODUCT)
    for k in range(len(shop.products) - 1):
        if u < shop.products[k].share_up_to:
            return k
    return len(shop.products) - 1


@compiled
def _routing_of(shop: Shop, product: Product, key: np.uint64, opening: bool) -> int:
    first, count = product.first_routing, product.routings
    if opening and product.opening_routings > 0:
        first, count = product.first_opening_routing, product.opening_routings
    u = uniform(key, ROUTING)
    for k in range(first, first + count - 1):
        if u < shop.routings[k].weight_up_to:
            return k
    return first + count - 1


@compiled
def _see_next_entry(shop: Shop) -> None:
    """Note where the next order of a saturated shop begins."""
    desk = shop.desk[0]
    key = key_of(desk.key, ORDER, desk.openings + desk.released)
    product = shop.products[_product_of(shop, key)]
    routing = shop.routings[_routing_of(shop, product, key, False)]
    desk.entry = shop.operations[shop.steps[routing.first_step]].station


@compiled
def _new_job(shop: Shop) -> int:
    """Give an unused job, or none if all are in use."""
    desk = shop.desk[0]
    if desk.free_job != NONE:
        j = desk.free_job
        desk.free_job = shop.jobs[j].next
        return j
    if desk.jobs_used == len(shop.jobs):
        desk.full = FULL_JOBS
        return NONE
    desk.jobs_used += 1
    return desk.jobs_used - 1


@compiled
def _describe(shop: Shop, order: Order, product: Product, key: np.uint64) -> None:
    """Draw an order's pieces and lots."""
    order.ordered = max(1.0, math.floor(draw(product.pieces, shop.tables, uniform(key, PIECES)) + 0.5))
    order.good = 0.0
    order.finished_s = math.nan
    order.lots_left = 1
    if product.lots != 1.0:
        lots = _stochastic_round(product.lots, uniform(key, LOTS))
        order.lots_left = max(1, min(lots, int(order.ordered)))


@inlined
def lot_pieces(ordered: float, lots: int, lot: int) -> float:
    """Give the pieces of a lot when an order is shared as evenly as whole pieces allow."""
    share = math.floor(ordered / lots)
    return share + (1.0 if lot < ordered - share * lots else 0.0)


@compiled
def _due(shop: Shop, product: Product, key: np.uint64, arrived_s: float) -> float:
    if not product.has_due:
        return arrived_s
    return arrived_s + draw(product.due_after, shop.tables, uniform(key, DUE))


@compiled
def _make_lot(shop: Shop, number: int, key: np.uint64, routing: int, due_s: float, lot: int) -> int:
    """Give a lot of an order as a job before its first operation."""
    j = _new_job(shop)
    if j != NONE:
        job, order, way = shop.jobs[j], shop.orders[number], shop.routings[routing]
        job.key = key_of(key, LOT, lot)
        job.order, job.product, job.due_s = number, order.product, due_s
        job.pieces = lot_pieces(order.ordered, order.lots_left, lot)
        job.first_step = job.step = way.first_step
        job.last_step = way.first_step + way.steps - 1
        job.repeats, job.overlap, job.previous_end_s = 0, 0.0, order.released_s
    return j


@compiled
def _release(shop: Shop, number: int, arrived_s: float, opening: bool, now: float) -> None:
    """Let an order onto the floor, lot by lot."""
    if number >= len(shop.orders):
        shop.desk[0].full = FULL_ORDERS
        return
    order = shop.orders[number]
    key = key_of(shop.desk[0].key, ORDER, number)
    order.product = _product_of(shop, key)
    product = shop.products[order.product]
    routing = _routing_of(shop, product, key, opening)
    order.released_s = now
    shop.desk[0].on_floor += 1
    _describe(shop, order, product, key)
    due_s = _due(shop, product, key, arrived_s)
    for lot in range(order.lots_left):
        j = _make_lot(shop, number, key, routing, due_s, lot)
        if j != NONE:
            enter(shop, j, now)


@compiled
def take_opening(shop: Shop, now: float) -> None:
    """Let the next order in that was on its way when the window opened."""
    desk = shop.desk[0]
    number = desk.opened
    desk.opened += 1
    _plan_opening(shop)
    _release(shop, number, now, True, now)


@compiled
def take_arrival(shop: Shop, now: float) -> None:
    """Let the next order come to the gate."""
    desk = shop.desk[0]
    number = desk.openings + desk.arrived
    if number >= len(shop.orders):
        desk.full = FULL_ORDERS
        return
    shop.orders[number].released_s = now  # until it is released this is when it came
    desk.arrived += 1
    _plan_arrival(shop)


@inlined
def _can_start_at(shop: Shop, s: int, now: float) -> bool:
    """Tell whether a station could start one more job at once."""
    station = shop.stations[s]
    if station.free <= station.queued + station.coming:
        return False
    return opened(shop, station, now) and free_crew(shop, station) != NOBODY


@inlined
def _may_enter(shop: Shop, desk: Desk, now: float) -> bool:
    """Tell whether the next order may enter.

    One always waits where the shop is saturated: there the cap alone lets it in or, without
    a cap, the first station that it needs.
    """
    cap = shop.window[0].wip_cap
    if desk.on_floor >= cap:
        return False
    return shop.arrivals[0].kind != SATURATED or cap != UNBOUNDED or _can_start_at(shop, desk.entry, now)


@compiled
def let_in(shop: Shop, now: float) -> None:
    """Let the next order in that waits outside."""
    desk = shop.desk[0]
    number = desk.openings + desk.released
    desk.released += 1
    saturated = shop.arrivals[0].kind == SATURATED
    arrived_s = now if saturated or number >= len(shop.orders) else shop.orders[number].released_s
    _release(shop, number, arrived_s, False, now)
    if saturated:
        _see_next_entry(shop)


@inlined
def one_may_enter(shop: Shop, now: float) -> bool:
    """Tell whether an order waits outside that may enter."""
    desk = shop.desk[0]
    return desk.released < desk.arrived and _may_enter(shop, desk, now)
