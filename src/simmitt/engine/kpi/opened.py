"""When each machine is open, as stretches of time instead of a weekly pattern."""

import numpy as np

from simmitt.engine.hours import MONDAY_S, WeeklyHours, WorkingHours
from simmitt.engine.kpi.facts import Facts
from simmitt.engine.kpi.span_sets import covered_before
from simmitt.engine.spans import Floats, Spans, merged
from simmitt.ground.units import DAY_S, HOUR_S, WEEK_S


def opened(facts: Facts, hours: WorkingHours) -> Spans:
    """Give the open stretches of each machine within the log's period.

    Returns
    -------
    Spans
        Group is the machine, times in seconds since the log's first start.
    """
    of_week = {hours.of(name).shifts: name for name in facts.machines}
    stretches = {shifts: open_stretches(facts, hours, name) for shifts, name in of_week.items()}
    each = [stretches[hours.of(name).shifts] for name in facts.machines]
    group = np.repeat(np.arange(len(each)), [len(spans.group) for spans in each])
    start_s = np.concatenate([np.zeros(0), *(spans.start_s for spans in each)])
    return Spans(group, start_s, np.concatenate([np.zeros(0), *(spans.end_s for spans in each)]))


def open_stretches(facts: Facts, hours: WorkingHours, machine: str | None) -> Spans:
    """Give the open stretches of a machine (None: of the plant); group is 0."""
    edges = _edges(facts, hours, machine)
    begin, end = edges[:-1], edges[1:]
    open_s = hours.open_between(machine, facts.first_s + begin, facts.first_s + end)
    some = open_s > (end - begin) / 2
    return merged(np.zeros(int(some.sum()), np.int64), begin[some], end[some])


def _edges(facts: Facts, hours: WorkingHours, machine: str | None) -> Floats:
    """Give every instant at which the machine may open or close: shifts' ends, and midnights.

    Between two of them it is open or closed throughout: single days are closed as a whole.
    """
    weekly = hours.plant if machine is None else hours.of(machine)
    from_s, until_s = facts.first_s, facts.first_s + facts.horizon_s
    first, last = (int(np.floor((at - MONDAY_S) / WEEK_S)) for at in (from_s, until_s))
    mondays = MONDAY_S + WEEK_S * np.arange(first, last + 1)
    in_week = np.r_[DAY_S * np.arange(7), np.array(weekly.shifts, float).ravel()]
    edges = (mondays[:, None] + in_week[None]).ravel() - facts.first_s
    return np.unique(np.r_[0.0, facts.horizon_s, edges[(edges > 0) & (edges < facts.horizon_s)]])


def plant_open_s(facts: Facts, hours: WorkingHours, start_s: Floats, end_s: Floats) -> Floats:
    """Give the plant's open time between instants since the log's first start, (n,)."""
    plant, lane = open_stretches(facts, hours, None), np.zeros(len(start_s), np.int64)
    return covered_before(plant, lane, end_s) - covered_before(plant, lane, start_s)


def always_open() -> WorkingHours:
    """Give hours that never close, for figures that ask for none."""
    return WorkingHours(WeeklyHours(((0.0, WEEK_S),), (1.0,), HOUR_S, 1.0, 0, "plant"), {})
