"""Which machine set the pace, and when: machines down, time across, darker the more."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from babel.dates import format_date

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
    heat,
    is_dark,
    wheel,
    write_lines,
)
from simmitt.engine.report.charts.rows import Rows, lay_rows
from simmitt.engine.report.charts.time_frame import month_names
from simmitt.engine.report.lettering import wrap
from simmitt.ground.texts import Language, write_share

_HOUR_S, _DAY_S, _WEEK_S = 3600.0, 86400.0, 604800.0
_MONDAY = datetime(1970, 1, 5)
# Cells are joined to stretches that people count in, as short as fit.
_STRETCHES_S = (
    *(hours * _HOUR_S for hours in (1, 2, 4, 8, 12)),
    *(days * _DAY_S for days in (1, 2)),
    *(weeks * _WEEK_S for weeks in (1, 2, 4, 13, 26, 52, 104)),
)
_MOST_CELLS, _MOST_NARROW = 110, 48
_DOT_FROM = 5.0  # width of a cell that can hold the dot of the strongest
_DAYS_OF_WEEKS, _DAYS_OF_MONTHS = 10, 130


@dataclass(frozen=True)
class StripRow:
    """A machine's share of each cell, and of all the time as it is written."""

    name: str
    shares: tuple[float, ...]
    total: str = ""


@dataclass(frozen=True)
class Strip:
    """Machines' shares over time, all rows equally long; ``high`` has a place for the most there is."""

    title: str
    alt: str
    first_at: datetime
    cell_s: float
    rows: tuple[StripRow, ...]
    scale_name: str
    below: str = ""
    nothing: str = ""


def draw_strip(strip: Strip, language: Language) -> Drawing:
    """Give the strip; a dot marks the strongest of each stretch, the first row is the strongest of all."""
    if not strip.rows or not strip.rows[0].shares:
        return draw_nothing(strip.title, strip.alt, strip.nothing)
    return Drawing(_draw(strip, language, WIDE), _draw(strip, language, NARROW))


def joined(strip: Strip, most: int) -> Strip:
    """Give the strip with its cells joined to at most about so many stretches, by their mean."""
    count = len(strip.rows[0].shares)
    longer = [each for each in _STRETCHES_S if each >= strip.cell_s]
    stretch_s = next((each for each in longer if count * strip.cell_s / each <= most), _STRETCHES_S[-1])
    begun_s = (strip.first_at - _MONDAY).total_seconds()
    groups = [int((begun_s + cell * strip.cell_s) // stretch_s) for cell in range(count)]
    rows = tuple(replace(row, shares=_means(row.shares, groups)) for row in strip.rows)
    return replace(
        strip, first_at=_MONDAY + timedelta(seconds=groups[0] * stretch_s), cell_s=stretch_s, rows=rows
    )


def _means(shares: Sequence[float], groups: Sequence[int]) -> tuple[float, ...]:
    sums: dict[int, list[float]] = {group: [] for group in range(groups[0], groups[-1] + 1)}
    for group, share in zip(groups, shares, strict=True):
        sums[group].append(share)
    return tuple(sum(each) / len(each) if each else 0.0 for each in sums.values())


def _draw(strip: Strip, language: Language, sheet: Sheet) -> str:
    shown = joined(strip, _MOST_NARROW if sheet.narrow else _MOST_CELLS)
    most = max((share for row in shown.rows for share in row.shares), default=0.0) or 1.0
    figures = max((sheet.width_of(row.total, bold=True) for row in shown.rows), default=0.0)
    above = scale_height(sheet, strip.scale_name)
    rows = lay_rows(sheet, [row.name for row in shown.rows], figures, bar=18, above=above)
    count = len(shown.rows[0].shares)
    width = (rows.right - rows.left) / count
    shapes = write_scale(sheet, strip.scale_name, "0", write_share(most, language))
    for number, row in enumerate(shown.rows):
        y = rows.bar_top(number)
        shapes += cells([share / most for share in row.shares], rows.left, y, width, rows.bar)
        shapes.append(block(rows.left, y, rows.right - rows.left, rows.bar, "none", "l"))
        shapes += rows.write_name(number, bold=number == 0)
        shapes.append(rows.write_figure(number, row.total, bold=number == 0))
    shapes += _dots(shown, rows, width, most)
    foot = rows.bottom - (10 if sheet.narrow else 0)
    shapes += write_ticks(sheet, _ticks(shown, rows, width, language), foot)
    below = foot + sheet.leading + 16
    lines = wrap(strip.below, sheet.width, sheet.size, lines=4) if strip.below else []
    shapes += write_lines(sheet, (0, below + sheet.size), lines)
    return frame(sheet, below + len(lines) * sheet.leading + 6, strip.title, strip.alt, shapes)


def _dots(strip: Strip, rows: Rows, width: float, most: float) -> list[str]:
    """Mark the strongest machine of each stretch."""
    if width < _DOT_FROM:
        return []
    shapes = []
    for cell in range(len(strip.rows[0].shares)):
        column = [row.shares[cell] for row in strip.rows]
        strongest = max(range(len(column)), key=lambda row: (column[row], -row))
        if column[strongest] > 0:
            pale = is_dark(heat(column[strongest] / most))
            at = (rows.left + (cell + 0.5) * width, rows.middle(strongest))
            shapes.append(wheel(at, 2, "fs" if pale else "fi"))
    return shapes


def _ticks(strip: Strip, rows: Rows, width: float, language: Language) -> list[tuple[float, str]]:
    """Give the days, Mondays or months below the strip."""
    count = len(strip.rows[0].shares)
    last_at = strip.first_at + timedelta(seconds=count * strip.cell_s)
    first, last = strip.first_at.date(), (last_at - timedelta(seconds=1)).date()
    per_day = width * _DAY_S / strip.cell_s
    started = datetime.combine(first, datetime.min.time())
    shift = (strip.first_at - started).total_seconds() / _DAY_S
    return [
        (rows.left + max(((day - first).days - shift) * per_day, 0.0), text)
        for day, text in _days(first, last, language)
    ]


def _days(first: date, last: date, language: Language) -> list[tuple[date, str]]:
    span = (last - first).days + 1
    if span > _DAYS_OF_MONTHS:
        return month_names(first, last, language)
    step = 1 if span <= _DAYS_OF_WEEKS else 7
    begin = first if step == 1 else first + timedelta(days=-first.weekday() % 7)
    days = [begin + timedelta(days=step * number) for number in range((last - begin).days // step + 1)]
    return [(day, format_date(day, "d MMM", locale=language).replace(".", "")) for day in days]
