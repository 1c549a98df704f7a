"""What is decided of a plan: locked, begun anew, signed for, tried together; each verb is one transaction."""

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from simmitt.web.cases.models import Declaration
from simmitt.web.plans.fields import OF_A_PLAN, SELECTION
from simmitt.web.plans.models import FOLLOW_UP_DAYS, FieldEdit, Financing, FollowUp, Plan, PlanMeasure
from simmitt.web.plans.operations import NoSuchRow, add_measure, held, note_edit
from simmitt.web.plans.words import Decision, PlanState

COPIED = (
    "candidate", "name_sv", "name_en", "facts", "place", "owner", "owner_person", "starts_on", "ready_on",
    "hours", "cost_sek", "cost_kind", "cost_margin_sek", "quote", "risk", "mitigation", "safety_note",
    "decision", "reason", "decided_by", "decided_at",
)  # fmt: skip


def lock(*, plan: Plan, person: Any) -> None:
    """Lock a plan that its owner has decided, and put its follow-ups into the calendar."""
    with transaction.atomic():
        plan = held(plan)
        plan.state, plan.locked_by, plan.locked_at = PlanState.LOCKED, person, timezone.now()
        plan.save(update_fields=["state", "locked_by", "locked_at", "changed_at"])
        decided = PlanMeasure.objects.unscoped(OF_A_PLAN).filter(plan=plan, decision=Decision.YES)
        FollowUp.objects.bulk_create(
            FollowUp(measure=one, day=days, due_on=one.ready_on + timedelta(days=days))
            for one in decided
            for days in FOLLOW_UP_DAYS
            if one.ready_on
        )


def begin_version(*, plan: Plan, person: Any) -> Plan:
    """Begin a new version of a locked plan, with all that stands in it; a draft under way stays."""
    with transaction.atomic():
        plans = Plan.objects.unscoped(OF_A_PLAN)
        newest: Plan = plans.select_for_update(of=("self",)).filter(case=plan.case_id).order_by("-number")[0]
        if not newest.is_locked:
            return newest
        fresh: Plan = Plan.objects.create(
            case=newest.case, number=newest.number + 1, run=newest.run, facts=newest.facts, begun_by=person,
            first_step=newest.first_step, first_step_on=newest.first_step_on,
            without_model=newest.without_model,
        )  # fmt: skip
        copy_rows(newest, fresh)
    return fresh


def copy_rows(earlier: Plan, fresh: Plan) -> None:
    """Copy measures and financing, each as a row of its own."""
    for one in PlanMeasure.objects.unscoped(OF_A_PLAN).filter(plan=earlier):
        PlanMeasure.objects.create(plan=fresh, **{name: getattr(one, name) for name in COPIED})
    for money in Financing.objects.unscoped(OF_A_PLAN).filter(plan=earlier):
        Financing.objects.create(
            plan=fresh, source=money.source, name=money.name, amount_sek=money.amount_sek, rule=money.rule
        )


def declare(*, plan: Plan, criterion: str, text: str, person: Any) -> None:
    """Sign for a check that the platform can't look up; an earlier word on it is withdrawn and kept."""
    with transaction.atomic():
        held(plan)
        standing = Declaration.objects.unscoped(OF_A_PLAN).filter(
            case=plan.case_id, criterion=criterion, withdrawn_at__isnull=True
        )
        standing.update(withdrawn_at=timezone.now())
        Declaration.objects.create(case_id=plan.case_id, criterion=criterion, text=text, person=person)


def take_selection(*, plan: Plan, candidates: list[str], answer: dict[str, Any], person: Any) -> None:
    """Let the plan rest on measures that somebody has tried together, with what they give together.

    ``candidates`` are ids among those of the run, ``answer`` is what the warm process said of them
    (docs/reference/jobs.md). Measures that the plan lacks are taken in; those that are left out stay
    until the owner says later or no to them.
    """
    with transaction.atomic():
        plan = held(plan)
        known = {one["id"]: one for one in plan.facts.get("rejected", ())}
        there = PlanMeasure.objects.unscoped(OF_A_PLAN).filter(plan=plan)
        missing = [one for one in candidates if one not in set(there.values_list("candidate", flat=True))]
        if any(one not in known for one in missing):
            raise NoSuchRow
        for one in missing:
            add_measure(plan=plan, candidate=known[one], person=person)
        before = ", ".join(plan.facts.get("chosen", ()))
        plan.facts |= _tried(plan.facts, candidates, answer)
        plan.save(update_fields=["facts", "changed_at"])
        earlier = FieldEdit.objects.unscoped(OF_A_PLAN).filter(about=plan.public_id, field=SELECTION).count()
        note_edit(plan, plan.public_id, SELECTION, earlier + 1, before, ", ".join(candidates), person)


def _tried(facts: dict[str, Any], candidates: list[str], answer: dict[str, Any]) -> dict[str, Any]:
    target = answer["indicator"]["target"]
    return {
        "chosen": list(candidates),
        "joint": answer["effect"],
        "joint_money": answer["money"],
        "joint_draws": answer["draws"],
        "constraint_after": answer["constraint_after"],
        "indicator": facts["indicator"] | {"target": target},
    }
