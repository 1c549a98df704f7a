"""What is summed up when the window closes."""

import math

from simmitt.engine.simulation.kernel.compiled import compiled, merged
from simmitt.engine.simulation.kernel.crews import count_lack
from simmitt.engine.simulation.kernel.failures import close_place
from simmitt.engine.simulation.kernel.hours import counted, counted_work
from simmitt.engine.simulation.kernel.memory import days, jobs, orders, places, stations
from simmitt.engine.simulation.kernel.moving import Order, Shop
from simmitt.engine.simulation.kernel.records import NONE, Station

DAY_S = 86_400.0


@merged
def _count_waiting(shop: Shop, station: Station) -> None:
    """Count what waits, is held or lacks people when the window closes."""
    j = station.head
    while j != NONE:
        station.queue_s += counted(shop, jobs(shop, j).since_s, shop.horizon_s)
        j = jobs(shop, j).next
    for p in range(station.first_place, station.first_place + station.capacity):
        place = places(shop, p)
        if station.by_event:
            close_place(shop, station, place, p)
        if place.job != NONE and not place.running and not place.broken:
            held_s = counted_work(shop, station.calendar, place.blocked_since_s, shop.horizon_s)
            station.blocked_s += held_s
    count_lack(shop, station, 0, shop.horizon_s)


@merged
def _share_out(shop: Shop, station: Station) -> None:
    """Share the rest of a station's time out: what is not worked is idle or closed."""
    open_s = counted_work(shop, station.calendar, 0.0, shop.horizon_s)
    spent_s = station.run_s + station.setup_s + station.down_s + station.blocked_s
    station.idle_s = max(0.0, open_s * station.capacity - spent_s)
    station.closed_s = (shop.horizon_s - shop.warm_up_s - open_s) * station.capacity


@compiled
def _blank(order: Order) -> None:
    order.released_s = order.finished_s = order.due_s = math.nan
    order.ordered = order.good = 0.0
    order.product = NONE


@merged
def _forget_uncounted(shop: Shop) -> None:
    """Blank the orders that never came in and those that were done before the count began."""
    shop.used_orders = shop.openings + shop.released
    for number in range(shop.used_orders):
        order = orders(shop, number)
        not_come = number < shop.openings and number >= shop.opened
        if not_come or order.finished_s < shop.warm_up_s:
            _blank(order)
        elif math.isnan(order.finished_s):
            order.good = 0.0


@compiled
def _day_that_shows(shop: Shop, at_s: float) -> int:
    """Give the first day whose end is not before an instant, or one beyond the last."""
    day = math.ceil((at_s - shop.warm_up_s) / DAY_S) - 1.0
    return int(min(max(0.0, day), shop.n_days - 1.0))


@merged
def _count_floor(shop: Shop) -> None:
    """Count the orders on the floor, together and at the end of each day."""
    for number in range(shop.used_orders):
        order = orders(shop, number)
        if math.isnan(order.released_s):
            continue
        days(shop, _day_that_shows(shop, order.released_s)).change += 1.0
        until_s = shop.horizon_s
        if not math.isnan(order.finished_s):
            until_s = order.finished_s
            days(shop, _day_that_shows(shop, until_s)).change -= 1.0
        shop.wip_s += counted(shop, order.released_s, until_s)
    wip = 0.0
    for day in range(shop.n_days):
        wip += days(shop, day).change
        days(shop, day).wip = wip


@merged
def _count_kits(shop: Shop) -> None:
    """Count the lots that still wait for their components."""
    for j in range(shop.used_jobs):
        if jobs(shop, j).waits_for_kit:
            shop.kit_wait_s += counted(shop, jobs(shop, j).since_s, shop.horizon_s)


@merged
def close_books(shop: Shop) -> None:
    """Sum up a replication."""
    _count_kits(shop)
    for s in range(shop.n_stations):
        station = stations(shop, s)
        _count_waiting(shop, station)
        _share_out(shop, station)
    _forget_uncounted(shop)
    _count_floor(shop)
