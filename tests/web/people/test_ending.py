"""Taking a role back."""

from collections.abc import Callable
from typing import Any

import pytest
from auditlog.models import LogEntry
from django.test import Client
from django.urls import reverse
from web.people.conftest import Invite
from web.world import PASSWORD, World

from simmitt.web.accounts.models import Person
from simmitt.web.people.models import Membership
from simmitt.web.people.operations import end_membership
from simmitt.web.scope.roles import Role

AsPerson = Callable[[str], Client]


def there(world: World, whose: str) -> str:
    return reverse("membership_end", args=[world.rows["membership"][whose].public_id])


def has_ended(world: World, whose: str) -> bool:
    row = world.rows["membership"][whose]
    row.refresh_from_db()
    return row.ended_at is not None


@pytest.mark.parametrize(
    ("name", "whose"),
    [
        ("manager", "coordinator"),
        ("manager", "owner of alfa"),
        ("manager", "auditor"),
        ("coordinator", "owner of alfa"),
        ("coordinator", "coach"),
        ("owner of alfa", "champion of alfa"),
        ("owner of alfa", "employee of alfa"),
    ],
)
def test_whoever_gives_a_role_takes_it_back(name: str, whose: str, world: World, as_person: AsPerson) -> None:
    client, lost = as_person(name), as_person(whose)
    page = client.get(there(world, whose)).content.decode()
    assert f"Avsluta rollen för Person {whose}?" in page

    answer = client.post(there(world, whose))

    assert (answer["Location"], has_ended(world, whose)) == (reverse("people"), True)
    assert lost.get(reverse("people")).status_code == 404


@pytest.mark.parametrize(
    ("name", "whose"),
    [
        ("coordinator", "manager"),
        ("coordinator", "coordinator elsewhere"),
        ("coordinator", "owner of gamma"),
        ("coordinator", "leader"),
        ("owner of alfa", "owner of alfa"),
        ("owner of alfa", "coach"),
        ("owner of alfa", "champion of beta"),
        ("champion of alfa", "employee of alfa"),
        ("support", "coach"),
        ("auditor", "coach"),
        ("manager of syd", "coach"),
        ("stranger", "coach"),
    ],
)
def test_others_do_not(name: str, whose: str, world: World, as_person: AsPerson) -> None:
    client = as_person(name)

    statuses = [client.get(there(world, whose)).status_code, client.post(there(world, whose)).status_code]

    assert (statuses, has_ended(world, whose)) == ([404, 404], False)


def test_looking_at_the_question_ends_nothing(world: World, as_person: AsPerson) -> None:
    as_person("manager").get(there(world, "coach"))

    assert not has_ended(world, "coach")


def test_the_last_manager_stays(world: World, as_person: AsPerson) -> None:
    answer = as_person("manager").post(there(world, "manager"))

    assert (answer.status_code, has_ended(world, "manager")) == (422, False)
    assert "Det här är programmets enda programledare." in answer.content.decode()


def test_one_of_two_managers_may_leave(world: World, as_person: AsPerson) -> None:
    other = Person.objects.invent("andra@example.com", "Andra", PASSWORD)
    Membership.objects.create(person=other, role=Role.MANAGER, programme=world.programme["mitt"])

    answer = as_person("manager").post(there(world, "manager"))

    assert (answer["Location"], has_ended(world, "manager")) == (reverse("home"), True)


def test_a_role_that_has_ended_is_not_there_to_be_ended_again(world: World, as_person: AsPerson) -> None:
    client = as_person("manager")
    client.post(there(world, "coach"))

    assert client.post(there(world, "coach")).status_code == 404


def test_it_is_written_down_who_did_it(world: World, as_person: AsPerson) -> None:
    as_person("manager").post(there(world, "coach"))

    entry: Any = LogEntry.objects.get_for_object(world.rows["membership"]["coach"]).latest("timestamp")
    assert (entry.actor, list(entry.changes), entry.additional_data) == (
        world.person["manager"], ["ended_at"],
        {"programme": world.programme["mitt"].pk, "company": world.company["alfa"].pk},
    )  # fmt: skip


def test_nobody_leaves_a_way_in_behind(world: World, invited: Invite) -> None:
    left, _link = invited("coordinator", email="hemma@example.com")
    others, _link = invited("manager", email="annan@example.com")

    end_membership(membership=world.rows["membership"]["coordinator"])

    for row in (left, others):
        row.refresh_from_db()
    assert (left.is_open, others.is_open) == (False, True)


def test_what_another_role_still_gives_stays_asked(world: World, invited: Invite) -> None:
    asked, _link = invited("coordinator", email="hemma@example.com")
    kept = {"programme": world.programme["mitt"], "person": world.person["coordinator"]}
    Membership.objects.create(role=Role.MANAGER, **kept)

    end_membership(membership=world.rows["membership"]["coordinator"])

    asked.refresh_from_db()
    assert asked.is_open
