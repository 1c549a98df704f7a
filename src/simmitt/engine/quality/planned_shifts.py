"""A plan of shifts beside the log: what it covers, and whether people work when it says."""

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import polars as pl

from simmitt.engine.quality.checking import OPEN_TIME, Check, Found, beyond
from simmitt.engine.quality.findings import Effect, Move
from simmitt.engine.quality.reports import Reports
from simmitt.engine.spans import Floats, Ints, merged
from simmitt.ground.texts import say
from simmitt.ground.units import DAY_S, HOUR_S, WEEK_S

# A plan no longer than this is one week that is meant to recur.
ONE_WEEK_S = 8 * DAY_S
# Work outside the plan, and planned days without any work, beyond which it is not how people work.
OUTSIDE_AT_MOST = 0.1
UNUSED_AT_MOST = 0.25
SHOWN = 10
EPOCH = date(1970, 1, 1)


@dataclass(frozen=True)
class Planned:
    """Planned working time of the plant or one machine: a function that grows while it is open."""

    edges_s: Floats  # (n,) instants, increasing; seconds since 1970
    open_s: Floats  # (n,) planned time until each

    def until(self, instant_s: Floats) -> Floats:
        """Give the planned seconds until each instant, (n_instants,)."""
        return np.asarray(np.interp(instant_s, self.edges_s, self.open_s))


@dataclass(frozen=True)
class Plan:
    """The shifts table as functions of time."""

    plant: Planned
    machines: dict[str, Planned]
    from_s: float  # it says nothing about the time before
    to_s: float
    weekly: bool  # one week that is meant to recur

    def of(self, machine: str | None) -> Planned:
        """Give a machine's planned time; the plant's where it has none of its own."""
        return self.machines.get(machine, self.plant) if machine is not None else self.plant

    def open_days(self) -> list[date]:
        """Give the dates on which the plant is planned to work."""
        days = np.arange(self.from_s // DAY_S, np.ceil(self.to_s / DAY_S))
        open_s = np.diff(self.plant.until(np.r_[days, days[-1] + 1] * DAY_S))
        return [EPOCH + timedelta(days=int(day)) for day in days[open_s > 0]]


def plan_of(shifts: pl.DataFrame | None, first_s: float, last_s: float) -> Plan | None:
    """Give the plan that a shifts table holds for a time; None where it holds none for it.

    A table of one week is repeated. The plant is open when the rows without a machine say so,
    or, where all name one, when any machine is.
    """
    rows = shifts.filter(pl.col("end_at") > pl.col("start_at")) if shifts is not None else None
    if rows is None or rows.is_empty():
        return None
    start_s, end_s = (rows[name].to_physical().to_numpy() / 1e6 for name in ("start_at", "end_at"))
    weekly = float(end_s.max() - start_s.min()) <= ONE_WEEK_S
    if not weekly and (start_s.min() >= last_s or end_s.max() <= first_s):
        return None
    turns = np.zeros(1)
    if weekly:
        turns = np.arange(
            np.floor((first_s - end_s.max()) / WEEK_S), np.ceil((last_s - start_s.min()) / WEEK_S) + 1
        )
    start_s, end_s = (np.add.outer(turns * WEEK_S, each).ravel() for each in (start_s, end_s))
    names = np.tile(rows["machine"].fill_null("").to_numpy(), len(turns))
    own = {
        str(name): _planned(start_s[names == name], end_s[names == name]) for name in np.unique(names) if name
    }
    general = names == "" if (names == "").any() else np.ones(len(names), bool)
    plant = _planned(start_s[general], end_s[general])
    ends = (first_s, last_s)
    if not weekly:  # of the days that it names it tells the whole
        ends = (float(start_s.min() // DAY_S * DAY_S), float(np.ceil(end_s.max() / DAY_S) * DAY_S))
    return Plan(plant, own, *ends, weekly)


def _planned(start_s: Floats, end_s: Floats) -> Planned:
    spans = merged(np.zeros(len(start_s), np.int64), start_s, end_s)
    edges = np.stack([spans.start_s, spans.end_s], axis=1).ravel()
    done = np.cumsum(spans.seconds())
    return Planned(edges, np.stack([done - spans.seconds(), done], axis=1).ravel())


@dataclass(frozen=True)
class Agreement:
    """How well a plan and the reports agree, within the time that the plan is about."""

    worked_s: Floats  # (n_rows,) within that time; 0 for rows longer than a day
    outside_s: Floats  # (n_rows,) outside the planned shifts
    planned_days: int  # of the log
    unused: tuple[date, ...]  # planned days without any report

    @property
    def outside_share(self) -> float:
        """Give the share of the work that lies outside the planned shifts."""
        return float(self.outside_s.sum() / max(float(self.worked_s.sum()), 1.0))

    @property
    def unused_share(self) -> float:
        """Give the share of the planned days that have no report."""
        return len(self.unused) / max(self.planned_days, 1)


def agreement(plan: Plan, machine: Ints, names: list[str], start_s: Floats, end_s: Floats) -> Agreement:
    """Compare reports with a plan.

    Parameters
    ----------
    machine : (n_rows,)
        Number of each row's machine in ``names``, -1 for none.
    start_s, end_s : (n_rows,)
        Seconds since 1970.
    """
    begin_s, stop_s = (np.clip(each, plan.from_s, plan.to_s) for each in (start_s, end_s))
    stop_s = np.where(end_s - start_s <= DAY_S, np.maximum(begin_s, stop_s), begin_s)
    planned, unused = _days(plan, start_s, end_s)
    outside_s = _outside(plan, machine, names, begin_s, stop_s)
    return Agreement(stop_s - begin_s, outside_s, planned, unused)


def _outside(plan: Plan, machine: Ints, names: list[str], start_s: Floats, end_s: Floats) -> Floats:
    """Give the seconds of each row that lie outside its machine's plan, (n_rows,)."""
    within = plan.plant.until(end_s) - plan.plant.until(start_s)
    for number, name in enumerate(names):
        if name in plan.machines:
            own, planned = machine == number, plan.machines[name]
            within[own] = planned.until(end_s[own]) - planned.until(start_s[own])
    return np.maximum(end_s - start_s - within, 0.0)


def _days(plan: Plan, start_s: Floats, end_s: Floats) -> tuple[int, tuple[date, ...]]:
    """Count the planned days of the log, and give those on which no row starts or runs."""
    first, last = int(start_s.min() // DAY_S), int(end_s.max() // DAY_S)
    days = last - first + 1
    begun = np.bincount((start_s // DAY_S).astype(np.int64) - first, minlength=days + 1)
    gone = np.bincount((np.maximum(start_s, end_s) // DAY_S).astype(np.int64) - first + 1, minlength=days + 1)
    worked = np.cumsum(begun - gone)[:days] > 0
    planned = [day for day in plan.open_days() if 0 <= (day - EPOCH).days - first < days]
    return len(planned), tuple(day for day in planned if not worked[(day - EPOCH).days - first])


def _plan_disagrees(reports: Reports) -> Found[Reports] | None:
    """Look for work outside the planned shifts, and planned days without work."""
    plan = plan_of(reports.log.companions.shifts, float(reports.start_s.min()), float(reports.end_s.max()))
    if plan is None:
        return None
    met = agreement(plan, reports.machine.code, reports.machine.names, reports.start_s, reports.end_s)
    if met.outside_share <= OUTSIDE_AT_MOST and met.unused_share <= UNUSED_AT_MOST:
        return None
    worked_h, outside_h = float(met.worked_s.sum()) / HOUR_S, float(met.outside_s.sum()) / HOUR_S
    hit = met.outside_s > 0.5 * np.maximum(met.worked_s, 1.0)
    return Found(
        reports.numbers(hit),
        beyond(int(hit.sum()), reports.n, OUTSIDE_AT_MOST),
        Effect(
            say(
                "{outside:.0} of {worked:.0} hours of work lie outside the planned shifts.",
                outside=outside_h,
                worked=worked_h,
            ),
            (Move("work_in_shifts_h", "plant", worked_h, worked_h - outside_h, "h"),),
        ),
        details=(
            say(
                "planned days without any report: {unused} of {days}",
                unused=len(met.unused),
                days=met.planned_days,
            ),
            *(say("{day:date}", day=day) for day in met.unused[:SHOWN]),
        ),
    )


PLANNED: tuple[Check[Reports], ...] = (
    Check(
        "shifts_disagree",
        say("Planned shifts and reports disagree"),
        say(
            "More than a tenth of the work lies outside the planned shifts, or a quarter of the"
            " planned days has none."
        ),
        OPEN_TIME,
        say("Nothing done: the open hours are then learnt from the reports, not taken from the plan."),
        _plan_disagrees,
        doubtful=False,
    ),
)
