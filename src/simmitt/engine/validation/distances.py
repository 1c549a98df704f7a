"""How far two sets of orders lie apart, in units that a foreman knows."""

import numpy as np
from numpy.typing import NDArray

from simmitt.engine.simulation.seen import SeenOrders
from simmitt.ground.units import DAY_S, HOUR_S, WEEK_S

Floats = NDArray[np.float64]


def wasserstein(first: Floats, second: Floats) -> float:
    """Give the Wasserstein-1 distance between two samples, in their own unit.

    The area between the two empirical distribution functions; 0 for like samples, and the
    shift where one is the other moved.
    """
    if len(first) == 0 or len(second) == 0:
        return float("nan")
    grid = np.sort(np.concatenate([first, second]))
    below_first = np.searchsorted(np.sort(first), grid[:-1], side="right") / len(first)
    below_second = np.searchsorted(np.sort(second), grid[:-1], side="right") / len(second)
    return float(np.sum(np.abs(below_first - below_second) * np.diff(grid)))


def wip_at(orders: SeenOrders, instants_s: Floats) -> Floats:
    """Give how many orders are between first start and last end at each instant."""
    begun = np.searchsorted(np.sort(orders.first_s), instants_s, side="right")
    over = np.searchsorted(np.sort(orders.last_s), instants_s, side="right")
    level: Floats = (begun - over).astype(float)
    return level


def midnights(start_s: float, end_s: float) -> Floats:
    """Give every midnight in a window, its own ends left out."""
    days: Floats = np.arange(np.ceil(start_s / DAY_S + 1e-9), np.ceil(end_s / DAY_S), dtype=np.float64)
    return days * DAY_S


def lead_time_distance_h(real: SeenOrders, other: SeenOrders, from_s: float) -> float:
    """Compare lead times of orders begun from an instant on; hours."""
    return wasserstein(_begun_from(real, from_s), _begun_from(other, from_s)) / HOUR_S


def wip_distance(real: SeenOrders, other: SeenOrders, from_s: float, to_s: float) -> float:
    """Give the Wasserstein distance between the two sets of daily WIP levels, in orders.

    Levels, not days: a factory simulated rightly gets its orders on other days than the real one
    did, while a straw man made of real orders keeps their days.
    """
    instants = midnights(from_s, to_s)
    return wasserstein(wip_at(real, instants), wip_at(other, instants))


def throughput_distance(real: SeenOrders, other: SeenOrders, from_s: float, to_s: float) -> float:
    """Give the absolute difference of orders last seen in the window, in orders a week."""
    weeks = (to_s - from_s) / WEEK_S
    return abs(_ended_in(real, from_s, to_s) - _ended_in(other, from_s, to_s)) / weeks


def _begun_from(orders: SeenOrders, from_s: float) -> Floats:
    leads: Floats = orders.lead_time_s[orders.first_s >= from_s]
    return leads


def _ended_in(orders: SeenOrders, from_s: float, to_s: float) -> int:
    return int(np.sum((orders.last_s > from_s) & (orders.last_s <= to_s)))
