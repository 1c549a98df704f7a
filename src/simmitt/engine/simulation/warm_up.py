"""Whether a simulation has an end of its own or goes on for ever, and where such a one has settled."""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from simmitt.engine.factory.model import Factory
from simmitt.engine.simulation.course import Course, course_of
from simmitt.engine.simulation.faults import NoLongRun
from simmitt.engine.simulation.output import Floats
from simmitt.engine.simulation.replication import replicate
from simmitt.ground.progress import Progress, silent
from simmitt.ground.texts import Message, say
from simmitt.ground.units import DAY_S, WEEK_S

Kind = Literal["terminating", "steady"]

BATCH_DAYS = 5
PILOT_REPLICATIONS = 10


@dataclass(frozen=True)
class Stay:
    """How a factory is simulated: a window with a beginning, or the long run after warm-up."""

    kind: Kind
    warm_up_s: float
    reason: Message
    settled: bool = True  # False: the long run has not been reached within half the window
    course: Course | None = None  # of the pilot, where there was one


def mser5(series: Floats) -> tuple[int, bool]:
    """Give how many values at the beginning tell of the start alone, and whether the rest has settled.

    Parameters
    ----------
    series : (n,)
        Values at equal steps of time.

    Notes
    -----
    White (1997), MSER-5 by Spratt (1998): of the means of five values each, those are dropped that
    make the standard error of the rest the least; at most half. If it is least at the very half the
    series is too short to tell.
    """
    batches = len(series) // BATCH_DAYS
    if batches < 4:
        return 0, False
    means = series[: batches * BATCH_DAYS].reshape(batches, BATCH_DAYS).mean(axis=1)
    errors = [float(means[k:].var()) / (batches - k) for k in range(batches // 2 + 1)]
    least = int(np.argmin(errors))
    return least * BATCH_DAYS, least < batches // 2


def beginning_of(factory: Factory) -> Message | None:
    """Give what beginning of its own a simulation has; None: it is about the long run."""
    run, arrivals = factory.run, factory.arrivals
    if run.warm_up_s > 0.0:
        return None
    if factory.state is not None:
        return say("The window opens with the orders that are on the floor; all of it counts.")
    if arrivals.kind == "list" or run.orders is not None or arrivals.opening_orders > 0.0:
        return say("The window has orders of its own to begin and end with; all of it counts.")
    if run.starts_at is not None:
        return say("The window opens at a date and shows what follows; all of it counts.")
    return None


def stay_of(
    factory: Factory,
    wanted: Kind | None = None,
    *,
    seed: int,
    workers: int = 1,
    with_course: bool = False,
    progress: Progress = silent,
) -> Stay:
    """Choose between the window and the long run, and find the warm-up of the long run.

    What has a beginning of its own (orders under way, a list, a number of orders, a date) is
    simulated from there; all else from an empty floor until it has settled.

    Parameters
    ----------
    wanted
        What somebody chose instead.
    with_course
        Whether the course is wanted also where the warm-up was told.

    Raises
    ------
    NoLongRun
        The long run is wanted, and orders come to an end.
    """
    beginning = beginning_of(factory) if wanted is None else None
    if wanted == "terminating":
        beginning = say("You asked for the window itself; all of it counts.")
    if beginning is not None:
        return Stay("terminating", 0.0, beginning)
    run = factory.run
    if wanted == "steady" and (factory.arrivals.kind == "list" or run.orders is not None):
        raise NoLongRun
    if run.warm_up_s > 0.0 and not with_course:
        return Stay("steady", run.warm_up_s, _TOLD)
    pilot = replicate(factory, replications=PILOT_REPLICATIONS, seed=seed, workers=workers, warm_up_s=0.0,
                      progress=progress)  # fmt: skip
    course = course_of(pilot)
    if run.warm_up_s > 0.0:
        return Stay("steady", run.warm_up_s, _TOLD, course=course)
    days, settled = mser5(course.wip_orders)
    warm_up_s = min(days * DAY_S, run.horizon_s / 2)
    reason = _told(warm_up_s, settled=settled, asked=wanted == "steady")
    return Stay("steady", warm_up_s, reason, settled, course)


_TOLD = say("The warm-up was told.")


def _told(warm_up_s: float, *, settled: bool, asked: bool) -> Message:
    weeks = warm_up_s / WEEK_S
    if settled and asked:
        return say(
            "You asked for the long run; the floor has settled after {weeks:.1} weeks (MSER-5).", weeks=weeks
        )
    if settled:
        return say("The floor begins empty and has settled after {weeks:.1} weeks (MSER-5).", weeks=weeks)
    return say(
        "The floor has not settled within half the window: simulate more weeks, or take the figures for"
        " those of a start from an empty floor.",
    )
