"""Where a log comes from and how it was read."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from simmitt.engine.eventlog.assembly import PRODUCT_TEXT, Assembled
from simmitt.engine.eventlog.beside import Beside
from simmitt.engine.eventlog.cancelled import cancelled_notes
from simmitt.engine.eventlog.classifying import NOTHING, Classified
from simmitt.engine.eventlog.log import ColumnReading, LogSort, Part, Source
from simmitt.engine.eventlog.main_log import Finished, MainLog
from simmitt.engine.eventlog.recognition import with_examples
from simmitt.engine.eventlog.settling import Settled
from simmitt.engine.eventlog.tables import Table, hash_of
from simmitt.ground.texts import Message, say

_NAMED_FILES = 3


def source_of_log(
    main: MainLog, finished: Finished, tables: Sequence[Classified], beside: Beside, notes: Iterable[Message]
) -> Source:
    """Give the source of a log of events."""
    first = main.tables[0]
    grid = first.classified.table.grid
    columns = _columns(main.tables, finished.unused)
    read = _notes(main.tables)
    parts = (*(replace(part, read_as=finished.sort) for part in main.gathered.parts), *_parts(beside))
    return replace(
        _of_files(tables, grid.form),
        columns=columns,
        sheet=grid.sheet if len(main.tables) == 1 else "",
        encoding=grid.encoding,
        separator=grid.separator,
        decimal_sign=_together(one.read.decimal_sign for one in main.tables),
        date_order=_together(one.read.date_order for one in main.tables),
        time_zone=_together(one.read.time_zone for one in main.tables),
        unread=_unread(main.tables, columns),
        notes=(*read, *finished.notes, *notes, *_left_out(tables)),
        sort=finished.sort,
        parts=parts if len(tables) > 1 else (),
    )


def source_without_log(
    sort: LogSort, tables: Sequence[Classified], beside: Beside, notes: Iterable[Message]
) -> Source:
    """Give the source of files that tell sums per day, or a shop's own study, and no events."""
    first = next(one for one in beside.read if sort != "daily" or one.read_as == "daily")
    grid = first.table.grid
    readings = first.understood.recognition.columns.values() if first.understood is not None else ()
    columns = with_examples(readings, grid.cells)
    read = {one.heading for one in columns}
    return replace(
        _of_files(tables, grid.form),
        columns=columns,
        sheet=grid.sheet if len(tables) == 1 else "",
        encoding=grid.encoding,
        separator=grid.separator,
        unread=tuple(name for name in grid.cells.columns if name not in read) if columns else (),
        notes=(*notes, *_left_out(tables)),
        sort=sort,
        parts=tuple(_parts(beside)),
    )


def _of_files(tables: Sequence[Classified], form: str) -> Source:
    files = list(dict.fromkeys(one.table.grid.file for one in tables))
    shown = ", ".join(files[:_NAMED_FILES]) + (f", … ({len(files)})" if len(files) > _NAMED_FILES else "")
    return Source(shown, hash_of([one.table.sha256 for one in tables]), form, ())


def _parts(beside: Beside) -> Iterable[Part]:
    return (part for gathered in beside.tables.values() for part in gathered.parts)


def _columns(tables: Sequence[Settled[Assembled]], unused: frozenset[str]) -> tuple[ColumnReading, ...]:
    """Give how columns were understood: those of the first table, then what only others have."""
    found: dict[tuple[str, str], ColumnReading] = {}
    for one in tables:
        for reading in _readings(one, unused):
            found.setdefault((reading.field, reading.heading), reading)
    return tuple(found.values())


def _readings(one: Settled[Assembled], unused: frozenset[str]) -> tuple[ColumnReading, ...]:
    understood = one.classified.understood
    assert understood is not None
    used = [
        replace(reading, field="product" if name == PRODUCT_TEXT else one.read.read_as[name])
        for name, reading in understood.recognition.columns.items()
        if name in one.read.read_as and name not in unused
    ]
    place = {heading: index for index, heading in enumerate(understood.grid.cells.columns)}
    return with_examples(sorted(used, key=lambda reading: place[reading.heading]), understood.grid.cells)


def _unread(tables: Sequence[Settled[Assembled]], columns: Sequence[ColumnReading]) -> tuple[str, ...]:
    read = {one.heading for one in columns}
    headings = dict.fromkeys(name for one in tables for name in one.classified.table.grid.cells.columns)
    return tuple(name for name in headings if name not in read)


def _notes(tables: Sequence[Settled[Assembled]]) -> list[Message]:
    """Give what was said of the tables: what holds for all once, the rest under the table's name."""
    said = [_said(one) for one in tables]
    shared = [note for note in said[0] if all(note in other for other in said[1:])]
    own = [
        note if len(tables) == 1 else say("{table}: {note}", table=one.classified.table.name, note=note)
        for one, notes in zip(tables, said, strict=True)
        for note in notes
        if note not in shared
    ]
    return [*shared, *(note for one in tables for note in one.notes), *own]


def _said(one: Settled[Assembled]) -> list[Message]:
    understood = one.classified.understood
    assert understood is not None
    cells = understood.grid.cells
    used = {understood.recognition.heading(name) for name in one.read.read_as}
    cancelled = cancelled_notes(cells, [heading for heading in cells.columns if heading not in used])
    return [*understood.grid.notes, *understood.recognition.notes, *one.read.notes, *cancelled]


def _left_out(tables: Sequence[Classified]) -> list[Message]:
    """Say of every table that is neither log nor companion why it was left out."""
    return [_why(one.table, one) for one in tables if one.read_as == NOTHING]


def _why(table: Table, one: Classified) -> Message:
    if one.fault is None:
        return say("{table} was left out: no log and nothing that stands beside one.", table=table.name)
    return say("{table} was left out: {reason}", table=table.name, reason=one.fault.found)


def _together(told: Iterable[str]) -> str:
    """Give what all tables tell, each once, with commas between."""
    return ", ".join(dict.fromkeys(part for each in told for part in each.split(", ") if part))
