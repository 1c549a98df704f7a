"""One's own page: what one says, what is known, in which programme one works."""

import csv
import io
import json
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
from auditlog.models import LogEntry
from django.core import mail
from django.test import Client
from django.urls import reverse
from web.world import PASSWORD, World, canary

from simmitt.web.accounts.models import Person
from simmitt.web.drafts.models import Draft
from simmitt.web.mail.models import Letter
from simmitt.web.outreach.models import Lead, Note
from simmitt.web.people.models import Membership
from simmitt.web.scope.roles import Role

AsPerson = Callable[[str], Client]


def fetched(client: Client) -> tuple[dict[str, Any], dict[str, list[list[str]]]]:
    answer = client.get(reverse("my_export"))
    assert answer["Content-Type"] == "application/zip"
    with zipfile.ZipFile(io.BytesIO(answer.content)) as folder:
        tables = {
            name: list(csv.reader(folder.read(name).decode("utf-8-sig").splitlines(), delimiter=";"))
            for name in folder.namelist() if name.endswith(".csv")
        }  # fmt: skip
        return json.loads(folder.read("data.json")), tables


@pytest.mark.parametrize(
    "name", ["manager", "coach", "steering", "auditor", "support", "owner of alfa", "stranger"]
)
def test_everybody_who_has_signed_in_has_a_page(name: str, as_person: AsPerson, world: World) -> None:
    page = as_person(name).get(reverse("me")).content.decode()

    assert world.person[name].email in page


def test_nobody_else_has_one(db: None) -> None:
    for name in ("me", "my_export", "my_sessions_end", "language_save", "programme_choose"):
        assert Client().get(reverse(name))["Location"].startswith(reverse("account_login"))


def test_the_roles_stand_there_in_words(as_person: AsPerson) -> None:
    page = as_person("coach").get(reverse("me")).content.decode()

    assert f"{canary('alfa')} Mekaniska AB (Programmet mitt)" in page


def test_name_phone_and_language_are_changed_and_the_page_answers_in_the_new_language(
    world: World, as_person: AsPerson
) -> None:
    client = as_person("owner of alfa")

    answer = client.post(reverse("me"), {"name": "Lova Granskog", "phone": "060-12 34 56", "language": "en"})

    person = Person.objects.get(pk=world.person["owner of alfa"].pk)
    assert (person.name, person.phone, person.language, person.email) == (
        "Lova Granskog", "060-12 34 56", "en", "owner.of.alfa@example.com"
    )  # fmt: skip
    assert (answer["Location"], answer.cookies["language"].value) == ("/en/me/", "en")
    assert "Saved." in client.get(answer["Location"]).content.decode()


@pytest.mark.parametrize("fields", [{"name": "", "language": "sv"}, {"name": "x", "language": "de"}])
def test_what_can_not_be_saved_is_told(fields: dict[str, str], world: World, as_person: AsPerson) -> None:
    answer = as_person("owner of alfa").post(reverse("me"), fields)

    assert answer.status_code == 422
    assert Person.objects.get(pk=world.person["owner of alfa"].pk).name == "Person owner of alfa"


def test_the_address_is_not_changed_here(world: World, as_person: AsPerson) -> None:
    as_person("owner of alfa").post(
        reverse("me"), {"name": "x", "language": "sv", "email": "manager@example.com", "is_active": ""}
    )

    person = Person.objects.get(pk=world.person["owner of alfa"].pk)
    assert (person.email, person.is_active) == ("owner.of.alfa@example.com", True)


def test_the_language_is_changed_by_a_press(world: World, as_person: AsPerson) -> None:
    client = as_person("owner of alfa")

    answer = client.post(reverse("language_save"), {"language": "en"})
    odd = client.post(reverse("language_save"), {"language": "xx"})

    assert (answer["Location"], odd["Location"]) == ("/en/me/", "/en/me/")
    assert Person.objects.get(pk=world.person["owner of alfa"].pk).language == "en"


def test_all_that_is_known_comes_in_one_folder(world: World, as_person: AsPerson) -> None:
    person = world.person["coordinator"]
    Note.objects.create(company=world.company["alfa"], text="Mina ord", author=person)
    Lead.objects.unscoped("the test's own").filter(company=world.company["alfa"]).update(owner=person)
    Draft.objects.create(person=person, key="x", fields={"text": ["halvskrivet"]})
    Letter.objects.create(
        to=person.email, subject="Ett brev", text="https://a.example/sv/invitation/" + "k" * 43, person=person
    )

    data, tables = fetched(as_person("coordinator"))

    assert data["person"][0]["email"] == person.email
    assert [one["role"] for one in data["membership-person"]] == ["coordinator"]
    assert [one["text"] for one in data["note-author"]] == ["Mina ord"]
    assert [one["company"] for one in data["lead-owner"]] == [world.company["alfa"].pk]
    assert [one["fields"] for one in data["draft-person"]] == [{"text": ["halvskrivet"]}]
    assert [one["subject"] for one in data["letter"]] == ["Ett brev"]
    assert set(tables) == {f"{name}.csv" for name in data}
    assert dict(zip(*tables["person.csv"], strict=True))["email"] == person.email


def test_nothing_that_opens_a_door_is_in_the_folder(world: World, as_person: AsPerson) -> None:
    person = world.person["coordinator"]
    Letter.objects.create(
        to=person.email, subject="x", text="https://a.example/sv/invitation/" + "k" * 43, person=person
    )

    answer = as_person("coordinator").get(reverse("my_export"))

    with zipfile.ZipFile(io.BytesIO(answer.content)) as folder:
        text = " ".join(folder.read(name).decode() for name in folder.namelist())
    assert not [word for word in ("k" * 43, "unused", person.password, "token_hash") if word in text]


def test_what_somebody_wrote_about_a_company_stays_behind_when_the_role_has_ended(
    world: World, as_person: AsPerson
) -> None:
    person = world.person["coach"]
    Note.objects.create(company=world.company["alfa"], text="Hemligt om alfa", author=person)
    Membership.objects.unscoped("the test's own").filter(person=person).update(ended_at="2026-01-01T00:00Z")

    data, _tables = fetched(as_person("coach"))

    assert len(data["note-author"]) == 1
    assert "Hemligt om alfa" not in json.dumps(data, ensure_ascii=False)


def test_nothing_of_others_is_in_the_folder(world: World, as_person: AsPerson) -> None:
    data, _tables = fetched(as_person("owner of alfa"))

    text = json.dumps(data, ensure_ascii=False)
    assert not [name for name in ("beta", "gamma", "delta", "syd") if canary(name) in text]
    assert not [
        one.email for name, one in world.person.items() if name != "owner of alfa" and one.email in text
    ]


def test_a_formula_in_a_name_is_not_executed(world: World, as_person: AsPerson) -> None:
    Person.objects.filter(pk=world.person["owner of alfa"].pk).update(phone="=1+1")

    _data, tables = fetched(as_person("owner of alfa"))

    assert dict(zip(*tables["person.csv"], strict=True))["phone"] == "'=1+1"


def test_somebody_in_two_programmes_chooses_between_them(world: World, as_person: AsPerson) -> None:
    person = world.person["manager"]
    Membership.objects.create(person=person, role=Role.MANAGER, programme=world.programme["syd"])
    client = as_person("manager")
    assert reverse("programme_choose") in client.get(reverse("me")).content.decode()

    client.post(reverse("programme_choose"), {"programme": world.programme["syd"].public_id})

    page = client.get(reverse("people")).content.decode()
    assert ("Person manager of syd" in page, "Person coach" in page) == (True, False)


@pytest.mark.parametrize("name", ["owner of alfa", "manager", "stranger"])
def test_the_programme_of_others_can_not_be_chosen(name: str, world: World, as_person: AsPerson) -> None:
    client = as_person(name)

    foreign = client.post(reverse("programme_choose"), {"programme": world.programme["syd"].public_id})
    unknown = client.post(reverse("programme_choose"), {"programme": "zzzzzzzzzzzz"})

    assert (foreign.status_code, unknown.status_code, "programme" in client.session) == (404, 404, False)


def test_somebody_with_one_programme_is_not_asked(as_person: AsPerson) -> None:
    assert reverse("programme_choose") not in as_person("coach").get(reverse("me")).content.decode()


def test_fetching_is_written_down(world: World, as_person: AsPerson) -> None:
    as_person("owner of alfa").get(reverse("my_export"))

    assert (
        LogEntry.objects.filter(actor=world.person["owner of alfa"], additional_data__export="zip").count()
        == 1
    )
    assert mail.outbox == []
    assert world.person["owner of alfa"].check_password(PASSWORD)


def test_no_programme_has_an_address_that_no_database_takes(as_person: AsPerson) -> None:
    answer = as_person("manager").post(reverse("programme_choose"), {"programme": "a\x00b"})

    assert answer.status_code == 404
