"""What each machine did when: how many orders at once, set up, broken down, stopped, open."""

from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np
import polars as pl

from simmitt.engine.hours import WorkingHours
from simmitt.engine.kpi.claims import Claims, gather_claims
from simmitt.engine.kpi.facts import Facts
from simmitt.engine.kpi.opened import opened, plant_open_s
from simmitt.engine.kpi.pieces import Pieces, cut_up
from simmitt.engine.spans import Bools, Floats, Ints, Spans, lengths_merged, summed
from simmitt.engine.whole_blocks import covered

# One setting for every figure: a stop shorter than this is no stop but slow production. Nought
# takes every report at its word; without an ideal cycle time a stop counted as production would
# be seen nowhere.
MICRO_STOP_S = 0.0
# A few reports that overlap make no second machine.
TIME_WITHIN_CAPACITY = 0.95


class Capacity(NamedTuple):
    """How many orders machines work on at once."""

    places: Ints  # (n_machines,) not exceeded in 95 % of the time in which it works
    most: Ints  # (n_machines,) ever


class OpenWork(NamedTuple):
    """Work within the plant's open hours, by block of time."""

    worked_s: Floats  # (n_machines, n_blocks) different orders at once count each
    open_s: Floats  # (n_blocks,)


@dataclass(frozen=True)
class MachineTime:
    """A log's machines through its period, worked out once for all figures of time."""

    facts: Facts
    hours: WorkingHours
    stops: pl.DataFrame | None = None  # companions.stops
    micro_stop_s: float = MICRO_STOP_S

    @cached_property
    def claims(self) -> Claims:
        """What rows and stops say about each machine's time."""
        return gather_claims(self.facts, self.stops, self.micro_stop_s)

    @cached_property
    def is_stop(self) -> Bools:
        """Mark rows of a breakdown that is no micro-stop; rows that meet are one breakdown, (n_rows,)."""
        facts, stopped = self.facts, self.facts.is_breakdown.copy()
        row = np.flatnonzero(stopped)
        if self.micro_stop_s <= 0 or not len(row):
            return stopped
        stopped[row] = lengths_merged(_pair(facts)[row], facts.start_s[row], facts.end_s[row]) >= (
            self.micro_stop_s
        )
        return stopped

    @cached_property
    def open(self) -> Spans:
        """The open stretches of each machine."""
        return opened(self.facts, self.hours)

    @cached_property
    def pieces(self) -> Pieces:
        """Each machine's period in pieces in which nothing changes, by machine and start."""
        return cut_up(self.facts, self.claims, self.open)

    @cached_property
    def open_work(self) -> OpenWork:
        """Work within the plant's open hours, and those hours."""
        return _open_work(self.facts, self.hours)

    @cached_property
    def capacity(self) -> Capacity:
        """How many orders each machine works on at once."""
        return _capacity(len(self.facts.machines), self.pieces)

    @cached_property
    def is_full(self) -> Bools:
        """Whether every place is taken, (n_pieces,)."""
        return np.asarray(self.pieces.jobs >= self.capacity.places[self.pieces.machine])


def _pair(facts: Facts) -> Ints:
    """Give each row's machine and order as one number, (n_rows,)."""
    return (facts.machine + 1) * (facts.n_orders + 1) + facts.order + 1


def _open_work(facts: Facts, hours: WorkingHours) -> OpenWork:
    blocks, n = len(facts.length_s), len(facts.machines)
    visits, machine = facts.visits, facts.visit_machine
    parts, filled = covered(visits.start_s, visits.end_s, facts.edges_s, machine, n)
    reached = plant_open_s(facts, hours, parts.start_s, parts.end_s)
    worked = summed(machine[parts.span] * blocks + parts.block, reached, n * blocks)
    open_s = plant_open_s(facts, hours, facts.edges_s[:-1], facts.edges_s[1:])
    return OpenWork(worked.reshape(n, blocks) + filled * open_s, open_s)


def _capacity(n: int, pieces: Pieces) -> Capacity:
    most = np.ones(n, np.int64)
    np.maximum.at(most, pieces.machine, pieces.jobs)
    width = int(most.max(initial=1)) + 1
    worked = np.where(pieces.jobs > 0, pieces.seconds, 0.0)
    time = summed(pieces.machine * width + pieces.jobs, worked, n * width)
    share = np.cumsum(time.reshape(n, width), axis=1)
    enough = share >= TIME_WITHIN_CAPACITY * share[:, -1:] - 1e-9
    return Capacity(np.maximum(enough.argmax(axis=1), 1), most)
