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
from simmitt.engine.simulation.kernel.compiled import compiled, inlined, merged
from simmitt.engine.simulation.kernel.hours import counted, counted_work, is_open, opens_at
from simmitt.engine.simulation.kernel.memory import (
    changed,
    crews,
    delays,
    jobs,
    links,
    operations,
    orders,
    places,
    stations,
    steps,
)
from simmitt.engine.simulation.kernel.queues import (
    choose,
    has_room,
    join_blocked,
    join_queue,
    take_from_blocked,
    visit_draw,
)
from simmitt.engine.simulation.kernel.records import NONE, Job, Place, Shop, Station
from simmitt.engine.simulation.kernel.streams import DELAY
from simmitt.engine.simulation.kernel.variates import draw
from simmitt.engine.simulation.kernel.visits import begin_visit

NOBODY = -2


@inlined
def look_at(shop: Shop, s: int) -> None:
    """Put a station on the list of those to see, unless it is there."""
    if not stations(shop, s).to_see:
        stations(shop, s).to_see = 1
        changed(shop, shop.to_see).index = s
        shop.to_see += 1


@compiled
def _look_first_at(shop: Shop, s: int) -> None:
    """Put a station on top of the list of those to see."""
    look_at(shop, s)
    top = shop.to_see - 1
    at = top
    while changed(shop, at).index != s:
        at -= 1
    changed(shop, at).index = changed(shop, top).index
    changed(shop, top).index = s


@merged
def next_to_see(shop: Shop) -> int:
    """Take the last station from the list."""
    shop.to_see -= 1
    s = changed(shop, shop.to_see).index
    stations(shop, s).to_see = 0
    return int(s)


@inlined
def free_crew(shop: Shop, station: Station) -> int:
    """Give the first of a station's crews that has somebody free; NONE if it needs nobody."""
    if station.crews == 0:
        return NONE
    for link in range(station.first_crew, station.first_crew + station.crews):
        if crews(shop, links(shop, link).crew).free > 0:
            return int(links(shop, link).crew)
    return NOBODY


@compiled
def _wake_at_opening(shop: Shop, station: Station, now: float) -> None:
    source = shop.n_places + CALENDARS + station.calendar
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
def _serves(shop: Shop, station: Station, crew: int) -> bool:
    for link in range(station.first_crew, station.first_crew + station.crews):
        if links(shop, link).crew == crew:
            return True
    return False


@merged
def _longest_waiting(shop: Shop, crew: int, now: float) -> int:
    """Give the station whose first job has waited longest for somebody of a crew."""
    longest, longest_since_s = NONE, NEVER
    for s in range(shop.n_stations):
        station = stations(shop, s)
        if station.queued > 0 and station.free > 0 and _serves(shop, station, crew):
            since_s = jobs(shop, station.head).since_s
            if since_s < longest_since_s and opened(shop, station, now):
                longest, longest_since_s = s, since_s
    return longest


@compiled
def _hand_back(shop: Shop, crew: int, now: float) -> None:
    """Free somebody of a crew, who turns to the job that has waited longest for the crew."""
    crews(shop, crew).free += 1
    if crews(shop, crew).free == 1:  # else nobody has been waiting for them
        s = _longest_waiting(shop, crew, now)
        if s != NONE:
            _look_first_at(shop, s)


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
        _hand_back(shop, place.crew, now)


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
