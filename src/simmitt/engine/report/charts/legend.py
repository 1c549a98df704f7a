"""What fills and patterns mean: small signs with their words, above a drawing."""

from collections.abc import Sequence
from dataclasses import dataclass

from simmitt.engine.report.charts.pen import Sheet, block, hatch, write
from simmitt.engine.report.lettering import shorten

_SIGN_WIDTH, _SIGN_HEIGHT = 24.0, 13.0
_THIN = 3.5
_AFTER_SIGN, _BETWEEN = 8.0, 22.0


@dataclass(frozen=True)
class Pattern:
    """How something is filled: colour, edge, and slanting lines for those who see no colour."""

    fill: str
    edge: str = ""
    lines: str = ""
    thin: str = ""  # the fill where there is no room for edge and lines

    def draw(self, x: float, y: float, width: float, height: float) -> list[str]:
        """Fill a rectangle."""
        if self.thin and min(width, height) <= _THIN:
            return [block(x, y, width, height, self.thin)]
        shapes = [block(x, y, width, height, self.fill)]
        if self.lines:
            shapes.append(hatch(x, y, width, height, self.lines))
        if self.edge:
            shapes.append(block(x + 0.75, y + 0.75, width - 1.5, height - 1.5, "none", self.edge))
        return shapes


def lay_legend(sheet: Sheet, words: Sequence[str]) -> list[tuple[float, int, str]]:
    """Give each word's place: left edge, row, and the word as it fits."""
    places: list[tuple[float, int, str]] = []
    x, row = 0.0, 0
    for word in words:
        fitting = shorten(word, sheet.width - _SIGN_WIDTH - _AFTER_SIGN, sheet.size)
        width = _SIGN_WIDTH + _AFTER_SIGN + sheet.width_of(fitting)
        if x and x + width > sheet.width:
            x, row = 0.0, row + 1
        places.append((x, row, fitting))
        x += width + _BETWEEN
    return places


def legend_height(sheet: Sheet, words: Sequence[str]) -> float:
    """Give the height that the words take."""
    rows = max((row for _, row, _ in lay_legend(sheet, words)), default=-1) + 1
    return rows * (sheet.leading + 4)


def write_legend(sheet: Sheet, y: float, entries: Sequence[tuple[str, Pattern]]) -> list[str]:
    """Draw the signs with their words, the first row's upper edge at ``y``."""
    shapes = []
    places = lay_legend(sheet, [word for word, _ in entries])
    for (x, row, word), (_, pattern) in zip(places, entries, strict=True):
        foot = y + row * (sheet.leading + 4) + sheet.size
        shapes += pattern.draw(x, foot - _SIGN_HEIGHT + 1, _SIGN_WIDTH, _SIGN_HEIGHT)
        shapes.append(write((x + _SIGN_WIDTH + _AFTER_SIGN, foot), word))
    return shapes
