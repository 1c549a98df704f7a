"""The plan in print and as data."""

from collections.abc import Callable

from django.test import Client
from django.urls import reverse
from web.plans.conftest import Post

from simmitt.web.plans.models import Plan, PlanMeasure

AsPerson = Callable[[str], Client]


def test_a_draft_says_so_on_paper_and_a_locked_plan_who_decided(as_person: AsPerson, finished: Plan) -> None:
    owner, there = as_person("owner of alfa"), reverse("plan_print", args=[finished.public_id])
    assert "Utkast" in owner.get(there).content.decode()

    owner.post(reverse("plan_lock", args=[finished.public_id]))

    paper = owner.get(there).content.decode()
    assert "Utkast" not in paper
    assert "Företagets ägare: Person owner of alfa" in paper
    assert "Stina Wallmark" in paper


def test_the_data_hold_every_field_decision_and_check(
    as_person: AsPerson, plan: Plan, measures: list[PlanMeasure], post: Post
) -> None:
    owner = as_person("owner of alfa")
    post(owner, measures[0], "decision", "later", reason="hours")

    told = owner.get(reverse("plan_json", args=[plan.public_id])).json()

    first = told["measures"][0]
    assert (first["id"], first["decision"], first["reason"]) == (measures[0].candidate, "later", "hours")
    assert (first["decided_by"], first["cost_sek"]) == ("Person owner of alfa", 60_000)
    assert told["facts"]["joint"]["lead_time_mean_h"]["value"] == -218.4
    assert [one["number"] for one in told["checks"]] == list(range(1, 17))
    assert told["is_as_simulated"] is False
    assert (told["reading_unit"], told["measured_effect_unit"]) == ("h", "dygn")
