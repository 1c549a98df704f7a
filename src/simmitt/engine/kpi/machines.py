"""Figures per machine: hours, utilisation, places, load, and its part as bottleneck."""

import numpy as np

from simmitt.engine.hours import WorkingHours
from simmitt.engine.kpi.active_period import Turns, bottleneck_turns
from simmitt.engine.kpi.asis import Figure
from simmitt.engine.kpi.facts import Facts
from simmitt.engine.kpi.machine_time import MachineTime
from simmitt.engine.kpi.making import counted, figure
from simmitt.engine.kpi.resampling import ratio, share, total
from simmitt.engine.spans import Floats, Ints, cut, summed
from simmitt.ground.units import HOUR_S


def machine_figures(
    facts: Facts, hours: WorkingHours, weights: Floats, time: MachineTime | None = None
) -> list[Figure]:
    """Give hours, utilisation, places and load of each machine; weeks are resampled."""
    time = time or MachineTime(facts, hours)
    length, n = facts.length_s, len(facts.machines)
    at = facts.machine >= 0
    added_s = seconds_by_block(facts, n, facts.machine[at], facts.start_s[at], facts.end_s[at])
    union_s = seconds_by_block(facts, n, *facts.busy)
    waited_h = _waited_by_block(facts) / HOUR_S
    worked_open_s, open_s = time.open_work
    places, most = time.capacity
    figures = []
    for index, name in enumerate(facts.machines):
        figures += [
            figure("busy_sum_h", total(added_s[index] / HOUR_S, length, weights), name),
            figure("busy_union_h", total(union_s[index] / HOUR_S, length, weights), name),
            figure("utilisation_sum_share", ratio(added_s[index], length, weights), name),
            figure("utilisation_union_share", share(union_s[index], length, weights), name),
            figure("waiting_before_h", total(waited_h[index], length, weights), name),
            counted("capacity_seen", float(places[index]), name),
            counted("parallel_orders_max", float(most[index]), name),
        ]
        if open_s.sum() > 0:
            load = ratio(worked_open_s[index], open_s * places[index], weights)
            figures.append(figure("open_hours_load_share", load, name))
    return [*figures, *_bottleneck_figures(facts, weights)]


def _bottleneck_figures(facts: Facts, weights: Floats) -> list[Figure]:
    """Give how much of the time each machine is the momentary bottleneck, and how much of it alone."""
    turns = bottleneck_turns(facts)
    momentary_s, sole_s = (
        _turns_by_block(facts, turns, begin, end)
        for begin, end in ((turns.start_s, turns.end_s), (turns.sole_from_s, turns.sole_until_s))
    )
    whole_s = momentary_s.sum(axis=0)
    figures: list[Figure] = []
    for index in np.flatnonzero(momentary_s.sum(axis=1) > 0):
        name = facts.machines[index]
        figures += [
            figure("bottleneck_share", share(momentary_s[index], whole_s, weights), name),
            figure("bottleneck_sole_share", share(sole_s[index], whole_s, weights), name),
        ]
    return figures


def _turns_by_block(facts: Facts, turns: Turns, start_s: Floats, end_s: Floats) -> Floats:
    return seconds_by_block(facts, len(facts.machines), turns.machine, start_s, end_s)


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
    cell = facts.machine[at] * blocks + facts.start_block[at]
    return summed(cell, facts.waited_s[at], n * blocks).reshape(n, blocks)


def open_hours_load(time: MachineTime) -> Floats:
    """Give the work within the plant's open hours, by those hours and the places, (n_machines,)."""
    worked_s, open_s = time.open_work
    return np.asarray(worked_s.sum(axis=1) / np.maximum(open_s.sum() * time.capacity.places, 1.0))
