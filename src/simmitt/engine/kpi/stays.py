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
    run_s: Floats  # (n_stays,) of that, neither setup nor breakdown
    pieces: Floats  # (n_stays,) made

    def some(self, which: Ints | Bools | slice) -> "Stays":
        """Give some of the stays."""
        return Stays(
            self.machine[which],
            self.order[which],
            self.came_s[which],
            self.start_s[which],
            self.work_s[which],
            self.run_s[which],
            self.pieces[which],
        )


def stays_of(facts: Facts) -> Stays:
    """Give the stays: an order's rows in a row, by start, at one machine."""
    line = facts.order_line
    machine = facts.machine[line.rows]
    turns = (np.diff(machine) != 0) | (np.diff(line.group) != 0)
    first = np.flatnonzero(np.r_[True, turns]) if len(machine) else np.zeros(0, np.int64)
    if not len(first):
        return Stays(first, first, *(np.zeros(0) for _ in range(5)))
    reached = facts.order_reached_s[line.rows]
    fresh_s = np.maximum(line.end_s - np.maximum(line.start_s, reached), 0.0)
    named = machine[first] >= 0
    stays = Stays(
        machine[first],
        line.group[first],
        reached[first],
        line.start_s[first],
        np.add.reduceat(fresh_s, first),
        np.add.reduceat(fresh_s * facts.is_run[line.rows], first),
        np.add.reduceat(facts.made_pieces[line.rows], first),
    )
    return stays if named.all() else stays.some(named)
