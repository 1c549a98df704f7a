"""What every drawing keeps to, whatever it shows, and how to tell."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from xml.etree import ElementTree as ET

from simmitt.engine.report.charts.pen import Drawing
from simmitt.engine.report.lettering import BOLD, REGULAR, width_of

SVG = "{http://www.w3.org/2000/svg}"
# How broad a drawing is shown at the least: the wide one on the smallest window that still shows it
# (46 rem less the margins), the narrow one on the smallest phone (320 px less the margins).
SHOWN_AT_LEAST = {880: 688, 340: 288}
LEAST_TEXT_PX = 12
SLACK = 6  # a sign at the very edge may reach a little outside: pages let it be seen
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")


@dataclass(frozen=True)
class Box:
    """The space a written line takes."""

    text: str
    left: float
    right: float
    top: float
    bottom: float

    def meets(self, other: "Box") -> bool:
        across = self.left < other.right - 0.5 and other.left < self.right - 0.5
        return across and self.top < other.bottom - 0.5 and other.top < self.bottom - 0.5


def boxes(svg: str) -> list[Box]:
    root = ET.fromstring(svg)
    return list(_boxes(root, float(root.attrib["font-size"]), 0, 0))


def _boxes(element: ET.Element, size: float, right: float, down: float) -> Iterator[Box]:
    moved = re.match(r"translate\(([\d.]+) ([\d.]+)\)", element.attrib.get("transform", ""))
    if moved:
        right, down = right + float(moved[1]), down + float(moved[2])
    for child in element:
        if child.tag == f"{SVG}text":
            yield _box(child, size, right, down)
        yield from _boxes(child, size, right, down)


def _box(text: ET.Element, size: float, right: float, down: float) -> Box:
    written = text.text or ""
    width = width_of(written, size, BOLD if text.get("font-weight") == "700" else REGULAR)
    shift = {"start": 0.0, "middle": width / 2, "end": width}[text.get("text-anchor", "start")]
    left, foot = float(text.attrib["x"]) + right - shift, float(text.attrib["y"]) + down
    return Box(written, left, left + width, foot - size * 0.72, foot + size * 0.05)


def assert_sound(drawing: Drawing) -> None:
    """Check what holds for any drawing: size of text, everything inside, nothing undrawable."""
    for svg, width in ((drawing.svg, 880), (drawing.narrow_svg, 340)):
        root = ET.fromstring(svg)
        assert root.attrib["role"] == "img"
        assert [child.tag for child in root][:2] == [f"{SVG}title", f"{SVG}desc"]
        shown = float(root.attrib["font-size"]) * SHOWN_AT_LEAST[width] / width
        assert shown >= LEAST_TEXT_PX
        assert not [
            element for element in root.iter() if "font-size" in element.attrib and element is not root
        ]
        assert not [element for element in root.iter() if "style" in element.attrib or "id" in element.attrib]
        assert not re.search(r"nan|inf", re.sub(r"<(title|desc|text)[^>]*>[^<]*<", "<", svg))
        height = float(root.attrib["viewBox"].split()[3])
        assert float(root.attrib["viewBox"].split()[2]) == width
        for box in boxes(svg):
            assert box.left >= -1, box
            assert box.right <= width + 1, box
            assert box.top >= -1, box
            assert box.bottom <= height + 1, box
        for x, y in _corners(root, 0, 0):
            assert -SLACK <= x <= width + SLACK, (x, y)
            assert -SLACK <= y <= height + SLACK, (x, y)


def _corners(element: ET.Element, right: float, down: float) -> Iterator[tuple[float, float]]:
    """Give the points that shapes are drawn through (of curves also the points that pull)."""
    moved = re.match(r"translate\(([\d.]+) ([\d.]+)\)", element.attrib.get("transform", ""))
    if moved:
        right, down = right + float(moved[1]), down + float(moved[2])
    for child in element:
        if child.tag == f"{SVG}rect":
            x, y, width, height = (float(child.attrib[name]) for name in ("x", "y", "width", "height"))
            yield from ((x + right, y + down), (x + right + width, y + down + height))
        elif child.tag == f"{SVG}circle":
            yield float(child.attrib["cx"]) + right, float(child.attrib["cy"]) + down
        elif child.tag == f"{SVG}path" and not re.search("[HVhvacsqtz]", child.attrib["d"]):
            numbers = [float(each) for each in _NUMBER.findall(child.attrib["d"])]
            yield from ((x + right, y + down) for x, y in zip(numbers[::2], numbers[1::2], strict=True))
        yield from _corners(child, right, down)


def assert_no_overlap(svg: str) -> None:
    for one, other in combinations([box for box in boxes(svg) if box.text], 2):
        assert not one.meets(other), f"{one.text!r} stands on {other.text!r}"


def assert_fit(drawing: Drawing) -> None:
    """Check that a drawing is sound, at both widths, and that no word stands on another."""
    assert_sound(drawing)
    assert_no_overlap(drawing.svg)
    assert_no_overlap(drawing.narrow_svg)


def words_of(svg: str) -> set[str]:
    """Give what is written in a drawing."""
    return {box.text for box in boxes(svg) if box.text}
