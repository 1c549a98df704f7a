"""The tables that the files hold: every file, every sheet, nothing understood yet."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

import polars as pl

from simmitt.engine.eventlog.columnar import read_parquet
from simmitt.engine.eventlog.delimited import read_delimited
from simmitt.engine.eventlog.grid import Grid
from simmitt.engine.eventlog.held import all_as_texts, as_texts, different
from simmitt.engine.eventlog.jsonlines import read_jsonlines
from simmitt.engine.eventlog.limits import check_cells
from simmitt.engine.eventlog.mapping import Mapping
from simmitt.engine.eventlog.opening import EmptyFile, Opened, open_files
from simmitt.engine.eventlog.workbook import read_workbook
from simmitt.engine.eventlog.xes import read_xes
from simmitt.ground.errors import InputFault, Place
from simmitt.ground.texts import say

_FEWEST_HEADINGS = 3
_ALIKE_SHARE = 0.8
_LOOKED_AT = 100


class OtherHeadings(InputFault):
    """The headings stand in the table again, in another order."""


class UnknownTable(InputFault):
    """The mapping says what a file or sheet holds that isn't there."""


@dataclass(frozen=True)
class Table:
    """One table, and the file that it came in."""

    grid: Grid
    sha256: str

    @property
    def name(self) -> str:
        """What to call it in a sentence: the sheet, or the file where it has none."""
        return f"{self.grid.file} ({self.grid.sheet})" if self.grid.sheet else self.grid.file

    @cached_property
    def thin(self) -> Grid:
        """The table with some of its rows: enough for a first look."""
        cells = thinned(self.grid)
        return replace(self.grid, cells=cells, rows=self.grid.rows.head(cells.height))

    def told(self, mapping: Mapping) -> str:
        """Give what the mapping says that the table holds, or ""."""
        named = {name.casefold(): holds for name, holds in mapping.tables.items()}
        keys = (self.grid.sheet, self.grid.file, Path(self.grid.file).name)
        return next((named[key.casefold()] for key in keys if key and key.casefold() in named), "")


def open_tables(paths: Sequence[Path], mapping: Mapping) -> list[Table]:
    """Give every table of every file that holds something, in order.

    Raises
    ------
    InputFault
        A file can't be opened or read, or the mapping names a table that isn't there.
    """
    tables = [
        Table(replace(grid, notes=(*opened.notes, *grid.notes)), opened.sha256)
        for path in paths
        for opened in open_files(path)
        for grid in _grids(opened, mapping)
    ]
    if not tables:
        raise EmptyFile(
            say("The file is empty."),
            expected=say("A log has a heading row and one row per report."),
            remedy=say("Export it again and check that the report holds rows."),
            place=Place(file=paths[0].name),
        )
    for one in tables:
        check_cells(one.grid.cells, one.grid.rows, one.grid.place())
        _check_headings(one.grid)
    _check_named(tables, mapping)
    return tables


def _grids(opened: Opened, mapping: Mapping) -> Iterator[Grid]:
    match opened.form:
        case "csv":
            yield read_delimited(opened, mapping)
        case "xlsx":
            yield from read_workbook(opened, mapping)
        case "parquet":
            yield read_parquet(opened)
        case "xes":
            yield read_xes(opened)
        case "jsonl":
            yield read_jsonlines(opened)


def _check_headings(grid: Grid) -> None:
    """Stop where rows follow other headings than those at the top, as in exports put one after another."""
    names = pl.Series([name.casefold() for name in grid.cells.columns])
    if len(names) < _FEWEST_HEADINGS:
        return
    first = grid.cells.to_series(0)
    said = different(first)
    if not said.str.to_lowercase().is_in(names.implode()).any():
        return
    known = as_texts(first).str.to_lowercase().is_in(names.implode()).fill_null(value=False)
    for at in known.arg_true().head(_LOOKED_AT):
        cells = [cell.casefold() for cell in all_as_texts(grid.cells.slice(at, 1)).row(0) if cell]
        if len(cells) >= _FEWEST_HEADINGS and len(set(cells) & set(names)) >= _ALIKE_SHARE * len(cells):
            raise OtherHeadings(
                say("The headings stand here again in another order; the rows below follow these."),
                remedy=say("Save each part as a file of its own, and give them all: they become one log."),
                place=grid.place(int(grid.rows[at])),
            )


def _check_named(tables: Sequence[Table], mapping: Mapping) -> None:
    there = {name.casefold() for one in tables for name in _names(one)}
    for name, holds in mapping.tables.items():
        if name.casefold() not in there:
            raise UnknownTable(
                say("The mapping says that {name} holds {holds}, but there is no such file or sheet.",
                    name=name, holds=holds),
                expected=say("There are: {names}.", names=", ".join(one.name for one in tables)),
                remedy=say("Correct the line in the section [tables] of the mapping file."),
            )  # fmt: skip


def _names(table: Table) -> set[str]:
    return {table.grid.sheet, table.grid.file, Path(table.grid.file).name} - {""}


def hash_of(hashes: Sequence[str]) -> str:
    """Give one hash for several files: that of their hashes, in order; of one file its own."""
    different = list(dict.fromkeys(hashes))
    if len(different) == 1:
        return different[0]
    return hashlib.sha256("".join(different).encode()).hexdigest()


def thinned(grid: Grid, rows: int = 600) -> pl.DataFrame:
    """Give the cells of the first rows and of some spread over the rest, in order, as plain texts."""
    cells = grid.cells
    if cells.height <= rows:
        return all_as_texts(cells)
    some = [cells.head(rows // 2), cells.slice(rows // 2).gather_every(2 * cells.height // rows)]
    return pl.concat(map(all_as_texts, some))
