"""What an observation is, and what a rule hands back that makes one."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, NamedTuple

from simmitt.engine.kpi.asis import PLANT, Figure
from simmitt.engine.observations.sight import Sight
from simmitt.ground.texts import Message

Theme = Literal[
    "lead_time", "waiting", "bottleneck", "setup", "breakdowns", "quality", "flow", "batches", "wip",
    "variation", "calendar", "delivery", "energy", "people", "data",
]  # fmt: skip

# Whose hours are at stake: those of people and machines, those that orders spend in the shop, or
# those of work whose record can't be trusted.
StakeOf = Literal["work", "orders", "doubt"]

# A figure's id and scope; a larger shape is named as analysis.json names it: "waiting/setup".
Trace = tuple[str, str]


class Stake(NamedTuple):
    """Hours in the log's period that the observation is about, and what they cost."""

    hours: float
    of: StakeOf
    sek: float | None  # None: nobody told the price


@dataclass(frozen=True)
class Observation:
    """One sentence on how things are, with what it rests on; ``advice`` says where to look."""

    code: str
    sentence: Message
    advice: Message | None
    stake_h: float  # in the log's period
    stake_sek: float | None  # in the log's period; None where the price was not told
    figures: tuple[Trace, ...]
    findings: tuple[str, ...] = ()  # codes of what the diagnosis found
    theme: Theme = "data"
    stake_of: StakeOf = "work"
    estimated: bool = False  # rests on starts that were estimated


@dataclass(frozen=True)
class Found:
    """What a rule says where it holds."""

    sentence: Message
    stake: Stake
    rests_on: tuple[Figure | Trace, ...]
    advice: Message | None = None
    findings: tuple[str, ...] = ()


class Rule(NamedTuple):
    """A rule with its code; the first line of ``look``'s docstring says when it speaks."""

    code: str
    look: Callable[[Sight], Found | None]
    rests_on: tuple[str, ...]  # ids of figures, names of larger shapes, "quality/" + finding
    supersedes: tuple[str, ...] = ()  # codes that say less of the same thing


def trace(rest: Figure | Trace) -> Trace:
    """Give id and scope of what an observation rests on."""
    return (rest.id, rest.scope) if isinstance(rest, Figure) else rest


def shape(name: str, scope: str = PLANT) -> Trace:
    """Name a larger shape as ``analysis.json`` names it."""
    return (name, scope)
