"""Which activities each order passes: one step per order and activity, however many rows it has."""

from typing import NamedTuple

import numpy as np

from simmitt.engine.spans import Bools, Floats, Ints, among, regrouped, summed


class Steps(NamedTuple):
    """The steps of all orders, by activity and order."""

    order: Ints  # (n_steps,)
    activity: Ints  # (n_steps,)
    rows: Ints  # (n_step_rows,) numbers of the steps' rows, step after step, each by start
    first: Ints  # (n_steps,) where each step's rows begin in ``rows``
    step: Ints  # (n_rows,) the step of each row of the log, -1: none

    def sums(self, amount: Floats) -> Floats:
        """Give an amount of rows summed by step, (n_steps,)."""
        # Rows of no step land before the first, and are cut off.
        return summed(self.step + 1, amount, len(self.order) + 1)[1:]

    def least(self, amount: Floats) -> Floats:
        """Give the least amount among each step's rows, (n_steps,)."""
        least = np.full(len(self.order) + 1, np.inf)
        np.minimum.at(least, self.step + 1, amount)
        return least[1:]

    def most(self, amount: Floats) -> Floats:
        """Give the largest amount among each step's rows, (n_steps,)."""
        most = np.full(len(self.order) + 1, -np.inf)
        np.maximum.at(most, self.step + 1, amount)
        return most[1:]

    def in_turn(self, by_order: Ints, counts: Bools | None = None) -> Ints:
        """Give the steps by order, and within an order by the start of their first row.

        Parameters
        ----------
        by_order : (n_order_rows,)
            Numbers of the rows with an order, by order and start.
        counts : (n_rows,)
            Rows that count; steps without any are left out.
        """
        rows = by_order if counts is None else among(by_order, counts)
        step = self.step[rows]
        step = step[step >= 0]
        # The last to write stays: from behind, that is each step's first row.
        first = np.full(len(self.order), -1)
        first[step[::-1]] = np.arange(len(step))[::-1]
        return np.asarray(step[first[step] == np.arange(len(step))])


def steps_of(order: Ints, activity: Ints, by_order: Ints) -> Steps:
    """Give the steps of all orders.

    Parameters
    ----------
    order, activity : (n_rows,)
        Codes, -1 where none is told.
    by_order : (n_order_rows,)
        Numbers of the rows with an order, by order and start.
    """
    rows = regrouped(activity, among(by_order, activity >= 0))
    turns = (np.diff(order[rows]) != 0) | (np.diff(activity[rows]) != 0)
    first = np.flatnonzero(np.r_[True, turns]) if len(rows) else np.zeros(0, np.int64)
    step = np.full(len(order), -1)
    step[rows] = np.repeat(np.arange(len(first)), np.diff(np.append(first, len(rows))))
    return Steps(order[rows[first]], activity[rows[first]], rows, first, step)
