"""A text file's rows with more or fewer cells than its heading."""

import csv
import io
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from typing import NamedTuple

import polars as pl

from simmitt.ground.errors import InputFault, Place
from simmitt.ground.texts import Message, say, say_many

# The name of the column behind the heading's last.
OVERFLOW = "\0overflow"
_NEVER_WRITTEN = b"\x1f"
_BLANK = r"^[ \t\r\u00a0]*$"
_FEWEST_LONG, _LONG_SHARE = 3, 0.05


class Text(NamedTuple):
    """A file's text and where its table begins."""

    content: bytes  # UTF-8
    separator: str
    at: int  # index of the heading among the records, -1 without one
    above: int  # lines to the heading's end


class MoreCells(InputFault):
    """Rows have more cells than the heading, and the separator may also stand inside numbers."""


def records_of(text: str, separator: str) -> Iterator[list[str]]:
    """Give the lines of a text as their cells; line breaks in quotes divide none."""
    return csv.reader(io.StringIO(text, newline=""), delimiter=separator)


def check_commas(text: Text, raw: pl.DataFrame, place: Place, first_row: int) -> None:
    """Stop where a separator that is a comma seems to divide numbers too.

    Raises
    ------
    MoreCells
    """
    long = _longer_than_heading(raw)
    if text.separator != "," or len(long) < max(_FEWEST_LONG, _LONG_SHARE * raw.height):
        return
    raise MoreCells(
        say_many(
            "{count} row has more cells than the heading, as where numbers with a decimal comma stand without"
            " quotes in a file whose cells commas divide.",
            "{count} rows have more cells than the heading, as where numbers with a decimal comma stand"
            " without quotes in a file whose cells commas divide.",
            len(long),
        ),
        expected=say("Every row has as many cells as the heading."),
        remedy=say("Export it with semicolons between the cells, or with decimal points. If only the last"
                   " columns have no heading, write one above each."),
        place=replace(place, row=int(long[0]) + first_row),
    )  # fmt: skip


def _longer_than_heading(raw: pl.DataFrame) -> pl.Series:
    """Give the indices of the rows with more cells than the heading."""
    return (~raw[OVERFLOW].fill_null("").str.contains(_BLANK)).arg_true()


def uneven(text: Text, raw: pl.DataFrame, first_row: int) -> tuple[Message, ...]:
    """Tell of rows with more or fewer cells than the heading."""
    notes: list[Message] = []
    long = _longer_than_heading(raw)
    if len(long):
        notes.append(_long_note(long, first_row))
    width = raw.width - 1
    if width > 1 and raw.to_series(width - 1).fill_null("").str.contains(_BLANK).any():
        short = _short_rows(text, width)
        notes += [_short_note(short, first_row)] if len(short) else []
    return tuple(notes)


def _short_rows(text: Text, width: int) -> pl.Series:
    """Give the indices of the rows with fewer cells than the heading; empty rows are none."""
    if b'"' in text.content:
        records = islice(
            records_of(text.content.decode("utf-8", "replace"), text.separator), text.at + 1, None
        )
        counts = pl.Series([len(record) if any(record) else width for record in records])
        return (counts < width).arg_true()
    lines = _lines(text)
    separators = lines.str.count_matches(text.separator, literal=True)
    return ((separators < width - 1) & ~lines.str.contains(_BLANK)).fill_null(value=False).arg_true()


def _lines(text: Text) -> pl.Series:
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
