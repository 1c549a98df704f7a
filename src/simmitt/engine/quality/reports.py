"""The rows of a log at one point of its diagnosis, and what checks need of them again and again."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import NamedTuple

import numpy as np
import polars as pl

from simmitt.engine.eventlog.log import EventLog
from simmitt.engine.orders import OrderTimes, codes
from simmitt.engine.quality.findings import NameField
from simmitt.engine.spans import Bools, Floats, Ints, by_time, reached_before, regrouped

NAME_FIELDS: tuple[NameField, ...] = ("order", "activity", "machine", "worker", "product")


class Coded(NamedTuple):
    """A column of names as numbers."""

    code: Ints  # (n_rows,) -1 where no name stands
    names: list[str]  # of each number; some may have no row left

    @property
    def n(self) -> int:
        """How many names there are."""
        return len(self.names)


class Visits(NamedTuple):
    """Stretches of an order's rows, by start, that name the same activity; all (n_visits,)."""

    order: Ints
    activity: Ints  # -1 where none is named
    first: Ints  # number of the first row
    start_s: Floats
    end_s: Floats  # latest end of its rows
    visit_of: Ints  # (n_rows,) -1 for rows without an order


@dataclass(frozen=True)
class Reports:
    """Rows that each tell both times, and an order unless they tell of a machine alone.

    What is derived is kept once it has been asked for; what a repair does not touch is handed
    on to the repaired rows.
    """

    rows: pl.DataFrame
    log: EventLog  # the files behind them and the tables beside them
    today: date | None  # None: nobody says which day it is

    @property
    def n(self) -> int:
        """How many rows there are."""
        return self.rows.height

    @cached_property
    def start_s(self) -> Floats:
        """Seconds since 1970, (n_rows,)."""
        return _seconds(self.rows["start_at"])

    @cached_property
    def end_s(self) -> Floats:
        """Seconds since 1970, (n_rows,)."""
        return _seconds(self.rows["end_at"])

    @cached_property
    def work_s(self) -> Floats:
        """Seconds from start to end, none below zero, (n_rows,)."""
        return np.maximum(self.end_s - self.start_s, 0.0)

    @cached_property
    def order(self) -> Coded:
        """The rows' orders."""
        return Coded(*codes(self.rows["order"]))

    @cached_property
    def activity(self) -> Coded:
        """The rows' activities."""
        return Coded(*codes(self.rows["activity"]))

    @cached_property
    def machine(self) -> Coded:
        """The rows' machines."""
        return Coded(*codes(self.rows["machine"]))

    @cached_property
    def worker(self) -> Coded:
        """The rows' workers."""
        return Coded(*codes(self.rows["worker"]))

    @cached_property
    def product(self) -> Coded:
        """The rows' products."""
        return Coded(*codes(self.rows["product"]))

    @cached_property
    def ordered(self) -> Bools:
        """Mark the rows that belong to an order, (n_rows,)."""
        return np.asarray(self.order.code >= 0)

    @cached_property
    def by_time(self) -> Ints:
        """Numbers of the rows by start and end, (n_rows,)."""
        return by_time(self.start_s, self.end_s)

    @cached_property
    def by_order(self) -> Ints:
        """Numbers of the rows with an order, by order, start and end."""
        return regrouped(self.order.code, self.by_time[self.ordered[self.by_time]])

    def by_name(self, field: NameField, which: Bools | None = None) -> Ints:
        """Give the numbers of the rows that bear such a name, by name, start and end."""
        code = self.coded(field).code
        chosen = code >= 0 if which is None else (code >= 0) & which
        return regrouped(code, self.by_time[chosen[self.by_time]])

    def coded(self, field: NameField) -> Coded:
        """Give a column of names as numbers."""
        coded: Coded = getattr(self, field)
        return coded

    @cached_property
    def reached_s(self) -> Floats:
        """When the latest of the order's earlier rows ends; minus infinity for its first, (n_rows,)."""
        return reached_before(self.order.code, self.start_s, self.end_s, self.by_order)

    @cached_property
    def times(self) -> OrderTimes:
        """First start, last end, touch time and longest silence of each order."""
        chosen = self.by_order
        return order_times(
            self.order.code[chosen],
            self.start_s[chosen],
            self.end_s[chosen],
            self.reached_s[chosen],
            self.order.n,
        )

    @cached_property
    def visits(self) -> Visits:
        """Stretches of an order's rows, by start, that name the same activity."""
        index = self.by_order
        order, activity = self.order.code[index], self.activity.code[index]
        turns = (order[1:] != order[:-1]) | (activity[1:] != activity[:-1])
        first = np.flatnonzero(np.r_[len(index) > 0, turns])
        visit_of = np.full(self.n, -1, np.int64)
        visit_of[index] = np.cumsum(np.r_[len(index) > 0, turns]) - 1
        start = index[first]
        ends = np.maximum.reduceat(self.end_s[index], first) if len(first) else np.zeros(0)
        return Visits(order[first], activity[first], start, self.start_s[start], ends, visit_of)

    def numbers(self, hit: Bools) -> tuple[int, ...]:
        """Give the numbers of rows as the log counts them, in order."""
        return tuple(np.sort(self.rows["row"].to_numpy()[hit]).tolist())

    def kept(self, keep: Bools) -> "Reports":
        """Give the reports without some rows."""
        child = Reports(self.rows.filter(pl.Series(keep, dtype=pl.Boolean)), self.log, self.today)
        for name in NAME_FIELDS:
            if name in vars(self):
                coded = self.coded(name)
                vars(child)[name] = Coded(coded.code[keep], coded.names)
        number = np.cumsum(keep) - 1
        for kind in ("by_time", "by_order"):
            if kind in vars(self):
                known: Ints = vars(self)[kind]
                vars(child)[kind] = number[known[keep[known]]]
        return child

    def with_rows(self, rows: pl.DataFrame, *changed: str) -> "Reports":
        """Give the reports with other values in some columns of the same rows."""
        child = Reports(rows, self.log, self.today)
        untouched = {str(name) for name in NAME_FIELDS if name not in changed}
        if not {"start_at", "end_at"} & set(changed):
            untouched |= {"start_s", "end_s", "work_s", "by_time"}
            untouched |= {"by_order", "reached_s", "times"} if "order" not in changed else set()
        for name in untouched & set(vars(self)):
            vars(child)[name] = vars(self)[name]
        return child


def order_times(order: Ints, start_s: Floats, end_s: Floats, reached_s: Floats, orders: int) -> OrderTimes:
    """Give start, end, touch time and longest silence of each order.

    Parameters
    ----------
    order, start_s, end_s, reached_s : (n_rows,)
        By order and start; ``reached_s`` is when the order's earlier rows have ended.
    orders
        How many orders there are; one without a row gets no (nan) times.
    """
    first, last = np.full(orders, np.nan), np.full(orders, np.nan)
    opens = np.flatnonzero(np.r_[len(order) > 0, order[1:] != order[:-1]])
    if len(opens):
        first[order[opens]] = start_s[opens]
        last[order[opens]] = np.maximum.reduceat(end_s, opens)
    gained = np.maximum(np.maximum(start_s, end_s) - np.maximum(start_s, reached_s), 0.0)
    touch = np.bincount(order, gained, minlength=orders).astype(np.float64)
    silence = np.zeros(orders)
    if len(opens):
        gap = np.where(np.isfinite(reached_s), start_s - reached_s, 0.0)
        silence[order[opens]] = np.maximum(np.maximum.reduceat(gap, opens), 0.0)
    return OrderTimes(first, last, touch, silence)


def _seconds(instants: pl.Series) -> Floats:
    return np.asarray(instants.to_physical().to_numpy() / 1e6)
