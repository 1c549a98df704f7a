"""What a person changes about oneself."""

from django.conf import settings
from django.db import transaction

from simmitt.web.accounts.models import Person


def change_oneself(*, person: Person, name: str, phone: str, language: str) -> None:
    """Save the name, the phone number and the language."""
    with transaction.atomic():
        person.name, person.phone, person.language = name, phone, language
        person.save()


def change_language(*, person: Person, language: str) -> None:
    """Save the language, if it is one of ours."""
    if language in dict(settings.LANGUAGES):
        with transaction.atomic():
            person.language = language
            person.save()
