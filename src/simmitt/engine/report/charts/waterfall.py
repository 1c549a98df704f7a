"""The loss waterfall: from planned time to good hours, the largest loss in colour.

It may begin before planned time, with all hours there are and those in which nothing was meant to run.
A loss below nought is a gain: its bar leads back to the right and is hatched.
"""

from dataclasses import dataclass

from simmitt.engine.report.charts.pen import (
    NARROW,
    WIDE,
    Drawing,
    Sheet,
    block,
    frame,
    hatch,
    interval,
    stroke,
)
from simmitt.engine.report.charts.rows import Rows, lay_rows
from simmitt.engine.report.charts.scale import Scale, scale_over
from simmitt.ground.intervals import Estimate
from simmitt.ground.texts import Language, say, write_number


@dataclass(frozen=True)
class Loss:
    """One loss, as hours that went away; below nought, hours won."""

    name: str
    hours: Estimate


@dataclass(frozen=True)
class Waterfall:
    """Planned time, what was lost of it and the good hours left; these add up.

    ``outside`` are hours taken off before planned time, of all the hours that ``all_name`` tells of.
    """

    title: str
    alt: str
    planned_name: str
    planned_h: float
    losses: tuple[Loss, ...]
    good_name: str
    good_hours: Estimate
    all_name: str = ""
    outside: tuple[Loss, ...] = ()


@dataclass(frozen=True)
class _Bar:
    name: str
    hours: float  # as written: losses negative
    start: float
    end: float
    low: float
    high: float
    fill: str
    planned: bool = True  # whether the hours are part of planned time

    @property
    def loud(self) -> bool:
        return self.fill in ("f1", "f2")


def draw_waterfall(waterfall: Waterfall, language: Language) -> Drawing:
    """Give the waterfall; every bar says its share of planned time and its hours."""
    lost = sum(loss.hours.value for loss in waterfall.losses)
    gap = waterfall.planned_h - lost - waterfall.good_hours.value
    assert abs(gap) < 1 / 3600 + 1e-9 * abs(waterfall.planned_h), "losses must add up to the second"
    return Drawing(_draw(waterfall, language, WIDE), _draw(waterfall, language, NARROW))


def _bars(waterfall: Waterfall) -> list[_Bar]:
    planned, good = waterfall.planned_h, waterfall.good_hours
    largest = max(waterfall.losses, key=lambda loss: loss.hours.value, default=None)
    bars = [
        *_outside(waterfall),
        _Bar(waterfall.planned_name, planned, 0, planned, planned, planned, "fband"),
    ]
    left = planned
    for loss in waterfall.losses:
        fill = "f2" if loss is largest and loss.hours.value > 0 else "f6"
        bars.append(_step(loss, left, fill))
        left -= loss.hours.value
    return [*bars, _Bar(waterfall.good_name, good.value, 0, good.value, good.low, good.high, "f1")]


def _outside(waterfall: Waterfall) -> list[_Bar]:
    """Give the bars before planned time."""
    if not waterfall.outside:
        return []
    left = waterfall.planned_h + sum(loss.hours.value for loss in waterfall.outside)
    bars = [_Bar(waterfall.all_name, left, 0, left, left, left, "fm", planned=False)]
    for loss in waterfall.outside:
        bars.append(_step(loss, left, "fm", planned=False))
        left -= loss.hours.value
    return bars


def _step(loss: Loss, left: float, fill: str, *, planned: bool = True) -> _Bar:
    lost = loss.hours
    ends = (left, left - lost.value, left - lost.high, left - lost.low)
    return _Bar(loss.name, -lost.value, *ends, fill if lost.value >= 0 else "fs", planned)


def _draw(waterfall: Waterfall, language: Language, sheet: Sheet) -> str:
    bars = _bars(waterfall)
    figures = [_figures(bar, waterfall.planned_h, language) for bar in bars]
    shares_width, hours_width = (
        max(sheet.width_of(text, bold=True) for text in column) for column in zip(*figures, strict=True)
    )
    rows = lay_rows(sheet, [bar.name for bar in bars], shares_width + hours_width + 18)
    ends = [value for bar in bars for value in (bar.start, bar.end, bar.low, bar.high)]
    scale = scale_over(ends, rows.left, rows.right, from_zero=True, snug=True)
    shapes: list[str] = []
    for row, bar in enumerate(bars):
        shapes += _bar(bar, scale, rows, row)
        shapes += rows.write_name(row, bold=bar.loud)
        share, hours = figures[row]
        shapes.append(rows.write_figure(row, hours, bold=bar.loud))
        shapes.append(rows.write_figure(row, share, bold=bar.loud, back=hours_width + 18))
    return frame(sheet, rows.bottom, waterfall.title, waterfall.alt, shapes)


def _figures(bar: _Bar, planned_h: float, language: Language) -> tuple[str, str]:
    share = abs(bar.hours) / planned_h if planned_h else 0.0
    hours = write_number(bar.hours, language)
    if bar.fill == "fs":
        hours = f"+{hours}"
    return (
        say("{share:.1%}", share=share).in_language(language) if bar.planned else "",
        say("{hours} h", hours=hours).in_language(language),
    )


def _bar(bar: _Bar, scale: Scale, rows: Rows, row: int) -> list[str]:
    left, right = sorted((scale.at(bar.start), scale.at(bar.end)))
    # An outline tells the coloured bar from the grey ones in a black and white copy.
    edge = {"f2": "li", "fs": "li", "fm": "le"}.get(bar.fill, "")
    shapes = [block(left, rows.bar_top(row), right - left, rows.bar, bar.fill, edge)]
    if bar.fill == "fs":
        shapes.append(hatch(left, rows.bar_top(row), right - left, rows.bar))
    if bar.low < bar.high:
        low, high = scale.at(bar.low), scale.at(bar.high)
        shapes.append(interval(low, high, rows.middle(row), ink="li", thickness=2, half=6))
    if row + 1 < len(rows.names):
        x, foot = scale.at(bar.end), rows.bar_top(row) + rows.bar
        # On a phone the next name lies between the bars; a stub is enough there.
        reach = foot + 6 if rows.sheet.narrow else rows.bar_top(row + 1)
        shapes.append(stroke([(x, foot), (x, reach)], "le", 1))
    return shapes
