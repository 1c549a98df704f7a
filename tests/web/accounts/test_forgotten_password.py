"""A forgotten password: the link comes by letter, opens once, and strangers learn nothing."""

import re
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from web.accounts.conftest import sign_in
from web.world import World

from simmitt.web.accounts.models import Person

OWNER = "owner of alfa"
NEW = "kvarnsten-rönnbär-farled-7"


def ask(address: str) -> Any:
    return Client().post(reverse("account_reset_password"), {"email": address}, follow=True)


def link() -> str:
    found = re.search(r"https?://\S+/forgotten/\S+/", str(mail.outbox[-1].body))
    assert found
    return found[0].removeprefix("http://testserver")


def choose(client: Client, there: str, password: str = NEW) -> Any:
    page = client.get(there, follow=True)
    shown = page.redirect_chain[-1][0] if page.redirect_chain else there
    return client.post(shown, {"password1": password, "password2": password})


def test_known_and_unknown_addresses_get_the_same_answer_and_a_letter_each(world: World) -> None:
    known, unknown = ask(world.person[OWNER].email), ask("ingen@example.com")

    texts = [re.sub(r'(value|nonce)="[^"]*"', "", answer.content.decode()) for answer in (known, unknown)]
    assert texts[0] == texts[1]
    assert [(one.to[0], one.subject) for one in mail.outbox] == [
        (world.person[OWNER].email, "Välj ett nytt lösenord"),
        ("ingen@example.com", "Det finns inget konto med din adress"),
    ]


def test_the_letter_is_written_in_the_persons_language(world: World) -> None:
    Person.objects.filter(pk=world.person[OWNER].pk).update(language="en")

    ask(world.person[OWNER].email)

    assert mail.outbox[0].subject == "Choose a new password"
    assert "The link holds for four hours" in str(mail.outbox[0].body)


def test_the_link_gives_a_new_password_once_and_tells_the_person(world: World) -> None:
    signed_in = Client()
    sign_in(signed_in, world.person[OWNER])
    ask(world.person[OWNER].email)
    there = link()

    answer = choose(Client(), there)

    assert answer["Location"] == reverse("account_reset_password_from_key_done")
    assert sign_in(Client(), world.person[OWNER], NEW).status_code == 302
    assert signed_in.get(reverse("me")).status_code == 302
    assert mail.outbox[-1].subject == "Ditt lösenord är bytt"
    again = Client().get(there, follow=True).content.decode()
    assert "password1" not in again


def test_a_weak_password_is_refused_with_the_reason(world: World) -> None:
    ask(world.person[OWNER].email)

    answer = choose(Client(), link(), "kort")

    assert answer.status_code == 422
    assert "12 tecken" in answer.content.decode()


@pytest.mark.parametrize("address", ["inte en adress", ""])
def test_what_is_no_address_is_told(address: str, db: None) -> None:
    assert Client().post(reverse("account_reset_password"), {"email": address}).status_code == 422
    assert mail.outbox == []


def test_the_same_address_is_not_written_to_without_end(world: World) -> None:
    answers = [
        Client().post(reverse("account_reset_password"), {"email": world.person[OWNER].email})
        for _try in range(7)
    ]

    assert (answers[0].status_code, answers[-1].status_code, len(mail.outbox)) == (302, 429, 5)
    assert "Det blev många försök" in answers[-1].content.decode()
