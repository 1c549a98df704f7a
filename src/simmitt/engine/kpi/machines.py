"""Figures per machine: hours, utilisation, places and load."""

import numpy as np

from simmitt.engine.hours import WorkingHours, open_seconds
from simmitt.engine.kpi.asis import Figure
from simmitt.engine.kpi.facts import Facts
from simmitt.engine.kpi.figures import counted, figure
from simmitt.engine.kpi.resampling import ratio, total
from simmitt.engine.spans import Floats, Ints, cut, summed
from simmitt.ground.units import HOUR_S

TIME_WITHIN_CAPACITY = 0.95


def machine_figures(facts: Facts, hours: WorkingHours, weights: Floats) -> list[Figure]:
    """Give hours, utilisation, places and load of each machine; weeks are resampled."""
    length, n = facts.length_s, len(facts.machines)
    at = facts.machine >= 0
    added_s = seconds_by_block(facts, n, facts.machine[at], facts.start_s[at], facts.end_s[at])
    union_s = seconds_by_block(facts, n, *facts.busy)
    waited_h = _waited_by_block(facts) / HOUR_S
    worked_open_s, open_s = open_by_block(facts, hours)
    capacity, most = capacities(facts)
    figures = []
    for index, name in enumerate(facts.machines):
        figures += [
            figure("busy_sum_h", total(added_s[index] / HOUR_S, length, weights), name),
            figure("busy_union_h", total(union_s[index] / HOUR_S, length, weights), name),
            figure("utilisation_sum_share", ratio(added_s[index], length, weights), name),
            figure("utilisation_union_share", ratio(union_s[index], length, weights), name),
            figure("waiting_before_h", total(waited_h[index], length, weights), name),
            counted("capacity_seen", float(capacity[index]), name),
            counted("parallel_orders_max", float(most[index]), name),
        ]
        if open_s.sum() > 0:
            load = ratio(worked_open_s[index], open_s * capacity[index], weights)
            figures.append(figure("open_hours_load_share", load, name))
    return figures


def seconds_by_block(facts: Facts, groups: int, group: Ints, start_s: Floats, end_s: Floats) -> Floats:
    """Give the seconds of spans per group and block of time, (groups, n_blocks)."""
    blocks = len(facts.length_s)
    parts = cut(start_s, end_s, facts.edges_s)
    cell = group[parts.span] * blocks + parts.block
    return summed(cell, parts.seconds(), groups * blocks).reshape(groups, blocks)


def _waited_by_block(facts: Facts) -> Floats:
    """Give the seconds waited before each machine by the block in which the waiting ended."""
    blocks, n = len(facts.length_s), len(facts.machines)
    at = facts.machine >= 0
    cell = facts.machine[at] * blocks + facts.block_of(facts.start_s[at])
    return summed(cell, facts.waited_s[at], n * blocks).reshape(n, blocks)


def capacities(facts: Facts) -> tuple[Ints, Ints]:
    """Give the places of each machine and the most orders it ever had at once, (n_machines,) each.

    The places are the number of different orders at once that is not exceeded in 95 % of the
    time in which the machine works: a few overlapping reports make no second machine.
    """
    pieces, n = facts.parallel, len(facts.machines)
    most = np.ones(n, np.int64)
    np.maximum.at(most, pieces.group, pieces.depth)
    width = int(most.max(initial=1)) + 1
    time = summed(pieces.group * width + pieces.depth, pieces.seconds, n * width)
    share = np.cumsum(time.reshape(n, width), axis=1)
    enough = share >= TIME_WITHIN_CAPACITY * share[:, -1:] - 1e-9
    return np.maximum(enough.argmax(axis=1), 1), most


def open_by_block(facts: Facts, hours: WorkingHours) -> tuple[Floats, Floats]:
    """Give the work within the plant's open hours, and those hours, in seconds.

    Returns
    -------
    worked_s : (n_machines, n_blocks)
        Different orders at once count each.
    open_s : (n_blocks,)
    """
    blocks, n = len(facts.length_s), len(facts.machines)
    parts = cut(facts.visits.start_s, facts.visits.end_s, facts.edges_s)
    begun = open_seconds(hours.plant, facts.first_s + parts.start_s)
    ended = open_seconds(hours.plant, facts.first_s + parts.end_s)
    cell = facts.visit_machine[parts.span] * blocks + parts.block
    worked = summed(cell, ended - begun, n * blocks).reshape(n, blocks)
    return worked, np.diff(open_seconds(hours.plant, facts.first_s + facts.edges_s))


def open_hours_load(facts: Facts, hours: WorkingHours) -> Floats:
    """Give the work within the plant's open hours, by those hours and the places, (n_machines,)."""
    worked_s, open_s = open_by_block(facts, hours)
    capacity, _ = capacities(facts)
    return np.asarray(worked_s.sum(axis=1) / np.maximum(open_s.sum() * capacity, 1.0))
