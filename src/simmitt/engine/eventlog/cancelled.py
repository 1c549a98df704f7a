"""Rows that say in a column which isn't read that they don't count."""

from collections.abc import Iterable

import polars as pl

from simmitt.engine.eventlog.held import as_texts, different
from simmitt.ground.texts import Message, say_many

_CANCELLED = (
    r"(?i)^(?:makulera(?:d|t|de)|annullera(?:d|t|de)|avbeställ(?:d|t|da)|avbokad|struken|återtagen|raderad"
    r"|borttagen|cancell?ed|voided?|deleted|reversed|withdrawn)$"
)


def cancelled_notes(cells: pl.DataFrame, unread: Iterable[str]) -> list[Message]:
    """Tell of rows that a column beside those that are read calls cancelled."""
    notes = []
    for heading in unread:
        column = cells[heading]
        if different(column).str.contains(_CANCELLED).any():
            texts = as_texts(column)
            notes.append(_note(heading, texts.filter(texts.str.contains(_CANCELLED).fill_null(value=False))))
    return notes


def _note(heading: str, words: pl.Series) -> Message:
    return say_many(
        "{count} row says {word} in the column {heading}, which isn't read, and counts like all others. If"
        " its work was never done, leave it out of the export.",
        "{count} rows say {word} or the like in the column {heading}, which isn't read, and count like all"
        " others. If their work was never done, leave them out of the export.",
        len(words),
        word=str(words[0]),
        heading=heading,
    )
