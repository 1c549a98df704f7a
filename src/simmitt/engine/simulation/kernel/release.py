"""How orders come, wait outside where the floor is full, and are let in.

Orders on their way when the window opens have the first numbers, those that arrive the next
ones. All that is drawn for an order hangs on its number.
"""

import numpy as np

from simmitt.engine.simulation.kernel.arrivals import (
    ARRIVING,
    OPENING,
    UNBOUNDED,
    plan_arrival,
    plan_opening,
    settle_counts,
)
from simmitt.engine.simulation.kernel.attention import opened
from simmitt.engine.simulation.kernel.compiled import compiled, merged
from simmitt.engine.simulation.kernel.crews import NOBODY, link_free_for
from simmitt.engine.simulation.kernel.entering import enter
from simmitt.engine.simulation.kernel.lots import (
    describe,
    identify,
    lot_pieces,
    make_components,
    make_lot,
    product_of,
    promise,
    routing_of,
)
from simmitt.engine.simulation.kernel.memory import (
    jobs,
    operations,
    options,
    orders,
    products,
    routings,
    stations,
    steps,
)
from simmitt.engine.simulation.kernel.moving import FULL_ORDERS, Shop
from simmitt.engine.simulation.kernel.records import NONE, SATURATED, Operation
from simmitt.engine.simulation.kernel.streams import (
    LOT,
    ORDER,
    key_of,
)


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
def _see_next_entry(shop: Shop) -> None:
    """Note where the next order of a saturated shop begins."""
    key = key_of(shop.key, ORDER, shop.openings + shop.released)
    product = products(shop, product_of(shop, key))
    routing = routings(shop, routing_of(shop, product, key, ARRIVING))
    shop.entry = steps(shop, routing.first_step).operation


@compiled
def _send_off(shop: Shop, first: int, now: float) -> None:
    """Send a lot on its way, and all lots of components for it."""
    last = at = first
    while at != NONE and shop.full == 0:
        last = make_components(shop, at, last)
        at = jobs(shop, at).next
    at = first
    while at != NONE:
        following = jobs(shop, at).next
        enter(shop, at, now)
        at = following


@compiled
def _release(shop: Shop, number: int, arrived_s: float, origin: np.int64, now: float) -> None:
    """Let an order onto the floor, lot by lot."""
    if number >= shop.n_orders:
        shop.full = FULL_ORDERS
        return
    order = orders(shop, number)
    key = key_of(shop.key, ORDER, number)
    identify(shop, order, number, key, origin)
    product = products(shop, order.product)
    routing = routing_of(shop, product, key, origin)
    order.released_s = now
    shop.on_floor += 1
    describe(shop, order, product, key)
    promise(shop, order, product, key, arrived_s)
    for lot in range(order.lots_left):
        pieces = lot_pieces(order.ordered, order.lots_left, lot)
        j = make_lot(shop, number, order.product, key_of(key, LOT, lot), routing, pieces)
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
