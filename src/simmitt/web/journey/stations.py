"""The twelve stations and what each asks for, as a table; the software looks, nobody ticks."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Literal

from django.utils.translation import gettext_lazy as _

from simmitt.web.analyses.models import RunKind
from simmitt.web.cases.criteria import DECLARED
from simmitt.web.cases.models import Side, VisitKind
from simmitt.web.journey.facts import GOOD_ENOUGH, Facts, day_of
from simmitt.web.journey.models import Accepted

Whose = Literal["company", "us"]
Met = Callable[[Facts], date | None]


@dataclass(frozen=True)
class Criterion:
    """One thing that a station asks for: since when it holds, and where it is done."""

    key: str
    label: Any
    met: Met
    whose: Whose
    page: str  # the page on which it is done; its address names the company
    minutes: int = 10

    @property
    def is_declared(self) -> bool:
        """Say whether somebody signs for it instead of the software looking."""
        return self.key in DECLARED


@dataclass(frozen=True)
class Station:
    """One of the twelve: what it asks for, what must have come before, how long it may take."""

    code: str
    name: Any
    criteria: tuple[Criterion, ...]
    after: tuple[str, ...] = ()
    weeks: int = 2
    fast_track_skips: bool = False


def _signed(key: str, whose: Whose, page: str = "declare") -> Criterion:
    return Criterion(key, DECLARED[key].label, lambda facts: facts.declared_on(key), whose, page)


def _known(key: str, label: Any, is_known: Callable[[Facts], object]) -> Criterion:
    def met(facts: Facts) -> date | None:
        return day_of(facts.company.created_at) if is_known(facts) else None

    return Criterion(key, label, met, "us", "company_edit", 5)


def _charter_whole(facts: Facts) -> date | None:
    return None if facts.missing else day_of(facts.charter.changed_at)


def _data(facts: Facts) -> date | None:
    data = facts.data_set
    good = data is not None and data.told.get("grade") in GOOD_ENOUGH
    return day_of(data.approved_at or data.changed_at) if data and good else None


def _model_holds(facts: Facts) -> date | None:
    run = facts.runs.get(RunKind.FIT)
    return facts.run_on(RunKind.FIT) if run and run.told.get("light") in ("green", "amber") else None


def _accepted(what: str) -> Met:
    def met(facts: Facts) -> date | None:
        one = facts.accepted.get(what)
        return day_of(one.accepted_at) if one else None

    return met


def _added(key: str) -> Met:
    return lambda facts: facts.days.get(key)


STATIONS: tuple[Station, ...] = (
    Station(
        "J0",
        _("Idea and contact"),
        (
            _known("contact", _("Somebody to talk to"), lambda facts: facts.has_contact),
            _known("municipality", _("The municipality"), lambda facts: facts.company.municipality),
            _known("industry", _("The industry code"), lambda facts: facts.company.sni),
            _known("size", _("The size"), lambda facts: facts.company.size_class or facts.company.employees),
        ),
        weeks=1,
    ),
    Station(
        "J1",
        _("First dialogue"),
        (
            _signed("needs_ranked", "us"),
            _signed("eligible", "us"),
            _signed("owner_goes_on", "us"),
        ),
        after=("J0",),
    ),
    Station(
        "J2",
        _("Charter"),
        (
            Criterion("charter", _("The charter is filled in"), _charter_whole, "us", "charter_edit", 30),
            Criterion(
                "signed_company",
                _("The owner has signed"),
                lambda facts: facts.signed_on.get(Side.COMPANY),
                "company",
                "charter",
                5,
            ),
            Criterion(
                "signed_programme",
                _("The programme has signed"),
                lambda facts: facts.signed_on.get(Side.PROGRAMME),
                "us",
                "charter",
                5,
            ),
        ),
        after=("J1",),
    ),
    Station(
        "J3",
        _("Data intake"),
        (Criterion("data", _("Data of grade C or better are approved"), _data, "company", "data", 30),),
        after=("J2",),
        weeks=3,
    ),
    Station(
        "J4",
        _("Analysis day on the floor"),
        (
            Criterion(
                "visited",
                _("The analysis day has been"),
                lambda facts: facts.visited_on.get(VisitKind.ANALYSIS),
                "us",
                "visit_new",
                15,
            ),
            _signed("feedback_given", "us"),
            Criterion(
                "as_is", _("The as-is picture is agreed"), _accepted(Accepted.AS_IS), "company", "as_is", 15
            ),
        ),
        after=("J3",),
        weeks=1,
    ),
    Station(
        "J5",
        _("As-is model accepted"),
        (
            Criterion(
                "holds", _("The model holds on weeks it has not seen"), _model_holds, "us", "model", 10
            ),
            Criterion(
                "model",
                _("The champion says: this is how we run"),
                _accepted(Accepted.MODEL),
                "company",
                "model",
                15,
            ),
        ),
        after=("J4",),
    ),
    Station(
        "J6",
        _("Workshop series"),
        (_signed("attended", "us"), _signed("candidates", "us")),
        after=("J2",),
        weeks=14,
        fast_track_skips=True,
    ),
    Station(
        "J7",
        _("Measures simulated"),
        (
            Criterion(
                "simulated",
                _("The best measures are simulated together"),
                lambda facts: facts.run_on(RunKind.PLAN),
                "us",
                "plan",
                10,
            ),
        ),
        after=("J5", "J6"),
    ),
    Station(
        "J8",
        _("Action plan decided"),
        (
            Criterion(
                "decided", _("The plan is decided and locked"), _added("decided"), "company", "plan", 120
            ),
        ),
        after=("J7",),
    ),
    Station(
        "J9",
        _("Carrying out"),
        (
            Criterion(
                "begun",
                _("Each measure has begun and been read off since"),
                _added("begun"),
                "company",
                "follow_up",
                10,
            ),
        ),
        after=("J8",),
        weeks=52,
    ),
    Station(
        "J10",
        _("Follow-up"),
        (
            Criterion(
                "followed_up", _("Each measure has its status"), _added("followed_up"), "us", "follow_up", 30
            ),
        ),
        after=("J8",),
        weeks=52,
    ),
    Station(
        "J11",
        _("Closing"),
        (
            Criterion(
                "closed",
                _("The result is written, and the company has said who may read it"),
                lambda facts: day_of(facts.closing.created_at) if facts.closing else None,
                "us",
                "case_close",
                30,
            ),
        ),
        after=("J9", "J10"),
    ),
)
BY_CODE = {one.code: one for one in STATIONS}


def due_on(station: Station, since: date) -> date:
    """Say until when a station is to be done, counted from the day it could begin."""
    return since + timedelta(weeks=station.weeks)
