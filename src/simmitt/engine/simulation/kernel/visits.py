"""A visit: its setup, its run, the breakdowns within it, and when it ends.

All of it is drawn when the visit begins, so that it needs one event, its end (and one more
where the job goes on before). What lies outside the counted time is found by drawing again:
the same keys give the same breakdowns.
"""

import math

import numpy as np

from simmitt.engine.simulation.kernel.agenda import plan
from simmitt.engine.simulation.kernel.compiled import compiled, inlined, merged
from simmitt.engine.simulation.kernel.hours import (
    STROKE_S,
    after,
    begin_to_end_at,
    opens_at,
    shift_end,
    work_between,
)
from simmitt.engine.simulation.kernel.memory import jobs, operations, places, stations, stretches
from simmitt.engine.simulation.kernel.moving import Job, Place, Shop
from simmitt.engine.simulation.kernel.queues import take_from_queue, visit_draw
from simmitt.engine.simulation.kernel.records import BREAKDOWN, RUN, SETUP, Operation, Station
from simmitt.engine.simulation.kernel.streams import (
    REPAIR,
    REWORK,
    SCRAP,
    SETUP_MADE,
    SETUP_TIME,
    TIME_TO_FAILURE,
    nth_uniform,
)
from simmitt.engine.simulation.kernel.variates import draw, exponential

FULL_TRACE = 3


@inlined
def time_to_failure(station: Station, place: Place, failure: int) -> float:
    """Give the running seconds between a place's failures of these numbers, the one before included."""
    if station.mtbf_s == 0.0:
        return math.inf
    return station.mtbf_s * exponential(nth_uniform(place.key, TIME_TO_FAILURE, failure))


@inlined
def repair_time(shop: Shop, station: Station, place: Place, failure: int) -> float:
    """Give the repair seconds of a place's failure of that number."""
    return draw(station.repair, shop, nth_uniform(place.key, REPAIR, failure))


@compiled
def _setup_time(shop: Shop, station: Station, place: Place, job: Job) -> float:
    changed = place.last_product != job.product
    chance = station.setup_if_changed if changed else station.setup_if_same
    if visit_draw(job, SETUP_MADE) >= chance:
        return 0.0
    return draw(station.setup, shop, visit_draw(job, SETUP_TIME))


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
        up_left_s = time_to_failure(station, place, failure)
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
        up_left_s = time_to_failure(station, place, failure)
    return setup_s, run_s, down_s


@compiled
def _count_part(shop: Shop, station: Station, place: Place, sign: float, until_s: float) -> None:
    """Count (or take back) the work that a visit does before an instant."""
    if until_s <= place.starts_s:
        return
    worked_s = work_between(shop, station.calendar, place.starts_s, until_s)
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
    place.ends_s = after(shop, station.calendar, now, busy_s)
    if job.overlap > 0.0:
        last_s = after(shop, station.calendar, job.previous_end_s, job.overlap * place.run_s)
        if last_s > place.ends_s:
            place.ends_s = last_s
            place.starts_s = max(now, begin_to_end_at(shop, station.calendar, last_s, busy_s))
    return down_s


@compiled
def _early_leave(shop: Shop, station: Station, place: Place, share: float) -> float:
    """Give when a share of a visit's run is done."""
    failures, up_left_s = place.failures, place.up_left_s
    run_s = share * place.run_s
    work_s = place.setup_s + run_s + repairs_within(shop, station, place, run_s)
    place.failures, place.up_left_s = failures, up_left_s
    return after(shop, station.calendar, place.starts_s, work_s)


@compiled
def _set_outcome(place: Place, operation: Operation, job: Job) -> None:
    """Settle what a visit scraps and whether it has to be made again."""
    if operation.scrap_share > 0.0:
        place.lost = math.floor(job.pieces * operation.scrap_share + visit_draw(job, SCRAP))
        place.pieces_after = max(0.0, job.pieces - place.lost)
        place.lost = job.pieces - place.pieces_after
    if operation.rework_share > 0.0 and place.pieces_after > 0.0:
        place.again = int(visit_draw(job, REWORK) < operation.rework_share)
    goes_on = job.step < job.last_step and place.pieces_after > 0.0
    place.early = int(operation.transfer_share < 1.0 and goes_on and not place.again)


@merged
def begin_visit(shop: Shop, p: int, j: int, crew: int, now: float) -> None:
    """Start a job's visit on a free place."""
    place, job = places(shop, p), jobs(shop, j)
    station, operation = stations(shop, place.station), operations(shop, job.operation)
    take_from_queue(shop, station, j, now)
    station.free -= 1
    place.job, place.crew, place.operation, place.running = j, crew, job.operation, 1
    place.setup_s = _setup_time(shop, station, place, job) if station.has_setup else 0.0
    place.run_s = job.run_s
    place.last_product = job.product
    place.failures_at_start, place.up_left_at_start_s = place.failures, place.up_left_s
    place.pieces_after, place.lost, place.again, place.early = job.pieces, 0.0, 0, 0
    if operation.scrap_share > 0.0 or operation.rework_share > 0.0 or operation.transfer_share < 1.0:
        _set_outcome(place, operation, job)
    down_s = _set_times(shop, station, place, job, now)
    _count_work(shop, station, place, down_s)
    if shop.has_trace:
        _trace_visit(shop, station, place, p)
    plan(
        shop, p, _early_leave(shop, station, place, operation.transfer_share) if place.early else place.ends_s
    )


@compiled
def _trace_visit(shop: Shop, station: Station, place: Place, p: int) -> None:
    """Note a visit's setup, running and repairs, each cut where the calendar cuts it."""
    at_s = _trace_work(shop, station, place, p, SETUP, place.starts_s, place.setup_s)
    left_s, failure, up_left_s = place.run_s, place.failures_at_start, place.up_left_at_start_s
    while left_s > up_left_s:
        at_s = _trace_work(shop, station, place, p, RUN, at_s, up_left_s)
        repair_s = repair_time(shop, station, place, failure)
        at_s = _trace_work(shop, station, place, p, BREAKDOWN, at_s, repair_s)
        failure += 1
        left_s -= up_left_s
        up_left_s = time_to_failure(station, place, failure)
    if place.run_s <= STROKE_S:  # the log shows it all the same
        _note(shop, place, p - station.first_place, RUN, at_s, at_s)
    _trace_work(shop, station, place, p, RUN, at_s, left_s)


@compiled
def _trace_work(
    shop: Shop, station: Station, place: Place, p: int, kind: np.int64, at_s: float, work_s: float
) -> float:
    """Note work of one kind, cut where the calendar cuts it; give its end."""
    while work_s > STROKE_S:
        end_s = min(at_s + work_s, shift_end(shop, station.calendar, at_s))
        if end_s <= at_s:
            at_s = opens_at(shop, station.calendar, at_s)
            continue
        _note(shop, place, p - station.first_place, kind, at_s, end_s)
        work_s -= end_s - at_s
        at_s = end_s
    return at_s


@compiled
def _note(shop: Shop, place: Place, number: int, kind: np.int64, start_s: float, end_s: float) -> None:
    if start_s >= shop.horizon_s or end_s < shop.warm_up_s:
        return
    if shop.used_stretches == shop.n_stretches:
        shop.full = FULL_TRACE
        return
    stretch = stretches(shop, shop.used_stretches)
    shop.used_stretches += 1
    stretch.order, stretch.operation = jobs(shop, place.job).order, place.operation
    stretch.place, stretch.kind = number, int(kind)
    stretch.start_s, stretch.end_s = start_s, end_s
