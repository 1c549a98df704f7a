"""What goes into an oven together: which lots, and when less than a full load starts."""

import math

from simmitt.engine.simulation.kernel.agenda import CALENDARS, NEVER, plan
from simmitt.engine.simulation.kernel.compiled import compiled
from simmitt.engine.simulation.kernel.memory import jobs
from simmitt.engine.simulation.kernel.moving import Job, Shop
from simmitt.engine.simulation.kernel.queues import take_from_queue
from simmitt.engine.simulation.kernel.records import (
    NONE,
    SAME_FAMILY,
    SAME_OPERATION,
    SAME_PRODUCT,
    Station,
)


@compiled
def _are_alike(station: Station, one: Job, other: Job) -> bool:
    if station.batch_alike == SAME_OPERATION:
        return one.operation == other.operation
    if station.batch_alike == SAME_PRODUCT:
        return one.operation == other.operation and one.product == other.product
    if station.batch_alike == SAME_FAMILY:
        return one.family == other.family
    return True


@compiled
def _amount(station: Station, job: Job) -> float:
    return job.pieces if station.batch_by_pieces else 1.0


@compiled
def _load_behind(shop: Shop, station: Station, leader: int) -> float:
    """Give how much a place could take in at once that is led by a job of the queue."""
    load, j = 0.0, leader
    while j != NONE and load < station.batch_most:
        amount = _amount(station, jobs(shop, j))
        fits = j == leader or load + amount <= station.batch_most
        if fits and _are_alike(station, jobs(shop, leader), jobs(shop, j)):
            load += amount
        j = jobs(shop, j).next
    return load


@compiled
def leader_of_batch(shop: Shop, station: Station, now: float) -> int:
    """Give the first job of the queue whose batch may start; none where all wait for more.

    The station is asked again when the first of those has waited as long as it may.
    """
    due_s, j = NEVER, station.head
    while j != NONE:
        ends_s = jobs(shop, j).since_s + station.batch_wait_s
        if ends_s <= now or _load_behind(shop, station, j) >= station.batch_least:
            return j
        due_s = min(due_s, ends_s)
        j = jobs(shop, j).next
    plan(shop, shop.n_places + CALENDARS + shop.n_calendars + station.batch_timer, due_s)
    return NONE


@compiled
def take_batch(shop: Shop, station: Station, leader: int, now: float) -> int:
    """Take a batch out of the queue; give its first job, which leads the chain of the others."""
    load, last, j = 0.0, NONE, leader
    while j != NONE and (j == leader or load < station.batch_most):
        following = jobs(shop, j).next
        amount = _amount(station, jobs(shop, j))
        fits = j == leader or load + amount <= station.batch_most
        if fits and _are_alike(station, jobs(shop, leader), jobs(shop, j)):
            load += amount
            take_from_queue(shop, station, j, now)
            if last != NONE:
                jobs(shop, last).next = j
            last = j
        j = following
    jobs(shop, last).next = NONE
    return leader


@compiled
def batch_run_time(shop: Shop, station: Station, first: int) -> float:
    """Give the run time of a batch: that of the longest in it, as often as it must be loaded.

    Only a lot that is bigger than the place needs more than one load, and it goes alone.
    """
    run_s, j = 0.0, first
    while j != NONE:
        run_s = max(run_s, jobs(shop, j).run_s)
        j = jobs(shop, j).next
    loads = math.ceil(_amount(station, jobs(shop, first)) / station.batch_most)
    return run_s * max(1, loads)
