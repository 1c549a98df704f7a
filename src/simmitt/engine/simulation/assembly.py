"""The rows of single replications put together into one output."""

from collections.abc import Sequence
from typing import NamedTuple, Self

import numpy as np
from numpy.typing import NDArray

from simmitt.engine.factory.model import Factory
from simmitt.engine.simulation.kernel.closing import Sums
from simmitt.engine.simulation.kernel.records import Shop, columns
from simmitt.engine.simulation.output import Output, Trace


class Row(NamedTuple):
    """What one replication gave."""

    sums: Sums
    orders: NDArray[np.void]  # (n_orders,) as the kernel's Order
    stretches: NDArray[np.void]  # (n_stretches,) as the kernel's Stretch

    @classmethod
    def of(cls, shop: Shop, sums: Sums, used: int) -> Self:
        """Give what is kept of a shop whose window has closed."""
        orders = columns(shop.orders)[:used]
        stretches = columns(shop.trace)[: shop.desk[0].stretches]
        return cls(sums, orders.copy(), stretches.copy())


def assemble(
    factory: Factory, rows: Sequence[Row], *, warm_up_s: float, observed_s: float, trace: bool
) -> Output:
    """Give the output of all rows; shorter ones are filled up with what means no order."""
    sums = Sums(*(np.stack(figures) for figures in zip(*(row.sums for row in rows), strict=True)))
    return Output(
        observed_s=observed_s,
        warm_up_s=warm_up_s,
        stations=tuple(station.name for station in factory.stations),
        capacity=np.array([station.capacity for station in factory.stations], np.int64),
        released_s=_filled(rows, "released_s", np.nan),
        finished_s=_filled(rows, "finished_s", np.nan),
        product=_filled(rows, "product", -1).astype(np.int64),
        pieces_ordered=_filled(rows, "ordered", 0.0),
        pieces_good=_filled(rows, "good", 0.0),
        state_s=sums.state_s,
        queue_s=sums.queue_s,
        delay_s=sums.delay_s[:, 0],
        visits=sums.visits,
        scrapped=sums.scrapped,
        wip_mean=sums.wip_mean[:, 0],
        wip_daily=sums.wip_daily,
        crew_wait_s=sums.crew_wait_s,
        trace=_joined(rows) if trace else None,
    )


def _filled(rows: Sequence[Row], field: str, nothing: float) -> NDArray[np.float64]:
    filled = np.full((len(rows), max(len(row.orders) for row in rows)), nothing)
    for k, row in enumerate(rows):
        filled[k, : len(row.orders)] = row.orders[field]
    return filled


def _joined(rows: Sequence[Row]) -> Trace:
    stretches = np.concatenate([row.stretches for row in rows])
    counts = [len(row.stretches) for row in rows]
    return Trace(
        replication=np.repeat(np.arange(len(rows)), counts),
        order=np.ascontiguousarray(stretches["order"]),
        operation=np.ascontiguousarray(stretches["operation"]),
        place=np.ascontiguousarray(stretches["place"]),
        kind=np.ascontiguousarray(stretches["kind"]),
        start_s=np.ascontiguousarray(stretches["start_s"]),
        end_s=np.ascontiguousarray(stretches["end_s"]),
    )
