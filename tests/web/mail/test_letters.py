"""Letters come in the language of whoever reads them."""

import logging

import pytest
from django.utils.translation import override
from pytest_django import Settings
from web.mail.carriers import Delivering
from web.world import World

from simmitt.web.accounts.models import Person
from simmitt.web.mail import tasks
from simmitt.web.mail.letters import write_to
from simmitt.web.mail.masking import WithoutSecrets, masked

TEMPLATE = "people/email/second_factor_removed"


def subjects(carrier: type[Delivering]) -> list[str]:
    tasks.send_waiting.call()
    return [str(one.subject) for one in carrier.carried if one.to[0].endswith("@example.com")]


@pytest.mark.parametrize(
    ("language", "subject"),
    [("sv", "Ditt andra steg är borttaget"), ("en", "Your second step has been removed")],
)
def test_a_letter_comes_in_the_language_of_the_account_whatever_the_page_is_in(
    language: str, subject: str, world: World, carrier: type[Delivering]
) -> None:
    person = world.person["coach"]
    Person.objects.filter(pk=person.pk).update(language=language)

    with override("en" if language == "sv" else "sv"):
        write_to(person.email, TEMPLATE, {"person": person, "by": person})

    assert subjects(carrier) == [subject]


def test_a_stranger_gets_both_languages(world: World, carrier: type[Delivering]) -> None:
    person = world.person["coach"]

    write_to("okand@example.com", TEMPLATE, {"person": person, "by": person})

    assert subjects(carrier) == ["Ditt andra steg är borttaget / Your second step has been removed"]
    assert "Hej " in str(carrier.carried[-1].body)
    assert "Hello " in str(carrier.carried[-1].body)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("https://a.example/sv/invitation/abcdefghijklmnopqrstuvwxyz0123456789_-ABCDE/", "https://a.example/sv/invitation/…/"),
        ("https://a.example/sv/account/password/forgotten/1-cw3k2f-0123456789abcdef0123456789abcdef/ .",
         "https://a.example/sv/account/password/forgotten/…/ ."),
        ("https://a.example/sv/companies/bcdfghjkmnpq/", "https://a.example/sv/companies/bcdfghjkmnpq/"),
        ("Ring 060-00 00 00.", "Ring 060-00 00 00."),
    ],
)  # fmt: skip
def test_one_time_links_are_cut_short_and_others_stay(text: str, shown: str) -> None:
    assert masked(text) == shown


def test_the_log_holds_no_address_that_lets_its_reader_in() -> None:
    secret = "/sv/invitation/e3QOpYufKkS_5YbWRvItTZNZ6Jve4xR1BZ1UfTEUjI0/"
    line = logging.LogRecord("x", logging.WARNING, "", 0, "%s: %s %d", ("Refused", secret, 422), None)

    assert (WithoutSecrets().filter(line), line.getMessage()) == (True, "Refused: /sv/invitation/…/ 422")


def test_everything_that_is_logged_goes_through_it(settings: Settings) -> None:
    handlers = settings.LOGGING["handlers"].values()

    assert all("masked" in handler["filters"] for handler in handlers)
