"""What staff and visitors write apart from registrations: each verb is one transaction."""

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from simmitt.web.mail.letters import write_to
from simmitt.web.programmes.models import Programme
from simmitt.web.public.models import Enquiry, News, Registration, Voice
from simmitt.web.public.queries import answering, forgettable
from simmitt.web.public.registering import Absolute

# What the page on personal data promises.
UNCONFIRMED_KEPT = timedelta(days=30)
ANSWERED_KEPT = timedelta(days=365)


def write_news(*, news: News, programme: Programme) -> News:
    """Keep a new item; nobody outside sees it before it is published."""
    news.programme = programme
    with transaction.atomic():
        news.save()
    return news


def change_news(*, news: News, version: int) -> None:
    """Save a changed item."""
    with transaction.atomic():
        news.save_version(version)


def publish(*, news: News, version: int) -> None:
    """Let the world read it, from now on; one that is public already keeps its day."""
    if news.published_at is None:
        news.published_at = timezone.now()
        with transaction.atomic():
            news.save_version(version)


def unpublish(*, news: News, version: int) -> None:
    """Take it back."""
    if news.published_at is not None:
        news.published_at = None
        with transaction.atomic():
            news.save_version(version)


def write_voice(*, voice: Voice, programme: Programme) -> Voice:
    """Put a person on the start page."""
    voice.programme = programme
    with transaction.atomic():
        voice.save()
    return voice


def change_voice(*, voice: Voice, version: int) -> None:
    """Save what is said of the person."""
    with transaction.atomic():
        voice.save_version(version)


def remove_voice(*, voice: Voice) -> None:
    """Take the person off the start page."""
    with transaction.atomic():
        voice.delete()


def write_enquiry(*, programme: Programme, about: str, text: str, email: str, absolute: Absolute) -> Enquiry:
    """Keep a message from outside, and tell those who run the programme that it has come."""
    with transaction.atomic():
        enquiry: Enquiry = Enquiry.objects.create(programme=programme, about=about, text=text, email=email)
        for person in answering(programme, None):
            _tell(person, enquiry, absolute)
    forget_old()
    return enquiry


def answer_enquiry(*, enquiry: Enquiry, answered: bool, version: int) -> None:
    """Mark it as answered, or as not."""
    if answered != (enquiry.answered_at is not None):
        enquiry.answered_at = timezone.now() if answered else None
        with transaction.atomic():
            enquiry.save_version(version)


def forget_old() -> int:
    """Throw away what has been kept for as long as we said; give how many rows it was."""
    now = timezone.now()
    old = (forgettable(Registration, now - UNCONFIRMED_KEPT), forgettable(Enquiry, now - ANSWERED_KEPT))
    return sum(rows.delete()[0] for rows in old)


def _tell(person: Any, enquiry: Enquiry, absolute: Absolute) -> None:
    write_to(
        person.email,
        "public/letters/enquiry",
        {"enquiry": enquiry, "link": lambda: absolute(reverse("enquiry", args=[enquiry.public_id]))},
        language=person.language,
        programme=enquiry.programme_id,
    )
