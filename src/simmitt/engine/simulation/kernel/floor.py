"""Orders that are on the floor when the window opens: where each stands is drawn, given what is known.

What is known of an order is which operation it ended last, and when; since then no report of it has
been made. So its delay is not over yet, or its place is still at it, or it waits for one: what that
silence tells is drawn in ``silence``, several times over. Places serve whoever is ready first, so those
that are at work are the first to be ready; a rule other than first come first served is passed over here.
"""

import math

import numpy as np

from simmitt.engine.simulation.kernel.agenda import DELAYS, NEVER, plan, pop_delayed, push_delayed
from simmitt.engine.simulation.kernel.attention import look_at
from simmitt.engine.simulation.kernel.compiled import compiled, merged
from simmitt.engine.simulation.kernel.entering import least_loaded
from simmitt.engine.simulation.kernel.hours import counted, work_between
from simmitt.engine.simulation.kernel.lots import make_lot
from simmitt.engine.simulation.kernel.memory import (
    delays,
    found,
    jobs,
    operations,
    options,
    orders,
    places,
    routings,
    standing,
    stations,
    steps,
)
from simmitt.engine.simulation.kernel.moving import FULL_ORDERS, Job, Shop
from simmitt.engine.simulation.kernel.queues import join_queue, size_factor
from simmitt.engine.simulation.kernel.records import NONE, Found, Operation
from simmitt.engine.simulation.kernel.silence import (
    AT_WORK,
    MOST_TRIES,
    beyond,
    done_s,
    draw_again,
    draw_pace,
    next_ready,
    ready_at,
)
from simmitt.engine.simulation.kernel.streams import (
    FOUND_DELAY,
    FOUND_RUN,
    IS_THERE,
    LOT,
    ORDER,
    ROUTING,
    key_of,
    uniform,
)
from simmitt.engine.simulation.kernel.variates import draw

# How often each order is drawn again.
SWEEPS = 8


@compiled
def take_over(shop: Shop) -> None:
    """Put the orders that are found where they stand; then let those join their queues that are ready."""
    for p in range(shop.n_places):
        places(shop, p).last_family = standing(shop, p).family
    for number in range(shop.openings):
        if number >= shop.n_orders:
            shop.full = FULL_ORDERS
        if shop.full != 0:
            return
        _take(shop, number, found(shop, number))
    for sweep in range(SWEEPS):
        for j in range(shop.used_jobs):
            draw_again(shop, jobs(shop, j), sweep * MOST_TRIES)
    for s in range(shop.n_stations):
        _put_to_work(shop, s)
    for j in range(shop.used_jobs):
        _wait(shop, j)
    while shop.delayed > 0 and jobs(shop, delays(shop, 0).index).since_s <= 0.0:
        _join(shop, pop_delayed(shop))
    following_s = jobs(shop, delays(shop, 0).index).since_s if shop.delayed > 0 else NEVER
    plan(shop, shop.n_places + DELAYS, following_s)


@compiled
def _take(shop: Shop, number: int, told: Found) -> None:
    """Make an order, unless it is not there; at first as if its delay were not over."""
    order, key = orders(shop, number), key_of(shop.key, ORDER, number)
    order.released_s = order.finished_s = order.due_s = math.nan
    order.product, order.ordered, order.good = NONE, 0.0, 0.0
    if uniform(key, IS_THERE) >= told.chance:
        return
    order.released_s = order.came_s = told.begun_s
    order.due_s, order.priority = told.due_s, told.priority
    order.product, order.ordered, order.lots_left = told.product, told.pieces, 1
    shop.on_floor += 1
    j = make_lot(shop, number, told.product, key_of(key, LOT, 0), _rest_of(shop, told, key), told.pieces)
    if j != NONE:
        job = jobs(shop, j)
        # What it is made of has come before it was begun.
        job.missing, job.kit_step = 0, NONE
        job.operation = steps(shop, job.step).operation
        _choose_station(shop, job, operations(shop, job.operation))
        _begin(shop, job, told)


@merged
def _rest_of(shop: Shop, told: Found, key: np.uint64) -> int:
    """Give what remains to be done of an order: one of the ways that it may go on."""
    u = uniform(key, ROUTING)
    last = told.first_routing + told.routings - 1
    for k in range(told.first_routing, last):
        if u < routings(shop, k).weight_up_to:
            return k
    return int(last)


@merged
def _choose_station(shop: Shop, job: Job, operation: Operation) -> None:
    job.option, job.station = 0, operation.station
    if operation.options > 1:
        job.option = least_loaded(shop, operation)
        job.station = options(shop, operation.first_option + job.option).station
    stations(shop, job.station).coming += 1


@compiled
def _begin(shop: Shop, job: Job, told: Found) -> None:
    """Settle what is left of an operation under way; else draw a delay beyond the silence."""
    station, operation = stations(shop, job.station), operations(shop, job.operation)
    factor = size_factor(operation, job.pieces) / station.speed
    if not math.isnan(told.worked_s):
        run_s = beyond(shop, operation.run, factor, told.worked_s, uniform(job.key, FOUND_RUN))
        job.since_s, job.run_s = AT_WORK, run_s - told.worked_s
        return
    draw_pace(job, told, 0)
    job.run_s = job.rank = factor * draw(operation.run, shop, uniform(job.key, FOUND_RUN))
    elapsed_s = work_between(shop, operation.delay_calendar, told.since_s, 0.0)
    job.since_s = 0.0  # where no delay is so long, it ends now
    if operation.has_delay:
        delay_s = beyond(shop, operation.delay, job.pace, elapsed_s, uniform(job.key, FOUND_DELAY))
        if delay_s > elapsed_s:
            job.since_s = max(0.0, ready_at(shop, operation, told.since_s, delay_s))


@compiled
def _put_to_work(shop: Shop, s: int) -> None:
    """Put those to work that are ready first, with what is left of it."""
    station = stations(shop, s)
    if station.is_batch:
        return
    j, since_s = NONE, -math.inf
    for p in range(station.first_place, station.first_place + station.capacity):
        j = next_ready(shop, s, since_s, j)
        if j == NONE:
            return
        job = jobs(shop, j)
        since_s = job.since_s
        places(shop, p).last_family = job.family
        if since_s != AT_WORK:
            job.run_s -= done_s(shop, station, job, p)
            job.waits_for_kit = 1  # marks it while the others are looked at


@merged
def _wait(shop: Shop, j: int) -> None:
    """Let a job wait until it is ready; the past ones are let in when all are there."""
    job = jobs(shop, j)
    if job.waits_for_kit:
        job.waits_for_kit, job.since_s = 0, AT_WORK
    job.ticket = shop.tickets
    shop.tickets += 1
    if job.since_s > 0.0:
        shop.delay_s += counted(shop, 0.0, job.since_s)
    else:
        stations(shop, job.station).coming -= 1
    push_delayed(shop, j)


@compiled
def _join(shop: Shop, j: int) -> None:
    """Let a job that is ready join its queue; one that is at work goes ahead of all, to its place."""
    job = jobs(shop, j)
    station = stations(shop, job.station)
    if job.since_s != AT_WORK:
        join_queue(shop, j, 0.0)
    else:
        job.since_s, job.rank, job.next = 0.0, AT_WORK, station.head
        if station.head == NONE:
            station.tail = j
        station.head = j
        station.queued += 1
    look_at(shop, job.station)
