"""What the result hangs on: each assumption at its low and its high end, the widest first."""

from dataclasses import dataclass

from simmitt.engine.report.charts.labels import in_lanes
from simmitt.engine.report.charts.pen import NARROW, WIDE, Drawing, Sheet, block, frame, stroke, write
from simmitt.engine.report.charts.rows import Rows, lay_rows
from simmitt.engine.report.charts.scale import Scale, scale_over
from simmitt.ground.texts import Language, write_number


@dataclass(frozen=True)
class Swing:
    """An assumption, and the result when it is at its low and at its high end."""

    name: str
    at_low: float
    at_high: float

    @property
    def width(self) -> float:
        """How far apart the two results are."""
        return abs(self.at_high - self.at_low)


@dataclass(frozen=True)
class Tornado:
    """The result as planned and how far each assumption moves it; ``unit`` follows figures."""

    title: str
    alt: str
    base_name: str
    base: float
    swings: tuple[Swing, ...]
    unit: str = ""
    decimals: int = 0


def draw_tornado(tornado: Tornado, language: Language) -> Drawing:
    """Give a bar for each assumption from its worse to its better result, base as upright."""
    return Drawing(_draw(tornado, language, WIDE), _draw(tornado, language, NARROW))


def _draw(tornado: Tornado, language: Language, sheet: Sheet) -> str:
    swings = sorted(tornado.swings, key=lambda swing: -swing.width)
    figures = [
        [
            write_number(end, language, tornado.decimals) + tornado.unit
            for end in sorted((swing.at_low, swing.at_high))
        ]
        for swing in swings
    ]
    room = max((sheet.width_of(text) for pair in figures for text in pair), default=0.0) + 10
    rows = lay_rows(sheet, [swing.name for swing in swings], above=sheet.leading + 10)
    ends = [tornado.base, *(end for swing in swings for end in (swing.at_low, swing.at_high))]
    scale = scale_over(ends, rows.left + room, rows.right - room, snug=True)
    shapes = _base(tornado, scale, rows, language)
    for row, swing in enumerate(swings):
        shapes += [*_bar(swing, tornado.base, scale, rows, row), *rows.write_name(row)]
        shapes += _figures(swing, figures[row], scale, rows, row)
    return frame(
        sheet, rows.bottom, tornado.title, tornado.alt, [*shapes, *_upright(rows, scale.at(tornado.base))]
    )


def _base(tornado: Tornado, scale: Scale, rows: Rows, language: Language) -> list[str]:
    sheet = rows.sheet
    text = f"{tornado.base_name} {write_number(tornado.base, language, tornado.decimals)}{tornado.unit}"
    label = in_lanes(sheet, [(text, scale.at(tornado.base))], bold=True)[0]
    return [write((label.x, sheet.size), label.text, anchor="middle", bold=True)]


def _upright(rows: Rows, x: float) -> list[str]:
    if not rows.sheet.narrow:
        return [stroke([(x, rows.above - 6), (x, rows.bottom)], "li", 2)]
    tops = [rows.bar_top(row) for row in range(len(rows.names))]
    return [stroke([(x, top - 3), (x, top + rows.bar + 3)], "li", 2) for top in tops]


def _bar(swing: Swing, base: float, scale: Scale, rows: Rows, row: int) -> list[str]:
    """Draw what lies below the base in grey and what lies above in the main colour."""
    low, high = sorted((swing.at_low, swing.at_high))
    top, shapes = rows.bar_top(row), []
    if low < base:
        left, right = scale.at(low), scale.at(min(high, base))
        shapes.append(block(left, top, right - left, rows.bar, "f6"))
    if high > base:
        left, right = scale.at(max(low, base)), scale.at(high)
        shapes.append(block(left, top, right - left, rows.bar, "f1"))
    return shapes


def _figures(swing: Swing, texts: list[str], scale: Scale, rows: Rows, row: int) -> list[str]:
    low, high = sorted((scale.at(swing.at_low), scale.at(swing.at_high)))
    y = rows.middle(row) + rows.sheet.size * 0.35
    return [
        write((low - 6, y), texts[0], anchor="end"),
        write((high + 6, y), texts[1]),
    ]
