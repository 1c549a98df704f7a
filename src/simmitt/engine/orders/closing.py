"""What ends an order, and which orders the log cuts off."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import polars as pl

from simmitt.engine.orders.times import Ends, OrderTimes, codes, cut_off, order_times, seconds
from simmitt.engine.spans import Bools, Ints
from simmitt.ground.errors import InputFault
from simmitt.ground.texts import Message, say
from simmitt.ground.units import DAY_S

# Operations close orders where so many of the settled orders that pass them end there.
NEARLY_ALL = 0.85
FEWEST_ENDS = 5  # fewer orders ending at an operation say nothing about it
MOST_CLOSING = 4  # operations that end orders by turns, such as packing and the last inspection
SHOWN = 20  # names in a message


class UnknownClosingOperation(InputFault):
    """The mapping names a closing operation that the log does not hold."""


@dataclass(frozen=True)
class Closing:
    """What ends an order, and how long silence must last before an order without it counts as ended."""

    operations: tuple[str, ...]  # empty: no operation closes orders, silence alone decides
    quiet_s: float
    told: bool  # by the user, not inferred
    reason: Message
    began_before: int  # orders likely under way when the log opens (left-truncated)
    still_open: int  # orders that count as not finished when it closes
    orders: int = 0  # of the log in all

    @property
    def open_share(self) -> float:
        """Give the share of orders that count as not finished."""
        return self.still_open / self.orders if self.orders else 0.0


class Passed(NamedTuple):
    """Which operations the orders passed."""

    order: Ints  # (n_passed,) one entry per order and operation
    activity: Ints  # (n_passed,)
    last: Ints  # (n_orders,) activity of the row that ends last, -1 where none is told
    activities: list[str]


def infer_closing(
    times: OrderTimes, passed: Passed, *, operations: Sequence[str] = (), quiet_s: float | None = None
) -> tuple[Closing, Ends]:
    """Tell what ends an order, and which orders the log's ends cut off.

    An order is finished when a closing operation is its last, or when it has been quiet for
    long. Operations close orders when, of the orders that have been quiet for long and passed
    one of them, nearly all ended there.

    Parameters
    ----------
    operations, quiet_s
        As the user tells; what is not told is inferred.

    Raises
    ------
    UnknownClosingOperation
        One of the operations told is not in the log.
    """
    ends = cut_off(times, quiet_s)
    settled = ~ends.still_open
    closing, share = (
        (_told(operations, passed.activities), 1.0) if operations else _closing_codes(passed, settled)
    )
    still_open = ends.still_open & ~np.isin(passed.last, closing)
    names = tuple(passed.activities[code] for code in closing)
    say_why = _as_told if operations else _as_seen
    closed = Closing(
        names,
        ends.window_s,
        told=bool(operations) or quiet_s is not None,
        reason=say_why(", ".join(names), ends.window_s / DAY_S, share),
        began_before=int(ends.began_before.sum()),
        still_open=int(still_open.sum()),
        orders=len(still_open),
    )
    return closed, ends._replace(still_open=still_open)


def closing_of(
    rows: pl.DataFrame, *, operations: Sequence[str] = (), quiet_days: float | None = None
) -> tuple[Closing, Ends]:
    """Tell the same of timed rows of a log, orders in the order of their first row."""
    order, names = codes(rows["order"])
    activity, activities = codes(rows["activity"])
    known = activity >= 0
    pairs = np.unique(order[known] * max(len(activities), 1) + activity[known])
    last = np.full(len(names), -1)
    by_end = np.argsort(seconds(rows)[1], kind="stable")
    last[order[by_end]] = activity[by_end]
    passed = Passed(pairs // max(len(activities), 1), pairs % max(len(activities), 1), last, activities)
    quiet_s = None if quiet_days is None else quiet_days * DAY_S
    return infer_closing(order_times(rows), passed, operations=operations, quiet_s=quiet_s)


def _told(operations: Sequence[str], activities: list[str]) -> Ints:
    """Give the codes of the operations that the user named."""
    unknown = [name for name in operations if name not in activities]
    if unknown:
        raise UnknownClosingOperation(
            say(
                "The mapping names {operation} as closing operation; the log has none.", operation=unknown[0]
            ),
            expected=say("It may say: {known}.", known=", ".join(sorted(activities)[:SHOWN])),
            remedy=say('Correct the line operations = ["…"] under [closing].'),
        )
    return np.array([activities.index(name) for name in operations])


def _closing_codes(passed: Passed, settled: Bools) -> tuple[Ints, float]:
    """Give the operations that close orders, those that end most first, and how surely they do.

    Operations that each close by themselves, if any; else the fewest of the commonest last
    ones that do so together, as long as they are at most half of all operations.
    """
    n, several = len(passed.activities), np.zeros(len(settled), bool)
    several[passed.order[passed.activity != passed.last[passed.order]]] = True
    told = settled & several & (passed.last >= 0)
    ending = np.bincount(passed.last[told], minlength=n)
    common = np.argsort(-ending, kind="stable")[: np.count_nonzero(ending >= FEWEST_ENDS)]
    passing = np.bincount(passed.activity[told[passed.order]], minlength=n)
    alone = common[ending[common] >= NEARLY_ALL * passing[common]]
    if len(alone):
        return alone, _ending_share(passed, told, alone)
    for count in range(2, min(MOST_CLOSING, len(common), n // 2) + 1):
        share = _ending_share(passed, told, common[:count])
        if share >= NEARLY_ALL:
            return common[:count], share
    return np.zeros(0, np.int64), 0.0


def _ending_share(passed: Passed, told: Bools, operations: Ints) -> float:
    """Give the share of orders with one of the operations that end with one of them."""
    chosen = np.zeros(len(passed.activities), bool)
    chosen[operations] = True
    have = np.zeros(len(told), bool)
    have[passed.order[chosen[passed.activity]]] = True
    return float(chosen[passed.last[have & told]].mean())


def _as_told(operations: str, days: float, _: float) -> Message:
    return say(
        "As the mapping says, {operations} ends an order; any other order counts as open when its "
        "last report lies in the log's last {days:.1} days.",
        operations=operations,
        days=days,
    )


def _as_seen(operations: str, days: float, share: float) -> Message:
    if not operations:
        return say(
            "No operation ends nearly all orders that pass it. An order counts as open when its last "
            "report lies in the log's last {days:.1} days.",
            days=days,
        )
    return say(
        "Of the orders that have been quiet for more than {days:.1} days and passed {operations}, "
        "{share:.0%} end there: it ends an order. Any other order counts as open when its last "
        "report lies in the log's last {days:.1} days.",
        days=days,
        operations=operations,
        share=share,
    )
