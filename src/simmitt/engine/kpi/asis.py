"""What the log says about today: figures with intervals, bottlenecks, losses, series."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from simmitt.ground.texts import Message

ScopeKind = Literal["plant", "machine"]
Method = Literal["summed_hours", "union_hours", "waiting_before", "active_period", "open_hours_load"]
PLANT = "plant"


@dataclass(frozen=True)
class Figure:
    """One figure: its value, its 95 % interval, and how it is defined."""

    id: str
    scope: str  # "plant", or the machine's name
    scope_kind: ScopeKind
    value: float
    low: float
    high: float
    unit: str
    definition: Message


@dataclass(frozen=True)
class Rank:
    """A machine's place in a ranking."""

    machine: str
    value: float
    unit: str


@dataclass(frozen=True)
class Bottleneck:
    """The machine that one way of looking names, and those behind it."""

    method: Method
    machine: str
    ranking: tuple[Rank, ...]
    explanation: Message


@dataclass(frozen=True)
class Constraint:
    """The machine that a plan should look at first."""

    machine: str
    load_share: float  # of its open hours and places
    capacity: int  # jobs at once, as seen in the log
    reason: Message


@dataclass(frozen=True)
class Series:
    """A count at each of several dates."""

    dates: tuple[date, ...]
    counts: tuple[int, ...]


@dataclass(frozen=True)
class AsIs:
    """Today's state of the plant."""

    first_at: datetime
    last_at: datetime
    figures: tuple[Figure, ...]
    bottlenecks: tuple[Bottleneck, ...]
    agreement: Message  # why the ways of looking name one machine, or several
    constraint: Constraint | None  # None where the log names no machine
    wip_series: Series  # orders in the shop at the end of each day
    throughput_series: Series  # orders with their last report in the week that starts at the date

    def has(self, figure_id: str, scope: str = PLANT) -> bool:
        """Say whether the log has something to compute the figure from."""
        return any(figure.id == figure_id and figure.scope == scope for figure in self.figures)

    def figure(self, figure_id: str, scope: str = PLANT) -> Figure:
        """Give one figure.

        Raises
        ------
        KeyError
            Where the log has nothing to compute it from.
        """
        for figure in self.figures:
            if figure.id == figure_id and figure.scope == scope:
                return figure
        raise KeyError(figure_id, scope)
