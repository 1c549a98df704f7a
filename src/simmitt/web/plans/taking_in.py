"""From a run that is done to a plan that people can edit."""

from typing import Any

from django.db import transaction

from simmitt.web.analyses.models import Run, RunKind, RunState
from simmitt.web.cases.models import Case
from simmitt.web.plans.fields import OF_A_PLAN
from simmitt.web.plans.models import Financing, Plan, PlanMeasure
from simmitt.web.plans.operations import measure_from
from simmitt.web.plans.words import CostKind, PlanState

# What the plan keeps of what the run told; the measures lie in rows of their own.
KEPT = (
    "run_id", "origin", "data_grade", "light", "light_reasons", "despite_red", "lead_time_in_doubt",
    "explained_share", "budget_sek", "starts_on", "objective", "objective_text", "price_year", "indicator",
    "rejected", "set_aside", "joint", "joint_money", "money_if_used", "constraint_before", "constraint_after",
    "economy", "interactions",
)  # fmt: skip
# What people have said of a measure holds for the same measure in the next plan too.
SAID_BEFORE = ("owner", "owner_person", "risk", "mitigation", "safety_note")
COSTED_BEFORE = ("cost_sek", "cost_kind", "cost_margin_sek", "quote")


def take_in(case: Case) -> None:
    """Make a plan of the newest run of a case that is done and has none yet."""
    runs = Run.objects.unscoped(OF_A_PLAN).filter(case=case, kind=RunKind.PLAN, state=RunState.DONE)
    newest = runs.order_by("-finished_at", "-pk").first()
    if newest and not Plan.objects.unscoped(OF_A_PLAN).filter(run=newest).exists():
        plan_from(newest)


def plan_from(run: Run) -> Plan:
    """Give the plan that a run made; the first who asks makes the rows, those after find them."""
    with transaction.atomic():
        # Held, so that two who open the page at once make one plan.
        Case.objects.unscoped(OF_A_PLAN).select_for_update().get(pk=run.case_id)
        there: Plan | None = Plan.objects.unscoped(OF_A_PLAN).filter(run=run).order_by("number").first()
        if there:
            return there
        earlier = Plan.objects.unscoped(OF_A_PLAN).filter(case=run.case_id).order_by("-number").first()
        plan = _plan(run, earlier)
        for place, told in enumerate(run.told["measures"], start=1):
            PlanMeasure.objects.create(plan=plan, **_with_what_was_said(measure_from(told, place), earlier))
        if earlier and earlier.state == PlanState.DRAFT:
            _carry_money(earlier, plan)
    return plan


def _plan(run: Run, earlier: Plan | None) -> Plan:
    facts: dict[str, Any] = {name: run.told[name] for name in KEPT if name in run.told}
    # Which measures the joint effect holds for.
    facts["chosen"] = [one["id"] for one in run.told["measures"]]
    made: Plan = Plan.objects.create(
        case_id=run.case_id,
        run=run,
        number=earlier.number + 1 if earlier else 1,
        facts=facts,
        begun_by=run.asked_by,
    )
    return made


def _with_what_was_said(columns: dict[str, Any], earlier: Plan | None) -> dict[str, Any]:
    """Lay what people said of the same measure in the earlier plan over what the run tells."""
    before = (
        PlanMeasure.objects.unscoped(OF_A_PLAN).filter(plan=earlier, candidate=columns["candidate"]).first()
    )
    if before is None:
        return columns
    names = SAID_BEFORE if before.cost_kind == CostKind.CATALOGUE else SAID_BEFORE + COSTED_BEFORE
    return columns | {name: getattr(before, name) for name in names if getattr(before, name)}


def _carry_money(earlier: Plan, plan: Plan) -> None:
    for one in Financing.objects.unscoped(OF_A_PLAN).filter(plan=earlier):
        Financing.objects.create(
            plan=plan, source=one.source, name=one.name, amount_sek=one.amount_sek, rule=one.rule
        )
