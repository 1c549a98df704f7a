"""The sheets of a workbook, read into grids."""

from collections.abc import Iterator

import fastexcel
import polars as pl

from simmitt.engine.eventlog.grid import Grid, heading_row, name_columns, settle, without_empty
from simmitt.engine.eventlog.mapping import Mapping
from simmitt.engine.eventlog.opening import Opened, damaged
from simmitt.ground.errors import InputFault, Place
from simmitt.ground.texts import say

_LOOKED_AT = 60
_DECIMAL, _NUMBER = r"^[+-]?\d*\.\d+$", r"^[+-]?[\d.,]+(?:[eE][+-]?\d+)?$"


class UnknownSheet(InputFault):
    """The workbook has no sheet of the name in the mapping."""


def read_workbook(opened: Opened, mapping: Mapping) -> Iterator[Grid]:
    """Give the grid of each sheet that holds something, in the workbook's order.

    Raises
    ------
    DamagedFile, UnknownSheet
    """
    place = Place(file=opened.file)
    try:
        reader = fastexcel.read_excel(opened.content)
        for name in _sheets(reader, mapping.sheet, place):
            grid = _sheet(reader, name, opened.file)
            if grid is not None:
                yield grid
    except fastexcel.FastExcelError as fault:
        raise damaged(place, say("a workbook (xlsx)")) from fault


def _sheets(reader: fastexcel.ExcelReader, wanted: str, place: Place) -> list[str]:
    names = list(reader.sheet_names)
    if not wanted:
        return names
    if wanted in names:
        return [wanted]
    raise UnknownSheet(
        say("The mapping names the sheet {sheet}, which isn't in the workbook.", sheet=wanted),
        expected=say("The sheets are: {names}.", names=", ".join(names)),
        remedy=say('Correct the mapping line [file] sheet = "{sheet}".', sheet=wanted),
        place=place,
    )


def _sheet(reader: fastexcel.ExcelReader, name: str, file: str) -> Grid | None:
    # Texts throughout: dates come as ISO, durations as hours after 1899-12-31, both exactly.
    sheet = reader.load_sheet(name, header_row=None, skip_rows=0, dtypes="string")
    raw = sheet.to_polars()
    if raw.is_empty():
        return None
    at = heading_row(raw.head(_LOOKED_AT).rows())
    names = name_columns(raw.row(at), raw.width)
    below = raw.slice(at + 1)
    below.columns = names
    cells, rows = settle(below, first_row=at + 2)
    exact = _exact(reader, name, at, cells)
    return Grid(without_empty(cells), rows, file, "xlsx", sheet=name, exact=exact)


def _exact(reader: fastexcel.ExcelReader, sheet: str, at: int, cells: pl.DataFrame) -> frozenset[str]:
    """Give the columns whose decimal numbers are real ones and not text; asks the file once more."""
    suspects = [
        index
        for index, column in enumerate(cells)
        if column.str.contains(_DECIMAL).any() and column.drop_nulls().str.contains(_NUMBER).all()
    ]
    if not suspects:
        return frozenset()
    typed = reader.load_sheet(
        sheet, header_row=None, skip_rows=at + 1, use_columns=suspects, schema_sample_rows=None
    ).to_polars()
    kinds = zip(suspects, typed.dtypes, strict=True)
    return frozenset(cells.columns[index] for index, kind in kinds if kind.is_numeric())
