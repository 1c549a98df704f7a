from collections.abc import Callable
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from web.outreach.roads import lead_at, saved, waiting
from web.world import World

from simmitt.web.companies.models import Company
from simmitt.web.outreach.models import Kind, Note

As = Callable[[str], Client]


def moment(**ago: int) -> str:
    return (timezone.localtime() - timedelta(**ago)).strftime("%Y-%m-%dT%H:%M")


def write(client: Client, company: Company, **more: Any) -> Any:
    data = {"kind": Kind.VISIT, "happened_at": moment(hours=1), "text": "Gick runt.", **more}
    return client.post(reverse("note_new", args=[company.public_id]), data)


def change(client: Client, note: Note, **more: Any) -> Any:
    data = {
        "kind": note.kind,
        "happened_at": moment(hours=1),
        "text": "Ändrat.",
        "version": note.version,
        **more,
    }
    return client.post(reverse("note_edit", args=[note.public_id]), data)


def notes() -> list[str]:
    return list(Note.objects.unscoped("a test looks").order_by("pk").values_list("text", flat=True))


def fresh(note: Note) -> Note:
    again: Note = Note.objects.unscoped("a test looks").get(pk=note.pk)
    return again


@pytest.fixture
def alfa(world: World) -> Company:
    return world.company["alfa"]


@pytest.fixture
def note(world: World) -> Note:
    written: Note = world.rows["note"]["alfa"]
    written.author = world.person["coach"]
    written.save()
    return written


@pytest.mark.parametrize("who", ["manager", "coordinator", "coach", "analyst"])
def test_those_who_walk_beside_a_company_write(world: World, alfa: Company, as_person: As, who: str) -> None:
    answer = write(as_person(who), alfa)

    assert (answer.status_code, answer["Location"]) == (302, reverse("company", args=[alfa.public_id]))
    newest = Note.objects.unscoped("a test looks").latest("pk")
    assert (newest.text, newest.author, newest.shared) == ("Gick runt.", world.person[who], False)


def test_the_form_names_those_who_will_read_a_shared_note(alfa: Company, as_person: As) -> None:
    page = as_person("coach").get(reverse("note_new", args=[alfa.public_id])).content.decode()

    assert (
        "Med kryss läses den också av Person champion of alfa, Person employee of alfa, Person owner of alfa"
        in page
    )


def test_a_note_is_about_what_has_been(alfa: Company, as_person: As) -> None:
    before = notes()

    answer = write(as_person("coach"), alfa, happened_at=moment(days=-2))

    assert answer.status_code == 422
    assert "Det ligger i framtiden" in answer.content.decode()
    assert notes() == before


@pytest.mark.parametrize(
    "gap", [{"text": ""}, {"kind": "rumour"}, {"text": "x" * 8001}, {"happened_at": "in May"}]
)
def test_a_note_that_lacks_something_is_refused(alfa: Company, as_person: As, gap: dict[str, str]) -> None:
    before = notes()

    assert write(as_person("coach"), alfa, **gap).status_code == 422
    assert notes() == before


@pytest.mark.parametrize(
    ("kind", "answers"),
    [(Kind.CALL, True), (Kind.VISIT, True), (Kind.MEETING, True), (Kind.MAIL, True), (Kind.NOTE, False)],
)
def test_a_talk_answers_a_company_that_waits(world: World, as_person: As, kind: str, answers: bool) -> None:
    lead = lead_at(world, "Väntar AB", **waiting(2))

    write(as_person("coordinator"), lead.company, kind=kind)

    assert (saved(lead).answered_at is not None) is answers


def test_the_author_and_the_manager_change_it(note: Note, as_person: As) -> None:
    assert change(as_person("coach"), note).status_code == 302
    assert change(as_person("manager"), fresh(note), text="Rättat.").status_code == 302
    assert fresh(note).text == "Rättat."


def test_a_stale_change_shows_both(note: Note, as_person: As) -> None:
    client = as_person("coach")
    change(client, note, text="Deras ord")

    answer = change(client, note, text="Mina ord")

    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Deras ord" in page
    assert "Mina ord" in page
    assert fresh(note).text == "Deras ord"


@pytest.mark.parametrize(
    "who",
    ["coordinator", "analyst", "auditor", "owner of alfa", "coordinator elsewhere", "steering", "stranger"],
)
def test_nobody_else_changes_it(note: Note, as_person: As, who: str) -> None:
    client = as_person(who)

    assert client.get(reverse("note_edit", args=[note.public_id])).status_code == 404
    assert change(client, note).status_code == 404
    assert fresh(note).text == note.text


@pytest.mark.parametrize(
    "who",
    [
        "coordinator elsewhere",
        "auditor",
        "steering",
        "support",
        "leader",
        "owner of alfa",
        "owner of beta",
        "stranger",
    ],
)
def test_nobody_else_writes(alfa: Company, as_person: As, who: str) -> None:
    before = notes()

    assert write(as_person(who), alfa).status_code == 404
    assert notes() == before


def test_what_has_been_typed_is_kept_until_it_is_saved(alfa: Company, as_person: As) -> None:
    client = as_person("coach")
    address = reverse("note_new", args=[alfa.public_id])
    form = client.get(address).context["form"]
    typed = urlencode({"key": form.draft.key, "text": "Halvskrivet"})
    client.post(form.draft.url, typed, content_type="application/x-www-form-urlencoded")

    assert "Halvskrivet" in client.get(address).content.decode()
    write(client, alfa)
    assert "Halvskrivet" not in client.get(address).content.decode()
