"""The log as arrays, sorted and merged once for all figures."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property

import numpy as np
import polars as pl

from simmitt.engine.eventlog.log import BREAKDOWN, RUN, SETUP, EventLog
from simmitt.engine.orders import OrderTimes, codes, order_times, seconds, timed
from simmitt.engine.spans import Bools, Depths, Floats, Ints, Spans, depths, merged, reached_before
from simmitt.ground.units import WEEK_S

LEAST_BLOCKS = 8


@dataclass(frozen=True)
class Facts:
    """Rows that tell order and times; times in seconds since the log's first start."""

    rows: pl.DataFrame
    order: Ints  # (n_rows,)
    orders: list[str]
    machine: Ints  # (n_rows,) -1 where none is named
    machines: list[str]
    start_s: Floats  # (n_rows,)
    end_s: Floats  # (n_rows,) never before the start
    first_s: float  # the first start, since 1970
    horizon_s: float
    times: OrderTimes

    @cached_property
    def work_s(self) -> Floats:
        """Seconds from start to end of each row, (n_rows,)."""
        return self.end_s - self.start_s

    @cached_property
    def busy(self) -> Spans:
        """When each machine is at work, overlaps counted once."""
        at = self.machine >= 0
        return merged(self.machine[at], self.start_s[at], self.end_s[at])

    @cached_property
    def visits(self) -> Spans:
        """When each machine works on each order; group is machine * orders + order."""
        at = self.machine >= 0
        pair = self.machine[at] * len(self.orders) + self.order[at]
        return merged(pair, self.start_s[at], self.end_s[at])

    @cached_property
    def visit_machine(self) -> Ints:
        """The machine of each visit, (n_visits,)."""
        return self.visits.group // len(self.orders)

    @cached_property
    def parallel(self) -> Depths:
        """How many different orders each machine works on at once."""
        return depths(self.visit_machine, self.visits.start_s, self.visits.end_s)

    @cached_property
    def waited_s(self) -> Floats:
        """Seconds between the order's previous work and each row's start, (n_rows,)."""
        gap = self.start_s - reached_before(self.order, self.start_s, self.end_s)
        return np.where(np.isfinite(gap), np.maximum(gap, 0.0), 0.0)

    @cached_property
    def edges_s(self) -> Floats:
        """Edges of the blocks of time that are resampled: weeks, in short logs less, (n_blocks + 1,)."""
        length = min(WEEK_S, self.horizon_s / LEAST_BLOCKS)
        inner = np.arange(0.0, self.horizon_s - 1e-6 * length, length)
        return np.append(inner, self.horizon_s)

    def kind(self, name: str) -> Bools:
        """Mark the rows of a kind; rows of no stated kind count as run, (n_rows,)."""
        return (self.rows["kind"].cast(pl.String).fill_null(RUN) == name).to_numpy()

    @cached_property
    def length_s(self) -> Floats:
        """Length of each block, (n_blocks,)."""
        return np.diff(self.edges_s)

    def block_of(self, at_s: Floats) -> Ints:
        """Give the block in which each instant lies, a block's end belonging to it."""
        return np.clip(np.searchsorted(self.edges_s, at_s, "left") - 1, 0, len(self.length_s) - 1)

    @cached_property
    def is_setup(self) -> Bools:
        """Mark setup rows, (n_rows,)."""
        return self.kind(SETUP)

    @cached_property
    def is_breakdown(self) -> Bools:
        """Mark breakdown rows, (n_rows,)."""
        return self.kind(BREAKDOWN)

    def column(self, name: str) -> Floats:
        """Give a column of numbers, nulls as 0, (n_rows,)."""
        return self.rows[name].cast(pl.Float64).fill_null(0.0).to_numpy()


def gather(log: EventLog) -> Facts:
    """Give the facts of a log; rows without order or times can't count and are left out."""
    rows = timed(log.rows)
    start_s, end_s = seconds(rows)
    first_s = float(start_s.min())
    order, orders = codes(rows["order"])
    machine, machines = codes(rows["machine"])
    times = order_times(rows)
    since_first = times._replace(start_s=times.start_s - first_s, end_s=times.end_s - first_s)
    begin = start_s - first_s
    return Facts(
        rows,
        order,
        orders,
        machine,
        machines,
        begin,
        np.maximum(end_s - first_s, begin),
        first_s,
        max(float(end_s.max()) - first_s, 1.0),
        since_first,
    )


def as_datetime(facts: Facts, at_s: float) -> datetime:
    """Give the instant so many seconds after the first start."""
    return datetime(1970, 1, 1) + timedelta(seconds=facts.first_s + at_s)
