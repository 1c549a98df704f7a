"""The larger shapes that today's state is told in; each is made by the module named beside it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from simmitt.engine.spans import Floats, Ints
from simmitt.ground.texts import Message

Cause = Literal[
    "contention",  # the machine was busy with an order that had come before
    "prioritisation",  # the machine took an order that had come later
    "setup",  # the machine was being set up
    "batching",  # the order waited for the rest of its own batch, or for others to be run with
    "unavailability",  # outside working hours, or the machine was down
    "starved_blocked",  # the machine was free and open; another resource (operator, next buffer) was not
    "material_outside",  # as long as no report explains: material, subcontractor, cure, decision
]
CAUSES: tuple[Cause, ...] = (
    "contention", "prioritisation", "setup", "batching", "unavailability", "starved_blocked",
    "material_outside",
)  # fmt: skip


@dataclass(frozen=True)
class Withheld:
    """A figure that this log can't give, why, and the cheapest way to come to know it (evidence.py)."""

    figure: str
    name: Message
    missing: tuple[Message, ...]
    next_measurement: Message


@dataclass(frozen=True)
class MachineWaiting:
    """The waiting before one machine, in seconds; the causes sum to the total."""

    machine: str
    total_s: float
    by_cause: Mapping[Cause, float]


@dataclass(frozen=True)
class WaitingSplit:
    """Orders' waiting by cause, in seconds; causes sum to the total, and machines too (waiting.py)."""

    total_s: float
    by_cause: Mapping[Cause, float]
    machines: tuple[MachineWaiting, ...]  # most waiting first; "" where no machine is named
    order_hour_sek: float | None  # what an hour of an order's waiting costs; None: nobody told a price


Element = Literal[
    "closed", "planned_stop", "idle", "no_material", "no_operator", "breakdown", "setup", "speed", "scrap",
    "good",
]  # fmt: skip
ELEMENTS: tuple[Element, ...] = (
    "closed", "planned_stop", "idle", "no_material", "no_operator", "breakdown", "setup", "speed", "scrap",
    "good",
)  # fmt: skip


@dataclass(frozen=True)
class TimeAccount:
    """Where calendar time went, in seconds; the elements sum to it without remainder (time_accounts.py).

    ``speed`` may be negative: pieces were made quicker than the ideal cycle says, which is then
    wrong. It is 0 where no ideal cycle is known.
    """

    scope: str  # "plant" (machines summed) or a machine
    calendar_s: float
    elements: Mapping[Element, float]
    ideal_known: bool
    availability: float | None
    effectiveness: float | None  # above 1 where the ideal cycle is too long
    quality: float | None
    oee: float | None


@dataclass(frozen=True)
class IsoKpi:
    """One key figure of ISO 22400-2: its value, or the element that is missing (iso22400.py)."""

    code: str  # such as "availability"
    name: Message
    formula: str  # in the standard's own abbreviations: "APT / PBT"
    unit: str
    value: float | None
    low: float | None
    high: float | None
    elements: Mapping[str, float]  # what it was computed from: {"APT": …}; hours and pieces
    missing: tuple[str, ...]  # abbreviations that the log can't give
    remark: Message | None = None


@dataclass(frozen=True)
class ChangeoverMatrix:
    """Setup times of one machine from product to product (changeovers.py)."""

    machine: str
    products: tuple[str, ...]
    counts: Ints  # (n, n): from, to
    mean_s: Floats  # (n, n), nan where never seen
    shrunk_s: Floats  # (n, n), drawn towards row, column and the whole; never nan
    overall_s: float


@dataclass(frozen=True)
class BottleneckStrip:
    """Which machine was the momentary bottleneck, hour by hour (active_period.py)."""

    first_at: datetime
    cell_s: float
    machines: tuple[str, ...]  # largest share of all first
    share: Floats  # (n_machines, n_cells): share of the cell in which it was the momentary bottleneck


@dataclass(frozen=True)
class FlowNode:
    """A place in the flow: an activity, or a machine where no activities are told."""

    name: str
    rows: int
    orders: int
    work_s: float
    waiting_s: float  # before it, all orders together


@dataclass(frozen=True)
class FlowArc:
    """How often one place directly followed another, and the time between."""

    source: str
    target: str
    count: int
    wait_mean_s: float  # from the end of the one to the start of the other, never below 0
    wait_median_s: float
    between_ends_mean_s: float  # from completion to completion, as process mining counts it


@dataclass(frozen=True)
class FlowMap:
    """Which way orders take, with volumes and waits (flow_map.py)."""

    nodes: tuple[FlowNode, ...]
    arcs: tuple[FlowArc, ...]  # most frequent first
    starts: Mapping[str, int]
    ends: Mapping[str, int]
    variants: tuple[tuple[tuple[str, ...], int], ...]  # the most frequent ways, at most 20
    variant_count: int


@dataclass(frozen=True)
class StreamStep:
    """One process box of a value stream with the queue before it."""

    activity: str
    machines: tuple[str, ...]
    operators: int | None  # different ones seen; None where none are named
    orders: int
    cycle_s: float | None  # work per piece, median; None without pieces
    work_s: float  # work per order, median
    changeover_s: float | None  # median setup
    uptime_share: float | None  # one minus breakdown share of the machines' booked time
    scrap_share: float | None
    queue_orders: float  # mean orders waiting before it
    waiting_s: float  # per order, mean
    share_of_orders: float  # of the family that pass it
    is_bottleneck: bool


@dataclass(frozen=True)
class ValueStream:
    """The value stream of a product family, in the order of its usual routing (value_stream.py)."""

    family: str
    products: tuple[str, ...]
    orders: int
    orders_per_week: float
    pieces_per_order: float | None
    steps: tuple[StreamStep, ...]
    lead_s: float  # mean waiting and work along the ladder
    touch_s: float
    after_last_s: float = 0.0
