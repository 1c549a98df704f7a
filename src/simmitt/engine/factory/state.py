"""What is on the floor at an instant: the open orders and the machines, apart from the factory."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Rest:
    """What may remain of an order to be done, and how likely beside its other rests."""

    operations: tuple[str, ...]
    weight: float = 1.0


@dataclass(frozen=True)
class OpenOrder:
    """An order on the floor.

    ``worked_s`` is told where the first operation that remains is under way: the working
    seconds it has had. ``delay_mean`` and ``delay_cv`` are what is known of the order's own
    factor on all its delays; without them it is its product's.
    """

    name: str
    product: str
    pieces: float
    rests: tuple[Rest, ...]
    chance: float = 1.0  # that it is open at all
    begun_at: datetime | None = None
    last_operation: str = ""
    last_at: datetime | None = None  # None: when it came where it stands, nobody knows; as if just now
    due_at: datetime | None = None
    worked_s: float | None = None
    priority: float | None = None  # None: its product's
    delay_mean: float | None = None
    delay_cv: float = 0.0


@dataclass(frozen=True)
class MachineState:
    """What a machine did last, as far as a log tells."""

    station: str
    machine: str
    last_at: datetime
    product: str = ""  # what it was last set up for
    queue_since: datetime | None = None  # whoever waits for it now has come since


@dataclass(frozen=True)
class State:
    """The floor at an instant: the log's end, or whenever somebody looked."""

    at: datetime
    orders: tuple[OpenOrder, ...]
    machines: tuple[MachineState, ...] = ()
