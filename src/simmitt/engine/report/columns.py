"""How wide a table's columns are, so that words stay whole and figures on one line."""

from simmitt.engine.report.document import Align, Table
from simmitt.engine.report.lettering import BOLD, REGULAR, breakable, clean, width_of

_MOST = 0.4  # of the table's width, that a single long word may claim
_SHORT = 5.0  # a column this narrow gets no room to spare
_TO_FILL_IN = 8.0  # for a name or a date by hand
_PADDING = 1.6  # between columns, in sizes of the text


def aligned(table: Table) -> tuple[Align, ...]:
    """Give every column's alignment; what isn't said is left."""
    missing: list[Align] = ["left"] * (len(table.headings) - len(table.align))
    return (*table.align, *missing)


def column_shares(table: Table, sizes_wide: float) -> list[float]:
    """Give each column's share of the table's width; they sum to 1.

    Parameters
    ----------
    sizes_wide
        The table's width in sizes of its text.
    """
    if table.widths:
        return [width / sum(table.widths) for width in table.widths]
    columns = range(len(table.headings))
    whole = [_whole(table, column) for column in columns]
    if sum(whole) <= sizes_wide:
        return _filled(table, whole, sizes_wide)
    least = [_least(table, column, sizes_wide) for column in columns]
    spare = max(sizes_wide - sum(least), 0.0)
    wanting = [max(width - small, 0.0) for width, small in zip(whole, least, strict=True)]
    widths = [
        small + spare * want / max(sum(wanting), 1e-9) for small, want in zip(least, wanting, strict=True)
    ]
    return [width / sum(widths) for width in widths]


def _filled(table: Table, whole: list[float], sizes_wide: float) -> list[float]:
    """Give the room that is left over to the columns of words, not to numbers and short marks."""
    sides = aligned(table)
    wordy = [
        width if sides[column] == "left" and width > _SHORT else 0.0 for column, width in enumerate(whole)
    ]
    shares = wordy if any(wordy) else whole
    spare = sizes_wide - sum(whole)
    return [
        (width + spare * share / sum(shares)) / sizes_wide for width, share in zip(whole, shares, strict=True)
    ]


def _whole(table: Table, column: int) -> float:
    """Give what a column needs to have every cell on one line; an empty one is to be filled in."""
    widest = _PADDING + max(map(_width, _cells(table, column)))
    blank = not any(row[column] for row in table.rows)
    return max(widest, _TO_FILL_IN) if blank and table.rows else widest


def _cells(table: Table, column: int) -> list[str]:
    return [table.headings[column], *(row[column] for row in table.rows)]


def _least(table: Table, column: int, sizes_wide: float) -> float:
    """Give what a column can't do without: its longest word, or the whole figure."""
    figures = aligned(table)[column] == "right"
    texts = [row[column] for row in table.rows] if figures else _cells(table, column)
    parts = texts if figures else [word for text in texts for word in _words(text)]
    heading = max(map(_width, _words(table.headings[column])))
    widest = max([heading, *map(_width, parts)])
    return _PADDING + min(widest, sizes_wide * _MOST)


def _words(text: str) -> list[str]:
    """Give what can't be broken: words, or the pieces of a very long one."""
    return breakable(text).replace("\u200b", " ").split(" ")


def _width(text: str) -> float:
    return max(width_of(clean(text), 1, font) for font in (REGULAR, BOLD))
