"""How jobs go on: from place to queue to place.

What happens at one station may let another start something: a job joins its queue, a place
gets free, somebody of a crew comes back. Such stations are put on a list (``look_at``) and
seen one after the other (``see``) until nothing more can start; nothing here calls itself.
"""

from simmitt.engine.simulation.kernel.agenda import (
    CALENDARS,
    DELAYS,
    NEVER,
    plan,
    planned,
    pop_delayed,
    push_delayed,
)
from simmitt.engine.simulation.kernel.compiled import compiled, inlined
from simmitt.engine.simulation.kernel.hours import counted, counted_work, is_open, opens_at
from simmitt.engine.simulation.kernel.queues import (
    choose,
    has_room,
    join_blocked,
    join_queue,
    take_from_blocked,
)
from simmitt.engine.simulation.kernel.records import NONE, Job, Place, Shop, Station
from simmitt.engine.simulation.kernel.streams import DELAY
from simmitt.engine.simulation.kernel.variates import draw
from simmitt.engine.simulation.kernel.visits import begin_visit, visit_draw

NOBODY = -2


@inlined
def look_at(shop: Shop, s: int) -> None:
    """Put a station on the list of those to see, unless it is there."""
    if not shop.stations[s].to_see:
        shop.stations[s].to_see = 1
        shop.to_see[shop.desk[0].to_see] = s
        shop.desk[0].to_see += 1


@inlined
def next_to_see(shop: Shop) -> int:
    """Take the last station from the list."""
    shop.desk[0].to_see -= 1
    s = shop.to_see[shop.desk[0].to_see]
    shop.stations[s].to_see = 0
    return int(s)


@inlined
def free_crew(shop: Shop, station: Station) -> int:
    """Give the first of a station's crews that has somebody free; NONE if it needs nobody."""
    if station.crews == 0:
        return NONE
    for link in range(station.first_crew, station.first_crew + station.crews):
        if shop.crews[shop.station_crews[link]].free > 0:
            return int(shop.station_crews[link])
    return NOBODY


@compiled
def _wake_at_opening(shop: Shop, station: Station, now: float) -> None:
    source = len(shop.places) + CALENDARS + station.calendar
    if planned(shop, source) == NEVER:
        plan(shop, source, opens_at(shop, station.calendar, now))


@inlined
def opened(shop: Shop, station: Station, now: float) -> bool:
    """Tell whether a station works now; if not, see that it is asked again when it opens."""
    if station.calendar == NONE or is_open(shop, station.calendar, now):
        return True
    _wake_at_opening(shop, station, now)
    return False


@compiled
def count_lack(shop: Shop, station: Station, lacking: int, now: float) -> None:
    """Count the wait for people so far and note how many jobs wait for them from now on."""
    if station.lacking > 0:
        wait_s = counted_work(shop, station.calendar, station.lacking_since_s, now)
        station.crew_wait_s += station.lacking * wait_s
    station.lacking, station.lacking_since_s = lacking, now


@inlined
def _dispatch(shop: Shop, station: Station, now: float) -> None:
    """Start all visits that a station can start."""
    lacking = 0
    while station.free > 0 and station.queued > 0 and opened(shop, station, now):
        crew = free_crew(shop, station)
        if crew == NOBODY:
            lacking = min(station.free, station.queued)
            break
        if crew != NONE:
            shop.crews[crew].free -= 1
        j, p = choose(shop, station)
        begin_visit(shop, p, j, crew, now)
    if station.crews > 0:
        count_lack(shop, station, lacking, now)


@inlined
def see(shop: Shop, s: int, now: float) -> None:
    """Let blocked jobs in where there is room, then start what can start."""
    station = shop.stations[s]
    while station.blocked_head != NONE and has_room(station):
        _unblock(shop, station, now)
    _dispatch(shop, station, now)


@compiled
def _delay(shop: Shop, station: Station, j: int, delay_s: float, now: float) -> None:
    job, desk = shop.jobs[j], shop.desk[0]
    job.since_s = now + delay_s
    job.previous_end_s += delay_s
    job.ticket = desk.tickets
    desk.tickets += 1
    station.coming += 1
    desk.delay_s += counted(shop.window[0], now, job.since_s)
    push_delayed(shop.delayed, desk, shop.jobs, j)
    plan(shop, len(shop.places) + DELAYS, shop.jobs[shop.delayed[0]].since_s)


@inlined
def enter(shop: Shop, j: int, now: float) -> None:
    """Send a job to the operation of its step: into delay or straight into the queue."""
    job = shop.jobs[j]
    job.operation = shop.steps[job.step]
    operation = shop.operations[job.operation]
    delay_s = 0.0
    if operation.has_delay:
        delay_s = draw(operation.delay, shop.tables, visit_draw(job, DELAY))
    if delay_s > 0.0:
        _delay(shop, shop.stations[operation.station], j, delay_s, now)
    else:
        look_at(shop, join_queue(shop, j, now))


@compiled
def end_delay(shop: Shop, now: float) -> None:
    """Let the job whose delay is over join its queue."""
    desk = shop.desk[0]
    j = pop_delayed(shop.delayed, desk, shop.jobs)
    following_s = shop.jobs[shop.delayed[0]].since_s if desk.delayed > 0 else NEVER
    plan(shop, len(shop.places) + DELAYS, following_s)
    s = join_queue(shop, j, now)
    shop.stations[s].coming -= 1
    look_at(shop, s)


@inlined
def _finish(shop: Shop, j: int, now: float) -> None:
    """Take a finished lot from the floor, and its order with the last lot."""
    job, desk = shop.jobs[j], shop.desk[0]
    order = shop.orders[job.order]
    order.good += job.pieces
    order.lots_left -= 1
    if order.lots_left == 0:
        order.finished_s = now
        desk.on_floor -= 1
    job.next = desk.free_job
    desk.free_job = j


@compiled
def _repeat(shop: Shop, j: int, now: float) -> None:
    """Send a job back into the queue that it came from."""
    job = shop.jobs[j]
    job.repeats, job.overlap = job.repeats + 1, 0.0
    look_at(shop, join_queue(shop, j, now))


@inlined
def _go_on(shop: Shop, j: int, place: Place, now: float) -> None:
    """Send a job from a place to its next step."""
    job = shop.jobs[j]
    job.repeats = 0
    job.step += 1
    job.previous_end_s = place.ends_s
    job.overlap = shop.operations[place.operation].transfer_share if place.running else 0.0
    enter(shop, j, now)


@inlined
def _is_done(job: Job, place: Place) -> bool:
    return job.step == job.last_step or place.pieces_after <= 0.0


@inlined
def _may_go_on(shop: Shop, job: Job, place: Place) -> bool:
    """Tell whether the next station has room; its own place is left to a job that returns."""
    following = shop.operations[shop.steps[job.step + 1]].station
    return following == place.station or has_room(shop.stations[following])


@inlined
def leave(shop: Shop, p: int, now: float) -> None:
    """Let the job of a place go on, or wait on it for room."""
    place = shop.places[p]
    j = place.job
    job = shop.jobs[j]
    if not place.again and not _is_done(job, place) and not _may_go_on(shop, job, place):
        place.wants = shop.operations[shop.steps[job.step + 1]].station
        join_blocked(shop, shop.stations[place.wants], p)
        return
    place.job = NONE
    job.pieces = place.pieces_after
    if place.again:
        _repeat(shop, j, now)
    elif _is_done(job, place):
        _finish(shop, j, now)
    else:
        _go_on(shop, j, place, now)


@inlined
def _unblock(shop: Shop, station: Station, now: float) -> None:
    """Let the job in that has waited longest for room; its place gets free if it has ended."""
    place = shop.places[take_from_blocked(shop, station)]
    place.wants = NONE
    j, place.job = place.job, NONE
    shop.jobs[j].pieces = place.pieces_after
    _go_on(shop, j, place, now)
    if not place.running:
        behind = shop.stations[place.station]
        behind.blocked_s += counted_work(shop, behind.calendar, place.blocked_since_s, now)
        behind.free += 1
        look_at(shop, place.station)


@inlined
def _serves(shop: Shop, station: Station, crew: int) -> bool:
    for link in range(station.first_crew, station.first_crew + station.crews):
        if shop.station_crews[link] == crew:
            return True
    return False


@compiled
def _longest_waiting(shop: Shop, crew: int, now: float) -> int:
    """Give the station whose first job has waited longest for somebody of a crew."""
    longest, longest_since_s = NONE, NEVER
    for s in range(len(shop.stations)):
        station = shop.stations[s]
        if station.queued > 0 and station.free > 0 and _serves(shop, station, crew):
            since_s = shop.jobs[station.head].since_s
            if since_s < longest_since_s and opened(shop, station, now):
                longest, longest_since_s = s, since_s
    return longest


@compiled
def _hand_back(shop: Shop, crew: int, now: float) -> None:
    """Free somebody of a crew, who turns to the job that has waited longest for the crew."""
    shop.crews[crew].free += 1
    if shop.crews[crew].free == 1:  # else nobody has been waiting for them
        s = _longest_waiting(shop, crew, now)
        if s != NONE:
            look_at(shop, s)


@inlined
def end_visit(shop: Shop, p: int, now: float) -> None:
    """End a visit: its job goes on or is held, its place and its crew are free for others."""
    place = shop.places[p]
    station = shop.stations[place.station]
    place.running = 0
    plan(shop, p, NEVER)
    if now > shop.window[0].warm_up_s:
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
        _hand_back(shop, place.crew, now)


@compiled
def leave_early(shop: Shop, p: int, now: float) -> None:
    """Let a job go on (or ask for room) while the rest of its pieces are still being made."""
    place = shop.places[p]
    place.early = 0
    plan(shop, p, place.ends_s)
    leave(shop, p, now)


@compiled
def open_stations(shop: Shop, calendar: int, now: float) -> None:
    """See what has waited for the opening of a calendar's stations."""
    plan(shop, len(shop.places) + CALENDARS + calendar, NEVER)
    for s in range(len(shop.stations) - 1, -1, -1):
        if shop.stations[s].calendar == calendar:
            look_at(shop, s)
