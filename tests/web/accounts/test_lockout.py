"""Too many wrong passwords: a wait for whoever tries, from where they try, and for nobody else."""

import re
from datetime import timedelta
from typing import Any
from unittest.mock import patch

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings
from web.accounts.conftest import sign_in
from web.world import World

WRONG = "inte alls rätt lösenord"


def tries(address: str, count: int, place: str = "203.0.113.9", **how: Any) -> Any:
    client = Client(REMOTE_ADDR=place, **how)
    return [sign_in(client, address, WRONG) for _try in range(count)][-1]


def comes_in(address: str, place: str = "203.0.113.9", **how: Any) -> bool:
    return bool(sign_in(Client(REMOTE_ADDR=place, **how), address).status_code == 302)


def test_twenty_wrong_tries_make_one_wait_even_with_the_right_password(world: World) -> None:
    address = world.person["owner of alfa"].email

    answer = tries(address, 20)

    assert (answer.status_code, answer["Retry-After"]) == (429, "900")
    assert not comes_in(address)


def test_the_wait_is_over_after_fifteen_minutes_however_often_one_tries_meanwhile(world: World) -> None:
    address = world.person["owner of alfa"].email
    began = timezone.now()
    tries(address, 20)
    with moved_to(began + timedelta(minutes=10)):
        assert tries(address, 5).status_code == 429

    with moved_to(began + timedelta(minutes=16)):
        assert comes_in(address)


def moved_to(moment: Any) -> Any:
    return patch("axes.handlers.proxy.now", lambda: moment)


def test_the_same_account_opens_from_elsewhere(world: World) -> None:
    address = world.person["owner of alfa"].email

    tries(address, 20)

    assert comes_in(address, place="198.51.100.4")


def test_others_at_the_same_place_come_in(world: World) -> None:
    tries(world.person["owner of alfa"].email, 20)

    assert comes_in(world.person["owner of beta"].email)


def test_an_unknown_address_is_closed_alike(world: World) -> None:
    known, unknown = tries(world.person["owner of alfa"].email, 20), tries("ingen@example.com", 20)

    texts = [re.sub(r'(value|nonce)="[^"]*"', "", answer.content.decode()) for answer in (known, unknown)]
    assert known.status_code == unknown.status_code == 429
    assert texts[0] == texts[1]
    assert "stängd härifrån i 15 minuter" in texts[0]


def test_the_page_speaks_english_too(world: World) -> None:
    client = Client(REMOTE_ADDR="203.0.113.9")
    there = "/en/" + reverse("account_login").removeprefix("/sv/")

    answers = [client.post(there, {"login": "x@example.com", "password": WRONG}) for _try in range(20)]

    assert "closed from here for 15 minutes" in answers[-1].content.decode()


def test_spelling_and_browser_make_no_new_account_to_guess_at(world: World) -> None:
    address = world.person["owner of alfa"].email
    for number in range(20):
        written = address.upper() if number % 2 else f" {address} "
        tries(written, 1, headers={"User-Agent": f"browser {number}"})

    assert not comes_in(address)


def test_a_claimed_forwarding_does_not_change_the_place(world: World, settings: Settings) -> None:
    settings.TRUSTED_PROXIES = ()
    address = world.person["owner of alfa"].email
    for number in range(20):
        tries(address, 1, headers={"X-Forwarded-For": f"192.0.2.{number}"})

    assert not comes_in(address, headers={"X-Forwarded-For": "192.0.2.77"})


def test_a_wrong_password_when_asked_once_more_counts_too(world: World) -> None:
    person = world.person["owner of alfa"]
    client = Client(REMOTE_ADDR="203.0.113.9")
    sign_in(client, person)

    answers = [client.post(reverse("account_reauthenticate"), {"password": WRONG}) for _try in range(9)]

    assert answers[0].status_code == 422
    assert answers[-1].status_code == 429


@pytest.mark.parametrize("count", [1, 7])
def test_a_few_slips_are_nothing(count: int, world: World) -> None:
    address = world.person["owner of alfa"].email

    assert tries(address, count).status_code == 422
    assert comes_in(address)
