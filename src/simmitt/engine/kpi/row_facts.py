"""What each row of the log tells, as arrays, sorted once for all figures."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import polars as pl

from simmitt.engine.eventlog.log import BREAKDOWN, RUN, SETUP
from simmitt.engine.orders import codes
from simmitt.engine.spans import (
    Bools,
    Floats,
    Ints,
    Line,
    Spans,
    among,
    by_time,
    lined_up,
    merged_and_reached,
    regrouped,
)


@dataclass(frozen=True)
class RowFacts:
    """Rows that tell both times and an order or a machine; times in seconds since the first start.

    A row without an order (a machine's state or stop) has order -1 and counts for machines only.
    Codes number names by their first row in the log; -1 where a row names none.
    """

    rows: pl.DataFrame
    order: Ints  # (n_rows,) -1: tells of a machine alone
    orders: list[str]
    machine: Ints  # (n_rows,) -1 where none is named
    machines: list[str]
    start_s: Floats  # (n_rows,)
    end_s: Floats  # (n_rows,) never before the start
    first_s: float  # the first start, since 1970
    horizon_s: float
    closing_operations: tuple[str, ...] = ()  # as the user told; empty: to be inferred
    quiet_s: float | None = None
    order_table: pl.DataFrame | None = None  # the table of orders beside the log

    @property
    def n_orders(self) -> int:
        """How many orders the log names; 0 in a log of states or counters."""
        return len(self.orders)

    @cached_property
    def work_s(self) -> Floats:
        """Seconds from start to end of each row, (n_rows,)."""
        return self.end_s - self.start_s

    # Each row's codes.

    @cached_property
    def _activities(self) -> tuple[Ints, list[str]]:
        return codes(self.rows["activity"])

    @cached_property
    def _products(self) -> tuple[Ints, list[str]]:
        return codes(self.rows["product"])

    @cached_property
    def _workers(self) -> tuple[Ints, list[str]]:
        return codes(self.rows["worker"])

    @property
    def activity(self) -> Ints:
        """Code of each row's activity, (n_rows,)."""
        return self._activities[0]

    @property
    def activities(self) -> list[str]:
        """Name of each activity's code."""
        return self._activities[1]

    @property
    def product(self) -> Ints:
        """Code of each row's product, (n_rows,)."""
        return self._products[0]

    @property
    def products(self) -> list[str]:
        """Name of each product's code."""
        return self._products[1]

    @property
    def worker(self) -> Ints:
        """Code of each row's worker, (n_rows,)."""
        return self._workers[0]

    @property
    def workers(self) -> list[str]:
        """Name of each worker's code; a person is never named in a figure."""
        return self._workers[1]

    # What each row is.

    @cached_property
    def is_setup(self) -> Bools:
        """Mark setup rows, (n_rows,)."""
        return self.kind(SETUP)

    @cached_property
    def is_breakdown(self) -> Bools:
        """Mark breakdown rows, (n_rows,)."""
        return self.kind(BREAKDOWN)

    @cached_property
    def is_run(self) -> Bools:
        """Mark the others, (n_rows,)."""
        return ~(self.is_setup | self.is_breakdown)

    @cached_property
    def is_rework(self) -> Bools:
        """Mark rows reported as rework, (n_rows,)."""
        return self.rows["rework"].fill_null(value=False).to_numpy()

    @cached_property
    def is_estimated(self) -> Bools:
        """Mark rows whose start was estimated, (n_rows,)."""
        return self.rows["estimated"].fill_null(value=False).to_numpy()

    @cached_property
    def any_estimated(self) -> bool:
        """Whether any row's start was estimated."""
        return bool(self.is_estimated.any())

    def kind(self, name: str) -> Bools:
        """Mark the rows of a kind; rows of no stated kind count as run, (n_rows,)."""
        return (self.rows["kind"].fill_null(RUN) == name).to_numpy()

    # Pieces of each row.

    def column(self, name: str) -> Floats:
        """Give a column of numbers, nulls as 0, (n_rows,)."""
        return self.rows[name].cast(pl.Float64).fill_null(0.0).to_numpy()

    def tells(self, name: str) -> Bools:
        """Mark the rows that have something in a column, (n_rows,)."""
        return self.rows[name].is_not_null().to_numpy()

    def tells_any(self, name: str) -> bool:
        """Say whether any row has something in a column."""
        return self.rows[name].null_count() < self.rows.height

    @cached_property
    def good_pieces(self) -> Floats:
        """Good pieces, 0 where none are told, (n_rows,)."""
        return self.column("good_pieces")

    @cached_property
    def rejected_pieces(self) -> Floats:
        """Rejected pieces, 0 where none are told, (n_rows,)."""
        return self.column("rejected_pieces")

    @cached_property
    def review_pieces(self) -> Floats:
        """Pieces held for review, 0 where none are told, (n_rows,)."""
        return self.column("review_pieces")

    @cached_property
    def made_pieces(self) -> Floats:
        """Good, rejected and held pieces together, 0 where none are told, (n_rows,)."""
        return self.good_pieces + self.rejected_pieces + self.review_pieces

    # The rows in order.

    @cached_property
    def by_start(self) -> Ints:
        """Numbers of all rows by start, end and place in the log, (n_rows,)."""
        return by_time(self.start_s, self.end_s)

    @cached_property
    def by_order(self) -> Ints:
        """Numbers of the rows with an order, by order and start, (n_order_rows,)."""
        return regrouped(self.order, among(self.by_start, self.order >= 0))

    @cached_property
    def by_machine(self) -> Ints:
        """Numbers of the rows with a machine, by machine and start, (n_machine_rows,)."""
        return regrouped(self.machine, among(self.by_start, self.machine >= 0))

    @cached_property
    def order_line(self) -> Line:
        """The rows with an order, by order and start."""
        return lined_up(self.order, self.start_s, self.end_s, self.by_order)

    @cached_property
    def machine_line(self) -> Line:
        """The rows with a machine, by machine and start."""
        return lined_up(self.machine, self.start_s, self.end_s, self.by_machine)

    @cached_property
    def by_end(self) -> Ints:
        """Numbers of the rows with an order, by order, end and place in the log, (n_order_rows,)."""
        order, end_s = self.order_line.group, self.order_line.end_s
        same = order[1:] == order[:-1]
        # Nearly all orders end their rows as they start them: only the others are sorted.
        mixed = np.zeros(len(self.orders), bool)
        mixed[order[1:][same & (end_s[1:] <= end_s[:-1])]] = True
        place = np.flatnonzero(mixed[order])
        if not len(place):
            return self.by_order
        by_end, rows = self.by_order.copy(), self.by_order[place]
        by_end[place] = rows[np.lexsort((rows, end_s[place], order[place]))]
        return by_end

    @cached_property
    def previous(self) -> Ints:
        """Number of the row that the order's row follows by start; -1: its first, or no order, (n_rows,)."""
        return _previous(self.order_line, len(self.order))

    @cached_property
    def previous_on_machine(self) -> Ints:
        """Number of the row that the machine's row follows by start, or -1, (n_rows,)."""
        return _previous(self.machine_line, len(self.order))

    @cached_property
    def _touched(self) -> tuple[Spans, Floats]:
        return merged_and_reached(self.order_line, len(self.order))

    @cached_property
    def _worked(self) -> tuple[Spans, Floats]:
        return merged_and_reached(self.machine_line, len(self.order))

    @property
    def touched(self) -> Spans:
        """When something is done to each order, overlaps counted once."""
        return self._touched[0]

    @property
    def order_reached_s(self) -> Floats:
        """When the latest of the order's earlier rows ends; minus infinity where there is none, (n_rows,)."""
        return self._touched[1]

    @property
    def busy(self) -> Spans:
        """When each machine is at work, overlaps counted once."""
        return self._worked[0]

    @property
    def machine_reached_s(self) -> Floats:
        """When the machine's earlier rows end; minus infinity where there is none, (n_rows,)."""
        return self._worked[1]

    @cached_property
    def waited_s(self) -> Floats:
        """Seconds between the order's previous work and each row's start, (n_rows,)."""
        gap = self.start_s - self.order_reached_s
        return np.where(np.isfinite(gap), np.maximum(gap, 0.0), 0.0)


def _previous(line: Line, n: int) -> Ints:
    """Give the number of the row before each in its group, -1 for the first and those not lined up."""
    before = np.full(n, -1)
    same = line.group[1:] == line.group[:-1]
    before[line.rows[1:]] = np.where(same, line.rows[:-1], -1)
    return before
