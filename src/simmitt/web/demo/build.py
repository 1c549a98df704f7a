"""Writes the invented programmes into the database, all of them or nothing."""

from datetime import date, timedelta
from typing import Any

from auditlog.context import disable_auditlog
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils import timezone

from simmitt.web.accounts.models import Person
from simmitt.web.demo.companies import Shelf, write_companies
from simmitt.web.demo.data import write_data, write_study
from simmitt.web.demo.invent import words
from simmitt.web.demo.logins import DOMAIN, PASSWORD
from simmitt.web.demo.plans import write_plans
from simmitt.web.demo.telling import write_news_and_enquiries
from simmitt.web.demo.traces import write_traces
from simmitt.web.people.models import Membership
from simmitt.web.programmes.models import Partner, Programme, Target, TargetReport, WorkArea
from simmitt.web.scope.roles import Role

PROGRAMMES = ("mitt", "sydost")


def build(today: date | None = None) -> None:
    """Invent everything, as of the day."""
    shelf = Shelf(today or timezone.localdate())
    # The log of events tells what people do; nobody has done this.
    with transaction.atomic(), disable_auditlog():
        for key in PROGRAMMES:
            _write_programme(shelf, key)
        _write_people(shelf)
        write_companies(shelf)
        _write_memberships(shelf)
        write_news_and_enquiries(shelf.programmes["mitt"], shelf.today)
        write_traces(shelf)
        write_plans(shelf)
        write_data(shelf)
        write_study(shelf)


def _write_programme(shelf: Shelf, key: str) -> None:
    told = words()["programmes"][key]
    programme = Programme.objects.create(
        name_sv=told["name_sv"],
        name_en=told["name_en"],
        short_name=told["short_name"],
        # Begun the year before this one and ending in the next, so that it is always in the midst of things.
        starts_on=date(shelf.today.year - 1, 1, 1),
        ends_on=date(shelf.today.year + 1, 6, 30),
        counties=told["counties"],
        contact_email=told["contact_email"],
        contact_phone=told["contact_phone"],
        fronts_site=told["fronts_site"],
    )
    shelf.programmes[key] = programme
    for place, (swedish, english) in enumerate(told["work_areas"]):
        WorkArea.objects.create(programme=programme, name_sv=swedish, name_en=english, place=place)
    _write_targets(shelf, programme, told)
    _write_partners(shelf, programme, told["partners"])


def _write_targets(shelf: Shelf, programme: Programme, told: dict[str, Any]) -> None:
    targets = {}
    for place, (name_sv, name_en, unit_sv, unit_en, goal, months, counting) in enumerate(told["targets"]):
        targets[name_sv] = Target.objects.create(
            programme=programme,
            name_sv=name_sv,
            name_en=name_en,
            unit_sv=unit_sv,
            unit_en=unit_en,
            goal=goal,
            due_on=programme.ends_on - timedelta(days=30 * months),
            counting=counting,
            place=place,
        )
    for name, days_ago, amount, evidence in told["reports"]:
        # Early in the year the programme is too young for the oldest of them.
        happened_on = max(shelf.today - timedelta(days=days_ago), programme.starts_on)
        TargetReport.objects.create(
            target=targets[name], happened_on=happened_on, amount=amount, evidence=evidence
        )


def _write_partners(shelf: Shelf, programme: Programme, told: list[dict[str, Any]]) -> None:
    for one in told:
        shelf.partners[one["key"]] = Partner.objects.create(
            programme=programme, name=one["name"], counties=one["counties"]
        )
    for one in told:
        others = [shelf.partners[other] for other in one.get("shares_with", ())]
        shelf.partners[one["key"]].shares_with.add(*others)


def _write_people(shelf: Shelf) -> None:
    # Everybody has the same password: hashing it once saves most of the time that all of this takes.
    password = make_password(PASSWORD)
    for one in words()["programmes"]["people"]:
        person = Person(
            email=f"{one['key']}@{DOMAIN}", name=one["name"], phone=one.get("phone", ""), password=password
        )
        person.save()
        shelf.people[one["key"]] = person


def _write_memberships(shelf: Shelf) -> None:
    for one in words()["programmes"]["people"]:
        for company in one.get("company", [None]):
            Membership.objects.create(
                person=shelf.people[one["key"]],
                role=Role(one["role"]),
                programme=shelf.programmes[one.get("programme", "mitt")],
                partner=shelf.partners.get(one.get("at", "")),
                company=shelf.companies[company] if company else None,
            )
