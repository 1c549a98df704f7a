"""What the plan's own rows say of the last stations: decided, carried out, followed up."""

from collections.abc import Sequence
from datetime import date

from django.utils import timezone

from simmitt.web.cases.models import Case
from simmitt.web.plans.models import FOLLOW_UP_DAYS, FollowUp, KpiReading, Plan, PlanMeasure
from simmitt.web.plans.words import Decision, PlanState

OF_A_CASE = "what the journey is judged by; the case has been fetched within its scope"


def plan_days(case: Case) -> dict[str, date]:
    """Give by criterion since when it holds; what does not hold is not there."""
    locked = Plan.objects.unscoped(OF_A_CASE).filter(case=case, state=PlanState.LOCKED)
    plan: Plan | None = locked.order_by("-number").first()
    if plan is None or plan.locked_at is None:
        return {}
    decided = PlanMeasure.objects.unscoped(OF_A_CASE).filter(plan=plan, decision=Decision.YES)
    measures: list[PlanMeasure] = list(decided)
    days = {
        "decided": timezone.localdate(plan.locked_at),
        "begun": _begun(measures, _readings(case, plan)),
        "followed_up": _followed_up(measures, _last_looks(plan)),
    }
    return {criterion: day for criterion, day in days.items() if day}


def _readings(case: Case, plan: Plan) -> list[KpiReading]:
    """Give what was read off of the plan's figure, also while an earlier version held."""
    kpi = (plan.facts.get("indicator") or {}).get("id", "")
    return list(KpiReading.objects.unscoped(OF_A_CASE).filter(plan__case=case, kpi=kpi))


def _last_looks(plan: Plan) -> list[FollowUp]:
    rows = FollowUp.objects.unscoped(OF_A_CASE).filter(measure__plan=plan, day=FOLLOW_UP_DAYS[-1])
    return list(rows.exclude(status=""))


def _begun(measures: Sequence[PlanMeasure], readings: Sequence[KpiReading]) -> date | None:
    """Say since when each measure has begun and has a reading of a time after its start."""
    first = [
        min((timezone.localdate(one.created_at) for one in readings if _is_after(one, measure)), default=None)
        for measure in measures
    ]
    found = [one for one in first if one]
    return max(found) if measures and len(found) == len(measures) else None


def _is_after(reading: KpiReading, measure: PlanMeasure) -> bool:
    return measure.starts_on is not None and measure.starts_on <= reading.period_from


def _followed_up(measures: Sequence[PlanMeasure], looks: Sequence[FollowUp]) -> date | None:
    """Say since when each measure has the status of its last follow-up."""
    answered = {one.measure_id: timezone.localdate(one.at or one.changed_at) for one in looks}
    days = [answered[one.pk] for one in measures if one.pk in answered]
    return max(days) if measures and len(days) == len(measures) else None
