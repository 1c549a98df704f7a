"""Whether orders leave when they were promised."""

import numpy as np

from simmitt.engine.kpi.asis import Figure
from simmitt.engine.kpi.facts import Facts
from simmitt.engine.kpi.making import counted, figure
from simmitt.engine.kpi.resampling import Resamples, ratio, share_of
from simmitt.engine.spans import Floats, summed
from simmitt.ground.units import DAY_S, HOUR_S


def on_time_figures(facts: Facts, drawn: Resamples) -> list[Figure]:
    """Give on-time share and mean lateness of the orders that tell when they are due.

    A finished order counts with its delivery, or with its last end where none is told; an open
    one counts as late as soon as it is past due. An open one not yet due is left out.
    """
    due_s, done_s = promised_s(facts), finished_s(facts)
    finished = np.isfinite(done_s)
    late_open = ~finished & (due_s < facts.horizon_s)
    judged = np.isfinite(due_s) & (finished | late_open)
    if not judged.any():
        return []
    late_s = np.where(finished, done_s, facts.horizon_s) - due_s
    cell, cells = facts.order_cell[judged], facts.order_cells
    late_h = summed(cell, late_s[judged] / HOUR_S, cells)
    count = np.bincount(cell, minlength=cells).astype(float)
    return [
        figure("on_time_share", share_of(late_s[judged] <= 0, cell, drawn.orders, cells)),
        figure("lateness_mean_h", ratio(late_h, count, drawn.orders, "plain")),
        counted("late_orders_open", float(late_open.sum())),
    ]


def promised_s(facts: Facts) -> Floats:
    """Give the last instant that is on time; a due date without a clock time lasts the whole day."""
    due_s = facts.due_s
    told = due_s[np.isfinite(due_s)]
    dates_alone = len(told) > 0 and bool(((told + facts.first_s) % DAY_S == 0).all())
    return due_s + DAY_S if dates_alone else due_s


def finished_s(facts: Facts) -> Floats:
    """Give when each order was delivered or, if that isn't told, had its last end; nan if open."""
    done_s = np.where(facts.closed, facts.times.end_s, np.nan)
    return np.where(np.isfinite(facts.delivered_s), facts.delivered_s, done_s)
