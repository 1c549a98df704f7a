"""When the orders that were open will be done: odds by week and by the promise, with their doubt."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import inf, sqrt

import numpy as np
from scipy.special import ndtri

from simmitt.engine.factory.model import Factory
from simmitt.engine.factory.state import OpenOrder
from simmitt.engine.simulation.output import Floats, Output
from simmitt.ground.intervals import Estimate
from simmitt.ground.units import WEEK_S

WEEKS = (1, 2, 3, 4)
CONFIDENCE = 0.95


@dataclass(frozen=True)
class OrderOdds:
    """When an open order will be done, given that it is open.

    The intervals of odds and of the median are what the number of replications leaves uncertain
    (95 %); ``low_at`` to ``high_at`` hold eight outcomes in ten. An instant is None where it lies
    beyond the window.
    """

    order: str
    product: str
    chance_open: float
    simulated: int  # replications in which it was open
    within_weeks: Mapping[int, Estimate]  # those that the window holds
    due_at: datetime | None
    by_due: Estimate | None  # None: no promise is known, or it lies beyond the window
    median_at: datetime | None
    low_at: datetime | None
    high_at: datetime | None
    median_between: tuple[datetime | None, datetime | None]


def odds_of(output: Output, factory: Factory) -> tuple[OrderOdds, ...]:
    """Give the odds of each order of the factory's state, those that are late the likeliest first."""
    state = factory.state
    if state is None:
        return ()
    horizon_s = output.warm_up_s + output.observed_s
    odds = [
        _odds(order, output.released_s[:, k], output.finished_s[:, k], state.at, horizon_s)
        for k, order in enumerate(state.orders)
    ]
    return tuple(sorted(odds, key=_urgency))


def _urgency(odds: OrderOdds) -> tuple[float, str, str]:
    by_due = odds.by_due.value if odds.by_due and odds.simulated else 1.0
    return by_due, odds.due_at.isoformat() if odds.due_at else "~", odds.order  # "~" is after all digits


def _odds(
    order: OpenOrder, released_s: Floats, finished_s: Floats, at: datetime, horizon_s: float
) -> OrderOdds:
    done_s = np.sort(np.where(np.isnan(finished_s), inf, finished_s)[np.isfinite(released_s)])
    due_s = (order.due_at - at).total_seconds() if order.due_at else inf
    low, median, high, first, last = (_instant(done_s, rank, at, horizon_s) for rank in _ranks(len(done_s)))
    return OrderOdds(
        order=order.name,
        product=order.product,
        chance_open=order.chance,
        simulated=len(done_s),
        within_weeks={week: share_by(done_s, week * WEEK_S) for week in WEEKS if week * WEEK_S <= horizon_s},
        due_at=order.due_at,
        by_due=share_by(done_s, due_s) if due_s <= horizon_s else None,
        median_at=median,
        low_at=low,
        high_at=high,
        median_between=(first, last),
    )


def share_by(done_s: Floats, until_s: float) -> Estimate:
    """Give the share of replications done by an instant, with its interval (Wilson 1927)."""
    n = len(done_s)
    if n == 0:
        return Estimate(np.nan, 0.0, 1.0)
    share = float((done_s <= until_s).mean())
    z = float(ndtri((1.0 + CONFIDENCE) / 2.0))
    middle = (share + z * z / (2 * n)) / (1.0 + z * z / n)
    reach = z / (1.0 + z * z / n) * sqrt(share * (1.0 - share) / n + z * z / (4 * n * n))
    return Estimate(share, max(0.0, middle - reach), min(1.0, middle + reach))


def _ranks(n: int) -> tuple[int, ...]:
    """Give the ranks, from 0, of P10, median and P90, and of the median's interval.

    The latter from the binomial distribution, by its normal approximation (Conover 1999, 3.2).
    """
    reach = float(ndtri((1.0 + CONFIDENCE) / 2.0)) * sqrt(n) / 2.0
    wanted = (0.1 * (n - 1), 0.5 * (n - 1), 0.9 * (n - 1), n / 2 - reach - 1, n / 2 + reach)
    return tuple(int(min(max(0, round(rank)), n - 1)) for rank in wanted)


def _instant(done_s: Floats, rank: int, at: datetime, horizon_s: float) -> datetime | None:
    if not len(done_s) or done_s[rank] > horizon_s:
        return None
    return at + timedelta(seconds=round(float(done_s[rank])))
