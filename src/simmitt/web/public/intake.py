"""A confirmed registration becomes a company with somebody to call and a promise to keep, all or nothing."""

from datetime import date
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, override

from simmitt.ground.workdays import working_days_after
from simmitt.web.companies.models import Company, Contact, Source
from simmitt.web.mail.letters import write_to
from simmitt.web.outreach.models import Kind, Note
from simmitt.web.outreach.operations import start
from simmitt.web.programmes.models import Partner
from simmitt.web.public import queries
from simmitt.web.public.answers import CHALLENGES
from simmitt.web.public.models import Registration
from simmitt.web.public.registering import Absolute

# What staff read is written in the language they share.
STAFF_LANGUAGE = "sv"
# What the company has said itself is not for the business register to overwrite.
SAID_BY_COMPANY = ("name", "municipality", "size_class", "sni")


def confirm(*, registration: Registration, absolute: Absolute) -> Registration:
    """Take the company in; a second press changes nothing.

    Whoever wrote gets no way in yet, to a new company or to one that is here already, which stays as it
    is: staff call and judge who it was. The writer is told the same in both cases.
    """
    with transaction.atomic():
        now = queries.held_registration(registration)
        if now.confirmed_at:
            return now
        queries.hold_programme(now.programme)
        known = queries.company_with(now.programme, now.answers.get("org_no", ""))
        partner = queries.partner_for(now.programme, now.answers["municipality"])
        now.confirmed_at, now.answer_due_on = timezone.now(), _due(now)
        now.company, now.known_before = known or _new_company(now, partner), known is not None
        now.save_version(now.version)
        if known:
            _put_before_staff(now, known)
        else:
            _into_pipeline(now, now.company, partner)
        _tell_everybody(now, absolute)
    return now


def _due(registration: Registration) -> date:
    return working_days_after(timezone.localdate(), registration.programme.answer_days)


def _new_company(registration: Registration, partner: Partner | None) -> Company:
    said = registration.answers
    company: Company = Company.objects.create(
        programme=registration.programme,
        partner=partner,
        name=said["name"],
        org_no=said.get("org_no", ""),
        sole_trader=bool(said.get("sole_trader")),
        municipality=said["municipality"],
        size_class=said["size_class"],
        sni=said.get("sni", ""),
        need=said["need"],
        source=Source.SELF,
        by_hand=[name for name in SAID_BY_COMPANY if said.get(name)],
        **{name: name in said.get("challenges", ()) for name in CHALLENGES},
    )
    Contact.objects.create(
        company=company,
        name=said["contact_name"],
        title=said.get("contact_title", ""),
        phone=said["contact_phone"],
        email=said["contact_email"],
        first=True,
    )
    return company


def _put_before_staff(registration: Registration, company: Company) -> None:
    """Open or flag the company's lead, and write down that nobody has been let in."""
    lead = queries.held_lead(company)
    if lead is None:
        _into_pipeline(registration, company, company.partner)
    elif not lead.awaits_answer:
        lead.registered_at, lead.answer_due_on = registration.confirmed_at, registration.answer_due_on
        lead.answered_at = None
        lead.save_version(lead.version)
    said = registration.answers
    with override(STAFF_LANGUAGE):
        text = gettext(
            "Somebody has registered this company on the web: {name}, {email}, {phone}. "
            "Nothing here has been changed, and the person has not been let in. "
            "Call the company, and invite the person if that is right."
        )
    Note.objects.create(
        company=company,
        kind=Kind.NOTE,
        text=text.format(name=said["contact_name"], email=said["contact_email"], phone=said["contact_phone"]),
    )


def _into_pipeline(registration: Registration, company: Company, partner: Partner | None) -> None:
    with override(STAFF_LANGUAGE):
        step = gettext("Answer the registration")
    answering = queries.answering(registration.programme, partner)
    start(
        company=company,
        person=None,
        owner=answering[0] if len(answering) == 1 else None,
        next_step=step,
        next_step_on=registration.answer_due_on,
        promised={
            "registered_at": registration.confirmed_at,
            "answer_due_on": registration.answer_due_on,
        },
    )


def _tell_everybody(registration: Registration, absolute: Absolute) -> None:
    company = registration.company
    assert company
    context: dict[str, Any] = {
        "registration": registration,
        "programme": registration.programme,
        "company": company,
        "who": queries.who_answers(registration),
        "card": lambda: absolute(reverse("company", args=[company.public_id])),
    }
    write_to(
        registration.answers["contact_email"],
        "public/letters/thanks",
        context,
        language=registration.language,
        programme=registration.programme_id,
    )
    for person in queries.answering(registration.programme, company.partner):
        write_to(
            person.email,
            "public/letters/came",
            context,
            language=person.language,
            programme=registration.programme_id,
        )
