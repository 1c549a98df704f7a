"""Horizontal bars with their figures, one reading or several beside each other."""

from dataclasses import dataclass

from simmitt.engine.report.charts.pen import (
    NARROW,
    WIDE,
    Drawing,
    Sheet,
    block,
    frame,
    interval,
    number,
    write_lines,
)
from simmitt.engine.report.charts.rows import Rows, lay_rows
from simmitt.engine.report.charts.scale import Scale, scale_over
from simmitt.engine.report.lettering import BOLD, wrap
from simmitt.ground.texts import Language, write_number

_GAP = 40.0  # between readings side by side


@dataclass(frozen=True)
class Bar:
    """A bar, its length and, where known, the interval round its end; ``point`` is coloured."""

    name: str
    value: float
    low: float | None = None
    high: float | None = None
    point: bool = False


@dataclass(frozen=True)
class Reading:
    """One way of looking: a heading and its bars, in the order they are to stand."""

    heading: str
    bars: tuple[Bar, ...]


@dataclass(frozen=True)
class Bars:
    """Readings side by side, each on the same scale; ``unit`` follows every figure."""

    title: str
    alt: str
    readings: tuple[Reading, ...]
    unit: str = ""
    decimals: int = 0


def draw_bars(bars: Bars, language: Language) -> Drawing:
    """Give the readings beside each other, below each other on a phone."""
    return Drawing(_beside(bars, language), _below(bars, language))


def _beside(bars: Bars, language: Language) -> str:
    count = max(len(bars.readings), 1)
    width = (WIDE.width - _GAP * (count - 1)) / count
    part = Sheet(width, WIDE.size, narrow=count > 1)
    above = max((_heading_height(reading, part) for reading in bars.readings), default=0.0)
    drawn = [_reading(bars, reading, part, language, above) for reading in bars.readings]
    moved = [
        f'<g transform="translate({number(place * (width + _GAP))} 0)">{"".join(shapes)}</g>'
        for place, (shapes, _) in enumerate(drawn)
    ]
    height = max((bottom for _, bottom in drawn), default=WIDE.leading)
    return frame(WIDE, height, bars.title, bars.alt, moved)


def _below(bars: Bars, language: Language) -> str:
    moved, height = [], 0.0
    for reading in bars.readings:
        shapes, bottom = _reading(bars, reading, NARROW, language, _heading_height(reading, NARROW))
        moved.append(f'<g transform="translate(0 {number(height)})">{"".join(shapes)}</g>')
        height += bottom + 16
    return frame(NARROW, max(height, NARROW.leading), bars.title, bars.alt, moved)


def _heading_height(reading: Reading, sheet: Sheet) -> float:
    return len(_heading(reading, sheet)) * sheet.leading + 6 if reading.heading else 0.0


def _heading(reading: Reading, sheet: Sheet) -> list[str]:
    return wrap(reading.heading, sheet.width, sheet.size, BOLD, lines=3)


def _reading(
    bars: Bars, reading: Reading, sheet: Sheet, language: Language, above: float
) -> tuple[list[str], float]:
    """Give one reading's shapes and how far down they reach."""
    figures = [write_number(bar.value, language, bars.decimals) + bars.unit for bar in reading.bars]
    width = max((sheet.width_of(text, bold=True) for text in figures), default=0.0)
    rows = lay_rows(sheet, [bar.name for bar in reading.bars], width, bar=18, above=above)
    scale = scale_over(_ends(bars), rows.left, rows.right, from_zero=True, snug=True)
    shapes = []
    if reading.heading:
        shapes += write_lines(sheet, (0, sheet.size), _heading(reading, sheet), bold=True)
    for row, bar in enumerate(reading.bars):
        shapes += _bar(bar, scale, rows, row)
        shapes += [
            *rows.write_name(row, bold=bar.point),
            rows.write_figure(row, figures[row], bold=bar.point),
        ]
    return shapes, rows.bottom


def _ends(bars: Bars) -> list[float]:
    every = [bar for reading in bars.readings for bar in reading.bars]
    return [end for bar in every for end in (bar.value, bar.low, bar.high) if end is not None]


def _bar(bar: Bar, scale: Scale, rows: Rows, row: int) -> list[str]:
    left, right = sorted((scale.at(0), scale.at(bar.value)))
    fill, edge = ("f2", "li") if bar.point else ("f6", "")
    shapes = [block(left, rows.bar_top(row), right - left, rows.bar, fill, edge)]
    if bar.low is not None and bar.high is not None:
        low, high = scale.at(bar.low), scale.at(bar.high)
        shapes.append(interval(low, high, rows.middle(row), ink="li", thickness=2, half=6))
    return shapes
