"""Hours in which a station and those who tend it both work."""

from simmitt.engine.factory.model import Calendar, Crew, Factory, Shift, Station
from simmitt.ground.units import WEEK_S

Span = tuple[float, float]
# A calendar by its name, or two that both must be open: no name that somebody gives can be taken for these.
Hours = str | tuple[str, str]


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


def tended_hours(station: Station, crew: Crew) -> Hours:
    """Give the hours of a station while a crew tends it."""
    if station.calendar in ("", crew.calendar) or not crew.calendar:
        return crew.calendar or station.calendar
    return station.calendar, crew.calendar


def shifts_of(factory: Factory, hours: Hours) -> tuple[Shift, ...]:
    """Give the weekly shifts of some hours; two calendars may share none."""
    by_name = {calendar.name: calendar for calendar in factory.calendars} | {"": Calendar("")}
    if isinstance(hours, str):
        return by_name[hours].stretches()
    return common_hours(*(by_name[name] for name in hours))
