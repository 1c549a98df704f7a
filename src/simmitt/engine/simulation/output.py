"""What a set of replications gave: arrays only, one row a replication."""

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

# The states that a place (one of a station's ``capacity``) spends its time in.
STATES = ("run", "setup", "down", "blocked", "idle", "closed")


class Trace(NamedTuple):
    """Every stretch of work, for writing a simulated log; all of shape (n_stretches,)."""

    replication: Ints
    order: Ints  # number of the order within its replication, from 0 by release
    operation: Ints  # index into factory.operations
    place: Ints  # which of the station's places, from 0
    kind: Ints  # 0 run, 1 setup, 2 breakdown
    start_s: Floats  # seconds since the window opened
    end_s: Floats


@dataclass(frozen=True)
class Output:
    """Results of ``n`` replications.

    Orders not yet finished when the window closes have NaN as ``finished_s``. Figures
    cover the time after warm-up; ``observed_s`` is its length in seconds.
    """

    observed_s: float
    stations: tuple[str, ...]
    capacity: Ints  # (n_stations,)
    released_s: Floats  # (n, n_orders) NaN beyond the replication's own orders
    finished_s: Floats  # (n, n_orders)
    product: Ints  # (n, n_orders) index into factory.products, -1 beyond
    pieces_ordered: Floats  # (n, n_orders)
    pieces_good: Floats  # (n, n_orders) 0 until finished
    state_s: Floats  # (n, n_stations, len(STATES)) seconds, summed over places
    queue_s: Floats  # (n, n_stations) order-seconds waiting before the station
    delay_s: Floats  # (n,) order-seconds in plain delay
    visits: Ints  # (n, n_stations) finished visits
    scrapped: Floats  # (n, n_stations) pieces
    wip_mean: Floats  # (n,) orders on the floor, time average
    wip_daily: Floats  # (n, n_days) orders on the floor at the end of each day
    crew_wait_s: Floats  # (n, n_stations) order-seconds with a machine free but nobody to tend it
    due_s: (
        Floats  # (n, n_orders) when each was promised, seconds since the window opened; NaN where nobody said
    )
    kit_wait_s: Floats  # (n,) lot-seconds waiting for components
    locked: Bools  # (n,) whether nothing more could happen though orders were on the floor
    trace: Trace | None = None
    warm_up_s: float = 0.0  # seconds of the window that come before what is counted

    @property
    def replications(self) -> int:
        """How many replications these are."""
        return int(self.wip_mean.shape[0])

    @property
    def finished_orders(self) -> Ints:
        """(n,) orders finished after warm-up."""
        count: Ints = np.sum(np.isfinite(self.finished_s), axis=1)
        return count

    @property
    def lead_time_s(self) -> Floats:
        """(n, n_orders) release to finish, NaN while open."""
        return self.finished_s - self.released_s


# What is the same for every replication.
SHARED = ("observed_s", "warm_up_s", "stations", "capacity", "trace")
# What fills up the rows of replications with fewer orders than others.
NO_ORDER = {"released_s": np.nan, "finished_s": np.nan, "due_s": np.nan, "product": -1}


def joined(outputs: Sequence[Output]) -> Output:
    """Give several outputs of one factory and window as one, without traces."""
    if len(outputs) == 1:
        return outputs[0]
    orders = max(output.released_s.shape[1] for output in outputs)
    parts: dict[str, Any] = {
        field.name: np.concatenate([_widened(output, field.name, orders) for output in outputs])
        for field in fields(Output)
        if field.name not in SHARED
    }
    return replace(outputs[0], trace=None, **parts)


def _widened(output: Output, name: str, orders: int) -> NDArray[np.generic]:
    """Give an array with room for so many orders, where it has a row of orders."""
    values: NDArray[np.generic] = getattr(output, name)
    missing = orders - output.released_s.shape[1]
    if not missing or name not in ("pieces_ordered", "pieces_good", *NO_ORDER):
        return values
    return np.pad(values, ((0, 0), (0, missing)), constant_values=NO_ORDER.get(name, 0.0))
