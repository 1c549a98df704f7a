"""What the diagnosis found: each finding names its rows, what it moves and what was done."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from simmitt.engine.eventlog.log import EventLog
from simmitt.ground.texts import Message

Severity = Literal["info", "warning", "serious"]
Grade = Literal["A", "B", "C", "D"]
NameField = Literal["activity", "machine", "worker", "product", "order"]


@dataclass(frozen=True)
class Move:
    """A figure as it is with the rows as they stand, and without them or after the repair."""

    figure: str
    scope: str  # "plant", or the machine
    before: float
    after: float
    unit: str


@dataclass(frozen=True)
class Effect:
    """What a finding does to the figures, in words and, where it can be computed, in numbers."""

    text: Message
    moves: tuple[Move, ...] = ()


@dataclass(frozen=True)
class Finding:
    """One kind of oddity in the log."""

    code: str
    severity: Severity
    title: Message
    count: int
    rows: tuple[int, ...]  # as the log numbers them; ``finding_rows`` shows them
    effect: Effect
    repair: Message
    repaired: bool = False
    doubtful: bool = True  # the rows' time, order or quantity can't be trusted as it stands
    details: tuple[Message, ...] = ()  # where: per machine, per name, ...
    left: bool = False  # a repair exists; it was not made, as asked
    about: Message | None = None  # what is looked for, in one plain sentence


@dataclass(frozen=True)
class MergeProposal:
    """Names of one column that likely mean one thing."""

    field: NameField
    keep: str
    names: tuple[str, ...]  # the others, that would become ``keep``
    rows: tuple[int, ...]  # that bear one of them
    certainty: float  # 0 to 1
    reason: Message
    applied: bool = False  # in the repaired log


@dataclass(frozen=True)
class Change:
    """From a date on, something takes another time or comes at another rate than before."""

    what: Literal["work_time", "arrivals"]
    activity: str | None  # None: of the whole plant
    machine: str | None
    from_date: date
    before: float
    after: float
    unit: str  # "min/piece", "min/report" or "orders/week"
    change_share: float  # 0.15: 15 per cent more than before
    low_share: float  # 95 per cent confidence
    high_share: float
    chance_share: float  # how often chance alone gives as large a change anywhere in the log
    reports: int


@dataclass(frozen=True)
class Diagnosis:
    """What is wrong with a log, how far it can be trusted, and the log after all repairs."""

    findings: tuple[Finding, ...]
    grade: Grade
    grade_reason: Message
    repaired: EventLog
    proposals: tuple[MergeProposal, ...] = ()
    changes: tuple[Change, ...] = ()

    def finding(self, code: str) -> Finding | None:
        """Give the finding of that code, if there is one."""
        return next((finding for finding in self.findings if finding.code == code), None)
