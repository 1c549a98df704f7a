"""What the diagnosis found: each finding names its rows, what it moves and what was done."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import polars as pl

from simmitt.engine.eventlog.log import EventLog
from simmitt.ground.texts import Message

Severity = Literal["info", "warning", "serious"]
Grade = Literal["A", "B", "C", "D"]


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
    rows: tuple[int, ...]  # as the file numbers them
    effect: Effect
    repair: Message
    repaired: bool = False
    doubtful: bool = True  # the rows' time, order or quantity can't be trusted as it stands
    details: tuple[Message, ...] = ()  # where: per machine, per name, ...


@dataclass(frozen=True)
class Diagnosis:
    """What is wrong with a log, how far it can be trusted, and the log after all repairs."""

    findings: tuple[Finding, ...]
    grade: Grade
    grade_reason: Message
    repaired: EventLog

    def finding(self, code: str) -> Finding | None:
        """Give the finding of that code, if there is one."""
        return next((finding for finding in self.findings if finding.code == code), None)


Checked = tuple[pl.DataFrame, list[Finding]]

# A check takes the rows, hands them back, repaired where it repairs, and tells what it found.
Check = Callable[[pl.DataFrame], Checked]


def row_numbers(rows: pl.DataFrame) -> tuple[int, ...]:
    """Give the numbers of rows as the file counts them."""
    return tuple(rows["row"].to_list())


def by_share(count: int, total: int, serious_from: float) -> Severity:
    """Call a finding serious from this share of the rows on, and a warning below."""
    return "serious" if count >= serious_from * max(total, 1) else "warning"
