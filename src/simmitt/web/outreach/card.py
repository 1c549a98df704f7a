"""The company card: all that is known of one company, as far as its reader may know it."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.core.paginator import Page, Paginator
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from simmitt.web.companies.models import Company, Source
from simmitt.web.companies.queries import contacts, workplaces
from simmitt.web.outreach import queries
from simmitt.web.outreach.models import Lead, Move
from simmitt.web.outreach.rules import works_with
from simmitt.web.outreach.stages import BESIDE
from simmitt.web.outreach.stays import Stay, stays_of
from simmitt.web.outreach.words import COMES_NEXT, MEANS
from simmitt.web.people.models import Membership
from simmitt.web.scope.roles import COMPANY, FIELD, OUTREACH, Role, Roles
from simmitt.web.scope.scope import Scope

NOTES_A_PAGE = 20
BY_HAND = _("Changed by hand")
# What is said of a company, and the fields it is said in.
FACTS: tuple[tuple[Any, str, tuple[str, ...]], ...] = (
    (_("Organisation number"), "org_no", ("org_no",)),
    (_("Municipality"), "place", ("municipality",)),
    (_("Visiting address"), "visiting", ("address", "postcode", "town")),
    (_("Size"), "size", ("size_class", "employees")),
    (_("Industry"), "industry", ("sni",)),
    (_("Phone"), "phone", ("phone",)),
    (_("E-mail"), "email", ("email",)),
    (_("Website"), "website", ("website",)),
)


@dataclass(frozen=True)
class Fact:
    """Something that is known of a company, and from where."""

    label: Any
    name: str
    value: str
    source: Any


@dataclass(frozen=True)
class May:
    """What the reader may do with the company: buttons that lead nowhere are not shown."""

    move: bool = False
    write: bool = False
    change: bool = False
    see_people: bool = False


@dataclass(frozen=True)
class CompanyCard:
    """A company, as those who work with it see it."""

    company: Company
    lead: Lead | None
    contacts: list[Any]
    workplaces: list[Any]
    facts: list[Fact]
    notes: "Page[Any]"
    changeable: frozenset[str]  # the notes that the reader may change
    moves: list[Move]
    stays: list[Stay]
    registrations: list[Any]
    people: list[Membership]
    became: Company | None  # where it has been merged into, as far as the reader sees that
    may: May = field(default_factory=May)

    @property
    def is_beside(self) -> bool:
        """Say whether the company has left the road, closed or not now."""
        return self.lead is not None and self.lead.stage in BESIDE

    @property
    def to_let_in(self) -> Any:
        """Give whom to let in after a call: who registered the company, while it has nobody here."""
        came_by_itself = any(one.confirmed_at and not one.known_before for one in self.registrations)
        reachable = (one for one in self.contacts if one.email)
        return next(reachable, None) if came_by_itself and not self.people else None


@dataclass(frozen=True)
class OwnCard:
    """A company, as its own people see it."""

    company: Company
    stage: str
    means: Any
    comes_next: Any
    stage_since: datetime | None
    answer_due_on: Any
    responsible: Any
    contacts: list[Any]
    facts: list[Fact]
    notes: "Page[Any]"
    people: list[Membership]
    may: May = field(default_factory=May)


def card_of(scope: Scope, standing: Scope, company: Company, page: str | None) -> CompanyCard:
    """Give the card that staff read."""
    moves = queries.moves_of(scope, company)
    notes = Paginator(queries.notes_of(scope, company), NOTES_A_PAGE).get_page(page)
    return CompanyCard(
        company=company,
        lead=Lead.objects.seen_by(scope).filter(company=company).select_related("owner", "company").first(),
        contacts=list(contacts(scope, company)),
        workplaces=list(workplaces(scope, company)),
        facts=facts_of(company),
        notes=notes,
        changeable=_changeable(standing, notes.object_list),
        moves=moves,
        stays=stays_of(moves, timezone.now()),
        registrations=list(company.registrations.seen_by(scope).order_by("-pk")),
        people=_people(scope, company),
        became=_became(scope, company),
        may=_may(standing, company),
    )


def own_card_of(scope: Scope, company: Company, page: str | None) -> OwnCard:
    """Give the card that the company's own people read: nothing of what staff keep for themselves."""
    lead = (
        Lead.objects.unscoped("a company is told its own stage and who is responsible, and no more")
        .filter(company=company)
        .select_related("owner")
        .first()
    )
    return OwnCard(
        company=company,
        stage=lead.get_stage_display() if lead else "",
        means=MEANS[lead.stage] if lead else "",
        comes_next=COMES_NEXT[lead.stage] if lead else "",
        stage_since=lead.stage_since if lead else None,
        answer_due_on=lead.answer_due_on if lead and lead.awaits_answer else None,
        responsible=lead.owner if lead else None,
        contacts=list(contacts(scope, company)),
        facts=facts_of(company),
        notes=Paginator(queries.notes_of(scope, company), NOTES_A_PAGE).get_page(page),
        people=_people(scope, company),
        may=May(
            change=company.pk in scope.companies_as(Role.OWNER, Role.CHAMPION),
            see_people=company.pk in scope.companies_as(Role.OWNER, Role.CHAMPION),
        ),
    )


def facts_of(company: Company) -> list[Fact]:
    """Give what is known, and where it comes from; what is not known is left out."""
    told = [Fact(label, name, _value(company, name), _source(company, names)) for label, name, names in FACTS]
    return [fact for fact in told if fact.value]


def _value(company: Company, name: str) -> str:
    if name == "visiting":
        town = " ".join(part for part in (company.postcode, company.town) if part)
        return ", ".join(part for part in (company.address, town) if part)
    return str(getattr(company, name) or "")


def _source(company: Company, names: tuple[str, ...]) -> Any:
    by_hand = company.source != Source.HAND and any(name in company.by_hand for name in names)
    return BY_HAND if by_hand else company.get_source_display()


def _people(scope: Scope, company: Company) -> list[Membership]:
    members = Membership.objects.seen_by(scope).filter(
        company=company, role__in=COMPANY, ended_at__isnull=True
    )
    return list(members.select_related("person").order_by("person__name_key", "pk"))


def _became(scope: Scope, company: Company) -> Company | None:
    if company.merged_into_id is None:
        return None
    became: Company | None = Company.objects.seen_by(scope).filter(pk=company.merged_into_id).first()
    return became


def _changeable(standing: Scope, notes: Any) -> frozenset[str]:
    managed = standing.programmes_as(Role.MANAGER)
    writers = standing.acting_as(FIELD)
    return frozenset(
        note.public_id
        for note in notes
        if works_with(writers, note.company)
        and (note.author_id == standing.person or note.company.programme_id in managed)
    )


def _may(standing: Scope, company: Company) -> May:
    def reaches(roles: Roles) -> bool:
        return works_with(standing.acting_as(roles), company)

    if company.archived_at:
        return May(change=reaches(OUTREACH))
    return May(
        move=reaches(OUTREACH), write=reaches(FIELD), change=reaches(OUTREACH), see_people=reaches(OUTREACH)
    )
