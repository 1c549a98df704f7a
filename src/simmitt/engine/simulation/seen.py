"""Orders as a log would show them: from their first work to their last within the window."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from simmitt.engine.simulation.output import Output

Floats = NDArray[np.float64]


class SeenOrders(NamedTuple):
    """Orders that a log of the window would hold; all of shape (n_orders,)."""

    first_s: Floats  # start of the first stretch of work, seconds since the window opened
    last_s: Floats  # end of the last one

    @property
    def lead_time_s(self) -> Floats:
        """(n_orders,) last end minus first start."""
        return self.last_s - self.first_s


def seen_orders(output: Output, replication: int, until_s: float = np.inf) -> SeenOrders:
    """Give the orders that one replication's log shows up to an instant.

    Work that has not ended by then is not yet reported, as in the real log's last days.
    """
    trace = output.trace
    assert trace is not None, "seen orders need a trace"
    reported = (trace.replication == replication) & (trace.end_s <= until_s)
    orders = trace.order[reported]
    if len(orders) == 0:
        return SeenOrders(np.empty(0), np.empty(0))
    first = np.full(int(orders.max()) + 1, np.inf)
    last = np.full(len(first), -np.inf)
    np.minimum.at(first, orders, trace.start_s[reported])
    np.maximum.at(last, orders, trace.end_s[reported])
    present = np.isfinite(first)
    return SeenOrders(first[present], last[present])


def last_operations(output: Output, replication: int, until_s: float = np.inf) -> NDArray[np.int64]:
    """Give the operation that each order was last seen at, in the order of ``seen_orders``, (n_orders,)."""
    trace = output.trace
    assert trace is not None, "seen orders need a trace"
    rows = np.flatnonzero((trace.replication == replication) & (trace.end_s <= until_s))
    rows = rows[np.lexsort((trace.end_s[rows], trace.order[rows]))]
    orders = trace.order[rows]
    last = np.append(orders[1:] != orders[:-1], [True] * bool(len(rows)))
    return np.asarray(trace.operation[rows[last]])
