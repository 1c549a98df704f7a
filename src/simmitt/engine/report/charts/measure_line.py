"""The measure line: bar with end ticks = interval, diamond = most likely, ring = today."""

from dataclasses import dataclass

from simmitt.engine.report.charts.labels import Label, in_lanes, nudged, write_ticks
from simmitt.engine.report.charts.pen import (
    NARROW,
    WIDE,
    Drawing,
    Sheet,
    block,
    diamond,
    frame,
    interval,
    number,
    ring,
    stroke,
    write,
)
from simmitt.engine.report.charts.scale import Scale, scale_over
from simmitt.ground.intervals import Estimate
from simmitt.ground.texts import Language, say, write_number

_BAND = 26.0  # height of a lane of labels


@dataclass(frozen=True)
class Mark:
    """A value with its word, such as now 23.4."""

    word: str
    value: float


@dataclass(frozen=True)
class MeasureLine:
    """What a measure line shows; ``plan`` is the word at the diamond."""

    title: str
    alt: str
    plan: str
    estimate: Estimate
    today: Mark | None = None
    target: Mark | None = None
    decimals: int = 1


def draw_measure_line(line: MeasureLine, language: Language) -> Drawing:
    """Give today, plan and target on one line, the interval's ends in figures below."""
    return Drawing(_draw(line, language, WIDE), _draw(line, language, NARROW))


def draw_small_measure_line(estimate: Estimate, low: float, high: float) -> str:
    """Give the bare sign for beside a figure that is written out: no words, decoration only.

    ``low`` and ``high`` are the ends of the line it stands on.
    """
    scale = scale_over([low, high, estimate.low, estimate.high], 10, 150, snug=True, most=2)
    y = 12.0
    shapes = [
        stroke([(2, y), (158, y)], "l", 1.5),
        interval(scale.at(estimate.low), scale.at(estimate.high), y, half=7),
        diamond((scale.at(estimate.value), y), half=6),
    ]
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" class="ch" aria-hidden="true" '
        f'viewBox="0 0 {number(160)} {number(24)}">{"".join(shapes)}</svg>'
    )


def _draw(line: MeasureLine, language: Language, sheet: Sheet) -> str:
    scale = _scale(line, sheet)
    marks = _marks(line)
    wishes = [(_worded(mark, line, language), scale.at(mark.value)) for mark in marks]
    above = in_lanes(sheet, nudged(sheet, wishes, bold=True), bold=True)
    y = 14 + _BAND * (1 + max(label.lane for label in above))
    shapes = [*_ground(scale, sheet, language, y), *_words(marks, above, scale, sheet, y)]
    shapes += _signs(line, scale, y)
    below = _ends(line, scale, sheet, language)
    shapes += [
        write((label.x, y + 52 + sheet.leading * label.lane), label.text, anchor="middle", muted=True)
        for label in below
    ]
    lanes = 1 + max(label.lane for label in below)
    return frame(sheet, y + 38 + sheet.leading * lanes, line.title, line.alt, shapes)


def _scale(line: MeasureLine, sheet: Sheet) -> Scale:
    values = [line.estimate.low, line.estimate.high, *(mark.value for mark in _marks(line))]
    return scale_over(values, 24, sheet.width - 24, most=4 if sheet.narrow else 7)


def _marks(line: MeasureLine) -> list[Mark]:
    others = [mark for mark in (line.target, line.today) if mark]
    return [Mark(line.plan, line.estimate.value), *others]


def _worded(mark: Mark, line: MeasureLine, language: Language) -> str:
    return f"{mark.word} {write_number(mark.value, language, line.decimals)}"


def _ground(scale: Scale, sheet: Sheet, language: Language, y: float) -> list[str]:
    places = [(scale.at(tick), scale.label(tick, language)) for tick in scale.ticks]
    return [stroke([(8, y), (sheet.width - 8, y)], "l", 1.5), *write_ticks(sheet, places, y)]


def _words(marks: list[Mark], labels: list[Label], scale: Scale, sheet: Sheet, y: float) -> list[str]:
    """Write the words above the line, with a hairline down from those in a higher lane."""
    feet = [y - 18 - _BAND * label.lane for label in labels]
    shapes = [
        stroke([(scale.at(mark.value), foot + 5), (scale.at(mark.value), y - 10)], "le", 1)
        for mark, label, foot in zip(marks, labels, feet, strict=True)
        if label.lane
    ]
    for label, foot in zip(labels, feet, strict=True):
        left, width = label.x - label.half_width - 3, 2 * label.half_width + 6
        shapes.append(block(left, foot - sheet.size, width, sheet.size + 5, "fs"))
        shapes.append(write((label.x, foot), label.text, anchor="middle", bold=True))
    return shapes


def _signs(line: MeasureLine, scale: Scale, y: float) -> list[str]:
    shapes = []
    if line.target:
        x = scale.at(line.target.value)
        shapes.append(stroke([(x, y - 14), (x, y + 11)], "li", 2.5, dashed=True))
    if line.today:
        shapes.append(ring((scale.at(line.today.value), y)))
    estimate = line.estimate
    shapes.append(interval(scale.at(estimate.low), scale.at(estimate.high), y, thickness=4, half=11))
    return [*shapes, diamond((scale.at(estimate.value), y), half=11)]


def _ends(line: MeasureLine, scale: Scale, sheet: Sheet, language: Language) -> list[Label]:
    """Give the interval's ends in figures, as one text where two would collide."""
    low, high = (
        write_number(end, language, line.decimals) for end in (line.estimate.low, line.estimate.high)
    )
    places = [scale.at(line.estimate.low), scale.at(line.estimate.high)]
    if places[1] - places[0] < (sheet.width_of(low) + sheet.width_of(high)) / 2 + 16:
        both = say("{low} to {high}", low=low, high=high).in_language(language)
        return in_lanes(sheet, [(both, sum(places) / 2)])
    return in_lanes(sheet, [(low, places[0]), (high, places[1])])
