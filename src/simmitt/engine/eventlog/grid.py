"""A table as it stands in the file: headings and texts, nothing understood yet."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import product

import polars as pl

from simmitt.engine.eventlog.content import Profile, look
from simmitt.engine.eventlog.layout import looks_like_report
from simmitt.engine.eventlog.opening import Form
from simmitt.ground.errors import InputFault, Place
from simmitt.ground.texts import Message, say

# What exports write where there is nothing.
NOTHING = ("", "-", "–", "--", "null", "(null)", "n/a", "#n/a", "nan", "none", "nat")
# In capitals and small letters: looking them up is quicker than lowering a million cells.
_NOTHING_WRITTEN = [
    "".join(written) for word in NOTHING for written in product(*({c.lower(), c.upper()} for c in word))
]
_LETTERS = re.compile(r"\([A-Z]+\)")


class TooFewRows(InputFault):
    """There is a heading but at most one row below it."""


@dataclass(frozen=True)
class Grid:
    """One table of a file.

    ``cells`` holds only texts, without blanks around them and null where nothing stands;
    ``rows`` gives each row's number as a spreadsheet shows it. ``exact`` names the columns
    whose numbers came as numbers and not as text.
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
    stripped = cells.select(pl.all().str.strip_chars(" \t\r\n\u00a0\ufeff"))
    return stripped.with_columns(
        pl.when(pl.all().is_in(_NOTHING_WRITTEN)).then(None).otherwise(pl.all()).name.keep()
    )


def settle(cells: pl.DataFrame, first_row: int) -> tuple[pl.DataFrame, pl.Series]:
    """Drop empty rows and nameless empty columns; give the rest and its row numbers."""
    clean = tidy(cells)
    numbered = clean.with_row_index("\0row", offset=first_row)
    kept = numbered.filter(pl.any_horizontal(pl.col(clean.columns).is_not_null()))
    rows = kept["\0row"].cast(pl.Int64).alias("row")
    return kept.drop("\0row"), rows


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
