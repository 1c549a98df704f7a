"""Failures, and the visits and repairs of places whose failures are events of their own.

That is where they come with open time, so that a place may fail that does not run, or where
somebody of a crew has to come to repair it.
"""

import math

from simmitt.engine.simulation.kernel.agenda import NEVER, plan
from simmitt.engine.simulation.kernel.attention import look_at
from simmitt.engine.simulation.kernel.compiled import compiled, inlined
from simmitt.engine.simulation.kernel.crews import turn_to_work
from simmitt.engine.simulation.kernel.hours import after, counted_work, work_between
from simmitt.engine.simulation.kernel.memory import crews, places, stations
from simmitt.engine.simulation.kernel.moving import Place, Shop
from simmitt.engine.simulation.kernel.records import BREAKDOWN, NONE, RUN, SETUP, Station
from simmitt.engine.simulation.kernel.streams import REPAIR, TIME_TO_FAILURE, nth_uniform
from simmitt.engine.simulation.kernel.tracing import trace_work
from simmitt.engine.simulation.kernel.variates import draw

# What a place's next event is.
ENDS, CREW_OFF, LEAVES, FAILS, REPAIRED = range(5)


@inlined
def time_to_failure(shop: Shop, station: Station, place: Place, failure: int) -> float:
    """Give the seconds between a place's failures of these numbers, the one before included."""
    if not station.fails:
        return math.inf
    return draw(station.up, shop, nth_uniform(place.key, TIME_TO_FAILURE, failure))


@inlined
def repair_time(shop: Shop, station: Station, place: Place, failure: int) -> float:
    """Give the repair seconds of a place's failure of that number."""
    return draw(station.repair, shop, nth_uniform(place.key, REPAIR, failure))


@compiled
def await_failure(shop: Shop, station: Station, place: Place, p: int, now: float) -> None:
    """Draw when a place fails next that has just come to life or been repaired."""
    place.up_left_s = time_to_failure(shop, station, place, place.failures)
    place.fail_at_s = NEVER
    if station.clocked:
        place.fail_at_s = after(shop, station.calendar, now, place.up_left_s)
        place.milestone = FAILS
        plan(shop, p, place.fail_at_s)


@compiled
def _fails_at(shop: Shop, station: Station, place: Place, now: float) -> float:
    """Give when a running visit fails, if it does."""
    if station.clocked:
        return place.fail_at_s
    if place.up_left_s >= place.run_left_s:
        return NEVER
    return after(shop, place.calendar, now, place.setup_left_s + place.up_left_s)


@compiled
def plan_next(shop: Shop, station: Station, place: Place, p: int, now: float) -> None:
    """Plan what happens next of a visit that goes on now."""
    place.since_s = now
    place.ends_s = after(shop, place.calendar, now, place.setup_left_s + place.run_left_s)
    place.milestone, at_s = ENDS, place.ends_s
    if station.attended_setup and place.crew != NONE:
        place.milestone = CREW_OFF
        at_s = after(shop, place.calendar, now, place.setup_left_s)
    fails_at_s = _fails_at(shop, station, place, now)
    if fails_at_s < at_s:
        place.milestone, at_s = FAILS, fails_at_s
    plan(shop, p, at_s)


@compiled
def begin_interruptible(shop: Shop, station: Station, place: Place, p: int, now: float) -> None:
    """Start a visit that failures may interrupt."""
    place.starts_s = now
    place.setup_left_s, place.run_left_s = place.setup_s, place.run_s
    plan_next(shop, station, place, p, now)


@compiled
def count_so_far(shop: Shop, station: Station, place: Place, p: int, now: float) -> None:
    """Count what a visit has done since it was last looked at."""
    worked_s = work_between(shop, place.calendar, place.since_s, now)
    setup_s = min(place.setup_left_s, worked_s)
    run_s = min(place.run_left_s, worked_s - setup_s)
    run_from_s = place.since_s
    if setup_s > 0.0:
        run_from_s = after(shop, place.calendar, place.since_s, setup_s)
        station.setup_s += counted_work(shop, place.calendar, place.since_s, run_from_s)
    station.run_s += counted_work(shop, place.calendar, run_from_s, now)
    if shop.has_trace:
        at_s = trace_work(shop, station, place, p, SETUP, place.since_s, setup_s)
        trace_work(shop, station, place, p, RUN, at_s, run_s)
    place.setup_left_s -= setup_s
    place.run_left_s -= run_s
    place.up_left_s -= run_s
    place.since_s = now


@compiled
def end_interruptible(shop: Shop, station: Station, place: Place, p: int, now: float) -> None:
    """Close the books of a visit that has ended."""
    count_so_far(shop, station, place, p, now)
    place.setup_left_s = place.run_left_s = 0.0


@compiled
def let_fail(shop: Shop, p: int, now: float) -> None:
    """Let a place fail, whatever it does, and call for its repair."""
    place = places(shop, p)
    station = stations(shop, place.station)
    if place.running:
        count_so_far(shop, station, place, p, now)
    elif place.job == NONE:
        station.free -= 1
    else:
        station.blocked_s += counted_work(shop, station.calendar, place.blocked_since_s, now)
    place.broken, place.broken_since_s, place.fail_at_s = 1, now, NEVER
    place.milestone = REPAIRED
    plan(shop, p, NEVER)
    _call_for_repair(shop, station, place, p, now)


@compiled
def _call_for_repair(shop: Shop, station: Station, place: Place, p: int, now: float) -> None:
    place.repairer = NONE
    tended_by_repairer = place.running and place.crew == station.repair_crew  # who tends it mends it
    if station.repair_crew == NONE or tended_by_repairer:
        _repair(shop, p, now)
        return
    place.repairer = station.repair_crew
    crew = crews(shop, station.repair_crew)
    if crew.free > 0:
        crew.free -= 1
        _repair(shop, p, now)
        return
    place.next_broken = NONE
    if crew.repair_head == NONE:
        crew.repair_head = p
    else:
        places(shop, crew.repair_tail).next_broken = p
    crew.repair_tail = p


@inlined
def _repair_hours(shop: Shop, station: Station) -> int:
    """Give the calendar of a station's repairs: that of its repair crew, where it has one of its own."""
    if station.repair_crew == NONE or not crews(shop, station.repair_crew).has_hours:
        return station.calendar
    return crews(shop, station.repair_crew).calendar


@compiled
def _repair(shop: Shop, p: int, now: float) -> None:
    place = places(shop, p)
    station = stations(shop, place.station)
    repair_s = repair_time(shop, station, place, place.failures)
    plan(shop, p, after(shop, _repair_hours(shop, station), now, repair_s))


@compiled
def hand_back(shop: Shop, crew_number: int, now: float) -> None:
    """Free somebody of a crew: for the place that has been broken longest, else for work."""
    crew = crews(shop, crew_number)
    if crew.repair_head == NONE:
        turn_to_work(shop, crew_number, now)
        return
    p = crew.repair_head
    crew.repair_head = places(shop, p).next_broken
    _repair(shop, p, now)


@compiled
def let_work_again(shop: Shop, p: int, now: float) -> None:
    """Let a repaired place go on with what it did, or take in a new job."""
    place = places(shop, p)
    station = stations(shop, place.station)
    _count_down(shop, station, place, p, now)
    place.broken = 0
    place.failures += 1
    plan(shop, p, NEVER)
    await_failure(shop, station, place, p, now)
    if place.running:
        plan_next(shop, station, place, p, now)
    elif place.job == NONE:
        station.free += 1
        look_at(shop, place.station)
    else:
        place.blocked_since_s = now
    if place.repairer != NONE:
        hand_back(shop, place.repairer, now)


@compiled
def _count_down(shop: Shop, station: Station, place: Place, p: int, now: float) -> None:
    """Count the time since a place broke down."""
    station.down_s += counted_work(shop, station.calendar, place.broken_since_s, now)
    if shop.has_trace and place.running:
        broken_s = work_between(shop, place.calendar, place.broken_since_s, now)
        trace_work(shop, station, place, p, BREAKDOWN, place.broken_since_s, broken_s)


@compiled
def close_place(shop: Shop, station: Station, place: Place, p: int) -> None:
    """Count what goes on at a place when the window closes."""
    if place.broken:
        _count_down(shop, station, place, p, shop.horizon_s)
    elif place.running:
        count_so_far(shop, station, place, p, shop.horizon_s)
