"""Every stretch in which an order waited, and before which machine."""

from typing import NamedTuple

import numpy as np
import polars as pl

from simmitt.engine.kpi.facts import Facts
from simmitt.engine.spans import Bools, Floats, Ints

# Instants closer than this are the same: clocks of logs count in milliseconds.
SAME_S = 5e-4


class Waits(NamedTuple):
    """Stretches between an order's work, by machine and end; none of one order overlap."""

    row: Ints  # (n_waits,) the row that ended the waiting
    machine: Ints  # (n_waits,) -1 where that row names none
    start_s: Floats  # (n_waits,)
    end_s: Floats  # (n_waits,)

    def seconds(self) -> Floats:
        """Give the length of each, (n_waits,)."""
        return self.end_s - self.start_s


def waits(facts: Facts) -> Waits:
    """Give when orders waited: from the end of their latest work to the start of the next.

    Before its first work an order waits from its release, where that is told.
    """
    since_s = waiting_since(facts)
    waited = (facts.order >= 0) & (since_s < facts.start_s)
    nowhere = facts.by_start[waited[facts.by_start] & (facts.machine[facts.by_start] < 0)]
    row = np.r_[nowhere, facts.by_machine[waited[facts.by_machine]]]
    return Waits(row, facts.machine[row], since_s[row], facts.start_s[row])


def waiting_since(facts: Facts) -> Floats:
    """Give since when the order could have gone on as each row begins; its start where it didn't wait.

    Returns
    -------
    since_s : (n_rows,)
        Never after the row's start.
    """
    first = ~np.isfinite(facts.order_reached_s)
    since_s = np.where(first, _released_s(facts), facts.order_reached_s)
    return np.minimum(since_s, facts.start_s)


def _released_s(facts: Facts) -> Floats:
    """Give each row's release since the log's first start, infinite where none is told, (n_rows,).

    The row's own word comes before that of the table of orders. What happened before the log
    begins is not seen: nobody waits earlier than that.
    """
    if not facts.tells("released_at").any() and facts.order_table is None:
        return np.full(len(facts.order), np.inf)
    of_row = _since_first(facts, facts.rows["released_at"])
    of_order = np.append(_listed_releases(facts), np.nan)[facts.order]
    released = np.where(np.isnan(of_row), of_order, of_row)
    return np.where(np.isnan(released), np.inf, np.maximum(released, 0.0))


def _listed_releases(facts: Facts) -> Floats:
    """Give the earliest release that the table of orders tells of each order, nan elsewhere, (n_orders,)."""
    if facts.order_table is None or not facts.n_orders:
        return np.full(facts.n_orders, np.nan)
    told = facts.order_table.group_by("order").agg(pl.col("released_at").min())
    names = pl.DataFrame({"order": facts.orders}, schema={"order": pl.String})
    return _since_first(facts, names.join(told, on="order", how="left", maintain_order="left")["released_at"])


def _since_first(facts: Facts, at: pl.Series) -> Floats:
    if at.null_count() == len(at):
        return np.full(len(at), np.nan)
    instants: Floats = at.dt.epoch("us").cast(pl.Float64).fill_null(np.nan).to_numpy()
    return instants / 1e6 - facts.first_s


def arrivals(facts: Facts, since_s: Floats) -> Floats:
    """Give when the order of each row came to the machine, (n_rows,).

    Work that goes on after a pause at the same machine came when the order first came there.
    """
    came = since_s.copy()
    order = facts.by_order
    if not len(order):
        return came
    before = facts.previous[order]
    stays = (before >= 0) & (facts.machine[before] == facts.machine[order])
    last_new = np.maximum.accumulate(np.where(stays, 0, np.arange(len(order))))
    came[order] = since_s[order[last_new]]
    return came


def batch_complete(facts: Facts, found: Waits, since_s: Floats) -> Floats:
    """Give, for each wait, when the last order of the batch it was run in had come, (n_waits,).

    The wait's own start where the order was run alone; never after the wait's end. Orders are
    one batch when their reports at a machine begin and end at the same instants.
    """
    order = facts.by_machine
    complete = since_s.copy()
    if len(order):
        group = _together(facts, order)
        latest = np.maximum.reduceat(since_s[order], np.flatnonzero(np.r_[True, np.diff(group) > 0]))
        several = _several_orders(facts, order, group)
        complete[order] = np.where(several[group], latest[group], since_s[order])
    return np.clip(complete[found.row], found.start_s, found.end_s)


def _together(facts: Facts, order: Ints) -> Ints:
    """Give the number of each row's batch, rows by machine and start, (n_machine_rows,)."""
    same = facts.machine[order][1:] == facts.machine[order][:-1]
    begin, end = np.diff(facts.start_s[order]), np.diff(facts.end_s[order])
    joins = same & (begin < SAME_S) & (np.abs(end) < SAME_S)
    return np.asarray(np.r_[0, np.cumsum(~joins)])


def _several_orders(facts: Facts, order: Ints, group: Ints) -> Bools:
    """Tell which batches hold more than one order, (n_batches,)."""
    opens = np.flatnonzero(np.r_[True, np.diff(group) > 0])
    code = facts.order[order]
    return np.asarray(np.minimum.reduceat(code, opens) < np.maximum.reduceat(code, opens))
