"""How much a file may hold: each limit has a value, a fault that names it, and a way round."""

import os
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import polars as pl

from simmitt.engine.eventlog.held import as_texts, longest_bytes
from simmitt.ground.errors import InputFault, Place
from simmitt.ground.texts import Message, say

_MB = 2**20


@dataclass(frozen=True)
class Limits:
    """What is read at most; beyond it the file is refused before it can do harm."""

    file_bytes: int = 512 * _MB
    expanded_bytes: int = 2_048 * _MB  # all that a packed file or an archive unpacks to
    ratio: int = 100  # unpacked to packed
    # Below this the ratio means nothing: a short table of equal lines packs as tightly as a bomb.
    ratio_floor_bytes: int = 16 * _MB
    archive_files: int = 1_000
    workbook_parts: int = 2_000
    workbook_bytes: int = 500 * _MB
    rows: int = 10_000_000
    columns: int = 1_000
    # A reader lays out the whole rectangle up to a sheet's farthest cell.
    sheet_cells: int = 40_000_000
    parquet_cells: int = 100_000_000
    cell_characters: int = 32_767  # Excel's own
    depth: int = 256  # of XML and JSON
    cpu_s: int = 60
    wall_s: int = 300
    memory_bytes: int = 1_536 * _MB


LIMITS = Limits()
# What a reading process may set aside for each byte of a plain table; it uses some four (ten million rows).
_MEMORY_PER_BYTE, _BYTES_PER_S = 24, _MB
_SHARE_OF_MACHINE = 0.5


def own_limits(paths: Sequence[Path]) -> Limits:
    """Give the limits for files that somebody reads on a machine of their own.

    Large files get the memory and the time that they need, up to half of what the machine has; what
    strangers send in keeps to ``LIMITS``.
    """
    received = sum(path.stat().st_size for path in paths if path.is_file())
    memory_bytes = min(_MEMORY_PER_BYTE * received, int(_SHARE_OF_MACHINE * _memory_of_machine()))
    longer_s = received // _BYTES_PER_S
    return replace(
        LIMITS,
        memory_bytes=max(LIMITS.memory_bytes, memory_bytes),
        cpu_s=LIMITS.cpu_s + longer_s,
        wall_s=LIMITS.wall_s + longer_s,
    )


def _memory_of_machine() -> int:
    """Give the bytes of memory that the machine has; 0 where it doesn't tell, as on Windows."""
    try:
        return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    except (AttributeError, ValueError, OSError):
        return 0


class OverLimit(InputFault):
    """The file is beyond one of the limits."""


class TooLarge(OverLimit):
    """The file, or what it unpacks to, is larger than any log should be."""


class TooDense(OverLimit):
    """The file unpacks to so many times its size that it can only be a trap."""


class TooManyFiles(OverLimit):
    """An archive or a workbook consists of more files than any real one."""


class TooManyRows(OverLimit):
    """The table has more rows than are read at once."""


class TooManyColumns(OverLimit):
    """The table has more columns than any log has."""


class TooManyCells(OverLimit):
    """Rows times columns are more than can be laid out."""


class FarCells(OverLimit):
    """A sheet has cells so far outside its table that it can't be held in memory."""


class LongCell(OverLimit):
    """A cell holds more characters than a spreadsheet allows."""


class TooDeep(OverLimit):
    """XML or JSON is nested deeper than any export."""


class TooSlow(OverLimit):
    """Reading took longer than any log should."""


class TooMuchMemory(OverLimit):
    """Reading took more memory than any log should."""


def split_it() -> Message:
    """Give the way round that fits most limits."""
    return say("Split it by month and use the months that matter.")


def too_large(place: Place, limits: Limits) -> TooLarge:
    """Make the fault of a file that is too large as it lies there."""
    return TooLarge(
        say("The file is larger than {limit} MB.", limit=limits.file_bytes // _MB),
        remedy=split_it(),
        place=place,
    )


def too_large_unpacked(place: Place, limit_bytes: int) -> TooLarge:
    """Make the fault of a file that unpacks to too much."""
    return TooLarge(
        say("The file is larger than {limit} MB when unpacked.", limit=limit_bytes // _MB),
        remedy=split_it(),
        place=place,
    )


def too_dense(place: Place, limits: Limits) -> TooDense:
    """Make the fault of a file that unpacks to too many times its size."""
    return TooDense(
        say(
            "The file unpacks to more than {ratio} times its size, as files do that are made to do harm.",
            ratio=limits.ratio,
        ),
        remedy=say("If it is a real export, unpack it yourself and give the table as it is."),
        place=place,
    )


def too_deep(place: Place, limits: Limits) -> TooDeep:
    """Make the fault of nesting."""
    return TooDeep(
        say("The file is nested deeper than {limit} levels.", limit=limits.depth),
        expected=say("A log needs no more than a handful."),
        remedy=say("Export it again as a flat table, for example as CSV."),
        place=place,
    )


def check_rows(rows: int, place: Place, limits: Limits) -> None:
    """Stop where there are more rows than are read at once.

    Raises
    ------
    TooManyRows
    """
    if rows > limits.rows:
        raise TooManyRows(
            say("The table has {rows} rows; at most {limit} are read.", rows=rows, limit=limits.rows),
            remedy=split_it(),
            place=place,
        )


def check_columns(columns: int, place: Place, limits: Limits) -> None:
    """Stop where there are more columns than any log has.

    Raises
    ------
    TooManyColumns
    """
    if columns > limits.columns:
        raise TooManyColumns(
            say(
                "The table has {columns} columns; at most {limit} are read.",
                columns=columns,
                limit=limits.columns,
            ),
            remedy=say("Choose in the export only the columns that a log needs; a dozen are plenty."),
            place=place,
        )


def check_cells(cells: pl.DataFrame, rows: pl.Series, place: Place, limits: Limits = LIMITS) -> None:
    """Stop where a table of texts that has been read is beyond a limit.

    Parameters
    ----------
    cells
        The table; only texts.
    rows
        Each row's number as a spreadsheet shows it.

    Raises
    ------
    TooManyRows, TooManyColumns, LongCell
    """
    check_rows(cells.height, place, limits)
    check_columns(cells.width, place, limits)
    if cells.is_empty():
        return
    for column in cells:
        if longest_bytes(column) > limits.cell_characters:
            _check_length(as_texts(column), rows, place, limits)


def _check_length(column: pl.Series, rows: pl.Series, place: Place, limits: Limits) -> None:
    lengths = column.str.len_chars()
    at = lengths.arg_max()
    if at is not None and lengths[at] > limits.cell_characters:
        raise LongCell(
            say(
                "A cell holds {length} characters; at most {limit} are read.",
                length=int(lengths[at]),
                limit=limits.cell_characters,
            ),
            remedy=say(
                "Look for a quotation mark that is never closed, or leave the column out of the export."
            ),
            place=Place(place.file, place.sheet, int(rows[at]), column.name),
        )
