from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from web.world import World

from simmitt.web.programmes.models import Counting, Target, TargetReport

As = Callable[[str], Client]
OTHERS = ["coach", "auditor", "steering", "support", "owner of alfa", "manager of syd", "stranger"]


@pytest.fixture
def target(world: World) -> Target:
    found: Target = world.rows["target"]["mitt"]
    return found


@pytest.fixture
def reported(world: World) -> Target:
    found: Target = world.rows["target_report"]["mitt"].target
    return found


def filled(**more: Any) -> dict[str, Any]:
    return {
        "name_sv": "Beslutade planer",
        "name_en": "",
        "unit_sv": "planer",
        "unit_en": "",
        "goal": 30,
        "due_on": "2028-06-30",
        "counting": Counting.PLAN,
        "place": 4,
        **more,
    }


def fresh(target: Target) -> Target:
    again: Target = Target.objects.unscoped("a test looks").get(pk=target.pk)
    return again


def test_a_manager_sets_a_target_for_the_programme(world: World, as_person: As) -> None:
    answer = as_person("manager").post(reverse("target_new"), filled())

    made = Target.objects.unscoped("a test looks").latest("pk")
    assert answer["Location"] == reverse("target", args=[made.public_id])
    assert (made.programme, made.goal, made.counting) == (world.programme["mitt"], 30, Counting.PLAN)


@pytest.mark.parametrize(
    "gap", [{"goal": 0}, {"goal": -3}, {"name_sv": ""}, {"due_on": ""}, {"counting": "x"}]
)
def test_a_target_that_lacks_something_is_refused(world: World, as_person: As, gap: dict[str, Any]) -> None:
    before = Target.objects.unscoped("a test counts").count()

    assert as_person("manager").post(reverse("target_new"), filled(**gap)).status_code == 422
    assert Target.objects.unscoped("a test counts").count() == before


def test_a_stale_change_shows_both(target: Target, as_person: As) -> None:
    client = as_person("manager")
    address = reverse("target_edit", args=[target.public_id])
    client.post(address, filled(goal=40, version=target.version))

    answer = client.post(address, filled(goal=50, version=target.version))

    assert answer.status_code == 409
    assert fresh(target).goal == 40


def test_managers_and_coordinators_report(reported: Target, as_person: As) -> None:
    for who in ("manager", "coordinator"):
        answer = as_person(who).post(
            reverse("target_report_new", args=[reported.public_id]),
            {"happened_on": "2026-05-04", "amount": 1, "evidence": f"Lista av {who}"},
        )
        assert answer["Location"] == reverse("target", args=[reported.public_id])

    assert TargetReport.objects.unscoped("a test counts").filter(target=reported).count() == 3


def test_a_day_outside_the_period_is_refused(reported: Target, as_person: As) -> None:
    answer = as_person("manager").post(
        reverse("target_report_new", args=[reported.public_id]),
        {"happened_on": "2025-05-04", "amount": 1, "evidence": "Lista"},
    )

    assert answer.status_code == 422
    assert "utanför programmets tid" in answer.content.decode()


def test_a_target_that_stages_count_takes_no_reports(target: Target, as_person: As) -> None:
    answer = as_person("manager").post(
        reverse("target_report_new", args=[target.public_id]),
        {"happened_on": "2026-05-04", "amount": 1, "evidence": "Lista"},
    )

    assert answer["Location"] == reverse("target", args=[target.public_id])
    assert not TargetReport.objects.unscoped("a test counts").filter(target=target).exists()


@pytest.mark.parametrize("who", [*OTHERS, "coordinator"])
def test_nobody_else_sets_or_changes_one(target: Target, as_person: As, who: str) -> None:
    client = as_person(who)
    edit = reverse("target_edit", args=[target.public_id])

    assert client.get(edit).status_code == 404
    assert client.post(edit, filled(version=1)).status_code == 404
    if who != "manager of syd":
        assert client.post(reverse("target_new"), filled()).status_code == 404
    assert fresh(target).version == target.version


@pytest.mark.parametrize("who", OTHERS)
def test_nobody_else_reports(reported: Target, as_person: As, who: str) -> None:
    address = reverse("target_report_new", args=[reported.public_id])

    assert as_person(who).get(address).status_code == 404
    assert as_person(who).post(address, {"amount": 9}).status_code == 404


def test_a_manager_elsewhere_sets_targets_there(world: World, as_person: As) -> None:
    as_person("manager of syd").post(reverse("target_new"), filled())

    assert Target.objects.unscoped("a test looks").latest("pk").programme == world.programme["syd"]
