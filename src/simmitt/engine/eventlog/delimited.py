"""A text file with separators, read into a grid."""

import csv
import io
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import NamedTuple

import polars as pl

from simmitt.engine.eventlog.grid import Grid, name_columns, settle, without_empty
from simmitt.engine.eventlog.layout import Headings, find_headings, leave_out
from simmitt.engine.eventlog.mapping import Mapping
from simmitt.engine.eventlog.opening import Opened
from simmitt.ground.errors import InputFault, Place
from simmitt.ground.texts import Message, say, say_many

SEPARATORS = (";", "\t", "|", ",")
_LOOKED_AT = 60
_OVERFLOW = "\0overflow"
_EVEN_SHARE = 0.5
_HEAD_BYTES = 400_000
_NEVER_WRITTEN = b"\x1f"
_BLANK = r"^[ \t\r\u00a0]*$"


class _Text(NamedTuple):
    """A file's text and where its table begins."""

    content: bytes  # UTF-8
    separator: str
    at: int  # index of the heading among the records, -1 without one
    above: int  # lines to the heading's end


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
    content, encoding = _as_utf8(opened, mapping.encoding)
    content, head, separator = _separated(content, mapping.separator, Place(file=opened.file))
    sample = list(islice(_records(head, separator), _LOOKED_AT))
    headings = find_headings(sample)
    names = name_columns(headings.names, _width(headings, sample))
    text = _Text(content, separator, headings.last, _lines_above(head, separator, headings.last))
    raw = _table(text, [*names, _OVERFLOW])
    notes = _uneven(text, raw, headings.last + 2)
    cells, rows = settle(raw.drop(_OVERFLOW), first_row=headings.last + 2)
    cells, rows, more = leave_out(cells, rows, headings.names)
    return Grid(
        cells=without_empty(cells),
        rows=rows,
        file=opened.file,
        form="csv",
        encoding=encoding,
        separator=separator,
        notes=(*notes, *more),
    )


def _width(headings: Headings, sample: Sequence[Sequence[str]]) -> int:
    return len(headings.names) or max((len(record) for record in sample), default=1)


def _as_utf8(opened: Opened, wanted: str) -> tuple[bytes, str]:
    """Give the content in UTF-8 with line feeds, and the encoding it came in."""
    encoding = wanted or _encoding_of(opened.content)
    content = opened.content
    try:
        if encoding not in ("utf-8", "utf-8-sig") or not content.isascii():
            content = content.decode(encoding).encode()
    except (LookupError, UnicodeDecodeError) as fault:
        raise UnknownEncoding(
            say("The file can't be read as {encoding}.", encoding=encoding),
            expected=say("Usual encodings are utf-8, cp1252 (Windows) and utf-16."),
            remedy=say('Correct the mapping line [file] encoding = "{encoding}".', encoding=encoding),
            place=Place(file=opened.file),
        ) from fault
    content = content.removeprefix(b"\xef\xbb\xbf")
    if b"\x00" in content:
        content = content.replace(b"\x00", b"")
    if content.endswith(b"\x1a"):
        content = content.rstrip(b"\x1a")
    return (content if b"\n" in content else content.replace(b"\r", b"\n")), encoding


def _encoding_of(content: bytes) -> str:
    if content.startswith(b"\xef\xbb\xbf"):
        return "utf-8-sig"
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    start = content[:4096]
    if start.count(0) > 0.3 * len(start):
        return "utf-16-le" if start[1::2].count(0) > start[::2].count(0) else "utf-16-be"
    if content.isascii():
        return "utf-8"
    return next(name for name in ("utf-8", "cp1252", "latin-1") if _fits(content, name))


def _fits(content: bytes, encoding: str) -> bool:
    try:
        content.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _head(content: bytes) -> str:
    return content[:_HEAD_BYTES].decode("utf-8", "ignore")


def _separated(content: bytes, wanted: str, place: Place) -> tuple[bytes, str, str]:
    """Give the content, its head as text, and the separator."""
    head = _head(content)
    first = head.partition("\n")[0].strip().strip('"')
    if first.lower().startswith("sep=") and len(first) == len("sep=;"):
        # Excel's own hint; the line still counts as a row in a spreadsheet.
        content = content[content.index(b"\n") :]
        return content, _head(content), wanted or first[-1]
    if wanted:
        return content, head, wanted.replace("\\t", "\t")
    widths = {separator: _even_width(head, separator) for separator in SEPARATORS}
    best = max(SEPARATORS, key=lambda separator: widths[separator])
    if widths[best] < 2:
        raise NoColumns(
            say("The lines aren't divided into columns: {line}", line=first[:80]),
            expected=say("Columns are divided by semicolon, comma, tab or |."),
            remedy=say('Name the separator in the mapping file: [file] separator = ";".'),
            place=place,
        )
    return content, head, best


def _even_width(head: str, separator: str) -> int:
    """Give the number of columns that most lines agree on, empty ones at the end left out, or 1."""
    try:
        records = list(islice(_records(head, separator), _LOOKED_AT))
    except csv.Error:
        return 1
    lines = [line for line in records if any(cell.strip() for cell in line)]
    widths = [len(line) for line in lines]
    usual = max(set(widths), key=widths.count, default=1)
    heading = next((width for width in widths if width >= usual), 1)
    if widths.count(usual) < _EVEN_SHARE * len(widths) or heading != usual:
        return 1
    # A blank that stands behind every cell would else be taken for one column more.
    alike = [line for line in lines if len(line) == usual]
    return max((at + 1 for line in alike for at, cell in enumerate(line) if cell.strip()), default=1)


def _table(text: _Text, names: list[str]) -> pl.DataFrame:
    """Read the rows below the heading; where quotes are loose the slow reader copes."""
    try:
        return pl.read_csv(
            text.content,
            separator=text.separator,
            has_header=False,
            schema=dict.fromkeys(names, pl.String()),
            skip_lines=text.above,
            truncate_ragged_lines=True,
            missing_columns="insert",
            extra_columns="ignore",
        )
    except (pl.exceptions.ComputeError, pl.exceptions.SchemaError, pl.exceptions.NoDataError):
        records = _records(text.content.decode("utf-8", "replace"), text.separator)
        return _slow_table(islice(records, text.at + 1, None), names)


def _records(text: str, separator: str) -> Iterator[list[str]]:
    return csv.reader(io.StringIO(text, newline=""), delimiter=separator)


def _lines_above(head: str, separator: str, at: int) -> int:
    """Give the number of lines to the heading's end; a quoted heading may take several."""
    reader = csv.reader(io.StringIO(head, newline=""), delimiter=separator)
    for _ in range(at + 1):
        next(reader)
    return int(reader.line_num)


def _slow_table(records: Iterator[list[str]], names: list[str]) -> pl.DataFrame:
    csv.field_size_limit(2**24)
    lines = [[*record, *[None] * len(names)][: len(names)] for record in records]
    return pl.DataFrame(lines, schema=dict.fromkeys(names, pl.String()), orient="row")


def _uneven(text: _Text, raw: pl.DataFrame, first_row: int) -> tuple[Message, ...]:
    """Tell of rows with more or fewer cells than the heading."""
    notes: list[Message] = []
    long = (~raw[_OVERFLOW].fill_null("").str.contains(_BLANK)).arg_true()
    if len(long):
        notes.append(_long_note(long, first_row))
    width = raw.width - 1
    if width > 1 and raw.to_series(width - 1).fill_null("").str.contains(_BLANK).any():
        short = _short_rows(text, width)
        notes += [_short_note(short, first_row)] if len(short) else []
    return tuple(notes)


def _short_rows(text: _Text, width: int) -> pl.Series:
    """Give the indices of the rows with fewer cells than the heading; empty rows are none."""
    if b'"' in text.content:
        records = islice(_records(text.content.decode("utf-8", "replace"), text.separator), text.at + 1, None)
        counts = pl.Series([len(record) if any(record) else width for record in records])
        return (counts < width).arg_true()
    lines = _lines(text)
    separators = lines.str.count_matches(text.separator, literal=True)
    return ((separators < width - 1) & ~lines.str.contains(_BLANK)).fill_null(value=False).arg_true()


def _lines(text: _Text) -> pl.Series:
    """Give the lines below the heading, each as one text."""
    if _NEVER_WRITTEN in text.content:
        lines = text.content.decode("utf-8", "replace").split("\n")[text.above :]
        return pl.Series("line", lines, pl.String)
    return pl.read_csv(
        text.content,
        separator=_NEVER_WRITTEN.decode(),
        quote_char=None,
        has_header=False,
        schema={"line": pl.String()},
        skip_lines=text.above,
        truncate_ragged_lines=True,
        empty_string_is_null=False,
    ).to_series()


def _long_note(odd: pl.Series, first_row: int) -> Message:
    return say_many(
        "{count} row has more cells than the heading; the last ones were left out (row {first}).",
        "{count} rows have more cells than the heading; the last ones were left out (first row {first}).",
        len(odd),
        first=str(odd[0] + first_row),
    )


def _short_note(odd: pl.Series, first_row: int) -> Message:
    return say_many(
        "{count} row has fewer cells than the heading, as where a file is cut off (row {first}).",
        "{count} rows have fewer cells than the heading, as where a file is cut off (first row {first}).",
        len(odd),
        first=str(odd[0] + first_row),
    )
