"""Writing a letter in its receiver's language."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils.translation import override

from simmitt.web.mail.backend import PROGRAMME_HEADER

BETWEEN_LANGUAGES = "\n\n" + "-" * 40 + "\n\n"


def write_to(
    address: str,
    template: str,
    context: Mapping[str, Any],
    *,
    language: str = "",
    programme: int | None = None,
) -> None:
    """Write ``<template>_subject.txt`` and ``<template>_text.txt`` to the address.

    The language is the one named, else that of the account with this address, else every one we have.
    What depends on the language, such as an address of ours, goes into the context as a function.
    """
    languages = _languages(address, language)
    written = [_written(template, context, one) for one in languages]
    EmailMessage(
        " / ".join(subject for subject, _text in written),
        BETWEEN_LANGUAGES.join(text for _subject, text in written),
        to=[address],
        headers={PROGRAMME_HEADER: str(programme)} if programme else None,
    ).send()


def _languages(address: str, language: str) -> list[str]:
    known = language or (
        get_user_model().objects.filter(email=address.lower()).values_list("language", flat=True).first()
    )
    return [known] if known else [code for code, _name in settings.LANGUAGES]


def _written(template: str, context: Mapping[str, Any], language: str) -> tuple[str, str]:
    with override(language):
        subject = render_to_string(f"{template}_subject.txt", dict(context))
        text = render_to_string(f"{template}_text.txt", dict(context))
    return " ".join(subject.split()), text.strip() + "\n"
