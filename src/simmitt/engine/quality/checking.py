"""What a check is: a code, sentences that say what it does, and a look at the log."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from simmitt.engine.quality.findings import Change, Effect, Finding, MergeProposal, Severity
from simmitt.ground.texts import Message, say

Subject = TypeVar("Subject")


@dataclass(frozen=True)
class Found(Generic[Subject]):
    """What a look found, and the subject as it would be after the repair, where there is one."""

    rows: tuple[int, ...]
    severity: Severity
    effect: Effect
    repaired: Subject | None = None
    count: int | None = None  # where something else than rows is counted
    details: tuple[Message, ...] = ()
    repair: Message | None = None  # where it differs from the check's own
    doubtful: bool | None = None  # likewise
    proposals: tuple[MergeProposal, ...] = ()
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True)
class Check(Generic[Subject]):
    """One kind of oddity to look for."""

    code: str  # stable: mapping files and results name it
    title: Message
    about: Message
    moves: Message  # the figures that it touches
    repair: Message  # what is done about it, or why nothing is
    look: Callable[[Subject], Found[Subject] | None]
    doubtful: bool = True  # rows found can't be trusted as they stand

    def finding(self, found: Found[Subject], *, left: bool) -> Finding:
        """Give the finding; ``left`` where its repair is not to be made."""
        left = left and found.repaired is not None
        return Finding(
            code=self.code,
            severity=found.severity,
            title=self.title,
            count=len(found.rows) if found.count is None else found.count,
            rows=found.rows,
            effect=found.effect,
            repair=LEFT if left else found.repair or self.repair,
            repaired=found.repaired is not None and not left,
            doubtful=self.doubtful if found.doubtful is None else found.doubtful,
            details=found.details,
            left=left,
            about=self.about,
        )


LEFT = say("Left as it is, as you asked.")


def by_share(count: int, total: int, serious_from: float) -> Severity:
    """Call a finding serious from this share of the rows on, and a warning below."""
    return "serious" if count >= serious_from * max(total, 1) else "warning"


def beyond(count: int, total: int, share: float) -> Severity:
    """Call a finding a warning beyond this share of the rows, and a note up to there."""
    return "warning" if count > share * total else "info"


# Which figures a finding touches, for the table of checks.
EVERYTHING = say("Every figure: the rows count nowhere.")
HOURS = say("Hours, touch time and load.")
FLOW = say("Lead time, waiting and work in process.")
PER_NAME = say("Every figure per machine, activity, product or person.")
PIECES = say("Pieces, scrap and order sizes.")
PERIOD = say("The log's period, and with it every share of time.")
OPEN_TIME = say("Open hours, and what is measured by them.")
FORECAST = say("What is foretold from the log: one average stands for two different times.")
