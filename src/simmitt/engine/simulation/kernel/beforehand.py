"""Run times of a lot's next visits, drawn side by side: eight cost little more than one.

The streams have no order of drawing, so that what is drawn beforehand is what would be drawn at the
visit. Visits that are made again have draws of their own, which are made one by one.
"""

from simmitt.engine.simulation.kernel.compiled import compiled, inlined
from simmitt.engine.simulation.kernel.memory import drawn, operations, steps
from simmitt.engine.simulation.kernel.moving import Job, Shop
from simmitt.engine.simulation.kernel.pointers import Rows, put, scratch, value
from simmitt.engine.simulation.kernel.records import Operation
from simmitt.engine.simulation.kernel.streams import RUN_TIME, nth_uniform
from simmitt.engine.simulation.kernel.variates import (
    FAR,
    LOGNORMAL,
    draw,
    lognormal,
    normal_without_branch,
    remoteness,
)

# Most visits that are drawn at once, and how many of them the widest processors do at a time.
BEFOREHAND, GROUP = 16, 8
A, B, SHARE, DEVIATE = (row * BEFOREHAND for row in range(4))
NUMBERS = 4 * BEFOREHAND


@compiled
def set_deviates(rows: Rows, width: int, shares: int, deviates: int) -> int:
    """Put normal deviates of shares into their place, several at once; tell whether one is wrong.

    That is one whose share is too far in a tail, once in some ten thousand million draws; all of
    them are then to be reckoned one by one.
    """
    far = 0
    for k in range(width):
        remote = remoteness(value(rows, shares + k))
        put(rows, deviates + k, remote)
        far |= int(remote > FAR)
    for k in range(width):
        deviate = normal_without_branch(value(rows, shares + k), value(rows, deviates + k))
        put(rows, deviates + k, deviate)
    return far


@compiled
def _draw_beforehand(shop: Shop, job: Job, first: int) -> bool:
    """Draw the next run times of a job, its step's first; tell whether that was possible."""
    rows = scratch(NUMBERS)
    left = job.last_step + 1 - job.step
    width = min(BEFOREHAND, (left + GROUP - 1) & -GROUP)
    for k in range(width):
        step = job.step + min(k, left - 1)
        run = operations(shop, steps(shop, step).operation).run
        put(rows, A + k, run.a)
        put(rows, B + k, run.b)
    for k in range(width):
        put(rows, SHARE + k, nth_uniform(job.key, RUN_TIME, job.draws + job.step + k))
    if set_deviates(rows, width, SHARE, DEVIATE):
        return False
    for k in range(width):
        run_s = lognormal(value(rows, A + k), value(rows, B + k), value(rows, DEVIATE + k))
        put(rows, DEVIATE + k, run_s)
    for k in range(width):
        drawn(shop, first + k).run_s = value(rows, DEVIATE + k)
    return True


@inlined
def _is_as_planned(job: Job) -> bool:
    """Tell whether a visit is the first of its step, so that it may have been drawn beforehand."""
    return job.draws == -job.first_step


@compiled
def _draw(shop: Shop, operation: Operation, j: int, job: Job) -> float:
    """Draw a visit's run time with those that follow, or alone."""
    several = operation.run.family == LOGNORMAL and _is_as_planned(job) and job.step < job.last_step
    if several and _draw_beforehand(shop, job, j * BEFOREHAND):
        job.drawn_from = job.step
        return drawn(shop, j * BEFOREHAND).run_s
    return draw(operation.run, shop, nth_uniform(job.key, RUN_TIME, job.draws + job.step))


@inlined
def draw_run_time(shop: Shop, operation: Operation, j: int, job: Job) -> float:
    """Give the run time of a job's visit, for the typical pieces."""
    k = job.step - job.drawn_from
    if k < BEFOREHAND and operation.run.family == LOGNORMAL and _is_as_planned(job):
        return drawn(shop, j * BEFOREHAND + k).run_s
    return _draw(shop, operation, j, job)
