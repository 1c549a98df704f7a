"""How long it takes until so many are done: steps that rise, and where each passes the half."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from simmitt.engine.report.charts.labels import apart, in_lanes, nudged, write_ticks
from simmitt.engine.report.charts.nothing import draw_nothing
from simmitt.engine.report.charts.pen import (
    NARROW,
    WIDE,
    Drawing,
    Point,
    Sheet,
    area,
    diamond,
    frame,
    stroke,
    write,
    write_lines,
)
from simmitt.engine.report.charts.scale import Scale, scale_over
from simmitt.engine.report.lettering import BOLD, shorten, wrap
from simmitt.ground.texts import Language, write_share

_HEIGHT = 240.0
_SIGN = 28.0
Look = Literal["line", "dashes"]


@dataclass(frozen=True)
class Curve:
    """Shares done (0 to 1) from each time on; the first time is usually nought.

    ``low`` and ``high`` are the ends of its band, as long as ``shares`` or empty.
    """

    name: str
    look: Look
    times: tuple[float, ...]
    shares: tuple[float, ...]
    half: float | None = None  # when half are done
    half_name: str = ""
    low: tuple[float, ...] = ()
    high: tuple[float, ...] = ()


@dataclass(frozen=True)
class Curves:
    """Curves over the same times, up to ``until``; the first is the one to look at."""

    title: str
    alt: str
    curves: tuple[Curve, ...]
    until: float
    time_name: str
    below: str = ""
    nothing: str = ""


@dataclass(frozen=True)
class _Ground:
    sheet: Sheet
    across: Scale
    up: Scale


def draw_curves(curves: Curves, language: Language) -> Drawing:
    """Give the curves, the half marked on each and its time written above."""
    if not any(curve.times for curve in curves.curves):
        return draw_nothing(curves.title, curves.alt, curves.nothing)
    for curve in curves.curves:
        assert list(curve.times) == sorted(curve.times), "a curve's times rise"
        assert len(curve.times) == len(curve.shares), "a curve has a share for each time"
    return Drawing(_draw(curves, language, WIDE), _draw(curves, language, NARROW))


def _draw(curves: Curves, language: Language, sheet: Sheet) -> str:
    known = [curve for curve in curves.curves if curve.times]
    halves = [curve for curve in known if curve.half is not None and curve.half <= curves.until]
    legend = len(known) * sheet.leading + 6 if sheet.narrow else 0.0
    lanes = 2 if len(halves) > 1 else 1
    ground = _lay(curves, known, language, sheet, legend + lanes * sheet.leading + 10)
    shapes = _bands(known, curves, ground)
    shapes += _grid(ground, language)
    for curve in reversed(known):
        line = _line(curve, curves, ground, curve.shares)
        thick = 2.5 if curve.look == "line" else 2
        shapes.append(
            stroke(line, "l1" if curve.look == "line" else "li", thick, dashed=curve.look == "dashes")
        )
    shapes += [*_halves(halves, ground, legend), *_names(known, curves, ground)]
    foot = ground.up.start + 2 * sheet.leading + 18
    shapes.append(write((ground.across.end, foot - 4), shorten(curves.time_name, sheet.width, sheet.size),
                        anchor="end", muted=True))  # fmt: skip
    lines = wrap(curves.below, sheet.width, sheet.size, lines=5) if curves.below else []
    shapes += write_lines(sheet, (0, foot + sheet.size + 4), lines)
    return frame(sheet, foot + len(lines) * sheet.leading + 8, curves.title, curves.alt, shapes)


def _lay(curves: Curves, known: Sequence[Curve], language: Language, sheet: Sheet, above: float) -> _Ground:
    left = sheet.width_of(write_share(1, language)) + 12
    widest = max(sheet.width_of(curve.name, bold=True) for curve in known)
    right = sheet.width - (8 if sheet.narrow else min(widest, sheet.width * 0.3) + 14)
    up = scale_over([0.0, 1.0], _HEIGHT, 0.0, most=5)
    across = scale_over([0.0, curves.until], left, right, most=6 if sheet.narrow else 8, snug=True)
    return _Ground(sheet, across, replace(up, start=up.start + above, end=up.end + above))


def _grid(ground: _Ground, language: Language) -> list[str]:
    sheet, across, up = ground.sheet, ground.across, ground.up
    shapes = []
    for share in (0.0, 0.25, 0.5, 0.75, 1.0):
        y = up.at(share)
        shapes.append(stroke([(across.start, y), (across.end, y)], "le" if share == 0.5 else "l", 1))
        text = write_share(share, language)
        shapes.append(write((across.start - 8, y + sheet.size * 0.35), text, anchor="end", muted=True))
    ticks = [(across.at(tick), across.label(tick, language)) for tick in across.ticks]
    return [*shapes, *write_ticks(sheet, ticks, up.start)]


def _line(curve: Curve, curves: Curves, ground: _Ground, shares: Sequence[float]) -> list[Point]:
    """Give the steps' corners, up to where the drawing ends."""
    points = [(ground.across.at(0.0), ground.up.at(0.0))]
    for time, share in zip(curve.times, shares, strict=True):
        if time > curves.until:
            break
        x, y = ground.across.at(max(time, 0.0)), ground.up.at(share)
        points += [(x, points[-1][1]), (x, y)]
    end = curves.until if curve.times[-1] > curves.until else max(curve.times[-1], 0.0)
    return [*points, (max(ground.across.at(end), points[-1][0] + 1), points[-1][1])]


def _bands(known: Sequence[Curve], curves: Curves, ground: _Ground) -> list[str]:
    shapes = []
    for curve in known:
        if curve.low and curve.high:
            low, high = (_line(curve, curves, ground, shares) for shares in (curve.low, curve.high))
            shapes.append(area([*high, *reversed(low)], "fband"))
    return shapes


def _halves(halves: Sequence[Curve], ground: _Ground, above: float) -> list[str]:
    """Mark where curves pass the half, and write when, above the drawing."""
    sheet, y = ground.sheet, ground.up.at(0.5)
    wishes = [(curve.half_name, ground.across.at(curve.half or 0.0)) for curve in halves]
    labels = in_lanes(sheet, nudged(sheet, wishes, bold=True), bold=True)
    lanes = max((label.lane for label in labels), default=0)
    shapes = []
    for label, (_, x) in zip(labels, wishes, strict=True):
        foot = above + (1 if lanes else 0) * sheet.leading + sheet.size - label.lane * sheet.leading
        shapes += [
            stroke([(x, foot + 5), (x, ground.up.start)], "le", 1.25, dashed=True),
            diamond((x, y), "f1" if label is labels[0] else "fi", 7),
            write((label.x, foot), label.text, anchor="middle", bold=True),
        ]
    return shapes


def _names(known: Sequence[Curve], curves: Curves, ground: _Ground) -> list[str]:
    """Write what the curves are called: at their ends, on a phone above with a sign."""
    sheet = ground.sheet
    if sheet.narrow:
        return [shape for row, curve in enumerate(known) for shape in _sign(curve, sheet, row)]
    x = ground.across.end + 10
    ends = [_line(curve, curves, ground, curve.shares)[-1][1] for curve in known]
    heights = apart(ends, sheet.leading, ground.up.end, ground.up.start - 6)
    return [
        write((x, height + sheet.size * 0.35), shorten(curve.name, sheet.width - x, sheet.size, BOLD),
              bold=curve is known[0], muted=True)
        for curve, height in zip(known, heights, strict=True)
    ]  # fmt: skip


def _sign(curve: Curve, sheet: Sheet, row: int) -> list[str]:
    y = sheet.size + row * sheet.leading
    ink = "l1" if curve.look == "line" else "li"
    name = shorten(curve.name, sheet.width - _SIGN, sheet.size, BOLD)
    return [stroke([(0, y - 5), (20, y - 5)], ink, 2.5, dashed=curve.look == "dashes"),
            write((_SIGN, y), name, bold=row == 0)]  # fmt: skip
