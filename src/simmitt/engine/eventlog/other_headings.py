"""Headings that stand among the rows in other words: exports in two languages put one after another."""

from dataclasses import replace

import polars as pl

from simmitt.engine.eventlog.candidates import says_alone
from simmitt.engine.eventlog.field import Field
from simmitt.engine.eventlog.held import all_as_texts, different, halves, is_halved, matching
from simmitt.engine.eventlog.layout import repeat_notes
from simmitt.engine.eventlog.understood import Understood
from simmitt.ground.texts import Message

_TIMES = ("start_at", "end_at", "at", "date")
_SAYS, _SHARE, _FEWEST = 0.8, 0.8, 3


def without_other_headings(understood: Understood) -> tuple[Understood, list[Message]]:
    """Give a table without the rows whose cells name what their columns were read as.

    Only rows are looked at that have words where a day should stand.
    """
    grid = understood.grid
    times = next(iter(understood.all_held(_TIMES).values()), None)
    if times is None:
        return understood, []
    words = _say_words(times)
    if not words.any() or words.sum() > (1 - _SHARE) * len(words):
        return understood, []
    known = [
        (one, grid.cells.get_column_index(understood.heading(one.name)))
        for one in understood.recognition.fields
        if one.name in understood.recognition.columns
    ]
    hits = [_names_columns(row, known) for row in all_as_texts(grid.cells.filter(words)).iter_rows()]
    if not any(hits):
        return understood, []
    headings = words.scatter(words.arg_true(), hits)
    left = replace(grid, cells=grid.cells.filter(~headings), rows=grid.rows.filter(~headings))
    return replace(understood, grid=left), list(repeat_notes(grid.rows, headings))


def _say_words(times: pl.Series) -> pl.Series:
    """Tell which cells are filled but have no digit."""
    if is_halved(times) and different(halves(times)[0]).str.contains(r"\d").all():
        return pl.repeat(value=False, n=len(times), eager=True)
    return times.is_not_null() & ~matching(times, r"\d").fill_null(value=True)


def _names_columns(row: tuple[str | None, ...], known: list[tuple[Field, int]]) -> bool:
    told = [(cell, one) for one, at in known if (cell := row[at])]
    named = sum(says_alone(cell, one) >= _SAYS for cell, one in told)
    return named >= max(_FEWEST, _SHARE * len(told))
