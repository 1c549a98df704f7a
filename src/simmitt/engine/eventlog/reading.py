"""From a file to a log: the main path of this room."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from simmitt.engine.eventlog.assembly import Assembled, assemble
from simmitt.engine.eventlog.columnar import read_parquet
from simmitt.engine.eventlog.delimited import read_delimited
from simmitt.engine.eventlog.grid import Grid, check_height
from simmitt.engine.eventlog.log import ColumnReading, EventLog, Source
from simmitt.engine.eventlog.mapping import Mapping
from simmitt.engine.eventlog.opening import EmptyFile, Opened, open_file
from simmitt.engine.eventlog.recognition import recognise, with_examples
from simmitt.engine.eventlog.understood import Understood
from simmitt.engine.eventlog.workbook import read_workbook
from simmitt.engine.eventlog.xes import read_xes
from simmitt.ground.errors import InputFault, Place, Question
from simmitt.ground.texts import say


def read(path: Path, *, mapping: Mapping | None = None) -> EventLog:
    """Give the event log that a file holds.

    CSV, TSV, XLSX, Parquet and XES, each also gzipped, are told by their content. Of a
    workbook the first sheet that is a log is read.

    Parameters
    ----------
    path
        The file as exported.
    mapping
        What the user says about columns, dates, numbers and codes; it goes before what the
        data tell.

    Raises
    ------
    Question
        The data can't decide something; the message holds the mapping line that answers it.
    InputFault
        The file is no log that can be read; the message says what to do.
    """
    told = mapping or Mapping()
    opened = open_file(path)
    understood, assembled = _first_log(_grids(opened, told), told, opened.file)
    return EventLog(assembled.rows, _source(opened, understood, assembled))


def _grids(opened: Opened, mapping: Mapping) -> Iterable[Grid]:
    if opened.form == "csv":
        return [read_delimited(opened, mapping)]
    if opened.form == "xlsx":
        return read_workbook(opened, mapping)
    if opened.form == "parquet":
        return [read_parquet(opened)]
    return [read_xes(opened)]


def _first_log(grids: Iterable[Grid], mapping: Mapping, file: str) -> tuple[Understood, Assembled]:
    """Give the first table that is a log; a table that asks a question is one."""
    first_fault: InputFault | None = None
    for grid in grids:
        try:
            recognition = recognise(check_height(grid), mapping)
            understood = Understood(grid, recognition, mapping)
            return understood, assemble(understood)
        except Question:
            raise
        except InputFault as fault:
            first_fault = first_fault or fault
    raise first_fault or EmptyFile(
        say("The file is empty."),
        expected=say("A log has a heading row and one row per report."),
        remedy=say("Export it again and check that the report holds rows."),
        place=Place(file=file),
    )


def _source(opened: Opened, understood: Understood, assembled: Assembled) -> Source:
    grid, recognition = understood.grid, understood.recognition
    columns = _readings(understood, assembled)
    read_headings = {one.heading for one in columns}
    return Source(
        file=opened.file,
        sha256=opened.sha256,
        form=opened.form,
        columns=columns,
        sheet=grid.sheet,
        encoding=grid.encoding,
        separator=grid.separator,
        decimal_sign=assembled.quantities.decimal_sign,
        date_order=assembled.times.date_order,
        time_zone=assembled.times.time_zone,
        unread=tuple(name for name in grid.cells.columns if name not in read_headings),
        notes=(*grid.notes, *recognition.notes, *assembled.notes),
    )


def _readings(understood: Understood, assembled: Assembled) -> tuple[ColumnReading, ...]:
    used = [
        replace(one, field=assembled.read_as[name])
        for name, one in understood.recognition.columns.items()
        if name in assembled.read_as
    ]
    place = {heading: index for index, heading in enumerate(understood.grid.cells.columns)}
    return with_examples(sorted(used, key=lambda one: place[one.heading]), understood.grid.cells)
