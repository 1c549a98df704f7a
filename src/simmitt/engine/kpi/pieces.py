"""Machines' time cut up into pieces in which nothing changes."""

from dataclasses import dataclass

import numpy as np

from simmitt.engine.kpi.claims import Claims
from simmitt.engine.kpi.facts import Facts
from simmitt.engine.spans import Bools, Floats, Ints, Spans

# What can be true of a machine as a whole: it is open, it runs although no order is told, or it
# stands for one of the reasons of a table of stops.
FLAGS = ("open", "alone", "breakdown", "planned", "material", "operator", "setup", "other")
# Two counts share one number, so that one running sum does for both.
SHARED_BITS = 31


@dataclass(frozen=True)
class Pieces:
    """The log's period of each machine, by machine and start; a machine's pieces leave no gap."""

    machine: Ints  # (n_pieces,)
    start_s: Floats  # (n_pieces,)
    seconds: Floats  # (n_pieces,)
    jobs: Ints  # (n_pieces,) different orders at work
    setups: Ints  # (n_pieces,) of them being set up
    downs: Ints  # (n_pieces,) of them broken down
    flags: Ints  # (n_pieces,) bits of FLAGS
    key: Ints  # (n_pieces,) start in milliseconds on the line on which machines lie behind each other
    lane_ms: int  # length of a machine's part of the line

    def has(self, flag: str) -> Bools:
        """Tell in which pieces a flag is up, (n_pieces,)."""
        return np.asarray(self.flags & (1 << FLAGS.index(flag)) != 0)

    def keys(self, machine: Ints, at_s: Floats) -> Ints:
        """Give the place of instants at machines on the line, (n,)."""
        since: Ints = np.rint(at_s * 1000).astype(np.int64)
        return machine * self.lane_ms + since

    def at(self, machine: Ints, at_s: Floats) -> Ints:
        """Give the piece in which instants at machines lie; a piece's start belongs to it, (n,)."""
        return np.searchsorted(self.key, self.keys(machine, at_s), "right") - 1


def cut_up(facts: Facts, claims: Claims, is_open: Spans) -> Pieces:
    """Sweep over each machine's period and keep count of what goes on.

    The machines are laid behind each other on one line of whole milliseconds, so that one sort
    puts everything in order.
    """
    n, edges = len(facts.machines), facts.edges_s
    grid = Spans(np.repeat(np.arange(n), len(edges)), np.tile(edges, n), np.tile(edges, n))
    flagged = (is_open, claims.alone, *claims.stopped)
    parts = [claims.jobs, claims.setups, claims.downs, grid, *flagged]
    steps = [1, 1 << SHARED_BITS, 1 << SHARED_BITS, 0, *(1 << bit for bit in range(len(FLAGS)))]
    lane_ms = int(np.ceil(facts.horizon_s * 1000)) + 2
    key = np.concatenate([_keys(spans, facts.horizon_s, lane_ms) for spans in parts])
    order = np.argsort(key, kind="stable")
    key = key[order]
    real = np.flatnonzero((key[1:] > key[:-1]) & (key[1:] // lane_ms == key[:-1] // lane_ms))
    work = _running(parts, [*steps[:2], *(0 for _ in steps[2:])], order, real)
    rest = _running(parts, [0, 0, *steps[2:]], order, real)
    machine, since_ms = np.divmod(key[real], lane_ms)
    flags = rest & ((1 << SHARED_BITS) - 1)
    jobs, setups = work & ((1 << SHARED_BITS) - 1), work >> SHARED_BITS
    alone = flags & (1 << FLAGS.index("alone")) != 0
    return Pieces(
        machine, since_ms / 1000, (key[real + 1] - key[real]) / 1000,
        np.maximum(np.maximum(jobs, setups), alone), setups, rest >> SHARED_BITS, flags, key[real], lane_ms,
    )  # fmt: skip


def _keys(spans: Spans, horizon_s: float, lane_ms: int) -> Ints:
    """Give all starts, then all ends, in milliseconds on the line, (2 n_spans,)."""
    lane = spans.group * lane_ms
    edges = (np.clip(edge, 0.0, horizon_s) for edge in (spans.start_s, spans.end_s))
    return np.concatenate([lane + np.rint(edge * 1000).astype(np.int64) for edge in edges])


def _running(parts: list[Spans], steps: list[int], order: Ints, real: Ints) -> Ints:
    """Give a running count in each piece: a step up where a span begins, down where it ends."""
    changes = [
        np.repeat(np.array([step, -step]), len(spans.group)) for spans, step in zip(parts, steps, strict=True)
    ]
    return np.cumsum(np.concatenate(changes)[order])[real]
