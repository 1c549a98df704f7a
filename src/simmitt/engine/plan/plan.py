"""The action plan: everything a decision needs, each number with interval, method and source.

People's own words and decisions (owner, champion, yes or no) are fields left open: only they
can fill them in, and the checks say so.
"""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from simmitt.engine.eventlog.log import EventLog
from simmitt.engine.factory import Factory
from simmitt.engine.kpi import AsIs
from simmitt.engine.portfolio import Choice, Portfolio
from simmitt.engine.quality import Diagnosis
from simmitt.engine.validation import Validation
from simmitt.ground.intervals import Estimate
from simmitt.ground.texts import Message

CheckState = Literal["met", "open", "not_applicable"]
FOLLOW_UP_DAYS = (30, 90, 180, 365)


@dataclass(frozen=True)
class Grounds:
    """What a plan rests on: the log, what it says, the model of it and how that foretells."""

    log: EventLog
    diagnosis: Diagnosis
    as_is: AsIs
    factory: Factory
    validation: Validation
    explained_share: float = 1.0  # of the waiting, by queue, calendar and batch


@dataclass(frozen=True)
class Origin:
    """What the numbers were made from; the run id is a digest of all of it."""

    run_id: str
    log_sha256: str
    factory_sha256: str
    catalogue: str
    version: str
    seed: int
    draws: int


@dataclass(frozen=True)
class Indicator:
    """The figure the plan is judged by: measured baseline, and what the model gives."""

    id: str
    name: Message
    unit: str
    definition: Message
    baseline: Estimate  # measured, 95 % confidence
    baseline_from: date
    baseline_to: date
    target: Estimate  # baseline times the simulated ratio, eight outcomes of ten
    target_date: date


@dataclass(frozen=True)
class PlannedMeasure:
    """One measure in the plan: when, what it takes, what it gives alone and in company."""

    rank: int
    choice: Choice
    starts_on: date
    ready_on: date
    follow_ups: tuple[date, ...]
    hours_per_week: float
    owner: str = ""
    decision: str = ""
    reason_code: str = ""

    @property
    def id(self) -> str:
        """The candidate's id, which the run folder and the follow-up use."""
        return self.choice.candidate.id


@dataclass(frozen=True)
class Risk:
    """What may go wrong with a measure; the company fills in what it does about it."""

    measure_id: str
    text: Message
    mitigation: Message


@dataclass(frozen=True)
class Check:
    """One of the sixteen conditions of a finished plan."""

    number: int
    state: CheckState
    condition: Message
    found: Message


@dataclass(frozen=True)
class ActionPlan:
    """A plan as proposed: to be decided, carried out and followed up."""

    company: str
    budget_sek: float
    price_year: int
    starts_on: date
    origin: Origin
    grade: str
    validation_light: str
    validation_reasons: tuple[Message, ...]  # why the light is not green
    despite_red: str  # why the plan was wanted though it is red; empty where it is not
    lead_time_in_doubt: bool  # more of the waiting is plain delay than measures on lead time bear
    explained_share: float  # of the waiting, by queue, calendar and batch
    indicator: Indicator
    measures: tuple[PlannedMeasure, ...]
    portfolio: Portfolio
    risks: tuple[Risk, ...]
    checks: tuple[Check, ...] = ()
    champion: str = ""
    promised_hours_per_week: float | None = None
    financing: tuple[str, ...] = ()
    safety_note: str = ""

    @property
    def finished(self) -> bool:
        """Whether every check is met; until then it is a draft and says so."""
        return all(check.state != "open" for check in self.checks)

    @property
    def first_step(self) -> PlannedMeasure | None:
        """The measure that begins first."""
        return min(self.measures, key=lambda each: (each.starts_on, each.rank), default=None)
