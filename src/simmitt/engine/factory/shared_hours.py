"""Hours in which a station and those who tend it both work."""

from simmitt.engine.factory.model import Calendar, Crew, Factory, Shift, Station
from simmitt.ground.units import WEEK_S

Span = tuple[float, float]


def common_hours(one: Calendar, other: Calendar) -> tuple[Shift, ...]:
    """Give the weekly hours that two calendars share; round the clock is a calendar without shifts."""
    if not one.stretches() or not other.stretches():
        return one.stretches() or other.stretches()
    spans = [
        (max(a, c), min(b, d))
        for a, b in _within_week(one)
        for c, d in _within_week(other)
        if max(a, c) < min(b, d)
    ]
    return tuple(Shift(start_s, end_s) for start_s, end_s in sorted(set(spans)))


def _within_week(calendar: Calendar) -> list[Span]:
    """Give the shifts cut at the week's end; what reaches beyond stands at its beginning."""
    spans: list[Span] = []
    for shift in calendar.stretches():
        spans.append((shift.start_s, min(shift.end_s, WEEK_S)))
        if shift.end_s > WEEK_S:
            spans.append((0.0, shift.end_s - WEEK_S))
    return spans


def tended_hours(factory: Factory, station: Station, crew: Crew) -> Calendar:
    """Give the calendar of a station while a crew tends it; it may be one without any hours.

    Where there are two calendars, the shared one is named after both.
    """
    by_name = {calendar.name: calendar for calendar in factory.calendars} | {"": Calendar("")}
    if station.calendar in ("", crew.calendar) or not crew.calendar:
        return by_name[crew.calendar or station.calendar]
    shared = common_hours(by_name[station.calendar], by_name[crew.calendar])
    return Calendar(f"{station.calendar} + {crew.calendar}", shared)
