"""What the log says about today: figures with intervals, bottlenecks, losses, series."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

from simmitt.engine.kpi.nouns import (
    BottleneckStrip,
    ChangeoverMatrix,
    FlowMap,
    IsoKpi,
    TimeAccount,
    ValueStream,
    WaitingSplit,
    Withheld,
)
from simmitt.engine.orders import Closing
from simmitt.ground.texts import Message

ScopeKind = Literal["plant", "machine", "activity", "product"]
Method = Literal[
    "summed_hours", "union_hours", "waiting_before", "active_period", "open_hours_load", "blocked_starved",
    "simulated_gain",
]  # fmt: skip
PLANT = "plant"


@dataclass(frozen=True)
class Figure:
    """One figure: its value, its 95 % interval, and how it is defined."""

    id: str
    scope: str  # "plant", or the name of the machine, activity or product
    scope_kind: ScopeKind
    value: float
    low: float
    high: float
    unit: str
    definition: Message
    estimated: bool = False  # rests on starts that were estimated


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
    """Today's state of the plant; what the log can't tell is None, empty, or withheld by name."""

    first_at: datetime
    last_at: datetime
    figures: tuple[Figure, ...]
    bottlenecks: tuple[Bottleneck, ...]
    agreement: Message  # why the ways of looking name one machine, or several
    constraint: Constraint | None  # None where the log names no machine
    wip_series: Series  # orders in the shop at the end of each day
    throughput_series: Series  # orders with their last report in the week that starts at the date
    agreement_share: float = 0.0  # of the ways of looking that name the constraint
    closing: Closing | None = None  # which operations end an order, and which orders count as open
    withheld: tuple[Withheld, ...] = ()
    waiting: WaitingSplit | None = None
    accounts: tuple[TimeAccount, ...] = ()  # the plant's first, then each machine's
    iso: tuple[IsoKpi, ...] = ()
    iso_machines: Mapping[str, tuple[IsoKpi, ...]] = field(default_factory=dict)  # by name
    changeovers: tuple[ChangeoverMatrix, ...] = ()
    strip: BottleneckStrip | None = None
    flow: FlowMap | None = None
    streams: tuple[ValueStream, ...] = ()  # the largest family first

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
