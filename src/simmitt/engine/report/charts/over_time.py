"""A quantity week by week, with its mean, an area under it and stretches to explain."""

from dataclasses import dataclass
from datetime import date

from simmitt.engine.report.charts.labels import in_lanes
from simmitt.engine.report.charts.pen import NARROW, WIDE, Drawing, Sheet, area, block, frame, stroke, write
from simmitt.engine.report.charts.time_frame import TimeFrame, Word, draw_ground, lay_time, write_words
from simmitt.ground.intervals import Estimate
from simmitt.ground.texts import Language, say, write_number

_HEADROOM = 1.15  # for the names of stretches, above the line


@dataclass(frozen=True)
class Series:
    """One value for each of the chart's days, and what it is called."""

    name: str
    values: tuple[float, ...]


@dataclass(frozen=True)
class Stretch:
    """A stretch of time to explain, such as the holiday."""

    name: str
    first: date
    last: date


@dataclass(frozen=True)
class OverTime:
    """What a chart over time shows; ``part`` is drawn as an area below the line."""

    title: str
    alt: str
    days: tuple[date, ...]
    line: Series
    mean: Estimate | None = None
    part: Series | None = None
    stretches: tuple[Stretch, ...] = ()
    decimals: int = 0


def draw_over_time(chart: OverTime, language: Language) -> Drawing:
    """Give the line and what it is called; the mean is dashed, its interval a band."""
    return Drawing(_draw(chart, language, WIDE), _draw(chart, language, NARROW))


def _draw(chart: OverTime, language: Language, sheet: Sheet) -> str:
    words = _words(chart, language)
    ground = lay_time(sheet, chart.days, _values(chart), words, language)
    shapes = [*_stretches(chart, ground), *_mean_band(chart, ground), *_part(chart, ground)]
    shapes += draw_ground(ground, language)
    if chart.mean:
        y = ground.up.at(chart.mean.value)
        shapes.append(stroke([(ground.across.start, y), (ground.across.end, y)], "li", 1.5, dashed=True))
    shapes.append(stroke(ground.points(chart.line.values), "l1", 2.5))
    shapes += [*_stretch_names(chart, ground), *write_words(ground, words)]
    return frame(sheet, ground.height, chart.title, chart.alt, shapes)


def _values(chart: OverTime) -> list[float]:
    part = chart.part.values if chart.part else ()
    mean = (chart.mean.low, chart.mean.high, chart.mean.value) if chart.mean else ()
    values = [0.0, *chart.line.values, *part, *mean]  # an area stands on zero
    return [*values, max(values) * _HEADROOM] if chart.stretches else values


def _words(chart: OverTime, language: Language) -> list[Word]:
    words = [Word(chart.line.name, chart.line.values[-1], "line", bold=True)]
    if chart.mean:
        mean = write_number(chart.mean.value, language, chart.decimals)
        text = say("mean {mean}", mean=mean).in_language(language)
        words.append(Word(text, chart.mean.value, "dashes"))
    if chart.part:
        words.append(Word(chart.part.name, chart.part.values[-1] / 2, "area"))
    return words


def _part(chart: OverTime, ground: TimeFrame) -> list[str]:
    if not chart.part:
        return []
    points = ground.points(chart.part.values)
    zero = ground.up.at(0)
    return [area([*points, (points[-1][0], zero), (points[0][0], zero)], "fband")]


def _mean_band(chart: OverTime, ground: TimeFrame) -> list[str]:
    if not chart.mean:
        return []
    top, foot = ground.up.at(chart.mean.high), ground.up.at(chart.mean.low)
    return [block(ground.across.start, top, ground.across.end - ground.across.start, foot - top, "fm")]


def _stretches(chart: OverTime, ground: TimeFrame) -> list[str]:
    places = [(ground.x(stretch.first), ground.x(stretch.last)) for stretch in chart.stretches]
    return [block(x, ground.top, end - x, ground.bottom - ground.top, "fm") for x, end in places]


def _stretch_names(chart: OverTime, ground: TimeFrame) -> list[str]:
    sheet = ground.sheet
    wishes = [
        (stretch.name, (ground.x(stretch.first) + ground.x(stretch.last)) / 2) for stretch in chart.stretches
    ]
    return [
        write((label.x, ground.top + sheet.leading * (label.lane + 0.9)), label.text,
              anchor="middle", muted=True)
        for label in in_lanes(sheet, wishes)
    ]  # fmt: skip
