"""How the carrying out goes: what is due, forecast beside outcome, what became of each measure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from simmitt.web.cases.models import Case
from simmitt.web.plans import queries
from simmitt.web.plans.course import Course, course_of
from simmitt.web.plans.models import FOLLOW_UP_DAYS, FollowUp, KpiReading, Plan, PlanMeasure, Task
from simmitt.web.plans.presenting import Row
from simmitt.web.plans.rules import PLAN_WRITERS
from simmitt.web.plans.telling import DAY_H, EFFECT_OF, LEAD_TIME, Figure, Indicator, effect, indicator
from simmitt.web.scope.scope import Scope


@dataclass(frozen=True)
class Followed:
    """A measure, its tasks and its follow-ups, one for each of the days."""

    row: Row
    tasks: list[Task]
    follow_ups: list[FollowUp]

    @property
    def measure(self) -> PlanMeasure:
        """Give the measure."""
        return self.row.measure


@dataclass(frozen=True)
class Outcome:
    """A reading beside what was foretold."""

    reading: KpiReading
    figure: Figure
    verdict: str


@dataclass(frozen=True)
class FollowUpPage:
    """All that the page says."""

    plan: Plan
    indicator: Indicator | None
    measures: list[Followed]
    due: list[FollowUp]
    late: list[Task]
    coming: FollowUp | None
    outcomes: list[Outcome]
    courses: list[Course]
    may_write: bool

    @property
    def days(self) -> Sequence[int]:
        """Give the days of the follow-ups."""
        return FOLLOW_UP_DAYS


def follow_up_page(scope: Scope, case: Case) -> FollowUpPage | None:
    """Give the follow-up of the plan that is being carried out; nothing where none is decided."""
    plan = queries.carried_out(scope, case)
    if plan is None:
        return None
    tasks, rows = queries.tasks_of(scope, plan), queries.follow_ups_of(scope, plan)
    goal = indicator(plan.facts)
    outcomes = outcomes_of(goal, queries.readings_of(scope, plan))
    return FollowUpPage(
        plan=plan,
        indicator=goal,
        measures=_followed(plan, queries.decided_measures(scope, plan), tasks, rows),
        due=[one for one in rows if one.is_due],
        late=[one for one in tasks if one.is_late],
        coming=next((one for one in rows if not one.status and not one.is_due), None),
        outcomes=outcomes,
        courses=course_of(goal, [(one.reading.period_to, one.figure.value) for one in outcomes])
        if goal
        else [],
        may_write=bool(scope.roles & PLAN_WRITERS),
    )


def _followed(
    plan: Plan, measures: list[PlanMeasure], tasks: list[Task], rows: list[FollowUp]
) -> list[Followed]:
    name = EFFECT_OF.get((plan.facts.get("indicator") or {}).get("id", ""), LEAD_TIME)
    return [
        Followed(
            Row(one, number, effect(one.facts.get("alone"), name)),
            [task for task in tasks if task.measure_id == one.pk],
            [row for row in rows if row.measure_id == one.pk],
        )
        for number, one in enumerate(measures, start=1)
    ]


def outcomes_of(goal: Indicator | None, readings: list[KpiReading]) -> list[Outcome]:
    """Give the readings in the unit of the plan's figure, each beside what was foretold."""
    if goal is None:
        return []
    by = 1 / DAY_H if goal.id == LEAD_TIME and goal.unit != "h" else 1.0
    figures = [(one, Figure(goal.name, one.value * by, None, None, goal.unit)) for one in readings]
    return [Outcome(one, figure, _verdict(goal, figure.value, one.period_to)) for one, figure in figures]


def _verdict(goal: Indicator, value: float, day: date) -> str:
    """Say where a reading lies; before the day of the target nothing was promised."""
    if goal.then.low is None or goal.then.high is None:
        return ""
    if value < goal.then.low:
        return _("Lower than the forecast")
    if value <= goal.then.high:
        return _("Within the forecast")
    return _("Not there yet") if day.isoformat() < goal.target_date[:10] else _("Higher than the forecast")


def unit_of(plan: Plan) -> tuple[str, float]:
    """Give the unit that the plan's figure is read off in, and how much of the kept unit one of it is."""
    goal = indicator(plan.facts)
    if goal is None:
        return "", 1.0
    return goal.unit, DAY_H if goal.id == LEAD_TIME and goal.unit != "h" else 1.0


def finish(task: Task) -> Any:
    """Give when a task was done: now, or not at all where it was done already and that is taken back."""
    return None if task.done_at else timezone.now()
