"""The map: how many companies of each municipality are on their way."""

from collections.abc import Mapping
from dataclasses import dataclass
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
