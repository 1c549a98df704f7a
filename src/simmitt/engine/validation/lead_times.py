"""Lead times of the held-out orders, real and simulated, with those still open counted in."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from simmitt.engine.eventlog.log import EventLog
from simmitt.engine.orders import Closing, closing_of, order_times, seconds, timed
from simmitt.engine.survival import Survival, product_limit
from simmitt.engine.validation.foretelling import Run
from simmitt.ground.units import DAY_S, HOUR_S

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
_MOST_STEPS = 160  # more can't be seen


@dataclass(frozen=True)
class LeadTimeCurve:
    """The share of orders done within each time (Kaplan-Meier), with its 95 % band; (n_steps,) each."""

    time_h: Floats
    share: Floats
    low: Floats
    high: Floats
    orders: int

    def reached_h(self, share: float) -> float:
        """Give the time within which so many are done; infinite where it is not reached."""
        steps = np.flatnonzero(self.share >= share - 1e-9)
        return float(self.time_h[steps[0]]) if len(steps) else float("inf")


@dataclass(frozen=True)
class LeadTimes:
    """Both curves of orders begun in the held-out weeks."""

    real: LeadTimeCurve
    simulated: LeadTimeCurve


def lead_times(log: EventLog, closing: Closing | None, runs: Sequence[Run], from_s: float) -> LeadTimes:
    """Give the curves of orders begun from an instant on.

    Real and simulated orders count as done by one rule, that of the log: last seen at an
    operation that ends orders, or not seen for long.
    """
    rows = timed(log.rows)
    quiet_days = closing.quiet_s / DAY_S if closing else None
    rule, ends = closing_of(rows, operations=closing.operations if closing else (), quiet_days=quiet_days)
    times = order_times(rows)
    begun = times.start_s >= seconds(rows)[0].min() // DAY_S * DAY_S + from_s
    simulated = [_begun_from(run, rule, from_s) for run in runs]
    return LeadTimes(
        _curve(times.lead_s()[begun], ~ends.still_open[begun]),
        _curve(*(np.concatenate(each) for each in zip(*simulated, strict=True))),
    )


def _begun_from(run: Run, rule: Closing, from_s: float) -> tuple[Floats, Bools]:
    """Give lead times of a replication's orders begun from an instant on, and which are done."""
    quiet = run.seen.last_s < run.seen.last_s.max(initial=-np.inf) - rule.quiet_s
    ended, begun = quiet | np.isin(run.last, rule.operations), run.seen.first_s >= from_s
    return run.seen.lead_time_s[begun], ended[begun]


def _curve(time_s: Floats, ended: Bools) -> LeadTimeCurve:
    return _thinned(product_limit(time_s, ended), len(time_s))


def _thinned(curve: Survival, orders: int) -> LeadTimeCurve:
    last = len(curve.time_s) - 1
    steps = np.unique(np.linspace(0, max(last, 0), _MOST_STEPS).astype(np.int64))[: last + 1]
    if last < _MOST_STEPS:
        steps = np.arange(last + 1)
    return LeadTimeCurve(
        curve.time_s[steps] / HOUR_S, curve.share[steps], curve.low[steps], curve.high[steps], orders
    )
