"""What a visitor does with a registration before it is confirmed: each verb is one transaction."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from simmitt.web.mail.letters import write_to
from simmitt.web.programmes.models import Programme
from simmitt.web.public.models import Registration
from simmitt.web.public.queries import held_registration
from simmitt.web.public.tokens import hashed, new_token

LINK_LASTS = timedelta(days=7)
MOST_LETTERS = 4
# A second press within this is the same press.
SAME_PRESS = timedelta(seconds=30)
Absolute = Callable[[str], str]


def begin(*, programme: Programme, answers: Mapping[str, Any], language: str) -> tuple[Registration, str]:
    """Keep the first answers; give the registration and the secret that lets its writer go on."""
    token = new_token()
    registration = Registration.objects.create(
        programme=programme, token_hash=hashed(token), answers=dict(answers), language=language
    )
    return registration, token


def answer(*, registration: Registration, answers: Mapping[str, Any], language: str) -> Registration:
    """Keep one screen's answers; a letter that has gone out with others no longer confirms anything."""
    with transaction.atomic():
        now = held_registration(registration)
        if not now.confirmed_at:
            now.answers = {**now.answers, **answers}
            now.language = language
            _take_back_letter(now)
            now.save_version(now.version)
    return now


def agree(*, registration: Registration, consent: str, confidentiality: str) -> Registration:
    """Keep which wordings were agreed to, and when."""
    with transaction.atomic():
        now = held_registration(registration)
        if not now.confirmed_at:
            now.consent_version, now.confidentiality_version = consent, confidentiality
            now.agreed_at = timezone.now()
            now.save_version(now.version)
    return now


def send(*, registration: Registration, absolute: Absolute) -> bool:
    """Send the letter that confirms the address; say whether there was any to send.

    A letter that has just gone is not sent again, and nobody gets more than a few.
    """
    with transaction.atomic():
        now = held_registration(registration)
        if now.confirmed_at or now.letters >= MOST_LETTERS or _just_sent(now):
            return False
        token = new_token()
        now.confirm_hash, now.confirm_until = hashed(token), timezone.now() + LINK_LASTS
        now.sent_at = timezone.now()
        now.letters += 1
        now.save_version(now.version)
        _write(now, token, absolute)
    return True


def withdraw(*, registration: Registration) -> None:
    """Forget everything; what has been confirmed is the programme's to remove."""
    with transaction.atomic():
        now = held_registration(registration)
        if not now.confirmed_at:
            now.delete()


def _just_sent(registration: Registration) -> bool:
    return registration.sent_at is not None and timezone.now() - registration.sent_at < SAME_PRESS


def _take_back_letter(registration: Registration) -> None:
    registration.sent_at = registration.confirm_hash = registration.confirm_until = None


def _write(registration: Registration, token: str, absolute: Absolute) -> None:
    write_to(
        registration.answers["contact_email"],
        "public/letters/confirm",
        {
            "registration": registration,
            "programme": registration.programme,
            "link": lambda: absolute(reverse("register_confirm", args=[token])),
        },
        language=registration.language,
        programme=registration.programme_id,
    )
