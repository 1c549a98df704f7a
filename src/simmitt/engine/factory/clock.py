"""Clock time and working time, one from the other, for a weekly calendar."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from simmitt.engine.factory.model import Calendar
from simmitt.ground.units import WEEK_S

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class WorkClock:
    """Working seconds that have passed since Monday 00:00 of week zero.

    ``edges_s`` (n,) are the instants of the week where work starts or stops, ``worked_s``
    (n,) the working seconds up to each; between edges the count is linear.
    """

    edges_s: Floats
    worked_s: Floats

    @property
    def week_s(self) -> float:
        """Working seconds in a week."""
        return float(self.worked_s[-1])

    def worked(self, clock_s: ArrayLike) -> Floats:
        """Give the working seconds passed at each instant (seconds since Monday 00:00)."""
        instants = np.asarray(clock_s, dtype=float)
        week = np.floor(instants / WEEK_S)
        within = np.interp(instants - week * WEEK_S, self.edges_s, self.worked_s)
        result: Floats = week * self.week_s + within
        return result


def work_clock(calendar: Calendar | None) -> WorkClock:
    """Give the clock of a calendar; without one, or without shifts, work never stops."""
    if calendar is None or not calendar.stretches():
        return WorkClock(np.array([0.0, WEEK_S]), np.array([0.0, WEEK_S]))
    grid = np.zeros(int(WEEK_S // 60) + 1)
    for shift in calendar.stretches():
        _mark(grid, shift.start_s, shift.end_s)
    worked = np.concatenate([[0.0], np.cumsum(grid[:-1] * 60.0)])
    turns = np.flatnonzero(np.diff(grid[:-1], prepend=-1.0))
    edges = np.append(turns, len(grid) - 1)
    return WorkClock(edges * 60.0, worked[edges])


def _mark(grid: Floats, start_s: float, end_s: float) -> None:
    """Mark a shift on the week's minutes; what runs past Sunday midnight goes on on Monday."""
    start, end, week = int(start_s // 60), round(end_s / 60), len(grid) - 1
    grid[start : min(end, week)] = 1.0
    if end > week:
        grid[: end - week] = 1.0
