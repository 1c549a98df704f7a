"""The map: how many companies of each municipality are on their way."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from simmitt.ground.sorting import swedish_key
from simmitt.web.companies.register.borders import MapDrawing, Shape, map_of
from simmitt.web.companies.register.municipalities import by_code, county_by_code, in_county
from simmitt.web.outreach import queries
from simmitt.web.outreach.models import Lead
from simmitt.web.programmes.models import Programme
from simmitt.web.scope.aggregates import shown, shown_parts
from simmitt.web.scope.roles import READERS, Role
from simmitt.web.scope.scope import Scope

SHADES = 4
# In the drawing's own units: letters of the names, the air around them, a line of text, and how far
# from its middle a line reaches.
LETTER, NARROW, WIDE, AIR, LINE, REACHES = 6.8, 4.2, 10.5, 2.0, 15.0, 4.0
# Tried from the middle of the municipality: so far up or down the name and its number may stand.
SHIFTS = (0, -3, 3, -6, 6, -9, 9, -12, 12, -15, 15, -18, 18)
SUMS = "sums for the steering group, hidden where fewer than five companies stand behind them"


@dataclass(frozen=True)
class Place:
    """A municipality, and how many companies of it are in the pipeline; none: too few to say."""

    code: str
    name: str
    county: str
    companies: int | None
    shade: int
    shape: Shape | None

    @property
    def is_named(self) -> bool:
        """Say whether the name stands on the map; in the table below it always does."""
        return self.shape is not None and _room_for_name(self.shape) is not None

    @property
    def label(self) -> tuple[float, float]:
        """Give where the name stands, the number a line below it; else where the number stands alone."""
        assert self.shape is not None
        return _room_for_name(self.shape) or (self.shape.label_x, self.shape.label_y)


@dataclass(frozen=True)
class Atlas:
    """The map with its numbers."""

    drawing: MapDrawing
    places: list[Place]
    total: int | None
    elsewhere: int | None  # outside the programme's counties, or without a municipality
    linked: bool  # whether a place leads to its companies
    steps: list[tuple[int, int, int]]  # shade, from, to


def atlas_of(scope: Scope, programme: Programme) -> Atlas:
    """Give the map as the person may see it: the companies in reach, or sums of at least five."""
    linked = bool(scope.roles & READERS)
    counts = queries.by_municipality(_rows(scope, programme, linked=linked))
    told: Mapping[str, int | None] = counts if linked else shown_parts(counts)
    shapes = {shape.code: shape for shape in map_of(programme.counties).shapes}
    codes = [one.code for county in programme.counties for one in in_county(county)]
    highest = max((count or 0 for count in told.values()), default=0)
    places = [
        _place(code, told.get(code, 0 if linked else None), highest, shapes.get(code)) for code in codes
    ]
    outside = sum(count for code, count in counts.items() if code not in codes)
    return Atlas(
        drawing=map_of(programme.counties),
        places=sorted(places, key=lambda place: swedish_key(place.name)),
        total=sum(counts.values()) if linked else shown(sum(counts.values()), sum(counts.values())),
        elsewhere=outside if linked else None,
        linked=linked,
        steps=_steps(highest),
    )


def _rows(scope: Scope, programme: Programme, *, linked: bool) -> Any:
    if linked:
        return queries.leads(scope, programme)
    assert Role.STEERING in scope.roles
    return Lead.objects.unscoped(SUMS).filter(queries.alive(), company__programme=programme)


def _place(code: str, companies: int | None, highest: int, shape: Shape | None) -> Place:
    known = by_code(code)
    assert known is not None
    county = county_by_code(code[:2])
    return Place(
        code,
        known.short_name,
        county.short_name if county else "",
        companies,
        _shade(companies, highest),
        shape,
    )


def _shade(companies: int | None, highest: int) -> int:
    """Give a shade in equal steps up to the highest number; none for nothing."""
    if not companies or highest <= 0:
        return 0
    return max(1, -(-companies * SHADES // max(highest, SHADES)))


def _steps(highest: int) -> list[tuple[int, int, int]]:
    numbers: dict[int, list[int]] = {}
    for number in range(highest + 1):
        numbers.setdefault(_shade(number, highest), []).append(number)
    return [(shade, min(held), max(held)) for shade, held in numbers.items()]


@lru_cache(maxsize=512)
def _room_for_name(shape: Shape) -> tuple[float, float] | None:
    """Find where a line with the name and one with the number below it lie within the borders."""
    needed = sum(map(_breadth, shape.name)) + 2 * AIR
    for shift in SHIFTS:
        line = shape.label_y - LINE / 2 + shift
        spans = [_land_around(shape, y) for y in (line - REACHES, line, line + REACHES)]
        left, right = max(span[0] for span in spans), min(span[1] for span in spans)
        middle = (left + right) / 2
        below = [_land_around(shape, line + LINE + more) for more in (0, REACHES + AIR)]
        has_number = all(span[0] + LETTER <= middle <= span[1] - LETTER for span in below)
        if right - left >= needed and has_number:
            return middle, line
    return None


def _breadth(letter: str) -> float:
    if letter in "fijlrt":
        return NARROW
    return WIDE if letter in "mw" else LETTER


def _land_around(shape: Shape, y: float) -> tuple[float, float]:
    """Give from where to where the land goes on around the label's middle at a height."""
    crossings = sorted(_crossings(shape.path, y))
    pairs = zip(crossings[::2], crossings[1::2], strict=False)
    nowhere = (shape.label_x, shape.label_x)
    return next((pair for pair in pairs if pair[0] <= shape.label_x <= pair[1]), nowhere)


def _crossings(path: str, y: float) -> Iterator[float]:
    """Give where the borders cross a height."""
    for ring in re.findall(r"M([^Z]*)Z", path):
        points = [tuple(map(float, point.split())) for point in ring.split("L")]
        for (x1, y1), (x2, y2) in zip(points, [*points[1:], points[0]], strict=True):
            if (y1 > y) != (y2 > y):
                yield x1 + (y - y1) * (x2 - x1) / (y2 - y1)
