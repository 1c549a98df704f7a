"""Sentences of the ground and the engine, said in the reader's language."""

from collections.abc import Mapping

from django.utils.functional import lazy
from django.utils.translation import get_language

from simmitt.ground.texts import Language, Message


def spoken() -> Language:
    """Give the language of the page that is being made."""
    return "en" if get_language() == "en" else "sv"


def _told(message: Message) -> str:
    return message.in_language(spoken())


# A label that is said when the page is made, not when the table is read.
told = lazy(_told, str)


def said(text: Mapping[str, str] | None) -> str:
    """Give a text that a job has told in both languages; nothing where it told none."""
    return str(text.get(spoken(), "")) if text else ""
