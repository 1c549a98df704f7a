"""Companies, workplaces and contacts as declared: columns, filters, who reads them."""

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from simmitt.web.companies import filters
from simmitt.web.companies.models import Company, Contact, Workplace
from simmitt.web.companies.presenting import label_of
from simmitt.web.companies.queries import companies, found
from simmitt.web.nouns.noun import Column, Noun
from simmitt.web.scope.roles import COMPANY, READERS, Role

READ_BY = READERS | {Role.LEADER} | COMPANY


def challenges(company: Company) -> str:
    """Name what the company works with."""
    return ", ".join(label_of(Company, name) for name in filters.CHALLENGES if getattr(company, name))


def _day(moment: Any) -> date | None:
    return timezone.localdate(moment) if moment else None


def _address(company: Company) -> str:
    return reverse("company", args=[company.public_id])


def _companies(request: Any) -> Any:
    rows = companies(request.scope, request.programme).defer("need", "by_hand")
    return rows if request.GET.get("archived") else rows.filter(archived_at__isnull=True)


def _search(rows: Any, words: str) -> Any:
    return found(rows, words)


COMPANIES = Noun(
    name="company",
    plural="companies",
    model=Company,
    label=_("Company"),
    label_many=_("Companies"),
    found_by=_("Name, number or place"),
    empty=_("Fetch the business register's companies, or enter the first one by hand."),
    readers=READ_BY,
    rows=_companies,
    address=_address,
    order="name",
    search=_search,
    filters=filters.OF_COMPANIES,
    columns=(
        Column("name", _("Company name"), lambda one: one.name, sort="name_key"),
        Column("org_no", _("Organisation number"), lambda one: one.org_no, sort="org_no"),
        Column("municipality", _("Municipality"), lambda one: one.place, sort="place_key"),
        Column("county", _("County"), lambda one: one.county, listed=False),
        Column("size", _("Size"), lambda one: one.size, sort="size_class"),
        Column("industry", _("Industry"), lambda one: one.industry, sort="sni"),
        Column("partner", _("Responsible organisation"), lambda one: one.partner and str(one.partner)),
        Column("source", _("Came by"), lambda one: one.get_source_display(), listed=False),
        Column("challenges", _("Challenges"), challenges, listed=False),
        Column("address", _("Visiting address"), lambda one: one.address, listed=False),
        Column("postcode", _("Postcode"), lambda one: one.postcode, listed=False),
        Column("town", _("Town"), lambda one: one.town, listed=False),
        Column("phone", _("Phone"), lambda one: one.phone, listed=False),
        Column("email", _("E-mail"), lambda one: one.email, listed=False),
        Column("website", _("Website"), lambda one: one.website, listed=False),
        Column("no_advertising", _("No advertising"), lambda one: one.no_advertising, listed=False),
        Column("created", _("Registered"), lambda one: _day(one.created_at), sort="created_at", listed=False),
        Column("seen", _("Seen in the register"), lambda one: one.seen_in_register_on,
               sort="seen_in_register_on", listed=False),
        Column("gone", _("Gone from the register"), lambda one: one.gone_from_register, listed=False),
        Column("changed", _("Changed"), lambda one: _day(one.changed_at), sort="changed_at"),
        Column("archived", _("Archived"), lambda one: _day(one.archived_at), listed=False),
    ),
)  # fmt: skip


def _of_alive(model: Any) -> Any:
    def rows(request: Any) -> Any:
        seen = model.objects.seen_by(request.scope).select_related("company")
        return seen.filter(company__programme=request.programme, company__archived_at__isnull=True)

    return rows


WORKPLACES = Noun(
    name="workplace",
    plural="workplaces",
    model=Workplace,
    label=_("Workplace"),
    label_many=_("Workplaces"),
    readers=READ_BY,
    rows=_of_alive(Workplace),
    address=lambda one: _address(one.company),
    order="company",
    columns=(
        Column("company", _("Company"), lambda one: one.company.name, sort="company__name_key"),
        Column("name", _("Name"), lambda one: one.name),
        Column("cfar", _("Workplace number (CFAR)"), lambda one: one.cfar),
        Column("municipality", _("Municipality"), lambda one: one.place),
        Column("address", _("Visiting address"), lambda one: one.address),
        Column("postcode", _("Postcode"), lambda one: one.postcode),
        Column("town", _("Town"), lambda one: one.town),
        Column("gone", _("Gone from the register"), lambda one: one.gone_from_register),
    ),
)
CONTACTS = Noun(
    name="contact",
    plural="contacts",
    model=Contact,
    label=_("Contact"),
    label_many=_("Contacts"),
    readers=READ_BY,
    rows=_of_alive(Contact),
    address=lambda one: _address(one.company),
    order="company",
    columns=(
        Column("company", _("Company"), lambda one: one.company.name, sort="company__name_key"),
        Column("name", _("Name"), lambda one: one.name),
        Column("title", _("Title"), lambda one: one.title),
        Column("phone", _("Phone"), lambda one: one.phone),
        Column("email", _("E-mail"), lambda one: one.email),
        Column("first", _("First to call"), lambda one: one.first),
    ),
)
NOUNS: tuple[Noun, ...] = (COMPANIES, WORKPLACES, CONTACTS)
