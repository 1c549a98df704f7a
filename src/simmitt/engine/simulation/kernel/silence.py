"""What the silence since an order's last report tells: nothing of it may have been reported until now.

One order after the other has delay and run time of its next visit drawn again, the others as they are, until
all of its station agrees with that silence (Gibbs sampling: Geman and Geman 1984).
"""

import math

from simmitt.engine.simulation.kernel.compiled import compiled, merged
from simmitt.engine.simulation.kernel.hours import WEEK_S, after, work_between
from simmitt.engine.simulation.kernel.memory import (
    found,
    jobs,
    operations,
    places,
    standing,
    stations,
)
from simmitt.engine.simulation.kernel.moving import Job, Shop
from simmitt.engine.simulation.kernel.queues import size_factor
from simmitt.engine.simulation.kernel.records import NONE, Distribution, Found, Operation, Station
from simmitt.engine.simulation.kernel.setups import setup_time
from simmitt.engine.simulation.kernel.streams import (
    FOUND_DELAY,
    FOUND_PACE,
    FOUND_REPORT,
    FOUND_RUN,
    nth_uniform,
)
from simmitt.engine.simulation.kernel.variates import draw, exponential, lognormal, normal

# How many draws may contradict the silence each time that an order is drawn again.
MOST_TRIES = 64
HALVINGS = 52
# Of a job that is at a place: before all that waits.
AT_WORK = -math.inf


@compiled
def draw_again(shop: Shop, job: Job, first: int) -> None:
    """Draw when a job is ready and how long it runs, given all others; it stays where nothing fits."""
    if job.since_s == AT_WORK:
        return
    told = found(shop, job.order)
    before = job.since_s, job.run_s, job.rank, job.pace
    for number in range(first, first + MOST_TRIES):
        _propose(shop, job, told, number)
        is_late = job.since_s >= _queue_since(shop, stations(shop, job.station))
        if is_late and _agrees(shop, job.station):
            return
    job.since_s, job.run_s, job.rank, job.pace = before


@compiled
def _propose(shop: Shop, job: Job, told: Found, number: int) -> None:
    """Draw a job's delay and run; ``rank`` holds how long it runs without a report."""
    station, operation = stations(shop, job.station), operations(shop, job.operation)
    draw_pace(job, told, number)
    delay_s = 0.0
    if operation.has_delay:
        delay_s = job.pace * draw(operation.delay, shop, nth_uniform(job.key, FOUND_DELAY, number))
    job.since_s = ready_at(shop, operation, told.since_s, delay_s)
    run_s = draw(operation.run, shop, nth_uniform(job.key, FOUND_RUN, number))
    job.run_s = run_s * size_factor(operation, job.pieces) / station.speed
    if station.has_setup:
        job.run_s += setup_time(shop, station, places(shop, station.first_place), job)
    job.rank = job.run_s
    if operation.reports_per_s > 0.0:
        first_s = exponential(nth_uniform(job.key, FOUND_REPORT, number)) / operation.reports_per_s
        job.rank = min(job.rank, first_s)


@merged
def draw_pace(job: Job, told: Found, number: int) -> None:
    """Draw what an order's waits have in common."""
    deviate = normal(nth_uniform(job.key, FOUND_PACE, number)) if told.pace_sigma > 0.0 else 0.0
    job.pace = lognormal(told.pace_mu, told.pace_sigma, deviate)


@compiled
def ready_at(shop: Shop, operation: Operation, since_s: float, delay_s: float) -> float:
    """Give when a delay ends that began before the window; whole weeks on, all hours are the same."""
    on_s = math.ceil(-since_s / WEEK_S) * WEEK_S
    return after(shop, operation.delay_calendar, since_s + on_s, delay_s) - on_s


@compiled
def _queue_since(shop: Shop, station: Station) -> float:
    """Give since when whoever waits at a station has come: a place stood free, or a later one was served."""
    last_s = -math.inf
    for p in range(station.first_place, station.first_place + station.capacity):
        last_s = max(last_s, standing(shop, p).queue_since_s)
    return last_s if not station.is_batch else -math.inf


@compiled
def next_ready(shop: Shop, s: int, after_s: float, behind: int) -> int:
    """Give the job of a station that is ready next after an instant, or after a job at that instant."""
    best, best_s = NONE, math.inf
    for j in range(shop.used_jobs):
        job = jobs(shop, j)
        if job.station != s or job.since_s > 0.0:
            continue
        comes_later = job.since_s > after_s or (job.since_s == after_s and j > behind)
        if comes_later and job.since_s < best_s:
            best, best_s = j, job.since_s
    return best


@compiled
def done_s(shop: Shop, station: Station, job: Job, p: int) -> float:
    """Give how long a job has been at work at a place, since both were ready."""
    start_s = max(job.since_s, standing(shop, p).free_since_s)
    return work_between(shop, station.calendar, start_s, 0.0)


@compiled
def _agrees(shop: Shop, s: int) -> bool:
    """Tell whether none that must be at work at a station has made a report."""
    station = stations(shop, s)
    if station.is_batch:
        return True
    j, since_s = NONE, -math.inf
    for p in range(station.first_place, station.first_place + station.capacity):
        j = next_ready(shop, s, since_s, j)
        if j == NONE:
            return True
        job = jobs(shop, j)
        since_s = job.since_s
        if since_s != AT_WORK and job.rank <= done_s(shop, station, job, p):
            return False
    return True


@compiled
def beyond(shop: Shop, distribution: Distribution, factor: float, least: float, u: float) -> float:
    """Give a value times a factor, given that it is beyond the least; the least where none is.

    Draws are quantiles that grow with their share: the share up to the least is found by halving.
    """
    low, high = 0.0, 1.0
    for _ in range(HALVINGS):
        middle = (low + high) / 2.0
        if factor * draw(distribution, shop, middle) > least:
            high = middle
        else:
            low = middle
    if high == 1.0:
        return least
    return max(least, factor * draw(distribution, shop, high + (1.0 - high) * u))
