"""The ways to narrow the list of companies."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from simmitt.web.companies.models import Company, Source
from simmitt.web.companies.places import grouped
from simmitt.web.companies.presenting import label_of
from simmitt.web.companies.register.sizes import SIZE_CLASSES
from simmitt.web.nouns.noun import Choice, Filter
from simmitt.web.nouns.words import told
from simmitt.web.programmes.models import Partner

YES, NO, BOTH = "yes", "no", "both"
NOBODY = "none"
CHALLENGES = ("digital", "competence", "sustainable")


def _municipalities(request: Any) -> list[Choice]:
    counties = request.programme.counties if request.programme else []
    return [
        Choice(one.code, one.short_name, county) for county, places in grouped(counties) for one in places
    ]


def _of_municipality(rows: Any, code: str) -> Any:
    return rows.filter(municipality=code)


def _sizes(_request: Any) -> list[Choice]:
    return [Choice(str(one.number), told(one.label)) for one in SIZE_CLASSES]


def _of_size(rows: Any, number: str) -> Any:
    return rows.filter(size_class=int(number)) if number.isdecimal() and len(number) < 3 else rows.none()


def _partners(request: Any) -> list[Choice]:
    partners = Partner.objects.seen_by(request.scope).filter(programme=request.programme).order_by("name")
    return [*(Choice(one.public_id, one.name) for one in partners), Choice(NOBODY, _("Nobody yet"))]


def _of_partner(rows: Any, public_id: str) -> Any:
    return (
        rows.filter(partner__isnull=True)
        if public_id == NOBODY
        else rows.filter(partner__public_id=public_id)
    )


def _sources(_request: Any) -> list[Choice]:
    return [Choice(value, label) for value, label in Source.choices]


def _of_source(rows: Any, source: str) -> Any:
    return rows.filter(source=source)


def _archived(_request: Any) -> list[Choice]:
    return [Choice(YES, _("Archived alone")), Choice(BOTH, _("Archived too"))]


def _of_archived(rows: Any, chosen: str) -> Any:
    # The noun leaves archived rows out unless the address asks for them.
    return rows if chosen == BOTH else rows.filter(archived_at__isnull=chosen != YES)


def _yes_or_no(_request: Any) -> list[Choice]:
    return [Choice(YES, _("Yes")), Choice(NO, _("No"))]


def _of_gone(rows: Any, chosen: str) -> Any:
    return rows.filter(gone_from_register=chosen == YES)


def _challenges(_request: Any) -> list[Choice]:
    return [Choice(name, label_of(Company, name)) for name in CHALLENGES]


def _of_challenge(rows: Any, name: str) -> Any:
    return rows.filter(**{name: True}) if name in CHALLENGES else rows.none()


OF_COMPANIES: tuple[Filter, ...] = (
    Filter("municipality", _("Municipality"), _municipalities, _of_municipality),
    Filter("size", _("Size"), _sizes, _of_size),
    Filter("partner", _("Responsible organisation"), _partners, _of_partner),
    Filter("source", _("Came by"), _sources, _of_source),
    Filter("challenge", _("Challenge"), _challenges, _of_challenge),
    Filter("gone", _("Gone from the register"), _yes_or_no, _of_gone),
    Filter("archived", _("Archived"), _archived, _of_archived),
)
