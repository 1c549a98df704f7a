"""A nasty file and what must come of it."""

from collections.abc import Mapping as Table
from dataclasses import dataclass, field

from engine.eventlog.nasty.base import Figures

from simmitt.engine.eventlog.mapping import Mapping


@dataclass(frozen=True)
class Same:
    """Read with the same figures; what the file doesn't hold is not compared."""

    but: frozenset[str] = frozenset()  # names of figures that the file can't give
    noting: str = ""  # words that a note must hold
    sort: str = "reports"


@dataclass(frozen=True)
class Warned:
    """Read, and the diagnosis finds what is wrong: code, and how many rows where that is known."""

    code: str
    count: int | None = None


@dataclass(frozen=True)
class Asked:
    """A question whose text holds the line that answers; with the answer the figures are the same."""

    line: str
    answer: Mapping | None = None
    but: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Refused:
    """A fault whose text holds these words in English."""

    words: tuple[str, ...] = ()


@dataclass(frozen=True)
class Honest:
    """Whatever is done, it is said: figures that differ come with a note, a finding or a fault."""


Outcome = Same | Warned | Asked | Refused | Honest


@dataclass(frozen=True)
class Case:
    """Files, what the user says, and the outcome."""

    name: str
    files: Table[str, bytes]
    outcome: Outcome
    truth: Figures
    mapping: Mapping = field(default_factory=Mapping)


NOTHING_SAID = Mapping()
NO_PIECES = frozenset({"good", "rejected"})
