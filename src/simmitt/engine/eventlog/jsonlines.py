"""A JSON file, read into a grid of texts like any other."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain, islice
from typing import Any

import polars as pl

from simmitt.engine.eventlog.faults import damaged
from simmitt.engine.eventlog.grid import Grid, letters, settle
from simmitt.engine.eventlog.json_records import Number, Records, twice
from simmitt.engine.eventlog.limits import LIMITS, Limits, check_cells, check_columns, check_rows, too_deep
from simmitt.engine.eventlog.opening import Opened
from simmitt.engine.eventlog.unlike import unlike
from simmitt.ground.errors import Place
from simmitt.ground.texts import Message, say, say_many

_AT_ONCE = 20_000
_NAMED = 5
# OData's older way of writing an instant: milliseconds since 1970, in UTC or as the clock showed.
_TICKS = r"^/Date\((-?\d{1,15})([+-]\d{4})?\)/$"


@dataclass
class _Columns:
    """The columns found so far, and what of them was left out; it grows with the file."""

    names: dict[str, int] = field(default_factory=dict)  # each with its number
    not_numbers: set[str] = field(default_factory=set)
    left_out: dict[str, None] = field(default_factory=dict)


def read_jsonlines(opened: Opened, limits: Limits = LIMITS) -> Grid:
    """Give the grid of a JSON file: one row per object.

    An object inside an object gives columns with a dot, ``machine.name``; what lies deeper, and
    lists, are left out. ``rows`` gives each object's line, or its place in the list.

    Raises
    ------
    DamagedFile, NotATable, RepeatedName
    TooDeep, TooManyRows, TooManyColumns, LongCell
    """
    place = Place(file=opened.file)
    records = Records(_text(opened.content, place), place, limits)
    found = _Columns()
    parts = list(_frames(records, found, place, limits))
    if not found.names:
        return Grid(pl.DataFrame(), pl.Series("row", [], pl.Int64), opened.file, "jsonl")
    numbered = pl.concat([rows for rows, _ in parts])
    texts = pl.concat([frame for _, frame in parts], how="diagonal").select(
        str(number) for number in found.names.values()
    )
    names = _headings(found.names)
    texts.columns = names
    cells, kept = settle(_dated(texts), first_row=0)
    rows = numbered.gather(kept).alias("row")
    check_cells(cells, rows, place, limits)
    numbers = {name for key, name in zip(found.names, names, strict=True) if key not in found.not_numbers}
    cells, endless = _without_endless(cells, numbers)
    notes = _notes(records, found, endless)
    return Grid(cells, rows, opened.file, "jsonl", exact=frozenset(numbers), notes=notes)


def _text(content: bytes, place: Place) -> str:
    try:
        return content.decode(json.detect_encoding(content)).removeprefix("\ufeff")
    except UnicodeDecodeError as fault:
        raise damaged(place, say("JSON")) from fault


def _frames(
    records: Records, found: _Columns, place: Place, limits: Limits
) -> Iterator[tuple[pl.Series, pl.DataFrame]]:
    numbered = iter(records)
    count = 0
    while part := list(islice(numbered, _AT_ONCE)):
        count += len(part)
        check_rows(count, place, limits)
        columns = _flat([record for _, record in part], found, place, limits)
        for name in columns:
            found.names.setdefault(name, len(found.names))
        rows = pl.Series([row for row, _ in part], dtype=pl.Int64)
        yield rows, pl.DataFrame([column.alias(str(found.names[name])) for name, column in columns.items()])


def _headings(names: Iterable[str]) -> list[str]:
    """Give headings that can be told apart; names may differ in letters that can't be seen."""
    shown = (name.replace("\0", "").strip() or f"({letters(at)})" for at, name in enumerate(names))
    return unlike(shown)


def _flat(
    records: list[dict[str, Any]], found: _Columns, place: Place, limits: Limits
) -> dict[str, pl.Series]:
    columns: dict[str, pl.Series] = {}
    for name in _names(records, found, place, limits):
        values = [record.get(name) for record in records]
        told = {name: values}
        if dict in (kinds := set(map(type, values))):
            inner = [value if isinstance(value, dict) else {} for value in values]
            told = {name: values} if kinds - {dict, type(None)} else {}
            told |= {
                f"{name}.{key}": [value.get(key) for value in inner]
                for key in _names(inner, found, place, limits)
            }
        for column, cells in told.items():
            if column in columns:
                raise twice(column, place)
            columns[column] = _series(column, cells, found, place, limits)
    return columns


def _names(records: list[dict[str, Any]], found: _Columns, place: Place, limits: Limits) -> Iterable[str]:
    names = dict.fromkeys(chain.from_iterable(records))
    check_columns(len(found.names.keys() | names.keys()), place, limits)
    return names


def _series(name: str, values: list[Any], found: _Columns, place: Place, limits: Limits) -> pl.Series:
    kinds = set(map(type, values))
    if kinds & {list, dict}:
        nested = [value for value in values if isinstance(value, list | dict)]
        if any(_is_deep(value, limits.depth) for value in nested):
            raise too_deep(place, limits)
        if list in kinds or "." in name:
            found.left_out[name] = None
    if not kinds <= {Number, type(None)}:
        found.not_numbers.add(name)
    if kinds - {str, Number, type(None)}:
        values = [_cell(value) for value in values]
    try:
        return pl.Series(values, dtype=pl.String)
    except UnicodeEncodeError as fault:
        # Half of a letter that takes two: the text was cut in the middle of it.
        raise damaged(place, say("JSON")) from fault


def _cell(value: Any) -> str | None:
    if isinstance(value, bool):
        return str(value).lower()
    return value if isinstance(value, str) else None


def _is_deep(value: Any, depth: int) -> bool:
    level = [value]
    for _ in range(depth):
        level = [
            inner
            for outer in level
            for inner in (outer.values() if isinstance(outer, dict) else outer)
            if isinstance(inner, dict | list)
        ]
        if not level:
            return False
    return True


def _dated(texts: pl.DataFrame) -> pl.DataFrame:
    """Write OData's older instants as everybody else does."""
    ticks = [column.name for column in texts if column.str.contains(_TICKS).any()]
    return texts.with_columns(_instant(pl.col(name)).alias(name) for name in ticks)


def _instant(text: pl.Expr) -> pl.Expr:
    at = pl.from_epoch(text.str.extract(_TICKS, 1).cast(pl.Int64), time_unit="ms")
    zone = pl.when(text.str.extract(_TICKS, 2).is_not_null()).then(pl.lit("+00:00")).otherwise(pl.lit(""))
    return (
        pl.when(text.str.contains(_TICKS))
        .then(at.dt.strftime("%Y-%m-%d %H:%M:%S%.3f") + zone)
        .otherwise(text)
    )


def _without_endless(cells: pl.DataFrame, numbers: set[str]) -> tuple[pl.DataFrame, int]:
    """Empty the numbers that are too large for any computer to count with, and tell how many."""
    count = 0
    for name in numbers & set(cells.columns):
        large = cells[name].str.contains(r"[eE]|\d{300}").fill_null(value=False)
        if large.any():
            endless = large & cells[name].cast(pl.Float64, strict=False).is_infinite().fill_null(value=False)
            count += int(endless.sum())
            cells = cells.with_columns(cells[name].set(endless, None))
    return cells, count


def _notes(records: Records, found: _Columns, endless: int) -> tuple[Message, ...]:
    notes = []
    if found.left_out:
        names = ", ".join([*found.left_out][:_NAMED]) + ", …" * (len(found.left_out) > _NAMED)
        notes.append(say("Lists and objects deeper inside were left out: {names}.", names=names))
    if records.other_lists:
        notes.append(
            say_many(
                "The file holds {count} more list of objects, which was left out.",
                "The file holds {count} more lists of objects, which were left out.",
                records.other_lists,
            )
        )
    if records.goes_on:
        notes.append(
            say("The file is one page of a longer answer; what stands on the next pages is missing here.")
        )
    if endless:
        notes.append(
            say_many(
                "{count} number is too large to count with and counts as empty.",
                "{count} numbers are too large to count with and count as empty.",
                endless,
            )
        )
    return tuple(notes)
