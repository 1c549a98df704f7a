"""Locking, the next version, signing."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from web.plans.conftest import Post
from web.plans.rows import measures_of
from web.world import World

from simmitt.web.plans import deciding, operations
from simmitt.web.plans.models import FollowUp, Plan, PlanMeasure

AsPerson = Callable[[str], Client]


def now(plan: Plan) -> Plan:
    found: Plan = Plan.objects.unscoped("a test").get(pk=plan.pk)
    return found


def lock(client: Client, plan: Plan) -> int:
    return client.post(reverse("plan_lock", args=[plan.public_id])).status_code


def test_the_owner_locks_a_plan_that_meets_all(
    world: World, as_person: AsPerson, finished: Plan, measures: list[PlanMeasure]
) -> None:
    assert lock(as_person("owner of alfa"), finished) == 302

    locked = now(finished)
    assert (locked.state, locked.locked_by) == ("locked", world.person["owner of alfa"])
    due = FollowUp.objects.unscoped("a test").filter(measure=measures[2]).order_by("day")
    assert [(one.day, one.due_on) for one in due] == [
        (30, date(2027, 5, 9)), (90, date(2027, 7, 8)), (180, date(2027, 10, 6)), (365, date(2028, 4, 8)),
    ]  # fmt: skip


@pytest.mark.parametrize("person", ["champion of alfa", "coach", "coordinator", "manager"])
def test_nobody_but_the_owner_locks(person: str, as_person: AsPerson, finished: Plan) -> None:
    assert lock(as_person(person), finished) == 404
    assert now(finished).state == "draft"


def test_a_plan_that_lacks_something_says_what_and_stays_open(as_person: AsPerson, plan: Plan) -> None:
    owner = as_person("owner of alfa")

    assert lock(owner, plan) == 409
    page = owner.get(reverse("plan", args=[plan.case.company.public_id])).content.decode()
    assert "Lås och besluta" in page
    assert "Går när kontroll 4, 5, 6, 12, 14 och 16 är klara." in page
    assert now(plan).state == "draft"


def test_a_locked_plan_cannot_be_changed(
    as_person: AsPerson, finished: Plan, measures: list[PlanMeasure], post: Post
) -> None:
    owner = as_person("owner of alfa")
    lock(owner, finished)

    assert post(owner, measures[0], "hours", "1", seen=0).status_code == 410
    assert owner.post(reverse("financing_new", args=[finished.public_id])).status_code == 410
    assert lock(owner, finished) == 409


def test_a_new_version_begins_with_all_that_stood_in_the_locked_one(
    as_person: AsPerson, finished: Plan
) -> None:
    owner = as_person("owner of alfa")
    lock(owner, finished)

    owner.post(reverse("plan_version", args=[finished.public_id]))
    owner.post(reverse("plan_version", args=[finished.public_id]))

    plans = Plan.objects.unscoped("a test").filter(case=finished.case, number__gte=finished.number)
    first, second = plans.order_by("number")
    assert (first.state, second.state, second.number) == ("locked", "draft", finished.number + 1)
    assert [(one.candidate, one.owner, one.decision) for one in measures_of(second)] == [
        (one.candidate, one.owner, one.decision) for one in measures_of(first)
    ]


def test_what_is_signed_for_stands_with_its_name(as_person: AsPerson, plan: Plan, world: World) -> None:
    money = world.rows["financing"]["alfa"]
    money.amount_sek = 115_000
    money.save()
    fields = {"criterion": "check_12", "text": "Prövat mot de minimis."}

    as_person("coach").post(reverse("plan_declare", args=[plan.public_id]), fields)

    page = as_person("owner of alfa").get(reverse("plan", args=[plan.case.company.public_id]))
    text = page.content.decode()
    assert "Undertecknat, inte uppslaget." in text
    assert "Person coach" in text
    assert "Prövat mot de minimis." in text


def test_what_was_signed_for_one_set_of_measures_does_not_hold_for_another(
    as_person: AsPerson, finished: Plan, measures: list[PlanMeasure], post: Post
) -> None:
    owner = as_person("owner of alfa")
    post(owner, measures[0], "decision", "no", seen=1, reason="too_dear")
    sign = reverse("plan_declare", args=[finished.public_id])
    criterion = owner.get(sign).context["form"].fields["criterion"].choices[1][0]
    owner.post(sign, {"criterion": criterion, "text": "Vi beslutar ändå."})
    there = reverse("plan", args=[finished.case.company.public_id])
    assert owner.get(there).context["page"].checks[9].answer.state == "declared"

    post(owner, measures[2], "decision", "later", seen=1, reason="hours")

    assert owner.get(there).context["page"].checks[9].answer.state == "open"


def test_a_measure_that_was_weighed_can_be_taken_in(as_person: AsPerson, plan: Plan) -> None:
    champion = as_person("champion of alfa")
    there = reverse("plan_measure_new", args=[plan.public_id])

    champion.post(there, {"candidate": "M15"})
    champion.post(there, {"candidate": "M15"})

    assert [one.candidate for one in measures_of(plan)][-2:] == ["M11", "M15"]
    page = champion.get(reverse("plan", args=[plan.case.company.public_id]))
    assert page.context["page"].whole.is_as_simulated is False
    assert "inte dem ni ska göra nu" in page.content.decode()


def test_a_set_that_was_tried_together_gives_the_plan_its_joint_effect(
    world: World, as_person: AsPerson, plan: Plan
) -> None:
    target = {"value": 336.0, "low": 290.0, "high": 400.0}
    answer = {
        "draws": 24, "effect": {"lead_time_mean_h": {"value": -225.6, "low": -280.0, "high": -150.0}},
        "money": {}, "constraint_after": "Svarv 1", "indicator": {"target": target},
    }  # fmt: skip
    every = [one.candidate for one in measures_of(plan)]
    take: dict[str, Any] = {
        "plan": plan,
        "candidates": [*every, "M15"],
        "answer": answer,
        "person": world.person["coach"],
    }

    deciding.take_selection(**take)

    page = as_person("owner of alfa").get(reverse("plan", args=[plan.case.company.public_id])).context["page"]
    assert page.whole.is_as_simulated
    assert (page.checks[9].answer.state, page.joint.short, page.indicator.then.value) == (
        "met", "\N{MINUS SIGN}9,4\N{NO-BREAK SPACE}dygn", 14.0,
    )  # fmt: skip
    history = as_person("auditor").get(reverse("plan_history", args=[plan.public_id])).content.decode()
    assert "Åtgärder prövade tillsammans" in history
    with pytest.raises(operations.NoSuchRow):
        deciding.take_selection(**take | {"candidates": ["A99"]})
