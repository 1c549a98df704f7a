"""The rows of single replications put together into one output."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, Protocol, Self

import numpy as np
from numpy.typing import NDArray

from simmitt.engine.factory.model import Factory
from simmitt.engine.simulation.kernel.shop import Hall, Records, Span
from simmitt.engine.simulation.output import STATES, Output, Trace

Figures = NDArray[np.float64]


class Orders(Protocol):
    """The orders of one replication, whichever algorithm has made them."""

    def __len__(self) -> int:
        """Give how many there are."""

    @property
    def promised(self) -> bool:
        """Tell whether any of them is promised for a day."""

    def fill(self, field: str, out: NDArray[Any]) -> None:
        """Write a field of all orders into an array of their length."""


@dataclass(frozen=True)
class OrderRecords:
    """Orders as the event kernel leaves them."""

    records: Records  # (n_orders,)

    def __len__(self) -> int:
        return len(self.records)

    @property
    def promised(self) -> bool:
        """Tell whether any of them is promised for a day."""
        return bool(np.isfinite(self.records["due_s"]).any())

    def fill(self, field: str, out: NDArray[Any]) -> None:
        """Write a field of all orders into an array of their length."""
        out[:] = self.records[field]


class Row(NamedTuple):
    """What one replication gave."""

    stations: Records  # (n_stations,)
    orders: Orders
    stretches: Records  # (n_stretches,)
    wip_daily: Figures  # (n_days,)
    delay_s: float
    kit_wait_s: float
    wip_s: float
    locked: bool

    @classmethod
    def of(cls, hall: Hall) -> Self:
        """Give what is kept of a shop whose window has closed."""
        shop, held = hall.shop[0], hall.held
        return cls(
            stations=held["stations"],
            orders=OrderRecords(held["orders"][: shop["used_orders"]].copy()),
            stretches=held["stretches"][: shop["used_stretches"]].copy(),
            wip_daily=held["days"]["wip"][:-1].copy(),
            delay_s=float(shop["delay_s"]),
            kit_wait_s=float(shop["kit_wait_s"]),
            wip_s=float(shop["wip_s"]),
            locked=bool(shop["locked"]),
        )


def assemble(factory: Factory, rows: Sequence[Row], span: Span) -> Output:
    """Give the output of all rows; shorter ones are filled up with what means no order."""
    stations = np.stack([row.stations for row in rows])
    observed_s = span.horizon_s - span.warm_up_s
    return Output(
        observed_s=observed_s,
        warm_up_s=span.warm_up_s,
        stations=tuple(station.name for station in factory.stations),
        capacity=np.array([station.capacity for station in factory.stations], np.int64),
        released_s=_filled(rows, "released_s", np.nan),
        finished_s=_filled(rows, "finished_s", np.nan),
        product=_filled(rows, "product", -1, np.int64),
        pieces_ordered=_filled(rows, "ordered", 0.0),
        pieces_good=_filled(rows, "good", 0.0),
        state_s=np.stack([stations[f"{state}_s"] for state in STATES], axis=-1),
        queue_s=np.ascontiguousarray(stations["queue_s"]),
        delay_s=np.array([row.delay_s for row in rows]),
        visits=np.ascontiguousarray(stations["visits"]),
        scrapped=np.ascontiguousarray(stations["scrapped"]),
        wip_mean=np.array([row.wip_s for row in rows]) / observed_s,
        wip_daily=np.stack([row.wip_daily for row in rows]),
        due_s=_due(rows),
        kit_wait_s=np.array([row.kit_wait_s for row in rows]),
        locked=np.array([row.locked for row in rows]),
        crew_wait_s=np.ascontiguousarray(stations["crew_wait_s"]),
        trace=_joined(rows) if span.has_trace else None,
    )


def _filled(rows: Sequence[Row], field: str, nothing: float, dtype: type = np.float64) -> NDArray[Any]:
    filled: NDArray[Any] = np.empty((len(rows), max(len(row.orders) for row in rows)), dtype)
    for k, row in enumerate(rows):
        row.orders.fill(field, filled[k, : len(row.orders)])
        filled[k, len(row.orders) :] = nothing
    return filled


def _due(rows: Sequence[Row]) -> Figures:
    """(n, n_orders) when each was promised; one number for all, without memory, where none was."""
    if any(row.orders.promised for row in rows):
        return _filled(rows, "due_s", np.nan)
    return np.broadcast_to(np.nan, (len(rows), max(len(row.orders) for row in rows)))


def _joined(rows: Sequence[Row]) -> Trace:
    stretches = np.concatenate([row.stretches for row in rows])
    counts = [len(row.stretches) for row in rows]
    fields = {name: np.ascontiguousarray(stretches[name]) for name in Trace._fields[1:]}
    return Trace(replication=np.repeat(np.arange(len(rows)), counts), **fields)
