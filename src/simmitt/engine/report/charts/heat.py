"""Rows of cells, darker the more there is, and the scale that explains them."""

from collections.abc import Sequence
from itertools import groupby

from simmitt.engine.report.charts.pen import RAMP, Sheet, block, heat, write
from simmitt.engine.report.lettering import shorten

_SWATCH = 26.0


def cells(shares: Sequence[float], x: float, y: float, width: float, height: float) -> list[str]:
    """Draw a row of cells of one width, those alike beside each other as one; empty ones are left out."""
    shapes, at = [], 0
    for fill, alike in groupby(heat(share) for share in shares):
        count = len(list(alike))
        if fill != "h0":
            shapes.append(block(x + at * width, y, count * width, height, fill))
        at += count
    return shapes


def scale_height(sheet: Sheet, name: str) -> float:
    """Give the height of the scale with its name."""
    return sheet.leading * (2 if _below(sheet, name) else 1) + 12


def write_scale(sheet: Sheet, name: str, low: str, high: str) -> list[str]:
    """Draw the steps between the words for nothing and for the most, after their name."""
    shapes = [write((0, sheet.size), shorten(name, sheet.width, sheet.size), muted=True)]
    below = _below(sheet, name)
    x = 0.0 if below else sheet.width_of(name) + 18
    foot = sheet.size + (sheet.leading if below else 0)
    shapes.append(write((x, foot), low))
    x += sheet.width_of(low) + 8
    for step, fill in enumerate(RAMP):
        shapes.append(block(x + step * _SWATCH, foot - 12, _SWATCH, 14, fill))
    shapes.append(block(x, foot - 12, _SWATCH * len(RAMP), 14, "none", "le"))
    return [*shapes, write((x + _SWATCH * len(RAMP) + 8, foot), high)]


def _below(sheet: Sheet, name: str) -> bool:
    """Say whether the steps stand below their name: beside it there is no room."""
    return sheet.width_of(name) + _SWATCH * len(RAMP) + 220 > sheet.width
