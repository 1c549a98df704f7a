"""The map: municipalities' borders as paths to draw, scaled to the counties that are shown.

Borders are stored in SWEREF 99 TM, as ``scripts/make_map.py`` writes them.
"""

import gzip
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from simmitt.web.companies.register.municipalities import by_code, municipalities

WIDTH = 600
_MARGIN = 4
# Islands smaller than this, in the drawing's own units, would be specks.
_SMALLEST = 1.5

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Shape:
    """A municipality: the path is filled by the even-odd rule, the label is centred on its point."""

    code: str
    name: str
    path: str
    label_x: float
    label_y: float


@dataclass(frozen=True, slots=True)
class MapDrawing:
    """A map of ``width`` by ``height``, y downwards; shapes by code."""

    width: int
    height: int
    shapes: tuple[Shape, ...]

    @property
    def view_box(self) -> str:
        """Give the value of SVG's viewBox."""
        return f"0 0 {self.width} {self.height}"


@dataclass(frozen=True, slots=True)
class _Borders:
    """A municipality's rings, the largest first, and its label, in tens of metres."""

    rings: tuple[tuple[Point, ...], ...]
    label: Point


@dataclass(frozen=True, slots=True)
class _Frame:
    """How the country's coordinates become the drawing's."""

    left: float
    top: float
    scale: float

    def put(self, point: Point) -> Point:
        return (
            round(_MARGIN + (point[0] - self.left) * self.scale, 1),
            round(_MARGIN + (self.top - point[1]) * self.scale, 1),
        )


def map_of(county_codes: Iterable[str]) -> MapDrawing:
    """Give the map of these counties; without codes, or with unknown ones alone, the country's."""
    return _drawn(tuple(sorted(set(county_codes))))


@lru_cache(maxsize=16)
def _drawn(county_codes: Sequence[str]) -> MapDrawing:
    codes = [municipality.code for municipality in municipalities()]
    shown = [code for code in codes if code[:2] in county_codes] or codes
    borders = {code: _borders()[code] for code in shown}
    points = [point for border in borders.values() for ring in border.rings for point in ring]
    left, right = min(x for x, _ in points), max(x for x, _ in points)
    bottom, top = min(y for _, y in points), max(y for _, y in points)
    frame = _Frame(left, top, (WIDTH - 2 * _MARGIN) / (right - left))
    return MapDrawing(
        width=WIDTH,
        height=round((top - bottom) * frame.scale) + 2 * _MARGIN,
        shapes=tuple(_shape(code, border, frame) for code, border in borders.items()),
    )


def _shape(code: str, borders: _Borders, frame: _Frame) -> Shape:
    municipality = by_code(code)
    assert municipality is not None, code
    rings = [_without_repeats([frame.put(point) for point in ring]) for ring in borders.rings]
    # The largest ring stays however small it is: no municipality may vanish.
    path = "".join(_path(ring) for ring in [rings[0], *filter(_is_visible, rings[1:])])
    return Shape(code, municipality.short_name, path, *frame.put(borders.label))


def _without_repeats(ring: Sequence[Point]) -> list[Point]:
    """Leave out points that fall on the one before them in this drawing."""
    return [point for at, point in enumerate(ring) if at == 0 or point != ring[at - 1]]


def _is_visible(ring: Sequence[Point]) -> bool:
    xs, ys = zip(*ring, strict=True)
    widest: float = max(max(xs) - min(xs), max(ys) - min(ys))
    return widest >= _SMALLEST


def _path(ring: Sequence[Point]) -> str:
    return "M" + "L".join(f"{x:g} {y:g}" for x, y in ring) + "Z"


@lru_cache(maxsize=1)
def _borders() -> Mapping[str, _Borders]:
    packed = (files("simmitt.web.companies.register") / "borders.json.gz").read_bytes()
    stored = json.loads(gzip.decompress(packed))
    return {
        code: _Borders(tuple(_ring(steps) for steps in entry["rings"]), tuple(entry["label"]))
        for code, entry in stored.items()
    }


def _ring(steps: Sequence[int]) -> tuple[Point, ...]:
    x = y = 0
    points = []
    for right, up in zip(steps[::2], steps[1::2], strict=True):
        x, y = x + right, y + up
        points.append((x, y))
    return tuple(points)
