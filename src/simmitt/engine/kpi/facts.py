"""The log as arrays, sorted and merged once for all figures."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property

import numpy as np
import polars as pl

from simmitt.engine.eventlog.log import EventLog
from simmitt.engine.kpi.drawing import count_order_cells, order_cells
from simmitt.engine.kpi.row_facts import RowFacts
from simmitt.engine.kpi.steps import Steps, steps_of
from simmitt.engine.orders import (
    Closing,
    Ends,
    OrderTimes,
    Passed,
    codes,
    infer_closing,
    seconds,
    times_of_orders,
)
from simmitt.engine.spans import Bools, Depths, Floats, Ints, Spans, depths, merged, regrouped, summed
from simmitt.ground.units import DAY_S, WEEK_S

LEAST_BLOCKS = 8


@dataclass(frozen=True)
class Facts(RowFacts):
    """The rows of a log with what they make of orders, machines and blocks of time."""

    # Orders.

    @cached_property
    def times(self) -> OrderTimes:
        """Start, end, touch time and longest silence of each order, (n_orders,) each."""
        mine = self.order >= 0
        which = slice(None) if mine.all() else mine
        return times_of_orders(
            self.order[which],
            self.start_s[which],
            self.end_s[which],
            self.touched,
            self.order_reached_s[which],
            self.n_orders,
        )

    @cached_property
    def order_cell(self) -> Ints:
        """The cell in which each order is resampled: neighbours by start lie together, (n_orders,)."""
        return order_cells(self.times.start_s)

    @property
    def order_cells(self) -> int:
        """How many cells of orders there are."""
        return count_order_cells(self.n_orders)

    @cached_property
    def order_pieces(self) -> Floats:
        """The most pieces that any row of the order says are ordered, nan where none does, (n_orders,)."""
        told = self.tells("ordered_pieces") & (self.order >= 0)
        most = np.full(self.n_orders, -np.inf)
        np.maximum.at(most, self.order[told], self.column("ordered_pieces")[told])
        return np.where(np.isfinite(most), most, np.nan)

    @cached_property
    def steps(self) -> Steps:
        """Which activities the orders pass."""
        return steps_of(self.order, self.activity, self.by_order)

    @cached_property
    def order_product(self) -> Ints:
        """The product that each order's first row with one tells, -1 where none does, (n_orders,)."""
        told = self.by_order[self.product[self.by_order] >= 0]
        product = np.full(self.n_orders, -1)
        product[self.order[told[::-1]]] = self.product[told[::-1]]
        return product

    @cached_property
    def last_row(self) -> Ints:
        """Number of the row that ends last in each order, (n_orders,)."""
        mine = self.order[self.by_end]
        return self.by_end[np.flatnonzero(np.diff(mine, append=-1))]

    @cached_property
    def _ended(self) -> tuple[Closing, Ends]:
        steps = self.steps
        last = self.activity[self.last_row]
        passed = Passed(steps.order, steps.activity, last, self.activities)
        return infer_closing(self.times, passed, operations=self.closing_operations, quiet_s=self.quiet_s)

    @property
    def closing(self) -> Closing:
        """What ends an order, and how many count as open."""
        return self._ended[0]

    @property
    def ends(self) -> Ends:
        """Which orders the log's ends cut off."""
        return self._ended[1]

    @cached_property
    def closed(self) -> Bools:
        """Mark the orders that count as finished, (n_orders,)."""
        return ~self.ends.still_open

    @cached_property
    def due_s(self) -> Floats:
        """The earliest instant that the order is promised for, nan where none is told, (n_orders,)."""
        if not self.tells_any("due_at"):
            return self._listed("due_at")
        told = self.tells("due_at") & (self.order >= 0)
        due = np.full(self.n_orders, np.inf)
        np.minimum.at(due, self.order[told], self._instants("due_at")[told])
        listed = self._listed("due_at")
        return np.where(np.isfinite(due), due, listed)

    @cached_property
    def delivered_s(self) -> Floats:
        """When the table of orders says the order was delivered, nan where it does not, (n_orders,)."""
        return self._listed("delivered_at")

    def _instants(self, column: str) -> Floats:
        """Give a column of instants in seconds since the first start, nan where none is told."""
        since = self.rows[column].dt.epoch("us").cast(pl.Float64).fill_null(np.nan).to_numpy()
        return since / 1e6 - self.first_s

    def _listed(self, column: str) -> Floats:
        """Give what the table of orders beside the log says of each order, the earliest, (n_orders,)."""
        if self.order_table is None or not self.n_orders:
            return np.full(self.n_orders, np.nan)
        told = self.order_table.group_by("order").agg(pl.col(column).min())
        names = pl.DataFrame({"order": self.orders}, schema={"order": pl.String})
        instants = names.join(told, on="order", how="left", maintain_order="left")[column]
        return instants.dt.epoch("us").cast(pl.Float64).fill_null(np.nan).to_numpy() / 1e6 - self.first_s

    # Machines.

    @cached_property
    def _jobs(self) -> Ints:
        """Rows that are jobs of a machine: those with an order; all, where a machine is never told one."""
        told = np.zeros(len(self.machines), bool)
        told[self.machine[(self.order >= 0) & (self.machine >= 0)]] = True
        alone = self.by_start[(self.order[self.by_start] < 0) & (self.machine[self.by_start] >= 0)]
        alone = alone[~told[self.machine[alone]]]
        mine = self.by_order[self.machine[self.by_order] >= 0]
        return regrouped(self.machine, np.r_[mine, alone])

    @cached_property
    def visits(self) -> Spans:
        """When each machine works on each order; group is machine * (n_orders + 1) + order.

        A machine whose rows never tell an order works on one, numbered n_orders.
        """
        order = np.where(self.order >= 0, self.order, self.n_orders)
        pair = self.machine * (self.n_orders + 1) + order
        return merged(pair, self.start_s, self.end_s, order=self._jobs)

    @cached_property
    def visit_machine(self) -> Ints:
        """The machine of each visit, (n_visits,)."""
        return self.visits.group // (self.n_orders + 1)

    @cached_property
    def visit_order(self) -> Ints:
        """The order of each visit, n_orders where none is told, (n_visits,)."""
        return self.visits.group % (self.n_orders + 1)

    @cached_property
    def parallel(self) -> Depths:
        """How many different orders each machine works on at once."""
        return depths(self.visit_machine, self.visits.start_s, self.visits.end_s)

    # Blocks of time.

    @cached_property
    def edges_s(self) -> Floats:
        """Edges of the blocks of time that are resampled: weeks, in short logs less, (n_blocks + 1,)."""
        length = min(WEEK_S, self.horizon_s / LEAST_BLOCKS)
        inner = np.arange(0.0, self.horizon_s - 1e-6 * length, length)
        return np.append(inner, self.horizon_s)

    @cached_property
    def length_s(self) -> Floats:
        """Length of each block, (n_blocks,)."""
        return np.diff(self.edges_s)

    @cached_property
    def start_block(self) -> Ints:
        """The block of time in which each row starts, (n_rows,)."""
        return self.block_of(self.start_s)

    @cached_property
    def end_block(self) -> Ints:
        """The block of time in which each row ends, (n_rows,)."""
        return self.block_of(self.end_s)

    def by_block(self, group: Ints, groups: int, block: Ints, amount: Floats) -> Floats:
        """Sum amounts by group and block of time, (groups, n_blocks).

        Parameters
        ----------
        group, block, amount : (n,)
            Those of group -1 don't count.
        """
        blocks, some = len(self.length_s), group >= 0
        if some.all():
            return summed(group * blocks + block, amount, groups * blocks).reshape(groups, blocks)
        cell = group[some] * blocks + block[some]
        return summed(cell, amount[some], groups * blocks).reshape(groups, blocks)

    def block_of(self, at_s: Floats) -> Ints:
        """Give the block in which each instant lies, a block's end belonging to it."""
        return np.clip(np.searchsorted(self.edges_s, at_s, "left") - 1, 0, len(self.length_s) - 1)


def gather(
    log: EventLog, *, closing_operations: Sequence[str] = (), quiet_days: float | None = None
) -> Facts:
    """Give the facts of a log.

    Rows without both times, or with neither order nor machine, can't count and are left out.

    Parameters
    ----------
    closing_operations, quiet_days
        What ends an order, as the mapping tells; inferred where it does not.
    """
    known = pl.col("start_at").is_not_null() & pl.col("end_at").is_not_null()
    named = pl.col("order").is_not_null() | pl.col("machine").is_not_null()
    rows = log.rows if bool(log.rows.select((known & named).all()).item()) else log.rows.filter(known & named)
    # In the file's order, so that ties are settled alike whoever has sorted the rows meanwhile.
    rows = rows if rows["row"].is_sorted() else rows.sort("row")
    start_s, end_s = seconds(rows)
    first_s = float(start_s.min()) if len(start_s) else 0.0
    begin = start_s - first_s
    end = np.maximum(end_s - first_s, begin)
    return Facts(
        rows,
        *codes(rows["order"]),
        *codes(rows["machine"]),
        begin,
        end,
        first_s,
        max(float(end.max(initial=0.0)), 1.0),
        tuple(closing_operations),
        None if quiet_days is None else quiet_days * DAY_S,
        log.companions.orders,
    )


def as_datetime(facts: Facts, at_s: float) -> datetime:
    """Give the instant so many seconds after the first start."""
    return datetime(1970, 1, 1) + timedelta(seconds=facts.first_s + at_s)
