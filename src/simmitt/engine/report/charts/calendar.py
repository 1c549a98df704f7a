"""The working week as the log shows it: days down, the clock across, darker the more is worked."""

from dataclasses import dataclass

from simmitt.engine.report.charts.heat import cells, scale_height, write_scale
from simmitt.engine.report.charts.labels import write_ticks
from simmitt.engine.report.charts.nothing import draw_nothing
from simmitt.engine.report.charts.pen import (
    NARROW,
    WIDE,
    Drawing,
    Sheet,
    block,
    frame,
    stroke,
    write_lines,
)
from simmitt.engine.report.charts.rows import Rows, lay_rows
from simmitt.engine.report.lettering import wrap

_DAY_H = 24.0


@dataclass(frozen=True)
class Day:
    """A weekday: how much is worked in each slot (usual busy slots being 1), and when it is open."""

    name: str
    levels: tuple[float, ...]
    open: tuple[tuple[float, float], ...]  # from and to, in hours of the day
    note: str = ""  # the opening hours as people write them


@dataclass(frozen=True)
class Calendar:
    """The days of a week; ``below`` are lines of text such as the dates that are closed."""

    title: str
    alt: str
    days: tuple[Day, ...]
    scale_name: str
    low: str
    high: str
    below: tuple[str, ...] = ()
    nothing: str = ""


def draw_calendar(calendar: Calendar) -> Drawing:
    """Give the week; a frame stands round the hours that count as open."""
    if not any(day.levels for day in calendar.days):
        return draw_nothing(calendar.title, calendar.alt, calendar.nothing)
    return Drawing(_draw(calendar, WIDE), _draw(calendar, NARROW))


def _draw(calendar: Calendar, sheet: Sheet) -> str:
    notes = max((sheet.width_of(day.note) for day in calendar.days), default=0.0)
    above = scale_height(sheet, calendar.scale_name)
    rows = lay_rows(sheet, [day.name for day in calendar.days], notes, bar=20, above=above)
    shapes = write_scale(sheet, calendar.scale_name, calendar.low, calendar.high)
    for number, day in enumerate(calendar.days):
        shapes += _day(day, rows, number)
    foot = rows.bottom - (10 if sheet.narrow else 0)
    per_hour = (rows.right - rows.left) / _DAY_H
    hours = range(0, 25, 6 if sheet.narrow else 3)
    shapes += write_ticks(sheet, [(rows.left + hour * per_hour, f"{hour:02d}") for hour in hours], foot)
    y = foot + sheet.leading + 18
    for text in calendar.below:
        lines = wrap(text, sheet.width, sheet.size, lines=6)
        shapes += write_lines(sheet, (0, y + sheet.size), lines)
        y += len(lines) * sheet.leading + 4
    return frame(sheet, y + 4, calendar.title, calendar.alt, shapes)


def _day(day: Day, rows: Rows, number: int) -> list[str]:
    y, wide = rows.bar_top(number), rows.right - rows.left
    width = wide / max(len(day.levels), 1)
    shapes = [
        block(rows.left, y, wide, rows.bar, "none", "l"),
        *cells([min(level, 1.0) for level in day.levels], rows.left, y, width, rows.bar),
        *rows.write_name(number),
        rows.write_figure(number, day.note),
    ]
    for start_h, end_h in day.open:
        x, end = rows.left + start_h * wide / _DAY_H, rows.left + end_h * wide / _DAY_H
        shapes.append(block(x, y - 2, end - x, rows.bar + 4, "none", "li"))
    quarters = [rows.left + hour * wide / _DAY_H for hour in range(0, 25, 6)]
    return [*shapes, *(stroke([(x, y + rows.bar), (x, y + rows.bar + 3)], "le", 1) for x in quarters)]
