"""Working hours made longer or shorter."""

from dataclasses import replace

from simmitt.engine.factory.model import Calendar, Shift
from simmitt.ground.units import WEEK_S

NEGLIGIBLE_S = 1.0


def open_s(calendar: Calendar) -> float:
    """Give the open seconds a week; no shifts means round the clock."""
    return sum(shift.end_s - shift.start_s for shift in calendar.shifts) if calendar.shifts else WEEK_S


def working_days(calendar: Calendar) -> int:
    """Count the days of the week on which a shift starts."""
    return len({int(shift.start_s // (WEEK_S / 7)) for shift in calendar.shifts}) or 7


def widened(calendar: Calendar, extra_s: float, name: str) -> Calendar:
    """Give the calendar with ``extra_s`` more seconds a week, as far as the week has room.

    Every shift grows into the pause after it, in proportion to its length; what finds no
    room there goes to the shifts that still have some. A negative figure shortens all
    shifts in the same proportion.
    """
    shifts = sorted(calendar.shifts, key=lambda shift: shift.start_s)
    if not shifts or extra_s == 0:
        return replace(calendar, name=name)
    if extra_s < 0:
        kept = max(0.0, 1 + extra_s / open_s(calendar))
        shorter = [Shift(s.start_s, s.start_s + kept * (s.end_s - s.start_s)) for s in shifts]
        return Calendar(name, tuple(shorter))
    return Calendar(name, tuple(_grown(shifts, extra_s)))


def _grown(shifts: list[Shift], extra_s: float) -> list[Shift]:
    room = _room_after(shifts)
    length = [shift.end_s - shift.start_s for shift in shifts]
    grown = [0.0] * len(shifts)
    left = min(extra_s, sum(room))
    while left > NEGLIGIBLE_S:
        able = [k for k in range(len(shifts)) if room[k] - grown[k] > NEGLIGIBLE_S / len(shifts)]
        if not able:
            break
        total = sum(length[k] for k in able)
        step = {k: min(room[k] - grown[k], left * length[k] / total) for k in able}
        grown = [grown[k] + step.get(k, 0.0) for k in range(len(shifts))]
        left -= sum(step.values())
    return [Shift(shift.start_s, shift.end_s + more) for shift, more in zip(shifts, grown, strict=True)]


def _room_after(shifts: list[Shift]) -> list[float]:
    # The last shift may grow to the end of the week only: a calendar doesn't wrap round.
    starts = [shift.start_s for shift in shifts[1:]] + [WEEK_S]
    return [max(0.0, start - shift.end_s) for shift, start in zip(shifts, starts, strict=True)]
