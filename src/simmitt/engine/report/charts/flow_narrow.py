"""A map of the flow on a phone: the places below each other, ways past others at the sides."""

from collections.abc import Sequence
from dataclasses import dataclass

from simmitt.engine.report.charts.flow import Flow, Way, thickness
from simmitt.engine.report.charts.flow_box import Box, box_lines, draw_box
from simmitt.engine.report.charts.flow_layout import in_turn
from simmitt.engine.report.charts.labels import Ground, Spot, write_on
from simmitt.engine.report.charts.pen import NARROW, Point, arrow_head, curve, frame, stroke, write_lines
from simmitt.engine.report.lettering import wrap

_BETWEEN = 38.0  # two boxes, with the wait on the way from one to the next
_TOP = 20.0
_LANE, _EDGE = 14.0, 10.0
_MOST_AT_A_SIDE = 0.3  # of the sheet's width
_WORDS = 30.0  # at the right, so that the outermost wait stands inside
_WIDEST_LINE = 8.0


@dataclass(frozen=True)
class _Column:
    flow: Flow
    row_of: tuple[int, ...]  # of each place
    boxes: tuple[Box, ...]  # of each place
    left: dict[int, int]  # lanes of ways back, by way
    right: dict[int, int]  # and of ways past others
    pitch: tuple[float, float]

    @property
    def foot(self) -> float:
        return max(box.y + box.lines.height for box in self.boxes)


def draw_narrow(flow: Flow) -> str:
    """Give the map for a width of 340 units."""
    column = _lay(flow)
    shapes, wishes = [], []
    for number, way in enumerate(flow.ways):
        drawn, spots = _way(column, number, way)
        shapes += drawn
        wishes.append((way, spots))
    for box in column.boxes:
        shapes += draw_box(NARROW, box)
    foot = column.foot + 14
    shapes += _labels(column, foot, wishes)
    lines = wrap(flow.below, NARROW.width, NARROW.size, lines=6) if flow.below else []
    shapes += write_lines(NARROW, (0, foot + NARROW.size), lines)
    return frame(NARROW, foot + len(lines) * NARROW.leading + 8, flow.title, flow.alt, shapes)


def _lay(flow: Flow) -> _Column:
    order = in_turn(flow)
    row_of = {place: row for row, place in enumerate(order)}
    spans = {
        number: (row_of[way.source], row_of[way.target])
        for number, way in enumerate(flow.ways)
        if way.source != way.target
    }
    left = _lanes({number: span for number, span in spans.items() if span[0] > span[1]})
    right = _lanes({number: span for number, span in spans.items() if span[1] > span[0] + 1})
    sides = [max(lanes.values(), default=-1) + 1 for lanes in (left, right)]
    pitch = [min(_LANE, NARROW.width * _MOST_AT_A_SIDE / max(count, 1)) for count in sides]
    start = _EDGE + sides[0] * pitch[0] + 6 if left else 4.0
    end = NARROW.width - (sides[1] * pitch[1] + _WORDS if right else 4.0)
    boxes, y = {}, _TOP
    for place in order:
        lines = box_lines(NARROW, flow.places[place], end - start)
        boxes[place] = Box(start, y, end - start, lines)
        y += lines.height + _BETWEEN
    return _Column(flow, tuple(row_of[place] for place in range(len(order))),
                   tuple(boxes[place] for place in range(len(order))), left, right,
                   (pitch[0], pitch[1]))  # fmt: skip


def _lanes(spans: dict[int, tuple[int, int]]) -> dict[int, int]:
    """Give ways at one side their lanes, the shortest nearest the boxes."""
    taken: list[tuple[int, int, int]] = []
    lanes = {}
    for number in sorted(spans, key=lambda each: (abs(spans[each][1] - spans[each][0]), each)):
        low, high = sorted(spans[number])
        lane = next(
            lane
            for lane in range(len(spans))
            if all(high <= begin or end <= low for at, begin, end in taken if at == lane)
        )
        taken.append((lane, low, high))
        lanes[number] = lane
    return lanes


def _way(column: _Column, number: int, way: Way) -> tuple[list[str], list[Point]]:
    width = thickness(way, column.flow, _WIDEST_LINE)
    source, target = column.boxes[way.source], column.boxes[way.target]
    if way.source == way.target:
        return _loop(source, width), []
    if number in column.left:
        return _around(column, source, target, -1, column.left[number], width)
    if number in column.right:
        return _around(column, source, target, 1, column.right[number], width)
    x, start, end = source.x + source.width / 2, source.y + source.lines.height, target.y
    drawn = [stroke([(x, start), (x, end - 8)], "lw", width), _tip((x, end), (0, 1), width)]
    half, middle = NARROW.width_of(way.label) / 2 + 12, (start + end) / 2
    return drawn, [(x + half, middle), (x - half, middle)]


def _tip(at: Point, heading: Point, width: float) -> str:
    return arrow_head(at, heading, 8 + width * 0.5, "fe")


def _loop(box: Box, width: float) -> list[str]:
    left, right, y = box.x + box.width * 0.7, box.x + box.width * 0.9, box.y
    points = [(left, y), (left, y - 17), (right, y - 17), (right, y - 6)]
    return [curve(points, "lw", min(width, 4)), _tip((right, y), (0, 1), 0)]


def _around(
    column: _Column, source: Box, target: Box, side: int, lane: int, width: float
) -> tuple[list[str], list[Point]]:
    """Draw a way past other places, at the right, or back, at the left."""
    edge = source.x + (source.width if side > 0 else 0)
    pitch = column.pitch[1 if side > 0 else 0]
    x = edge + side * (12 + lane * pitch)
    low, high = (0.72, 0.28) if side > 0 else (0.28, 0.72)
    start, end = source.y + source.lines.height * low, target.y + target.lines.height * high
    points = [(edge, start), (x, start), (x, end), (edge + side * 7, end)]
    drawn = [
        stroke(points, "lw", width),
        _tip((edge, end), (-side, 0), width),
    ]
    middle = (start + end) / 2
    return drawn, [(x, middle + shift) for shift in (0, 24, -24, 48, -48, 72, -72, 96, -96)
                   if min(start, end) + 10 < middle + shift < max(start, end) - 10]  # fmt: skip


def _labels(column: _Column, foot: float, wishes: Sequence[tuple[Way, list[Point]]]) -> list[str]:
    taken = [Spot(box.x, box.y, box.x + box.width, box.y + box.lines.height) for box in column.boxes]
    ground, shapes = Ground(NARROW, foot, taken), []
    for way, spots in sorted(wishes, key=lambda each: -each[0].count):
        middle = ground.place(way.label, spots) if way.label else None
        if middle:
            shapes += write_on(NARROW, middle, way.label)
    return shapes
