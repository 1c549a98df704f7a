"""The strokes that every drawing is made of, as SVG elements."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import ceil, hypot, isfinite
from typing import Literal
from xml.sax.saxutils import escape

from simmitt.engine.report.lettering import BOLD, REGULAR, clean, width_of
from simmitt.engine.report.look import BODY_FONT, LIGHT

_VIEW_BOX = re.compile(r'viewBox="0 0 ([0-9.]+) ([0-9.]+)"')

Anchor = Literal["start", "middle", "end"]
Point = tuple[float, float]

HALF_DIAMOND = 9.0

_INK = {
    "f1": "c1", "f2": "c2", "f5": "c5", "f6": "c6", "fband": "band", "fs": "surface", "fm": "mist",
    "fi": "ink", "fr": "rust-soft", "fk": "rust", "fe": "edge", "l": "line", "le": "edge", "li": "ink",
    "l1": "c1", "l2": "c2", "l6": "c6", "lr": "rust", "ls": "surface",
}  # fmt: skip

# How much of the main colour lies in each step of a heat map, in per cent; the rest is surface. On
# the first four steps words stand in ink, on the last two in the surface's colour.
RAMP = {"h0": 0, "h1": 10, "h2": 25, "h3": 45, "h4": 78, "h5": 100}
_MIXED = {**RAMP, "lw": 60}  # and in the lines of a flow, which may be broad
_PALE_FROM = 4


@dataclass(frozen=True)
class Drawing:
    """The same figure for a text width of 880 and of 340 units."""

    svg: str
    narrow_svg: str


@dataclass(frozen=True)
class Sheet:
    """What is drawn on: its width, the size of its text, and whether names stand above their rows."""

    width: float
    size: float
    narrow: bool = False

    @property
    def leading(self) -> float:
        """The distance from one line of text to the next."""
        return self.size * 1.25

    def width_of(self, text: str, *, bold: bool = False) -> float:
        """Give the width of a line of text as drawn here."""
        return width_of(text, self.size, BOLD if bold else REGULAR)


# 16 units of 880 are 9 points across an A4 page, 15 of 340 are 12.7 px on the smallest phone.
WIDE = Sheet(880, 16)
NARROW = Sheet(340, 15, narrow=True)


def frame(sheet: Sheet, height: float, title: str, alt: str, shapes: Iterable[str]) -> str:
    """Give the finished drawing, with its name and description for those who don't see it."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="ch" role="img" '
        f'viewBox="0 0 {number(sheet.width)} {number(height)}" '
        f'font-family="{BODY_FONT}, sans-serif" font-size="{number(sheet.size)}" fill="{LIGHT["ink"]}">'
        f"<title>{escape(clean(title))}</title><desc>{escape(clean(alt))}</desc>"
        f"{''.join(shapes)}</svg>"
    )


def height_share(svg: str) -> float:
    """Give a drawing's height as a share of its width."""
    box = _VIEW_BOX.search(svg)
    assert box, "a drawing needs a view box"
    return float(box.group(2)) / float(box.group(1))


def number(value: float) -> str:
    """Write a coordinate; one that is not finite is our own fault."""
    assert isfinite(value), f"a drawing can't hold {value}"
    return f"{round(value, 1) + 0.0:.1f}".removesuffix(".0")


def write(
    at: Point,
    text: str,
    *,
    anchor: Anchor = "start",
    bold: bool = False,
    muted: bool = False,
    pale: bool = False,
) -> str:
    """Write one line of text, its baseline at the point; ``pale`` for words on a dark ground."""
    marks = f' text-anchor="{anchor}"' if anchor != "start" else ""
    classes = [name for name, wanted in (("b", bold), ("p", pale), ("m", muted and not bold)) if wanted]
    marks += f' class="{" ".join(classes)}"' if classes else ""
    marks += ' font-weight="700"' if bold else ""
    if pale or (muted and not bold):
        marks += f' fill="{LIGHT["surface" if pale else "ink2"]}"'
    # Spaces at the ends would widen nothing but the reader's copy of the text.
    return f'<text x="{number(at[0])}" y="{number(at[1])}"{marks}>{escape(clean(text).strip(" "))}</text>'


def write_lines(
    sheet: Sheet, at: Point, lines: Sequence[str], *, anchor: Anchor = "start", bold: bool = False
) -> list[str]:
    """Write lines under each other, the first baseline at the point."""
    return [
        write((at[0], at[1] + row * sheet.leading), line, anchor=anchor, bold=bold)
        for row, line in enumerate(lines)
    ]


def stroke(points: Sequence[Point], ink: str, thickness: float, *, dashed: bool = False) -> str:
    """Draw a line through the points."""
    path = "M" + "L".join(f"{number(x)} {number(y)}" for x, y in points)
    return f'<path d="{path}" fill="none"{_line(ink, thickness, dashed=dashed)}/>'


def block(
    x: float, y: float, width: float, height: float, fill: str, edge: str = "", *, dashed: bool = False
) -> str:
    """Draw a rectangle; with ``edge``, that stroke around it, and ``none`` as fill for that alone."""
    around = _line(edge, 1.5 if fill == "none" else 2, dashed=dashed) if edge else ""
    return (
        f'<rect x="{number(x)}" y="{number(y)}" width="{number(max(width, 0))}" height="{number(height)}"'
        f"{_fill(fill, around)}/>"
    )


def area(points: Sequence[Point], fill: str) -> str:
    """Fill the surface within the points."""
    return f'<path d="M{"L".join(f"{number(x)} {number(y)}" for x, y in points)}Z"{_fill(fill)}/>'


def diamond(at: Point, fill: str = "f1", half: float = HALF_DIAMOND) -> str:
    """Draw the sign of the most likely value, or of a day to keep."""
    x, y = at
    return area([(x, y - half), (x + half, y), (x, y + half), (x - half, y)], fill)


def ring(at: Point, radius: float = 8) -> str:
    """Draw the sign of today's value."""
    around = _line("le", 2.5, dashed=False)
    return f'<circle cx="{number(at[0])}" cy="{number(at[1])}" r="{number(radius)}"{_fill("fs", around)}/>'


def wheel(at: Point, radius: float, fill: str = "fi") -> str:
    """Draw a filled circle."""
    return f'<circle cx="{number(at[0])}" cy="{number(at[1])}" r="{number(radius)}"{_fill(fill)}/>'


def interval(
    low: float, high: float, y: float, *, ink: str = "l1", thickness: float = 3, half: float = 8
) -> str:
    """Draw a bar with end ticks from low to high."""
    assert low <= high, "an interval begins below where it ends"
    ends = f"M{number(low)} {number(y)}H{number(high)}"
    ticks = "".join(f"M{number(x)} {number(y - half)}V{number(y + half)}" for x in (low, high))
    return f'<path d="{ends}{ticks}" fill="none"{_line(ink, thickness, dashed=False)}/>'


def heat(share: float) -> str:
    """Give the fill for a share of the most there is, in six steps; nothing at all is the first."""
    steps = len(RAMP) - 1
    return f"h{min(max(ceil(share * steps - 1e-9), 0), steps)}"


def is_dark(fill: str) -> bool:
    """Say whether words on a step of a heat map must be pale."""
    return fill.startswith("h") and int(fill[1:]) >= _PALE_FROM


def curve(points: Sequence[Point], ink: str, thickness: float) -> str:
    """Draw a smooth line: a first point, then two that pull and one that is reached, as often as need be."""
    assert len(points) % 3 == 1, "a curve has three points for each bend, and one to begin with"
    first, *rest = [f"{number(x)} {number(y)}" for x, y in points]
    path = f"M{first}" + "".join(f"C{' '.join(rest[at : at + 3])}" for at in range(0, len(rest), 3))
    return f'<path d="{path}" fill="none"{_line(ink, thickness, dashed=False)}/>'


def arrow_head(at: Point, heading: Point, size: float = 9, fill: str = "fi") -> str:
    """Draw the point of an arrow that ends at ``at``, coming along the direction ``heading``."""
    length = hypot(*heading) or 1.0
    dx, dy = heading[0] / length * size, heading[1] / length * size
    x, y = at[0] - dx, at[1] - dy
    return area([at, (x - dy * 0.45, y + dx * 0.45), (x + dy * 0.45, y - dx * 0.45)], fill)


def outline(points: Sequence[Point], fill: str, edge: str, thickness: float = 1.75) -> str:
    """Draw a shape of straight sides with its edge."""
    path = "M" + "L".join(f"{number(x)} {number(y)}" for x, y in points) + "Z"
    return f'<path d="{path}"{_fill(fill, _line(edge, thickness, dashed=False))}/>'


def hatch(x: float, y: float, width: float, height: float, ink: str = "le", gap: float = 6) -> str:
    """Draw slanting lines over a rectangle, for what is not known or must be told without colour."""
    lines = []
    for step in range(1, ceil((width + height) / gap)):
        along = step * gap
        from_x, to_x = max(along - height, 0.0), min(along, width)
        begin = f"M{number(x + from_x)} {number(y + along - from_x)}"
        lines.append(f"{begin}L{number(x + to_x)} {number(y + along - to_x)}")
    path = "".join(lines) or f"M{number(x)} {number(y)}"
    return f'<path d="{path}" fill="none"{_line(ink, 1.25, dashed=False)}/>'


def _fill(fill: str, around: str = "") -> str:
    """Give fill and stroke with one class attribute for both."""
    if fill == "none":
        return f'{around} fill="none"'
    colour = f' fill="{_colour(fill)}"'
    if not around:
        return f' class="{fill}"{colour}'
    return around.replace('class="', f'class="{fill} ') + colour


def _line(ink: str, thickness: float, *, dashed: bool) -> str:
    dashes = ' stroke-dasharray="5 4"' if dashed else ""
    return f' class="{ink}" stroke="{_colour(ink)}" stroke-width="{number(thickness)}"{dashes}'


def _colour(name: str) -> str:
    """Give the colour on paper, which a page's style sheet may override."""
    if name not in _MIXED:
        return LIGHT[_INK[name]]
    share = _MIXED[name] / 100
    pairs = ((LIGHT["c1"][at : at + 2], LIGHT["surface"][at : at + 2]) for at in (1, 3, 5))
    return "#" + "".join(f"{round(int(of, 16) * share + int(on, 16) * (1 - share)):02x}" for of, on in pairs)
