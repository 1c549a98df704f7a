"""The surface of charts over time: days across, values upwards, words where lines end."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from babel.dates import format_date

from simmitt.engine.report.charts.labels import apart, write_ticks
from simmitt.engine.report.charts.pen import Sheet, block, stroke, write
from simmitt.engine.report.charts.scale import Scale, scale_over
from simmitt.engine.report.lettering import BOLD, shorten
from simmitt.ground.texts import Language

_HEIGHT = 250.0
_SIGN = 26.0  # width of the sign before a word of the legend

Sign = Literal["line", "thin", "dashes", "area"]


@dataclass(frozen=True)
class Word:
    """What a line is called: at its right end on a wide sheet, with its sign above on a phone."""

    text: str
    value: float
    sign: Sign
    bold: bool = False


@dataclass(frozen=True)
class TimeFrame:
    """Where days and values lie."""

    sheet: Sheet
    days: tuple[date, ...]
    across: Scale
    up: Scale

    @property
    def top(self) -> float:
        """The upper edge."""
        return self.up.end

    @property
    def bottom(self) -> float:
        """The lower edge, below which the months stand."""
        return self.up.start

    @property
    def height(self) -> float:
        """The height of the whole drawing."""
        return self.bottom + self.sheet.leading + 14

    def x(self, day: date) -> float:
        """Give the place of a day, at the nearer end where it lies outside."""
        inside = min(max(day, self.days[0]), self.days[-1])
        return self.across.at(inside.toordinal())

    def points(self, values: Sequence[float]) -> list[tuple[float, float]]:
        """Give the places of one value a day; a single day becomes a short dash."""
        points = [(self.x(day), self.up.at(value)) for day, value in zip(self.days, values, strict=True)]
        return points if len(points) > 1 else [points[0], (points[0][0] + 6, points[0][1])]


def lay_time(
    sheet: Sheet, days: tuple[date, ...], values: Sequence[float], words: Sequence[Word], language: Language
) -> TimeFrame:
    """Give the frame that holds days, values and words."""
    assert days, "a chart over time needs a day"
    assert list(days) == sorted(set(days)), "a chart over time needs days in order"
    up = scale_over(values, _HEIGHT, 0, most=6)
    above = sheet.size * 0.6
    if sheet.narrow:
        above += (1 + max(row for _, row in _legend_places(sheet, words))) * sheet.leading + 4
    left = max(sheet.width_of(up.label(tick, language)) for tick in up.ticks) + 12
    widest = max((sheet.width_of(word.text, bold=True) for word in words), default=0.0)
    right = sheet.width - (8 if sheet.narrow else min(widest, sheet.width * 0.3) + 16)
    across = scale_over([day.toordinal() for day in days], left, right, snug=True)
    return TimeFrame(sheet, days, across, replace(up, start=up.start + above, end=up.end + above))


def draw_ground(ground: TimeFrame, language: Language) -> list[str]:
    """Draw the value lines and write values and months."""
    sheet, shapes = ground.sheet, []
    left, right = ground.across.start, ground.across.end
    for tick in ground.up.ticks:
        y = ground.up.at(tick)
        shapes.append(stroke([(left, y), (right, y)], "l", 1))
        text = ground.up.label(tick, language)
        shapes.append(write((left - 8, y + sheet.size * 0.35), text, anchor="end", muted=True))
    places = [(ground.x(day), text) for day, text in month_names(ground.days[0], ground.days[-1], language)]
    return [*shapes, *write_ticks(sheet, places, ground.bottom)]


def month_names(first: date, last: date, language: Language) -> list[tuple[date, str]]:
    """Give the first of every month from first to last with its name; the year at each turn."""
    numbers = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
    inside = [month for month in (date(n // 12, n % 12 + 1, 1) for n in numbers) if first <= month <= last]
    if not inside:
        return [(first, format_date(first, "d MMM y", locale=language))]
    turns = [number == 0 or month.month == 1 for number, month in enumerate(inside)]
    return [
        (month, format_date(month, "MMM y" if turn else "MMM", locale=language).replace(".", ""))
        for month, turn in zip(inside, turns, strict=True)
    ]


def write_words(ground: TimeFrame, words: Sequence[Word]) -> list[str]:
    """Write what the lines are called, none on another."""
    return _legend(ground.sheet, words) if ground.sheet.narrow else _ends(ground, words)


def _ends(ground: TimeFrame, words: Sequence[Word]) -> list[str]:
    sheet, x = ground.sheet, ground.across.end + 12
    heights = apart(
        [ground.up.at(word.value) for word in words], sheet.leading, ground.top, ground.bottom - 4
    )
    texts = [shorten(word.text, sheet.width - x, sheet.size, BOLD) for word in words]
    return [
        write((x, height + sheet.size * 0.35), text, bold=word.bold, muted=True)
        for word, text, height in zip(words, texts, heights, strict=True)
    ]


def _legend_places(sheet: Sheet, words: Sequence[Word]) -> list[tuple[float, int]]:
    places: list[tuple[float, int]] = []
    x, row = 0.0, 0
    for word in words:
        width = _SIGN + sheet.width_of(word.text, bold=word.bold)
        if x and x + width > sheet.width:
            x, row = 0.0, row + 1
        places.append((x, row))
        x += width + 16
    return places


def _legend(sheet: Sheet, words: Sequence[Word]) -> list[str]:
    shapes = []
    for word, (x, row) in zip(words, _legend_places(sheet, words), strict=True):
        y = sheet.size + row * sheet.leading
        text = shorten(word.text, sheet.width - x - _SIGN, sheet.size, BOLD)
        shapes += [_sign(word.sign, x, y - 5), write((x + _SIGN, y), text, bold=word.bold)]
    return shapes


def _sign(sign: Sign, x: float, y: float) -> str:
    if sign == "area":
        return block(x, y - 6, 20, 12, "fband")
    ink, thickness = {"line": ("l1", 3.0), "thin": ("li", 2.0), "dashes": ("li", 1.5)}[sign]
    return stroke([(x, y), (x + 20, y)], ink, thickness, dashed=sign == "dashes")
