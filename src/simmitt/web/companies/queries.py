"""Reads: companies as lists, searches and suggestions want them."""

from typing import Any

from django.db.models import Q

from simmitt.ground.sorting import folded, swedish_key
from simmitt.web.companies.models import Company, Contact, Workplace
from simmitt.web.scope.scope import Scope

MOST_FOUND = 20
LONGEST_QUERY = 100


def companies(scope: Scope, programme: Any) -> Any:
    """Give the programme's companies that the scope opens, archived ones too."""
    return Company.objects.seen_by(scope).filter(programme=programme).select_related("partner")


def alive(scope: Scope, programme: Any) -> Any:
    """Give those that are not archived: what lists, boards and counts are made of."""
    return companies(scope, programme).filter(archived_at__isnull=True)


def found(rows: Any, words: str, field: str = "search_text") -> Any:
    """Keep the rows whose folded text holds every word, in any order."""
    for word in folded(words[:LONGEST_QUERY]).split():
        rows = rows.filter(**{f"{field}__contains": word})
    return rows


def workplaces(scope: Scope, company: Company) -> Any:
    """Give a company's workplaces."""
    return Workplace.objects.seen_by(scope).filter(company=company).order_by("pk")


def contacts(scope: Scope, company: Company) -> Any:
    """Give a company's contacts, the one to call first above."""
    return Contact.objects.seen_by(scope).filter(company=company)


def likely_twins(scope: Scope, company: Company) -> list[Company]:
    """Give the companies that may be the same: the same number, or the same name in the same place."""
    digits = company.org_no.replace("-", "")
    same_number = Q(org_no__in={company.org_no, digits}) if company.org_no else Q(pk__in=())
    same_name = Q(name_key=swedish_key(company.name), municipality=company.municipality)
    others = alive(scope, company.programme_id).exclude(pk=company.pk)
    return list(
        others.filter(same_number | same_name | _bare_name(company)).order_by("name_key", "pk")[:MOST_FOUND]
    )


def to_merge_with(scope: Scope, company: Company, words: str) -> list[Company]:
    """Give the companies that the words find, apart from the company itself."""
    others = alive(scope, company.programme_id).exclude(pk=company.pk)
    return list(found(others, words).order_by("name_key", "pk")[:MOST_FOUND]) if words.strip() else []


def _bare_name(company: Company) -> Q:
    """Find the name without the letters that tell the legal form: Ek & Al AB, AB Ek & Al."""
    bare = " ".join(
        word for word in folded(company.name).split() if word not in ("ab", "hb", "kb", "aktiebolag")
    )
    return Q(municipality=company.municipality, search_text__contains=bare) if len(bare) > 3 else Q(pk__in=())
