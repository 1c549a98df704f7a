"""The box of a place in a map of the flow, the same at both widths."""

from dataclasses import dataclass

from simmitt.engine.report.charts.flow import Place
from simmitt.engine.report.charts.pen import Sheet, outline, write, write_lines
from simmitt.engine.report.lettering import BOLD, wrap

_PAD = 7.0


@dataclass(frozen=True)
class Lines:
    """What stands in a box, and how high the box must be."""

    name: tuple[str, ...]
    notes: tuple[str, ...]
    remark: tuple[str, ...]
    height: float


@dataclass(frozen=True)
class Box:
    """A box where it lies."""

    x: float
    y: float
    width: float
    lines: Lines


def box_lines(sheet: Sheet, place: Place, width: float) -> Lines:
    """Give the lines of a place for a box of that width."""
    room = width - 2 * _PAD
    name = tuple(wrap(place.name, room, sheet.size, BOLD, lines=3))
    notes = tuple(wrap(place.note, room, sheet.size)) if place.note else ()
    remark = tuple(wrap(place.remark, room, sheet.size, BOLD)) if place.remark else ()
    height = (len(name) + len(notes) + len(remark)) * sheet.leading + 12
    return Lines(name, notes, remark, height)


def draw_box(sheet: Sheet, box: Box) -> list[str]:
    """Draw the box; the one with a remark has another edge and says why."""
    x, y, lines = box.x, box.y, box.lines
    fill, edge = ("fr", "lr") if lines.remark else ("fs", "li")
    corners = [(x, y), (x + box.width, y), (x + box.width, y + lines.height), (x, y + lines.height)]
    foot, middle = y + sheet.size + 3, x + box.width / 2
    below = foot + len(lines.name) * sheet.leading
    return [
        outline(corners, fill, edge, 3 if lines.remark else 1.75),
        *write_lines(sheet, (middle, foot), lines.name, anchor="middle", bold=True),
        *(write((middle, below + row * sheet.leading), text, anchor="middle", muted=True)
          for row, text in enumerate(lines.notes)),
        *write_lines(sheet, (middle, below + len(lines.notes) * sheet.leading), lines.remark,
                     anchor="middle", bold=True),
    ]  # fmt: skip
