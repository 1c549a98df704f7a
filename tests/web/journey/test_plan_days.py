"""The last stations follow from the plan's own rows: locked, read off, followed up."""

from datetime import date, timedelta

import pytest
from django.utils import timezone
from web.plans.rows import measures_of, plan_for
from web.world import World

from simmitt.web.cases.models import Case
from simmitt.web.journey.plan_days import plan_days
from simmitt.web.plans import deciding
from simmitt.web.plans.models import FollowUp, KpiReading, Plan, PlanMeasure


@pytest.fixture
def case(world: World) -> Case:
    """A journey whose plan is yet to be written."""
    one: Case = world.rows["case"]["alfa"]
    Plan.objects.unscoped("a test").filter(case=one).delete()
    return one


@pytest.fixture
def plan(world: World, case: Case) -> Plan:
    return plan_for(case.company, world.person["manager"])


def lock(plan: Plan, world: World, starts_on: date) -> list[PlanMeasure]:
    for one in measures_of(plan):
        one.decision, one.starts_on, one.ready_on = "yes", starts_on, starts_on + timedelta(days=30)
        one.save()
    deciding.lock(plan=plan, person=world.person["owner of alfa"])
    return measures_of(plan)


def read(plan: Plan, world: World, begins: date) -> None:
    KpiReading.objects.create(
        plan=plan,
        kpi="lead_time_mean_h",
        period_from=begins,
        period_to=begins + timedelta(days=6),
        value=1.0,
        by=world.person["manager"],
    )


def test_without_a_plan_nothing_holds(case: Case) -> None:
    assert plan_days(case) == {}


def test_a_draft_is_not_decided(case: Case, plan: Plan) -> None:
    assert plan_days(case) == {}


def test_a_locked_plan_is_decided_also_when_the_next_one_is_begun(
    world: World, case: Case, plan: Plan
) -> None:
    lock(plan, world, timezone.localdate() + timedelta(days=9))
    deciding.begin_version(plan=plan, person=world.person["manager"])

    assert plan_days(case) == {"decided": timezone.localdate()}


def test_a_reading_counts_from_the_measures_start(world: World, case: Case, plan: Plan) -> None:
    start = timezone.localdate() - timedelta(days=40)
    lock(plan, world, start)
    read(plan, world, start - timedelta(days=1))
    assert "begun" not in plan_days(case)

    read(plan, world, start)

    assert plan_days(case)["begun"] == timezone.localdate()


def test_a_measure_that_has_not_begun_is_not_carried_out(world: World, case: Case, plan: Plan) -> None:
    start = timezone.localdate() - timedelta(days=40)
    for number, one in enumerate(measures_of(plan)):
        one.starts_on, one.ready_on, one.decision = start + timedelta(days=60 * number), start, "yes"
        one.save()
    deciding.lock(plan=plan, person=world.person["owner of alfa"])

    read(plan, world, start)

    assert "begun" not in plan_days(case)


def test_only_the_status_on_the_last_day_ends_the_follow_up(world: World, case: Case, plan: Plan) -> None:
    lock(plan, world, timezone.localdate() - timedelta(days=400))
    rows = FollowUp.objects.unscoped("a test").filter(measure__plan=plan)
    rows.exclude(day=365).update(status="implemented")
    assert "followed_up" not in plan_days(case)

    rows.filter(day=365).update(status="implemented", at=timezone.now())

    assert plan_days(case)["followed_up"] == timezone.localdate()
