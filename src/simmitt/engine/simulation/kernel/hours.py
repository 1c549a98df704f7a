"""Working hours: from clock to working time and back, without a single event.

A week begins when the window opens. ``calendar`` is NONE where work goes on round the clock.
"""

import math

from simmitt.engine.simulation.kernel.compiled import compiled, inlined, merged
from simmitt.engine.simulation.kernel.memory import calendars, shifts
from simmitt.engine.simulation.kernel.moving import Shop
from simmitt.engine.simulation.kernel.records import NONE, Calendar

WEEK_S = 604_800.0
# The clock has about this precision after years; a shift opens on the stroke in spite of it.
STROKE_S = 1e-5


@compiled
def _shift_at(shop: Shop, calendar: Calendar, in_week_s: float) -> int:
    """Give the last shift that has begun, or the one before the first."""
    low, high = calendar.first_shift, calendar.first_shift + calendar.shifts
    while low < high:
        middle = (low + high) // 2
        if shifts(shop, middle).start_s <= in_week_s + STROKE_S:
            low = middle + 1
        else:
            high = middle
    return low - 1


@compiled
def working(shop: Shop, calendar: Calendar, at_s: float) -> float:
    """Give the working seconds before an instant."""
    weeks = math.floor(at_s / WEEK_S)
    in_week_s = at_s - weeks * WEEK_S
    done_s = weeks * calendar.week_work_s
    i = _shift_at(shop, calendar, in_week_s)
    if i < calendar.first_shift:
        return done_s
    shift = shifts(shop, i)
    in_shift_s = max(0.0, min(in_week_s, shift.end_s) - shift.start_s)
    return done_s + shift.work_before_s + in_shift_s


@compiled
def clock(shop: Shop, calendar: Calendar, work_s: float) -> float:
    """Give the instant when so many working seconds are done: a shift's end, not the next start."""
    if work_s <= 0.0:
        return 0.0
    weeks = math.ceil(work_s / calendar.week_work_s) - 1
    left_s = work_s - weeks * calendar.week_work_s
    low, high = calendar.first_shift, calendar.first_shift + calendar.shifts - 1
    while low < high:
        middle = (low + high) // 2
        shift = shifts(shop, middle)
        if shift.work_before_s + (shift.end_s - shift.start_s) >= left_s:
            high = middle
        else:
            low = middle + 1
    return weeks * WEEK_S + shifts(shop, low).start_s + (left_s - shifts(shop, low).work_before_s)


@compiled
def _shift_end(shop: Shop, calendar: Calendar, at_s: float) -> float:
    """Give the end of the shift that is on; an instant not after ``at_s`` where none is."""
    week_s = math.floor(at_s / WEEK_S) * WEEK_S
    i = _shift_at(shop, calendar, at_s - week_s)
    return week_s + shifts(shop, i).end_s if i >= calendar.first_shift else at_s


@inlined
def shift_end(shop: Shop, calendar: int, at_s: float) -> float:
    """Give the end of the shift that is on; an instant not after ``at_s`` where none is."""
    if calendar == NONE:
        return math.inf
    return _shift_end(shop, calendars(shop, calendar), at_s)


@merged
def is_open(shop: Shop, calendar: int, at_s: float) -> bool:
    """Tell whether work goes on at an instant; at the very end of a shift it does not."""
    return shift_end(shop, calendar, at_s) > at_s + STROKE_S


@merged
def _opens_at(shop: Shop, calendar: Calendar, at_s: float) -> float:
    week_s = math.floor(at_s / WEEK_S) * WEEK_S
    following = _shift_at(shop, calendar, at_s - week_s) + 1
    if following == calendar.first_shift + calendar.shifts:
        return week_s + WEEK_S + shifts(shop, calendar.first_shift).start_s
    return week_s + shifts(shop, following).start_s


@compiled
def opens_at(shop: Shop, calendar: int, at_s: float) -> float:
    """Give the next start of a shift after an instant."""
    return _opens_at(shop, calendars(shop, calendar), at_s)


@compiled
def _after_shifts(shop: Shop, calendar: Calendar, at_s: float, work_s: float) -> float:
    end_s = at_s + work_s
    if end_s <= _shift_end(shop, calendar, at_s):
        return end_s
    return clock(shop, calendar, working(shop, calendar, at_s) + work_s)


@inlined
def after(shop: Shop, calendar: int, at_s: float, work_s: float) -> float:
    """Give the instant when so much work is done that begins (or waits to begin) at another."""
    if calendar == NONE:
        return at_s + work_s
    return _after_shifts(shop, calendars(shop, calendar), at_s, work_s)


@compiled
def begin_to_end_at(shop: Shop, calendar: int, end_s: float, work_s: float) -> float:
    """Give the instant when so much work has to begin to be done at another."""
    if calendar == NONE:
        return end_s - work_s
    hours = calendars(shop, calendar)
    return clock(shop, hours, working(shop, hours, end_s) - work_s)


@inlined
def work_between(shop: Shop, calendar: int, from_s: float, to_s: float) -> float:
    """Give the working seconds between two instants."""
    if calendar == NONE:
        return to_s - from_s
    hours = calendars(shop, calendar)
    return working(shop, hours, to_s) - working(shop, hours, from_s)


@inlined
def counted(shop: Shop, from_s: float, to_s: float) -> float:
    """Give the seconds between two instants that lie in the counted part of the window."""
    return max(0.0, min(to_s, shop.horizon_s) - max(from_s, shop.warm_up_s))


@inlined
def counted_work(shop: Shop, calendar: int, from_s: float, to_s: float) -> float:
    """Give the working seconds between two instants in the counted part of the window."""
    from_s, to_s = max(from_s, shop.warm_up_s), min(to_s, shop.horizon_s)
    return work_between(shop, calendar, from_s, to_s) if to_s > from_s else 0.0
