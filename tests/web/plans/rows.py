"""A plan for each company of the world, with its word in all that can be read."""

from datetime import date
from typing import Any

from django.utils import timezone
from web.plans.told import told

from simmitt.web.analyses.models import Run, RunKind, RunState
from simmitt.web.cases.models import Case
from simmitt.web.cases.operations import open_case
from simmitt.web.companies.models import Company
from simmitt.web.plans import deciding, operations
from simmitt.web.plans.models import FollowUp, KpiReading, Plan, PlanMeasure, Task
from simmitt.web.plans.operations import Change
from simmitt.web.plans.taking_in import plan_from


def done_run(case: Case, person: Any, **more: Any) -> Run:
    """Give a run for a plan that is done."""
    count = Run.objects.unscoped("a test").count()
    run: Run = Run.objects.create(
        case=case, kind=RunKind.PLAN, state=RunState.DONE, engine="0.1.0", key=f"plan-{count}",
        told=told(**more), asked_by=person, finished_at=timezone.now(),
    )  # fmt: skip
    return run


def plan_for(company: Company, person: Any, **more: Any) -> Plan:
    """Give a plan of a run that is done."""
    return plan_from(done_run(open_case(company=company, person=person), person, **more))


def measures_of(plan: Plan) -> list[PlanMeasure]:
    rows = PlanMeasure.objects.unscoped("a test").filter(plan=plan)
    return list(rows.order_by("place"))


def write_plans(world: Any, canary: Any) -> None:
    """Write for each company a plan that is being carried out, and the next one, which is a draft."""
    person = world.person["manager"]
    for name, company in world.company.items():
        word = canary(name)
        earlier = plan_for(company, person, name=f"Maskin {word}")
        carried_out = measures_of(earlier)[0]
        decide = Change(carried_out.public_id, "decision", "yes", 0)
        operations.change_field(plan=earlier, change=decide, person=person)
        deciding.lock(plan=earlier, person=person)
        _follow(world, name, word, earlier, carried_out)
        plan = plan_for(company, person, name=f"Maskin {word}")
        world.keep("plan", name, plan)
        world.keep("measure", name, measures_of(plan)[0])
        world.keep("financing", name, operations.add_financing(plan=plan, person=person))


def _follow(world: Any, name: str, word: str, plan: Plan, measure: PlanMeasure) -> None:
    task = Task.objects.create(measure=measure, text=f"Bygg {word}", owner=f"Person {word}")
    world.keep("task", name, task)
    reading = KpiReading.objects.create(
        plan=plan, kpi="lead_time_mean_h", period_from=date(2026, 9, 1), period_to=date(2026, 9, 30),
        value=480.0, note=f"Avläst {word}", by=world.person["manager"],
    )  # fmt: skip
    world.keep("reading", name, reading)
    follow_up = FollowUp.objects.unscoped("a test").get(measure=measure, day=30)
    follow_up.note = f"Not {word}"
    follow_up.save()
    world.keep("follow_up", name, follow_up)
