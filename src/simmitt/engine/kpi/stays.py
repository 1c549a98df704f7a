"""An order's stays at machines: from coming there until it goes to another machine."""

from typing import NamedTuple

import numpy as np

from simmitt.engine.kpi.facts import Facts
from simmitt.engine.spans import Bools, Floats, Ints


class Stays(NamedTuple):
    """The stays of all orders, by order and start."""

    machine: Ints  # (n_stays,)
    order: Ints  # (n_stays,)
    came_s: Floats  # (n_stays,) end of the order's work elsewhere; minus infinity for its first stay
    start_s: Floats  # (n_stays,)
    work_s: Floats  # (n_stays,) time worked on the order, overlaps counted once
    pieces: Floats  # (n_stays,) made

    def some(self, which: Ints | Bools | slice) -> "Stays":
        """Give some of the stays."""
        return Stays(
            self.machine[which],
            self.order[which],
            self.came_s[which],
            self.start_s[which],
            self.work_s[which],
            self.pieces[which],
        )


def stays_of(facts: Facts) -> Stays:
    """Give the stays: an order's rows in a row, by start, at one machine."""
    rows = facts.by_order
    machine, order = facts.machine[rows], facts.order_line.group
    turns = (np.diff(machine) != 0) | (np.diff(order) != 0)
    first = np.flatnonzero(np.r_[True, turns]) if len(rows) else np.zeros(0, np.int64)
    if not len(first):
        return Stays(first, first, *(np.zeros(0) for _ in range(4)))
    reached = facts.order_reached_s[rows]
    fresh_s = np.maximum(facts.order_line.end_s - np.maximum(facts.order_line.start_s, reached), 0.0)
    named = machine[first] >= 0
    stays = Stays(
        machine[first],
        order[first],
        reached[first],
        facts.order_line.start_s[first],
        np.add.reduceat(fresh_s, first),
        np.add.reduceat(facts.made_pieces[rows], first),
    )
    return stays if named.all() else stays.some(named)
