"""When a session is over."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from unittest.mock import patch

import pytest
from auditlog.models import LogEntry
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from web.accounts.conftest import sign_in
from web.world import PASSWORD, World

AsPerson = Callable[[str], Client]
OWNER = "owner of alfa"
NEW = "kvarnsten-rönnbär-farled-7"


def after(**passed: float) -> Any:
    moment = timezone.now() + timedelta(**passed)
    return patch("django.utils.timezone.now", lambda: moment)


def is_in(client: Client) -> bool:
    return client.get(reverse("me")).status_code == 200


def test_a_session_that_nobody_uses_is_over_after_eight_hours(as_person: AsPerson) -> None:
    used, unused = as_person(OWNER), as_person(OWNER)

    for hours in (3, 6, 9):
        with after(hours=hours):
            assert is_in(used)
    with after(hours=8, minutes=1):
        assert not is_in(unused)


def test_a_session_in_steady_use_is_over_after_seven_days(as_person: AsPerson) -> None:
    client = as_person(OWNER)
    for hours in range(0, 7 * 24, 6):
        with after(hours=hours):
            assert is_in(client)

    with after(days=7, minutes=1):
        assert not is_in(client)


def test_reading_a_page_writes_the_session_every_fifth_minute_at_most(as_person: AsPerson) -> None:
    client = as_person(OWNER)
    touched = client.session["touched_at"]

    with after(minutes=4):
        is_in(client)
    assert client.session["touched_at"] == touched
    with after(minutes=6):
        is_in(client)

    assert client.session["touched_at"] > touched


def test_signing_out_everywhere_else_leaves_this_session_and_ends_the_others(as_person: AsPerson) -> None:
    here, there, others = as_person(OWNER), as_person(OWNER), as_person("owner of beta")
    key = here.session.session_key

    answer = here.post(reverse("my_sessions_end"), follow=True)

    assert "Du är utloggad överallt utom här." in answer.content.decode()
    assert (is_in(here), is_in(there), is_in(others)) == (True, False, True)
    assert here.session.session_key != key


def test_looking_at_the_address_ends_nothing(as_person: AsPerson) -> None:
    here, there = as_person(OWNER), as_person(OWNER)

    here.get(reverse("my_sessions_end"))

    assert is_in(there)


def test_a_session_that_was_stolen_before_it_was_used_ends_too(as_person: AsPerson) -> None:
    here, stolen = as_person(OWNER), as_person(OWNER)  # neither has opened a page yet

    here.post(reverse("my_sessions_end"))

    with after(minutes=30):
        assert not is_in(stolen)


def test_a_session_that_does_not_say_when_it_began_is_none(as_person: AsPerson) -> None:
    client = as_person(OWNER)
    session = client.session
    del session["began_at"]
    session.save()

    assert not is_in(client)


def test_changing_the_password_ends_the_other_sessions(world: World) -> None:
    here, there = Client(), Client()
    for client in (here, there):
        sign_in(client, world.person[OWNER])

    answer = here.post(
        reverse("account_change_password"), {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW}
    )

    assert answer["Location"] == reverse("me")
    assert (is_in(here), is_in(there)) == (True, False)
    assert LogEntry.objects.filter(
        additional_data__deed="password_changed", actor=world.person[OWNER]
    ).exists()


@pytest.mark.parametrize(
    ("old", "new", "again", "said"),
    [
        ("fel", NEW, NEW, "Det här är inte ditt nuvarande lösenord."),
        (PASSWORD, NEW, NEW + "x", "Lösenorden är olika."),
        (PASSWORD, "kort", "kort", "12 tecken"),
    ],
)
def test_a_password_that_can_not_be_changed_ends_nothing(
    old: str, new: str, again: str, said: str, as_person: AsPerson
) -> None:
    here, there = as_person(OWNER), as_person(OWNER)

    answer = here.post(
        reverse("account_change_password"), {"oldpassword": old, "password1": new, "password2": again}
    )

    assert (answer.status_code, is_in(there)) == (422, True)
    assert said in answer.content.decode()


def test_the_cookie_is_for_this_site_and_out_of_reach_of_scripts(world: World) -> None:
    cookie = sign_in(Client(), world.person[OWNER]).cookies["session"]

    assert (cookie["httponly"], cookie["samesite"], cookie["expires"]) == (True, "Lax", "")
    # Where there is https the name itself holds the browser to this host alone.
    assert settings.SESSION_COOKIE_NAME == "session"


@pytest.mark.parametrize("path", ["/sv/me/", "/sv/people/?format=csv", "/sv/nope/", "/api/people/", "/sv/"])
def test_nobody_keeps_what_was_answered_to_whoever_has_signed_in(path: str, as_person: AsPerson) -> None:
    assert as_person(OWNER).get(path)["Cache-Control"] == "no-store, private"


def test_what_everybody_may_read_may_be_kept(world: World) -> None:
    assert "Cache-Control" not in Client().get("/sv/")


def test_a_session_that_was_never_ours_is_none(world: World) -> None:
    answer = Client().get("/sv/", HTTP_COOKIE='session="never\\000ours-at-all"')

    assert answer.status_code == 200
