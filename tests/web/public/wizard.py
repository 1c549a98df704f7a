"""Somebody who registers a company, screen by screen."""

import re
from typing import Any

from django.test import Client

from simmitt.web.mail.models import Letter
from simmitt.web.public import agreements

NEW_NUMBER = "559900-0048"
ANSWERS: dict[int, dict[str, Any]] = {
    1: {"name": "Granforsen Mekaniska AB", "org_no": NEW_NUMBER},
    2: {"municipality": "2281"},
    3: {"size_class": "5", "makes": "Svetsade ramar", "sni": "25.620"},
    4: {"challenges": ["digital", "sustainable"], "need": "Ordrarna ligger för länge."},
    5: {
        "contact_name": "Anna Granfors", "contact_title": "VD", "contact_phone": "060-55 55 55",
        "contact_email": "anna@granforsen.example",
    },
    6: {
        "consent": "on", "confidentiality": "on",
        "consent_version": agreements.current("consent").version,
        "confidentiality_version": agreements.current("confidentiality").version,
    },
    7: {},
}  # fmt: skip


def answer(client: Client, step: int, language: str = "sv", **changed: Any) -> Any:
    """Answer one screen."""
    place = "anmal" if language == "sv" else "register"
    return client.post(f"/{language}/{place}/{step}/", {**ANSWERS[step], **changed})


def answer_until(client: Client, last: int, language: str = "sv", **changed: Any) -> Any:
    """Answer the screens up to one of them; changes go to the screen whose answer they are."""
    response = None
    for step in range(1, last + 1):
        mine = {
            name: value for name, value in changed.items() if name in {**ANSWERS[step], "sole_trader": ""}
        }
        response = answer(client, step, language, **mine)
    return response


def letters_to(address: str) -> list[Letter]:
    """Give the letters to somebody, oldest first."""
    return list(Letter.objects.unscoped("test").filter(to=address).order_by("pk"))


def link_in(letter: Letter) -> str:
    """Give the address that the letter holds."""
    found = re.search(r"http://testserver(/\S+)", letter.text)
    assert found
    return found[1]


def link_of(address: str = "anna@granforsen.example") -> str:
    """Give the address in the newest letter that confirms."""
    confirming = [one for one in letters_to(address) if "/bekrafta/" in one.text or "/confirm/" in one.text]
    return link_in(confirming[-1])
