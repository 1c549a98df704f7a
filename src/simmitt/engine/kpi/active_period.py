"""The momentary bottleneck: the machine that has been at work longest without a pause."""

from typing import NamedTuple

import numpy as np

from simmitt.engine.kpi.facts import Facts
from simmitt.engine.spans import Floats, Spans, merged
from simmitt.ground.units import MINUTE_S

# One report ends at 05:43 and the next starts at 05:44: that is no pause.
PAUSE_S = 15 * MINUTE_S


class Shares(NamedTuple):
    """How much of the time in which anything works each machine is the bottleneck."""

    momentary: Floats  # (n_machines,) adds up to 1
    sole: Floats  # (n_machines,) without the time shared with the bottleneck before or after


def bottleneck_shares(facts: Facts) -> Shares:
    """Give each machine's share of the time as momentary bottleneck, and as the only one.

    Notes
    -----
    Roser, Nakano and Tanaka (2002), shifting bottleneck detection: of the machines active at
    an instant, the one whose active period (run, setup, repair, without pause) is longest is
    the bottleneck. While the period of the next bottleneck has already begun and that of the
    present one goes on, the bottleneck shifts.
    """
    named = facts.machine >= 0
    active = merged(facts.machine[named], facts.start_s[named], facts.end_s[named], PAUSE_S)
    winner, edges = _longest_at_each_instant(active)
    seconds = np.diff(edges)
    n = len(facts.machines)
    lead = winner >= 0
    total = max(float(seconds[lead].sum()), 1e-9)
    momentary = np.bincount(active.group[winner[lead]], seconds[lead], minlength=n)
    shared = _shifting_s(active, winner, edges, n)
    return Shares(momentary / total, np.maximum(momentary - shared, 0.0) / total)


def _longest_at_each_instant(active: Spans) -> tuple[np.ndarray, Floats]:
    """Give the winning period between each two edges, -1 where nothing works.

    Periods are painted over each other, the longest last.
    """
    edges = np.unique(np.concatenate([active.start_s, active.end_s]))
    first = np.searchsorted(edges, active.start_s)
    last = np.searchsorted(edges, active.end_s)
    winner = np.full(max(len(edges) - 1, 0), -1, np.int64)
    for period in np.argsort(active.seconds(), kind="stable"):
        winner[first[period] : last[period]] = period
    return winner, edges


def _shifting_s(active: Spans, winner: np.ndarray, edges: Floats, machines: int) -> Floats:
    """Give the seconds each machine shares with the bottleneck before or after it, (machines,)."""
    turns = np.flatnonzero(np.diff(winner)) + 1
    opens = np.r_[0, turns].astype(np.int64) if len(winner) else np.zeros(0, np.int64)
    closes = np.append(turns, len(winner))[: len(opens)]
    shared = np.zeros(machines)
    for here in range(len(opens)):
        period = winner[opens[here]]
        if period < 0:
            continue
        begin, end = edges[opens[here]], edges[closes[here]]
        before = winner[opens[here - 1]] if here else -1
        after = winner[opens[here + 1]] if here + 1 < len(opens) else -1
        until = min(active.end_s[before], end) if before >= 0 else begin
        since = max(active.start_s[after], begin) if after >= 0 else end
        sole = max(since - max(until, begin), 0.0)
        shared[active.group[period]] += (end - begin) - sole
    return shared
