"""Orders that return to an activity they have already left."""

from typing import NamedTuple

import numpy as np

from simmitt.engine.kpi.asis import Figure
from simmitt.engine.kpi.facts import Facts
from simmitt.engine.kpi.making import figure
from simmitt.engine.kpi.resampling import Resamples, ratio, share_of
from simmitt.engine.spans import Bools, Ints, reached_before, summed


class Loops(NamedTuple):
    """How often orders come back to their steps."""

    returns: Ints  # (n_steps,) of ``Facts.steps``
    later: Bools  # (n_rows,) rows that belong to a second or later time


def find_loops(facts: Facts) -> Loops:
    """Give how often each order comes back to each activity.

    A row comes back when the order's row just before it was another activity's, began after the
    order's earlier work in this activity had ended, and has ended itself.
    """
    steps, before, activity = facts.steps, facts.previous, facts.activity
    again = _entered_again(facts)
    reached_s = reached_before(steps.step, facts.start_s, facts.end_s, again)
    other = (before >= 0) & (activity[before] != activity) & (activity[before] >= 0)
    left = (facts.start_s[before] >= reached_s) & (facts.end_s[before] <= facts.start_s)
    back = other & left & np.isfinite(reached_s) & ~facts.is_breakdown[before]
    returns = np.rint(steps.sums(back.astype(float))).astype(np.int64)
    return Loops(returns, _later(facts, again, back))


def _later(facts: Facts, again: Ints, back: Bools) -> Bools:
    """Mark the rows from each step's first return on, (n_rows,)."""
    step, so_far = facts.steps.step[again], np.cumsum(back[again])
    first = np.flatnonzero(np.diff(step, prepend=-1))
    before: Ints = (so_far - back[again])[first]
    later = np.zeros(len(facts.order), bool)
    later[again] = so_far > np.repeat(before, np.diff(np.append(first, len(again))))
    return later


def _entered_again(facts: Facts) -> Ints:
    """Give the rows of the steps that orders leave and enter again, by step and start."""
    steps, before = facts.steps, facts.previous
    enters = (steps.step >= 0) & ((before < 0) | (steps.step[before] != steps.step))
    often = np.bincount(steps.step[enters], minlength=len(steps.order)) > 1
    return steps.rows[often[steps.step[steps.rows]]]


def loop_figures(facts: Facts, loops: Loops, drawn: Resamples) -> list[Figure]:
    """Give the share of orders that return, of the plant and of each activity they return to."""
    steps = facts.steps
    if not len(steps.order):
        return []
    returned, passed = np.zeros(facts.n_orders, bool), np.zeros(facts.n_orders, bool)
    returned[steps.order[loops.returns > 0]] = True
    passed[steps.order] = True
    cell, cells = facts.order_cell[passed], facts.order_cells
    figures = [figure("rework_loop_share", share_of(returned[passed], cell, drawn.orders, cells))]
    for code in np.unique(steps.activity[loops.returns > 0]):
        figures += _of_activity(facts, loops, int(code), drawn)
    return figures


def _of_activity(facts: Facts, loops: Loops, code: int, drawn: Resamples) -> list[Figure]:
    """Give share of orders that return to an activity, and returns per order that passes it."""
    here = slice(*np.searchsorted(facts.steps.activity, [code, code + 1]))
    returns, cell = loops.returns[here], facts.order_cell[facts.steps.order[here]]
    name, cells = facts.activities[code], facts.order_cells
    count = np.bincount(cell, minlength=cells).astype(float)
    per_order = ratio(summed(cell, returns.astype(float), cells), count, drawn.orders)
    returning = share_of(returns > 0, cell, drawn.orders, cells)
    return [
        figure("rework_loop_share", returning, name, kind="activity"),
        figure("rework_loops_per_order", per_order, name, kind="activity"),
    ]
