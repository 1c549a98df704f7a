"""A factory fitted to the first part of a log foretells the whole of it."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from typing import NamedTuple

import numpy as np
import polars as pl
from numpy.typing import NDArray

from simmitt.engine.eventlog.log import EventLog
from simmitt.engine.factory import Factory
from simmitt.engine.factory.model import RunPlan
from simmitt.engine.fitting import Fitted, fit
from simmitt.engine.hours import learn_working_hours
from simmitt.engine.simulation import replicate
from simmitt.engine.simulation.seen import SeenOrders, last_operations, seen_orders
from simmitt.ground.keeping import Keep, nothing_kept
from simmitt.ground.progress import Progress
from simmitt.ground.units import DAY_S

REPLICATIONS = 100
_AT_ONCE = 25  # traces of so many replications are held together


class Run(NamedTuple):
    """The orders of a replication as its log shows them, and the activity each was last seen at."""

    seen: SeenOrders
    last: NDArray[np.str_]  # (n_orders,)


@dataclass(frozen=True)
class Span:
    """The log's window: its first midnight, and how long it is open from there."""

    opens_at: datetime
    span_s: float

    def cut_s(self, share: float) -> float:
        """Give the midnight nearest to that share of the window."""
        return DAY_S * round(share * self.span_s / DAY_S)

    def at(self, seconds: float) -> datetime:
        """Give an instant of the window."""
        return self.opens_at + timedelta(seconds=seconds)


def span_of(log: EventLog) -> Span:
    """Give the window of a log."""
    opens_at = datetime(log.first_at.year, log.first_at.month, log.first_at.day)
    return Span(opens_at, (log.last_at - opens_at).total_seconds())


def fit_until(
    log: EventLog,
    cut_at: datetime,
    seed: int,
    workers: int,
    progress: Progress,
    keep: Keep = nothing_kept,
) -> Fitted:
    """Fit a factory to what was reported by then.

    Raises
    ------
    NothingToFit
    """
    early = replace(log, rows=log.rows.filter(pl.col("end_at") <= cut_at))
    hours = learn_working_hours(early)
    return fit(early, hours, seed=seed, workers=workers, progress=progress, keep=keep)


def foretell(
    factory: Factory, span: Span, orders: int, seed: int, workers: int, keep: Keep = nothing_kept
) -> list[Run]:
    """Simulate the whole window; the number of orders is given: it is the market's, not the factory's."""
    foretelling = replace(factory, run=RunPlan(span.opens_at, span.span_s, orders=orders))
    return [
        run
        for first in range(0, REPLICATIONS, _AT_ONCE)
        for run in keep(f"from {first}", partial(_runs, foretelling, first, seed, workers))
    ]


def _runs(factory: Factory, first: int, seed: int, workers: int) -> list[Run]:
    output = replicate(
        factory,
        replications=_AT_ONCE,
        first_replication=first,
        seed=seed,
        workers=workers,
        trace=True,
    )
    names = np.array([each.logged_as for each in factory.operations])
    until_s = factory.run.horizon_s
    return [
        Run(seen_orders(output, n, until_s), names[last_operations(output, n, until_s)])
        for n in range(_AT_ONCE)
    ]
