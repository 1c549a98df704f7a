"""The second step: connecting it, losing it, and hearing of it."""

import re
from collections.abc import Callable

import pytest
from allauth.mfa.models import Authenticator
from auditlog.models import LogEntry
from django.core import mail
from django.test import Client
from django.urls import reverse
from web.accounts.conftest import code_of, sign_in
from web.world import PASSWORD, World

OWNER = "owner of alfa"


@pytest.fixture
def owner(world: World) -> Client:
    """A browser in which the owner has just shown the password once more."""
    client = Client()
    sign_in(client, world.person[OWNER])
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    return client


def secret_in(page: str) -> str:
    found = re.search(r'<code class="secret">([A-Z2-7]+)</code>', page)
    assert found, page
    return found[1]


def test_the_password_is_asked_for_once_more_before_anything_is_changed(world: World) -> None:
    client = Client()
    sign_in(client, world.person[OWNER])

    answer = client.get(reverse("mfa_activate_totp"))

    assert answer["Location"].startswith(reverse("account_reauthenticate"))
    assert "Visa en gång till att det är du" in client.get(answer["Location"]).content.decode()


def test_an_app_is_connected_with_a_picture_that_the_policy_lets_through(world: World, owner: Client) -> None:
    page = owner.get(reverse("mfa_activate_totp"))
    text = page.content.decode()
    assert 'src="data:image/svg+xml;base64,' in text
    assert "data:" in page["Content-Security-Policy"]
    assert "style=" not in text

    wrong = owner.post(reverse("mfa_activate_totp"), {"code": "000000"})
    assert (wrong.status_code, Authenticator.objects.filter(user=world.person[OWNER]).count()) == (422, 0)
    right = owner.post(reverse("mfa_activate_totp"), {"code": code_of(secret_in(wrong.content.decode()))})

    assert right["Location"] == reverse("mfa_view_recovery_codes")
    assert {one.type for one in Authenticator.objects.filter(user=world.person[OWNER])} == {
        "totp",
        "recovery_codes",
    }


@pytest.mark.django_db(transaction=True)
def test_the_person_is_told_by_letter_that_an_app_has_been_connected(owner: Client) -> None:
    page = owner.get(reverse("mfa_activate_totp")).content.decode()

    owner.post(reverse("mfa_activate_totp"), {"code": code_of(secret_in(page))})

    told = {one.subject: str(one.body) for one in mail.outbox}
    assert "från nätadressen 127.0.0.1" in told["Din autentiseringsapp är kopplad"]
    noted = LogEntry.objects.filter(additional_data__deed="second_factor_added")
    assert {one.additional_data["kind"] for one in noted} == {"totp", "recovery_codes"}


def test_a_recovery_code_opens_once(world: World, owner: Client) -> None:
    page = owner.get(reverse("mfa_activate_totp")).content.decode()
    owner.post(reverse("mfa_activate_totp"), {"code": code_of(secret_in(page))})
    codes = owner.get(reverse("mfa_download_recovery_codes")).content.decode().split()
    statuses = []
    for _time in range(2):
        client = Client()
        sign_in(client, world.person[OWNER])
        statuses.append(client.post(reverse("mfa_authenticate"), {"code": codes[0]}).status_code)

    assert (len(codes), statuses) == (10, [302, 422])


def test_guessing_codes_is_stopped_for_whoever_knows_the_password(
    world: World, with_code: Callable[[str], str]
) -> None:
    code = with_code(OWNER)
    client = Client()
    sign_in(client, world.person[OWNER])

    for _try in range(6):
        client.post(reverse("mfa_authenticate"), {"code": "000000"})
    answer = client.post(reverse("mfa_authenticate"), {"code": code})

    assert answer.status_code == 422
    assert "För många felaktiga koder. Vänta fem minuter" in answer.content.decode()


@pytest.mark.parametrize("page", ["mfa_index", "mfa_list_webauthn", "mfa_add_webauthn"])
def test_the_pages_of_the_second_step_open(page: str, owner: Client) -> None:
    assert owner.get(reverse(page)).status_code == 200


@pytest.mark.parametrize("page", ["mfa_edit_webauthn", "mfa_remove_webauthn"])
def test_the_keys_of_others_are_not_there(page: str, world: World, owner: Client) -> None:
    key = Authenticator.objects.create(
        user=world.person["owner of beta"], type=Authenticator.Type.WEBAUTHN, data={"name": "Kanarie"}
    )

    answers = [
        owner.get(reverse(page, args=[key.pk])),
        owner.post(reverse(page, args=[key.pk]), {"name": "x"}),
    ]

    assert [answer.status_code for answer in answers] == [404, 404]
    assert Authenticator.objects.filter(pk=key.pk).exists()
