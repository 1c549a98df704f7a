"""Working hours taken from a plan of shifts, if people work when it says."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np
import polars as pl

from simmitt.engine.eventlog.log import EventLog
from simmitt.engine.hours.weekly import MONDAY_S, Basis, WeeklyHours, open_seconds, stretches
from simmitt.engine.hours.working import NotableDate, WorkingHours
from simmitt.engine.orders import codes, seconds
from simmitt.engine.quality.planned_shifts import (
    OUTSIDE_AT_MOST,
    UNUSED_AT_MOST,
    Agreement,
    Plan,
    Planned,
    agreement,
    plan_of,
)
from simmitt.ground.texts import say
from simmitt.ground.units import DAY_S, MINUTE_S, WEEK_S
from simmitt.ground.workdays import holiday_name

GRAIN_S = 15 * MINUTE_S
# A slot of the week is planned when it is in half of the weeks.
PLANNED_FROM = 0.5
# A dated plan must be about so much of the log's period.
COVERED_AT_LEAST = 0.8


@dataclass(frozen=True)
class Judgement:
    """A plan beside what was reported."""

    plan: Plan
    agreement: Agreement
    covered_share: float  # of the log's period that the plan is about


def judged(log: EventLog, rows: pl.DataFrame) -> Judgement | None:
    """Give the log's plan of shifts, and how well it and the reports agree; None without a plan."""
    start_s, end_s = seconds(rows)
    first, last = float(start_s.min()), float(end_s.max())
    plan = plan_of(log.companions.shifts, first, last)
    if plan is None:
        return None
    machine, names = codes(rows["machine"])
    covered = (min(plan.to_s, last) - max(plan.from_s, first)) / max(last - first, 1.0)
    return Judgement(plan, agreement(plan, machine, names, start_s, end_s), covered)


def hours_of_plan(judgement: Judgement, learnt: WorkingHours) -> WorkingHours:
    """Give the plan's hours, or those learnt, each with the reason why."""
    met = judgement.agreement
    if judgement.covered_share < COVERED_AT_LEAST:
        why = say(
            "The open hours are learnt from the reports: the planned shifts cover {share:.0%} of the"
            " log's time.",
            share=judgement.covered_share,
        )
        return replace(learnt, reason=why)
    if met.outside_share > OUTSIDE_AT_MOST or met.unused_share > UNUSED_AT_MOST:
        why = say(
            "The open hours are learnt from the reports: {outside:.0%} of the work lies outside the planned "
            "shifts, and {unused:.0%} of the planned days have no work.",
            outside=met.outside_share,
            unused=met.unused_share,
        )
        return replace(learnt, reason=why)
    return _of_plan(judgement, learnt)


def _of_plan(judgement: Judgement, learnt: WorkingHours) -> WorkingHours:
    plan = judgement.plan
    plant = _weekly(plan, plan.plant, learnt.plant)
    machines = {
        name: _weekly(plan, plan.machines[name], own, "machine")
        if name in plan.machines
        else replace(plant, rows=own.rows, learnt_from="plant")
        for name, own in learnt.machines.items()
    }
    # A pattern laid over the calendar knows no holidays: what is learnt of dates stays.
    left_out = frozenset(_closed_by_plan(plan, plant)) - learnt.closed_dates
    kept = [each for each in learnt.notable if each.when not in left_out]
    kept += [NotableDate(when, "closed", holiday_name(when), 0.0, 1.0) for when in left_out]
    return WorkingHours(
        plant,
        machines,
        learnt.closed_dates | left_out,
        tuple(sorted(kept, key=lambda each: each.when)),
        learnt.vacations,
        "plan",
        say(
            "The open hours are those of the planned shifts: {share:.0%} of the work lies within them.",
            share=1 - judgement.agreement.outside_share,
        ),
    )


def _weekly(plan: Plan, planned: Planned, learnt: WeeklyHours, learnt_from: Basis = "plant") -> WeeklyHours:
    """Give the week that a plan has as a rule: each slot as it is in most weeks."""
    first, last = np.floor(plan.from_s / GRAIN_S), np.ceil(plan.to_s / GRAIN_S)
    slots = np.arange(first, last + 1)
    open_share = np.diff(planned.until(slots * GRAIN_S)) / GRAIN_S
    count = int(WEEK_S / GRAIN_S)
    of_week = ((slots[:-1] * GRAIN_S - MONDAY_S) % WEEK_S / GRAIN_S).astype(np.int64)
    seen = np.bincount(of_week, minlength=count)
    rate = np.bincount(of_week, open_share, minlength=count) / np.maximum(seen, 1)
    return WeeklyHours(
        stretches(rate >= PLANNED_FROM, GRAIN_S),
        tuple(np.round(rate, 4).tolist()),
        GRAIN_S,
        float(seen.mean()),
        learnt.rows,
        learnt_from,
    )


def _closed_by_plan(plan: Plan, plant: WeeklyHours) -> list[date]:
    """Give the dates that the plan leaves out though the week has open hours on them."""
    if plan.weekly:
        return []
    day = np.arange(np.ceil(plan.from_s / DAY_S), np.floor(plan.to_s / DAY_S))
    planned_s = np.diff(plan.plant.until(np.r_[day, day[-1] + 1] * DAY_S)) if len(day) else day
    usual_s = np.diff(open_seconds(plant, np.r_[day, day[-1] + 1] * DAY_S)) if len(day) else day
    return [_date(each) for each in day[(planned_s == 0) & (usual_s > 0)]]


def _date(day: float) -> date:
    return date(1970, 1, 1) + timedelta(days=int(day))
