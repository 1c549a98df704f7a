"""What the rules look at: the log, its diagnosis, its figures, and what an hour costs."""

from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np
import polars as pl

from simmitt.engine.eventlog.log import EventLog
from simmitt.engine.hours import WorkingHours
from simmitt.engine.kpi.asis import PLANT, AsIs, Bottleneck, Figure, Method, ScopeKind
from simmitt.engine.kpi.nouns import Element, TimeAccount
from simmitt.engine.kpi.prices import Prices
from simmitt.engine.orders import order_times, timed
from simmitt.engine.quality import Diagnosis, Finding
from simmitt.engine.spans import Floats
from simmitt.ground.units import DAY_S, HOUR_S, WEEK_S

# Time in which nothing was meant to run.
OUTSIDE: Final[tuple[Element, ...]] = ("closed", "planned_stop")
# Below this load no machine holds up the plant for want of hours: the fullest waits for work.
NONE_FULL: Final = 0.6
HOURS_PER_YEAR: Final = 365.25 * DAY_S / HOUR_S


@dataclass(frozen=True)
class Sight:
    """All that a rule may look at; a figure that is withheld is not there."""

    log: EventLog
    diagnosis: Diagnosis
    hours: WorkingHours | None
    as_is: AsIs
    prices: Prices

    @cached_property
    def _figures(self) -> dict[tuple[str, ScopeKind, str], Figure]:
        withheld = {each.figure for each in self.as_is.withheld}
        return {
            (each.id, each.scope_kind, each.scope): each
            for each in self.as_is.figures
            if each.id not in withheld and np.isfinite([each.value, each.low, each.high]).all()
        }

    def figure(self, figure_id: str, scope: str | None = PLANT) -> Figure | None:
        """Give a figure of the plant or of a machine; None where the log can't tell it."""
        kind: ScopeKind = "plant" if scope == PLANT else "machine"
        return None if scope is None else self._figures.get((figure_id, kind, scope))

    def of_all(self, figure_id: str, kind: ScopeKind = "machine") -> list[Figure]:
        """Give a figure of every machine (activity, product), the largest first."""
        found = [each for each in self._figures.values() if each.id == figure_id and each.scope_kind == kind]
        return sorted(found, key=lambda each: (-each.value, each.scope))

    def largest(self, figure_id: str, kind: ScopeKind = "machine") -> Figure | None:
        """Give the machine (activity, product) whose figure is largest."""
        return next(iter(self.of_all(figure_id, kind)), None)

    def finding(self, code: str) -> Finding | None:
        """Give what the diagnosis found under a code."""
        return self.diagnosis.finding(code)

    def way(self, method: Method) -> Bottleneck | None:
        """Give what one way of looking for the bottleneck says."""
        return next((each for each in self.as_is.bottlenecks if each.method == method), None)

    def account(self, scope: str | None) -> TimeAccount | None:
        """Give the time account of a machine, or of the plant."""
        return next((each for each in self.as_is.accounts if each.scope == scope), None)

    @cached_property
    def load(self) -> Figure | None:
        """The load of the fullest machine in its open hours."""
        fullest = self.as_is.constraint.machine if self.as_is.constraint else None
        return self.figure("open_hours_load_share", fullest)

    def planned_s(self, account: TimeAccount) -> float:
        """Give the time of an account in which something was meant to run."""
        return account.calendar_s - sum(account.elements.get(name, 0.0) for name in OUTSIDE)

    @cached_property
    def constraint(self) -> str | None:
        """The machine that sets the pace; None where even the fullest is far from full."""
        if self.as_is.constraint is None:
            return None
        if self.load and self.load.high <= NONE_FULL:
            return None
        return self.as_is.constraint.machine

    @cached_property
    def rows(self) -> pl.DataFrame:
        """The rows that tell order and times."""
        return timed(self.log.rows)

    @cached_property
    def lead_h(self) -> Floats:
        """Lead time of each order in hours, as the log stands, (n_orders,)."""
        return order_times(self.rows).lead_s() / HOUR_S if self.rows.height else np.zeros(0)

    @cached_property
    def period_h(self) -> float:
        """The log's period in hours."""
        return (self.as_is.last_at - self.as_is.first_at).total_seconds() / HOUR_S

    @property
    def weeks(self) -> float:
        """The log's period in weeks."""
        return self.period_h * HOUR_S / WEEK_S

    @cached_property
    def orders(self) -> float:
        """How many orders the log holds."""
        told = self.figure("orders")
        return told.value if told else float(len(self.lead_h))

    @cached_property
    def orders_h(self) -> float:
        """Hours that orders spent in the shop, all together."""
        return float(self.lead_h.sum())

    @cached_property
    def work_h(self) -> float:
        """Hours of work, setup and repair in the log, jobs at the same time counted each."""
        span = (pl.col("end_at") - pl.col("start_at")).dt.total_seconds().clip(0)
        return float(self.rows.select(span.sum()).item() or 0) / HOUR_S

    @cached_property
    def order_hour_sek(self) -> float | None:
        """What an order's hour in the shop costs: capital tied up in it, as far as told."""
        if self.as_is.waiting and self.as_is.waiting.order_hour_sek is not None:
            return self.as_is.waiting.order_hour_sek
        if self.prices.order_value_sek is None:
            return None
        return self.prices.order_value_sek * self.prices.carrying_rate / HOURS_PER_YEAR

    @cached_property
    def work_hour_sek(self) -> float | None:
        """What an hour of work costs, where it was told."""
        return self.prices.hourly_cost_sek if self.prices.hourly_cost_told else None
