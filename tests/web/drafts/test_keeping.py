"""What somebody types is kept for that person alone, and nothing that opens a door is."""

from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlencode

import pytest
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.db import SessionStore
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from web.world import World

from simmitt.web.drafts import tasks
from simmitt.web.drafts.models import Draft
from simmitt.web.drafts.operations import MOST_BYTES, MOST_FIELDS, forget, keep, recall, signed

AsPerson = Callable[[str], Client]
FORM = "application/x-www-form-urlencoded"


def asking(person: Any = None) -> Any:
    return SimpleNamespace(user=person or AnonymousUser(), session=SessionStore(), method="GET")


def save(client: Client, **fields: Any) -> Any:
    return client.post(reverse("draft_save"), urlencode(fields, doseq=True), content_type=FORM)


def test_what_is_typed_is_kept_and_the_time_is_told(world: World, as_person: AsPerson) -> None:
    coach = world.person["coach"]

    answer = save(
        as_person("coach"), key=signed(asking(coach), "note_new:x"), text="Ring på fredag", box=["a", "b"]
    )

    draft = Draft.objects.get()
    assert answer.json() == {"saved_at": timezone.localtime(draft.saved_at).strftime("%H.%M")}
    assert (draft.person, draft.key, draft.fields) == (
        coach, "note_new:x", {"text": ["Ring på fredag"], "box": ["a", "b"]}
    )  # fmt: skip


def test_the_newest_takes_the_place_of_the_one_before(world: World) -> None:
    coach = asking(world.person["coach"])

    keep(coach, "note_new:x", {"text": ["ett"]})
    keep(coach, "note_new:x", {"text": ["två"]})

    assert Draft.objects.count() == 1
    assert recall(coach, "note_new:x") == {"text": ["två"]}


def test_nobody_gets_at_the_draft_of_somebody_else(world: World, as_person: AsPerson) -> None:
    coach, analyst = asking(world.person["coach"]), asking(world.person["analyst"])
    keep(coach, "note_new:x", {"text": ["Kanarie"]})

    assert recall(analyst, "note_new:x") is None
    assert recall(asking(), "note_new:x") is None
    forget(analyst, "note_new:x")

    assert recall(coach, "note_new:x") == {"text": ["Kanarie"]}


def test_a_key_holds_for_the_one_to_whom_the_page_was_shown(world: World, as_person: AsPerson) -> None:
    key = signed(asking(world.person["coach"]), "company_edit:x")

    answers = [save(as_person("analyst"), key=key, name="x"), save(Client(), key=key, name="x"),
               save(as_person("coach"), key="company_edit:x", name="x"),
               save(as_person("coach"), name="x")]  # fmt: skip

    assert [answer.status_code for answer in answers] == [400, 400, 400, 400]
    assert Draft.objects.count() == 0


def test_a_visitor_has_drafts_of_the_session_alone(db: None) -> None:
    one, other = Client(), Client()
    key = signed(asking(), "register:2")

    assert save(one, key=key, need="Korta ställtider").status_code == 200

    assert recall(SimpleNamespace(user=AnonymousUser(), session=one.session), "register:2") == {
        "need": ["Korta ställtider"]
    }
    assert recall(SimpleNamespace(user=AnonymousUser(), session=other.session), "register:2") is None


def test_what_lets_somebody_in_is_never_kept(world: World) -> None:
    coach = asking(world.person["coach"])

    keep(coach, "x", {"password1": ["a"], "oldpassword": ["a"], "csrfmiddlewaretoken": ["a"],
                      "credential": ["a"], "code": ["123456"], "key": ["a"], "name": ["Lova"],
                      "postcode": ["852 30"]})  # fmt: skip

    assert recall(coach, "x") == {"name": ["Lova"], "postcode": ["852 30"]}


def test_files_are_not_taken(world: World, as_person: AsPerson) -> None:
    key = signed(asking(world.person["coach"]), "x")

    answer = as_person("coach").post(reverse("draft_save"), {"key": key, "name": "x"})  # multipart

    assert (answer.status_code, Draft.objects.count()) == (415, 0)


@pytest.mark.parametrize(
    "fields",
    [{f"f{number}": "x" for number in range(MOST_FIELDS + 1)}, {"text": "å" * (MOST_BYTES // 2 + 1)}],
    ids=["many", "long"],
)
def test_too_much_is_refused_whole(fields: dict[str, str], world: World, as_person: AsPerson) -> None:
    answer = save(as_person("coach"), key=signed(asking(world.person["coach"]), "x"), **fields)

    assert (answer.status_code, answer.json(), Draft.objects.count()) == (413, {"saved_at": None}, 0)


def test_nothing_is_kept_by_looking(as_person: AsPerson, world: World) -> None:
    assert as_person("coach").get(reverse("draft_save")).status_code == 405


def test_a_draft_that_is_thrown_away_is_gone_and_one_is_back_on_the_form(
    world: World, as_person: AsPerson
) -> None:
    coach = asking(world.person["coach"])
    keep(coach, "x", {"text": ["ett"]})

    there = reverse("draft_discard")
    answer = as_person("coach").post(there, {"key": signed(coach, "x"), "next": "/sv/companies/?a=1"})

    assert (answer.status_code, answer["Location"], recall(coach, "x")) == (302, "/sv/companies/?a=1", None)


def test_throwing_away_leads_nowhere_else(world: World, as_person: AsPerson) -> None:
    key = signed(asking(world.person["coach"]), "x")

    answer = as_person("coach").post(reverse("draft_discard"), {"key": key, "next": "https://evil.example/"})

    assert answer["Location"] == reverse("start")


def test_drafts_that_nobody_has_touched_for_a_month_are_thrown_away(world: World) -> None:
    coach = asking(world.person["coach"])
    for key, days in (("old", 31), ("new", 29)):
        keep(coach, key, {"text": ["x"]})
        Draft.objects.filter(key=key).update(saved_at=timezone.now() - timedelta(days=days))

    assert tasks.clear_old.call() == 1

    assert [draft.key for draft in Draft.objects.all()] == ["new"]


def test_a_character_that_no_database_takes_is_left_out(world: World) -> None:
    coach = asking(world.person["coach"])

    keep(coach, "note_new:x", {"text": ["Ring\x00 på fredag"]})

    assert recall(coach, "note_new:x") == {"text": ["Ring på fredag"]}
