"""A text file with separators, read into a grid."""

import csv
import io
from collections.abc import Iterator
from itertools import islice

import polars as pl

from simmitt.engine.eventlog.grid import Grid, heading_row, name_columns, settle, without_empty
from simmitt.engine.eventlog.mapping import Mapping
from simmitt.engine.eventlog.opening import Opened
from simmitt.ground.errors import InputFault, Place
from simmitt.ground.texts import Message, say, say_many

SEPARATORS = (";", "\t", "|", ",")
_LOOKED_AT = 60
_OVERFLOW = "\0overflow"
_EVEN_SHARE = 0.5
_HEAD_CHARACTERS = 400_000


class UnknownEncoding(InputFault):
    """The encoding that the mapping names doesn't exist or doesn't fit the file."""


class NoColumns(InputFault):
    """No separator divides the lines into columns."""


def read_delimited(opened: Opened, mapping: Mapping) -> Grid:
    """Give the grid of a CSV or TSV file.

    Raises
    ------
    UnknownEncoding, NoColumns
    """
    text, encoding = _decode(opened, mapping.encoding)
    text, separator = _separator(text, mapping.separator, Place(file=opened.file))
    sample = list(islice(_records(text[:_HEAD_CHARACTERS], separator), _LOOKED_AT))
    at = heading_row(sample)
    width = max(len(sample[at]), 1)
    names = name_columns(sample[at], width)
    raw = _table(text, separator, at, [*names, _OVERFLOW])
    cells, rows = settle(raw, first_row=at + 2)
    notes = _overflow_notes(cells[_OVERFLOW], rows)
    return Grid(
        cells=without_empty(cells.drop(_OVERFLOW)),
        rows=rows,
        file=opened.file,
        form="csv",
        encoding=encoding,
        separator=separator,
        notes=notes,
    )


def _decode(opened: Opened, wanted: str) -> tuple[str, str]:
    encoding = wanted or _encoding_of(opened.content)
    try:
        text = opened.content.decode(encoding)
    except (LookupError, UnicodeDecodeError) as fault:
        raise UnknownEncoding(
            say("The file can't be read as {encoding}.", encoding=encoding),
            expected=say("Usual encodings are utf-8, cp1252 (Windows) and utf-16."),
            remedy=say('Correct the mapping line [file] encoding = "{encoding}".', encoding=encoding),
            place=Place(file=opened.file),
        ) from fault
    text = text.removeprefix("\ufeff").replace("\x00", "")
    return (text if "\n" in text else text.replace("\r", "\n")), encoding


def _encoding_of(content: bytes) -> str:
    if content.startswith(b"\xef\xbb\xbf"):
        return "utf-8-sig"
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    start = content[:4096]
    if start.count(0) > 0.3 * len(start):
        return "utf-16-le" if start[1::2].count(0) > start[::2].count(0) else "utf-16-be"
    return next(name for name in ("utf-8", "cp1252", "latin-1") if _fits(content, name))


def _fits(content: bytes, encoding: str) -> bool:
    try:
        content.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _separator(text: str, wanted: str, place: Place) -> tuple[str, str]:
    first, _, rest = text.partition("\n")
    if first.strip().strip('"').lower().startswith("sep=") and len(first.strip().strip('"')) == len("sep=;"):
        # Excel's own hint; the line still counts as a row in a spreadsheet.
        return "\n" + rest, wanted or first.strip().strip('"')[-1]
    if wanted:
        return text, wanted.replace("\\t", "\t")
    widths = {separator: _even_width(text, separator) for separator in SEPARATORS}
    best = max(SEPARATORS, key=lambda separator: widths[separator])
    if widths[best] < 2:
        raise NoColumns(
            say("The lines aren't divided into columns: {line}", line=first.strip()[:80]),
            expected=say("Columns are divided by semicolon, comma, tab or |."),
            remedy=say('Name the separator in the mapping file: [file] separator = ";".'),
            place=place,
        )
    return text, best


def _even_width(text: str, separator: str) -> int:
    """Give the number of columns that most lines agree on, or 1."""
    lines = islice(_records(text[:_HEAD_CHARACTERS], separator), _LOOKED_AT)
    try:
        widths = [len(line) for line in lines if any(cell.strip() for cell in line)]
    except csv.Error:
        return 1
    usual = max(set(widths), key=widths.count, default=1)
    heading = next((width for width in widths if width >= usual), 1)
    return usual if widths.count(usual) >= _EVEN_SHARE * len(widths) and heading == usual else 1


def _table(text: str, separator: str, at: int, names: list[str]) -> pl.DataFrame:
    """Read the rows below the heading; where quotes are loose the slow reader copes."""
    try:
        return pl.read_csv(
            text.encode(),
            separator=separator,
            has_header=False,
            schema=dict.fromkeys(names, pl.String()),
            skip_lines=_lines_above(text, separator, at),
            truncate_ragged_lines=True,
            missing_columns="insert",
            extra_columns="ignore",
        )
    except (pl.exceptions.ComputeError, pl.exceptions.SchemaError, pl.exceptions.NoDataError):
        return _slow_table(islice(_records(text, separator), at + 1, None), names)


def _records(text: str, separator: str) -> Iterator[list[str]]:
    return csv.reader(io.StringIO(text, newline=""), delimiter=separator)


def _lines_above(text: str, separator: str, at: int) -> int:
    """Give the number of lines to the heading's end; a quoted heading may take several."""
    reader = csv.reader(io.StringIO(text[:_HEAD_CHARACTERS], newline=""), delimiter=separator)
    for _ in range(at + 1):
        next(reader)
    return int(reader.line_num)


def _slow_table(records: Iterator[list[str]], names: list[str]) -> pl.DataFrame:
    csv.field_size_limit(2**24)
    lines = [[*record, *[None] * len(names)][: len(names)] for record in records]
    return pl.DataFrame(lines, schema=dict.fromkeys(names, pl.String()), orient="row")


def _overflow_notes(overflow: pl.Series, rows: pl.Series) -> tuple[Message, ...]:
    odd = rows.filter(overflow.is_not_null())
    if odd.is_empty():
        return ()
    return (
        say_many(
            "{count} row has more cells than the heading; the last ones were left out (row {first}).",
            "{count} rows have more cells than the heading; the last ones were left out (first row {first}).",
            len(odd),
            first=str(odd[0]),
        ),
    )
