"""A log without names of people: codes stand for them, the same code for the same person.

Who did the work is no matter of figures; that it was the same person is.
"""

from collections.abc import Callable, Iterable
from dataclasses import fields, replace
from datetime import date, datetime
from typing import Any

import polars as pl

from simmitt.engine.eventlog.companions import Companions
from simmitt.engine.eventlog.fields import BY_NAME
from simmitt.engine.eventlog.log import ColumnReading, EventLog, Source
from simmitt.engine.eventlog.people import (
    MOST_NAMES,
    Codes,
    Names,
    without_addresses,
    without_numbers,
    without_phone_numbers,
)
from simmitt.engine.eventlog.personal_numbers import QUICK_PATTERN, are_persons
from simmitt.engine.eventlog.strangers import ORDER, THINGS, WORKER, strangers
from simmitt.ground.texts import Message, say, say_many

Masking = Callable[[str], str]


def pseudonymised(log: EventLog) -> EventLog:
    """Give the log with codes for people: P01, P02, … by order of first appearance.

    Names of the worker column are replaced there, and wherever else they stand: in the rows, in the
    tables beside the log, in examples and notes. So are names in other columns that common first names
    and the ends of family names betray. In columns that name things only whole names are.
    Personal identity numbers, e-mail addresses and telephone numbers are replaced in every text; a
    column of things keeps what merely looks like them. Figures stay as they are: what was the same stays
    the same, what was different stays different, but for names that differ only in capitals and blanks.

    Names of files and sheets lose the people in them too. ``source.notes`` tells what was replaced.
    """
    frames = [log.rows, *(frame for _, frame in _given(log.companions))]
    codes = Codes()
    for name in _workers(frames):
        codes.of_name(name)
    for name in strangers(frames, log.source, list(codes.by_name)):
        codes.of_stranger(name)
    masks = _Masks(codes, frames, _until(log.rows))
    rows = masks.frame(log.rows)
    companions = replace(
        log.companions, **{name: masks.frame(frame) for name, frame in _given(log.companions)}
    )
    source = _source(log.source, masks)
    return EventLog(rows, replace(source, notes=(*source.notes, *_notes(codes))), companions)


class _Masks:
    """What replaces people in each column of every table alike."""

    def __init__(self, codes: Codes, frames: Iterable[pl.DataFrame], until: date | None) -> None:
        self._codes = codes
        columns: dict[str, list[pl.Series]] = {}
        for frame in frames:
            for name in set(frame.columns) & set(THINGS):
                columns.setdefault(_thing(name), []).append(frame[name].drop_nulls().unique())
        things = {name: pl.concat(parts).unique() for name, parts in columns.items()}
        named = (texts for name, texts in things.items() if name != ORDER)
        self._names = Names(codes, (text for texts in named for text in texts))
        shaped = {name: texts.filter(texts.str.contains(QUICK_PATTERN)) for name, texts in things.items()}
        self._persons = {name for name, texts in shaped.items() if are_persons(texts, until)}
        quick = self._names.quick_pattern
        self._untouched = {name for name, texts in things.items() if not texts.str.contains(quick).any()}

    def frame(self, frame: pl.DataFrame) -> pl.DataFrame:
        """Give a table without people."""
        texts = [column.name for column in frame if column.dtype == pl.String]
        return frame.with_columns(self._column(frame[name]) for name in texts)

    def of(self, field: str) -> Masking:
        """Give what replaces people in the texts of a field."""
        if field == WORKER:
            return self._codes.of_name
        if field in THINGS:
            return self._in_persons if _thing(field) in self._persons else self._names.without_whole
        return self.text

    def text(self, text: str) -> str:
        """Give a free text without people."""
        bare = without_addresses(without_numbers(text, self._codes), self._codes)
        return self._names.without_parts(without_phone_numbers(bare, self._codes))

    def title(self, text: str) -> str:
        """Give the name of a file, sheet or column without people; digits in it tell when, not who."""
        return self._names.without_parts(text)

    def _in_persons(self, text: str) -> str:
        return self._names.without_whole(without_numbers(text, self._codes))

    def _column(self, column: pl.Series) -> pl.Series:
        if column.name in THINGS and _thing(column.name) in self._untouched:
            return column
        told = column.drop_nulls().unique(maintain_order=True)
        if column.name != WORKER:
            told = told.filter(told.str.contains(self._names.quick_pattern))
        mask = self.of(column.name)
        changed = {text: new for text in told if (new := mask(text)) != text}
        return column.replace(list(changed), list(changed.values())) if changed else column


def _thing(column: str) -> str:
    return column.removeprefix("from_").removeprefix("to_")


def _given(companions: Companions) -> list[tuple[str, pl.DataFrame]]:
    tables = ((each.name, getattr(companions, each.name)) for each in fields(companions))
    return [(name, table) for name, table in tables if table is not None]


def _workers(frames: Iterable[pl.DataFrame]) -> Iterable[str]:
    named = [frame[WORKER] for frame in frames if WORKER in frame.columns]
    return pl.concat(named).drop_nulls().unique(maintain_order=True) if named else ()


def _until(rows: pl.DataFrame) -> date | None:
    latest = [rows[name].max() for name in ("start_at", "end_at")]
    return max((at.date() for at in latest if isinstance(at, datetime)), default=None)


def _source(source: Source, masks: _Masks) -> Source:
    return replace(
        source,
        file=masks.title(source.file),
        sheet=masks.title(source.sheet),
        parts=tuple(
            replace(one, file=masks.title(one.file), sheet=masks.title(one.sheet)) for one in source.parts
        ),
        unread=tuple(masks.title(heading) for heading in source.unread),
        columns=tuple(_reading(one, masks) for one in source.columns),
        notes=tuple(_message(note, masks) for note in source.notes),
    )


def _reading(one: ColumnReading, masks: _Masks) -> ColumnReading:
    known = BY_NAME.get(one.field)
    is_name = known is None or known.content == "name"
    example = masks.of(one.field)(one.example) if is_name and one.example else one.example
    heading = masks.title(one.heading)
    return replace(one, heading=heading, example=example, reason=_message(one.reason, masks))


def _message(message: Message, masks: _Masks) -> Message:
    return replace(message, values={name: _value(value, masks) for name, value in message.values.items()})


def _value(value: Any, masks: _Masks) -> Any:
    if isinstance(value, Message):
        return _message(value, masks)
    return masks.text(value) if isinstance(value, str) else value


def _notes(codes: Codes) -> list[Message]:
    notes = []
    workers = len(codes.by_name) - len(codes.strangers)
    if workers:
        notes.append(
            say_many(
                "The name of {count} worker was replaced with a code; the mapping line"
                " [workers] keep = true keeps it.",
                "The names of {count} workers were replaced with codes (P01, P02, …); the mapping line"
                " [workers] keep = true keeps them.",
                workers,
            )
        )
    if codes.strangers:
        notes.append(
            say_many(
                "{count} name that seems a person's stands outside the columns of workers and was replaced"
                " with a code; [workers] keep = true keeps it.",
                "{count} names that seem people's stand outside the columns of workers and were replaced"
                " with codes; [workers] keep = true keeps them.",
                len(codes.strangers),
            )
        )
    if len(codes.by_name) > MOST_NAMES:
        notes.append(
            say(
                "There are more than {limit} names of workers; in other texts they were not looked for.",
                limit=MOST_NAMES,
            )
        )
    if (alike := len(codes.spellings) - len(codes.by_name)) > 0:
        notes.append(
            say_many(
                "{count} name differs from another only in capitals or blanks and counts as the same person.",
                "{count} names differ from others only in capitals or blanks and count as the same persons.",
                alike,
            )
        )
    if codes.by_number:
        notes.append(
            say_many(
                "{count} personal identity number was replaced with a code.",
                "{count} personal identity numbers were replaced with codes.",
                len(codes.by_number),
            )
        )
    if codes.by_address:
        notes.append(
            say_many(
                "{count} e-mail address was replaced with a code.",
                "{count} e-mail addresses were replaced with codes.",
                len(codes.by_address),
            )
        )
    if codes.by_phone:
        notes.append(
            say_many(
                "{count} telephone number was replaced with a code.",
                "{count} telephone numbers were replaced with codes.",
                len(codes.by_phone),
            )
        )
    return notes
