"""Texts in both languages, as every result of a job has them."""

from simmitt.ground.texts import LANGUAGES, Message

Both = dict[str, str]


def both(message: Message) -> Both:
    """Give a sentence in Swedish and English."""
    return {language: message.in_language(language) for language in LANGUAGES}


def both_or_none(message: Message | None) -> Both | None:
    """Give a sentence in both languages, if there is one."""
    return None if message is None else both(message)
