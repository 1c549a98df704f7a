"""A visit: its setup, its run, the breakdowns within it, and when it ends.

All of it is drawn when the visit begins, so that it needs one event, its end (and one more
where the job or the operator goes on before). What lies outside the counted time is found by
drawing again: the same keys give the same breakdowns. Where failures may come at any time, or
wait for somebody to repair them, they are events of their own: see ``failures``.
"""

import math

from simmitt.engine.simulation.kernel.agenda import plan
from simmitt.engine.simulation.kernel.batches import batch_run_time, take_batch
from simmitt.engine.simulation.kernel.compiled import compiled, inlined, merged
from simmitt.engine.simulation.kernel.failures import (
    CREW_OFF,
    ENDS,
    LEAVES,
    begin_interruptible,
    repair_time,
    time_to_failure,
)
from simmitt.engine.simulation.kernel.hours import STROKE_S, after, begin_to_end_at, work_between
from simmitt.engine.simulation.kernel.memory import crews, jobs, links, operations, places, stations, steps
from simmitt.engine.simulation.kernel.moving import Job, Place, Shop
from simmitt.engine.simulation.kernel.queues import take_from_queue, visit_draw
from simmitt.engine.simulation.kernel.records import BREAKDOWN, NONE, RUN, SETUP, Operation, Station
from simmitt.engine.simulation.kernel.setups import setup_time
from simmitt.engine.simulation.kernel.streams import AHEAD, REWORK, SCRAP
from simmitt.engine.simulation.kernel.tracing import note, trace_work


@inlined
def repairs_within(shop: Shop, station: Station, place: Place, run_s: float) -> float:
    """Give the repair seconds that a visit's first ``run_s`` of running meet.

    The place is left as it is after that running.
    """
    down_s, failure, up_left_s = 0.0, place.failures_at_start, place.up_left_at_start_s
    while run_s > up_left_s:
        run_s -= up_left_s
        down_s += repair_time(shop, station, place, failure)
        failure += 1
        up_left_s = time_to_failure(shop, station, place, failure)
    place.failures = failure
    place.up_left_s = up_left_s - run_s
    return down_s


@compiled
def work_until(shop: Shop, station: Station, place: Place, worked_s: float) -> tuple[float, float, float]:
    """Give setup, run and repair seconds of the first ``worked_s`` of a visit."""
    setup_s = min(place.setup_s, worked_s)
    worked_s -= setup_s
    run_s, down_s, left_s = 0.0, 0.0, place.run_s
    failure, up_left_s = place.failures_at_start, place.up_left_at_start_s
    while worked_s > 0.0 and left_s > 0.0:
        part_s = min(left_s, up_left_s, worked_s)
        run_s, left_s, worked_s = run_s + part_s, left_s - part_s, worked_s - part_s
        if worked_s <= 0.0 or left_s <= 0.0:
            break
        part_s = min(repair_time(shop, station, place, failure), worked_s)
        down_s, worked_s = down_s + part_s, worked_s - part_s
        failure += 1
        up_left_s = time_to_failure(shop, station, place, failure)
    return setup_s, run_s, down_s


@compiled
def _count_part(shop: Shop, station: Station, place: Place, sign: float, until_s: float) -> None:
    """Count (or take back) the work that a visit does before an instant."""
    if until_s <= place.starts_s:
        return
    worked_s = work_between(shop, place.calendar, place.starts_s, until_s)
    setup_s, run_s, down_s = work_until(shop, station, place, worked_s)
    station.setup_s += sign * setup_s
    station.run_s += sign * run_s
    station.down_s += sign * down_s


@compiled
def _count_what_is_inside(shop: Shop, station: Station, place: Place) -> None:
    if place.ends_s > shop.warm_up_s:
        _count_part(shop, station, place, 1.0, min(place.ends_s, shop.horizon_s))
        _count_part(shop, station, place, -1.0, shop.warm_up_s)


@merged
def _count_work(shop: Shop, station: Station, place: Place, down_s: float) -> None:
    if place.starts_s < shop.warm_up_s or place.ends_s > shop.horizon_s:
        _count_what_is_inside(shop, station, place)
        return
    station.setup_s += place.setup_s
    station.run_s += place.run_s
    station.down_s += down_s


@merged
def _set_times(shop: Shop, station: Station, place: Place, job: Job, now: float) -> float:
    """Settle when a visit starts and ends; give its repair seconds.

    A job that left its last place early can't be done before that visit has ended and the
    last pieces from there have been run; its place is kept waiting so long.
    """
    down_s = repairs_within(shop, station, place, place.run_s)
    busy_s = place.setup_s + place.run_s + down_s
    place.starts_s = now
    place.ends_s = after(shop, place.calendar, now, busy_s)
    if job.overlap > 0.0:
        last_s = after(shop, place.calendar, job.previous_end_s, job.overlap * place.run_s)
        if last_s > place.ends_s:
            place.ends_s = last_s
            place.starts_s = max(now, begin_to_end_at(shop, place.calendar, last_s, busy_s))
    return down_s


@compiled
def _leaves_at(shop: Shop, station: Station, place: Place) -> float:
    """Give when the share of a visit's run is done after which its job may leave."""
    failures, up_left_s = place.failures, place.up_left_s
    run_s = place.leaves_share * place.run_s
    work_s = place.setup_s + run_s + repairs_within(shop, station, place, run_s)
    place.failures, place.up_left_s = failures, up_left_s
    return after(shop, place.calendar, place.starts_s, work_s)


@compiled
def plan_before_end(shop: Shop, station: Station, place: Place, p: int) -> None:
    """Plan what comes before a visit's end: its operator turns away, then its job may leave."""
    if station.attended_setup and place.crew != NONE:
        place.milestone = CREW_OFF
        plan(shop, p, after(shop, place.calendar, place.starts_s, place.setup_s))
    elif place.early:
        place.milestone = LEAVES
        plan(shop, p, _leaves_at(shop, station, place))
    else:
        place.milestone = ENDS
        plan(shop, p, place.ends_s)


@compiled
def set_outcome(shop: Shop, place: Place, operation: Operation, job: Job) -> None:
    """Settle what a visit scraps and whether the lot has to go back."""
    place.pieces_after, place.lost, place.again, place.early = job.pieces, 0.0, 0, 0
    if operation.scrap_share > 0.0:
        place.lost = math.floor(job.pieces * operation.scrap_share + visit_draw(job, SCRAP))
        place.pieces_after = max(0.0, job.pieces - place.lost)
        place.lost = job.pieces - place.pieces_after
    if operation.rework_share > 0.0 and place.pieces_after > 0.0:
        place.again = int(visit_draw(job, REWORK) < operation.rework_share)
    goes_on = job.step < job.last_step and place.pieces_after > 0.0 and not place.again
    place.leaves_share, place.ahead = operation.transfer_share, 0
    if goes_on:
        following = steps(shop, job.step + 1).operation
        next_one = operations(shop, following)
        if following != job.operation and next_one.ahead_chance > 0.0:
            place.ahead = int(visit_draw(job, AHEAD) < next_one.ahead_chance)
            place.leaves_share = next_one.ahead_share if place.ahead else operation.transfer_share
    place.early = int(goes_on and place.leaves_share < 1.0)


@merged
def _take_in(shop: Shop, station: Station, place: Place, j: int, now: float) -> None:
    """Move a job, or the batch that it leads, from the queue to a place."""
    job = jobs(shop, j)
    place.job, place.rest, place.operation, place.run_s = j, NONE, job.operation, job.run_s
    if not station.is_simple and station.is_batch:
        take_batch(shop, station, j, now)
        place.rest = job.next
        place.run_s = batch_run_time(shop, station, j)
    else:
        take_from_queue(shop, station, j, now)
    station.free -= 1


@inlined
def _tend(shop: Shop, station: Station, place: Place, link: int) -> None:
    """Let somebody of a crew tend a place, in the hours that both work."""
    if link == NONE:
        place.crew, place.calendar = NONE, station.calendar
        return
    place.crew, place.calendar = links(shop, link).crew, links(shop, link).calendar
    crews(shop, place.crew).free -= 1


@merged
def begin_visit(shop: Shop, p: int, j: int, link: int, now: float) -> None:
    """Start a job's visit, or that of the batch that it leads, on a free place."""
    place, job = places(shop, p), jobs(shop, j)
    station, operation = stations(shop, place.station), operations(shop, job.operation)
    _take_in(shop, station, place, j, now)
    _tend(shop, station, place, link)
    place.running = 1
    place.setup_s = setup_time(shop, station, place, job) if station.has_setup else 0.0
    place.last_family = job.family
    place.pieces_after, place.lost, place.again, place.early = job.pieces, 0.0, 0, 0
    if not operation.is_plain:
        set_outcome(shop, place, operation, job)
    if not station.is_simple and station.by_event:
        begin_interruptible(shop, station, place, p, now)
        return
    place.failures_at_start, place.up_left_at_start_s = place.failures, place.up_left_s
    down_s = _set_times(shop, station, place, job, now)
    _count_work(shop, station, place, down_s)
    if shop.has_trace:
        _trace_visit(shop, station, place, p)
    if place.early or not station.is_simple:
        plan_before_end(shop, station, place, p)
    else:
        place.milestone = ENDS
        plan(shop, p, place.ends_s)


@compiled
def _trace_visit(shop: Shop, station: Station, place: Place, p: int) -> None:
    """Note a visit's setup, running and repairs, each cut where the calendar cuts it."""
    at_s = trace_work(shop, station, place, p, SETUP, place.starts_s, place.setup_s)
    left_s, failure, up_left_s = place.run_s, place.failures_at_start, place.up_left_at_start_s
    while left_s > up_left_s:
        at_s = trace_work(shop, station, place, p, RUN, at_s, up_left_s)
        repair_s = repair_time(shop, station, place, failure)
        at_s = trace_work(shop, station, place, p, BREAKDOWN, at_s, repair_s)
        failure += 1
        left_s -= up_left_s
        up_left_s = time_to_failure(shop, station, place, failure)
    if place.run_s <= STROKE_S:  # the log shows it all the same
        note(shop, place, p - station.first_place, RUN, at_s, at_s)
    trace_work(shop, station, place, p, RUN, at_s, left_s)
