"""A programme of ten thousand companies, written in bulk."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import islice
from random import Random
from typing import Any
from urllib.parse import quote, unquote

from allauth.mfa.models import Authenticator
from auditlog.models import LogEntry
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from simmitt.web import upkeep
from simmitt.web.accounts.models import Person
from simmitt.web.companies.models import Company
from simmitt.web.companies.nouns import NOUNS as OF_COMPANIES
from simmitt.web.companies.register.municipalities import in_county
from simmitt.web.companies.register.sizes import size_class_of
from simmitt.web.demo.invent import REASONS, words
from simmitt.web.outreach.models import Kind, Lead, Move, Note
from simmitt.web.outreach.nouns import NOUNS as OF_OUTREACH
from simmitt.web.outreach.stages import ROAD, Stage
from simmitt.web.people.models import Membership
from simmitt.web.programmes.models import Counting, Partner, Programme, Target
from simmitt.web.public.models import News
from simmitt.web.scope.roles import Role

AT_A_TIME = 5_000
WITH_LEAD_SHARE = 0.9
COORDINATORS = 12
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
CODES = tuple(one.code for county in ("22", "23") for one in in_county(county))
LISTS = ("monday", "board", "leads", "map", "companies", "events", "people", "news_list", "targets")
COMPANIES = next(noun for noun in OF_COMPANIES if noun.name == "company")
LEADS = next(noun for noun in OF_OUTREACH if noun.name == "lead")
INDUSTRIES = ("25.620", "25.110", "16.239", "22.290", "28.990", "10.710", "26.120", "31.090")


@dataclass
class World:
    """What has been written so far."""

    programme: Programme
    partners: list[Partner]
    chance: Random = field(default_factory=lambda: Random(7))
    now: datetime = field(default_factory=timezone.now)
    staff: list[Person] = field(default_factory=list)
    readers: dict[str, Person] = field(default_factory=dict)
    companies: list[Company] = field(default_factory=list)


def fill(companies: int, notes: int, events: int) -> dict[str, dict[str, str]]:
    """Write everything; give the readers' cookies and the addresses by page and reader."""
    with transaction.atomic():
        world = _programme()
        _write(Company, _companies(world, companies))
        world.companies = list(Company.objects.unscoped("a benchmark").order_by("pk"))
        _people(world)
        with_lead = world.companies[: int(WITH_LEAD_SHARE * companies)]
        moves = [move for company in with_lead for move in _moves(world, company)]
        _write(Lead, _leads(world, moves))
        _write(Move, moves)
        _write(Note, _notes(world, with_lead, notes))
        _write(LogEntry, _entries(world, events - len(moves)))
    _look_at_tables()
    return {"cookies": _cookies(world), "addresses": _addresses(world)}


def _look_at_tables() -> None:
    """Do what PostgreSQL would have done by itself within minutes, and our worker on SQLite."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")
    upkeep.count_rows()


def _write(model: Any, rows: Iterable[Any]) -> None:
    """Write in bulk; the log of events does not see it, and need not."""
    left = iter(rows)
    while batch := list(islice(left, AT_A_TIME)):
        model.objects.bulk_create(batch)


def _programme() -> World:
    today = timezone.localdate()
    programme = Programme.objects.create(
        name_sv="Programmet", short_name="Programmet", starts_on=date(today.year - 2, 1, 1),
        ends_on=date(today.year + 1, 12, 31), counties=["22", "23"], fronts_site=True,
    )  # fmt: skip
    partners = [
        Partner.objects.create(programme=programme, name=f"Organisation {county}", counties=[county])
        for county in ("22", "23")
    ]
    for place, counting in enumerate(Counting):
        Target.objects.create(
            programme=programme, name_sv=f"Mål {place}", unit_sv="företag", goal=1000, place=place,
            due_on=date(today.year + 1, 6, 30), counting=counting,
        )  # fmt: skip
    for number in range(200):
        News.objects.create(
            programme=programme, title_sv=f"Nyhet {number}", lead_sv="Första meningen.",
            text_sv="Text. " * 200, published_at=timezone.now() - timedelta(days=number),
        )  # fmt: skip
    return World(programme, partners)


def _companies(world: World, count: int) -> Iterator[Company]:
    lists = words()["companies"]["words"]
    for number in range(count):
        name = world.chance.choice(lists["last_names"])
        code = world.chance.choice(CODES)
        employees = world.chance.randint(1, 240)
        company = Company(
            programme=world.programme, partner=world.partners[code[:2] == "23"],
            name=f"{name}s {world.chance.choice(('Mekaniska', 'Plåt', 'Trä', 'Svets', 'Plast'))} {number} AB",
            municipality=code, town=name, sni=world.chance.choice(INDUSTRIES), employees=employees,
            size_class=size_class_of(employees), digital=number % 3 == 0,
            need=world.chance.choice(words()["words"]["needs"]["metal"]),
        )  # fmt: skip
        company.write_keys()
        yield company


def _people(world: World) -> None:
    own = world.companies[0]
    for number in range(COORDINATORS):
        partner = world.partners[number % 2]
        world.staff.append(_person(world, f"coordinator{number}", Role.COORDINATOR, partner=partner))
    world.readers = {
        "manager": _person(world, "manager", Role.MANAGER),
        "coordinator": world.staff[0],
        "auditor": _person(world, "auditor", Role.AUDITOR),
        "steering": _person(world, "steering", Role.STEERING),
        "owner": _person(world, "owner", Role.OWNER, company=own),
    }


def _person(world: World, name: str, role: Role, **where: Any) -> Person:
    person = Person.objects.create(email=f"{name}@bench.example", name=name.capitalize())
    Membership.objects.create(person=person, role=role, programme=world.programme, **where)
    Authenticator.objects.create(user=person, type=Authenticator.Type.TOTP, data={"secret": "unused"})
    return person


def _moves(world: World, company: Company) -> Iterator[Move]:
    """Take a company along the road, to a stage that fewer reach the further it lies."""
    way: list[Stage] = list(ROAD[: 1 + min(int(world.chance.expovariate(0.25)), len(ROAD) - 1)])
    if company.pk % 8 == 0:
        way.append(Stage.NOT_NOW)
    at = world.now - timedelta(days=60 * len(way) + world.chance.randint(0, 50))
    came_from = ""
    for stage in way:
        yield Move(
            company=company, from_stage=came_from, to_stage=stage, moved_at=at,
            moved_by=_responsible(world, company), reason=REASONS[0] if stage is Stage.NOT_NOW else "",
        )  # fmt: skip
        came_from = stage
        at += timedelta(days=world.chance.randint(5, 60))


def _leads(world: World, moves: list[Move]) -> Iterator[Lead]:
    last = {move.company_id: move for move in moves}
    for move in last.values():
        yield Lead(
            company=move.company, stage=move.to_stage, stage_since=move.moved_at, reason=move.reason,
            owner=move.moved_by, next_step="Ring igen" if move.company_id % 3 else "",
            next_step_on=world.now.date() + timedelta(days=world.chance.randint(-20, 60)),
        )  # fmt: skip


def _notes(world: World, companies: list[Company], count: int) -> Iterator[Note]:
    texts = [text for stage in ROAD for _kind, text in words()["words"]["notes"][stage.value]]
    kinds = list(Kind)
    for number in range(count):
        company = companies[number % len(companies)]
        minutes_ago = world.chance.randint(0, 800_000)
        yield Note(
            company=company, kind=kinds[number % len(kinds)], shared=number % 10 == 0,
            text=f"{texts[number % len(texts)]} Nr {number}.", author=_responsible(world, company),
            happened_at=world.now - timedelta(minutes=minutes_ago),
        )  # fmt: skip


def _entries(world: World, count: int) -> Iterator[LogEntry]:
    kind = ContentType.objects.get_for_model(Lead)
    for number in range(max(count, 0)):
        company = world.companies[number % len(world.companies)]
        yield LogEntry(
            content_type=kind, object_pk=str(company.pk), object_id=company.pk, object_repr=company.name,
            action=LogEntry.Action.UPDATE, changes={"next_step": ["Ring", "Ring igen"]},
            actor=_responsible(world, company), timestamp=world.now - timedelta(minutes=7 * number),
            additional_data={"programme": world.programme.pk, "company": company.pk},
        )  # fmt: skip


def _responsible(world: World, company: Company) -> Person:
    """Give a coordinator of the company's own organisation."""
    place = 0 if company.partner_id == world.partners[0].pk else 1
    return world.staff[2 * (company.pk % (COORDINATORS // 2)) + place]


def _cookies(world: World) -> dict[str, str]:
    cookies = {}
    for reader, person in world.readers.items():
        client = Client()
        client.force_login(person, backend=BACKEND)
        name = settings.SESSION_COOKIE_NAME
        cookies[reader] = f"{name}={client.cookies[name].value}"
    return cookies


def _addresses(world: World) -> dict[str, str]:
    """Give every list page, by "page reader"."""
    company = world.companies[0].public_id
    contacted = Target.objects.unscoped("a benchmark").get(counting=Counting.CONTACTED).public_id
    with override("sv"):
        return {
            "bare nobody": "/bare/",
            "start nobody": reverse("start"),
            "news nobody": reverse("news"),
            "results nobody": reverse("results"),
            **_lists("manager", LISTS),
            **_narrowed("manager"),
            **_sorted("manager"),
            "target manager": reverse("target", args=[contacted]),
            "company manager": reverse("company", args=[company]),
            **_lists("coordinator", LISTS),
            **_narrowed("coordinator"),
            "my_week coordinator": reverse("my_week"),
            "company coordinator": reverse("company", args=[company]),
            **_lists("auditor", LISTS),
            **_lists("steering", ("monday", "map")),
            **_lists("owner", ("own_company", "people")),
            "search owner": f"{reverse('search')}?q=svets",
        }


def _lists(reader: str, names: Iterable[str]) -> dict[str, str]:
    return {f"{name} {reader}": reverse(name) for name in names}


def _narrowed(reader: str) -> dict[str, str]:
    queries = {
        "companies": ("page=150", "q=svets", "q=plast+4711", "municipality=2281"),
        "leads": ("page=100", "q=svets", "stage=dialogue"),
        "search": (f"q={quote('ställ')}", "q=4711", "q=finnsinte"),
    }
    return {
        f"{name}?{unquote(query)} {reader}": f"{reverse(name)}?{query}"
        for name, known in queries.items()
        for query in known
    }


def _sorted(reader: str) -> dict[str, str]:
    """Give each list by each of its columns, from its far end."""
    nouns = {"companies": COMPANIES, "leads": LEADS}
    return {
        f"{name}?sort=-{column.name} {reader}": f"{reverse(name)}?sort=-{column.name}"
        for name, noun in nouns.items()
        for column in noun.columns
        if column.sort
    }
