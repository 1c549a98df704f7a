"""Orders that are on the floor when the window opens: where each stands is drawn, given what is known.

What is known of an order is which operation it ended last, and when; since then no report of it has
been made. So its delay is not over yet, or its place is still at it, or it waits for one. One order
after the other has delay and run time of its next visit drawn again, the others as they are, until
all of its station agrees with that silence; several times over (Gibbs sampling: Geman and Geman
1984). Places serve whoever is ready first, so those that are at work are the first to be ready; a
rule other than first come first served is passed over here.
"""

import math

import numpy as np

from simmitt.engine.simulation.kernel.agenda import DELAYS, NEVER, plan, pop_delayed, push_delayed
from simmitt.engine.simulation.kernel.attention import look_at
from simmitt.engine.simulation.kernel.compiled import compiled, merged
from simmitt.engine.simulation.kernel.entering import least_loaded
from simmitt.engine.simulation.kernel.hours import WEEK_S, after, counted, work_between
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
from simmitt.engine.simulation.kernel.records import NONE, Distribution, Found, Operation, Station
from simmitt.engine.simulation.kernel.setups import setup_time
from simmitt.engine.simulation.kernel.streams import (
    FOUND_DELAY,
    FOUND_PACE,
    FOUND_REPORT,
    FOUND_RUN,
    IS_THERE,
    LOT,
    ORDER,
    ROUTING,
    key_of,
    nth_uniform,
    uniform,
)
from simmitt.engine.simulation.kernel.variates import draw, exponential, lognormal, normal

# How often each order is drawn again, and how many draws may contradict the silence each time.
SWEEPS, MOST_TRIES = 8, 64
HALVINGS = 52
# Of a job that is at a place: before all that waits.
AT_WORK = -math.inf


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
            _draw_again(shop, jobs(shop, j), sweep * MOST_TRIES)
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
    order.product = NONE
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
        run_s = _beyond(shop, operation.run, factor, told.worked_s, uniform(job.key, FOUND_RUN))
        job.since_s, job.run_s = AT_WORK, run_s - told.worked_s
        return
    _draw_pace(job, told, 0)
    job.run_s = job.rank = factor * draw(operation.run, shop, uniform(job.key, FOUND_RUN))
    elapsed_s = work_between(shop, operation.delay_calendar, told.since_s, 0.0)
    job.since_s = 0.0  # where no delay is so long, it ends now
    if operation.has_delay:
        delay_s = _beyond(shop, operation.delay, job.pace, elapsed_s, uniform(job.key, FOUND_DELAY))
        if delay_s > elapsed_s:
            job.since_s = max(0.0, _ready_at(shop, operation, told.since_s, delay_s))


@compiled
def _draw_again(shop: Shop, job: Job, first: int) -> None:
    """Draw when a job is ready and how long it runs, given all others; it stays where nothing fits."""
    if job.since_s == AT_WORK:
        return
    told = found(shop, job.order)
    before = job.since_s, job.run_s, job.rank, job.pace
    for number in range(first, first + MOST_TRIES):
        _propose(shop, job, told, number)
        is_late = job.since_s >= _queue_since(shop, stations(shop, job.station))
        if is_late and _agrees(shop, job.station):
            return
    job.since_s, job.run_s, job.rank, job.pace = before


@compiled
def _propose(shop: Shop, job: Job, told: Found, number: int) -> None:
    """Draw a job's delay and run; ``rank`` holds how long it runs without a report."""
    station, operation = stations(shop, job.station), operations(shop, job.operation)
    _draw_pace(job, told, number)
    delay_s = 0.0
    if operation.has_delay:
        delay_s = job.pace * draw(operation.delay, shop, nth_uniform(job.key, FOUND_DELAY, number))
    job.since_s = _ready_at(shop, operation, told.since_s, delay_s)
    run_s = draw(operation.run, shop, nth_uniform(job.key, FOUND_RUN, number))
    job.run_s = run_s * size_factor(operation, job.pieces) / station.speed
    if station.has_setup:
        job.run_s += setup_time(shop, station, places(shop, station.first_place), job)
    job.rank = job.run_s
    if operation.reports_per_s > 0.0:
        first_s = exponential(nth_uniform(job.key, FOUND_REPORT, number)) / operation.reports_per_s
        job.rank = min(job.rank, first_s)


@merged
def _draw_pace(job: Job, told: Found, number: int) -> None:
    deviate = normal(nth_uniform(job.key, FOUND_PACE, number)) if told.pace_sigma > 0.0 else 0.0
    job.pace = lognormal(told.pace_mu, told.pace_sigma, deviate)


@compiled
def _ready_at(shop: Shop, operation: Operation, since_s: float, delay_s: float) -> float:
    """Give when a delay ends that began before the window; whole weeks on, all hours are the same."""
    on_s = math.ceil(-since_s / WEEK_S) * WEEK_S
    return after(shop, operation.delay_calendar, since_s + on_s, delay_s) - on_s


@compiled
def _queue_since(shop: Shop, station: Station) -> float:
    """Give since when whoever waits at a station has come: a place stood free, or a later one was served."""
    last_s = -math.inf
    for p in range(station.first_place, station.first_place + station.capacity):
        last_s = max(last_s, standing(shop, p).queue_since_s)
    return last_s if not station.is_batch else -math.inf


@compiled
def _next_ready(shop: Shop, s: int, after_s: float, behind: int) -> int:
    """Give the job of a station that is ready next after an instant, or after a job at that instant."""
    best, best_s = NONE, math.inf
    for j in range(shop.used_jobs):
        job = jobs(shop, j)
        if job.station != s or job.since_s > 0.0:
            continue
        comes_later = job.since_s > after_s or (job.since_s == after_s and j > behind)
        if comes_later and job.since_s < best_s:
            best, best_s = j, job.since_s
    return best


@compiled
def _done_s(shop: Shop, station: Station, job: Job, p: int) -> float:
    """Give how long a job has been at work at a place, since both were ready."""
    start_s = max(job.since_s, standing(shop, p).free_since_s)
    return work_between(shop, station.calendar, start_s, 0.0)


@compiled
def _agrees(shop: Shop, s: int) -> bool:
    """Tell whether none that must be at work at a station has made a report."""
    station = stations(shop, s)
    if station.is_batch:
        return True
    j, since_s = NONE, -math.inf
    for p in range(station.first_place, station.first_place + station.capacity):
        j = _next_ready(shop, s, since_s, j)
        if j == NONE:
            return True
        job = jobs(shop, j)
        since_s = job.since_s
        if since_s != AT_WORK and job.rank <= _done_s(shop, station, job, p):
            return False
    return True


@compiled
def _put_to_work(shop: Shop, s: int) -> None:
    """Put those to work that are ready first, with what is left of it."""
    station = stations(shop, s)
    if station.is_batch:
        return
    j, since_s = NONE, -math.inf
    for p in range(station.first_place, station.first_place + station.capacity):
        j = _next_ready(shop, s, since_s, j)
        if j == NONE:
            return
        job = jobs(shop, j)
        since_s = job.since_s
        places(shop, p).last_family = job.family
        if since_s != AT_WORK:
            job.run_s -= _done_s(shop, station, job, p)
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


@compiled
def _beyond(shop: Shop, distribution: Distribution, factor: float, least: float, u: float) -> float:
    """Give a value times a factor, given that it is beyond the least; the least where none is.

    Draws are quantiles that grow with their share: the share up to the least is found by halving.
    """
    low, high = 0.0, 1.0
    for _ in range(HALVINGS):
        middle = (low + high) / 2.0
        if factor * draw(distribution, shop, middle) > least:
            high = middle
        else:
            low = middle
    if high == 1.0:
        return least
    return max(least, factor * draw(distribution, shop, high + (1.0 - high) * u))
