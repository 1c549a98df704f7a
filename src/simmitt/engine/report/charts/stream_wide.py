"""A value-stream map across the page: rows of boxes, each with its piece of the ladder."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from simmitt.engine.report.charts.pen import WIDE, Point, block, frame, stroke, write, write_lines
from simmitt.engine.report.charts.stream import Outside, Step, Stream
from simmitt.engine.report.charts.stream_symbols import (
    FACTORY_HEIGHT,
    TRIANGLE_HEIGHT,
    TRUCK_HEIGHT,
    TRUCK_WIDTH,
    box_height,
    factory,
    inventory,
    name_lines,
    pace_tag,
    process_box,
    push_arrow,
    shipment,
    truck,
    way_on,
    word_of_order,
)
from simmitt.engine.report.lettering import BOLD, shorten, width_of, wrap

_MOST_IN_A_ROW = 7
_GAP, _WIDEST_GAP = 48.0, 84.0  # before a box, where its queue stands
_BOX, _WIDEST_BOX = 88.0, 170.0
_LEFT = 14.0  # kept free for word of orders on its way to the rows below
_RIGHT = 44.0  # for goods on their way to the customer and to the next row
_SHIP_X, _TURN_X = WIDE.width - 14, WIDE.width - 30
_HOUSE = 110.0
_PLANNING = 280.0
_LADDER_STEP = 14.0
_BETWEEN = 44.0  # two rows, where the way from one to the next runs


@dataclass(frozen=True)
class _Row:
    """Where one row of boxes lies, its upper edge at ``top``."""

    steps: tuple[Step, ...]
    top: float
    gap: float
    box: float
    lines: int
    tag: float  # room over the boxes for the words on the pace
    end: str = ""  # the wait after the last box, where it is the last row
    last: bool = False

    def box_x(self, place: int) -> float:
        return _LEFT + place * (self.gap + self.box) + self.gap

    @property
    def box_y(self) -> float:
        return self.top + 24 + self.tag

    @property
    def bus_y(self) -> float:
        return self.top + 4

    @property
    def ladder_y(self) -> float:
        rows = max((len(step.data) for step in self.steps), default=0)
        box = box_height(WIDE, self.lines, rows)
        return self.box_y + max(box, TRIANGLE_HEIGHT + WIDE.leading + 36) + WIDE.size + 20

    @property
    def bottom(self) -> float:
        return self.ladder_y + _LADDER_STEP + WIDE.leading + 6

    @property
    def right(self) -> float:
        return self.box_x(len(self.steps) - 1) + self.box


def draw_wide(stream: Stream) -> str:
    """Give the map for a text width of 880 units."""
    head = _head_height(stream)
    rows = _rows(stream, head)
    shapes = _head(stream)
    shapes += _deliveries(stream, rows)
    shapes += _schedule(stream, rows)
    for number, row in enumerate(rows):
        shapes += [*_boxes(row), *_ladder(row)]
        if number:
            shapes += _way_down(rows[number - 1], row)
    shapes += _totals(stream, rows[-1].bottom + 8)
    height = rows[-1].bottom + (WIDE.leading + 26 if stream.totals else 8)
    return frame(WIDE, height, stream.title, stream.alt, shapes)


def _rows(stream: Stream, head: float) -> list[_Row]:
    steps = stream.steps
    gap, box, per_row = _shape(stream)
    top, rows = head, []
    for first in range(0, len(steps), per_row):
        inside = steps[first : first + per_row]
        lines = max(len(name_lines(WIDE, step, box)) for step in inside)
        tag = WIDE.leading + 6 if any(step.paces for step in inside) else 0.0
        is_last = first + per_row >= len(steps)
        row = _Row(inside, top, gap, box, lines, tag, stream.after_last if is_last else "", is_last)
        rows.append(row)
        top = row.bottom + _BETWEEN
    return rows


def _shape(stream: Stream) -> tuple[float, float, int]:
    """Give the room before a box, its width and how many stand in a row."""
    steps, size = stream.steps, WIDE.size
    told = [text for step in steps for text in (step.queue, step.wait)] + [stream.after_last]
    gap = min(max(_GAP, *(width_of(text, size, BOLD) + 8 for text in told)), _WIDEST_GAP)
    rows = [width_of(f"{label} {value}", size) + 16 for step in steps for label, value in step.data]
    words = [width_of(word, size, BOLD) + 16 for step in steps for word in step.name.split()]
    least = min(max(_BOX, *rows, *words), _WIDEST_BOX - 30)
    room = WIDE.width - _LEFT - _RIGHT - (gap if stream.after_last else 0)
    fitting = min(max(int(room / (gap + least)), 1), _MOST_IN_A_ROW)
    per_row = ceil(len(steps) / ceil(len(steps) / fitting))
    return gap, min(room / per_row - gap, _WIDEST_BOX), per_row


def _house_lines(place: Outside) -> list[str]:
    return wrap(place.note, 200, WIDE.size) if place.note else []


def _head_height(stream: Stream) -> float:
    notes = max(len(_house_lines(place)) for place in (stream.supplier, stream.customer))
    return FACTORY_HEIGHT + notes * WIDE.leading + TRUCK_HEIGHT + 44


def _head(stream: Stream) -> list[str]:
    """Draw supplier, planning and customer, and how word travels between them."""
    end, y = WIDE.width, FACTORY_HEIGHT * 0.62
    left, right = (end - _PLANNING) / 2, (end + _PLANNING) / 2
    shapes = [
        *factory(WIDE, 0, 0, _HOUSE, stream.supplier.name),
        *factory(WIDE, end - _HOUSE, 0, _HOUSE, stream.customer.name),
        *_planning(stream.planning, left),
        *word_of_order([(end - _HOUSE - 6, y), (right + 4, y)], stream.information.orders),
        *word_of_order([(left - 4, y), (_HOUSE + 6, y)], stream.information.purchases),
    ]
    foot = FACTORY_HEIGHT + WIDE.size + 4
    for row, line in enumerate(_house_lines(stream.supplier)):
        shapes.append(write((0, foot + row * WIDE.leading), line, muted=True))
    for row, line in enumerate(_house_lines(stream.customer)):
        shapes.append(write((end, foot + row * WIDE.leading), line, anchor="end", muted=True))
    return shapes


def _planning(planning: Outside, left: float) -> list[str]:
    note = shorten(planning.note, _PLANNING - 12, WIDE.size)
    name = shorten(planning.name, _PLANNING - 12, WIDE.size, BOLD)
    middle, y = WIDE.width / 2, 8 + WIDE.size + (0 if note else 10)
    return [
        block(left, 2, _PLANNING, FACTORY_HEIGHT - 4, "fm", "li"),
        write((middle, y), name, anchor="middle", bold=True),
        *([write((middle, y + WIDE.leading), note, anchor="middle", muted=True)] if note else []),
    ]  # fmt: skip


def _deliveries(stream: Stream, rows: Sequence[_Row]) -> list[str]:
    """Draw what comes from the supplier and what leaves for the customer."""
    first, last = rows[0], rows[-1]
    cart_y = _head_height(stream) - TRUCK_HEIGHT - 34
    into, y = _LEFT + first.gap / 2, last.box_y + TRIANGLE_HEIGHT / 2
    start = last.right + (last.gap if last.end else 0) + 4
    return [
        *truck(max(into - TRUCK_WIDTH / 2, 0), cart_y),
        *shipment([(into, cart_y + TRUCK_HEIGHT + 3), (into, first.box_y - 4)]),
        *truck(WIDE.width - TRUCK_WIDTH - 1, cart_y),
        *shipment([(start, y), (_SHIP_X, y), (_SHIP_X, cart_y + TRUCK_HEIGHT + 3)]),
    ]


def _schedule(stream: Stream, rows: Sequence[_Row]) -> list[str]:
    """Draw how word reaches the boxes: a line over each row, joined at the left."""
    kind, dashed = stream.information.schedule, stream.information.schedule == "unknown"
    middle, shapes = WIDE.width / 2, []
    first, last = rows[0], rows[-1]
    shapes.append(stroke([(middle, FACTORY_HEIGHT - 1), (middle, first.bus_y)], "li", 1.5, dashed=dashed))
    if last is not first:
        shapes.append(stroke([(3, first.bus_y), (3, last.bus_y)], "li", 1.5, dashed=dashed))
    for row in rows:
        middles = [row.box_x(place) + row.box / 2 for place in range(len(row.steps))]
        ends = [*middles, *([middle] if row is first else []), *([3.0] if last is not first else [])]
        shapes.append(stroke([(min(ends), row.bus_y), (max(ends), row.bus_y)], "li", 1.5, dashed=dashed))
        for x, step in zip(middles, row.steps, strict=True):
            foot = row.box_y - (row.tag if step.paces else 0) - 2
            # A kink in each short drop would be a scribble: the zigzag stands on the long arrows.
            shapes += word_of_order([(x, row.bus_y), (x, foot)], "unknown" if dashed else "manual")
    return [*shapes, *(_lightning(middle, first.bus_y) if kind == "electronic" else [])]


def _lightning(x: float, foot: float) -> list[str]:
    y = (FACTORY_HEIGHT + foot) / 2
    return [block(x - 7, y - 9, 14, 18, "fs"),
            stroke([(x, y - 9), (x + 5, y + 4), (x - 5, y - 4), (x, y + 9)], "li", 1.5)]  # fmt: skip


def _boxes(row: _Row) -> list[str]:
    shapes = []
    for place, step in enumerate(row.steps):
        x, middle = row.box_x(place), row.box_x(place) - row.gap / 2
        shapes += inventory(middle, row.box_y)
        queue = shorten(step.queue, row.gap - 2, WIDE.size, BOLD)
        foot = row.box_y + TRIANGLE_HEIGHT + WIDE.size + 2
        shapes.append(write((middle, foot), queue, anchor="middle", bold=True))
        shapes += push_arrow(x - row.gap + 4, foot + 18, row.gap - 8)
        shapes += process_box(WIDE, (x, row.box_y), row.box, step, row.lines)
        if step.paces:
            shapes += pace_tag(WIDE, (x, row.box_y), row.box, step.paces)
    return [*shapes, *(inventory(row.right + row.gap / 2, row.box_y) if row.end else [])]


def _ladder(row: _Row) -> list[str]:
    """Draw waiting on the upper steps and work on the lower ones."""
    high, low = row.ladder_y, row.ladder_y + _LADDER_STEP
    points: list[Point] = [(_LEFT, high)]
    shapes = []
    for place, step in enumerate(row.steps):
        x = row.box_x(place)
        points += [(x, high), (x, low), (x + row.box, low), (x + row.box, high)]
        shapes += _rung((x - row.gap / 2, high - 6), step.wait, row.gap, bold=bool(step.paces))
        shapes += _rung((x + row.box / 2, low + WIDE.size + 2), step.work, row.box, muted=True)
    if row.end:
        points.append((row.right + row.gap, high))
        shapes += _rung((row.right + row.gap / 2, high - 6), row.end, row.gap)
    return [stroke(points, "li", 1.75), *shapes]


def _rung(at: Point, text: str, room: float, *, bold: bool = False, muted: bool = False) -> list[str]:
    return [write(at, shorten(text, room - 2, WIDE.size, BOLD), anchor="middle", bold=bold, muted=muted)]


def _way_down(above: _Row, row: _Row) -> list[str]:
    """Draw how work comes from the end of one row to the beginning of the next, and which step comes."""
    y, into, between = above.box_y + TRIANGLE_HEIGHT / 2, _LEFT + row.gap / 2, above.bottom + 16
    points = [(above.right + 4, y), (_TURN_X, y), (_TURN_X, between), (into, between), (into, row.box_y - 2)]
    return way_on(WIDE, points, row.steps[0].turn)


def _totals(stream: Stream, y: float) -> list[str]:
    """Write what the ladder adds up to, at its end."""
    if not stream.totals:
        return []
    text = " · ".join(f"{name} {value}" for name, value in stream.totals)
    line = shorten(text, WIDE.width - 24, WIDE.size, BOLD)
    width = WIDE.width_of(line, bold=True) + 24
    return [
        block(1, y, width - 2, WIDE.leading + 12, "fm", "li"),
        *write_lines(WIDE, (12, y + WIDE.size + 7), [line], bold=True),
    ]
