"""An event log in XES, read into a grid: starts and completions paired to reports."""

from collections.abc import Mapping

import numpy as np
import polars as pl

from simmitt.engine.eventlog.grid import Grid, letters, settle
from simmitt.engine.eventlog.lifecycle import COMPLETED, EVENT, NAMES, STARTED, TRACE, pair
from simmitt.engine.eventlog.limits import LIMITS, Limits, check_cells
from simmitt.engine.eventlog.opening import Opened
from simmitt.engine.eventlog.xes_tags import Tags, scan
from simmitt.ground.errors import Place
from simmitt.ground.texts import Message, say_many

_OF_CASE = "case:"
_OURS = (EVENT, TRACE, STARTED, COMPLETED)


def read_xes(opened: Opened, limits: Limits = LIMITS) -> Grid:
    """Give the grid of a XES file, one row per report.

    A trace's attributes are those of each of its events, under ``case:``. ``rows`` gives the
    number of the report's first event in the file.

    Raises
    ------
    DamagedFile, NotATable, UnknownLifecycle
    TooDeep, TooManyRows, TooManyColumns, LongCell
    """
    place = Place(file=opened.file)
    tags = scan(opened.content, place, limits)
    columns, exact, repeated = _columns(tags)
    if not columns:
        return Grid(pl.DataFrame(), pl.Series("row", [], pl.Int64), opened.file, "xes")
    reports = pair(_events(columns, tags), place)
    bare = reports.rows.drop(EVENT, TRACE)
    told = [name for name in bare.columns if name in columns or name in (STARTED, COMPLETED)]
    cells, kept = settle(bare.select(told), first_row=0)
    rows = reports.rows[EVENT].gather(kept).cast(pl.Int64).alias("row")
    check_cells(cells, rows, place, limits)
    notes = (*reports.notes, *_left_out_notes(tags.nested, repeated))
    return Grid(cells, rows, opened.file, "xes", exact=exact & frozenset(cells.columns), notes=notes)


def _columns(tags: Tags) -> tuple[dict[str, pl.Series], frozenset[str], int]:
    """Give each attribute's values per event, which attributes are numbers, and how many came twice."""
    columns: dict[str, pl.Series] = {}
    exact, repeated = set(), 0
    for number, key in enumerate(tags.keys):
        for prefix, told, owners in (
            ("", tags.of_events, len(tags.trace_of)),
            (_OF_CASE, tags.of_traces, tags.traces),
        ):
            found = told.filter(pl.col("key") == number)
            if found.is_empty():
                continue
            name = prefix + _own_name(key, number)
            values = _per_owner(found, owners)
            columns[name] = values if not prefix else values.gather(tags.trace_of.replace(0, None) - 1)
            repeated += int((found["owner"] == found["owner"].shift()).sum())
            if found["numeric"].all():
                exact.add(name)
    return columns, frozenset(exact), repeated


def _own_name(key: str, number: int) -> str:
    """Give an attribute a name that isn't one of those made here, nor empty."""
    return f"{key} (2)" if key in _OURS else key or f"({letters(number)})"


def _per_owner(found: pl.DataFrame, owners: int) -> pl.Series:
    """Give an attribute's value for each of the owners, numbered from 1; the last of several."""
    at = found["owner"].to_numpy() - 1
    if len(at) == owners and np.array_equal(at, np.arange(owners)):
        return found["value"]
    place = np.full(owners, -1, dtype=np.int64)
    place[at] = np.arange(len(at))
    return found["value"].gather(pl.Series(place).replace(-1, None))


def _events(columns: Mapping[str, pl.Series], tags: Tags) -> pl.DataFrame:
    count = len(tags.trace_of)
    missing = [name for name in NAMES if name not in columns]
    return pl.DataFrame(
        [
            pl.int_range(1, count + 1, dtype=pl.UInt32, eager=True).alias(EVENT),
            tags.trace_of.alias(TRACE),
            *(values.alias(name) for name, values in columns.items()),
            *(pl.Series(name, [None], pl.String).new_from_index(0, count) for name in missing),
        ]
    )


def _left_out_notes(nested: int, repeated: int) -> list[Message]:
    notes = []
    if nested:
        notes.append(
            say_many(
                "{count} attribute inside another attribute was left out.",
                "{count} attributes inside other attributes were left out.",
                nested,
            )
        )
    if repeated:
        notes.append(
            say_many(
                "{count} attribute is given twice in the same event; the last one counts.",
                "{count} attributes are given twice in the same event; the last one counts.",
                repeated,
            )
        )
    return notes
