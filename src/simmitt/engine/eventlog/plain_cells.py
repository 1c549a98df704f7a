"""The cells of a workbook as they stand: for sheets whose columns are known beforehand."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import fastexcel
import polars as pl

from simmitt.engine.eventlog.grid import letters
from simmitt.engine.eventlog.opening import damaged, open_file
from simmitt.engine.eventlog.workbook_parts import WorkbookParts
from simmitt.ground.errors import InputFault, Place
from simmitt.ground.texts import say

# Written as text: one thousand two hundred to some, a little above one to others.
_TWO_WAYS = r"^\s*[+-]?[1-9]\d{0,2}(?:[.,]\d{3})+\s*$"


class NoWorkbook(InputFault):
    """The file is something else than a workbook."""


@dataclass(frozen=True)
class SheetCells:
    """A sheet: its cells as texts, and those of them that can't be taken at their word.

    The columns of ``cells`` have a spreadsheet's letters as names; its first row is row 1.
    """

    name: str
    cells: pl.DataFrame
    errors: tuple[str, ...] = ()  # cells with an error of Excel's, as B7
    unsaved: tuple[str, ...] = ()  # cells with a formula whose result was not saved
    two_ways: tuple[str, ...] = ()  # cells with text that is 1 200 or 1.2, such as 1.200


def read_cells(path: Path) -> tuple[SheetCells, ...]:
    """Give every sheet that holds something, hidden ones too.

    Raises
    ------
    NoWorkbook, DamagedFile, OverLimit
        And all else that ``open_file`` raises.
    """
    opened = open_file(path)
    place = Place(file=opened.file)
    if opened.form != "xlsx":
        raise NoWorkbook(say("The file is no workbook (xlsx)."), place=place)
    try:
        return tuple(_sheets(opened.content))
    except fastexcel.FastExcelError as fault:
        raise damaged(place, say("a workbook (xlsx)")) from fault


def _sheets(content: bytes) -> Iterator[SheetCells]:
    reader, parts = fastexcel.read_excel(content), WorkbookParts(content)
    for name in reader.sheet_names:
        sheet = reader.load_sheet(name, header_row=None, skip_rows=0, dtypes="string")
        cells = sheet.to_polars()
        if cells.is_empty():
            continue
        # The reader begins at the first column that holds anything, which need not be A.
        cells.columns = [letters(column.absolute_index) for column in sheet.available_columns()]
        yield SheetCells(
            name,
            cells,
            tuple(parts.error_cells(name)),
            tuple(parts.unsaved_cells(name)),
            tuple(_in_two_ways(parts, name, cells)),
        )


def _in_two_ways(parts: WorkbookParts, sheet: str, cells: pl.DataFrame) -> Iterator[str]:
    for column in cells:
        rows = set((column.str.contains(_TWO_WAYS).fill_null(value=False).arg_true() + 1).to_list())
        if rows:
            texts = set(parts.text_rows(sheet, column.name))
            yield from (f"{column.name}{row}" for row in sorted(rows & texts))


def cell_name(cell: str) -> tuple[str, int]:
    """Give the letters and the row of a cell such as B7."""
    match = re.fullmatch(r"([A-Z]+)(\d+)", cell)
    assert match is not None, cell
    return match[1], int(match[2])
