"""A plan that somebody decides, and how its fields are posted."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from web.plans.rows import measures_of
from web.world import World

from simmitt.web.cases.models import Charter
from simmitt.web.plans import deciding, operations
from simmitt.web.plans.models import Financing, Plan, PlanMeasure
from simmitt.web.plans.operations import Change
from simmitt.web.plans.whole import AID

Post = Callable[..., Any]


@pytest.fixture
def plan(world: World) -> Plan:
    """Give alfa's plan as it was computed, with an empty source of money."""
    found: Plan = world.rows["plan"]["alfa"]
    return found


@pytest.fixture
def measures(plan: Plan) -> list[PlanMeasure]:
    return measures_of(plan)


@pytest.fixture
def post(plan: Plan) -> Post:
    """Post one field as a browser does."""

    def send(client: Client, row: Any, field: str, value: str, seen: int = 0, **more: Any) -> Any:
        fields = {"about": row.public_id, "field": field, "value": value, "seen": seen, **more}
        return client.post(reverse("plan_field", args=[plan.public_id]), fields)

    return send


@pytest.fixture
def finished(world: World, plan: Plan, measures: list[PlanMeasure]) -> Plan:
    """Give the plan with everything said that its sixteen checks ask for."""
    owner = world.person["owner of alfa"]
    Charter.objects.unscoped("a test").filter(case=plan.case).update(
        champion=world.person["champion of alfa"], promised_hours_week=40
    )

    def say(row: Any, field: str, raw: str) -> None:
        operations.change_field(plan=plan, change=Change(row.public_id, field, raw, 0), person=owner)

    for measure in measures:
        say(measure, "owner", "Stina Wallmark")
        say(measure, "decision", "yes")
    say(measures[2], "safety_note", "Skyddsombudet har sett schemat.")
    money: Financing = world.rows["financing"]["alfa"]
    say(money, "amount_sek", "115 000")
    deciding.declare(plan=plan, criterion=AID, text="De minimis räcker.", person=owner)
    return plan
