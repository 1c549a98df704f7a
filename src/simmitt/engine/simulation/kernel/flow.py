"""How jobs leave their places, and what a station starts when it is seen."""

from simmitt.engine.simulation.kernel.agenda import CALENDARS, NEVER, plan
from simmitt.engine.simulation.kernel.attention import look_at, opened
from simmitt.engine.simulation.kernel.choosing import choose
from simmitt.engine.simulation.kernel.compiled import compiled, inlined, merged
from simmitt.engine.simulation.kernel.crews import NOBODY, count_lack
from simmitt.engine.simulation.kernel.entering import enter, finish, send_back
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
from simmitt.engine.simulation.kernel.hours import counted_work
from simmitt.engine.simulation.kernel.memory import (
    jobs,
    operations,
    places,
    stations,
    steps,
)
from simmitt.engine.simulation.kernel.moving import Job, Place, Shop
from simmitt.engine.simulation.kernel.queues import (
    has_room,
    join_blocked,
    take_from_blocked,
)
from simmitt.engine.simulation.kernel.records import NONE, Station
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
        send_back(shop, j, now)
    elif _is_done(job, place):
        finish(shop, j, now)
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
