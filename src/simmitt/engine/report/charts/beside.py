"""How near a forecast came: on a track from chance alone to a model that knows no waiting."""

from dataclasses import dataclass

from simmitt.engine.report.charts.pen import (
    NARROW,
    WIDE,
    Drawing,
    Sheet,
    block,
    diamond,
    frame,
    stroke,
    write,
)
from simmitt.engine.report.charts.rows import Rows, lay_rows
from simmitt.engine.report.lettering import shorten

_BAR = 20.0
_MOST = 1.15  # what lies further out is drawn at the end
_FILLS = ("h1", "h2", "h3")


@dataclass(frozen=True)
class Track:
    """One figure: where it lies from floor (0) to straw man (1), and the three as they are written."""

    name: str
    place: float
    ours: str
    floor: str
    straw_man: str


@dataclass(frozen=True)
class Beside:
    """Tracks with the same limits; ``zones`` are the words for near, middling and far."""

    title: str
    alt: str
    tracks: tuple[Track, ...]
    limits: tuple[float, float]
    zones: tuple[str, str, str]
    floor_name: str
    straw_name: str


def draw_beside(beside: Beside) -> Drawing:
    """Give the tracks under each other, ours as a diamond with its figure."""
    return Drawing(_draw(beside, WIDE), _draw(beside, NARROW))


def _draw(beside: Beside, sheet: Sheet) -> str:
    # One line for the words of the zones; below each bar one for the ends' figures.
    rows = lay_rows(
        sheet,
        [each.name for each in beside.tracks],
        bar=_BAR + sheet.leading,
        above=sheet.leading + 8,
    )
    shapes = _zone_words(beside, rows)
    for row, track in enumerate(beside.tracks):
        shapes += [*rows.write_name(row, bold=True), *_track(beside, track, rows, row)]
    foot = rows.bottom + sheet.leading
    shapes += _ends(rows, foot, beside.floor_name, beside.straw_name)
    return frame(sheet, foot + 10, beside.title, beside.alt, shapes)


def _zone_words(beside: Beside, rows: Rows) -> list[str]:
    edges = (0.0, *beside.limits, _MOST)
    shapes = []
    for number, word in enumerate(beside.zones):
        left, right = _at(rows, edges[number]), _at(rows, edges[number + 1])
        text = shorten(word, right - left, rows.sheet.size)
        shapes.append(write(((left + right) / 2, rows.sheet.size), text, anchor="middle", muted=True))
    return shapes


def _track(beside: Beside, track: Track, rows: Rows, row: int) -> list[str]:
    top, edges = rows.bar_top(row), (0.0, *beside.limits, _MOST)
    shapes = [
        block(_at(rows, low), top, _at(rows, high) - _at(rows, low), _BAR, fill)
        for low, high, fill in zip(edges, edges[1:], _FILLS, strict=False)
    ]
    shapes += [
        stroke([(_at(rows, end), top - 3), (_at(rows, end), top + _BAR + 3)], "le", 2) for end in (0.0, 1.0)
    ]
    x = _at(rows, min(max(track.place, 0.0), _MOST))
    shapes.append(diamond((x, top + _BAR / 2), "f2"))
    foot = top + _BAR + rows.sheet.size + 3
    return [*shapes, *_figures(track, rows, x, foot)]


def _figures(track: Track, rows: Rows, x: float, foot: float) -> list[str]:
    """Write the three figures; those at the ends give way to ours."""
    sheet = rows.sheet
    half = sheet.width_of(track.ours, bold=True) / 2
    middle = min(max(x, rows.left + half), rows.right - half)
    shapes = [write((middle, foot), track.ours, anchor="middle", bold=True)]
    left = _at(rows, 0.0) + sheet.width_of(track.floor)
    if left + 8 < middle - half:
        shapes.append(write((_at(rows, 0.0), foot), track.floor, muted=True))
    width = sheet.width_of(track.straw_man) / 2
    if _at(rows, 1.0) - width - 8 > middle + half:
        shapes.append(write((_at(rows, 1.0), foot), track.straw_man, anchor="middle", muted=True))
    return shapes


def _ends(rows: Rows, foot: float, floor: str, straw_man: str) -> list[str]:
    room = (rows.right - rows.left) / 2 - 6
    size = rows.sheet.size
    return [
        write((_at(rows, 0.0), foot), shorten(floor, room, size), muted=True),
        write((rows.right, foot), shorten(straw_man, room, size), anchor="end", muted=True),
    ]


def _at(rows: Rows, place: float) -> float:
    return rows.left + 12 + (rows.right - rows.left - 24) * place / _MOST
