"""The log among the tables: those of the first sort that there is, read and put together."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import polars as pl

from simmitt.engine.eventlog.assembly import PRODUCT_TEXT, Assembled, name_products
from simmitt.engine.eventlog.classifying import NOTHING, Classified, is_blank_study_sheet, why_no_log
from simmitt.engine.eventlog.estimating import estimate_starts
from simmitt.engine.eventlog.gathering import Gathered, Piece, gather
from simmitt.engine.eventlog.grid import TooFewRows, check_height
from simmitt.engine.eventlog.log import LogSort
from simmitt.engine.eventlog.needed import check_times
from simmitt.engine.eventlog.needed_columns import KINDS_IN_WORDS
from simmitt.engine.eventlog.recognition import NoRecognisableColumns
from simmitt.engine.eventlog.running_totals import what_each_added
from simmitt.engine.eventlog.settling import Settled, read_all
from simmitt.engine.eventlog.sort_reading import (
    end_alone,
    finish_counters,
    finish_states,
    read_counters,
    read_reports,
    read_spells,
    stops_beside,
)
from simmitt.engine.eventlog.split_orders import split_order_notes
from simmitt.engine.eventlog.times import MixedTimeZones
from simmitt.engine.eventlog.understood import Understood
from simmitt.engine.eventlog.zones import UTC
from simmitt.ground.errors import InputFault, Place
from simmitt.ground.texts import Message, say, say_many

# What is the log where tables of several sorts are given: the first of these.
_BEFORE: tuple[LogSort, ...] = ("reports", "ends", "states", "counters")
_READERS: dict[str, Callable[[Understood], Assembled]] = {
    "reports": read_reports,
    "ends": read_reports,
    "states": read_spells,
    "counters": read_counters,
}


@dataclass(frozen=True)
class MainLog:
    """The tables that are the log, their cells read, each row once."""

    sort: LogSort
    tables: tuple[Settled[Assembled], ...]
    gathered: Gathered
    zones: frozenset[str]  # whose clocks the tables show
    others: tuple[Classified, ...]  # logs of other sorts, which can't be one with it


@dataclass(frozen=True)
class Finished:
    """The rows of the log in its shape, and the stops that its states tell."""

    rows: pl.DataFrame
    sort: LogSort
    notes: tuple[Message, ...]
    unused: frozenset[str] = frozenset()  # recognised fields that another one was taken for


def read_main_log(tables: Sequence[Classified]) -> MainLog | None:
    """Give the log among tables, or None where there is none.

    Raises
    ------
    InputFault
        A table of the log can't be read, or the tables don't follow the same clock.
        An empty month is no fault.
    """
    sort = next((sort for sort in _BEFORE if any(one.read_as == sort for one in tables)), None)
    if sort is None:
        return None
    own = [one for one in tables if one.read_as == sort]
    _check_alike(own, tables)
    settled = read_all(own, _READERS[sort])
    _check_clocks(settled)
    pieces = [Piece(one.classified.table, one.read.rows, one.read.told) for one in settled]
    if sum(piece.rows.height for piece in pieces) <= 1:
        check_height(own[0].table.grid)
    gathered = gather(pieces, sort)
    others = tuple(one for one in tables if one.read_as in _BEFORE and one.read_as != sort)
    zones = frozenset(one.read.time_zone for one in settled)
    return MainLog(sort, tuple(settled), gathered, zones, others)


def _check_alike(own: Sequence[Classified], tables: Sequence[Classified]) -> None:
    """Stop where a table has the headings of the log, but can't be read as one: it is a part of it.

    Raises
    ------
    InputFault
    """
    headings = [set(one.table.grid.cells.columns) for one in own]
    for one in tables:
        if one.read_as == NOTHING and set(one.table.grid.cells.columns) in headings:
            fault = why_no_log(one)
            if fault is not None and not isinstance(fault, TooFewRows):
                raise fault


def _check_clocks(settled: Sequence[Settled[Assembled]]) -> None:
    """Stop where tables follow different clocks; offsets that change with the season are one clock."""
    zones = {one.read.time_zone for one in settled}
    if len(zones) > 1 and zones & {"", UTC}:
        odd = next(one for one in settled if one.read.time_zone in ("", UTC))
        raise MixedTimeZones(
            say("The times of this table follow another clock than those of other tables: some state a time"
                " zone, or another one."),
            expected=say("All tables of a log must follow the same clock."),
            remedy=say(
                'Export them in the same form, or name the plant\'s time zone in the mapping file: [dates]'
                ' time_zone = "Europe/Stockholm".'
            ),
            place=odd.classified.table.grid.place(),
        )  # fmt: skip


def finish_main_log(main: MainLog, shifts: pl.DataFrame | None) -> Finished:
    """Give the rows of the log in its shape.

    Parameters
    ----------
    shifts
        The table of planned working time, if there is one: it helps to estimate starts.

    Raises
    ------
    AllTimesEqual
    """
    if main.sort == "counters":
        rows, notes = finish_counters(main.gathered.rows)
        return Finished(rows, main.sort, (*main.gathered.notes, *notes))
    if main.sort == "states":
        rows, _, notes = finish_states(main.gathered.rows)
        return Finished(rows, main.sort, (*main.gathered.notes, *notes))
    understood = main.tables[0].classified.understood
    assert understood is not None
    check_times(understood, main.gathered.rows)
    named, field, notes = name_products(main.gathered.rows)
    rows, more = end_alone(named)
    notes += more
    rows, more = what_each_added(rows, understood.mapping)
    notes += [*more, *split_order_notes(rows)]
    unused = frozenset({"product", PRODUCT_TEXT} - {field})
    if rows["start_at"].null_count() < rows.height:
        return Finished(rows, "reports", (*main.gathered.notes, *notes), unused)
    rows, more = estimate_starts(rows, shifts)
    return Finished(rows, "ends", (*main.gathered.notes, *notes, *more), unused)


def stops_told(main: MainLog | None) -> tuple[pl.DataFrame | None, list[Message]]:
    """Give the stops that the log's own states tell, or those of states beside a log of reports.

    What else logs of other sorts tell is left out, and said.
    """
    if main is None:
        return None, []
    own = finish_states(main.gathered.rows)[1] if main.sort == "states" else None
    other, notes = _left_out(main.others)
    return _both(own, other), notes


def _both(one: pl.DataFrame | None, other: pl.DataFrame | None) -> pl.DataFrame | None:
    frames = [frame for frame in (one, other) if frame is not None]
    return pl.concat(frames) if frames else None


def _left_out(others: Sequence[Classified]) -> tuple[pl.DataFrame | None, list[Message]]:
    """Give the stops that states beside the log tell; the rest of another sort is left out and named."""
    stops: list[pl.DataFrame] = []
    notes = []
    for one in others:
        if one.read_as == "states":
            assert one.understood is not None
            stops.append(stops_beside(read_spells(one.understood).rows))
            notes.append(
                say_many(
                    "{table} tells states of machines: its {count} stop stands beside the log, its work "
                    "was left"
                    " out, since the reports tell it.",
                    "{table} tells states of machines: its {count} stops stand beside the log, its work "
                    "was left"
                    " out, since the reports tell it.",
                    stops[-1].height,
                    table=one.table.name,
                )
            )
        else:
            notes.append(
                say(
                    "{table} is another sort of log ({kind}) and was left out: the two can't be one.",
                    table=one.table.name, kind=_SORTS_IN_WORDS[one.read_as],
                )
            )  # fmt: skip
    return (pl.concat(stops) if stops else None), notes


_SORTS_IN_WORDS: dict[str, Message] = {
    **KINDS_IN_WORDS,
    "ends": say("reports that tell only when they were made"),
}


def no_log(tables: Sequence[Classified]) -> InputFault:
    """Give the fault of files that hold no log: that of the table that comes nearest to one."""
    if any(map(is_blank_study_sheet, tables)):
        return _blank_study(tables)
    faults = [why_no_log(one) for one in tables if one.read_as == NOTHING]
    known = [fault for fault in faults if fault is not None]
    if not known:
        return _only_beside(tables)
    return min(known, key=lambda fault: isinstance(fault, NoRecognisableColumns | TooFewRows))


def _blank_study(tables: Sequence[Classified]) -> InputFault:
    sheets = ", ".join(one.table.grid.sheet for one in tables if is_blank_study_sheet(one))
    return NoLog(
        say("The workbook of the study is not filled in yet."),
        expected=say("It has at least one line on one of the sheets {sheets}.", sheets=sheets),
        remedy=say("Begin with the machines and the products; the first sheet says how."),
        place=Place(file=tables[0].table.grid.file),
    )


def _only_beside(tables: Sequence[Classified]) -> InputFault:
    held = dict.fromkeys(one.read_as for one in tables if one.read_as in KINDS_IN_WORDS)
    kinds = [KINDS_IN_WORDS[kind] for kind in held]
    if not kinds:
        return NoLog(
            say("The mapping says that no table is a log."),
            remedy=say(
                'Say in the section [tables] which one is: "{name}" = "log".', name=tables[0].table.name
            ),
            place=tables[0].table.grid.place(),
        )
    named = kinds[0]
    for kind in kinds[1:]:
        named = say("{one}, {other}", one=named, other=kind)
    return NoLog(
        say("The files tell of {kinds}, but there is no log of the work.", kinds=named),
        expected=say("A log has one row per report, with order number, start and end."),
        remedy=say(
            "Give the log together with them. If one of them is the log, say so in the mapping file:"
            ' [tables] "{name}" = "log".',
            name=tables[0].table.grid.sheet or tables[0].table.grid.file,
        ),
        place=tables[0].table.grid.place(),
    )


class NoLog(InputFault):
    """There are tables that stand beside a log, but no log."""
