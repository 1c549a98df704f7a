"""The sheets of a workbook, read into grids."""

from collections.abc import Callable, Iterator

import fastexcel
import polars as pl

from simmitt.engine.eventlog.durations import bare_numbers
from simmitt.engine.eventlog.grid import Grid, letters, name_columns, settle, without_empty
from simmitt.engine.eventlog.layout import find_headings, leave_out
from simmitt.engine.eventlog.mapping import Mapping
from simmitt.engine.eventlog.numbers import weigh_sign
from simmitt.engine.eventlog.opening import Opened, damaged
from simmitt.engine.eventlog.workbook_parts import WorkbookParts
from simmitt.ground.errors import InputFault, Place
from simmitt.ground.texts import Message, say, say_many

_LOOKED_AT = 60
# A number as text, which a real number never looks like.
_TEXT_NUMBER = r"^[+-]?\d[\d \u00a0.]*,\d+(?:\s*\p{L}+\.?)?$|^[+-]?\d{1,3}(?:[ \u00a0]\d{3})+"
_DECIMAL, _NUMBER = r"^[+-]?\d*\.\d+$", r"^[+-]?[\d.,]+(?:[eE][+-]?\d+)?$"
# A time of day or a duration: the day that counting begins on, or soon after.
_OF_1904 = r"^1904-01-(\d{2}) (\d{2}:\d{2}:\d{2}.*)$"
_NAMED_CELLS = 3


class UnknownSheet(InputFault):
    """The workbook has no sheet of the name in the mapping."""


def read_workbook(opened: Opened, mapping: Mapping) -> Iterator[Grid]:
    """Give the grid of each sheet that holds something, in the workbook's order.

    Hidden sheets are read as well and marked by a note.

    Raises
    ------
    DamagedFile, UnknownSheet
    """
    place = Place(file=opened.file)
    try:
        reader = fastexcel.read_excel(opened.content)
        parts = WorkbookParts(opened.content)
        for name in _sheets(reader, mapping.sheet, place):
            grid = _sheet(reader, name, opened.file, parts)
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


def _sheet(reader: fastexcel.ExcelReader, name: str, file: str, parts: WorkbookParts) -> Grid | None:
    # Texts throughout: dates come as ISO, durations as hours after 1899-12-31, both exactly.
    sheet = reader.load_sheet(name, header_row=None, skip_rows=0, dtypes="string")
    raw = sheet.to_polars()
    if raw.is_empty():
        return None
    headings = find_headings(raw.head(_LOOKED_AT).rows())
    below = raw.slice(headings.last + 1)
    below.columns = name_columns(headings.names, raw.width)
    of_1904 = parts.counts_from_1904()
    if of_1904:
        below = _as_of_1900(below)
    cells, rows = settle(below, first_row=headings.last + 2)
    own = raw.row(headings.last) if headings.found else ()
    cells, rows, left_out = leave_out(cells, rows, [cell or "" for cell in own])
    exact = _exact(reader, name, headings.last, cells)
    cells = _with_one_sign(cells, rows, lambda column: parts.text_rows(name, column))
    return Grid(
        without_empty(cells),
        rows,
        file,
        "xlsx",
        sheet=name,
        exact=exact,
        notes=(*_hidden(sheet), *_errors(parts.error_cells(name)), *left_out),
        of_1904=of_1904,
    )


def _as_of_1900(cells: pl.DataFrame) -> pl.DataFrame:
    """Write times of day and durations as a workbook that counts from 1900 would.

    The reader of cells minds the calendar of 1904 for dates; what has no date comes as moments
    after the day that counting begins on.
    """
    return cells.select(_one_as_of_1900(name) for name in cells.columns)


def _one_as_of_1900(name: str) -> pl.Expr:
    parts = pl.col(name).str.extract_groups(_OF_1904)
    days = parts.struct[0].cast(pl.Int64) - 1
    in_january = pl.concat_str(pl.lit("1900-01-"), days.cast(pl.String).str.zfill(2))
    day = pl.when(days == 0).then(pl.lit("1899-12-31")).otherwise(in_january)
    moved = pl.concat_str(day, pl.lit(" "), parts.struct[1])
    return pl.when(days.is_not_null()).then(moved).otherwise(pl.col(name)).alias(name)


def _hidden(sheet: fastexcel.ExcelSheet) -> tuple[Message, ...]:
    if sheet.visible == "visible":
        return ()
    return (say("The sheet {sheet} is hidden in the workbook.", sheet=sheet.name),)


def _errors(places: list[str]) -> tuple[Message, ...]:
    """Tell of cells that hold an error of Excel's; the reader gives nothing for them."""
    if not places:
        return ()
    return (
        say_many(
            "{count} cell holds an error of Excel's, such as #REF!, and counts as empty ({cells}).",
            "{count} cells hold an error of Excel's, such as #REF!, and count as empty (first {cells}).",
            len(places),
            cells=", ".join(places[:_NAMED_CELLS]),
        ),
    )


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


def _with_one_sign(
    cells: pl.DataFrame, rows: pl.Series, text_rows: Callable[[str], list[int]]
) -> pl.DataFrame:
    """Write real numbers with a comma where the same column holds numbers as text with a comma.

    The reader gives real numbers with a point; side by side with "1,5" the column would seem to be
    written in two ways.
    """
    written = []
    for index, column in enumerate(cells):
        if not (column.str.contains(_DECIMAL).any() and column.str.contains(_TEXT_NUMBER).any()):
            continue
        as_text = rows.is_in(text_rows(letters(index)))
        if weigh_sign(bare_numbers(column.filter(as_text))).sign == ",":
            own = pl.col(column.name)
            real = ~as_text & column.str.contains(_DECIMAL).fill_null(value=False)
            turned = own.str.replace(".", ",", literal=True)
            written.append(pl.when(real).then(turned).otherwise(own).alias(column.name))
    return cells.with_columns(written)
