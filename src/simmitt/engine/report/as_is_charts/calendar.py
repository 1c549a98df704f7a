"""The working week learnt from the log, as a picture."""

from datetime import date, timedelta

from babel.dates import format_date

from simmitt.engine.hours import WeeklyHours, WorkingHours
from simmitt.engine.report.as_is_charts.writing import clock, hours, listed, table
from simmitt.engine.report.charts.calendar import Calendar, Day, draw_calendar
from simmitt.engine.report.document import Chart, Table
from simmitt.engine.report.words import Words
from simmitt.ground.texts import Message, say, say_many
from simmitt.ground.units import DAY_S, HOUR_S, WEEK_S

_A_MONDAY = date(2024, 1, 1)
_MOST_DATES, _MOST_SHIFTS = 24, 2


def calendar_chart(hours: WorkingHours, words: Words) -> Chart:
    """Draw the plant's week; the table also has closed dates and machines with a week of their own."""
    title = say("When is work going on?")
    plant = hours.plant
    alt = words(say("The seven days of the week by the clock, darker the more is worked. {answer}",
                    answer=_answer(hours)))  # fmt: skip
    below = [words(say("The frames are what counts as open.")), *_dates(hours, words)]
    drawing = draw_calendar(
        Calendar(
            words(title),
            alt,
            tuple(_day(plant, number, words) for number in range(7)),
            words(say("Work going on, compared with a usual busy moment")),
            "0",
            words(say("full")),
            tuple(below),
            words(say("The log is too short to learn working hours from.")),
        )
    )
    return words.chart(title, _answer(hours), drawing, alt, _table(title, hours, words))


def shifts_of_day(weekly: WeeklyHours, number: int) -> list[tuple[float, float]]:
    """Give the open stretches of a weekday (0: Monday), in seconds of the day."""
    begin, end = number * DAY_S, (number + 1) * DAY_S
    inside = [(max(start, begin) - begin, min(stop, end) - begin) for start, stop in weekly.shifts]
    return [(start, stop) for start, stop in inside if stop > start]


def _day(weekly: WeeklyHours, number: int, words: Words) -> Day:
    count = len(weekly.level) // 7
    shifts = shifts_of_day(weekly, number)
    return Day(
        format_date(_A_MONDAY + timedelta(days=number), "EEEE", locale=words.language),
        weekly.level[number * count : (number + 1) * count],
        tuple((start / HOUR_S, stop / HOUR_S) for start, stop in shifts),
        _written(shifts, words, _MOST_SHIFTS),
    )


def _written(shifts: list[tuple[float, float]], words: Words, most: int) -> str:
    if not shifts:
        return words(say("closed"))
    if len(shifts) > most:
        return hours(sum(stop - start for start, stop in shifts), words, 1)
    return ", ".join(f"{clock(start, words)}–{clock(stop, words)}" for start, stop in shifts)


def _dates(working: WorkingHours, words: Words) -> list[str]:
    """Give the lines on dates that are not like their weekday: vacations, closed dates, half days."""
    names, away = _names(working), _away(working)
    closed = [_dated(day, names, words) for day in sorted(working.closed_dates - away)]
    half = [_dated(each.when, names, words) for each in working.notable if each.sort == "half"]
    lines = []
    if working.vacations:
        lines.append(words(say("Vacations: {dates}.", dates=", ".join(_vacations(working, words)))))
    if closed:
        lines.append(words(say("Closed dates: {dates}.", dates=listed(closed, _MOST_DATES, words))))
    if half:
        lines.append(words(say("Half days: {dates}.", dates=listed(half, _MOST_DATES, words))))
    return lines


def _away(working: WorkingHours) -> set[date]:
    """Give the dates of the vacations."""
    return {
        each.first_date + timedelta(days=number)
        for each in working.vacations
        for number in range((each.last_date - each.first_date).days + 1)
    }


def _vacations(working: WorkingHours, words: Words) -> list[str]:
    return [
        words(say("{first:date} to {last:date}", first=each.first_date, last=each.last_date))
        for each in working.vacations
    ]


def _names(working: WorkingHours) -> dict[date, Message]:
    """Give the holidays that explain dates."""
    return {each.when: each.name for each in working.notable if each.name}


def _dated(day: date, names: dict[date, Message], words: Words) -> str:
    """Give a date with the holiday that explains it, where one does."""
    name = names.get(day)
    if name is None:
        return words.day(day)
    return words(say("{day} ({name})", day=words.day(day), name=words(name)))


def _answer(working: WorkingHours) -> Message:
    plant = working.plant
    open_h = plant.open_share() * WEEK_S / HOUR_S
    own = len(_with_own_week(working))
    if not own:
        return say("{reason} {open:.1} hours a week are open.", reason=working.reason, open=open_h)
    return say_many(
        "{reason} {open:.1} hours a week are open. {count} machine has a week of its own (table).",
        "{reason} {open:.1} hours a week are open. {count} machines have weeks of their own (table).",
        own, reason=working.reason, open=open_h,
    )  # fmt: skip


def _with_own_week(working: WorkingHours) -> list[tuple[str, WeeklyHours]]:
    """Give the machines whose hours were learnt for themselves, and came out as others than the plant's."""
    return [
        (machine, weekly)
        for machine, weekly in sorted(working.machines.items())
        if weekly.learnt_from == "machine" and weekly.shifts != working.plant.shifts
    ]


def _table(title: Message, working: WorkingHours, words: Words) -> Table:
    headings = (say("Day, machine or date"), say("Open from and to"), say("Open hours"))
    rows = []
    for number in range(7):
        shifts = shifts_of_day(working.plant, number)
        name = format_date(_A_MONDAY + timedelta(days=number), "EEEE", locale=words.language)
        total = hours(sum(stop - start for start, stop in shifts), words, 1)
        rows.append((name, _written(shifts, words, len(shifts)), total))
    rows += [
        (machine, words(say("a week of its own")), hours(weekly.open_share() * WEEK_S, words, 1))
        for machine, weekly in _with_own_week(working)
    ]
    sorts = {day: words(say("closed")) for day in working.closed_dates}
    sorts |= {each.when: words(_SORTS[each.sort]) for each in working.notable}
    names = _names(working)
    rows += [(_dated(day, names, words), sorts[day], "") for day in sorted(sorts)]
    return table(title, headings, rows, words, names=2)


_SORTS = {"closed": say("closed"), "half": say("half a day"), "worked": say("worked all the same")}
