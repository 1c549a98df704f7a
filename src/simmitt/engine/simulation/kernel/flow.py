"""How jobs go on: from place to queue to place, and what a station starts when it is seen."""

from simmitt.engine.simulation.kernel.agenda import CALENDARS, DELAYS, NEVER, plan, pop_delayed, push_delayed
from simmitt.engine.simulation.kernel.attention import look_at, opened
from simmitt.engine.simulation.kernel.compiled import compiled, inlined, merged
from simmitt.engine.simulation.kernel.crews import NOBODY, count_lack, free_crew, hand_back
from simmitt.engine.simulation.kernel.hours import counted, counted_work
from simmitt.engine.simulation.kernel.memory import (
    crews,
    delays,
    jobs,
    operations,
    orders,
    places,
    stations,
    steps,
)
from simmitt.engine.simulation.kernel.moving import Job, Place, Shop
from simmitt.engine.simulation.kernel.queues import (
    choose,
    has_room,
    join_blocked,
    join_queue,
    take_from_blocked,
    visit_draw,
)
from simmitt.engine.simulation.kernel.records import NONE, Station
from simmitt.engine.simulation.kernel.streams import DELAY
from simmitt.engine.simulation.kernel.variates import draw
from simmitt.engine.simulation.kernel.visits import begin_visit


@merged
def _dispatch(shop: Shop, station: Station, now: float) -> None:
    """Start all visits that a station can start."""
    lacking = 0
    while station.free > 0 and station.queued > 0 and opened(shop, station, now):
        crew = free_crew(shop, station)
        if crew == NOBODY:
            lacking = min(station.free, station.queued)
            break
        if crew != NONE:
            crews(shop, crew).free -= 1
        j, p = choose(shop, station)
        begin_visit(shop, p, j, crew, now)
    if station.crews > 0:
        count_lack(shop, station, lacking, now)


@merged
def see(shop: Shop, s: int, now: float) -> None:
    """Let blocked jobs in where there is room, then start what can start."""
    station = stations(shop, s)
    while station.blocked_head != NONE and has_room(station):
        _unblock(shop, station, now)
    _dispatch(shop, station, now)


@compiled
def _delay(shop: Shop, station: Station, j: int, delay_s: float, now: float) -> None:
    job = jobs(shop, j)
    job.since_s = now + delay_s
    job.previous_end_s += delay_s
    job.ticket = shop.tickets
    shop.tickets += 1
    station.coming += 1
    shop.delay_s += counted(shop, now, job.since_s)
    push_delayed(shop, j)
    plan(shop, shop.n_places + DELAYS, jobs(shop, delays(shop, 0).index).since_s)


@inlined
def enter(shop: Shop, j: int, now: float) -> None:
    """Send a job to the operation of its step: into delay or straight into the queue."""
    job = jobs(shop, j)
    job.operation = steps(shop, job.step).operation
    operation = operations(shop, job.operation)
    delay_s = 0.0
    if operation.has_delay:
        delay_s = draw(operation.delay, shop, visit_draw(job, DELAY))
    if delay_s > 0.0:
        _delay(shop, stations(shop, operation.station), j, delay_s, now)
    else:
        look_at(shop, join_queue(shop, j, now))


@compiled
def end_delay(shop: Shop, now: float) -> None:
    """Let the job whose delay is over join its queue."""
    j = pop_delayed(shop)
    following_s = jobs(shop, delays(shop, 0).index).since_s if shop.delayed > 0 else NEVER
    plan(shop, shop.n_places + DELAYS, following_s)
    s = join_queue(shop, j, now)
    stations(shop, s).coming -= 1
    look_at(shop, s)


@merged
def _finish(shop: Shop, j: int, now: float) -> None:
    """Take a finished lot from the floor, and its order with the last lot."""
    job = jobs(shop, j)
    order = orders(shop, job.order)
    order.good += job.pieces
    order.lots_left -= 1
    if order.lots_left == 0:
        order.finished_s = now
        shop.on_floor -= 1
    job.next = shop.free_job
    shop.free_job = j


@compiled
def _repeat(shop: Shop, j: int, now: float) -> None:
    """Send a job back into the queue that it came from."""
    job = jobs(shop, j)
    job.repeats, job.overlap = job.repeats + 1, 0.0
    look_at(shop, join_queue(shop, j, now))


@inlined
def _go_on(shop: Shop, j: int, place: Place, now: float) -> None:
    """Send a job from a place to its next step."""
    job = jobs(shop, j)
    job.repeats = 0
    job.step += 1
    job.previous_end_s = place.ends_s
    job.overlap = operations(shop, place.operation).transfer_share if place.running else 0.0
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
    if not place.again and not _is_done(job, place) and not _may_go_on(shop, job, place):
        place.wants = operations(shop, steps(shop, job.step + 1).operation).station
        join_blocked(shop, stations(shop, place.wants), p)
        return
    place.job = NONE
    job.pieces = place.pieces_after
    if place.again:
        _repeat(shop, j, now)
    elif _is_done(job, place):
        _finish(shop, j, now)
    else:
        _go_on(shop, j, place, now)


@merged
def _unblock(shop: Shop, station: Station, now: float) -> None:
    """Let the job in that has waited longest for room; its place gets free if it has ended."""
    place = places(shop, take_from_blocked(shop, station))
    place.wants = NONE
    j, place.job = place.job, NONE
    jobs(shop, j).pieces = place.pieces_after
    _go_on(shop, j, place, now)
    if not place.running:
        behind = stations(shop, place.station)
        behind.blocked_s += counted_work(shop, behind.calendar, place.blocked_since_s, now)
        behind.free += 1
        look_at(shop, place.station)


@merged
def end_visit(shop: Shop, p: int, now: float) -> None:
    """End a visit: its job goes on or is held, its place and its crew are free for others."""
    place = places(shop, p)
    station = stations(shop, place.station)
    place.running = 0
    if now >= shop.warm_up_s:
        station.visits += 1
        station.scrapped += place.lost
    look_at(shop, place.station)
    if place.job != NONE and place.wants == NONE:
        leave(shop, p, now)
    if place.job == NONE:
        station.free += 1
    else:
        place.blocked_since_s = now
    if place.crew != NONE:
        hand_back(shop, place.crew, now)


@compiled
def leave_early(shop: Shop, p: int, now: float) -> None:
    """Let a job go on (or ask for room) while the rest of its pieces are still being made."""
    place = places(shop, p)
    place.early = 0
    plan(shop, p, place.ends_s)
    leave(shop, p, now)


@merged
def open_stations(shop: Shop, calendar: int) -> None:
    """See what has waited for the opening of a calendar's stations."""
    plan(shop, shop.n_places + CALENDARS + calendar, NEVER)
    for s in range(shop.n_stations - 1, -1, -1):
        if stations(shop, s).calendar == calendar:
            look_at(shop, s)
