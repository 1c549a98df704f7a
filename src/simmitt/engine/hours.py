"""The hours in which work goes on, learnt from the log: for the plant and for each machine.

A shop's week is never assumed: Sunday may be a working day and Friday half a one. Time of
week counts in seconds from Monday 00:00.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

import numpy as np
import polars as pl

from simmitt.engine.eventlog.log import EventLog
from simmitt.engine.orders import codes, seconds, timed
from simmitt.engine.spans import Bools, Floats, Ints, merged
from simmitt.ground.units import DAY_S, HOUR_S, MINUTE_S, WEEK_S

FINE_GRAIN_S, COARSE_GRAIN_S = 15 * MINUTE_S, HOUR_S
WEEKS_FOR_FINE_GRAIN = 6.0
# A slot is open when it is worked at least this much, measured by the plant's (machine's)
# usual busy slot, the ninetieth percentile of the slots worked at all.
OPEN_FROM_LEVEL = 0.25
USUAL_QUANTILE = 0.9
# Shorter breaks are bridged, shorter shifts dropped: chance makes both.
SHORTEST_BREAK_S = 30 * MINUTE_S
SHORTEST_SHIFT_S = 2 * HOUR_S
# A report that runs longer than this runs through closed hours and says nothing about them.
LONGEST_REPORT_S = DAY_S
ROWS_FOR_OWN_HOURS = 100
# A machine's slot is shrunk towards the plant's as if so many weeks had followed the plant.
PLANT_WEEKS = 3.0
MONDAY_S = 4 * DAY_S  # 1970-01-05 was a Monday


@dataclass(frozen=True)
class WeeklyHours:
    """The working week of the plant or of one machine."""

    shifts: tuple[tuple[float, float], ...]  # (start_s, end_s) within the week, in order
    level: tuple[float, ...]  # per slot: how much is worked there, usual busy slots being 1
    grain_s: float
    weeks: float  # of log that stand behind each slot, on average
    rows: int
    learnt_from: Literal["machine", "plant"]

    def open_share(self) -> float:
        """Give the share of the week that is open."""
        return sum(end - start for start, end in self.shifts) / WEEK_S


@dataclass(frozen=True)
class WorkingHours:
    """Working hours of the plant and of each machine."""

    plant: WeeklyHours
    machines: Mapping[str, WeeklyHours]

    def of(self, machine: str) -> WeeklyHours:
        """Give a machine's hours; the plant's where it has none of its own."""
        return self.machines.get(machine, self.plant)


def learn_working_hours(log: EventLog) -> WorkingHours:
    """Give the weekly hours of plant and machines, as a (repaired) log shows them.

    Notes
    -----
    The week is cut into slots of 15 minutes (60 with less than six weeks of log). A slot's
    level is the time machines were at work in it over all weeks, divided by how often it lies
    in the log's period, and measured by the usual busy slot. It is open from a quarter of
    that. Machines with few rows take the plant's hours; the others are drawn towards them.
    """
    rows = _telling(timed(log.rows))
    start_s, end_s = seconds(rows)
    machine, names = codes(rows["machine"])
    grain_s = _grain(start_s, end_s)
    count = int(WEEK_S / grain_s)
    seen = _occurrences(start_s.min(), end_s.max(), count)
    work = merged(machine + 1, start_s, end_s)
    slots = _slots(work.group, work.start_s, work.end_s, len(names) + 1, count)
    weeks = float(seen.mean())
    plant_rate = slots.sum(axis=0) / seen
    plant = WeeklyHours(*_opened(plant_rate, grain_s), grain_s, weeks, rows.height, "plant")
    reports = np.bincount(machine + 1, minlength=len(names) + 1)
    own = {
        name: _of_machine(slots[index] / seen, seen, plant_rate, plant, int(reports[index]))
        for index, name in enumerate(names, start=1)
    }
    return WorkingHours(plant, own)


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


def planned_hours(hours: WorkingHours, machine: str | None, from_at: datetime, to_at: datetime) -> float:
    """Give the open hours of a machine (None: of the plant) between two instants."""
    weekly = hours.plant if machine is None else hours.of(machine)
    instants = pl.Series([from_at, to_at], dtype=pl.Datetime("us")).dt.epoch("us").to_numpy() / 1e6
    begun, ended = open_seconds(weekly, instants)
    return float(ended - begun) / HOUR_S


def _telling(rows: pl.DataFrame) -> pl.DataFrame:
    """Keep rows with a length that can be one stretch of work; all, if those are few."""
    length = pl.col("end_at") - pl.col("start_at")
    short = rows.filter(length.is_between(pl.duration(seconds=0), pl.duration(seconds=LONGEST_REPORT_S)))
    return short if short.height >= rows.height / 2 else rows


def _grain(start_s: Floats, end_s: Floats) -> float:
    weeks = (end_s.max() - start_s.min()) / WEEK_S
    return FINE_GRAIN_S if weeks >= WEEKS_FOR_FINE_GRAIN else COARSE_GRAIN_S


def _occurrences(first_s: float, last_s: float, count: int) -> Floats:
    """Give how often each slot of the week lies in the log's period, at least a little, (count,)."""
    grain = WEEK_S / count
    edges = np.arange(count + 1, dtype=np.float64) * grain
    seen = np.diff(_elapsed(last_s, edges)) - np.diff(_elapsed(first_s, edges))
    return np.maximum(seen / grain, 1e-9)


def _elapsed(instant_s: float, edges_s: Floats) -> Floats:
    """Give the time before each edge of the week that has gone by at an instant, (n_edges,)."""
    weeks, rest = divmod(instant_s - MONDAY_S, WEEK_S)
    return weeks * edges_s + np.minimum(edges_s, rest)


def _slots(group: Ints, start_s: Floats, end_s: Floats, groups: int, count: int) -> Floats:
    """Give the time each group is at work per slot of the week, in slots, (groups, count).

    A slot gets what lies between a span's ends: the running total of +1 at each start and
    -1 at each end, both shared out to the slot they fall in and the next.
    """
    change = np.zeros((groups, count + 1))
    total = np.zeros(groups)
    for times, sign in ((start_s, 1.0), (end_s, -1.0)):
        position = ((times - MONDAY_S) % WEEK_S) / (WEEK_S / count)
        slot = np.minimum(position.astype(np.int64), count - 1)
        rest = 1.0 - (position - slot)
        np.add.at(change, (group, slot), sign * rest)
        np.add.at(change, (group, slot + 1), sign * (1.0 - rest))
    wraps = np.floor((end_s - MONDAY_S) / WEEK_S) - np.floor((start_s - MONDAY_S) / WEEK_S)
    np.add.at(total, group, wraps)
    return np.maximum(np.cumsum(change, axis=1)[:, :count] + total[:, None], 0.0)


def _of_machine(
    rate: Floats, seen: Floats, plant_rate: Floats, plant: WeeklyHours, reports: int
) -> WeeklyHours:
    """Give a machine's own week, drawn towards the plant's where the log is short."""
    if reports < ROWS_FOR_OWN_HOURS or rate.sum() == 0.0:
        return WeeklyHours(plant.shifts, plant.level, plant.grain_s, plant.weeks, reports, "plant")
    like_plant = plant_rate * rate.sum() / plant_rate.sum()
    drawn = (rate * seen + like_plant * PLANT_WEEKS) / (seen + PLANT_WEEKS)
    return WeeklyHours(*_opened(drawn, plant.grain_s), plant.grain_s, plant.weeks, reports, "machine")


def _opened(rate: Floats, grain_s: float) -> tuple[tuple[tuple[float, float], ...], tuple[float, ...]]:
    """Give shifts and levels for the work done per slot."""
    usual = float(np.quantile(rate[rate > 0], USUAL_QUANTILE)) if (rate > 0).any() else 1.0
    level = rate / usual
    return _shifts(level >= OPEN_FROM_LEVEL, grain_s), tuple(np.round(level, 4).tolist())


def _shifts(is_open: Bools, grain_s: float) -> tuple[tuple[float, float], ...]:
    """Give the open stretches of the week; the week is a circle, one may cross its seam."""
    count = len(is_open)
    is_open = _without_short_runs(is_open, SHORTEST_BREAK_S / grain_s, kind=False)
    is_open = _without_short_runs(is_open, SHORTEST_SHIFT_S / grain_s, kind=True)
    edges = np.flatnonzero(np.diff(np.r_[False, is_open, False].astype(np.int8)))
    return tuple(
        (float(first * grain_s), float(last * grain_s) if last < count else WEEK_S)
        for first, last in zip(edges[::2], edges[1::2], strict=True)
    )


def _without_short_runs(values: Bools, shortest: float, *, kind: bool) -> Bools:
    """Turn over the runs of one kind shorter than so many slots, round the circle."""
    turns = np.flatnonzero(values != np.roll(values, 1))
    if not len(turns):
        return values
    rolled = np.roll(values, -turns[0])
    edges = np.append(np.flatnonzero(np.diff(rolled.astype(np.int8))) + 1, len(rolled))
    for first, last in zip(np.r_[0, edges[:-1]], edges, strict=True):
        if rolled[first] == kind and last - first < shortest:
            rolled[first:last] = not kind
    return np.roll(rolled, turns[0])
