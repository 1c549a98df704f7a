"""Writes what the invented programme tells the world, and what the world asks."""

from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone

from simmitt.web.demo.invent import words
from simmitt.web.programmes.models import Programme
from simmitt.web.public.models import Enquiry, News, Voice

VOICES = (
    ("Elof Brännmyr", "Kusten", "The coast", "070-174 06 81"),
    ("Ingrid Hällknös", "Fjällen och inlandet", "Mountains and inland", "070-174 06 82"),
)


def write_news_and_enquiries(programme: Programme, today: date) -> None:
    """Write news, one of them not yet published, questions, and whom one can call."""
    for one in words()["words"]["news"]:
        texts = {key: text.strip() for key, text in one.items() if key != "days_ago"}
        News.objects.create(programme=programme, published_at=_ago(today, one), **texts)
    for one in words()["words"]["enquiries"]:
        asked_at = _ago(today, one)
        enquiry = Enquiry.objects.create(
            programme=programme, about=one["about"], text=one["text"], email=one["email"],
            answered_at=asked_at + timedelta(days=1) if asked_at and one.get("answered") else None,
        )  # fmt: skip
        # When it came is set by the row itself.
        own = Enquiry.objects.unscoped("the demo is built for everybody").filter(pk=enquiry.pk)
        own.update(created_at=asked_at)
    for place, (name, where_sv, where_en, phone) in enumerate(VOICES):
        Voice.objects.create(
            programme=programme, name=name, where_sv=where_sv, where_en=where_en, phone=phone, place=place
        )


def _ago(today: date, one: dict[str, Any]) -> datetime | None:
    if "days_ago" not in one:
        return None
    day = today - timedelta(days=one["days_ago"])
    return timezone.make_aware(datetime(day.year, day.month, day.day, 8, 15))
