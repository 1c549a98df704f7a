import gzip
import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

import make_map
from simmitt.web.companies.register.borders import WIDTH, Shape, map_of
from simmitt.web.companies.register.municipalities import in_county, municipalities

PATH = re.compile(r"(?:M-?[\d.]+ -?[\d.]+(?:L-?[\d.]+ -?[\d.]+)*Z)+")


def points(shape: Shape) -> list[tuple[float, float]]:
    return [(float(x), float(y)) for x, y in re.findall(r"([\d.]+) ([\d.]+)", shape.path)]


def rings(shape: Shape) -> list[list[tuple[float, float]]]:
    return [
        [(float(x), float(y)) for x, y in re.findall(r"([\d.]+) ([\d.]+)", part)]
        for part in shape.path.split("Z")
        if part
    ]


def is_inside(shape: Shape) -> bool:
    """Tell whether the label lies in the shape, by the even-odd rule."""
    edges = [edge for ring in rings(shape) for edge in zip(ring, [*ring[1:], ring[0]], strict=True)]
    return sum(make_map._is_crossed((shape.label_x, shape.label_y), *edge) for edge in edges) % 2 == 1


def test_a_map_shows_every_municipality_of_its_counties() -> None:
    drawing = map_of(["22", "23"])

    assert [shape.code for shape in drawing.shapes] == sorted(
        municipality.code for code in ("22", "23") for municipality in in_county(code)
    )
    assert next(shape.name for shape in drawing.shapes if shape.code == "2284") == "Örnsköldsvik"


@pytest.mark.parametrize("county_codes", [["22", "23"], ["01"], ["09"], []])
def test_a_map_is_600_wide_and_holds_all_its_points(county_codes: list[str]) -> None:
    drawing = map_of(county_codes)
    xs, ys = zip(*(point for shape in drawing.shapes for point in points(shape)), strict=True)

    assert drawing.view_box == f"0 0 {WIDTH} {drawing.height}"
    assert (min(xs), max(xs)) == (4, WIDTH - 4)
    assert min(ys) == 4
    assert max(ys) == pytest.approx(drawing.height - 4, abs=0.5)


def test_no_municipality_is_missing_from_the_country() -> None:
    drawing = map_of([])

    assert {shape.code for shape in drawing.shapes} == {
        municipality.code for municipality in municipalities()
    }
    assert all(PATH.fullmatch(shape.path) for shape in drawing.shapes)


def test_paths_have_one_decimal_at_most() -> None:
    assert not any(re.search(r"\.\d\d", shape.path) for shape in map_of(["22"]).shapes)


@pytest.mark.parametrize("county", ["01", "12", "14", "22", "23", "25"])
def test_a_label_stands_inside_its_municipality(county: str) -> None:
    outside = [shape.name for shape in map_of([county]).shapes if not is_inside(shape)]

    assert outside == []


def test_north_is_up_and_west_is_left() -> None:
    places = {shape.name: shape for shape in map_of(["22", "23"]).shapes}

    assert places["Strömsund"].label_y < places["Härjedalen"].label_y
    assert places["Åre"].label_x < places["Örnsköldsvik"].label_x


def test_the_same_map_is_made_once() -> None:
    assert map_of(["23", "22", "22"]) is map_of(("22", "23"))


def test_the_projection_agrees_with_the_surveyors_control_point() -> None:
    # Lantmäteriet's worked example: RT 90 2.5 gon V by way of SWEREF 99.
    zone = make_map.Zone(13 + 35 / 60 + 7.692 / 3600, 1.00000254, 84_182.8790)

    east, north = make_map.projected(66, 24, zone)

    assert (east, north - 6_226_307.8640) == pytest.approx((555_304.016555, 1_135_809.413803), abs=1e-4)


def test_a_label_keeps_out_of_a_hole() -> None:
    square = [(0, 0), (100, 0), (100, 100), (0, 100), (0, 0)]
    hole = [(20, 20), (20, 98), (98, 98), (98, 20), (20, 20)]

    x, y = make_map.label_point([square, hole])

    assert min(x, y) < 20
    assert min(x, y) > 5


def test_the_borders_are_those_of_the_source(
    shared_file: Callable[[str], Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    features = json.loads(shared_file("municipalities.geojson").read_text("utf-8"))["features"]
    region = [feature for feature in features if feature["properties"]["county"] in {"22", "23"}]
    monkeypatch.setattr(make_map, "TARGET", tmp_path / "borders.json.gz")

    (tmp_path / "some.geojson").write_text(json.dumps({"features": region}), encoding="utf-8")
    make_map.main(str(tmp_path / "some.geojson"))

    made, kept = (json.loads(gzip.decompress(path.read_bytes())) for path in (make_map.TARGET, PACKAGED))
    assert made == {code: kept[code] for code in made}
    assert len(made) == 15
    assert len(kept) == len(features)


PACKAGED = Path(__file__).parents[4] / "src/simmitt/web/companies/register/borders.json.gz"
