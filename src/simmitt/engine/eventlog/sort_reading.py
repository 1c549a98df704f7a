"""Logs of each sort: their tables read, and their rows made once all tables stand together."""

import re
from dataclasses import replace
from pathlib import PurePath

import polars as pl

from simmitt.engine.eventlog.assembly import Assembled, assemble, shaped
from simmitt.engine.eventlog.counters import READINGS, run_rows
from simmitt.engine.eventlog.headings import Phrase
from simmitt.engine.eventlog.log import SCHEMA
from simmitt.engine.eventlog.moments import INSTANT, instants, spans
from simmitt.engine.eventlog.needed_columns import need
from simmitt.engine.eventlog.other_headings import without_other_headings
from simmitt.engine.eventlog.pairing import pair_stampings
from simmitt.engine.eventlog.sort_fields import ORDER_NAMED
from simmitt.engine.eventlog.states import SPELLS, close_spells, read_states, rest_note, stops_of, work_of
from simmitt.engine.eventlog.typed import Typed, read_cells
from simmitt.engine.eventlog.understood import Understood
from simmitt.ground.texts import Message, say

_PLAIN_SHEET = re.compile(r"(?i)(?:blad|sheet|tabelle|ark|feuil)\s*\d*")
# Stops of a machine, as its states tell them; of a log of reports
# also those that are rows of a log of states.
STANDING = ("planned", "material", "operator", "other")
ALL_STOPS = ("breakdown", "setup", *STANDING)


def read_reports(understood: Understood) -> Assembled:
    """Give the rows of a table of reports; of stampings those of a start and an end are one row.

    Raises
    ------
    Question, InputFault
    """
    understood, headings = without_other_headings(understood)
    read = assemble(understood)
    read = replace(read, notes=(*headings, *read.notes))
    words = understood.text("phase")
    if words is None:
        return read
    rows, notes = pair_stampings(read.rows, words)
    read_as = {name: "start_at" if column == "end_at" else column for name, column in read.read_as.items()}
    told = read.told | {"start_at"}
    return replace(read, rows=rows, read_as=read_as, told=told, notes=(*read.notes, *notes))


def end_alone(rows: pl.DataFrame) -> tuple[pl.DataFrame, list[Message]]:
    """Give the rows without their starts where every start is the end once more."""
    both = rows.drop_nulls(["start_at", "end_at"])
    if both.height < 2 or (both["start_at"] != both["end_at"]).any():
        return rows, []
    note = say("Every report starts and ends at the same moment: its time was taken as the end alone.")
    return rows.with_columns(pl.lit(None).cast(INSTANT).alias("start_at")), [note]


def read_counters(understood: Understood) -> Assembled:
    """Give the readings of a table of counters.

    Raises
    ------
    Question, InputFault
    """
    typed = read_cells(understood, needed=("at", "count"))
    at = instants(typed, ("at", "date", "end_at"), "clock")
    need(understood, "counters", at, ("at",))
    need(understood, "counters", typed.tells("count"), ("count",))
    machine, notes = _machine(understood, typed)
    told: dict[str, pl.Series | None] = {"machine": machine, "at": at}
    if typed.tells("scrap_count"):
        good_alone = _counts_good(understood.heading("count"))
        # What is counted is good and rejected pieces together; a counter of good ones lacks the rest.
        told["count"] = typed.frame["count"] + typed.frame["scrap_count"] * good_alone
        notes.append(_GOOD_ALONE if good_alone else _WITH_SCRAP)
    return _assembled(typed, told, READINGS, notes)


_GOOD_ALONE = say("The counter counts good pieces, and another one scrap.")
_WITH_SCRAP = say("The counter counts all pieces: those that the counter of scrap counts aren't good ones.")


def _counts_good(heading: str) -> bool:
    return any(word in Phrase.of(heading).joined for word in ("godk", "good", "okantal", "antalok"))


def finish_counters(readings: pl.DataFrame) -> tuple[pl.DataFrame, list[Message]]:
    """Give the runs that readings of counters tell, in the log's shape."""
    runs, notes = run_rows(readings)
    columns = {name: runs[name] for name in runs.columns}
    rows = shaped({**columns, "activity": runs["machine"]}, runs.height).select(list(SCHEMA))
    told = say("The log tells readings of counters: a machine counts as running while pieces keep coming.")
    return rows, [told, *notes]


def read_spells(understood: Understood) -> Assembled:
    """Give the spells of a table of machine states.

    Raises
    ------
    UnknownStates, Question, InputFault
    """
    typed = read_cells(understood, needed=("start_at", "at"))
    need(understood, "states", typed.tells("state"), ("state",))
    start, end, notes = spans(typed, "reported_s")
    need(understood, "states", start, ("start_at", "at"))
    machine, more = _machine(understood, typed)
    told = {
        "machine": machine,
        "start_at": start,
        "end_at": end,
        "state": read_states(understood, typed.frame["state"]),
    }
    if not typed.tells("reason"):
        told["reason"] = typed.frame["state"]
    if typed.tells(ORDER_NAMED.name):
        told["order"] = typed.frame[ORDER_NAMED.name]
    return _assembled(typed, told, SPELLS, [*notes, *more])


def finish_states(spells: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame, list[Message]]:
    """Give the work that states of machines tell in the log's shape, and their stops beside it."""
    closed, notes = close_spells(spells)
    work = work_of(closed)
    rows = shaped({name: work[name] for name in work.columns}, work.height).select(list(SCHEMA))
    return rows, stops_of(closed, STANDING), [*notes, *rest_note(closed)]


def stops_beside(spells: pl.DataFrame) -> pl.DataFrame:
    """Give the stops that states tell beside a log of reports: work is the reports' to tell."""
    closed, _ = close_spells(spells)
    return stops_of(closed, ALL_STOPS)


def _machine(understood: Understood, typed: Typed) -> tuple[pl.Series, list[Message]]:
    """Give the machines; where no column names them, the sheet or the file does."""
    if typed.tells("machine"):
        return typed.frame["machine"], []
    grid = understood.grid
    plain = not grid.sheet or _PLAIN_SHEET.fullmatch(grid.sheet)
    name = PurePath(grid.file).name.split(".")[0] if plain else grid.sheet
    note = say("No column names the machine; it was named {name}, as the table is.", name=name)
    return pl.Series("machine", [name] * typed.frame.height, dtype=pl.String), [note]


def _assembled(
    typed: Typed, told: dict[str, pl.Series | None], schema: dict[str, pl.DataType], notes: list[Message]
) -> Assembled:
    columns = {name: typed.column(name, dtype).alias(name) for name, dtype in schema.items()}
    columns |= {
        name: values.cast(schema[name]).alias(name) for name, values in told.items() if values is not None
    }
    frame = pl.DataFrame(columns)
    filled = (name for name in schema if name != "row" and frame[name].null_count() < frame.height)
    fields = {name: name.removesuffix("_named") for name in typed.frame.columns if name != "row"}
    return Assembled(
        frame,
        fields,
        frozenset(filled),
        typed.date_order,
        typed.decimal_sign,
        typed.time_zone,
        (*typed.notes, *notes),
    )
