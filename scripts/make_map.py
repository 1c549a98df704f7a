"""Make the map's borders from a GeoJSON file of the 290 municipalities.

Run by hand when the borders change, never in the build; what it writes is kept in the repo:

    python scripts/make_map.py municipalities.geojson

Every feature is a polygon or several, in degrees (WGS 84), with the properties ``code`` and
``name``. Points are projected once, to SWEREF 99 TM in whole tens of metres, north upwards, and
each ring is stored as its first point and the steps from there. Neighbours that shared a border
still do. The label stands at the point of the largest part that is farthest from any border.
"""

import gzip
import json
import math
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

TARGET = Path(__file__).resolve().parents[1] / "src/simmitt/web/companies/register/borders.json.gz"
UNIT_M = 10
LABEL_STEPS, LABEL_ROUNDS = 16, 3

Point = tuple[float, float]
Ring = list[tuple[int, int]]


@dataclass(frozen=True)
class Zone:
    """A Gauss-Krüger projection on GRS 80: central meridian, scale, false easting."""

    meridian_degrees: float
    scale: float
    false_easting_m: float


SWEREF_99_TM = Zone(15.0, 0.9996, 500_000.0)
GRS_80_AXIS_M, GRS_80_FLATTENING = 6_378_137.0, 1 / 298.257222101


def projected(latitude: float, longitude: float, zone: Zone = SWEREF_99_TM) -> Point:
    """Give easting and northing in metres, by the series that Lantmäteriet publishes."""
    f = GRS_80_FLATTENING
    e2, n = f * (2 - f), f / (2 - f)
    phi, lam = math.radians(latitude), math.radians(longitude - zone.meridian_degrees)
    a, b, c, d = (
        e2,
        (5 * e2**2 - e2**3) / 6,
        (104 * e2**3 - 45 * e2**4) / 120,
        1237 * e2**4 / 1260,
    )
    square = math.sin(phi) ** 2
    conformal = phi - math.sin(phi) * math.cos(phi) * (a + b * square + c * square**2 + d * square**3)
    xi = math.atan2(math.tan(conformal), math.cos(lam))
    eta = math.atanh(math.cos(conformal) * math.sin(lam))
    betas = (
        n / 2 - 2 * n**2 / 3 + 5 * n**3 / 16 + 41 * n**4 / 180,
        13 * n**2 / 48 - 3 * n**3 / 5 + 557 * n**4 / 1440,
        61 * n**3 / 240 - 103 * n**4 / 140,
        49561 * n**4 / 161280,
    )
    series = list(enumerate(betas, start=1))
    north = xi + sum(beta * math.sin(2 * i * xi) * math.cosh(2 * i * eta) for i, beta in series)
    east = eta + sum(beta * math.cos(2 * i * xi) * math.sinh(2 * i * eta) for i, beta in series)
    radius = zone.scale * GRS_80_AXIS_M / (1 + n) * (1 + n**2 / 4 + n**4 / 64)
    return radius * east + zone.false_easting_m, radius * north


def borders_of(features: Iterable[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """Give rings and label of every municipality by its code."""
    return {
        feature["properties"]["code"]: _municipality(feature["geometry"])
        for feature in sorted(features, key=lambda feature: str(feature["properties"]["code"]))
    }


def _municipality(geometry: dict[str, Any]) -> dict[str, Any]:
    parts = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    rings = [_whole(ring) for part in parts for ring in part]
    rings.sort(key=_area, reverse=True)
    return {"label": label_point(rings), "rings": [_steps(ring) for ring in rings]}


def _whole(ring: Sequence[Sequence[float]]) -> Ring:
    points = [projected(latitude, longitude) for longitude, latitude in ring]
    return [(round(east / UNIT_M), round(north / UNIT_M)) for east, north in points]


def _area(ring: Ring) -> float:
    return abs(sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in pairwise(ring))) / 2


def _steps(ring: Ring) -> list[int]:
    """Give the first point, then each step; the last point is the first again and goes."""
    steps = [value for (x0, y0), (x1, y1) in pairwise(ring[:-1]) for value in (x1 - x0, y1 - y0)]
    return [*ring[0], *steps]


def label_point(rings: Sequence[Ring]) -> list[int]:
    """Give the point inside the largest ring, and outside its holes, that has most room around it."""
    edges = [edge for ring in rings for edge in pairwise(ring)]
    xs, ys = zip(*rings[0], strict=True)
    low, high = (float(min(xs)), float(min(ys))), (float(max(xs)), float(max(ys)))
    best = (low[0] + high[0]) / 2, (low[1] + high[1]) / 2
    for _ in range(LABEL_ROUNDS):
        best = max(_grid(low, high), key=lambda point: _room(point, edges))
        reach = [(high[axis] - low[axis]) / LABEL_STEPS for axis in (0, 1)]
        low = best[0] - reach[0], best[1] - reach[1]
        high = best[0] + reach[0], best[1] + reach[1]
    return [round(best[0]), round(best[1])]


def _grid(low: Point, high: Point) -> list[Point]:
    steps = [step / LABEL_STEPS for step in range(LABEL_STEPS + 1)]
    return [
        (low[0] + right * (high[0] - low[0]), low[1] + up * (high[1] - low[1]))
        for right in steps
        for up in steps
    ]


def _room(point: Point, edges: Sequence[tuple[Point, Point]]) -> float:
    """Give the distance to the nearest border, negative outside."""
    crossings = sum(_is_crossed(point, *edge) for edge in edges)
    distance = min(_distance(point, *edge) for edge in edges)
    return distance if crossings % 2 else -distance


def _is_crossed(point: Point, start: Point, end: Point) -> bool:
    """Tell whether a line from the point to the right meets the edge."""
    if (start[1] > point[1]) == (end[1] > point[1]):
        return False
    return point[0] < start[0] + (point[1] - start[1]) * (end[0] - start[0]) / (end[1] - start[1])


def _distance(point: Point, start: Point, end: Point) -> float:
    along = end[0] - start[0], end[1] - start[1]
    length2 = along[0] ** 2 + along[1] ** 2
    share = 0.0
    if length2:
        share = ((point[0] - start[0]) * along[0] + (point[1] - start[1]) * along[1]) / length2
    share = min(1.0, max(0.0, share))
    return math.hypot(point[0] - start[0] - share * along[0], point[1] - start[1] - share * along[1])


def main(path: str) -> None:
    """Write the borders."""
    features = json.loads(Path(path).read_text(encoding="utf-8"))["features"]
    borders = borders_of(features)
    text = json.dumps(borders, separators=(",", ":")) + "\n"
    # No time stamp: the same borders give the same bytes.
    TARGET.write_bytes(gzip.compress(text.encode(), compresslevel=9, mtime=0))
    print(f"make_map: {len(borders)} municipalities, {TARGET.stat().st_size // 1000} kB")


if __name__ == "__main__":
    main(sys.argv[1])
