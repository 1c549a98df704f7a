"""The rows of a text with separators, read part by part and held compactly."""

import csv
import io
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import NamedTuple

import polars as pl

from simmitt.engine.eventlog.holding import Holding, holding_of

# The cells that a row has more than the heading.
OVERFLOW = "\0overflow"
# So much of a text is read at once: its plain texts are then let go.
PART_BYTES = 2**24
SAMPLE_BYTES = 400_000
_NO_ROWS = (pl.exceptions.ComputeError, pl.exceptions.SchemaError, pl.exceptions.NoDataError)


class Text(NamedTuple):
    """A file's text and where its table begins."""

    content: bytes  # UTF-8
    separator: str
    at: int  # index of the heading among the records, -1 without one
    above: int  # lines to the heading's end


def read_rows(text: Text, names: Sequence[str]) -> pl.DataFrame:
    """Give the rows below the heading and what they have more; where quotes are loose the slow reader copes.

    The columns are held as the rows at the beginning suggest; which texts they hold doesn't depend on it.
    """
    columns = [*names, OVERFLOW]
    try:
        return _quick_table(text, columns)
    except _NO_ROWS:
        records = records_of(text.content.decode("utf-8", "replace"), text.separator)
        return _slow_table(islice(records, text.at + 1, None), columns)


def records_of(text: str, separator: str) -> Iterator[list[str]]:
    """Give the records of a text, each a list of cells."""
    return csv.reader(io.StringIO(text, newline=""), delimiter=separator)


def lines_above(head: str, separator: str, at: int) -> int:
    """Give the number of lines to the heading's end; a quoted heading may take several."""
    reader = csv.reader(io.StringIO(head, newline=""), delimiter=separator)
    for _ in range(at + 1):
        next(reader)
    return int(reader.line_num)


def _quick_table(text: Text, columns: Sequence[str]) -> pl.DataFrame:
    if len(text.content) <= SAMPLE_BYTES:
        rows = _read(text.content, text, columns, text.above)
        return _hold(rows, {column.name: holding_of(column) for column in rows})
    ways = _ways(text, columns)
    parts = [
        _hold(_read(part, text, columns, 0 if at else text.above), ways)
        for at, part in enumerate(parts_of(text.content))
    ]
    return (parts[0] if len(parts) == 1 else pl.concat(parts)).rechunk()


def _ways(text: Text, columns: Sequence[str]) -> dict[str, Holding]:
    """Decide by the text's beginning how each column is held."""
    end = text.content.rfind(b"\n", 0, SAMPLE_BYTES) + 1
    try:
        start = _read(text.content[:end], text, columns, text.above)
    except _NO_ROWS:
        # A quoted cell may reach beyond the beginning, or a title be longer than that.
        start = pl.DataFrame(schema=dict.fromkeys(columns, pl.String()))
    return {column.name: holding_of(column) for column in start}


def _read(content: bytes, text: Text, columns: Sequence[str], skipped: int) -> pl.DataFrame:
    """Read lines as plain texts: threads that coded them at once would wait for each other."""
    return pl.read_csv(
        content,
        separator=text.separator,
        has_header=False,
        schema=dict.fromkeys(columns, pl.String()),
        skip_lines=skipped,
        truncate_ragged_lines=True,
        missing_columns="insert",
        extra_columns="ignore",
    )


def _hold(rows: pl.DataFrame, ways: dict[str, Holding]) -> pl.DataFrame:
    return pl.DataFrame([ways[column.name].hold(column) for column in rows])


def parts_of(content: bytes) -> Iterator[bytes]:
    """Cut a text at ends of lines, into parts of about this many bytes.

    Where a text has quotes a line's end may stand within a cell: such a text stays whole. No part
    begins or ends with an empty line, which would count as no row there.
    """
    if len(content) <= PART_BYTES or b'"' in content:
        yield content
        return
    begin = 0
    while begin < len(content):
        end = _cut(content, begin + PART_BYTES)
        yield content[begin:end]
        begin = end


def _cut(content: bytes, near: int) -> int:
    """Give the first place from here on where one line that isn't empty ends and another begins."""
    end = content.find(b"\n", near) + 1
    while end and not (_line(content, end - 1) and _line(content, end)):
        end = content.find(b"\n", end) + 1
    return end or len(content)


def _line(content: bytes, at: int) -> bytes:
    """Give the line that a byte belongs to, without blanks."""
    end = content.find(b"\n", at)
    return content[content.rfind(b"\n", 0, at) + 1 : len(content) if end < 0 else end].strip()


def _slow_table(records: Iterator[list[str]], names: list[str]) -> pl.DataFrame:
    csv.field_size_limit(2**24)
    lines = [[*record, *[None] * len(names)][: len(names)] for record in records]
    return pl.DataFrame(lines, schema=dict.fromkeys(names, pl.String()), orient="row")
