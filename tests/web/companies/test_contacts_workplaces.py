from collections.abc import Callable
from typing import Any

import pytest
from auditlog.models import LogEntry
from django.test import Client
from django.urls import reverse
from web.companies.posting import as_it_stands
from web.world import World, canary

from simmitt.web.companies.models import Contact, Workplace

AsPerson = Callable[[str], Client]


def post(client: Client, page: str, key: str, **fields: str) -> Any:
    address = reverse(page, args=[key])
    return client.post(address, as_it_stands(client.get(address).context["form"], **fields))


def contacts(world: World) -> list[tuple[str, bool]]:
    rows = Contact.objects.unscoped("a test").filter(company=world.company["alfa"])
    return [(one.name, one.first) for one in rows]


def test_the_one_to_call_first_is_one(world: World, as_person: AsPerson) -> None:
    answer = post(
        as_person("coach"), "contact_new", world.company["alfa"].public_id, name="Maj Ny", first="on"
    )

    assert answer.status_code == 302
    assert contacts(world) == [("Maj Ny", True), (f"Kontakt {canary('alfa')}", False)]


def test_a_contact_has_a_name(world: World, as_person: AsPerson) -> None:
    answer = post(as_person("owner of alfa"), "contact_new", world.company["alfa"].public_id, name="")

    assert answer.status_code == 422
    assert answer.context["form"].errors["name"] == ["Skriv personens namn."]


def test_removing_asks_by_naming_and_is_remembered(world: World, as_person: AsPerson) -> None:
    client, contact = as_person("owner of alfa"), world.rows["contact"]["alfa"]
    address = reverse("contact_remove", args=[contact.public_id])

    assert f"Kontakt {canary('alfa')}" in client.get(address).content.decode()
    assert contacts(world) != []
    assert client.post(address).status_code == 302
    assert contacts(world) == []
    entry = LogEntry.objects.filter(action=LogEntry.Action.DELETE).get()
    assert entry.additional_data == world.company["alfa"].get_additional_data()


def test_a_workplace_number_stands_once_in_a_company(world: World, as_person: AsPerson) -> None:
    client, place = as_person("coordinator"), world.rows["workplace"]["alfa"]

    again = post(client, "workplace_new", world.company["alfa"].public_id, name="Ny", cfar=place.cfar)
    assert again.status_code == 422
    assert "cfar" in again.context["form"].errors
    new = post(
        client,
        "workplace_new",
        world.company["alfa"].public_id,
        name="Ny",
        cfar="87654321",
        municipality="2284",
    )
    assert new.status_code == 302
    kept = Workplace.objects.unscoped("a test").get(cfar="87654321")
    assert (kept.place, kept.by_hand) == ("Örnsköldsvik", ["municipality", "name"])


def test_a_workplace_can_be_told_from_others(world: World, as_person: AsPerson) -> None:
    answer = post(as_person("coordinator"), "workplace_new", world.company["alfa"].public_id)

    assert list(answer.context["form"].errors) == ["name"]


def test_two_who_change_a_workplace_see_both_versions(world: World, as_person: AsPerson) -> None:
    client, place = as_person("coordinator"), world.rows["workplace"]["alfa"]
    address = reverse("workplace_edit", args=[place.public_id])
    opened = client.get(address).context["form"]
    post(as_person("owner of alfa"), "workplace_edit", place.public_id, name="Andras namn")

    assert client.post(address, as_it_stands(opened, name="Mitt namn")).status_code == 409


@pytest.mark.parametrize("noun", ["contact", "workplace"])
@pytest.mark.parametrize("who", ["owner of beta", "employee of alfa", "coordinator elsewhere", "auditor"])
def test_others_change_and_remove_nothing(noun: str, who: str, world: World, as_person: AsPerson) -> None:
    client, row = as_person(who), world.rows[noun]["alfa"]
    addresses = [
        reverse(f"{noun}_new", args=[world.company["alfa"].public_id]),
        reverse(f"{noun}_edit", args=[row.public_id]),
        reverse(f"{noun}_remove", args=[row.public_id]),
    ]

    assert {client.get(address).status_code for address in addresses} == {404}
    assert {client.post(address, {"name": "X"}).status_code for address in addresses} == {404}
    assert type(row).objects.unscoped("a test").filter(pk=row.pk).exists()
