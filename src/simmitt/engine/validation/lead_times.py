"""Lead times of the held-out orders, real and simulated, with those still open counted in."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from simmitt.engine.eventlog.log import EventLog
from simmitt.engine.orders import Closing, closing_of, order_times, seconds, timed
from simmitt.engine.simulation.seen import SeenOrders
from simmitt.engine.survival import Survival, product_limit
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


def lead_times(
    real: tuple[SeenOrders, Bools], runs: Sequence[tuple[SeenOrders, Bools]], from_s: float
) -> LeadTimes:
    """Give the curves of orders begun from an instant on; each set of orders with who has ended."""
    return LeadTimes(_curve([real], from_s), _curve(runs, from_s))


def observed_ends(log: EventLog, closing: Closing | None) -> tuple[SeenOrders, Bools]:
    """Give the log's orders in seconds since its first day began, and whether each has ended."""
    rows = timed(log.rows)
    quiet_days = closing.quiet_s / DAY_S if closing else None
    _, ends = closing_of(rows, operations=closing.operations if closing else (), quiet_days=quiet_days)
    times = order_times(rows)
    midnight_s = seconds(rows)[0].min() // DAY_S * DAY_S
    return SeenOrders(times.start_s - midnight_s, times.end_s - midnight_s), ~ends.still_open


def _curve(runs: Sequence[tuple[SeenOrders, Bools]], from_s: float) -> LeadTimeCurve:
    begun = [seen.first_s >= from_s for seen, _ in runs]
    time_s = np.concatenate([seen.lead_time_s[own] for (seen, _), own in zip(runs, begun, strict=True)])
    ended = np.concatenate([each[own] for (_, each), own in zip(runs, begun, strict=True)])
    return _thinned(product_limit(time_s, ended), len(time_s))


def _thinned(curve: Survival, orders: int) -> LeadTimeCurve:
    last = len(curve.time_s) - 1
    steps = np.unique(np.linspace(0, max(last, 0), _MOST_STEPS).astype(np.int64))[: last + 1]
    if last < _MOST_STEPS:
        steps = np.arange(last + 1)
    return LeadTimeCurve(
        curve.time_s[steps] / HOUR_S, curve.share[steps], curve.low[steps], curve.high[steps], orders
    )
