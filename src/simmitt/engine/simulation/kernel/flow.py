"""How jobs go on: from place to queue to place, and what a station starts when it is seen."""

import math

from simmitt.engine.simulation.kernel.agenda import CALENDARS, DELAYS, NEVER, plan, pop_delayed, push_delayed
from simmitt.engine.simulation.kernel.attention import look_at, opened
from simmitt.engine.simulation.kernel.choosing import choose
from simmitt.engine.simulation.kernel.compiled import compiled, inlined, merged
from simmitt.engine.simulation.kernel.crews import NOBODY, count_lack
from simmitt.engine.simulation.kernel.failures import (
    CREW_OFF,
    FAILS,
    LEAVES,
    count_so_far,
    end_interruptible,
    hand_back,
    let_fail,
    let_work_again,
    plan_next,
)
from simmitt.engine.simulation.kernel.hours import after, counted, counted_work
from simmitt.engine.simulation.kernel.memory import (
    delays,
    jobs,
    operations,
    options,
    orders,
    places,
    stations,
    steps,
)
from simmitt.engine.simulation.kernel.moving import Job, Place, Shop
from simmitt.engine.simulation.kernel.queues import (
    REPEATS,
    STEPS,
    has_room,
    join_blocked,
    join_queue,
    take_from_blocked,
    visit_draw,
)
from simmitt.engine.simulation.kernel.records import NONE, Operation, Station
from simmitt.engine.simulation.kernel.streams import DELAY
from simmitt.engine.simulation.kernel.variates import draw
from simmitt.engine.simulation.kernel.visits import begin_visit, plan_before_end, set_outcome


@merged
def _dispatch(shop: Shop, station: Station, now: float) -> None:
    """Start all visits that a station can start."""
    lacking = 0
    while station.free > 0 and station.queued > 0 and opened(shop, station.calendar, now):
        j, p, link = choose(shop, station, now)
        if j == NONE:
            lacking = min(station.free, station.queued) if link == NOBODY else 0
            break
        begin_visit(shop, p, j, link, now)
    if not station.is_plain and (station.links > 0 or station.has_skills):
        count_lack(shop, station, lacking, now)


@merged
def see(shop: Shop, s: int, now: float) -> None:
    """Let blocked jobs in where there is room, then start what can start."""
    station = stations(shop, s)
    while station.blocked_head != NONE and has_room(station):
        _unblock(shop, station, now)
    _dispatch(shop, station, now)


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
def _least_loaded(shop: Shop, operation: Operation) -> int:
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
def _start_step(shop: Shop, j: int, now: float) -> None:
    """Send a job to the operation of its step: into delay or straight into the queue."""
    job = jobs(shop, j)
    operation = operations(shop, job.operation)
    job.option, job.station = 0, operation.station
    if operation.options > 1:
        job.option = _least_loaded(shop, operation)
        job.station = options(shop, operation.first_option + job.option).station
    delay_s = 0.0
    if operation.has_delay and not (job.ahead or (shop.from_first_start and job.step == job.first_step)):
        delay_s = job.pace * draw(operation.delay, shop, visit_draw(job, DELAY))
    if delay_s > 0.0:
        _delay(shop, stations(shop, job.station), j, delay_s, operation.delay_calendar, now)
    else:
        look_at(shop, join_queue(shop, j, now))


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
def _finish(shop: Shop, j: int, now: float) -> None:
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
def _send_back(shop: Shop, j: int, now: float) -> None:
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


@inlined
def _go_on(shop: Shop, j: int, place: Place, now: float) -> None:
    """Send a job from a place to its next step."""
    job = jobs(shop, j)
    job.draws = job.round_draws
    job.step += 1
    job.previous_end_s = place.ends_s
    job.ahead = int(place.running and place.ahead)
    job.overlap = place.leaves_share if place.running and not place.ahead else 0.0
    enter(shop, j, now)


@inlined
def _is_done(job: Job, place: Place) -> bool:
    return job.step == job.last_step or place.pieces_after <= 0.0


@merged
def _may_go_on(shop: Shop, job: Job, place: Place) -> bool:
    """Tell whether the next station has room; its own place is left to a job that returns."""
    following = operations(shop, steps(shop, job.step + 1).operation).station
    return following == place.station or has_room(stations(shop, following))


@inlined
def leave(shop: Shop, p: int, now: float) -> None:
    """Let the job of a place go on, or wait on it for room."""
    place = places(shop, p)
    j = place.job
    job = jobs(shop, j)
    if job.step + 1 == job.kit_step and job.missing == 0:
        place.pieces_after = min(place.pieces_after, job.kit_pieces)
    if not place.again and not _is_done(job, place) and not _may_go_on(shop, job, place):
        place.wants = operations(shop, steps(shop, job.step + 1).operation).station
        join_blocked(shop, stations(shop, place.wants), p)
        return
    place.job = NONE
    job.pieces = place.pieces_after
    if place.again:
        _send_back(shop, j, now)
    elif _is_done(job, place):
        _finish(shop, j, now)
    else:
        _go_on(shop, j, place, now)


@merged
def _unblock(shop: Shop, station: Station, now: float) -> None:
    """Let the job in that has waited longest for room; its place gets free if it has ended."""
    p = take_from_blocked(shop, station)
    place = places(shop, p)
    place.wants = NONE
    j, place.job = place.job, NONE
    jobs(shop, j).pieces = place.pieces_after
    _go_on(shop, j, place, now)
    if place.running:
        return
    if place.rest != NONE:
        _unload(shop, p, now)
    if place.job == NONE:
        _free_blocked(shop, place, now)


@compiled
def _free_blocked(shop: Shop, place: Place, now: float) -> None:
    """Let a place take in jobs again that was blocked; a broken one when it is repaired."""
    if place.broken:
        return
    station = stations(shop, place.station)
    station.blocked_s += counted_work(shop, station.calendar, place.blocked_since_s, now)
    station.free += 1
    look_at(shop, place.station)


@compiled
def _unload(shop: Shop, p: int, now: float) -> None:
    """Let the jobs of a batch go on, one after the other, as far as there is room for them."""
    place = places(shop, p)
    while place.job == NONE and place.rest != NONE:
        place.job, place.rest = place.rest, jobs(shop, place.rest).next
        place.operation = jobs(shop, place.job).operation
        _settle(shop, stations(shop, place.station), place, now)
        leave(shop, p, now)


@compiled
def _settle(shop: Shop, station: Station, place: Place, now: float) -> None:
    """Settle the outcome for a job of a batch."""
    set_outcome(shop, place, operations(shop, place.operation), jobs(shop, place.job))
    place.early = 0
    if now >= shop.warm_up_s:
        station.visits += 1
        station.scrapped += place.lost


@merged
def end_visit(shop: Shop, p: int, now: float) -> None:
    """End a visit: its job goes on or is held, its place and its crew are free for others."""
    place = places(shop, p)
    station = stations(shop, place.station)
    if not station.is_simple and station.by_event:
        end_interruptible(shop, station, place, p, now)
    place.running = 0
    if now >= shop.warm_up_s:
        station.visits += 1
        station.scrapped += place.lost
    look_at(shop, place.station)
    if place.job != NONE and place.wants == NONE:
        leave(shop, p, now)
        if place.rest != NONE:
            _unload(shop, p, now)
    if place.job == NONE:
        station.free += 1
    else:
        place.blocked_since_s = now
    if place.crew != NONE:
        hand_back(shop, place.crew, now)


@compiled
def _leave_early(shop: Shop, p: int, now: float) -> None:
    """Let a job go on (or ask for room) while the rest of its pieces are still being made."""
    place = places(shop, p)
    place.early = 0
    plan_before_end(shop, stations(shop, place.station), place, p)
    leave(shop, p, now)


@compiled
def _let_crew_go(shop: Shop, p: int, now: float) -> None:
    """Let the operator of a visit turn to something else before it ends."""
    place = places(shop, p)
    station = stations(shop, place.station)
    crew, place.crew = place.crew, NONE
    if station.by_event:
        count_so_far(shop, station, place, p, now)
        plan_next(shop, station, place, p, now)
    else:
        plan_before_end(shop, station, place, p)
    hand_back(shop, crew, now)


@compiled
def reach_milestone(shop: Shop, p: int, now: float) -> None:
    """Let happen at a place what is not a visit's end."""
    milestone = places(shop, p).milestone
    if milestone == LEAVES:
        _leave_early(shop, p, now)
    elif milestone == CREW_OFF:
        _let_crew_go(shop, p, now)
    elif milestone == FAILS:
        let_fail(shop, p, now)
    else:
        let_work_again(shop, p, now)


@merged
def open_stations(shop: Shop, calendar: int) -> None:
    """See what has waited for the opening of a calendar's stations."""
    plan(shop, shop.n_places + CALENDARS + calendar, NEVER)
    look_at_all(shop)


@compiled
def look_at_all(shop: Shop) -> None:
    """See all stations where something waits."""
    for s in range(shop.n_stations - 1, -1, -1):
        if stations(shop, s).queued > 0:
            look_at(shop, s)
