"""Writing to the programme, with or without a name."""

import pytest
from django.test import Client
from web.public.wizard import letters_to
from web.world import World

from simmitt.web.public.models import Enquiry

WHAT = {"about": "question", "text": "När kommer ni till Sollefteå?", "email": "bo@granforsen.example"}


def _enquiries() -> list[Enquiry]:
    return list(Enquiry.objects.unscoped("test").exclude(text__startswith="Fråga Kanarie"))


def test_a_question_reaches_the_programme(client: Client, world: World) -> None:
    answer = client.post("/sv/kontakt/", WHAT, follow=True)

    assert answer.redirect_chain == [("/sv/kontakt/tack/", 302)]
    enquiry = _enquiries()[0]
    assert (enquiry.programme, enquiry.text, enquiry.email) == (
        world.programme["mitt"], WHAT["text"], WHAT["email"]
    )  # fmt: skip
    letter = letters_to("manager@example.com")[0]
    assert enquiry.public_id in letter.text
    # The letter leads to the message; it does not spread it.
    assert WHAT["text"] not in letter.text


def test_a_fault_can_be_reported_without_a_name(client: Client, world: World) -> None:
    page = client.get("/sv/kontakt/?about=access").content.decode()
    chosen = next(part for part in page.split("<input") if "checked" in part)
    assert 'value="access"' in chosen
    client.post("/sv/kontakt/", {"about": "access", "text": "Kartan går inte att läsa."})

    assert (_enquiries()[0].about, _enquiries()[0].email) == ("access", "")


@pytest.mark.parametrize(
    ("changed", "text"),
    [
        ({"text": ""}, "Skriv det du vill säga."),
        ({"text": "x" * 4001}, "4000 får plats"),
        ({"email": "bo"}, "Skriv hela adressen"),
        ({"about": "hittepå"}, ""),
    ],
)
def test_wrong_input_is_told(client: Client, world: World, changed: dict[str, str], text: str) -> None:
    answer = client.post("/sv/kontakt/", {**WHAT, **changed})

    assert answer.status_code == 422
    assert "data-errors" in answer.content.decode()
    assert text in answer.content.decode()
    assert not _enquiries()


def test_a_machine_is_thanked_and_not_kept(client: Client, world: World) -> None:
    answer = client.post("/sv/kontakt/", {**WHAT, "homepage": "https://spam.example"})

    assert answer.status_code == 302
    assert not _enquiries()


def test_many_messages_have_to_wait_and_are_not_lost(client: Client, world: World) -> None:
    statuses = [client.post("/sv/kontakt/", WHAT).status_code for _message in range(7)]

    last = client.post("/sv/kontakt/", WHAT)
    assert statuses == [302] * 6 + [429]
    assert WHAT["text"] in last.content.decode()
    assert len(_enquiries()) == 6


def test_the_limit_is_each_visitors_own(client: Client, world: World) -> None:
    for _message in range(7):
        client.post("/sv/kontakt/", WHAT)

    assert client.post("/sv/kontakt/", WHAT, REMOTE_ADDR="192.0.2.7").status_code == 302


def test_a_personal_number_is_not_kept(client: Client, world: World) -> None:
    answer = client.post("/sv/kontakt/", {**WHAT, "text": "Jag är 900101–0017, ring mig."})

    assert (answer.status_code, _enquiries()) == (422, [])
    assert "Det ser ut att stå ett personnummer här." in answer.content.decode()
