"""A map of the flow across the page: columns in the usual order, loops back drawn underneath."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from simmitt.engine.report.charts.flow import Flow, Way, thickness
from simmitt.engine.report.charts.flow_box import Box, box_lines, draw_box
from simmitt.engine.report.charts.flow_layout import Layers, heights, lay_columns
from simmitt.engine.report.charts.labels import Ground, Spot, write_on
from simmitt.engine.report.charts.pen import WIDE, Point, arrow_head, curve, frame, stroke, write_lines
from simmitt.engine.report.lettering import wrap

_MOST_COLUMNS = 5
_MARGIN = 22.0  # at both sides, where ways back run down and up
_WIDEST_BOX, _LEAST_GAP = 150.0, 64.0
_BEND, _BETWEEN = 24.0, 20.0
_TOP = 22.0  # for loops over the uppermost boxes
_LANE = 28.0
_WIDEST_LINE = 11.0
_ALONG = (0.5, 0.4, 0.6, 0.3, 0.7, 0.2, 0.8)


@dataclass(frozen=True)
class _Map:
    flow: Flow
    layers: Layers
    boxes: tuple[Box, ...]
    middles: tuple[float, ...]
    box: float
    gap: float
    foot: float  # of the lowest box

    def x(self, column: int) -> float:
        return _MARGIN + column * (self.box + self.gap)

    def out_of(self, place: int) -> float:
        return self.x(self.layers.column_of[place]) + self.box

    def into(self, place: int) -> float:
        return self.x(self.layers.column_of[place])


def draw_wide(flow: Flow) -> str:
    """Give the map for a text width of 880 units."""
    plan = _lay(flow)
    ends = _ports(plan)
    paths = {number: _path(plan, number, *ends[number]) for number in ends}
    lanes = _lanes(plan)
    foot = plan.foot + (max(lanes.values()) + 1.5 if lanes else 0) * _LANE + 12
    shapes, wishes = [], []
    for number, way in enumerate(flow.ways):
        drawn, spots = _way(plan, number, way, paths, lanes)
        shapes += drawn
        wishes.append((way, spots))
    for box in plan.boxes:
        shapes += draw_box(WIDE, box)
    shapes += _labels(plan, foot, wishes)
    lines = wrap(flow.below, WIDE.width, WIDE.size, lines=3) if flow.below else []
    shapes += write_lines(WIDE, (0, foot + WIDE.size), lines)
    return frame(WIDE, foot + len(lines) * WIDE.leading + 8, flow.title, flow.alt, shapes)


def _lay(flow: Flow) -> _Map:
    layers = lay_columns(flow, _most_columns(flow))
    count = len(layers.columns)
    room = WIDE.width - 2 * _MARGIN
    box = _box_width(count)
    gap = (room - count * box) / (count - 1) if count > 1 else 0.0
    texts = [box_lines(WIDE, place, box) for place in flow.places]
    bends = sum(len(bent) for bent in layers.bends.values())
    tall = [lines.height for lines in texts] + [_BEND] * bends
    middles = tuple(middle + _TOP for middle in heights(layers, tall, _BETWEEN))
    boxes = tuple(
        Box(_MARGIN + layers.column_of[number] * (box + gap), middles[number] - lines.height / 2, box, lines)
        for number, lines in enumerate(texts)
    )
    foot = max(middle + size / 2 for middle, size in zip(middles, tall, strict=True))
    return _Map(flow, layers, boxes, middles, box, gap, foot)


def _box_width(columns: int) -> float:
    return min((WIDE.width - 2 * _MARGIN - (columns - 1) * _LEAST_GAP) / columns, _WIDEST_BOX)


def _most_columns(flow: Flow) -> int:
    """Give one column less where a long word would have to be broken otherwise."""
    words = [word for place in flow.places for word in place.name.split()]
    longest = max((WIDE.width_of(word, bold=True) for word in words), default=0.0)
    return _MOST_COLUMNS if longest <= _box_width(_MOST_COLUMNS) - 14 else _MOST_COLUMNS - 1


def _ports(plan: _Map) -> dict[int, tuple[float, float]]:
    """Give the heights at which each forward way leaves and enters, side by side in their order."""
    leaving: dict[int, list[tuple[float, int]]] = {}
    entering: dict[int, list[tuple[float, int]]] = {}
    forward = [number for number, way in enumerate(plan.flow.ways) if _is_forward(plan, number, way)]
    for number in forward:
        way, bent = plan.flow.ways[number], plan.layers.bends.get(number, ())
        first, last = (bent[0], bent[-1]) if bent else (way.target, way.source)
        leaving.setdefault(way.source, []).append((plan.middles[first], number))
        entering.setdefault(way.target, []).append((plan.middles[last], number))
    out_y, in_y = _shared(plan, leaving), _shared(plan, entering)
    return {number: (out_y[number], in_y[number]) for number in forward}


def _shared(plan: _Map, ways: dict[int, list[tuple[float, int]]]) -> dict[int, float]:
    places = {}
    for place, wanted in ways.items():
        box = plan.boxes[place]
        step = (box.lines.height - 16) / (len(wanted) + 1)
        for order, (_, number) in enumerate(sorted(wanted), start=1):
            places[number] = box.y + 8 + order * step
    return places


def _is_forward(plan: _Map, number: int, way: Way) -> bool:
    column_of = plan.layers.column_of
    return number not in plan.layers.backward and column_of[way.source] < column_of[way.target]


def _path(plan: _Map, number: int, out_y: float, in_y: float) -> list[Point]:
    """Give a forward way's curve, through its bends."""
    way = plan.flow.ways[number]
    stops = [(plan.out_of(way.source), out_y)]
    for offset, bend in enumerate(plan.layers.bends.get(number, ()), start=1):
        x = plan.x(plan.layers.column_of[way.source] + offset)
        stops += [(x, plan.middles[bend]), (x + plan.box, plan.middles[bend])]
    stops.append((plan.into(way.target) - 8, in_y))
    return _smooth(stops)


def _smooth(stops: Sequence[Point]) -> list[Point]:
    points = [stops[0]]
    for (x1, y1), (x2, y2) in pairwise(stops):
        pull = (x2 - x1) / 2
        points += [(x1 + pull, y1), (x2 - pull, y2), (x2, y2)]
    return points


def _way(
    plan: _Map, number: int, way: Way, paths: dict[int, list[Point]], lanes: dict[int, int]
) -> tuple[list[str], list[Point]]:
    """Draw a way; give the places along it where its words may stand too."""
    width = thickness(way, plan.flow, _WIDEST_LINE)
    if number in paths:
        points = paths[number]
        tip = (points[-1][0] + 7, points[-1][1])
        return [curve(points, "lw", width), _tip(tip, (1, 0), width)], _wishes(plan, number, points)
    if way.source == way.target:
        return _loop(plan, way, width), []
    if number in lanes:
        return _back(plan, way, lanes[number], width)
    return _beside(plan, way, width)


def _tip(at: Point, heading: Point, width: float) -> str:
    return arrow_head(at, heading, 8 + width * 0.6, "fe")


def _wishes(plan: _Map, number: int, points: Sequence[Point]) -> list[Point]:
    bends = plan.layers.bends.get(number, ())
    column = plan.layers.column_of[plan.flow.ways[number].source]
    spots = [(plan.x(column + offset) + plan.box / 2, plan.middles[bend])
             for offset, bend in enumerate(bends, start=1)]  # fmt: skip
    return (
        spots + [_on(points[:4], share) for share in _ALONG] + [_on(points[-4:], share) for share in _ALONG]
    )


def _on(points: Sequence[Point], share: float) -> Point:
    """Give the point of a bend at a share of its way (Bernstein's form)."""
    rest = 1 - share
    weights = (rest**3, 3 * rest**2 * share, 3 * rest * share**2, share**3)
    pairs = list(zip(weights, points, strict=True))
    return sum(w * point[0] for w, point in pairs), sum(w * point[1] for w, point in pairs)


def _loop(plan: _Map, way: Way, width: float) -> list[str]:
    """Draw the same step again: a loop over the box."""
    box = plan.boxes[way.source]
    left, right, y = box.x + box.width * 0.62, box.x + box.width * 0.86, box.y
    points = [(left, y), (left, y - 18), (right, y - 18), (right, y - 6)]
    return [curve(points, "lw", min(width, 7.0)), _tip((right, y), (0, 1), 2)]


def _lanes(plan: _Map) -> dict[int, int]:
    """Give each way back (and its like) a lane underneath; ways that share no column share a lane."""
    column_of, ways = plan.layers.column_of, plan.flow.ways
    taken: list[tuple[int, int, int]] = []
    lanes: dict[int, int] = {}
    back = [number for number in sorted(plan.layers.backward) if _reach(plan, number) > 0]
    back.sort(key=lambda number: (_reach(plan, number), number))
    for number in back:
        way = ways[number]
        span = (column_of[way.target], column_of[way.source] + 1)
        lane = next(
            lane
            for lane in range(len(back))
            if all(span[1] < low or high < span[0] for at, low, high in taken if at == lane)
        )
        taken.append((lane, *span))
        lanes[number] = lane
    return lanes


def _reach(plan: _Map, number: int) -> int:
    way = plan.flow.ways[number]
    return plan.layers.column_of[way.source] - plan.layers.column_of[way.target]


def _back(plan: _Map, way: Way, lane: int, width: float) -> tuple[list[str], list[Point]]:
    """Draw a way back: out at the right, down, along underneath, up and in at the left."""
    source, target = plan.boxes[way.source], plan.boxes[way.target]
    aside = 8 + 3.0 * (lane % 5)
    right, left = source.x + source.width + aside, target.x - aside
    y = plan.foot + (lane + 1) * _LANE
    out_y, in_y = source.y + source.lines.height - 6, target.y + target.lines.height - 6
    points = [(source.x + source.width, out_y), (right, out_y), (right, y), (left, y), (left, in_y),
              (target.x - 7, in_y)]  # fmt: skip
    middle = (left + right) / 2
    spots = [
        (middle + shift, y) for shift in (0, -60, 60, -120, 120, -180, 180) if left < middle + shift < right
    ]
    return [stroke(points, "lw", width), _tip((target.x, in_y), (1, 0), width)], spots


def _beside(plan: _Map, way: Way, width: float) -> tuple[list[str], list[Point]]:
    """Draw a way between two places of one column, at its right going down, at its left going up."""
    source, target = plan.boxes[way.source], plan.boxes[way.target]
    down = source.y < target.y
    x, side = (source.x + source.width, 1) if down else (source.x, -1)
    start = source.y + source.lines.height * (0.8 if down else 0.2)
    end = target.y + (10 if down else target.lines.height - 10)
    number = plan.layers.column_of[way.source]
    column = plan.layers.columns[number]
    passed = abs(column.index(way.source) - column.index(way.target))
    outermost = number == (len(plan.layers.columns) - 1 if down else 0)
    # A bend reaches three quarters as far as the points that pull it.
    most = (_MARGIN - 4) / 0.75 if outermost else plan.gap * 0.8
    reach = min(6 + 14.0 * passed, most) * side
    points = [(x, start), (x + reach, start), (x + reach, end), (x + 7 * side, end)]
    aside = side * WIDE.width_of(way.label) / 2
    spots = [(at[0] + step * aside, at[1]) for step in (0, 1) for at in (_on(points, s) for s in _ALONG)]
    return [curve(points, "lw", width), _tip((x, end), (-side, 0), width)], spots


def _labels(plan: _Map, foot: float, wishes: Sequence[tuple[Way, list[Point]]]) -> list[str]:
    """Write the waits where they stand free, those of the fullest ways first."""
    taken = [Spot(box.x, box.y, box.x + box.width, box.y + box.lines.height) for box in plan.boxes]
    ground, shapes = Ground(WIDE, foot, taken), []
    for way, spots in sorted(wishes, key=lambda each: -each[0].count):
        middle = ground.place(way.label, spots) if way.label else None
        if middle:
            shapes += write_on(WIDE, middle, way.label)
    return shapes
