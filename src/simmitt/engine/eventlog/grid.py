"""A table as it stands in the file: headings and texts, nothing understood yet."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

import polars as pl

from simmitt.engine.eventlog.blanks import tidied
from simmitt.engine.eventlog.content import Profile, look
from simmitt.engine.eventlog.held import is_coded, is_halved, numbered
from simmitt.engine.eventlog.layout import looks_like_report
from simmitt.engine.eventlog.opening import Form
from simmitt.ground.errors import InputFault, Place
from simmitt.ground.texts import Message, say

_LETTERS = re.compile(r"\([A-Z]+\)")


class TooFewRows(InputFault):
    """There is a heading but at most one row below it."""


@dataclass(frozen=True)
class Grid:
    """One table of a file.

    ``cells`` holds only texts, without blanks around them and null where nothing stands, each
    column in one of the ways that ``held`` names; ``rows`` gives each row's number as a
    spreadsheet shows it. ``exact`` names the columns whose numbers came as numbers and not as text.
    """

    cells: pl.DataFrame
    rows: pl.Series
    file: str
    form: Form
    sheet: str = ""
    encoding: str = ""
    separator: str = ""
    exact: frozenset[str] = frozenset()
    notes: tuple[Message, ...] = field(default=())
    of_1904: bool = False  # a workbook whose numbers of days count from 1904

    def profiles(self, decided: dict[str, tuple[str, ...]]) -> dict[str, Profile]:
        """Give what each column holds; looked at once for all who ask."""
        known = self._profiles.setdefault(repr(sorted(decided.items())), {})
        if not known:
            known.update({column.name: look(column, decided) for column in self.cells})
        return known

    @cached_property
    def _profiles(self) -> dict[str, dict[str, Profile]]:
        return {}

    @property
    def is_headless(self) -> bool:
        """Whether the table has no headings, so that its columns go by letters."""
        return all(_LETTERS.fullmatch(name) for name in self.cells.columns)

    def place(self, row: int | None = None, column: str = "") -> Place:
        """Give the place of a cell in the file."""
        return Place(self.file, self.sheet, row, column)


def tidy(cells: pl.DataFrame) -> pl.DataFrame:
    """Give texts without blanks around them, and null where nothing stands."""
    return pl.DataFrame([_tidy(column) for column in cells])


def _tidy(column: pl.Series) -> pl.Series:
    if is_halved(column):
        return column  # as it is held
    if not is_coded(column):
        return tidied(column)
    was, place = numbered(column)
    now = tidied(was)
    if now.null_count() == 0 and (was == now).all():
        return column
    return now.cast(column.dtype).gather(place)


def settle(cells: pl.DataFrame, first_row: int) -> tuple[pl.DataFrame, pl.Series]:
    """Drop empty rows and nameless empty columns; give the rest and its row numbers."""
    clean = tidy(cells)
    rows = pl.int_range(first_row, first_row + clean.height, dtype=pl.Int64, eager=True).alias("row")
    filled = clean.select(pl.any_horizontal(pl.all().is_not_null())).to_series()
    return (clean, rows) if filled.all() else (clean.filter(filled), rows.filter(filled))


def check_height(grid: Grid) -> Grid:
    """Give the grid back if it holds rows enough to be a log.

    Raises
    ------
    TooFewRows
    """
    if grid.cells.height > 1:
        return grid
    raise TooFewRows(
        say("There is nothing but a heading.")
        if grid.cells.is_empty()
        else say("There is only one row below the heading."),
        expected=say("A log has a heading row and one row per report."),
        remedy=say("Export it again and check that the report holds rows."),
        place=grid.place(),
    )


def name_columns(headings: Sequence[str | None], width: int) -> list[str]:
    """Give every column a name of its own; nameless ones get the spreadsheet's letters.

    Where a row of data is given instead of headings, all columns are nameless.
    """
    names: list[str] = []
    known = () if looks_like_report(headings) else headings
    for index in range(width):
        heading = (known[index] or "").strip() if index < len(known) else ""
        name, again = heading or f"({letters(index)})", 2
        while name in names:
            name, again = f"{heading} ({again})", again + 1
        names.append(name)
    return names


def letters(index: int) -> str:
    """Give a spreadsheet's letters for the column at an index: A, B, …, AA."""
    text, rest = "", index + 1
    while rest:
        rest, digit = divmod(rest - 1, 26)
        text = chr(65 + digit) + text
    return text


def without_empty(cells: pl.DataFrame) -> pl.DataFrame:
    """Drop nameless columns that hold nothing: trailing separators, formatted blanks."""
    idle = [name for name in cells.columns if name.startswith("(") and cells[name].null_count() == len(cells)]
    return cells.drop(idle)
