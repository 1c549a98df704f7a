"""Who waits where, and who is next.

A queue is a chain of jobs in the order of its station's dispatch rule; the places that hold a
finished job for want of room at the next station are a chain in the order of blocking.
"""

import math

import numpy as np

from simmitt.engine.simulation.kernel.beforehand import draw_run_time
from simmitt.engine.simulation.kernel.compiled import compiled, inlined, merged
from simmitt.engine.simulation.kernel.hours import counted
from simmitt.engine.simulation.kernel.memory import jobs, operations, places, stations
from simmitt.engine.simulation.kernel.moving import Job, Place, Shop
from simmitt.engine.simulation.kernel.records import (
    DUE_DATE,
    NONE,
    PRIORITY,
    SHORTEST,
    Operation,
    Station,
)
from simmitt.engine.simulation.kernel.streams import nth_uniform

STEPS = 4_096  # more than a routing has
REPEATS = 4_096  # more than a visit is made again


@inlined
def visit_draw(job: Job, purpose: np.uint64) -> float:
    """Give the uniform number of a job's visit for a purpose."""
    return nth_uniform(job.key, purpose, job.draws + job.step)


@inlined
def size_factor(operation: Operation, pieces: float) -> float:
    """Give the run time of so many pieces, as a multiple of the typical order's."""
    if pieces == operation.typical_pieces or operation.size_exponent == 0.0:
        return 1.0
    ratio = pieces / operation.typical_pieces
    return ratio if operation.size_exponent == 1.0 else math.pow(ratio, operation.size_exponent)


@merged
def _is_ranked(station: Station) -> bool:
    return station.dispatch in (SHORTEST, DUE_DATE, PRIORITY)


@merged
def _rank(station: Station, operation: Operation, job: Job) -> float:
    if station.dispatch == DUE_DATE:
        return job.due_s
    if station.dispatch == PRIORITY:
        return -job.priority
    return operation.run.mean * size_factor(operation, job.pieces)


@merged
def _insert(shop: Shop, station: Station, j: int, rank: float) -> None:
    """Put a job behind those of the same rank or a lower one."""
    before, after = NONE, station.head
    while after != NONE and jobs(shop, after).rank <= rank:
        before, after = after, jobs(shop, after).next
    jobs(shop, j).next = after
    if before == NONE:
        station.head = j
    else:
        jobs(shop, before).next = j
    if after == NONE:
        station.tail = j


@merged
def _append(shop: Shop, station: Station, j: int) -> None:
    jobs(shop, j).next = NONE
    if station.head == NONE:
        station.head = j
    else:
        jobs(shop, station.tail).next = j
    station.tail = j


@inlined
def join_queue(shop: Shop, j: int, now: float) -> int:
    """Put a job into the queue of its station; give the station.

    Its run time is drawn here, though it is wanted later: the processor then reckons it
    beside other work (measured: a fifth of the whole time).
    """
    job = jobs(shop, j)
    operation = operations(shop, job.operation)
    station = stations(shop, job.station)
    job.since_s = now
    job.run_s = size_factor(operation, job.pieces) * draw_run_time(shop, operation, j, job)
    if station.speed != 1.0:
        job.run_s /= station.speed
    station.queued += 1
    if _is_ranked(station):
        job.rank = _rank(station, operation, job)
        _insert(shop, station, j, job.rank)
    else:
        _append(shop, station, j)
    return int(job.station)


@merged
def take_from_queue(shop: Shop, station: Station, j: int, now: float) -> None:
    """Take a job out of a queue and count its wait."""
    job = jobs(shop, j)
    station.queued -= 1
    station.queue_s += counted(shop, job.since_s, now)
    if station.head == j:
        station.head = job.next
    else:
        _unlink(shop, station, j)


@merged
def _unlink(shop: Shop, station: Station, j: int) -> None:
    before = station.head
    while jobs(shop, before).next != j:
        before = jobs(shop, before).next
    jobs(shop, before).next = jobs(shop, j).next
    if station.tail == j:
        station.tail = before


@inlined
def is_free(place: Place) -> bool:
    """Tell whether a place can take a job in."""
    return not place.running and place.job == NONE and not place.broken


@compiled
def first_free_place(shop: Shop, station: Station) -> int:
    """Give the free place with the lowest number."""
    p = station.first_place
    while not is_free(places(shop, p)):
        p += 1
    return p


@inlined
def has_room(station: Station) -> bool:
    """Tell whether one more job may come: free places hold more than the buffer does."""
    return station.queued + station.coming < station.buffer + station.free * station.lots_each


@merged
def join_blocked(shop: Shop, station: Station, p: int) -> None:
    """Let a place hold its job until the station has room."""
    places(shop, p).next_blocked = NONE
    if station.blocked_head == NONE:
        station.blocked_head = p
    else:
        places(shop, station.blocked_tail).next_blocked = p
    station.blocked_tail = p


@merged
def take_from_blocked(shop: Shop, station: Station) -> int:
    """Give the place that has waited longest for room at a station."""
    p = station.blocked_head
    station.blocked_head = places(shop, p).next_blocked
    return p
