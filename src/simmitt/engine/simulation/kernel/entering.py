"""How a job gets to its next step, or off the floor: delays, kits, rework and the last step."""

import math

from simmitt.engine.simulation.kernel.agenda import DELAYS, NEVER, plan, pop_delayed, push_delayed
from simmitt.engine.simulation.kernel.attention import look_at
from simmitt.engine.simulation.kernel.compiled import compiled, inlined, merged
from simmitt.engine.simulation.kernel.hours import after, counted
from simmitt.engine.simulation.kernel.memory import (
    delays,
    jobs,
    operations,
    options,
    orders,
    stations,
    steps,
)
from simmitt.engine.simulation.kernel.moving import Job, Shop
from simmitt.engine.simulation.kernel.queues import (
    REPEATS,
    STEPS,
    join_queue,
    visit_draw,
)
from simmitt.engine.simulation.kernel.records import NONE, Operation, Station
from simmitt.engine.simulation.kernel.streams import DELAY
from simmitt.engine.simulation.kernel.variates import draw


@compiled
def _delay(shop: Shop, station: Station, j: int, delay_s: float, calendar: int, now: float) -> None:
    job = jobs(shop, j)
    job.since_s = after(shop, calendar, now, delay_s)
    job.previous_end_s += job.since_s - now
    job.ticket = shop.tickets
    shop.tickets += 1
    station.coming += 1
    shop.delay_s += counted(shop, now, job.since_s)
    push_delayed(shop, j)
    plan(shop, shop.n_places + DELAYS, jobs(shop, delays(shop, 0).index).since_s)


@compiled
def least_loaded(shop: Shop, operation: Operation) -> int:
    """Give which of an operation's stations has least to do for its machines; the first of several."""
    best, least = 0, math.inf
    for option in range(operation.options):
        station = stations(shop, options(shop, operation.first_option + option).station)
        jobs_there = station.queued + station.coming + station.capacity - station.free
        load = jobs_there / (station.capacity * station.speed)
        if load < least:
            best, least = option, load
    return best


@inlined
def _join(shop: Shop, j: int, now: float) -> None:
    """Put a job into a queue; its station has to be seen if it may start or lack people."""
    station = stations(shop, join_queue(shop, j, now))
    if station.free > 0 or station.links > 0 or station.has_skills:
        look_at(shop, jobs(shop, j).station)


@inlined
def _start_step(shop: Shop, j: int, now: float) -> None:
    """Send a job to the operation of its step: into delay or straight into the queue."""
    job = jobs(shop, j)
    operation = operations(shop, job.operation)
    job.option, job.station = 0, operation.station
    if operation.options > 1:
        job.option = least_loaded(shop, operation)
        job.station = options(shop, operation.first_option + job.option).station
    delay_s = 0.0
    if operation.has_delay and not (job.ahead or (shop.from_first_start and job.step == job.first_step)):
        delay_s = job.pace * draw(operation.delay, shop, visit_draw(job, DELAY))
    if delay_s > 0.0:
        _delay(shop, stations(shop, job.station), j, delay_s, operation.delay_calendar, now)
    else:
        _join(shop, j, now)


@inlined
def enter(shop: Shop, j: int, now: float) -> None:
    """Send a job to its step, unless it has to wait there for its components."""
    job = jobs(shop, j)
    job.operation = steps(shop, job.step).operation
    if job.missing > 0 and job.step == job.kit_step:
        job.waits_for_kit, job.since_s = 1, now
    else:
        _start_step(shop, j, now)


@compiled
def _add_to_kit(shop: Shop, parent: int, pieces: float, now: float) -> int:
    """Add a component to the lot that it is for; give the lot if nothing can be made of it."""
    job = jobs(shop, parent)
    job.kit_pieces = min(job.kit_pieces, pieces)
    job.missing -= 1
    if job.missing > 0 or not job.waits_for_kit:
        return NONE
    job.waits_for_kit = 0
    shop.kit_wait_s += counted(shop, job.since_s, now)
    job.pieces = min(job.pieces, job.kit_pieces)
    if job.pieces <= 0.0:
        return parent
    _start_step(shop, parent, now)
    return NONE


@compiled
def end_delay(shop: Shop, now: float) -> None:
    """Let the job whose delay is over join its queue."""
    j = pop_delayed(shop)
    following_s = jobs(shop, delays(shop, 0).index).since_s if shop.delayed > 0 else NEVER
    plan(shop, shop.n_places + DELAYS, following_s)
    s = join_queue(shop, j, now)
    stations(shop, s).coming -= 1
    look_at(shop, s)


@inlined
def _finish_lot(shop: Shop, job: Job, now: float) -> None:
    order = orders(shop, job.order)
    order.good += job.pieces
    order.lots_left -= 1
    if order.lots_left == 0:
        order.finished_s = now
        shop.on_floor -= 1


@merged
def finish(shop: Shop, j: int, now: float) -> None:
    """Take a finished lot from the floor, and its order with the last lot; a component goes into its kit."""
    while j != NONE:
        job = jobs(shop, j)
        following = NONE
        if job.parent == NONE:
            _finish_lot(shop, job, now)
        else:
            following = _add_to_kit(shop, job.parent, math.floor(job.pieces / job.per_parent), now)
        job.next = shop.free_job
        shop.free_job = j
        j = following


@compiled
def _step_of_rework(shop: Shop, job: Job) -> int:
    """Give the step that a job goes back to."""
    wanted = operations(shop, job.operation).rework_to
    step = job.step
    while wanted != NONE and step > job.first_step and steps(shop, step).operation != wanted:
        step -= 1
    return step if wanted != NONE else int(job.step)


@compiled
def send_back(shop: Shop, j: int, now: float) -> None:
    """Send a job back to the operation that mends it: where it comes from, or an earlier one."""
    job = jobs(shop, j)
    job.overlap, job.ahead = 0.0, 0
    step = _step_of_rework(shop, job)
    if step == job.step:
        job.draws += STEPS
        look_at(shop, join_queue(shop, j, now))
    else:
        job.step = step
        job.round_draws += REPEATS * STEPS
        job.draws = job.round_draws
        enter(shop, j, now)
