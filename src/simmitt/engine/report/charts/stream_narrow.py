"""A value-stream map on a phone: the stream runs downwards, the ladder at its right."""

from dataclasses import dataclass, field

from simmitt.engine.report.charts.pen import NARROW, Point, block, frame, stroke, write, write_lines
from simmitt.engine.report.charts.stream import Outside, Step, Stream
from simmitt.engine.report.charts.stream_symbols import (
    FACTORY_HEIGHT,
    TRIANGLE_HEIGHT,
    TRUCK_HEIGHT,
    factory,
    inventory,
    push_down,
    shipment,
    truck,
    word_of_order,
)
from simmitt.engine.report.lettering import BOLD, shorten, wrap

_LEFT = 22.0  # word of orders runs down beside the boxes
_MIDDLE = 46.0  # of triangles and arrows
_HOUSE = 92.0
_PLANNING_X = 132.0
_WAIT_X, _WORK_X = NARROW.width - 2, NARROW.width - 16  # the ladder's two sides
_RIGHT = NARROW.width - 26
_SIZE, _LEADING = NARROW.size, NARROW.leading


@dataclass
class _Column:
    """What is drawn so far, from the top down."""

    y: float
    shapes: list[str] = field(default_factory=list)
    ladder: list[Point] = field(default_factory=list)
    told: list[float] = field(default_factory=list)  # heights at which word of an order enters

    def down(self, height: float) -> None:
        self.y += height


def draw_narrow(stream: Stream) -> str:
    """Give the map for a width of 340 units."""
    column = _Column(0.0)
    _head(stream, column)
    for step in stream.steps:
        _wait(column, step.queue_words, step.wait, bold=bool(step.paces))
        _box(column, step)
    _end(stream, column)
    _totals(stream, column)
    ladder = [stroke(column.ladder, "li", 1.75)] if len(column.ladder) > 1 else []
    shapes = [*_schedule(stream, column), *column.shapes, *ladder]
    return frame(NARROW, column.y + 4, stream.title, stream.alt, shapes)


def _head(stream: Stream, column: _Column) -> None:
    """Draw supplier and planning beside each other."""
    y, width = FACTORY_HEIGHT * 0.62, NARROW.width - _PLANNING_X
    name = wrap(stream.planning.name, width - 12, _SIZE, BOLD)
    note = wrap(stream.planning.note, width - 12, _SIZE, lines=3) if stream.planning.note else []
    height = max((len(name) + len(note)) * _LEADING + 10, FACTORY_HEIGHT)
    middle, first = _PLANNING_X + width / 2, _SIZE + 4
    column.shapes += [
        *factory(NARROW, 0, 0, _HOUSE, stream.supplier.name),
        block(_PLANNING_X, 1, width - 1, height, "fm", "li"),
        *write_lines(NARROW, (middle, first), name, anchor="middle", bold=True),
        *write_lines(NARROW, (middle, first + len(name) * _LEADING), note, anchor="middle"),
        *word_of_order([(_PLANNING_X - 2, y), (_HOUSE + 4, y)], stream.information.purchases),
    ]
    column.down(max(height, FACTORY_HEIGHT) + 10)
    _note(column, stream.supplier)
    column.shapes += [
        *truck(_MIDDLE - 20, column.y),
        *shipment([(_MIDDLE, column.y + TRUCK_HEIGHT + 3), (_MIDDLE, column.y + TRUCK_HEIGHT + 30)]),
    ]
    column.down(TRUCK_HEIGHT + 34)
    column.ladder.append((_WAIT_X, column.y))


def _note(column: _Column, place: Outside) -> None:
    lines = wrap(place.note, NARROW.width - _LEFT, _SIZE) if place.note else []
    column.shapes += [
        write((_LEFT, column.y + _SIZE + row * _LEADING), line, muted=True) for row, line in enumerate(lines)
    ]
    column.down(len(lines) * _LEADING + (8 if lines else 0))


def _wait(column: _Column, queue: str, wait: str, *, bold: bool = False) -> None:
    """Draw a queue with its number and the ladder's piece beside it."""
    foot = column.y + TRIANGLE_HEIGHT - 6
    column.shapes += inventory(_MIDDLE, column.y)
    room = _RIGHT - _MIDDLE - 36
    told = shorten(wait, room / 2, _SIZE, BOLD)
    left = room - NARROW.width_of(told, bold=True)
    column.shapes += [
        write((_MIDDLE + 24, foot), shorten(queue, left, _SIZE, BOLD), bold=True),
        write((_RIGHT, foot), told, anchor="end", bold=bold),
    ]
    column.shapes += push_down(_MIDDLE, column.y + TRIANGLE_HEIGHT + 5, 24)
    column.down(TRIANGLE_HEIGHT + 34)


def _box(column: _Column, step: Step) -> None:
    """Draw a process over the full width, its data in two columns."""
    width, x = _RIGHT - _LEFT, _LEFT + 9
    if step.paces:
        _tag(column, step.paces)
    work = shorten(step.work, 90, _SIZE)
    names = wrap(step.name, width - 28 - NARROW.width_of(work), _SIZE, BOLD, lines=3)
    pairs = _in_pairs(step.data, (width - 32) / 2)
    head, rows = len(names) * _LEADING + 8, len(pairs) * _LEADING + (6 if pairs else 0)
    fill, edge = ("fr", "lr") if step.paces else ("fs", "li")
    column.ladder.append((_WAIT_X, column.y))
    column.told.append(column.y + head / 2)
    column.shapes += [
        block(_LEFT, column.y, width, head + rows, fill, edge),
        *write_lines(NARROW, (x, column.y + _SIZE + 2), names, bold=True),
        write((_RIGHT - 9, column.y + _SIZE + 2), work, anchor="end", muted=True),
        *([stroke([(_LEFT, column.y + head), (_RIGHT, column.y + head)], edge, 1.25)] if pairs else []),
    ]
    for row, pair in enumerate(pairs):
        foot = column.y + head + _SIZE + 1 + row * _LEADING
        for place, (label, value) in enumerate(pair):
            start = x + place * (width - 32 + 14) / 2
            after = start + NARROW.width_of(label) + 6
            column.shapes += [write((start, foot), label, muted=True), write((after, foot), value)]
    column.ladder += [(_WORK_X, column.y), (_WORK_X, column.y + head + rows)]
    column.down(head + rows)
    column.ladder.append((_WAIT_X, column.y))
    column.down(8)


def _tag(column: _Column, words: str) -> None:
    width = _RIGHT - _LEFT
    text = shorten(words, width - 18, _SIZE, BOLD)
    column.shapes += [
        block(_LEFT - 1, column.y, width + 2, _LEADING + 4, "fk"),
        write((_LEFT + 9, column.y + _SIZE + 1), text, bold=True, pale=True),
    ]
    column.down(_LEADING + 4)


def _in_pairs(data: tuple[tuple[str, str], ...], room: float) -> list[list[tuple[str, str]]]:
    """Give the rows of data, two beside each other where both are short enough."""
    rows: list[list[tuple[str, str]]] = []
    free = False
    for label, value in data:
        named = shorten(label, room, _SIZE)
        figure = shorten(value, 2 * room - NARROW.width_of(named) - 6, _SIZE)
        short = NARROW.width_of(named) + 6 + NARROW.width_of(figure) <= room
        if short and free:
            rows[-1].append((named, figure))
            free = False
        else:
            rows.append([(named, figure)])
            free = short
    return rows


def _end(stream: Stream, column: _Column) -> None:
    """Draw what leaves for the customer."""
    if stream.after_last:
        _wait(column, "", stream.after_last)
        column.ladder.append((_WAIT_X, column.y))
    column.shapes += truck(_MIDDLE - 20, column.y + 4)
    column.shapes += shipment(
        [(_MIDDLE, column.y + TRUCK_HEIGHT + 7), (_MIDDLE, column.y + TRUCK_HEIGHT + 32)]
    )
    column.down(TRUCK_HEIGHT + 36)
    column.shapes += factory(NARROW, 0, column.y, _HOUSE, stream.customer.name)
    lines = wrap(stream.customer.note, NARROW.width - _HOUSE - 12, _SIZE, lines=3)
    column.shapes += [
        write((_HOUSE + 12, column.y + _SIZE + 4 + row * _LEADING), line, muted=True)
        for row, line in enumerate(lines)
    ]
    column.down(max(FACTORY_HEIGHT, len(lines) * _LEADING + 4) + 12)


def _totals(stream: Stream, column: _Column) -> None:
    for name, value in stream.totals:
        figure = shorten(value, NARROW.width * 0.6, _SIZE, BOLD)
        room = NARROW.width - NARROW.width_of(figure, bold=True) - 12
        column.shapes += [
            write((0, column.y + _SIZE), shorten(name, room, _SIZE, BOLD), bold=True),
            write((NARROW.width, column.y + _SIZE), figure, anchor="end", bold=True),
        ]
        column.down(_LEADING + 2)


def _schedule(stream: Stream, column: _Column) -> list[str]:
    """Draw how word reaches the boxes: one line down the left side, an arrow into each."""
    dashed, x = stream.information.schedule == "unknown", 5.0
    if not column.told:
        return []
    top = FACTORY_HEIGHT + 5
    start = [(_PLANNING_X + 14, top - 4), (_PLANNING_X + 14, top), (x, top), (x, column.told[-1])]
    shapes = [stroke(start, "li", 1.5, dashed=dashed)]
    for y in column.told:
        shapes += word_of_order([(x, y), (_LEFT - 3, y)], "unknown" if dashed else "manual")
    return shapes
