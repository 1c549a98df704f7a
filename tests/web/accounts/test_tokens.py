"""Keys for programs: what they open, for how long, and how they end."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from auditlog.models import LogEntry
from django.test import Client
from django.utils import timezone
from web.world import World, canary

from simmitt.web.accounts.models import Token
from simmitt.web.accounts.sessions import end_all
from simmitt.web.accounts.tokens import make_token

AsPerson = Callable[[str], Client]
PLACE = "/api/companies/"


def ask(key: str, path: str = PLACE, client: Client | None = None) -> Any:
    return (client or Client()).get(path, headers={"Authorization": f"Bearer {key}"})


def key_of(world: World, name: str) -> str:
    return make_token(person=world.person[name], name="Skärm", days=30)


def test_a_key_reads_what_its_person_reads(world: World) -> None:
    answer = ask(key_of(world, "coordinator"))

    assert [one["name"] for one in answer.json()["items"]] == [
        f"{canary('alfa')} Mekaniska AB",
        f"{canary('beta')} Mekaniska AB",
    ]
    assert "no-store" in answer["Cache-Control"]


def test_a_key_is_kept_as_a_digest_and_shown_once(world: World, as_person: AsPerson) -> None:
    client = as_person("owner of beta")

    made: Any = client.post("/sv/me/programs/", {"name": "Tavlan", "days": "90"})

    key = made.context["key"]
    assert (made.status_code, ask(key).status_code) == (201, 200)
    assert key not in client.get("/sv/me/programs/").content.decode()
    token = Token.objects.unscoped("a test").get(name="Tavlan")
    assert key not in str(token.__dict__)
    assert timedelta(days=89) < token.expires_at - timezone.now() < timedelta(days=91)


@pytest.mark.parametrize("change", [{"ended_at": timezone.now()}, {"expires_at": timezone.now()}])
def test_a_key_that_has_ended_opens_nothing(change: dict[str, Any], world: World) -> None:
    key = key_of(world, "coordinator")
    Token.objects.unscoped("a test").filter(person=world.person["coordinator"]).update(**change)

    answer = ask(key)

    assert (answer.status_code, answer["Content-Type"]) == (401, "application/problem+json")


def test_a_key_of_somebody_who_may_no_longer_sign_in_opens_nothing(world: World) -> None:
    key = key_of(world, "coordinator")
    world.person["coordinator"].is_active = False
    world.person["coordinator"].save()

    assert ask(key).status_code == 401


def test_a_key_does_not_stand_in_for_a_second_step_that_lacks(world: World) -> None:
    key = key_of(world, "coordinator")
    Authenticator.objects.filter(user=world.person["coordinator"]).delete()

    assert ask(key).status_code == 403


@pytest.mark.parametrize("wrong", ["", "simmitt_x", "x" * 10_000, "å", "a\tb"])
def test_what_is_no_key_is_refused_even_beside_a_session(
    wrong: str, world: World, as_person: AsPerson
) -> None:
    assert ask(wrong, client=as_person("manager")).status_code == 401


def test_a_key_opens_no_page_for_people(world: World) -> None:
    assert ask(key_of(world, "manager"), "/sv/people/").status_code == 302


def test_a_key_ends_when_its_person_says_so_and_is_written_down(world: World, as_person: AsPerson) -> None:
    client, key = as_person("owner of beta"), key_of(world, "owner of beta")
    token = Token.objects.unscoped("a test").get(name="Skärm", person=world.person["owner of beta"])

    client.post(f"/sv/me/programs/{token.public_id}/end/")

    assert ask(key).status_code == 401
    written = LogEntry.objects.get_for_object(token).first()
    assert written is not None
    assert "ended_at" in written.changes_dict


def test_the_last_use_is_noted_now_and_then(world: World) -> None:
    key = key_of(world, "manager")
    ask(key)
    first = Token.objects.unscoped("a test").get(person=world.person["manager"]).used_at
    ask(key)

    assert first is not None
    assert Token.objects.unscoped("a test").get(person=world.person["manager"]).used_at == first


def test_whoever_is_signed_out_everywhere_has_no_key_left(world: World) -> None:
    key = key_of(world, "coordinator")

    end_all(world.person["coordinator"])

    assert ask(key).status_code == 401
