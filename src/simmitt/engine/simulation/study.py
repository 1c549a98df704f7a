"""A factory simulated as somebody asks: so often, or until the answer is precise enough."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial

from simmitt.engine.factory.load import least_load
from simmitt.engine.factory.model import Factory
from simmitt.engine.simulation.course import Course, course_of
from simmitt.engine.simulation.faults import LocksItself, TooManyOrders, TooMuchWork
from simmitt.engine.simulation.figures import Figures, figures_of
from simmitt.engine.simulation.odds import OrderOdds, odds_of
from simmitt.engine.simulation.output import Output, joined
from simmitt.engine.simulation.precision import (
    FIRST_REPLICATIONS,
    MOST_REPLICATIONS,
    Reached,
    replicate_until,
)
from simmitt.engine.simulation.replication import replicate
from simmitt.engine.simulation.warm_up import Kind, Stay, beginning_of, stay_of
from simmitt.ground.progress import Progress, silent
from simmitt.ground.texts import Message
from simmitt.ground.units import WEEK_S

# What most questions are about; a precision asked for is that of all of them together.
PRECISE_FIGURES = ("throughput_orders_per_week", "lead_time_mean_h", "wip_mean_orders")
# Odds are known to five in a hundred or better.
ODDS_REPLICATIONS = 400
# Orders that an ordinary machine's memory holds, with every stretch of their work and without.
MOST_LOGGED, MOST_ORDERS = 1_000_000, 20_000_000


@dataclass(frozen=True)
class Asked:
    """How often to replicate; with a precision, how often at most."""

    replications: int | None = None
    precision: float | None = None  # half width of the 95 % intervals, as a share of the mean
    logs: int | None = None  # replications kept with every stretch of work; all, unless precise or for odds
    kind: Kind | None = None  # the window or the long run; None: chosen by what the factory says
    course: bool = False  # whether the way from the beginning is wanted also where the warm-up was told
    has_odds: bool = False  # open orders are asked about, which takes more replications

    @property
    def most(self) -> int:
        """How many replications there will be at most."""
        if self.replications:
            return self.replications
        return (
            MOST_REPLICATIONS
            if self.precision
            else ODDS_REPLICATIONS
            if self.has_odds
            else FIRST_REPLICATIONS
        )

    @property
    def logged(self) -> int:
        """How many of them are kept with every stretch of work."""
        return min(
            self.most,
            self.logs if self.logs is not None else 0 if self.precision or self.has_odds else self.most,
        )


@dataclass(frozen=True)
class Simulated:
    """A factory and what its replications gave."""

    factory: Factory
    output: Output
    stay: Stay
    reached: tuple[Reached, ...]  # where a precision was asked for
    logged: Output | None  # its first replications with every stretch of work
    course: Course | None = None  # from the opening of the window on; None: nobody looked
    notes: tuple[Message, ...] = ()  # what was done to the factory before

    @property
    def odds(self) -> tuple[OrderOdds, ...]:
        """When the open orders of the factory's state will be done; none without a state."""
        return odds_of(self.output, self.factory)


def simulate(
    factory: Factory, asked: Asked, *, seed: int = 0, workers: int = 1, progress: Progress = silent
) -> Simulated:
    """Replicate a factory as asked, from its own beginning or after warm-up.

    Raises
    ------
    TooManyOrders, TooMuchWork, LocksItself, HorizonUnknown, NoLongRun
    """
    check_size(factory, asked)
    check_load(factory, asked.kind)
    stay = stay_of(
        factory, asked.kind, seed=seed, workers=workers, with_course=asked.course, progress=progress
    )
    run = partial(replicate, factory, seed=seed, workers=workers, warm_up_s=stay.warm_up_s, progress=progress)
    if asked.precision:
        output, reached = _precise(run, factory, asked.precision, asked.most)
        logged = run(replications=asked.logged, trace=True) if asked.logged else None
    else:
        traced = asked.logged == asked.most
        output, reached = run(replications=asked.most, trace=traced), ()
        logged = output if traced else run(replications=asked.logged, trace=True) if asked.logged else None
    if output.locked.any():
        raise LocksItself(int(output.locked.sum()), output.replications)
    course = course_of(output) if output.warm_up_s == 0.0 else stay.course
    return Simulated(factory, output, stay, tuple(reached), logged, course)


def check_size(factory: Factory, asked: Asked) -> None:
    """Refuse what would not fit in an ordinary machine's memory.

    Raises
    ------
    TooManyOrders
    """
    weeks = factory.run.horizon_s / WEEK_S
    each = factory.run.orders or len(factory.arrivals.orders) or factory.arrivals.per_week * weeks
    each += len(factory.state.orders) if factory.state else 0
    for replications, most in ((asked.logged, MOST_LOGGED), (asked.most, MOST_ORDERS)):
        if each * replications > most:
            raise TooManyOrders(each * replications, most)


def check_load(factory: Factory, wanted: Kind | None = None) -> None:
    """Refuse a long run in which a queue would grow without end.

    Raises
    ------
    TooMuchWork
    """
    if (
        wanted == "terminating"
        or (wanted is None and beginning_of(factory) is not None)
        or factory.arrivals.kind == "saturated"
        or factory.wip_cap is not None
    ):
        return
    loads = least_load(factory)
    worst = max(loads, key=lambda name: loads[name])
    if loads[worst] >= 1.0:
        raise TooMuchWork(worst, loads[worst])


def _precise(
    run: partial[Output], factory: Factory, precision: float, most: int
) -> tuple[Output, Sequence[Reached]]:
    made: list[Output] = []

    def more(have: int, goal: int) -> Figures:
        made.append(run(replications=goal - have, first_replication=have))
        figures = figures_of(joined(made), factory)
        return {name: figures[name] for name in PRECISE_FIGURES}

    reached = replicate_until(more, precision, most)
    return replace(joined(made), trace=None), reached
