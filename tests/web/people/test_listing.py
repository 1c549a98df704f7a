"""The list of people: whom each reader sees."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from web.people.conftest import Invite
from web.world import PASSWORD, World

from simmitt.web.accounts.models import Person
from simmitt.web.people.models import Membership
from simmitt.web.scope.roles import Role

AsPerson = Callable[[str], Client]
OF_MITT = {
    "manager", "coordinator", "coordinator elsewhere", "coach", "analyst", "leader", "steering", "auditor",
    "support",
}  # fmt: skip
OF_ALFA = {"owner of alfa", "champion of alfa", "employee of alfa", "coach", "analyst"}
OF_BETA = {"owner of beta", "champion of beta", "employee of beta"}
OF_GAMMA = {"owner of gamma", "champion of gamma", "employee of gamma"}


def shown(client: Client, world: World) -> set[str]:
    page = client.get(reverse("people"), {"format": "csv"})
    lines = page.getvalue().decode().splitlines()
    return {
        name
        for name, person in world.person.items()
        if any(line.startswith(f"{person.name};") for line in lines)
    }


@pytest.mark.parametrize(
    ("name", "people"),
    [
        ("manager", OF_MITT | OF_ALFA | OF_BETA | OF_GAMMA),
        ("support", OF_MITT | OF_ALFA | OF_BETA | OF_GAMMA),
        ("auditor", OF_MITT | OF_ALFA | OF_BETA | OF_GAMMA),
        ("coordinator", {"coordinator"} | OF_ALFA | OF_BETA),
        ("coordinator elsewhere", {"coordinator elsewhere"} | OF_GAMMA),
        ("owner of alfa", OF_ALFA),
        ("champion of alfa", OF_ALFA),
        ("owner of beta", OF_BETA),
        ("manager of syd", {"manager of syd", "coordinator of syd"}),
    ],
)
def test_each_reader_sees_the_people_of_the_own_reach(
    name: str, people: set[str], world: World, as_person: AsPerson
) -> None:
    assert shown(as_person(name), world) == people


@pytest.mark.parametrize("name", ["coach", "analyst", "leader", "steering", "employee of alfa", "stranger"])
def test_others_have_no_such_page(name: str, as_person: AsPerson) -> None:
    assert as_person(name).get(reverse("people")).status_code == 404


def test_an_organisation_that_another_shares_with_sees_its_people_too(
    world: World, as_person: AsPerson
) -> None:
    world.partner["väst"].shares_with.add(world.partner["nord"])

    assert shown(as_person("coordinator"), world) >= OF_GAMMA | {"coordinator elsewhere"}
    assert not shown(as_person("coordinator elsewhere"), world) & OF_ALFA


def test_open_invitations_stand_above_the_list(invited: Invite, as_person: AsPerson) -> None:
    invited(email="ny@example.com")

    seen = {
        name for name in ("manager", "coordinator", "owner of alfa", "owner of beta", "coordinator elsewhere")
        if "ny@example.com" in as_person(name).get(reverse("people")).content.decode()
    }  # fmt: skip

    assert seen == {"manager", "coordinator", "owner of alfa"}


def test_a_role_that_has_ended_is_not_in_the_list(world: World, as_person: AsPerson) -> None:
    as_person("manager").post(reverse("membership_end", args=[world.rows["membership"]["coach"].public_id]))

    assert "coach" not in shown(as_person("manager"), world)


def test_people_are_found_by_name_and_kept_apart_by_role(world: World, as_person: AsPerson) -> None:
    client = as_person("manager")

    by_name = client.get(reverse("people"), {"q": "owner of b"}).content.decode()
    by_role = client.get(reverse("people"), {"role": "coach"}).content.decode()

    assert ("Person owner of beta" in by_name, "Person owner of alfa" in by_name) == (True, False)
    assert ("Person coach" in by_role, "Person analyst" in by_role) == (True, False)


@pytest.mark.parametrize("name", ["manager", "coordinator", "owner of alfa"])
def test_the_list_asks_the_database_equally_often_with_few_and_with_many(
    name: str, world: World, as_person: AsPerson, invited: Invite
) -> None:
    client = as_person(name)
    invited(email="x0@example.com")
    counts = []
    for more in (10, 0):
        with CaptureQueriesContext(connection) as asked:
            assert client.get(reverse("people")).status_code == 200
        counts.append(len(asked))
        for number in range(more):
            person = Person.objects.invent(f"fler{number}@example.com", f"Fler {number}", PASSWORD)
            Membership.objects.create(
                person=person,
                role=Role.EMPLOYEE,
                programme=world.programme["mitt"],
                company=world.company["alfa"],
            )
            invited(email=f"y{number}@example.com")

    assert counts[0] == counts[1]
