"""What is counted when the window closes: sums over stations and orders."""

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from simmitt.engine.simulation.kernel.compiled import compiled
from simmitt.engine.simulation.kernel.flow import count_lack
from simmitt.engine.simulation.kernel.hours import counted, counted_work
from simmitt.engine.simulation.kernel.records import NONE, Order, Shop, Station

DAY_S = 86_400.0


class Sums(NamedTuple):
    """Where a replication's figures are written."""

    state_s: NDArray[np.float64]  # (n_stations, 6) run, setup, down, blocked, idle, closed
    queue_s: NDArray[np.float64]  # (n_stations,)
    crew_wait_s: NDArray[np.float64]  # (n_stations,)
    scrapped: NDArray[np.float64]  # (n_stations,) pieces
    visits: NDArray[np.int64]  # (n_stations,)
    wip_daily: NDArray[np.float64]  # (n_days,) after warm-up, at the end of each
    delay_s: NDArray[np.float64]  # (1,)
    wip_mean: NDArray[np.float64]  # (1,)


@compiled
def _count_waiting(shop: Shop, station: Station) -> None:
    """Count what waits, is held or lacks people when the window closes."""
    window = shop.window[0]
    j = station.head
    while j != NONE:
        station.queue_s += counted(window, shop.jobs[j].since_s, window.horizon_s)
        j = shop.jobs[j].next
    for p in range(station.first_place, station.first_place + station.capacity):
        place = shop.places[p]
        if place.job != NONE and not place.running:
            held_s = counted_work(shop, station.calendar, place.blocked_since_s, window.horizon_s)
            station.blocked_s += held_s
    count_lack(shop, station, 0, window.horizon_s)


@compiled
def _share_out(shop: Shop, s: int, sums: Sums) -> None:
    """Share a station's time out among its states: what is not worked is idle or closed."""
    station, window = shop.stations[s], shop.window[0]
    open_s = counted_work(shop, station.calendar, 0.0, window.horizon_s)
    state_s = sums.state_s[s]
    state_s[0], state_s[1] = station.run_s, station.setup_s
    state_s[2], state_s[3] = station.down_s, station.blocked_s
    spent_s = station.run_s + station.setup_s + station.down_s + station.blocked_s
    state_s[4] = max(0.0, open_s * station.capacity - spent_s)
    state_s[5] = (window.horizon_s - window.warm_up_s - open_s) * station.capacity
    sums.queue_s[s], sums.crew_wait_s[s] = station.queue_s, station.crew_wait_s
    sums.scrapped[s], sums.visits[s] = station.scrapped, station.visits


@compiled
def _blank(order: Order) -> None:
    order.released_s = order.finished_s = math.nan
    order.ordered = order.good = 0.0
    order.product = NONE


@compiled
def _forget_uncounted(shop: Shop) -> int:
    """Blank the orders that never came in or were done before the count; give how many were due."""
    desk, window = shop.desk[0], shop.window[0]
    used = desk.openings + desk.released
    for number in range(used):
        order = shop.orders[number]
        not_come = number < desk.openings and number >= desk.opened
        if not_come or order.finished_s <= window.warm_up_s:
            _blank(order)
        elif math.isnan(order.finished_s):
            order.good = 0.0
    return used


@compiled
def _count_floor(shop: Shop, used: int, sums: Sums) -> None:
    """Count the orders on the floor, on average and at the end of each day."""
    window, wip_s = shop.window[0], 0.0
    days = len(sums.wip_daily)
    changes = np.zeros(days + 2)
    for number in range(used):
        order = shop.orders[number]
        if math.isnan(order.released_s):
            continue
        open_s = order.finished_s if order.finished_s <= window.horizon_s else window.horizon_s
        wip_s += counted(window, order.released_s, open_s)
        changes[_first_day_end(order.released_s - window.warm_up_s, days)] += 1.0
        if order.finished_s <= window.horizon_s:
            changes[_first_day_end(order.finished_s - window.warm_up_s, days)] -= 1.0
    sums.wip_mean[0] = wip_s / (window.horizon_s - window.warm_up_s)
    on_floor = 0.0
    for day in range(days):
        on_floor += changes[day]
        sums.wip_daily[day] = on_floor


@compiled
def _first_day_end(at_s: float, days: int) -> int:
    """Give the day whose end is the first not before an instant."""
    return int(min(max(0.0, math.ceil(at_s / DAY_S) - 1.0), days))


@compiled
def close_books(shop: Shop, sums: Sums) -> int:
    """Write a replication's figures; give the numbers that its orders take up."""
    for s in range(len(shop.stations)):
        _count_waiting(shop, shop.stations[s])
        _share_out(shop, s, sums)
    used = _forget_uncounted(shop)
    _count_floor(shop, used, sums)
    sums.delay_s[0] = shop.desk[0].delay_s
    return used
