"""Working weeks as the kernel wants them: beginning when the window opens."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from simmitt.engine.factory.model import Shift
from simmitt.engine.factory.shared_hours import Hours
from simmitt.engine.simulation.kernel import records as r
from simmitt.engine.simulation.kernel.records import NONE, dtype_of
from simmitt.engine.simulation.kernel.shop import Records
from simmitt.ground.units import WEEK_S

Stretch = tuple[float, float]


@dataclass(frozen=True)
class Weeks:
    """The calendars of a factory; the number of one without shifts is NONE: round the clock."""

    number: dict[Hours, int]  # the empty name is round the clock
    calendars: Records  # (n_calendars,)
    shifts: Records  # (n_shifts,)

    def work_s(self, calendar: int) -> float:
        """Give the working seconds of a week."""
        return WEEK_S if calendar == NONE else float(self.calendars["week_work_s"][calendar])


def weeks_of(hours: Mapping[Hours, Sequence[Shift]], offset_s: float) -> Weeks:
    """Give the shifts of some hours as calendars for a window that opens so long after Monday 00:00."""
    stretches = {each: _from_opening(shifts, offset_s) for each, shifts in hours.items()}
    limited = {name: week for name, week in stretches.items() if week and week != [(0.0, WEEK_S)]}
    number: dict[Hours, int] = dict.fromkeys(["", *stretches], NONE)
    number |= {name: k for k, name in enumerate(limited)}
    return Weeks(number, _calendar_records(list(limited.values())), _shift_records(list(limited.values())))


def _from_opening(week: Sequence[Shift], offset_s: float) -> list[Stretch]:
    """Give the working stretches of the week that begins at the offset, in order, none touching."""
    shifts = [(shift.start_s, shift.end_s) for shift in week if shift.end_s > shift.start_s]
    weeks = [(start + turn - offset_s, end + turn - offset_s) for start, end in shifts for turn in _TURNS]
    cut = [(max(0.0, start), min(WEEK_S, end)) for start, end in weeks]
    return _merged([(start, end) for start, end in cut if end > start])


# A shift of the week before or after may reach into the week that begins at the offset.
_TURNS = (-WEEK_S, 0.0, WEEK_S)


def _merged(stretches: list[Stretch]) -> list[Stretch]:
    merged: list[Stretch] = []
    for start, end in sorted(stretches):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _calendar_records(weeks: list[list[Stretch]]) -> Records:
    records = np.zeros(len(weeks), dtype_of(r.Calendar))
    records["shifts"] = [len(week) for week in weeks]
    records["first_shift"] = np.cumsum(records["shifts"]) - records["shifts"]
    records["week_work_s"] = [sum(end - start for start, end in week) for week in weeks]
    return records


def _shift_records(weeks: list[list[Stretch]]) -> Records:
    rows = [
        (start, end, sum(until - since for since, until in week[:k]))
        for week in weeks
        for k, (start, end) in enumerate(week)
    ]
    return np.array(rows, dtype_of(r.Shift))
