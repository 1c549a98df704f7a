"""Rows of a delimited text with more or fewer cells than the heading."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

import polars as pl

from simmitt.engine.eventlog.held import as_texts, different
from simmitt.engine.eventlog.text_rows import OVERFLOW, Text, parts_of, records_of
from simmitt.ground.errors import InputFault, Place
from simmitt.ground.texts import Message, say, say_many

_NEVER_WRITTEN = b"\x1f"
_BLANK = r"^[ \t\r\u00a0]*$"
_FEWEST_LONG, _LONG_SHARE = 3, 0.05


class MoreCells(InputFault):
    """Rows have more cells than the heading, and the separator may also stand inside numbers."""


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
    more = raw[OVERFLOW]
    if different(more).str.contains(_BLANK).all():
        return pl.Series([], dtype=pl.UInt32)
    return (~as_texts(more).fill_null("").str.contains(_BLANK)).arg_true()


def uneven_notes(text: Text, raw: pl.DataFrame, first_row: int) -> tuple[Message, ...]:
    """Tell of rows with more or fewer cells than the heading."""
    notes: list[Message] = []
    long = _longer_than_heading(raw)
    if len(long):
        notes.append(_long_note(long, first_row))
    width = raw.width - 1
    if width > 1 and _has_blanks(raw.to_series(width - 1)):
        short = _short_rows(text, width)
        notes += [_short_note(short, first_row)] if len(short) else []
    return tuple(notes)


def _has_blanks(column: pl.Series) -> bool:
    return column.null_count() > 0 or bool(different(column).str.contains(_BLANK).any())


def _short_rows(text: Text, width: int) -> pl.Series:
    """Give the indices of the rows with fewer cells than the heading; empty rows are none."""
    if b'"' in text.content:
        records = islice(
            records_of(text.content.decode("utf-8", "replace"), text.separator), text.at + 1, None
        )
        counts = pl.Series([len(record) if any(record) else width for record in records])
        return (counts < width).arg_true()
    found, before = [], 0
    for lines in _lines(text):
        separators = lines.str.count_matches(text.separator, literal=True)
        short = ((separators < width - 1) & ~lines.str.contains(_BLANK)).fill_null(value=False)
        found.append(short.arg_true().cast(pl.Int64) + before)
        before += len(lines)
    return pl.concat(found)


def _lines(text: Text) -> Iterator[pl.Series]:
    """Give the lines below the heading, each as one text, part by part."""
    if _NEVER_WRITTEN in text.content:
        lines = text.content.decode("utf-8", "replace").split("\n")[text.above :]
        yield pl.Series("line", lines, pl.String)
        return
    for at, part in enumerate(parts_of(text.content)):
        yield pl.read_csv(
            part,
            separator=_NEVER_WRITTEN.decode(),
            quote_char=None,
            has_header=False,
            schema={"line": pl.String()},
            skip_lines=0 if at else text.above,
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
