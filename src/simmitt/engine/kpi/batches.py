"""Orders run together on a machine, and orders handed on in parts."""

from typing import NamedTuple

import numpy as np

from simmitt.engine.kpi.asis import Figure
from simmitt.engine.kpi.facts import Facts
from simmitt.engine.kpi.making import figure
from simmitt.engine.kpi.resampling import Resamples, quantile, ratio, share, share_of
from simmitt.engine.spans import Floats, Ints, among

# So few loads of several orders may have come about by chance.
FEWEST_LOADS = 5
FEWEST_LOTS = 5
SLACK_S = 1e-3  # of rounding


def batch_figures(facts: Facts, drawn: Resamples) -> list[Figure]:
    """Give process batches of each machine and transfer lots of the plant."""
    return [*_process_batches(facts, drawn), *_transfer_lots(facts, drawn)]


class _Loads(NamedTuple):
    """What a machine begins and ends together, to the second."""

    machine: Ints  # (n_loads,)
    start_s: Floats  # (n_loads,)
    orders: Ints  # (n_loads,) different ones in the load


def _loads(facts: Facts) -> _Loads | None:
    """Put run rows of one machine with the same start and end together; None: hardly any have them."""
    rows = among(facts.by_machine, facts.is_run & (facts.order >= 0))
    machine, start, end = facts.machine[rows], facts.start_s[rows], facts.end_s[rows]
    turns = (np.diff(machine) != 0) | (np.diff(start) != 0) | (np.diff(end) != 0)
    if np.count_nonzero(~turns) < FEWEST_LOADS:
        return None
    first = np.flatnonzero(np.r_[True, turns])
    load = np.cumsum(np.r_[0, turns])
    size = np.bincount(load, minlength=len(first))
    several = size[load] > 1
    pairs = np.unique(load[several] * max(facts.n_orders, 1) + facts.order[rows][several])
    counts = np.bincount(pairs // max(facts.n_orders, 1), minlength=len(first))
    return _Loads(machine[first], start[first], np.where(size > 1, counts, 1))


def _process_batches(facts: Facts, drawn: Resamples) -> list[Figure]:
    loads, n = _loads(facts), len(facts.machines)
    if loads is None:
        return []
    block, many = facts.block_of(loads.start_s), loads.orders > 1
    jobs = facts.by_block(loads.machine, n, block, loads.orders.astype(float))
    together = facts.by_block(loads.machine, n, block, loads.orders * many.astype(float))
    starts = facts.by_block(loads.machine, n, block, np.ones(len(block)))
    often = np.bincount(loads.machine[many], minlength=n) >= FEWEST_LOADS
    figures: list[Figure] = []
    for code in np.flatnonzero(often):
        name = facts.machines[code]
        figures += [
            figure("batch_share", share(together[code], jobs[code], drawn.weeks), name),
            figure("batch_orders_mean", ratio(jobs[code], starts[code], drawn.weeks), name),
        ]
    return figures


def _transfer_lots(facts: Facts, drawn: Resamples) -> list[Figure]:
    """Give how often the next activity starts before the last has ended, and with how many pieces."""
    steps = facts.steps
    begin = steps.least(np.where(facts.is_run, facts.start_s, np.inf))
    end = steps.most(np.where(facts.is_run, facts.end_s, -np.inf))
    turn = steps.in_turn(facts.by_order, facts.is_run)
    this, after = turn[:-1], turn[1:]
    follows = steps.order[this] == steps.order[after]
    this, after = this[follows], after[follows]
    if not len(this):
        return []
    overlap = begin[after] < end[this] - SLACK_S
    cell, cells = facts.order_cell[steps.order[this]], facts.order_cells
    figures = [figure("transfer_overlap_share", share_of(overlap, cell, drawn.orders, cells))]
    pieces = _made_before(facts, this, begin[after])
    lots = overlap & (pieces > 0)
    if np.count_nonzero(lots) >= FEWEST_LOTS:
        figures.append(figure("transfer_pieces_median", quantile(pieces[lots], cell[lots], drawn.orders)))
    return figures


def _made_before(facts: Facts, this: Ints, until_s: Floats) -> Floats:
    """Give the pieces that each of some steps had made when the next one began, (n_chosen,)."""
    steps = facts.steps
    until = np.full(len(steps.order), -np.inf)
    until[this] = until_s
    done = (facts.end_s <= until[steps.step]) & (steps.step >= 0)
    return steps.sums(facts.made_pieces * done)[this]
