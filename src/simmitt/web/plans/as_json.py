"""The plan as other programs read it: complete, so that a document can be drawn of it."""

from typing import Any

from simmitt.web.plans.checks import checks_of
from simmitt.web.plans.fields import as_text
from simmitt.web.plans.models import FOLLOW_UP_DAYS, FollowUp, KpiReading, PlanMeasure, Task
from simmitt.web.plans.telling import indicator
from simmitt.web.plans.whole import Whole

VERSION = 1


def plan_as_json(
    whole: Whole,
    follow_ups: list[FollowUp],
    tasks: list[Task],
    readings: list[KpiReading],
) -> dict[str, Any]:
    """Give the plan with every field, decision and figure."""
    plan, goal = whole.plan, indicator(whole.facts)
    return {
        "version": VERSION,
        "company": str(plan.case.company),
        "number": plan.number,
        "state": plan.state,
        "locked_at": plan.locked_at.isoformat() if plan.locked_at else None,
        "locked_by": _name(plan.locked_by),
        "first_step": plan.first_step,
        "first_step_on": as_text(plan.first_step_on) or None,
        "without_model": plan.without_model,
        "champion": _name(whole.charter.champion) if whole.charter else "",
        "promised_hours_week": whole.charter.promised_hours_week if whole.charter else None,
        "is_as_simulated": whole.is_as_simulated,
        "facts": whole.facts,
        "measures": [_measure(one) for one in whole.measures],
        "financing": [
            {"source": one.source, "name": one.name, "amount_sek": one.amount_sek, "rule": one.rule}
            for one in whole.financing
        ],
        "declarations": [
            {"criterion": key, "text": one.text, "by": one.person.name, "at": one.signed_at.isoformat()}
            for key, one in sorted(whole.declarations.items())
        ],
        "checks": [
            {"number": one.number, "state": one.answer.state, "condition": str(one.condition),
             "found": one.answer.found}
            for one in checks_of(whole)
        ],
        "tasks": [_task(one) for one in tasks],
        # Readings are kept in the run's own unit; an effect is as it was measured, in the unit that is shown.
        "reading_unit": (whole.facts.get("indicator") or {}).get("unit", ""),
        "readings": [_reading(one) for one in readings],
        "measured_effect_unit": goal.unit if goal else "",
        "follow_up_days": list(FOLLOW_UP_DAYS),
        "follow_ups": [_follow_up(one) for one in follow_ups],
    }  # fmt: skip


def _name(person: Any) -> str:
    return person.name if person else ""


def _measure(one: PlanMeasure) -> dict[str, Any]:
    return {
        "id": one.candidate,
        "name": {"sv": one.name_sv, "en": one.name_en},
        "owner": one.owner,
        "starts_on": as_text(one.starts_on) or None,
        "ready_on": as_text(one.ready_on) or None,
        "hours": one.hours,
        "cost_sek": one.cost_sek,
        "cost_kind": one.cost_kind,
        "cost_margin_sek": one.cost_margin_sek,
        "quote": {"name": one.quote.name, "sha256": one.quote.sha256} if one.quote else None,
        "risk": one.risk,
        "mitigation": one.mitigation,
        "safety_note": one.safety_note,
        "decision": one.decision,
        "reason": one.reason,
        "decided_by": _name(one.decided_by),
        "decided_at": one.decided_at.isoformat() if one.decided_at else None,
        "facts": one.facts,
    }


def _task(one: Task) -> dict[str, Any]:
    return {
        "measure": one.measure.candidate, "text": one.text, "owner": one.owner,
        "due_on": as_text(one.due_on) or None, "done_at": one.done_at.isoformat() if one.done_at else None,
    }  # fmt: skip


def _reading(one: KpiReading) -> dict[str, Any]:
    return {
        "kpi": one.kpi, "period_from": as_text(one.period_from), "period_to": as_text(one.period_to),
        "value": one.value, "source": one.source, "note": one.note, "by": one.by.name,
    }  # fmt: skip


def _follow_up(one: FollowUp) -> dict[str, Any]:
    return {
        "measure": one.measure.candidate, "day": one.day, "due_on": as_text(one.due_on), "status": one.status,
        "measured_effect": one.measured_effect, "note": one.note, "by": _name(one.by),
        "at": one.at.isoformat() if one.at else None,
    }  # fmt: skip
