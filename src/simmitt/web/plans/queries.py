"""What is asked of plans."""

from django.http import Http404

from simmitt.ground.sorting import swedish_key
from simmitt.web.analyses.models import LIVE, DataSet, DataState, Run, RunKind, RunState
from simmitt.web.cases.models import Case
from simmitt.web.companies.models import Contact
from simmitt.web.people.models import Membership
from simmitt.web.plans.models import FollowUp, KpiReading, Plan, PlanMeasure, Task
from simmitt.web.plans.words import Decision, PlanState
from simmitt.web.scope.roles import COMPANY
from simmitt.web.scope.rows import get_seen
from simmitt.web.scope.scope import Scope

RELATED = ("case__company", "run", "locked_by")


def plan_seen(scope: Scope, public_id: str) -> Plan:
    """Give a plan by its address, or say that there is none."""
    plan: Plan = get_seen(Plan, scope, public_id, *RELATED)
    return plan


def versions(scope: Scope, case: Case) -> list[Plan]:
    """Give every version of a company's plan, the newest first."""
    plans = Plan.objects.seen_by(scope).filter(case=case).select_related(*RELATED)
    return list(plans.order_by("-number"))


def version_asked(plans: list[Plan], number: str) -> Plan | None:
    """Give the version that the address asks for, or else the newest."""
    if not number:
        return plans[0] if plans else None
    found = next((one for one in plans if str(one.number) == number), None)
    if found is None:
        raise Http404
    return found


def carried_out(scope: Scope, case: Case) -> Plan | None:
    """Give the plan that is being carried out: the newest that is locked."""
    plans = Plan.objects.seen_by(scope).filter(case=case, state=PlanState.LOCKED)
    found: Plan | None = plans.select_related(*RELATED).order_by("-number").first()
    return found


def draft_of(scope: Scope, run: Run) -> Plan | None:
    """Give the plan that rests on a run and can still be changed."""
    drafts = Plan.objects.seen_by(scope).filter(run=run, state=PlanState.DRAFT)
    found: Plan | None = drafts.select_related(*RELATED).order_by("-number").first()
    return found


def under_way(scope: Scope, case: Case) -> Run | None:
    """Give the newest run for a plan that is not done: waiting, under way, or gone wrong."""
    runs = Run.objects.seen_by(scope).filter(case=case, kind=RunKind.PLAN).order_by("-pk")
    newest: Run | None = runs.first()
    return newest if newest and newest.state in (*LIVE, RunState.FAILED) else None


def data_for_a_plan(scope: Scope, case: Case) -> DataSet | None:
    """Give the newest set of data that has been approved."""
    found: DataSet | None = (
        DataSet.objects.seen_by(scope).filter(case=case, state=DataState.APPROVED).order_by("-number").first()
    )
    return found


def decided_measures(scope: Scope, plan: Plan) -> list[PlanMeasure]:
    """Give the measures that are to be carried out."""
    return list(PlanMeasure.objects.seen_by(scope).filter(plan=plan, decision=Decision.YES))


def tasks_of(scope: Scope, plan: Plan) -> list[Task]:
    """Give the tasks of a plan's measures, what is due first standing first."""
    return list(Task.objects.seen_by(scope).filter(measure__plan=plan).select_related("measure"))


def follow_ups_of(scope: Scope, plan: Plan) -> list[FollowUp]:
    """Give the follow-ups of a plan, as time goes."""
    rows = FollowUp.objects.seen_by(scope).filter(measure__plan=plan)
    return list(rows.select_related("measure", "by"))


def readings_of(scope: Scope, plan: Plan) -> list[KpiReading]:
    """Give what has been read off of the plan's figure, as time goes."""
    kpi = (plan.facts.get("indicator") or {}).get("id", "")
    return list(KpiReading.objects.seen_by(scope).filter(plan=plan, kpi=kpi).select_related("by"))


def names_known(scope: Scope, plan: Plan) -> list[str]:
    """Give the names that somebody responsible is likely to bear: the company's people and contacts."""
    company = plan.case.company_id
    members = Membership.objects.seen_by(scope).filter(
        company=company, role__in=COMPANY, ended_at__isnull=True
    )
    contacts = Contact.objects.seen_by(scope).filter(company=company)
    names = [*members.values_list("person__name", flat=True), *contacts.values_list("name", flat=True)]
    return sorted(dict.fromkeys(names), key=swedish_key)
