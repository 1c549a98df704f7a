"""The orders of one lane, as the event kernel would leave them."""

from dataclasses import dataclass
from typing import NamedTuple, Self

import numpy as np
from numpy.typing import NDArray

from simmitt.engine.simulation.kernel.closing import DAY_S
from simmitt.engine.simulation.kernel.records import NONE
from simmitt.engine.simulation.kernel.shop import Span

Floats = NDArray[np.float64]

# More than rounding moves an instant, less than lies between most.
NEAR_S = 1e-3


class Times(NamedTuple):
    """What is kept of each part; all of shape (n_lanes, n_parts), or empty."""

    released_s: Floats
    finished_s: Floats
    pieces: Floats
    product: Floats


@dataclass(frozen=True)
class LaneOrders:
    """Orders of one replication; indexed by the name of a field, as records are.

    A line keeps its order: those blanked because they were done before the count began come
    first, then those finished, then those still open when the window closed.
    """

    released_s: Floats  # (n_orders,) without blanks
    finished_s: Floats
    pieces: Floats | float
    products: Floats | None
    done_before: int
    done: int

    @classmethod
    def of(cls, times: Times, parts: int, lane: int, span: Span, same_pieces: float) -> Self:
        """Give the orders of a lane that came in time."""
        released_s = times.released_s[lane, :parts]
        count = int(np.searchsorted(released_s, span.horizon_s, side="right"))
        finished_s = times.finished_s[lane, :count]
        varied = times.pieces.size > 0
        return cls(
            released_s[:count],
            finished_s,
            times.pieces[lane, :count] if varied else same_pieces,
            times.product[lane, :count] if varied else None,
            int(np.searchsorted(finished_s, span.warm_up_s, side="left")),
            int(np.searchsorted(finished_s, span.horizon_s, side="right")),
        )

    def __len__(self) -> int:
        return len(self.released_s)

    @property
    def promised(self) -> bool:
        """Tell whether any is promised for a day: a line with promises is none that the recursion takes."""
        return False

    def fill(self, field: str, out: NDArray[np.generic]) -> None:
        """Write a field of all orders into an array of their length."""
        begin, end = self.done_before, self.done
        if field == "released_s":
            out[:], out[:begin] = self.released_s, np.nan
        elif field == "finished_s":
            out[:], out[:begin], out[end:] = self.finished_s, np.nan, np.nan
        elif field == "product":
            out[:], out[:begin] = 0 if self.products is None else self.products, NONE
        elif field == "due_s":  # another replication's orders are promised
            out[:] = np.nan
        else:
            out[:], out[:begin] = self.pieces, 0.0
            if field == "good":
                out[end:] = 0.0

    def floor_by_day(self, span: Span) -> Floats:
        """(n_days,) orders on the floor at the end of each whole day that is counted."""
        days = int((span.horizon_s - span.warm_up_s) // DAY_S)
        begin, end = self.done_before, self.done
        came = _by_day(self.released_s[begin:], span.warm_up_s, days)
        went = _by_day(self.finished_s[begin:end], span.warm_up_s, days)
        return came - went


def _by_day(at_s: Floats, warm_up_s: float, days: int) -> Floats:
    """(days,) how many of some instants in order come before each day's end, or at it.

    Instants so near a day's end that rounding decides are divided as the event kernel does.
    """
    ends_s = warm_up_s + DAY_S * np.arange(1, days + 1)
    passed = np.searchsorted(at_s, ends_s - NEAR_S)
    doubtful = np.searchsorted(at_s, ends_s + NEAR_S)
    for day in np.flatnonzero(doubtful > passed):
        near_s = at_s[passed[day] : doubtful[day]]
        passed[day] += np.count_nonzero((near_s - warm_up_s) / DAY_S <= day + 1)
    return passed.astype(np.float64)
