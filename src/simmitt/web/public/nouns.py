"""The nouns of what is told to the world and what the world writes back."""

from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from simmitt.web.nouns.noun import Choice, Column, Filter, Noun
from simmitt.web.public.models import Enquiry, News
from simmitt.web.scope.roles import OUTREACH, Role

NEWS_READERS = OUTREACH | {Role.AUDITOR}
ENQUIRY_WRITERS = OUTREACH | {Role.SUPPORT}
ENQUIRY_READERS = ENQUIRY_WRITERS | {Role.AUDITOR}


def _news(request: Any) -> Any:
    return News.objects.seen_by(request.scope).filter(programme=request.programme)


def _enquiries(request: Any) -> Any:
    return Enquiry.objects.seen_by(request.scope).filter(programme=request.programme)


def _state(news: News) -> Any:
    return pgettext_lazy("news", "Public") if news.is_public else pgettext_lazy("news", "Draft")


def _answered(enquiry: Enquiry) -> Any:
    return _("Answered") if enquiry.answered_at else _("Waits for an answer")


def _states(_request: Any) -> list[Choice]:
    return [
        Choice("public", pgettext_lazy("news", "Public")),
        Choice("draft", pgettext_lazy("news", "Draft")),
    ]


def _in_state(rows: Any, chosen: str) -> Any:
    public = Q(published_at__lte=timezone.now())
    return rows.filter(public if chosen == "public" else ~public | Q(published_at__isnull=True))


def _waiting(_request: Any) -> list[Choice]:
    return [Choice("no", _("Waits for an answer")), Choice("yes", _("Answered"))]


NEWS = Noun(
    name="news",
    plural="news",
    model=News,
    label=_("News item"),
    label_many=_("News"),
    columns=(
        Column("title", _("Heading"), lambda row: row.title_sv, sort="title_sv"),
        Column("state", _("State"), _state),
        Column("published_at", _("Published"), lambda row: row.published_at, sort="published_at"),
        Column("changed_at", _("Last changed"), lambda row: row.changed_at, sort="changed_at"),
        Column("title_en", _("Heading in English"), lambda row: row.title_en, listed=False),
        Column("lead", _("First sentence in Swedish"), lambda row: row.lead_sv, listed=False),
        Column("text", _("Text in Swedish"), lambda row: row.text_sv, listed=False),
    ),
    readers=NEWS_READERS,
    rows=_news,
    address=lambda row: reverse("news_publish", args=[row.public_id]),
    order="-changed_at",
    search=lambda rows, text: rows.filter(
        Q(title_sv__icontains=text) | Q(title_en__icontains=text) | Q(lead_sv__icontains=text)
    ),
    found_by=_("Words in the heading or the first sentence"),
    empty=_("Nothing has been written yet. Begin with something that has happened at a visit or a workshop."),
    filters=(Filter("state", _("State"), _states, _in_state),),
)
ENQUIRY = Noun(
    name="enquiry",
    plural="enquiries",
    model=Enquiry,
    label=_("Message"),
    label_many=_("Messages"),
    columns=(
        Column("text", _("Message"), lambda row: row.beginning),
        Column("about", _("About"), lambda row: row.get_about_display(), sort="about"),
        Column("created_at", _("Came"), lambda row: row.created_at, sort="created_at"),
        Column("state", _("State"), _answered, sort="answered_at"),
        Column("email", _("E-mail"), lambda row: row.email, listed=False),
        Column("whole", _("The whole message"), lambda row: row.text, listed=False),
    ),
    readers=ENQUIRY_READERS,
    rows=_enquiries,
    address=lambda row: reverse("enquiry", args=[row.public_id]),
    order="-created_at",
    search=lambda rows, text: rows.filter(Q(text__icontains=text) | Q(email__icontains=text)),
    found_by=_("Words in the message, or an address"),
    empty=_("Nobody has written yet. What is sent from the contact page comes here."),
    filters=(
        Filter(
            "answered",
            _("State"),
            _waiting,
            lambda rows, chosen: rows.filter(answered_at__isnull=chosen == "no"),
        ),
    ),
)
NOUNS = (NEWS, ENQUIRY)
