"""Where words stand, so that none stands on another."""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

from simmitt.engine.report.charts.pen import Sheet, block, stroke, write
from simmitt.engine.report.lettering import BOLD, REGULAR, shorten

_BETWEEN = 8.0  # two texts on one line


@dataclass(frozen=True)
class Label:
    """One line of text centred at ``x`` as far as the sheet allows; ``lane`` 0 is nearest."""

    text: str
    x: float
    half_width: float
    lane: int = 0


def in_lanes(sheet: Sheet, wishes: Sequence[tuple[str, float]], *, bold: bool = False) -> list[Label]:
    """Give each text its place: as near its ``x`` as the sheet and its neighbours allow."""
    placed: list[Label] = []
    for text, x in wishes:
        fitting = shorten(text, sheet.width, sheet.size, BOLD if bold else REGULAR)
        half = sheet.width_of(fitting, bold=bold) / 2
        inside = min(max(x, half), sheet.width - half)
        placed.append(Label(fitting, inside, half, _free_lane(placed, inside, half)))
    return placed


def nudged(
    sheet: Sheet, wishes: Sequence[tuple[str, float]], *, bold: bool = False
) -> list[tuple[str, float]]:
    """Give texts that would collide a place to the left and right of theirs, where that is enough."""
    halves = [sheet.width_of(text, bold=bold) / 2 for text, _ in wishes]
    places = [x for _, x in wishes]
    order = sorted(range(len(wishes)), key=lambda index: places[index])
    for left, right in itertools.pairwise(order):
        missing = halves[left] + halves[right] + 2 * _BETWEEN - (places[right] - places[left])
        if 0 < missing <= 2 * min(halves[left], halves[right]):
            places[left] -= missing / 2
            places[right] += missing / 2
    return [(text, place) for (text, _), place in zip(wishes, places, strict=True)]


def apart(wishes: Sequence[float], gap: float, low: float, high: float) -> list[float]:
    """Give heights near the wished ones, at least ``gap`` from each other, in the same order.

    Used for words at the ends of lines; between ``low`` and ``high`` as long as there is room.
    """
    order = sorted(range(len(wishes)), key=lambda index: wishes[index])
    heights = [0.0] * len(wishes)
    floor = low
    for index in order:
        heights[index] = max(wishes[index], floor)
        floor = heights[index] + gap
    ceiling = high
    for index in reversed(order):
        heights[index] = min(heights[index], ceiling)
        ceiling = heights[index] - gap
    return heights


def write_ticks(sheet: Sheet, places: Sequence[tuple[float, str]], y: float) -> list[str]:
    """Draw ticks down from a line at ``y`` and write below them, leaving out words that would collide."""
    shapes, free = [], -1.0
    for x, text in places:
        half = sheet.width_of(text) / 2
        middle = min(max(x, half), sheet.width - half)
        shapes.append(stroke([(x, y), (x, y + 6)], "le", 1.5))
        if middle - half >= free:
            free = middle + half + 14
            shapes.append(write((middle, y + 8 + sheet.size), text, anchor="middle", muted=True))
    return shapes


def _free_lane(placed: Sequence[Label], x: float, half: float) -> int:
    taken = {label.lane for label in placed if abs(label.x - x) < label.half_width + half + _BETWEEN}
    return next(lane for lane in range(len(placed) + 1) if lane not in taken)


@dataclass(frozen=True)
class Spot:
    """A rectangle on the sheet."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: "Spot") -> bool:
        """Say whether two rectangles share ground."""
        across = self.left < other.right and other.left < self.right
        return across and self.top < other.bottom and other.top < self.bottom


class Ground:
    """What is taken on a sheet, so that words find free places one after the other."""

    def __init__(self, sheet: Sheet, height: float, taken: Sequence[Spot] = ()) -> None:
        self.sheet, self.height, self.taken = sheet, height, list(taken)

    def place(self, text: str, wishes: Sequence[tuple[float, float]]) -> tuple[float, float] | None:
        """Give the first wished middle at which the text stands free, and take it; None: nowhere."""
        half, size = self.sheet.width_of(text) / 2 + 3, self.sheet.size
        for x, y in wishes:
            spot = Spot(x - half, y - size * 0.55, x + half, y + size * 0.6)
            inside = spot.left >= 0 and spot.right <= self.sheet.width and spot.top >= 0
            if inside and spot.bottom <= self.height and not any(spot.meets(each) for each in self.taken):
                self.taken.append(spot)
                return x, y
        return None


def write_on(sheet: Sheet, middle: tuple[float, float], text: str, *, bold: bool = False) -> list[str]:
    """Write a text over a line, which is left out behind it."""
    x, y = middle
    width = sheet.width_of(text, bold=bold) + 4
    return [
        block(x - width / 2, y - sheet.size * 0.55, width, sheet.size * 1.1, "fs"),
        write((x, y + sheet.size * 0.35), text, anchor="middle", bold=bold),
    ]
