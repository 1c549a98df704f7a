"""The outbox: who sees which letters, and what of them."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django import Settings
from web.world import World

from simmitt.web.mail.models import Letter, State

AsPerson = Callable[[str], Client]
SECRET = "k" * 43


def put(world: World, to: str, subject: str, programme: str | None = None, state: str = State.SENT) -> Letter:
    found: Letter = Letter.objects.create(
        to=to, subject=subject, text=f"https://x.example/sv/invitation/{SECRET}/", state=state,
        person=next((one for one in world.person.values() if one.email == to), None),
        programme=world.programme[programme].pk if programme else None,
    )  # fmt: skip
    return found


@pytest.fixture
def letters(world: World) -> dict[str, Letter]:
    return {
        "of mitt": put(world, "ny@example.com", "Inbjudan till mitt", "mitt"),
        "of syd": put(world, "ny@example.com", "Inbjudan till syd", "syd"),
        "to coach": put(world, world.person["coach"].email, "Lösenord till coachen"),
        "to coordinator of syd": put(world, world.person["coordinator of syd"].email, "Lösenord till syd"),
        "parked": put(world, "fel@example.com", "Gick inte fram", "mitt", State.PARKED),
    }


def shown(client: Client, letters: dict[str, Letter]) -> set[str]:
    page = client.get(reverse("outbox")).content.decode()
    return {name for name, letter in letters.items() if letter.subject in page}


@pytest.mark.parametrize(
    ("name", "seen"),
    [
        ("manager", {"of mitt", "to coach", "parked"}),
        ("support", {"of mitt", "to coach", "parked"}),
        ("manager of syd", {"of syd", "to coordinator of syd"}),
    ],
)
def test_those_who_help_see_the_letters_of_their_own_programme(
    name: str, seen: set[str], letters: dict[str, Letter], as_person: AsPerson
) -> None:
    assert shown(as_person(name), letters) == seen


@pytest.mark.parametrize("name", ["coordinator", "coach", "auditor", "steering", "owner of alfa", "stranger"])
def test_others_have_no_outbox(name: str, letters: dict[str, Letter], as_person: AsPerson) -> None:
    assert as_person(name).get(reverse("outbox")).status_code == 404
    assert (
        as_person(name).post(reverse("letter_retry", args=[letters["parked"].public_id])).status_code == 404
    )


def test_nobody_reads_what_a_letter_says(letters: dict[str, Letter], as_person: AsPerson) -> None:
    page = as_person("support").get(reverse("outbox")).content.decode()

    assert (SECRET in page, "invitation/" in page) == (False, False)


def test_the_demo_shows_all_that_would_have_gone(
    letters: dict[str, Letter], as_person: AsPerson, settings: Settings
) -> None:
    settings.DEMO = True

    page = as_person("manager").get(reverse("outbox")).content.decode()

    assert SECRET in page


def test_a_parked_letter_is_put_back_in_the_queue(letters: dict[str, Letter], as_person: AsPerson) -> None:
    answer = as_person("support").post(
        reverse("letter_retry", args=[letters["parked"].public_id]), follow=True
    )

    letters["parked"].refresh_from_db()
    assert letters["parked"].state == State.WAITING
    assert "Brevet står i kön igen." in answer.content.decode()


def test_a_letter_of_another_programme_is_not_there_to_be_tried_again(
    letters: dict[str, Letter], as_person: AsPerson
) -> None:
    Letter.objects.unscoped("the test's own").update(state=State.PARKED)

    answer = as_person("manager of syd").post(reverse("letter_retry", args=[letters["of mitt"].public_id]))

    letters["of mitt"].refresh_from_db()
    assert (answer.status_code, letters["of mitt"].state) == (404, State.PARKED)


def test_the_list_asks_the_database_equally_often_with_one_letter_and_with_many(
    world: World, as_person: AsPerson
) -> None:
    client = as_person("support")
    put(world, "a@example.com", "En", "mitt")
    counts = []
    for more in (60, 0):
        with CaptureQueriesContext(connection) as asked:
            client.get(reverse("outbox"))
        counts.append(len(asked))
        for number in range(more):
            put(world, "b@example.com", str(number), "mitt")

    assert counts[0] == counts[1]
