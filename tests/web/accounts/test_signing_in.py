"""Signing in: who comes in, who has to show more, and what strangers learn."""

import re
from collections.abc import Callable

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import NoReverseMatch, reverse, translate_url
from web.accounts.conftest import sign_in
from web.world import PASSWORD, World

from simmitt.web.accounts.models import Person
from simmitt.web.pages import PAGES
from simmitt.web.scope.roles import SECOND_FACTOR

AsPerson = Callable[[str], Client]


def is_in(client: Client) -> bool:
    return client.get(reverse("me")).status_code == 200


def test_a_company_owner_comes_in_with_address_and_password(world: World) -> None:
    client = Client()

    answer = sign_in(client, world.person["owner of alfa"])

    assert (answer.status_code, answer["Location"], is_in(client)) == (302, reverse("home"), True)


def test_the_address_may_be_written_in_capitals(world: World) -> None:
    client = Client()

    sign_in(client, world.person["owner of alfa"].email.upper())

    assert is_in(client)


def test_a_wrong_password_and_an_unknown_address_are_told_alike(world: World) -> None:
    answers = [
        sign_in(Client(), world.person["owner of alfa"], "fel lösenord här"),
        sign_in(Client(), "ingen@example.com", "fel lösenord här"),
    ]

    texts = [re.sub(r'(value|nonce)="[^"]*"', "", answer.content.decode()) for answer in answers]
    assert [answer.status_code for answer in answers] == [422, 422]
    assert texts[0] == texts[1]
    assert "E-postadressen eller lösenordet stämmer inte." in texts[0]


def test_the_session_has_another_name_after_signing_in(world: World) -> None:
    client = Client()
    client.get(reverse("account_login"))
    session = client.session
    session["planted"] = True
    session.save()
    before = session.session_key
    client.cookies["session"] = before or ""

    sign_in(client, world.person["owner of alfa"])

    thief = Client()
    thief.cookies["session"] = before or ""
    assert client.session.session_key != before
    assert (is_in(client), is_in(thief)) == (True, False)


def test_a_person_lands_in_the_persons_own_language(world: World) -> None:
    person = world.person["owner of alfa"]
    Person.objects.filter(pk=person.pk).update(language="en")

    home = sign_in(Client(), person)
    me = sign_in(Client(), person, next=reverse("me"))

    assert home["Location"] == translate_url(reverse("home"), "en")
    assert me["Location"] == translate_url(reverse("me"), "en")
    assert home.cookies["language"].value == "en"


def test_the_way_on_leads_to_no_other_site(world: World) -> None:
    answer = sign_in(Client(), world.person["owner of alfa"], next="https://evil.example/")

    assert answer["Location"] == reverse("home")


def test_nobody_makes_an_account_by_themselves(db: None) -> None:
    with pytest.raises(NoReverseMatch):
        reverse("account_signup")


def test_staff_with_an_authenticator_app_show_a_code_before_they_are_in(
    world: World, with_code: Callable[[str], str]
) -> None:
    client, code = Client(), with_code("coordinator")

    answer = sign_in(client, world.person["coordinator"])
    assert (answer["Location"], is_in(client)) == (reverse("mfa_authenticate"), False)

    wrong = client.post(reverse("mfa_authenticate"), {"code": "000000"})
    assert (wrong.status_code, is_in(client)) == (422, False)

    right = client.post(reverse("mfa_authenticate"), {"code": code})
    assert (right["Location"], is_in(client)) == (reverse("home"), True)


def test_a_code_opens_once(world: World, with_code: Callable[[str], str]) -> None:
    code = with_code("coordinator")
    for client, status in ((Client(), 302), (Client(), 422)):
        sign_in(client, world.person["coordinator"])

        assert client.post(reverse("mfa_authenticate"), {"code": code}).status_code == status


@pytest.mark.parametrize(
    "name", ["manager", "coordinator", "coach", "analyst", "leader", "support", "auditor"]
)
def test_staff_without_a_second_step_are_led_to_it_and_nowhere_else(name: str, world: World) -> None:
    person = world.person[name]
    Authenticator.objects.filter(user=person).delete()
    client = Client()
    sign_in(client, person)

    led = {
        page.name
        for page in PAGES
        if isinstance(page.opens, frozenset) and "<" not in str(page.path) and not page.machine
        and client.get(reverse(page.name)).headers.get("Location") != reverse("mfa_index")
    }  # fmt: skip

    assert led == set()
    assert client.get(reverse("my_export"))["Location"] == reverse("mfa_index")
    assert client.get(reverse("mfa_index")).status_code == 200


def test_recovery_codes_alone_are_no_second_step(world: World) -> None:
    person = world.person["coach"]
    Authenticator.objects.filter(user=person).update(
        type="recovery_codes", data={"seed": "x", "used_mask": 0}
    )
    client = Client()
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")

    assert client.get(reverse("board"))["Location"] == reverse("mfa_index")


def test_company_people_and_the_steering_group_may_do_without(world: World) -> None:
    assert not SECOND_FACTOR & {"owner", "champion", "employee", "steering"}
    client = Client()

    sign_in(client, world.person["steering"])

    assert client.get(reverse("home")).status_code in (200, 302)


def test_the_sign_in_page_offers_passkeys_and_the_browser_gets_its_question(db: None) -> None:
    page = Client().get(reverse("account_login"))
    asked = Client().get(reverse("mfa_login_webauthn"), headers={"Accept": "application/json"})

    assert 'id="passkey_login"' in page.content.decode()
    assert "publicKey" in asked.json()["request_options"]


def test_signing_out_takes_a_press_and_ends_the_session(world: World) -> None:
    client = Client()
    sign_in(client, world.person["owner of alfa"])
    assert (client.get(reverse("account_logout")).status_code, is_in(client)) == (200, True)

    answer = client.post(reverse("account_logout"))

    assert (answer["Location"], is_in(client)) == (reverse("start"), False)


def test_a_closed_account_does_not_open(world: World) -> None:
    Person.objects.filter(pk=world.person["owner of alfa"].pk).update(is_active=False)
    client = Client()

    answer = sign_in(client, world.person["owner of alfa"], PASSWORD)

    assert (answer["Location"], is_in(client)) == (reverse("account_inactive"), False)
    assert client.get(answer["Location"]).status_code == 200
