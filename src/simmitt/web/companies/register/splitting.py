"""Lines divided into cells, where a quotation mark may be a sign or part of a name."""

import csv
import io
from collections.abc import Iterator, Sequence

MOST_COLUMNS = 200
# A cell may hold line breaks, as an address does; one with more has lost its closing mark.
_MOST_LINES = 20
_MOST_CHARACTERS = 100_000
_NOTHING = frozenset({"*", "-", "–", ".", "NULL"})


def numbered_rows(lines: Sequence[str], separator: str, first: int = 1) -> Iterator[tuple[int, list[str]]]:
    """Give every row's cells with its number as a spreadsheet shows it; ``first`` is that of the headings.

    No row swallows those below it: a mark that isn't closed within a few lines is a plain sign.
    """
    at, number, width = 0, first, 0
    while at < len(lines):
        cells, taken = _row_at(lines, at, separator, width)
        yield number, [clean(cell) for cell in cells[: MOST_COLUMNS + 1]]
        at, number, width = at + taken, number + 1, width or len(cells)


def split_line(line: str, separator: str) -> list[str]:
    """Give the cells of a line that stands alone."""
    return [clean(cell) for cell in _row_at([line], 0, separator, 0)[0]]


def clean(cell: str) -> str:
    """Give a cell without control characters, with single spaces; signs for "nothing" are empty."""
    # Most cells need nothing, and there are many.
    text = cell if cell.isalnum() else " ".join(cell.split())
    if not text.isprintable():
        text = "".join(character for character in text if character.isprintable())
    return "" if text in _NOTHING else text


def _row_at(lines: Sequence[str], at: int, separator: str, width: int) -> tuple[list[str], int]:
    """Give the row that begins at a line, and how many lines it takes."""
    line = lines[at]
    if not line.strip(f"{separator} \t"):
        return [], 1
    # One too many is enough to tell that there are too many.
    plain = line.split(separator, MOST_COLUMNS)
    if '"' not in line:
        return plain, 1
    if len(plain) == width and not _hides_separator(line, plain, separator):
        return [_unquoted(cell) for cell in plain], 1
    if line.count('"') % 2 == 0:
        return _parsed(line, separator) or plain, 1
    return _over_lines(lines, at, separator, width) or ([_unquoted(cell) for cell in plain], 1)


def _hides_separator(line: str, plain: Sequence[str], separator: str) -> bool:
    """Tell a pair of marks round a separator; the register's tabs are never inside a cell."""
    if separator == "\t" or line.count('"') % 2:
        return False
    return any(cell.startswith('"') and cell.count('"') % 2 for cell in plain)


def _over_lines(lines: Sequence[str], at: int, separator: str, width: int) -> tuple[list[str], int] | None:
    """Give a row whose quoted cell goes on below, where that makes it as wide as the others."""
    text = lines[at]
    for taken, line in enumerate(lines[at + 1 : at + _MOST_LINES], start=2):
        text = f"{text}\n{line}"
        if len(text) > _MOST_CHARACTERS:
            return None
        if text.count('"') % 2 == 0:
            record = _parsed(text, separator)
            if record and len(record) == (width or len(record)):
                return record, taken
    return None


def _parsed(text: str, separator: str) -> list[str]:
    """Give the cells by the rules of CSV; none where they don't make one row of it."""
    try:
        records = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))
    except csv.Error:
        return []
    return records[0] if len(records) == 1 else []


def _unquoted(cell: str) -> str:
    if len(cell) > 1 and cell[0] == cell[-1] == '"':
        return cell[1:-1].replace('""', '"')
    return cell
