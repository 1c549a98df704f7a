"""The journey as its reader sees it: in words, with whose turn it is and where to go."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse

from simmitt.web.cases.charter import signs_for
from simmitt.web.cases.criteria import DECLARED
from simmitt.web.cases.models import Charter
from simmitt.web.cases.rules import WRITERS
from simmitt.web.journey.facts import Facts
from simmitt.web.journey.stations import Criterion
from simmitt.web.journey.way import Asked, Stop, Way
from simmitt.web.outreach.rules import works_with
from simmitt.web.people.models import Membership
from simmitt.web.scope.roles import FIELD, Role
from simmitt.web.scope.scope import Scope


@dataclass(frozen=True)
class Line:
    """One criterion as it is read."""

    label: Any
    met_on: date | None
    declared_by: str
    url: str
    taken_back_at: str


@dataclass(frozen=True)
class Seen:
    """One station as it is read."""

    code: str
    name: Any
    state: str
    lines: Sequence[Line]
    done_on: date | None
    due_on: date | None
    waits_for: str
    is_mine: bool
    is_current: bool


@dataclass(frozen=True)
class Step:
    """The one next step."""

    title: Any
    minutes: int
    url: str
    is_mine: bool
    station: Any


@dataclass(frozen=True)
class Picture:
    """The page."""

    step: Step | None
    stations: Sequence[Seen]
    done: int
    open: int
    charter: Charter
    hours: float
    contacts: Sequence[Membership]
    is_ended: bool


def picture_of(way: Way, standing: Scope) -> Picture:
    """Give the page to a reader."""
    reader = _Reader(way.facts, standing)
    current = way.current
    return Picture(
        step=reader.step(current) if current else None,
        stations=[reader.seen(stop, current) for stop in way.stops],
        done=way.done,
        open=sum(one.state == "open" for one in way.stops),
        charter=way.facts.charter,
        hours=way.facts.company_hours,
        contacts=_contacts(way.facts),
        is_ended=way.facts.case.closed_at is not None,
    )


class _Reader:
    """Somebody of the company or of the programme, and what that person may do here."""

    def __init__(self, facts: Facts, standing: Scope) -> None:
        self.facts, self.standing = facts, standing
        self.is_company = facts.case.company_id in standing.own
        self.is_staff = works_with(standing.acting_as(FIELD), facts.company)
        self.writes = bool(standing.roles & WRITERS) and facts.case.closed_at is None

    def step(self, stop: Stop) -> Step | None:
        following = stop.next
        if following is None:
            return None
        one = following.criterion
        return Step(one.label, one.minutes, self.url(one), self.is_mine(one), stop.station.name)

    def seen(self, stop: Stop, current: Stop | None) -> Seen:
        following = stop.next
        return Seen(
            code=stop.station.code,
            name=stop.station.name,
            state=stop.state,
            lines=[self.line(one, stop) for one in stop.asked],
            done_on=stop.done_on,
            due_on=stop.due_on,
            waits_for=", ".join(str(one.name) for one in stop.waits_for),
            is_mine=stop.state == "open" and following is not None and self.is_mine(following.criterion),
            is_current=stop is current,
        )

    def line(self, asked: Asked, stop: Stop) -> Line:
        is_open = stop.state == "open" and asked.met_on is None
        may_take_back = asked.declaration and self._may_take_back(asked)
        return Line(
            label=asked.criterion.label,
            met_on=asked.met_on,
            declared_by=asked.declared_by,
            url=self.url(asked.criterion) if is_open else "",
            taken_back_at=reverse("declaration_withdraw", args=[asked.declaration]) if may_take_back else "",
        )

    def is_mine(self, one: Criterion) -> bool:
        """Say whether it is the reader's turn."""
        if one.key == "signed_company":
            return Role.OWNER in self.standing.roles and self.is_company
        return self.is_company if one.whose == "company" else self.is_staff

    def url(self, one: Criterion) -> str:
        """Give where it is done, to those who may do it there."""
        if not self.writes or (one.whose == "us" and not self.is_staff):
            return ""
        if one.page == "declare":
            signers = DECLARED[one.key].signers
            may_sign = works_with(self.standing.acting_as(signers), self.facts.company)
            return reverse("declare", args=[self.facts.company.public_id, one.key]) if may_sign else ""
        if one.key == "signed_programme" and not signs_for(self.standing, self.facts.case):
            return ""
        return reverse(one.page, args=[self.facts.company.public_id])

    def _may_take_back(self, asked: Asked) -> bool:
        own = self.facts.declared[asked.criterion.key].person_id == self.standing.person
        managed = self.facts.company.programme_id in self.standing.programmes_as(Role.MANAGER)
        return self.writes and (own or managed)


def _contacts(facts: Facts) -> list[Membership]:
    """Give those of the programme who walk beside the company."""
    assigned = Membership.objects.unscoped("whom a company may always ring").filter(
        company=facts.company, role__in=FIELD, ended_at__isnull=True
    )
    return list(assigned.select_related("person").order_by("role", "pk"))
