"""Edited together: each field by itself, none written over unseen, none lost."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from web.plans.conftest import Post
from web.world import World

from simmitt.web.plans.models import FieldEdit, Plan, PlanMeasure

AsPerson = Callable[[str], Client]


def edits_of(plan: Plan, field: str) -> list[tuple[int, str, str, str]]:
    rows = FieldEdit.objects.unscoped("a test").filter(plan=plan, field=field).select_related("by")
    return [(one.number, one.before, one.after, one.by.name) for one in rows.order_by("number")]


def now(measure: PlanMeasure) -> PlanMeasure:
    found: PlanMeasure = PlanMeasure.objects.unscoped("a test").get(pk=measure.pk)
    return found


def test_a_field_is_saved_by_itself_and_its_history_says_who_and_what(
    as_person: AsPerson, plan: Plan, measures: list[PlanMeasure], post: Post
) -> None:
    answer = post(as_person("champion of alfa"), measures[0], "owner", "Stina Wallmark")

    assert answer.status_code == 302
    assert now(measures[0]).owner == "Stina Wallmark"
    assert edits_of(plan, "owner") == [(1, "", "Stina Wallmark", "Person champion of alfa")]


def test_two_who_change_different_fields_disturb_nobody(
    as_person: AsPerson, measures: list[PlanMeasure], post: Post
) -> None:
    post(as_person("champion of alfa"), measures[0], "owner", "Stina Wallmark")
    post(as_person("coach"), measures[0], "hours", "90")

    changed = now(measures[0])
    assert (changed.owner, changed.hours) == ("Stina Wallmark", 90)


@pytest.fixture
def conflict(as_person: AsPerson, measures: list[PlanMeasure], post: Post) -> tuple[Client, Any]:
    """The coach has changed the first day, then the champion saves over what was there before."""
    post(as_person("coach"), measures[0], "starts_on", "2027-02-08")
    mine = as_person("champion of alfa")
    return mine, post(mine, measures[0], "starts_on", "2027-02-01")


def test_a_change_of_what_has_changed_is_answered_with_both_versions(
    conflict: tuple[Client, Any], plan: Plan, measures: list[PlanMeasure]
) -> None:
    _client, page = conflict

    assert page.status_code == 409
    text = page.content.decode()
    assert "1 februari 2027" in text
    assert "8 februari 2027" in text
    assert "Person coach" in text
    # Nothing has been written over.
    assert str(now(measures[0]).starts_on) == "2027-02-08"
    assert len(edits_of(plan, "starts_on")) == 1


def test_keeping_mine_posts_over_the_version_that_was_shown(
    conflict: tuple[Client, Any], plan: Plan, measures: list[PlanMeasure], post: Post
) -> None:
    client, page = conflict

    answer = post(client, measures[0], "starts_on", "2027-02-01", seen=page.context["number"])

    assert answer.status_code == 302
    assert [one[1:3] for one in edits_of(plan, "starts_on")] == [
        ("2027-01-11", "2027-02-08"), ("2027-02-08", "2027-02-01"),
    ]  # fmt: skip


def test_a_third_who_saves_meanwhile_is_shown_too(
    conflict: tuple[Client, Any], as_person: AsPerson, measures: list[PlanMeasure], post: Post
) -> None:
    client, page = conflict
    post(as_person("analyst"), measures[0], "starts_on", "2027-02-15", seen=1)

    again = post(client, measures[0], "starts_on", "2027-02-01", seen=page.context["number"])

    assert again.status_code == 409
    assert "15 februari 2027" in again.content.decode()


def test_a_value_that_came_back_is_another_version(
    as_person: AsPerson, measures: list[PlanMeasure], post: Post
) -> None:
    coach = as_person("coach")
    post(coach, measures[0], "hours", "90")
    post(coach, measures[0], "hours", "120", seen=1)

    # The champion saw 120 before both changes.
    assert post(as_person("champion of alfa"), measures[0], "hours", "100", seen=0).status_code == 409


def test_two_who_write_the_same_agree(
    as_person: AsPerson, plan: Plan, measures: list[PlanMeasure], post: Post
) -> None:
    post(as_person("coach"), measures[0], "owner", "Stina Wallmark")

    assert post(as_person("champion of alfa"), measures[0], "owner", "Stina Wallmark").status_code == 302
    assert len(edits_of(plan, "owner")) == 1


def test_a_post_that_names_no_version_writes_over_nothing(
    as_person: AsPerson, measures: list[PlanMeasure], plan: Plan
) -> None:
    fields = {"about": measures[0].public_id, "field": "hours", "value": "1"}

    answer = as_person("champion of alfa").post(reverse("plan_field", args=[plan.public_id]), fields)

    assert (answer.status_code, now(measures[0]).hours) == (409, 120)


def test_what_cannot_be_read_is_kept_on_the_page_and_not_saved(
    as_person: AsPerson, plan: Plan, measures: list[PlanMeasure], post: Post
) -> None:
    answer = post(as_person("champion of alfa"), measures[0], "cost_sek", "ungefär sextio")

    assert answer.status_code == 422
    assert "ungefär sextio" in answer.content.decode()
    assert edits_of(plan, "cost_sek") == []


@pytest.mark.parametrize("raw", ["60 000", "60000", "60\N{NO-BREAK SPACE}000"])
def test_a_sum_is_read_as_people_write_it(
    raw: str, as_person: AsPerson, measures: list[PlanMeasure], post: Post
) -> None:
    post(as_person("champion of alfa"), measures[1], "cost_sek", raw)

    assert now(measures[1]).cost_sek == 60_000


def test_no_needs_a_reason(as_person: AsPerson, measures: list[PlanMeasure], post: Post) -> None:
    owner = as_person("owner of alfa")

    without = post(owner, measures[0], "decision", "no")
    given = post(owner, measures[0], "decision", "no", reason="too_dear")

    decided = now(measures[0])
    assert (without.status_code, given.status_code) == (422, 302)
    assert (decided.decision, decided.reason) == ("no", "too_dear")
    assert decided.decided_by is not None
    assert decided.decided_by.name == "Person owner of alfa"


def test_yes_needs_none_and_takes_an_earlier_one_away(
    as_person: AsPerson, measures: list[PlanMeasure], post: Post
) -> None:
    owner = as_person("owner of alfa")
    post(owner, measures[0], "decision", "later", reason="hours")

    post(owner, measures[0], "decision", "yes", seen=1, reason="hours")

    assert (now(measures[0]).decision, now(measures[0]).reason) == ("yes", "")


def test_a_known_name_is_tied_to_its_person(
    world: World, as_person: AsPerson, measures: list[PlanMeasure], post: Post
) -> None:
    post(as_person("coach"), measures[0], "owner", "person employee of alfa")

    assert now(measures[0]).owner_person == world.person["employee of alfa"]


def test_a_field_of_another_companys_plan_is_not_there(
    world: World, as_person: AsPerson, plan: Plan, post: Post
) -> None:
    theirs = world.rows["measure"]["beta"]

    assert post(as_person("manager"), theirs, "owner", "Stina Wallmark").status_code == 404


def test_the_script_is_told_the_version_the_moment_and_what_else_has_moved(
    as_person: AsPerson, plan: Plan, measures: list[PlanMeasure]
) -> None:
    fields = {"about": measures[0].public_id, "field": "owner", "value": "Stina Wallmark", "seen": "0"}

    answer = as_person("coach").post(
        reverse("plan_field", args=[plan.public_id]), fields, headers={"Accept": "application/json"}
    )

    told = answer.json()
    assert told["seen"] == 1
    assert "Stina Wallmark" in told["parts"]["plan-rows"]
    assert "2 av 3 åtgärder saknar" in told["parts"]["plan-checks"]


def test_the_history_tells_every_change_in_words(
    as_person: AsPerson, plan: Plan, measures: list[PlanMeasure], post: Post
) -> None:
    post(as_person("owner of alfa"), measures[0], "decision", "no", reason="too_dear")

    page = as_person("auditor").get(reverse("plan_history", args=[plan.public_id]))

    text = page.content.decode()
    assert "Nej: för dyrt" in text
    assert "Person owner of alfa" in text


def test_an_earlier_version_can_be_read_and_not_changed(
    world: World, as_person: AsPerson, finished: Plan, measures: list[PlanMeasure], post: Post
) -> None:
    owner = as_person("owner of alfa")
    owner.post(reverse("plan_lock", args=[finished.public_id]))
    owner.post(reverse("plan_version", args=[finished.public_id]))

    answer = post(owner, measures[0], "owner", "Någon Annan", seen=1)

    assert answer.status_code == 410
    assert "Någon Annan" in answer.content.decode()
    assert now(measures[0]).owner == "Stina Wallmark"
    there = reverse("plan", args=[world.company["alfa"].public_id])
    assert owner.get(f"{there}?version={finished.number}").context["page"].is_editable is False
    assert owner.get(there).context["page"].is_editable is True


@pytest.mark.parametrize("day", ["0206-03-01", "9999-12-31"])
def test_a_year_that_nobody_means_is_told_at_its_field(
    day: str, as_person: AsPerson, measures: list[PlanMeasure], post: Post
) -> None:
    before = measures[0].ready_on

    answer = post(as_person("champion of alfa"), measures[0], "ready_on", day)

    assert "mellan 2000 och 2100" in answer.content.decode()
    assert now(measures[0]).ready_on == before
