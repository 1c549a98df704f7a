"""Working hours: from clock to working time and back, without a single event.

A week begins when the window opens. ``calendar`` is NONE where work goes on round the clock.
"""

import math

from simmitt.engine.simulation.kernel.compiled import compiled, inlined
from simmitt.engine.simulation.kernel.records import NONE, Calendar, Records, Shift, Shop, Window

WEEK_S = 604_800.0
# The clock has about this precision after years; a shift opens on the stroke in spite of it.
STROKE_S = 1e-5


@compiled
def _shift_at(calendar: Calendar, shifts: Records[Shift], in_week_s: float) -> int:
    """Give the last shift that has begun, or the one before the first."""
    low, high = calendar.first_shift, calendar.first_shift + calendar.shifts
    while low < high:
        middle = (low + high) // 2
        if shifts[middle].start_s <= in_week_s + STROKE_S:
            low = middle + 1
        else:
            high = middle
    return low - 1


@compiled
def working(calendar: Calendar, shifts: Records[Shift], at_s: float) -> float:
    """Give the working seconds before an instant."""
    weeks = math.floor(at_s / WEEK_S)
    in_week_s = at_s - weeks * WEEK_S
    done_s = weeks * calendar.week_work_s
    i = _shift_at(calendar, shifts, in_week_s)
    if i < calendar.first_shift:
        return done_s
    shift = shifts[i]
    in_shift_s = max(0.0, min(in_week_s, shift.end_s) - shift.start_s)
    return done_s + shift.work_before_s + in_shift_s


@compiled
def clock(calendar: Calendar, shifts: Records[Shift], work_s: float) -> float:
    """Give the instant when so many working seconds are done: a shift's end, not the next start."""
    if work_s <= 0.0:
        return 0.0
    weeks = math.ceil(work_s / calendar.week_work_s) - 1
    left_s = work_s - weeks * calendar.week_work_s
    low, high = calendar.first_shift, calendar.first_shift + calendar.shifts - 1
    while low < high:
        middle = (low + high) // 2
        shift = shifts[middle]
        if shift.work_before_s + (shift.end_s - shift.start_s) >= left_s:
            high = middle
        else:
            low = middle + 1
    return weeks * WEEK_S + shifts[low].start_s + (left_s - shifts[low].work_before_s)


@compiled
def _shift_end(calendar: Calendar, shifts: Records[Shift], at_s: float) -> float:
    """Give the end of the shift that is on; an instant not after ``at_s`` where none is."""
    week_s = math.floor(at_s / WEEK_S) * WEEK_S
    i = _shift_at(calendar, shifts, at_s - week_s)
    return week_s + shifts[i].end_s if i >= calendar.first_shift else at_s


@inlined
def shift_end(shop: Shop, calendar: int, at_s: float) -> float:
    """Give the end of the shift that is on; an instant not after ``at_s`` where none is."""
    if calendar == NONE:
        return math.inf
    return _shift_end(shop.calendars[calendar], shop.shifts, at_s)


@inlined
def is_open(shop: Shop, calendar: int, at_s: float) -> bool:
    """Tell whether work goes on at an instant; at the very end of a shift it does not."""
    return shift_end(shop, calendar, at_s) > at_s + STROKE_S


@compiled
def _opens_at(calendar: Calendar, shifts: Records[Shift], at_s: float) -> float:
    week_s = math.floor(at_s / WEEK_S) * WEEK_S
    following = _shift_at(calendar, shifts, at_s - week_s) + 1
    if following == calendar.first_shift + calendar.shifts:
        return week_s + WEEK_S + shifts[calendar.first_shift].start_s
    return week_s + shifts[following].start_s


@compiled
def opens_at(shop: Shop, calendar: int, at_s: float) -> float:
    """Give the next start of a shift after an instant."""
    return _opens_at(shop.calendars[calendar], shop.shifts, at_s)


@compiled
def _after_shifts(calendar: Calendar, shifts: Records[Shift], at_s: float, work_s: float) -> float:
    end_s = at_s + work_s
    if end_s <= _shift_end(calendar, shifts, at_s):
        return end_s
    return clock(calendar, shifts, working(calendar, shifts, at_s) + work_s)


@inlined
def after(shop: Shop, calendar: int, at_s: float, work_s: float) -> float:
    """Give the instant when so much work is done that begins (or waits to begin) at another."""
    if calendar == NONE:
        return at_s + work_s
    return _after_shifts(shop.calendars[calendar], shop.shifts, at_s, work_s)


@compiled
def begin_to_end_at(shop: Shop, calendar: int, end_s: float, work_s: float) -> float:
    """Give the instant when so much work has to begin to be done at another."""
    if calendar == NONE:
        return end_s - work_s
    hours = shop.calendars[calendar]
    return clock(hours, shop.shifts, working(hours, shop.shifts, end_s) - work_s)


@inlined
def work_between(shop: Shop, calendar: int, from_s: float, to_s: float) -> float:
    """Give the working seconds between two instants."""
    if calendar == NONE:
        return to_s - from_s
    hours = shop.calendars[calendar]
    return working(hours, shop.shifts, to_s) - working(hours, shop.shifts, from_s)


@inlined
def counted(window: Window, from_s: float, to_s: float) -> float:
    """Give the seconds between two instants that lie in the counted part of the window."""
    return max(0.0, min(to_s, window.horizon_s) - max(from_s, window.warm_up_s))


@inlined
def counted_work(shop: Shop, calendar: int, from_s: float, to_s: float) -> float:
    """Give the working seconds between two instants in the counted part of the window."""
    window = shop.window[0]
    from_s, to_s = max(from_s, window.warm_up_s), min(to_s, window.horizon_s)
    return work_between(shop, calendar, from_s, to_s) if to_s > from_s else 0.0
