"""The momentary bottleneck: the machine that has been at work longest without a pause."""

from typing import NamedTuple

import numpy as np

from simmitt.engine.kpi.facts import Facts, as_datetime
from simmitt.engine.kpi.nouns import BottleneckStrip
from simmitt.engine.spans import Floats, Ints, Spans, cut, merged, summed
from simmitt.ground.units import HOUR_S, MINUTE_S

# One report ends at 05:43 and the next starts at 05:44: that is no pause.
PAUSE_S = 15 * MINUTE_S
# The strip's cells are an hour each; in a log longer than this many, so many hours that it fits.
MOST_CELLS = 10_000


class Turns(NamedTuple):
    """Stretches in which one machine is the momentary bottleneck, in order of time."""

    machine: Ints  # (n_turns,)
    start_s: Floats  # (n_turns,)
    end_s: Floats  # (n_turns,)
    sole_from_s: Floats  # (n_turns,) the bottleneck before is no longer at work
    sole_until_s: Floats  # (n_turns,) the next bottleneck has not begun
    shared_s: Floats  # (n_turns,) how long this and the next bottleneck are both at work

    def seconds(self) -> Floats:
        """Give the length of each turn, (n_turns,)."""
        return self.end_s - self.start_s


class Shares(NamedTuple):
    """How much of the time in which anything works each machine is the bottleneck."""

    momentary: Floats  # (n_machines,) adds up to 1
    sole: Floats  # (n_machines,) without the time shared with the bottleneck before or after
    shifting: Floats  # (n_machines,) the bottleneck shifts to it or away from it


def bottleneck_turns(facts: Facts) -> Turns:
    """Give which machine is the bottleneck when.

    Notes
    -----
    Roser, Nakano and Tanaka (2002), shifting bottleneck detection: of the machines active at
    an instant, the one whose active period (run, setup, repair, without pause) is longest is
    the bottleneck. While the period of the next bottleneck has already begun and that of the
    present one goes on, the bottleneck shifts.
    """
    active = merged(facts.machine, facts.start_s, facts.end_s, PAUSE_S, order=facts.by_machine)
    winner, edges = _longest_at_each_instant(active)
    opens = np.flatnonzero(np.r_[True, winner[1:] != winner[:-1]]) if len(winner) else np.zeros(0, np.int64)
    closes = np.r_[opens[1:], len(winner)][: len(opens)]
    period = winner[opens]
    led = period >= 0
    begin, end = edges[opens], edges[closes]
    before, after = np.r_[-1, period[:-1]][: len(period)], np.r_[period[1:], -1][: len(period)]
    last_gone = np.where(before >= 0, np.minimum(active.end_s[before], end), begin)
    next_come = np.where(after >= 0, np.maximum(active.start_s[after], begin), end)
    both = np.minimum(active.end_s[period], active.end_s[after]) - np.maximum(
        active.start_s[period], active.start_s[after]
    )
    shared_s = np.where(after >= 0, np.maximum(both, 0.0), 0.0)
    sole_from = np.maximum(last_gone, begin)
    sole_until = np.maximum(next_come, sole_from)
    return Turns(
        active.group[period][led], begin[led], end[led], sole_from[led], sole_until[led], shared_s[led]
    )


def bottleneck_shares(facts: Facts) -> Shares:
    """Give each machine's share of the time as momentary bottleneck, alone and while it shifts."""
    turns, n = bottleneck_turns(facts), len(facts.machines)
    whole_s = max(float(turns.seconds().sum()), 1e-9)
    momentary = summed(turns.machine, turns.seconds(), n)
    sole = summed(turns.machine, turns.sole_until_s - turns.sole_from_s, n)
    following = np.r_[turns.machine[1:], turns.machine[-1:]]
    shifting = summed(turns.machine, turns.shared_s, n) + summed(following, turns.shared_s, n)
    return Shares(momentary / whole_s, sole / whole_s, shifting / whole_s)


def bottleneck_strip(facts: Facts) -> BottleneckStrip | None:
    """Give each machine's share of every hour as momentary bottleneck; None where nothing worked.

    The cells begin at the full hour before the log's first start.
    """
    turns = bottleneck_turns(facts)
    if not len(turns.machine):
        return None
    begin_s = -(facts.first_s % HOUR_S)
    cell_s = HOUR_S * max(1.0, np.ceil((facts.horizon_s - begin_s) / HOUR_S / MOST_CELLS))
    cells = int(np.ceil((facts.horizon_s - begin_s) / cell_s))
    parts = cut(turns.start_s, turns.end_s, begin_s + cell_s * np.arange(cells + 1))
    n = len(facts.machines)
    seconds = summed(turns.machine[parts.span] * cells + parts.block, parts.seconds(), n * cells)
    share = seconds.reshape(n, cells) / cell_s
    order = np.argsort(-share.sum(axis=1), kind="stable")
    order = order[share.sum(axis=1)[order] > 0]
    names = tuple(facts.machines[index] for index in order)
    return BottleneckStrip(as_datetime(facts, begin_s), float(cell_s), names, share[order])


def _longest_at_each_instant(active: Spans) -> tuple[Ints, Floats]:
    """Give the winning period between each two edges, -1 where nothing works, and the edges.

    A period covers two overlapping runs of 2^k edges each; what is written over a run is handed
    down to its two halves, the longer period winning, until every single edge has its own.
    """
    edges = np.unique(np.concatenate([active.start_s, active.end_s]))
    cells = max(len(edges) - 1, 0)
    first, last = np.searchsorted(edges, active.start_s), np.searchsorted(edges, active.end_s)
    by_length = np.argsort(active.seconds(), kind="stable")
    by_length = by_length[last[by_length] > first[by_length]]
    first, last = first[by_length], last[by_length]
    level = np.frexp((last - first).astype(float))[1] - 1
    winner = np.full(cells, -1, np.int64)
    for run in range(int(level.max(initial=-1)), -1, -1):
        half = 1 << run
        if run < level.max():
            winner[half:] = np.maximum(winner[half:], winner[:-half])
        here = np.flatnonzero(level == run)
        for at in (first[here], last[here] - half):
            np.maximum.at(winner, at, here)
    return np.where(winner >= 0, by_length[winner], -1) if len(by_length) else winner, edges
