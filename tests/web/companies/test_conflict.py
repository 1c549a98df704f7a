from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from web.companies.posting import as_it_stands
from web.world import World

from simmitt.web.companies.models import Company

AsPerson = Callable[[str], Client]


@pytest.fixture
def address(world: World) -> str:
    return reverse("company_edit", args=[world.company["alfa"].public_id])


@pytest.fixture
def both(world: World, as_person: AsPerson, address: str) -> tuple[Client, Any]:
    """Two people have the form open; the coordinator has saved, then the owner saves."""
    mine, theirs = as_person("owner of alfa"), as_person("coordinator")
    opened = mine.get(address).context["form"]
    change = {"phone": "060-1", "need": "Deras ord", "digital": "", "competence": "on"}
    fields = as_it_stands(theirs.get(address).context["form"], **change)
    del fields["digital"]
    theirs.post(address, fields)
    return mine, mine.post(address, as_it_stands(opened, phone="060-2", need="Mina ord\r\ni två rader"))


def saved(world: World) -> Company:
    found: Company = Company.objects.unscoped("a test").get(pk=world.company["alfa"].pk)
    return found


def answer_with(page: Any, **choices: str) -> dict[str, Any]:
    """Post the page of two versions as a browser does, without scripts."""
    context = page.context
    fields: dict[str, Any] = {name: values for name, values in context["kept"] if values}
    for field in context["differing"]:
        fields[f"theirs_{field.name}"] = field.theirs.posted
        fields[f"choose_{field.name}"] = choices.get(field.name, "mine")
    return {**fields, "version": context["current"].version}


def test_both_versions_stand_side_by_side(both: tuple[Client, Any], world: World) -> None:
    _client, page = both

    assert page.status_code == 409
    assert [one.name for one in page.context["differing"]] == ["phone", "digital", "competence", "need"]
    text = page.content.decode()
    assert "Mina ord<br>i två rader" in text
    assert "Deras ord" in text
    assert "Person coordinator" in text
    # Nothing has been written over.
    assert (saved(world).phone, saved(world).need) == ("060-1", "Deras ord")


def test_each_field_is_chosen_by_itself(both: tuple[Client, Any], world: World, address: str) -> None:
    client, page = both

    answer = client.post(address, answer_with(page, phone="theirs", digital="theirs"))

    company = saved(world)
    assert answer.status_code == 302
    assert (company.phone, company.need) == ("060-1", "Mina ord\r\ni två rader")
    # Theirs was an empty box, mine a ticked one and an empty one.
    assert (company.digital, company.competence) == (False, False)
    assert company.version == page.context["current"].version + 1


def test_a_third_who_saves_meanwhile_is_shown_too(
    both: tuple[Client, Any], world: World, address: str, as_person: AsPerson
) -> None:
    client, page = both
    third = as_person("manager")
    third.post(address, as_it_stands(third.get(address).context["form"], phone="060-3"))

    again: Any = client.post(address, answer_with(page, phone="mine"))

    assert again.status_code == 409
    assert saved(world).phone == "060-3"
    assert client.post(address, answer_with(again, need="theirs")).status_code == 302
    assert (saved(world).phone, saved(world).need) == ("060-2", "Deras ord")


def test_two_who_wrote_the_same_are_told_so(world: World, as_person: AsPerson, address: str) -> None:
    mine, theirs = as_person("owner of alfa"), as_person("champion of alfa")
    opened = mine.get(address).context["form"]
    theirs.post(address, as_it_stands(theirs.get(address).context["form"], phone="060-1"))

    page: Any = mine.post(address, as_it_stands(opened, phone="060-1"))

    assert (page.status_code, page.context["differing"]) == (409, [])


def test_a_post_that_names_no_version_writes_over_nothing(
    world: World, as_person: AsPerson, address: str
) -> None:
    owner = as_person("owner of alfa")
    fields = as_it_stands(owner.get(address).context["form"], phone="060-9")
    del fields["version"]
    before = saved(world).phone

    assert owner.post(address, fields).status_code == 409
    assert saved(world).phone == before
