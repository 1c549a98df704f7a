"""How figures come from a beginning to their ordinary level: panels above each other over the weeks."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from math import isfinite

from simmitt.engine.report.charts.labels import write_ticks
from simmitt.engine.report.charts.nothing import draw_nothing
from simmitt.engine.report.charts.pen import (
    NARROW,
    WIDE,
    Drawing,
    Point,
    Sheet,
    block,
    frame,
    stroke,
    write,
    write_lines,
)
from simmitt.engine.report.charts.scale import Scale, scale_over
from simmitt.engine.report.lettering import BOLD, shorten, wrap
from simmitt.ground.texts import Language

_HEIGHT = 120.0
_BETWEEN = 22.0


@dataclass(frozen=True)
class Panel:
    """One figure: its values at the chart's weeks, NaN where there is none; its level after the cut."""

    name: str
    values: tuple[float, ...]
    level: float | None = None


@dataclass(frozen=True)
class Settling:
    """Panels over the same weeks; what comes before ``cut_week`` is shaded (0: nothing is)."""

    title: str
    alt: str
    weeks: tuple[float, ...]
    panels: tuple[Panel, ...]
    until_week: float
    time_name: str
    cut_week: float = 0.0
    cut_name: str = ""
    below: str = ""
    nothing: str = ""


def draw_settling(chart: Settling, language: Language) -> Drawing:
    """Give the panels: each figure's course, its level dashed, and where counting begins."""
    if not chart.weeks:
        return draw_nothing(chart.title, chart.alt, chart.nothing)
    for panel in chart.panels:
        assert len(panel.values) == len(chart.weeks), "a panel has a value for each week"
    return Drawing(_draw(chart, language, WIDE), _draw(chart, language, NARROW))


def _draw(chart: Settling, language: Language, sheet: Sheet) -> str:
    tops, top = [], sheet.leading + 8 if chart.cut_week else 0.0
    for _ in chart.panels:
        tops.append(top + sheet.leading + 6)
        top = tops[-1] + _HEIGHT + _BETWEEN
    scales = [_scale(panel, at) for panel, at in zip(chart.panels, tops, strict=True)]
    left = max(sheet.width_of(scale.label(tick, language)) for scale in scales for tick in scale.ticks) + 12
    across = scale_over(
        [0.0, chart.until_week], left, sheet.width - 8, most=6 if sheet.narrow else 10, snug=True
    )
    shapes: list[str] = []
    for panel, scale in zip(chart.panels, scales, strict=True):
        shapes += _panel(chart, panel, across, scale, sheet, language)
    foot = scales[-1].start
    shapes += write_ticks(
        sheet, [(across.at(each), across.label(each, language)) for each in across.ticks], foot
    )
    foot += 2 * sheet.leading + 14
    shapes.append(write((across.end, foot), shorten(chart.time_name, sheet.width, sheet.size),
                        anchor="end", muted=True))  # fmt: skip
    shapes += _cut_name(chart, across, sheet)
    lines = wrap(chart.below, sheet.width, sheet.size, lines=6) if chart.below else []
    shapes += write_lines(sheet, (0, foot + sheet.leading + 4), lines)
    return frame(sheet, foot + len(lines) * sheet.leading + 12, chart.title, chart.alt, shapes)


def _scale(panel: Panel, top: float) -> Scale:
    known = [value for value in panel.values if isfinite(value)]
    level = [] if panel.level is None else [panel.level]
    scale = scale_over([*known, *level], _HEIGHT, 0.0, from_zero=True, most=4)
    return replace(scale, start=scale.start + top, end=scale.end + top)


def _panel(
    chart: Settling, panel: Panel, across: Scale, up: Scale, sheet: Sheet, language: Language
) -> Iterator[str]:
    cut = across.at(min(chart.cut_week, chart.until_week))
    if chart.cut_week:
        yield block(across.start, up.end, cut - across.start, up.start - up.end, "fm")
        yield stroke([(cut, up.end), (cut, up.start)], "le", 1.75, dashed=True)
    for tick in up.ticks:
        yield stroke([(across.start, up.at(tick)), (across.end, up.at(tick))], "l", 1)
        label = up.label(tick, language)
        yield write((across.start - 8, up.at(tick) + sheet.size * 0.35), label, anchor="end", muted=True)
    name = shorten(panel.name, sheet.width, sheet.size, BOLD)
    yield write((0, up.end - sheet.size * 0.6 - 4), name, bold=True)
    if panel.level is not None:
        y = up.at(panel.level)
        yield stroke([(cut, y), (across.end, y)], "li", 1.5, dashed=True)
    for line in _lines(chart.weeks, panel.values, across, up):
        yield stroke(line, "l1", 2.5)


def _lines(
    weeks: Sequence[float], values: Sequence[float], across: Scale, up: Scale
) -> Iterator[list[Point]]:
    """Give the stretches without a gap; a single value becomes a short dash."""
    pairs = zip(weeks, values, strict=True)
    for known, stretch in groupby(pairs, key=lambda pair: isfinite(pair[1])):
        if known:
            points = [(across.at(week), up.at(value)) for week, value in stretch]
            yield points if len(points) > 1 else [points[0], (points[0][0] + 4, points[0][1])]


def _cut_name(chart: Settling, across: Scale, sheet: Sheet) -> list[str]:
    """Write above the panels where counting begins."""
    if not chart.cut_week:
        return []
    name = shorten(chart.cut_name, sheet.width, sheet.size)
    half = sheet.width_of(name) / 2
    middle = min(max(across.at(min(chart.cut_week, chart.until_week)), half), sheet.width - half)
    return [write((middle, sheet.size), name, anchor="middle", muted=True)]
