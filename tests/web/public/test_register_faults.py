"""Wrong answers are told beside the field and in the summary; a personal number goes nowhere."""

import logging
from typing import Any

import pytest
from django.apps import apps
from django.db import models
from django.test import Client
from web.public.wizard import answer, answer_until
from web.world import World

from simmitt.web.public.models import Registration
from simmitt.web.public.personal import holds_personal_number
from simmitt.web.public.register_views import MOST_BEGUN

# Invented: nobody is born on the day that the number says.
PERSONAL = "821332-0005"
TRUE_DAY = "900101-0017"

WRONG: list[tuple[int, dict[str, Any], str, str]] = [
    (1, {"name": ""}, "name", "Skriv vad företaget heter."),
    (1, {"name": "x" * 201}, "name", "200 får plats"),
    (1, {"org_no": ""}, "org_no", "Skriv organisationsnumret, eller kryssa"),
    (1, {"org_no": "559900-0049"}, "org_no", "sista siffra"),
    (1, {"org_no": "5599"}, "org_no", "4 siffror"),
    (1, {"org_no": "hej"}, "org_no", "siffror"),
    (1, {"org_no": "9" * 100}, "org_no", "40"),
    (1, {"org_no": TRUE_DAY}, "org_no", "Enskild firma? Kryssa här, så frågar vi inte efter numret."),
    (2, {"municipality": ""}, "municipality", "Välj kommun."),
    (2, {"municipality": "9999"}, "municipality", "Välj en kommun i listan."),
    (3, {"size_class": ""}, "size_class", "Välj ungefär hur många ni är."),
    (3, {"size_class": "99"}, "size_class", ""),
    (3, {"sni": "metall"}, "sni", "två till fem siffror"),
    (3, {"makes": "x" * 401}, "makes", "400"),
    (4, {"need": ""}, "need", "Skriv en mening eller två"),
    (4, {"need": "x" * 4001}, "need", "Det är 4001 tecken, och 4000 får plats."),
    (4, {"need": f"Jag heter {TRUE_DAY}"}, "need", "personnummer"),
    (4, {"challenges": ["hittepå"]}, "challenges", ""),
    (5, {"contact_name": ""}, "contact_name", "Skriv namnet"),
    (5, {"contact_phone": ""}, "contact_phone", "Skriv ett telefonnummer."),
    (5, {"contact_phone": "123"}, "contact_phone", "för kort"),
    (5, {"contact_email": "anna"}, "contact_email", "Skriv hela adressen"),
    (5, {"contact_email": ""}, "contact_email", "Skriv den adress ni läser."),
    (6, {"consent": ""}, "consent", "Kryssa för att ni går med på det"),
    (6, {"confidentiality": ""}, "confidentiality", "Kryssa när ni har läst det."),
    (6, {"consent_version": "1999-01-01"}, "", "Texten har ändrats."),
]


@pytest.mark.parametrize(("step", "changed", "field", "text"), WRONG)
def test_a_wrong_answer_is_told_in_both_places(
    client: Client, world: World, step: int, changed: dict[str, Any], field: str, text: str
) -> None:
    answer_until(client, step - 1) if step > 1 else None

    response = answer(client, step, **changed)

    page = response.content.decode()
    assert response.status_code == 422
    assert "data-errors" in page
    assert text in page
    assert "<title>Fel: " in page
    if field:
        assert f'id="id_{field}_error"' in page
        assert 'aria-invalid="true"' in page
    assert client.get(f"/sv/anmal/{min(step + 1, 7)}/").status_code == 302


def test_what_was_typed_stays(client: Client, world: World) -> None:
    page = answer(client, 1, name="Granforsen AB", org_no="5599").content.decode()

    assert 'value="Granforsen AB"' in page
    assert 'value="5599"' in page


@pytest.mark.parametrize(
    "typed", [TRUE_DAY, "19900101-0017", "9001010017", "900101+0017", "900161-0016", PERSONAL]
)
def test_a_personal_number_is_stored_nowhere(
    client: Client, world: World, typed: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    answers = [
        answer(client, 1, org_no=typed),
        # Not even where the box is ticked and the number stands there all the same.
        answer(client, 1, org_no=typed, sole_trader="on"),
    ]

    digits = "".join(character for character in typed if character.isdigit())
    hidden = (typed, digits, digits[-10:], f"{digits[-10:-4]}-{digits[-4:]}")
    assert answers[0].status_code == 422
    assert not any(one in answers[0].content.decode() for one in hidden)
    assert answers[1].status_code == 302
    assert not any(one in row for row in _everything() for one in hidden)
    assert not any(one in caplog.text for one in hidden)


def test_a_personal_number_in_a_text_is_stored_nowhere(client: Client, world: World) -> None:
    answer_until(client, 3)
    answer(client, 4, need=f"Ring {TRUE_DAY}")

    assert not any(TRUE_DAY in row for row in _everything())


def _everything() -> list[str]:
    """Give every row of every table as text."""
    rows: list[str] = []
    for model in apps.get_models(include_auto_created=True):
        manager: Any = models.Manager()
        manager.model = model
        for row in model._base_manager.all() if hasattr(model, "RULE") else manager.get_queryset():
            rows += [" ".join(str(getattr(row, field.attname)) for field in model._meta.concrete_fields)]
    return rows


@pytest.mark.parametrize(
    ("text", "is_there"),
    [
        (f"x {TRUE_DAY} y", True),
        ("19900101-0017", True),
        ("900101 0017", True),
        ("900101–0017", True),
        ("900101 - 0017", True),
        ("559900-0048", False),
        ("vi gör 900101 bitar", False),
        ("900101-0018", False),
        ("070-174 06 21", False),
        ("", False),
    ],
)
def test_personal_numbers_are_told_from_other_numbers(text: str, is_there: bool) -> None:
    assert holds_personal_number(text) == is_there


def test_a_visitor_who_sends_all_day_is_asked_to_wait(client: Client, world: World) -> None:
    statuses = []
    for number in range(9):
        visitor = Client()
        answer_until(visitor, 6, contact_email=f"anna{number}@granforsen.example")
        statuses.append(answer(visitor, 7).status_code)

    assert statuses == [302] * 6 + [429] * 3
    # Nothing of what they wrote is lost.
    assert len(Registration.objects.unscoped("test").filter(company__isnull=True)) == 9


def test_a_personal_number_is_not_shown_again_beside_another_fault(client: Client, world: World) -> None:
    page = answer(client, 1, name="", org_no=TRUE_DAY, sole_trader="on").content.decode()

    assert TRUE_DAY not in page
    assert "Skriv vad företaget heter." in page


def test_a_machine_that_begins_again_and_again_fills_no_disk(client: Client, world: World) -> None:
    statuses = [answer(Client(), 1).status_code for _number in range(MOST_BEGUN + 1)]

    assert statuses == [302] * MOST_BEGUN + [429]
    assert len(Registration.objects.unscoped("test").filter(company__isnull=True)) == MOST_BEGUN
