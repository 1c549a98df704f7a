"""A small world with something to leak: two programmes, three organisations, competitors, every role."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from allauth.mfa.models import Authenticator
from django.utils import timezone
from web.analyses.data_in_world import add_data
from web.analyses.in_world import add_runs
from web.plans.rows import write_plans

from simmitt.web.accounts.models import Person
from simmitt.web.accounts.tokens import make_token
from simmitt.web.cases.models import Declaration, Document, Visit
from simmitt.web.cases.operations import open_case
from simmitt.web.companies.merging import merge
from simmitt.web.companies.models import Company, Contact, RegisterFile, Workplace
from simmitt.web.mail.models import Letter
from simmitt.web.outreach.models import Kind, Lead, Move, Note
from simmitt.web.outreach.stages import Stage
from simmitt.web.people.models import INVITATION_LASTS, Invitation, Membership
from simmitt.web.programmes.models import Counting, Partner, Programme, Target, TargetReport, WorkArea
from simmitt.web.public.models import Enquiry, News, Registration, Voice
from simmitt.web.scope.roles import COMPANY, SECOND_FACTOR, Role

PASSWORD = "granskog-älvstrand-81"
# Valid numbers that belong to nobody we know: the third digit is above one and the check digit fits.
ORG_NUMBERS = {"alfa": "559900-0006", "beta": "559900-0014", "gamma": "559900-0022", "delta": "559900-0030"}


@dataclass
class World:
    """What has been built, by name."""

    programme: dict[str, Programme] = field(default_factory=dict)
    partner: dict[str, Partner] = field(default_factory=dict)
    company: dict[str, Company] = field(default_factory=dict)
    person: dict[str, Person] = field(default_factory=dict)  # "manager", "owner of alfa", "stranger"
    rows: dict[str, dict[str, Any]] = field(default_factory=dict)  # noun -> company or programme -> row

    def keep(self, noun: str, whose: str, row: Any) -> None:
        """Remember a row by what it is and whose."""
        self.rows.setdefault(noun, {})[whose] = row


def canary(whose: str) -> str:
    """Give the word that must never be seen by those to whom it does not belong."""
    return f"Kanarie{whose.capitalize()}"


def build_world() -> World:
    """Build it."""
    world = World()
    _programmes(world)
    for name, programme, partner in (
        ("alfa", "mitt", "nord"),
        ("beta", "mitt", "nord"),
        ("gamma", "mitt", "väst"),
        ("delta", "syd", "syd"),
    ):
        _company(world, name, world.programme[programme], world.partner[partner])
    _people(world)
    _on_the_way(world)
    _journeys(world)
    write_plans(world, canary)
    add_runs(world)
    add_data(world)
    return world


def _programmes(world: World) -> None:
    for name, counties, fronts in (("mitt", ["22", "23"], True), ("syd", ["12"], False)):
        programme = Programme.objects.create(
            name_sv=f"Programmet {name}",
            name_en=f"The {name} programme",
            short_name=name.capitalize(),
            starts_on=date(2026, 1, 1),
            ends_on=date(2028, 12, 31),
            counties=counties,
            fronts_site=fronts,
            contact_email=f"fraga@{name}.example",
            contact_phone="060-00 00 00",
        )
        world.programme[name] = programme
        WorkArea.objects.create(programme=programme, name_sv="Flöde", name_en="Flow")
        target = Target.objects.create(
            programme=programme,
            name_sv=f"Djupanalyser {canary(name)}",
            unit_sv="företag",
            unit_en="companies",
            goal=35,
            due_on=date(2028, 6, 30),
            counting=Counting.ANALYSIS,
        )
        reported = Target.objects.create(
            programme=programme,
            name_sv="Workshopserier",
            unit_sv="serier",
            goal=8,
            due_on=date(2028, 6, 30),
            counting=Counting.REPORTED,
            place=1,
        )
        world.keep("target", name, target)
        world.keep(
            "target_report",
            name,
            TargetReport.objects.create(
                target=reported, happened_on=date(2026, 5, 4), evidence=f"Närvarolista {canary(name)}"
            ),
        )
        world.keep(
            "news",
            name,
            News.objects.create(
                programme=programme,
                title_sv=f"Nyhet {name}",
                lead_sv="Första meningen.",
                text_sv="Text.",
                published_at=timezone.now() - timedelta(days=3),
            ),
        )
        world.keep(
            "news_draft",
            name,
            News.objects.create(
                programme=programme, title_sv=f"Utkast {canary(name)}", lead_sv="Ännu inte.", text_sv="Text."
            ),
        )
        world.keep("enquiry", name, Enquiry.objects.create(programme=programme, text=f"Fråga {canary(name)}"))
    for name, programme_name, counties in (
        ("nord", "mitt", ["22"]),
        ("väst", "mitt", ["23"]),
        ("syd", "syd", ["12"]),
    ):
        world.partner[name] = Partner.objects.create(
            programme=world.programme[programme_name], name=f"Utvecklingsbolaget {name}", counties=counties
        )


def _company(world: World, name: str, programme: Programme, partner: Partner) -> None:
    company = Company.objects.create(
        programme=programme,
        partner=partner,
        name=f"{canary(name)} Mekaniska AB",
        org_no=ORG_NUMBERS[name],
        municipality="2281",
        employees=23,
        need=f"Behov {canary(name)}",
        sni="25620",
        size_class=5,
        email=f"info@{name}.example",
        digital=True,
    )
    now = timezone.now()
    world.company[name] = company
    world.keep("company", name, company)
    world.keep(
        "contact", name, Contact.objects.create(company=company, name=f"Kontakt {canary(name)}", first=True)
    )
    world.keep(
        "workplace",
        name,
        Workplace.objects.create(
            company=company, cfar=f"{company.pk:08}", name=f"Verkstad {canary(name)}", municipality="2281"
        ),
    )
    world.keep(
        "lead",
        name,
        Lead.objects.create(
            company=company,
            stage=Stage.DIALOGUE,
            stage_since=now - timedelta(days=9),
            next_step=f"Ring {canary(name)}",
            next_step_on=timezone.localdate() + timedelta(days=2),
        ),
    )
    Move.objects.create(company=company, to_stage=Stage.CONTACTED, moved_at=now - timedelta(days=30))
    Move.objects.create(
        company=company, from_stage=Stage.CONTACTED, to_stage=Stage.DIALOGUE, moved_at=now - timedelta(days=9)
    )
    world.keep(
        "note", name, Note.objects.create(company=company, kind=Kind.VISIT, text=f"Internt {canary(name)}")
    )
    world.keep(
        "shared_note", name, Note.objects.create(company=company, text=f"Delat {canary(name)}", shared=True)
    )
    Registration.objects.create(
        programme=programme,
        token_hash=f"{name:x<64}",
        company=company,
        answers={"need": f"Behov {canary(name)}"},
    )


def _people(world: World) -> None:
    places: list[tuple[str, Role, str, str | None, str | None]] = [
        ("manager", Role.MANAGER, "mitt", None, None),
        ("coordinator", Role.COORDINATOR, "mitt", "nord", None),
        ("coordinator elsewhere", Role.COORDINATOR, "mitt", "väst", None),
        ("coach", Role.COACH, "mitt", None, "alfa"),
        ("analyst", Role.ANALYST, "mitt", None, "alfa"),
        ("leader", Role.LEADER, "mitt", None, None),
        ("steering", Role.STEERING, "mitt", None, None),
        ("auditor", Role.AUDITOR, "mitt", None, None),
        ("support", Role.SUPPORT, "mitt", None, None),
        ("manager of syd", Role.MANAGER, "syd", None, None),
        ("coordinator of syd", Role.COORDINATOR, "syd", "syd", None),
        *[
            (f"{role} of {name}", role, "mitt", None, name)
            for role in sorted(COMPANY)
            for name in ("alfa", "beta", "gamma")
        ],
    ]
    for name, role, programme, partner, company in places:
        person = Person.objects.invent(f"{name.replace(' ', '.')}@example.com", f"Person {name}", PASSWORD)
        world.person[name] = person
        world.keep(
            "membership",
            name,
            Membership.objects.create(
                person=person,
                role=role,
                programme=world.programme[programme],
                partner=world.partner[partner] if partner else None,
                company=world.company[company] if company else None,
            ),
        )
        if role in SECOND_FACTOR:
            Authenticator.objects.create(user=person, type=Authenticator.Type.TOTP, data={"secret": "unused"})
    for name in ("alfa", "beta"):
        owner = world.person[f"owner of {name}"]
        make_token(person=owner, name=f"Skärm {canary(name)}", days=30)
        world.keep("token", name, owner.tokens.unscoped("the world's own").get())
    world.person["stranger"] = Person.objects.invent("stranger@example.com", "Person utan roll", PASSWORD)


def _journeys(world: World) -> None:
    """Let every company walk its way, with something written, handed in and signed."""
    for name, company in world.company.items():
        person = world.person["manager"]
        case = open_case(company=company, person=person)
        case.charter.problem = f"Problem {canary(name)}"
        case.charter.indicator = f"Ledtid {canary(name)}"
        case.charter.save()
        world.keep("case", name, case)
        told = {"case": case, "author": person}
        world.keep("visit", name, Visit.objects.create(**told, text=f"Internt {canary(name)}", shared=False))
        world.keep("shared_visit", name, Visit.objects.create(**told, text=f"Delat besök {canary(name)}"))
        world.keep("document", name, Document.objects.create(
            case=case, name=f"offert-{canary(name)}.pdf", size=4, sha256="0" * 64,
            content_type="application/pdf", handed_in_by=person,
        ))  # fmt: skip
        world.keep("declaration", name, Declaration.objects.create(
            case=case, criterion="owner_goes_on", text=f"Sagt {canary(name)}", person=person,
        ))  # fmt: skip


def _on_the_way(world: World) -> None:
    """Add what somebody has begun: invitations, letters, register files, merges."""
    manager = world.person["manager"]
    for name, company in world.company.items():
        programme = company.programme
        invitation = Invitation.objects.create(
            role=Role.EMPLOYEE,
            programme=programme,
            company=company,
            email=f"ny@{name}.example",
            name=f"Inbjuden {canary(name)}",
            token_hash=f"{name:y<64}",
            invited_by=manager,
            expires_at=timezone.now() + INVITATION_LASTS,
        )
        other = Company.objects.create(
            programme=programme, partner=company.partner, name=f"Tvilling {canary(name)}"
        )
        company.refresh_from_db()
        done = merge(
            kept=company, other=other, choices={}, versions=(company.version, other.version), person=manager
        )
        world.keep("invitation", name, invitation)
        world.keep("merge", name, done)
    for name, partner in world.partner.items():
        world.keep("partner", name, partner)
        file = RegisterFile.objects.create(
            programme=partner.programme,
            partner=partner,
            name=f"register-{canary(name)}.csv",
            sha256="0" * 64,
            content="OrgNr;Företag\n559900-0006;Ett\n".encode(),
            handed_in_by=manager,
        )
        world.keep("register_file", name, file)
    for name, programme in world.programme.items():
        letter = Letter.objects.create(
            to=f"nagon@{name}.example", subject=f"Brev {canary(name)}", text="Text", programme=programme.pk
        )
        world.keep("letter", name, letter)
        world.keep("voice", name, Voice.objects.create(programme=programme, name="Ring mig", where_sv="Här"))
