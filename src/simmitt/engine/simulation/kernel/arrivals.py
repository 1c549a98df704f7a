"""When orders come: those on their way when the window opens, and those that arrive."""

import math

import numpy as np

from simmitt.engine.simulation.kernel.agenda import ARRIVALS, NEVER, OPENINGS, plan
from simmitt.engine.simulation.kernel.compiled import compiled, inlined, merged
from simmitt.engine.simulation.kernel.hours import after, work_between
from simmitt.engine.simulation.kernel.memory import listed
from simmitt.engine.simulation.kernel.moving import Shop
from simmitt.engine.simulation.kernel.records import LISTED, NONE, REGULAR, SATURATED
from simmitt.engine.simulation.kernel.streams import (
    ARRIVAL,
    OPENING_COUNT,
    OPENING_TIME,
    SOURCE,
    key_of,
    nth_uniform,
    uniform,
)
from simmitt.engine.simulation.kernel.variates import exponential

# More than ever come.
UNBOUNDED = 2**62
# Two sources of orders, each with its own luck.
ARRIVING, OPENING = np.int64(0), np.int64(1)


@inlined
def stochastic_round(value: float, u: float) -> int:
    """Give a whole number that is ``value`` on average."""
    return math.floor(value + u)


@inlined
def next_of_sorted(position: float, left: int, u: float) -> float:
    """Give the least of ``left`` uniform numbers between ``position`` and 1.

    Drawn one after the other these are uniform order statistics (Devroye 1986, V.3).
    """
    return position + (1.0 - position) * -math.expm1(math.log(u) / left)


@compiled
def plan_opening(shop: Shop) -> None:
    """Put the next order that was on its way on the agenda."""
    left = shop.openings - shop.opened
    at_s = NEVER
    if left > 0:
        u = nth_uniform(key_of(shop.key, SOURCE, OPENING), OPENING_TIME, shop.opened)
        shop.opening_position = next_of_sorted(shop.opening_position, left, u)
        span_s = work_between(shop, shop.arrival_calendar, 0.0, shop.opening_span_s)
        position = shop.opening_position**shop.opening_bunching
        at_s = after(shop, shop.arrival_calendar, 0.0, position * span_s)
    plan(shop, shop.n_places + OPENINGS, at_s)


@merged
def _spread_arrival(shop: Shop, left: int, u: float) -> float:
    """Give the working second of the next of a number of orders that is settled."""
    window_s = work_between(shop, shop.arrival_calendar, 0.0, shop.horizon_s)
    if shop.arrival_kind == REGULAR:
        return (shop.arrived + 0.5) / shop.arrivals * window_s
    shop.arrival_position = next_of_sorted(shop.arrival_position, left, u)
    return shop.arrival_position * window_s


@merged
def _rated_arrival(shop: Shop, u: float) -> float:
    """Give the working second of the next order where they come at a rate."""
    if shop.arrival_kind == REGULAR:
        return (shop.arrived + 0.5) / shop.arrivals_per_working_s
    shop.arrival_position += exponential(u) / shop.arrivals_per_working_s
    return shop.arrival_position


@compiled
def plan_arrival(shop: Shop) -> None:
    """Put the next arriving order on the agenda."""
    at_s = NEVER
    if shop.arrival_kind == LISTED:
        if shop.arrived < shop.arrivals:
            at_s = listed(shop, shop.arrived).at_s
    elif shop.arrived < shop.arrivals:
        u = nth_uniform(key_of(shop.key, SOURCE, ARRIVING), ARRIVAL, shop.arrived)
        if shop.wanted_orders != NONE:
            worked_s = _spread_arrival(shop, shop.arrivals - shop.arrived, u)
        else:
            worked_s = _rated_arrival(shop, u)
        at_s = after(shop, shop.arrival_calendar, 0.0, worked_s)
    plan(shop, shop.n_places + ARRIVALS, at_s)


@merged
def settle_counts(shop: Shop) -> None:
    """Settle how many orders were on their way and how many arrive."""
    u = uniform(key_of(shop.key, SOURCE, OPENING), OPENING_COUNT)
    shop.openings = stochastic_round(shop.opening_orders, u)
    if shop.wanted_orders != NONE:
        if shop.n_found == 0:
            shop.openings = min(shop.openings, shop.wanted_orders)
        shop.arrivals = max(0, shop.wanted_orders - shop.openings)
    if shop.n_found > 0:
        shop.opened = shop.openings  # they are there
    if shop.arrival_kind == LISTED:
        in_list = shop.n_listed
        shop.arrivals = in_list if shop.wanted_orders == NONE else min(shop.arrivals, in_list)
    elif shop.wanted_orders == NONE:
        nothing_comes = shop.arrival_kind != SATURATED and shop.arrivals_per_working_s <= 0.0
        shop.arrivals = 0 if nothing_comes else UNBOUNDED
