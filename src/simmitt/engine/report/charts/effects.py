"""Effect intervals: one row a measure, zero as the upright, the joint effect last."""

from dataclasses import dataclass

from simmitt.engine.report.charts.labels import in_lanes, write_ticks
from simmitt.engine.report.charts.pen import (
    NARROW,
    WIDE,
    Drawing,
    Sheet,
    diamond,
    frame,
    interval,
    stroke,
    write,
)
from simmitt.engine.report.charts.rows import Rows, lay_rows
from simmitt.engine.report.charts.scale import Scale, scale_over
from simmitt.ground.intervals import Estimate
from simmitt.ground.texts import Language, say, write_number


@dataclass(frozen=True)
class Effect:
    """A measure's effect and its interval."""

    name: str
    estimate: Estimate


@dataclass(frozen=True)
class Effects:
    """The measures each on its own, and all together.

    ``below_zero`` and ``above_zero`` say what the two sides mean, such as shorter and longer.
    """

    title: str
    alt: str
    effects: tuple[Effect, ...]
    joint: Effect | None = None
    below_zero: str = ""
    above_zero: str = ""
    decimals: int = 1


def draw_effects(effects: Effects, language: Language) -> Drawing:
    """Give an interval with its most likely value for every measure, written out at the right."""
    return Drawing(_draw(effects, language, WIDE), _draw(effects, language, NARROW))


def _draw(effects: Effects, language: Language, sheet: Sheet) -> str:
    every = [*effects.effects, *([effects.joint] if effects.joint else [])]
    figures = [_written(effect.estimate, effects.decimals, language) for effect in every]
    rows = lay_rows(
        sheet,
        [effect.name for effect in every],
        max((sheet.width_of(text, bold=True) for text in figures), default=0.0),
        above=2 * sheet.leading + 4 if effects.below_zero or effects.above_zero else 4,
    )
    ends = [end for effect in every for end in (effect.estimate.low, effect.estimate.high)]
    scale = scale_over([*ends, 0.0], rows.left + 8, rows.right - 8, most=4 if sheet.narrow else 6)
    shapes = [
        *_grid(scale, rows, language),
        *_zero(rows, scale.at(0.0)),
        *_sides(effects, rows, scale.at(0.0)),
    ]
    for row, effect in enumerate(every):
        shapes += _row(effect, scale, rows, row, figures[row], joint=effect is effects.joint)
    return frame(sheet, rows.bottom + sheet.leading + 12, effects.title, effects.alt, shapes)


def _written(estimate: Estimate, decimals: int, language: Language) -> str:
    value, low, high = (
        write_number(number, language, decimals) for number in (estimate.value, estimate.low, estimate.high)
    )
    return say("{value} ({low} to {high})", value=value, low=low, high=high).in_language(language)


def _grid(scale: Scale, rows: Rows, language: Language) -> list[str]:
    """Draw the ticks; on a phone words lie between the rows, so the grid keeps out of them."""
    places = [(scale.at(tick), scale.label(tick, language)) for tick in scale.ticks]
    grid = [stroke([(x, rows.above), (x, rows.bottom)], "l", 1) for x, _ in places]
    return [*([] if rows.sheet.narrow else grid), *write_ticks(rows.sheet, places, rows.bottom)]


def _zero(rows: Rows, x: float) -> list[str]:
    if not rows.sheet.narrow:
        return [stroke([(x, rows.above - 4), (x, rows.bottom + 4)], "li", 1.5)]
    tops = [rows.bar_top(row) for row in range(len(rows.names))]
    return [stroke([(x, top - 3), (x, top + rows.bar + 3)], "li", 1.5) for top in tops]


def _sides(effects: Effects, rows: Rows, zero: float) -> list[str]:
    """Write what lies on either side of zero."""
    sheet = rows.sheet
    wishes = [
        (word, zero + side * (10 + sheet.width_of(word) / 2))
        for word, side in ((effects.below_zero, -1), (effects.above_zero, 1))
        if word
    ]
    return [
        write(
            (label.x, rows.above - 12 - label.lane * sheet.leading),
            label.text,
            anchor="middle",
            muted=True,
        )
        for label in in_lanes(sheet, wishes)
    ]


def _row(effect: Effect, scale: Scale, rows: Rows, row: int, figure: str, *, joint: bool) -> list[str]:
    estimate, y = effect.estimate, rows.middle(row)
    shapes = [
        interval(scale.at(estimate.low), scale.at(estimate.high), y, thickness=5 if joint else 3),
        diamond((scale.at(estimate.value), y), half=11 if joint else 9),
        *rows.write_name(row, bold=joint),
        rows.write_figure(row, figure, bold=joint),
    ]
    if joint:
        top = rows.above + row * rows.height
        shapes.append(stroke([(0, top), (rows.sheet.width, top)], "le", 1.5))
    return shapes
