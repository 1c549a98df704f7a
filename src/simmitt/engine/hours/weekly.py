"""A working week: the stretches in which work goes on, and how much is worked in each slot.

Time of week counts in seconds from Monday 00:00.
"""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from simmitt.engine.spans import Bools, Floats, Ints
from simmitt.ground.units import DAY_S, HOUR_S, MINUTE_S, WEEK_S

# A slot is open when it is worked at least this much, measured by the plant's (machine's)
# usual busy slot, the ninetieth percentile of the slots worked at all.
OPEN_FROM_LEVEL = 0.25
USUAL_QUANTILE = 0.9
# Shorter breaks are bridged, shorter shifts dropped: chance makes both.
SHORTEST_BREAK_S = 30 * MINUTE_S
SHORTEST_SHIFT_S = 2 * HOUR_S
MONDAY_S = 4 * DAY_S  # 1970-01-05 was a Monday

Basis = Literal["machine", "plant"]  # whose hours a machine has
Shifts = tuple[tuple[float, float], ...]


@dataclass(frozen=True)
class WeeklyHours:
    """The working week of the plant or of one machine."""

    shifts: Shifts  # (start_s, end_s) within the week, in order
    level: tuple[float, ...]  # per slot: how much is worked there, usual busy slots being 1
    grain_s: float
    weeks: float  # of log that stand behind each slot, on average
    rows: int
    learnt_from: Basis

    def open_share(self) -> float:
        """Give the share of the week that is open."""
        return sum(end - start for start, end in self.shifts) / WEEK_S

    def open_by_weekday(self) -> Floats:
        """Give the open seconds of each day of the week, Monday first, (7,)."""
        midnights_s: Floats = MONDAY_S + np.arange(8, dtype=np.float64) * DAY_S
        return np.diff(open_seconds(self, midnights_s))


def open_seconds(hours: WeeklyHours, until_s: Floats) -> Floats:
    """Give the open time from a fixed Monday until each instant.

    Parameters
    ----------
    until_s : (n,)
        Seconds since 1970.

    Returns
    -------
    open_s : (n,)
        Differences between two entries are the open time between them.
    """
    bounds = np.array([0.0, *(edge for shift in hours.shifts for edge in shift), WEEK_S])
    steps = np.zeros(len(bounds))
    steps[2::2] = [end - start for start, end in hours.shifts] + [0.0] * (
        len(steps[2::2]) - len(hours.shifts)
    )
    weeks, rest = np.divmod(np.asarray(until_s, float) - MONDAY_S, WEEK_S)
    total = np.cumsum(steps)
    return np.asarray(weeks * total[-1] + np.interp(rest, bounds, total))


def occurrences(first_s: float, last_s: float, count: int) -> Floats:
    """Give how often each slot of the week lies in the log's period, at least a little, (count,)."""
    grain = WEEK_S / count
    edges = np.arange(count + 1, dtype=np.float64) * grain
    seen = np.diff(_elapsed(last_s, edges)) - np.diff(_elapsed(first_s, edges))
    return np.maximum(seen / grain, 1e-9)


def _elapsed(instant_s: float, edges_s: Floats) -> Floats:
    """Give the time before each edge of the week that has gone by at an instant, (n_edges,)."""
    weeks, rest = divmod(instant_s - MONDAY_S, WEEK_S)
    return weeks * edges_s + np.minimum(edges_s, rest)


def work_by_slot(group: Ints, start_s: Floats, end_s: Floats, groups: int, count: int) -> Floats:
    """Give the time each group is at work per slot of the week, in slots, (groups, count).

    A slot gets what lies between a span's ends: the running total of +1 at each start and
    -1 at each end, both shared out to the slot they fall in and the next.
    """
    cells = groups * (count + 1)
    change = np.zeros(cells)
    for times, sign in ((start_s, 1.0), (end_s, -1.0)):
        position = ((times - MONDAY_S) % WEEK_S) / (WEEK_S / count)
        slot = np.minimum(position.astype(np.int64), count - 1)
        rest = 1.0 - (position - slot)
        cell = group * (count + 1) + slot
        change += sign * np.bincount(cell, rest, minlength=cells)
        change += sign * np.bincount(cell + 1, 1.0 - rest, minlength=cells)
    wraps = np.floor((end_s - MONDAY_S) / WEEK_S) - np.floor((start_s - MONDAY_S) / WEEK_S)
    total = np.bincount(group, wraps, minlength=groups)
    running = np.cumsum(change.reshape(groups, count + 1), axis=1)
    return np.maximum(running[:, :count] + total[:, None], 0.0)


def opened(rate: Floats, grain_s: float) -> tuple[Shifts, tuple[float, ...]]:
    """Give shifts and levels for the work done per slot, (n_slots,)."""
    usual = float(np.quantile(rate[rate > 0], USUAL_QUANTILE)) if (rate > 0).any() else 1.0
    level = rate / usual
    is_open = without_short_runs(level >= OPEN_FROM_LEVEL, SHORTEST_BREAK_S / grain_s, kind=False)
    is_open = without_short_runs(is_open, SHORTEST_SHIFT_S / grain_s, kind=True)
    return stretches(is_open, grain_s), tuple(np.round(level, 4).tolist())


def stretches(is_open: Bools, grain_s: float) -> Shifts:
    """Give the open stretches of the week from its slots, (n_slots,)."""
    count = len(is_open)
    edges = np.flatnonzero(np.diff(np.r_[False, is_open, False].astype(np.int8)))
    return tuple(
        (float(first * grain_s), float(last * grain_s) if last < count else WEEK_S)
        for first, last in zip(edges[::2], edges[1::2], strict=True)
    )


def without_short_runs(values: Bools, shortest: float, *, kind: bool) -> Bools:
    """Turn over the runs of one kind shorter than so many slots, round the circle, (n_slots,)."""
    turns = np.flatnonzero(values != np.roll(values, 1))
    if not len(turns):
        return values
    rolled = np.roll(values, -turns[0])
    edges = np.append(np.flatnonzero(np.diff(rolled.astype(np.int8))) + 1, len(rolled))
    for first, last in zip(np.r_[0, edges[:-1]], edges, strict=True):
        if rolled[first] == kind and last - first < shortest:
            rolled[first:last] = not kind
    return np.roll(rolled, turns[0])
