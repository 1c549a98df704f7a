"""Journeys as declared: for their list, files and the API."""

from typing import Any

from django.http import HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from simmitt.web.cases.models import Case
from simmitt.web.companies.queries import found
from simmitt.web.nouns.guard import Asking
from simmitt.web.nouns.listing import list_page
from simmitt.web.nouns.noun import Choice, Column, Filter, Noun
from simmitt.web.scope.roles import COMPANY, READERS


def _rows(request: Any) -> Any:
    rows = Case.objects.seen_by(request.scope).select_related("company__lead", "charter__champion")
    return rows.filter(company__programme=request.programme, company__archived_at__isnull=True)


def _stage(case: Case) -> str:
    lead = getattr(case.company, "lead", None)
    return str(lead.get_stage_display()) if lead else ""


def _of_state(rows: Any, state: str) -> Any:
    return rows.filter(closed_at__isnull=state == "open")


CASE = Noun(
    name="case",
    plural="cases",
    model=Case,
    label=_("Journey"),
    label_many=_("Journeys"),
    readers=READERS | COMPANY,
    rows=_rows,
    address=lambda case: reverse("journey", args=[case.company.public_id]),
    order="company",
    search=lambda rows, words: found(rows, words, "company__search_text"),
    found_by=_("Name, number or place"),
    empty=_("A journey begins on a company's card."),
    columns=(
        Column("company", _("Company"), lambda case: case.company.name, sort="company__name_key"),
        Column("stage", _("Stage"), _stage),
        Column("begun", _("Begun"), lambda case: timezone.localdate(case.created_at), sort="created_at"),
        Column("fast_track", _("Fast track"), lambda case: case.fast_track, listed=False),
        Column(
            "champion",
            _("Operations champion"),
            lambda case: case.charter.champion and case.charter.champion.name,
        ),
        Column("indicator", _("The figure that shows it"), lambda case: case.charter.indicator),
        Column(
            "promised_hours",
            _("Hours promised"),
            lambda case: case.charter.promised_hours,
            number=True,
            sort="charter__promised_hours",
        ),
        Column(
            "ended",
            _("Ended"),
            lambda case: case.closed_at and timezone.localdate(case.closed_at),
            sort="closed_at",
            listed=False,
        ),
    ),
    filters=(
        Filter(
            "state",
            _("State"),
            lambda _request: [Choice("open", _("Under way")), Choice("ended", _("Ended"))],
            _of_state,
        ),
    ),
)


def cases(request: Asking) -> HttpResponseBase:
    """List the journeys."""
    return list_page(request, CASE)


NOUNS: tuple[Noun, ...] = (CASE,)
