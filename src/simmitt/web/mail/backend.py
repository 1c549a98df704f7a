"""Django's way out for e-mail ends here: every letter is put in the queue first."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction

from simmitt.web.mail.models import LONGEST_SUBJECT, Letter, State
from simmitt.web.mail.tasks import wake

PROGRAMME_HEADER = "X-Simmitt-Programme"


class QueueBackend(BaseEmailBackend):
    """Keep each letter in the database, in the transaction that caused it, and let the worker send it."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Put the letters in the queue; give how many they are."""
        with transaction.atomic():
            letters = [letter for message in email_messages for letter in _letters(message)]
            Letter.objects.bulk_create(letters)
            if letters and not settings.DEMO:
                # The task is a row of the same transaction: it is there if, and only if, the letters are.
                wake()
        return len(email_messages)


def _letters(message: EmailMessage) -> list[Letter]:
    programme = message.extra_headers.get(PROGRAMME_HEADER)
    return [
        Letter(
            to=address,
            person=get_user_model().objects.filter(email=address.lower()).first(),
            programme=int(programme) if programme else None,
            subject=str(message.subject)[:LONGEST_SUBJECT],
            text=str(message.body),
            html=_html(message),
            state=State.KEPT if settings.DEMO else State.WAITING,
        )
        for address in message.recipients()
    ]


def _html(message: EmailMessage) -> str:
    parts: Any = message.alternatives if isinstance(message, EmailMultiAlternatives) else []
    return next((str(content) for content, kind in parts if kind == "text/html"), "")
