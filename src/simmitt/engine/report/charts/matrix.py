"""A matrix from-to: numbers on a ground that is darker the more, hatched where nothing was ever seen."""

from dataclasses import dataclass

from simmitt.engine.report.charts.heat import scale_height, write_scale
from simmitt.engine.report.charts.nothing import draw_nothing
from simmitt.engine.report.charts.pen import (
    NARROW,
    WIDE,
    Drawing,
    Sheet,
    block,
    frame,
    hatch,
    heat,
    is_dark,
    write,
    write_lines,
)
from simmitt.engine.report.lettering import BOLD, shorten, wrap

_NAMES_SHARE, _WIDEST_CELL = 0.3, 78.0
_NUMBER = 30.0  # width of a row's number on a phone


@dataclass(frozen=True)
class Cell:
    """A number and what it rests on; ``share`` is its part of the largest, None where never seen."""

    text: str = ""
    note: str = ""
    share: float | None = None


@dataclass(frozen=True)
class Matrix:
    """Cells by row (from) and column (to), both in the order of the names."""

    title: str
    alt: str
    names: tuple[str, ...]
    cells: tuple[tuple[Cell, ...], ...]
    corner: str  # says what rows and columns are
    scale_name: str
    low: str
    high: str
    never: str  # what the hatched cells mean
    below: str = ""
    nothing: str = ""


def draw_matrix(matrix: Matrix, narrow: Matrix) -> Drawing:
    """Give the matrix, and one with fewer names for a phone; columns bear the rows' numbers."""
    if not matrix.names:
        return draw_nothing(matrix.title, matrix.alt, matrix.nothing)
    for each in (matrix, narrow):
        assert len(each.cells) == len(each.names), "a matrix has a row for each name"
        assert all(len(row) == len(each.names) for row in each.cells), "and a column"
    return Drawing(_draw(matrix, WIDE), _draw(narrow, NARROW))


def _draw(matrix: Matrix, sheet: Sheet) -> str:
    left = _NUMBER if sheet.narrow else _names_width(matrix, sheet) + 8 + _NUMBER
    count = len(matrix.names)
    width = min((sheet.width - left - 2) / count, _WIDEST_CELL)
    height = 2 * sheet.leading + 8
    head = scale_height(sheet, matrix.scale_name) + 2 * sheet.leading + 12
    shapes = [
        *write_scale(sheet, matrix.scale_name, matrix.low, matrix.high),
        *_head(matrix, sheet, (left, head), width),
    ]
    for row in range(count):
        y = head + row * height
        shapes += _row_name(matrix, sheet, row, (left, y + height / 2))
        for column in range(count):
            shapes += _cell(matrix.cells[row][column], sheet, (left + column * width, y), width, height)
    foot = head + count * height + 8
    below, foot = _below(matrix, sheet, foot)
    return frame(sheet, foot, matrix.title, matrix.alt, [*shapes, *below])


def _names_width(matrix: Matrix, sheet: Sheet) -> float:
    return max(sheet.width_of(line) for row in range(len(matrix.names)) for line in _name(matrix, sheet, row))


def _name(matrix: Matrix, sheet: Sheet, row: int) -> list[str]:
    return wrap(matrix.names[row], sheet.width * _NAMES_SHARE, sheet.size)


def _head(matrix: Matrix, sheet: Sheet, at: tuple[float, float], width: float) -> list[str]:
    left, foot = at
    numbers = [
        write((left + (column + 0.5) * width, foot - 8), f"{column + 1}", anchor="middle", bold=True)
        for column in range(len(matrix.names))
    ]
    corner = shorten(matrix.corner, sheet.width, sheet.size)
    return [*numbers, write((0, foot - 10 - sheet.leading), corner, muted=True)]


def _row_name(matrix: Matrix, sheet: Sheet, row: int, at: tuple[float, float]) -> list[str]:
    left, middle = at
    foot = middle + sheet.size * 0.35
    figure = write((left - 5, foot), f"{row + 1}", anchor="end", bold=True)
    if sheet.narrow:
        return [figure]
    lines = _name(matrix, sheet, row)
    first = foot - (len(lines) - 1) * sheet.leading / 2
    return [figure, *write_lines(sheet, (left - _NUMBER - 2, first), lines, anchor="end")]


def _cell(cell: Cell, sheet: Sheet, at: tuple[float, float], width: float, height: float) -> list[str]:
    (x, y), inner = at, width - 2
    if cell.share is None:
        return [hatch(x + 1, y + 1, inner, height - 2, "l", 8),
                block(x + 1, y + 1, inner, height - 2, "none", "l")]  # fmt: skip
    fill = heat(cell.share)
    pale, middle = is_dark(fill), x + width / 2
    text, note = (shorten(each, inner, sheet.size, BOLD) for each in (cell.text, cell.note))
    return [
        block(x + 1, y + 1, inner, height - 2, fill),
        block(x + 1, y + 1, inner, height - 2, "none", "l"),
        write((middle, y + sheet.size + 4), text, anchor="middle", bold=True, pale=pale),
        write((middle, y + sheet.size + 3 + sheet.leading), note, anchor="middle", pale=pale),
    ]


def _below(matrix: Matrix, sheet: Sheet, y: float) -> tuple[list[str], float]:
    """Write what hatched cells mean, on a phone the names too; give how far down it reaches."""
    shapes = [hatch(0, y + 2, 24, 14, "le"), block(0, y + 2, 24, 14, "none", "le"),
              write((32, y + sheet.size), shorten(matrix.never, sheet.width - 32, sheet.size))]  # fmt: skip
    y += sheet.leading + 8
    texts = [f"{number} {name}" for number, name in enumerate(matrix.names, start=1)] if sheet.narrow else []
    texts += [matrix.below] if matrix.below else []
    for text in texts:
        lines = wrap(text, sheet.width, sheet.size, lines=2 if text is not matrix.below else 5)
        shapes += write_lines(sheet, (0, y + sheet.size), lines)
        y += len(lines) * sheet.leading + 4
    return shapes, y + 4
