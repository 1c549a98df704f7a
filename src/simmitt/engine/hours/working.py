"""The hours in which work goes on, by the week and by the date, of the plant and of each machine."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

import numpy as np
import polars as pl

from simmitt.engine.hours.weekly import WeeklyHours, open_seconds
from simmitt.engine.spans import Floats, Ints
from simmitt.ground.texts import Message, say
from simmitt.ground.units import DAY_S, HOUR_S

LearntFrom = Literal["reports", "plan", "study", "daily"]
FROM_REPORTS = say("The open hours are learnt from the reports.")


@dataclass(frozen=True)
class NotableDate:
    """A date that is worked otherwise than its weekday usually is, or a holiday that is worked."""

    when: date
    sort: Literal["closed", "half", "worked"]
    name: Message | None  # the public holiday, or what else explains it; None: nothing known does
    worked_share: float  # of the weekday's usual work
    certainty: float  # that chance did not make it


@dataclass(frozen=True)
class Vacation:
    """A week or more without work."""

    first_date: date
    last_date: date
    days: int  # that are usually worked
    name: Message


@dataclass(frozen=True)
class WorkingHours:
    """Working hours of the plant and of each machine."""

    plant: WeeklyHours
    machines: Mapping[str, WeeklyHours]
    closed_dates: frozenset[date] = frozenset()  # the plant is closed though the week says open
    notable: tuple[NotableDate, ...] = ()  # in order of time
    vacations: tuple[Vacation, ...] = ()
    learnt_from: LearntFrom = "reports"
    reason: Message = FROM_REPORTS

    def of(self, machine: str) -> WeeklyHours:
        """Give a machine's hours; the plant's where it has none of its own."""
        return self.machines.get(machine, self.plant)

    def open_between(self, machine: str | None, start_s: Floats, end_s: Floats) -> Floats:
        """Give the open time of a machine (None: of the plant) between pairs of instants.

        Parameters
        ----------
        start_s, end_s : (n,)
            Seconds since 1970, on the plant's clock.

        Returns
        -------
        open_s : (n,)
            Seconds; closed dates are taken out. Below zero where the end comes first.
        """
        weekly = self.plant if machine is None else self.of(machine)
        closed = np.array(sorted(_day(each) for each in self.closed_dates), np.int64)
        return _open_until(weekly, closed, end_s) - _open_until(weekly, closed, start_s)

    @property
    def closed_holidays(self) -> tuple[NotableDate, ...]:
        """The closed dates that are public holidays, or explained by one."""
        return tuple(each for each in self.notable if each.sort == "closed" and each.name)

    @property
    def closed_unexplained(self) -> tuple[NotableDate, ...]:
        """The closed dates that no holiday explains."""
        return tuple(each for each in self.notable if each.sort == "closed" and not each.name)


def planned_hours(hours: WorkingHours, machine: str | None, from_at: datetime, to_at: datetime) -> float:
    """Give the open hours of a machine (None: of the plant) between two instants."""
    instants = pl.Series([from_at, to_at], dtype=pl.Datetime("us")).dt.epoch("us").to_numpy() / 1e6
    return float(hours.open_between(machine, instants[:1], instants[1:])[0]) / HOUR_S


def _open_until(weekly: WeeklyHours, closed: Ints, instant_s: Floats) -> Floats:
    """Give the open time until each instant, without that of closed days (days since 1970)."""
    instant_s = np.asarray(instant_s, np.float64)
    open_s = open_seconds(weekly, instant_s)
    if not len(closed):
        return open_s
    edges_s = closed.astype(np.float64) * DAY_S
    begin_s = open_seconds(weekly, edges_s)
    taken = np.r_[0.0, np.cumsum(open_seconds(weekly, edges_s + DAY_S) - begin_s)]
    day = np.floor(instant_s / DAY_S).astype(np.int64)
    before = np.searchsorted(closed, day)
    inside = closed[np.minimum(before, len(closed) - 1)] == day
    begun = np.where(inside, open_s - begin_s[np.minimum(before, len(closed) - 1)], 0.0)
    return np.asarray(open_s - taken[before] - begun)


def _day(when: date) -> int:
    return (when - date(1970, 1, 1)).days
