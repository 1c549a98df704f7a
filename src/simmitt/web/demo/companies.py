"""Writes the invented companies: what the register says, who to call, how far they have come."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone

from simmitt.ground.workdays import working_days_after
from simmitt.web.accounts.models import Person
from simmitt.web.companies.models import Company, Contact, Source, Workplace
from simmitt.web.companies.register.sizes import size_class_of
from simmitt.web.demo.invent import Invented, invent, words
from simmitt.web.outreach.models import Lead, Move, Note
from simmitt.web.programmes.models import Partner, Programme
from simmitt.web.public import agreements
from simmitt.web.public.models import Registration

DIGITAL_BRANCHES = ("26", "27")
SEEN_IN_REGISTER_DAYS_AGO = 95
FOR_EVERYBODY = "the demo is built for everybody"
# What somebody wrote who did not look whether the company was there already.
AGAIN = {
    "contact": "Tova Kvarnlid",
    "phone": "070-174 06 99",
    "need": "Ringde själva och ville veta mer. Ställ och verktygsvård.",
    "note": "Ringde in på växeln. Skrev upp dem här, vet inte om de redan finns.",
}


@dataclass
class Shelf:
    """Where what has been written is found again, by the keys of the lists."""

    today: date
    programmes: dict[str, Programme] = field(default_factory=dict)
    partners: dict[str, Partner] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)
    companies: dict[str, Company] = field(default_factory=dict)
    invented: dict[str, Invented] = field(default_factory=dict)


def write_companies(shelf: Shelf) -> None:
    """Write all of them, and the marks that a few bear."""
    for place, (key, programme) in enumerate(shelf.programmes.items()):
        for one in invent(key, shelf.today, first_place=100 * place):
            company = _write_company(shelf, one, programme)
            if one.stage:
                _write_way(company, one, _responsible(shelf, company))
    for name, days_ago, answered in words()["companies"]["registered"]:
        _mark_registered(shelf, name, days_ago, answered=answered)
    for name, again in words()["companies"]["duplicates"]:
        _write_again(shelf, name, again)


def _write_company(shelf: Shelf, one: Invented, programme: Programme) -> Company:
    company: Company = Company.objects.create(
        programme=programme,
        partner=_partner_of(shelf, one, programme),
        name=one.name,
        org_no=one.org_no,
        municipality=one.municipality,
        address=one.address,
        town=one.town,
        phone=one.phone,
        email=one.email,
        sni=one.sni,
        size_class=size_class_of(one.employees),
        # The exact number is what the company itself has said.
        employees=one.employees if one.stage else None,
        need=one.need,
        digital=one.sni.startswith(DIGITAL_BRANCHES),
        competence=one.employees > 40,
        sustainable=one.sni.startswith(("16", "10")),
        source=Source.REGISTER,
        seen_in_register_on=shelf.today - timedelta(days=SEEN_IN_REGISTER_DAYS_AGO),
    )
    Workplace.objects.create(
        company=company,
        cfar=workplace_number(one),
        name=one.name,
        municipality=one.municipality,
        address=one.address,
        town=one.town,
        sni=one.sni,
        size_class=size_class_of(one.employees),
    )
    for number, contact in enumerate(one.contacts):
        Contact.objects.create(
            company=company, name=contact.name, title=contact.title, phone=contact.phone, email=contact.email,
            first=number == 0,
        )  # fmt: skip
    shelf.companies[one.name], shelf.invented[one.name] = company, one
    return company


def _write_way(company: Company, one: Invented, responsible: Person) -> None:
    last = one.steps[-1]
    Lead.objects.create(
        company=company, stage=last.to_stage, stage_since=last.at, owner=responsible, reason=last.reason,
        next_step=one.next_step, next_step_on=one.next_step_on,
    )  # fmt: skip
    for step in one.steps:
        Move.objects.create(
            company=company, from_stage=step.from_stage or "", to_stage=step.to_stage, reason=step.reason,
            moved_at=step.at, moved_by=responsible,
        )  # fmt: skip
    for remark in one.remarks:
        Note.objects.create(
            company=company, kind=remark.kind, happened_at=remark.at, text=remark.text, shared=remark.shared,
            author=responsible,
        )  # fmt: skip


def _mark_registered(shelf: Shelf, name: str, days_ago: int, *, answered: bool) -> None:
    company = shelf.companies[name]
    company.source, company.seen_in_register_on = Source.SELF, None
    company.save()
    came_at = _moment(shelf.today - timedelta(days=days_ago))
    due_on = working_days_after(came_at.date(), company.programme.answer_days)
    lead = Lead.objects.unscoped(FOR_EVERYBODY).get(company=company)
    lead.registered_at, lead.answer_due_on = came_at, due_on
    lead.answered_at = came_at + timedelta(days=2) if answered else None
    if not answered:
        lead.owner, lead.next_step, lead.next_step_on, lead.stage_since = None, "", None, came_at
        Move.objects.unscoped(FOR_EVERYBODY).filter(company=company).delete()
        Note.objects.unscoped(FOR_EVERYBODY).filter(company=company).delete()
        Move.objects.create(company=company, to_stage=lead.stage, moved_at=came_at)
    lead.save()
    Registration.objects.create(
        programme=company.programme,
        company=company,
        token_hash=f"demo-{company.public_id}",
        answers=_answers(company),
        consent_version=agreements.current("consent").version,
        confidentiality_version=agreements.current("confidentiality").version,
        agreed_at=came_at,
        sent_at=came_at,
        confirmed_at=came_at,
        answer_due_on=due_on,
    )


def _answers(company: Company) -> dict[str, Any]:
    return {
        "name": company.name,
        "org_no": company.org_no,
        "municipality": company.municipality,
        "need": company.need,
    }


def _write_again(shelf: Shelf, name: str, again: str) -> None:
    first = shelf.companies[name]
    company = Company.objects.create(
        programme=first.programme, partner=first.partner, name=again, municipality=first.municipality,
        town=first.town, phone=first.phone, source=Source.HAND, need=AGAIN["need"],
    )  # fmt: skip
    Contact.objects.create(company=company, name=AGAIN["contact"], phone=AGAIN["phone"], first=True)
    Note.objects.create(
        company=company, kind="call", text=AGAIN["note"], author=_responsible(shelf, company),
        happened_at=_moment(shelf.today - timedelta(days=6)),
    )  # fmt: skip


def _partner_of(shelf: Shelf, one: Invented, programme: Programme) -> Partner:
    if programme.short_name == "Mittregionen" and one.sni.startswith(DIGITAL_BRANCHES):
        return shelf.partners["teknik"]
    own = (each for each in shelf.partners.values() if each.programme_id == programme.pk)
    return next(each for each in own if one.municipality[:2] in each.counties)


def _responsible(shelf: Shelf, company: Company) -> Person:
    """Give the coordinator of the company's organisation; where there are two, they take turns."""
    assert company.partner is not None
    keys = [
        one["key"]
        for one in words()["programmes"]["people"]
        if one["role"] == "coordinator" and shelf.partners[one["at"]].pk == company.partner_id
    ]
    return shelf.people[keys[company.pk % len(keys)]]


def _moment(day: date) -> datetime:
    return timezone.make_aware(datetime(day.year, day.month, day.day, 9, 40))


def workplace_number(one: Invented) -> str:
    """Give a workplace number as invented as the company."""
    return f"990{one.org_no[4:6]}{one.org_no[7:10]}"
