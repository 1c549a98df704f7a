"""The symbols of value-stream maps, as Rother and Shook's workbook made them common."""

from collections.abc import Sequence
from itertools import pairwise

from simmitt.engine.report.charts.labels import write_on
from simmitt.engine.report.charts.pen import (
    Point,
    Sheet,
    area,
    arrow_head,
    block,
    outline,
    stroke,
    wheel,
    write,
    write_lines,
)
from simmitt.engine.report.charts.stream import Signal, Step
from simmitt.engine.report.lettering import BOLD, shorten, wrap

FACTORY_HEIGHT, ROOF = 58.0, 20.0
TRIANGLE_WIDTH, TRIANGLE_HEIGHT = 34.0, 30.0
TRUCK_WIDTH, TRUCK_HEIGHT = 40.0, 26.0
_WAY, _SIGN = 5.0, 130.0  # how broad the way to the next row is, and how far apart the arrows on it are
_PAD = 7.0  # between a box's edge and its words


def factory(sheet: Sheet, x: float, y: float, width: float, name: str) -> list[str]:
    """Draw a house with a saw-tooth roof: supplier or customer."""
    tooth, foot = width / 3, y + FACTORY_HEIGHT
    roof = [(x, y + ROOF)]
    for place in range(3):
        roof += [(x + (place + 1) * tooth, y), (x + (place + 1) * tooth, y + ROOF)]
    text = shorten(name, width - 8, sheet.size, BOLD)
    walls = [*roof[:-1], (x + width, foot), (x, foot)]
    return [
        outline(walls, "fm", "li"),
        write((x + width / 2, foot - (FACTORY_HEIGHT - ROOF - sheet.size * 0.7) / 2), text,
              anchor="middle", bold=True),
    ]  # fmt: skip


def inventory(middle: float, y: float) -> list[str]:
    """Draw the triangle with its I: orders that lie and wait."""
    half, foot = TRIANGLE_WIDTH / 2, y + TRIANGLE_HEIGHT
    return [
        outline([(middle, y), (middle + half, foot), (middle - half, foot)], "fs", "li"),
        stroke([(middle, foot - 18), (middle, foot - 5)], "li", 2),
        stroke([(middle - 4, foot - 18), (middle + 4, foot - 18)], "li", 1.5),
        stroke([(middle - 4, foot - 5), (middle + 4, foot - 5)], "li", 1.5),
    ]


def push_arrow(x: float, y: float, length: float) -> list[str]:
    """Draw the striped arrow: work is pushed on whether the next step is ready or not."""
    shaft = max(length - 9, 4)
    stripes = [block(x + at, y - 4, min(5, shaft - at), 8, "fi") for at in range(0, int(shaft), 10)]
    edges = [stroke([(x, y + side), (x + shaft, y + side)], "li", 1) for side in (-4, 4)]
    return [*stripes, *edges, area([(x + shaft, y - 8), (x + length, y), (x + shaft, y + 8)], "fi")]


def push_down(x: float, y: float, length: float) -> list[str]:
    """Draw the striped arrow downwards."""
    shaft = max(length - 9, 4)
    stripes = [block(x - 4, y + at, 8, min(5, shaft - at), "fi") for at in range(0, int(shaft), 10)]
    edges = [stroke([(x + side, y), (x + side, y + shaft)], "li", 1) for side in (-4, 4)]
    return [*stripes, *edges, area([(x - 8, y + shaft), (x, y + length), (x + 8, y + shaft)], "fi")]


def truck(x: float, y: float) -> list[str]:
    """Draw the lorry of a shipment."""
    foot = y + TRUCK_HEIGHT - 6
    cab = [(x + 26, y + 6), (x + 34, y + 6), (x + 40, y + 13), (x + 40, foot), (x + 26, foot)]
    wheels = [wheel((x + at, foot + 1), 4.5) for at in (9, 32)]
    return [outline([(x, y), (x + 26, y), (x + 26, foot), (x, foot)], "fs", "li"),
            outline(cab, "fs", "li"), *wheels]  # fmt: skip


def shipment(points: Sequence[Point]) -> list[str]:
    """Draw the broad hollow arrow of goods that leave or come."""
    (before_x, before_y), (x, y) = points[-2:]
    heading = (x - before_x, y - before_y)
    length = (heading[0] ** 2 + heading[1] ** 2) ** 0.5 or 1.0
    neck = (x - heading[0] / length * 11, y - heading[1] / length * 11)
    line = [*points[:-1], neck]
    return [stroke(line, "li", 8), stroke(line, "ls", 4.5), arrow_head((x, y), heading, 14)]


def way_on(sheet: Sheet, points: Sequence[Point], words: str) -> list[str]:
    """Draw the broad way from the end of a row to the beginning of the next, to the left, and name the step.

    Parameters
    ----------
    points
        From the last box of the row: aside, down, back along between the rows, down to the tip.
    """
    *line, (right, y), (left, _), (x, tip) = points
    middle, text = (left + right) / 2, shorten(words, right - left - 60, sheet.size, BOLD)
    free = sheet.width_of(text, bold=True) / 2 + 20
    signs = (left + _SIGN * step for step in range(1, int((right - left) / _SIGN) + 1))
    return [
        stroke([*line, (right, y), (left, y), (x, tip - 10)], "li", _WAY),
        arrow_head((x, tip), (0, 1), 16),
        *(arrow_head((at, y), (-1, 0), 14) for at in signs if abs(at - middle) > free),
        *(write_on(sheet, (middle, y), text, bold=True) if text else []),
    ]


def word_of_order(points: Sequence[Point], signal: Signal) -> list[str]:
    """Draw the thin arrow of information: zigzag through a system, dashed where nobody has told."""
    (before_x, before_y), end = points[-2:]
    head = arrow_head(end, (end[0] - before_x, end[1] - before_y))
    line = _zigzag(points) if signal == "electronic" else points
    return [stroke(line, "li", 1.5, dashed=signal == "unknown"), head]


def _zigzag(points: Sequence[Point]) -> list[Point]:
    """Give the line with a lightning's kink in the middle of its longest piece."""
    pieces = [abs(b[0] - a[0]) + abs(b[1] - a[1]) for a, b in pairwise(points)]
    at = pieces.index(max(pieces))
    (x1, y1), (x2, y2) = points[at], points[at + 1]
    reach = max(abs(x2 - x1), abs(y2 - y1)) or 1.0
    ahead = ((x2 - x1) / reach, (y2 - y1) / reach)
    middle = ((x1 + x2) / 2, (y1 + y2) / 2)
    kink = [
        (middle[0] + side * (6 * ahead[0] - 5 * ahead[1]), middle[1] + side * (6 * ahead[1] + 5 * ahead[0]))
        for side in (1, -1)
    ]
    return [*points[: at + 1], *kink, *points[at + 1 :]]


def name_lines(sheet: Sheet, step: Step, width: float) -> list[str]:
    """Give a box's name in the lines that its width allows."""
    return wrap(step.name, width - 2 * _PAD, sheet.size, BOLD, lines=3)


def box_height(sheet: Sheet, lines: int, rows: int) -> float:
    """Give the height of a box with so many lines of name and rows of data."""
    return lines * sheet.leading + 10 + (rows * sheet.leading + 8 if rows else 0)


def process_box(sheet: Sheet, at: Point, width: float, step: Step, lines: int) -> list[str]:
    """Draw a process with its data below; the one that sets the pace has another edge and says so."""
    (x, y), head = at, lines * sheet.leading + 10
    names = name_lines(sheet, step, width)
    fill, edge = ("fr", "lr") if step.paces else ("fs", "li")
    top = y + sheet.size + 4 + (lines - len(names)) * sheet.leading / 2
    height = box_height(sheet, lines, len(step.data))
    corners = [(x, y), (x + width, y), (x + width, y + height), (x, y + height)]
    shapes = [
        outline(corners, fill, edge, 3 if step.paces else 1.75),
        *write_lines(sheet, (x + width / 2, top), names, anchor="middle", bold=True),
    ]
    if step.data:
        shapes.append(stroke([(x, y + head), (x + width, y + head)], edge, 1.25))
    for row, (label, value) in enumerate(step.data):
        foot = y + head + sheet.size + 2 + row * sheet.leading
        shapes += data_row(sheet, (x + _PAD, foot), width - 2 * _PAD, label, value)
    return shapes


def data_row(sheet: Sheet, at: Point, room: float, label: str, value: str) -> list[str]:
    """Write a label at the left and its value at the right, the value whole if it can be."""
    figure = shorten(value, room, sheet.size)
    left = room - sheet.width_of(figure) - 6
    named = shorten(label, left, sheet.size) if left > sheet.size else ""
    return [
        *([write(at, named, muted=True)] if named else []),
        write((at[0] + room, at[1]), figure, anchor="end"),
    ]


def pace_tag(sheet: Sheet, at: Point, width: float, words: str) -> list[str]:
    """Write over a box that it sets the pace."""
    text = shorten(words, width - 6, sheet.size, BOLD)
    return [
        block(at[0] - 1.5, at[1] - sheet.leading - 3, width + 3, sheet.leading + 4, "fk"),
        write((at[0] + width / 2, at[1] - 7), text, anchor="middle", bold=True, pale=True),
    ]
