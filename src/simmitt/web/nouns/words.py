"""Sentences of the ground and the engine, said in the reader's language."""

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
