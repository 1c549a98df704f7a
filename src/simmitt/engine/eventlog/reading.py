"""From files to a log: the main path of this room."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import polars as pl

from simmitt.engine.eventlog.beside import Beside, finish_beside, other_clocks, read_beside
from simmitt.engine.eventlog.classifying import Classified, classify
from simmitt.engine.eventlog.companions import Companions
from simmitt.engine.eventlog.daily import why_daily
from simmitt.engine.eventlog.joining import join_orders, name_like_log, strange_machines
from simmitt.engine.eventlog.kept import kept_among, kept_log
from simmitt.engine.eventlog.log import SCHEMA, EventLog
from simmitt.engine.eventlog.main_log import MainLog, finish_main_log, no_log, read_main_log, stops_told
from simmitt.engine.eventlog.mapping import Mapping
from simmitt.engine.eventlog.privacy import pseudonymised
from simmitt.engine.eventlog.shift_reading import Period, period_of
from simmitt.engine.eventlog.sourcing import source_of_log, source_without_log
from simmitt.engine.eventlog.tables import open_tables
from simmitt.ground.texts import Message

# Columns by which the period of a log, whatever its sort, is known.
_INSTANTS = ("start_at", "end_at", "at")


def read(paths: Path | Sequence[Path], *, mapping: Mapping | None = None) -> EventLog:
    """Give the one event log that one or several files hold.

    CSV, TSV, XLSX, Parquet and XES, each also gzipped or in a zip archive, are told by their
    content. Every file and every sheet is looked at: tables of the same sort are put together,
    tables that stand beside a log (stops, shifts, orders, products, energy, maintenance, a shop's
    own study) become its companions, and of the rest is said why it was left out. A log that was
    kept as it was read (``kept.py``) is given back as it was.

    Parameters
    ----------
    paths
        The files as exported. Names of workers become codes, unless the mapping keeps them.
    mapping
        What the user says about columns, dates, numbers, codes and tables; it goes before what the
        data tell.

    Raises
    ------
    Question
        The data can't decide something; the message holds the mapping line that answers it.
    InputFault
        The files hold no log that can be read; the message says what to do.
    """
    told = mapping or Mapping()
    kept = kept_among(_listed(paths))
    if kept is not None:
        return kept_log(kept)
    log = _read(paths, told)
    return log if told.keep_workers else pseudonymised(log)


def _read(paths: Path | Sequence[Path], told: Mapping) -> EventLog:
    tables = classify(open_tables(_listed(paths), told), told)
    beside = read_beside(tables, told=frozenset(told.tables))
    main = read_main_log(tables)
    stops, left_out = stops_told(main)
    companions, notes = finish_beside(beside, _period(main, beside), stops)
    if main is None:
        return _without_log(tables, beside, companions, notes)
    finished = finish_main_log(main, companions.shifts)
    rows, companions, more = _joined(finished.rows, companions)
    more += other_clocks(beside, main.zones)
    source = source_of_log(main, finished, tables, beside, [*left_out, *beside.notes, *notes, *more])
    return EventLog(rows.select(list(SCHEMA)), source, companions)


def _listed(paths: Path | Sequence[Path]) -> Sequence[Path]:
    return [paths] if isinstance(paths, Path) else paths


def _period(main: MainLog | None, beside: Beside) -> Period | None:
    """Give the days that the log covers, or those of the sums per day."""
    if main is not None:
        rows = main.gathered.rows
        return period_of(rows, tuple(name for name in _INSTANTS if name in rows.columns))
    daily = beside.tables.get("daily")
    return period_of(daily.rows, ("date",)) if daily else None


def _without_log(
    tables: Sequence[Classified], beside: Beside, companions: Companions, notes: Sequence[Message]
) -> EventLog:
    """Give sums per day, or a shop's own study, as a log without events.

    Raises
    ------
    InputFault
        There are neither.
    """
    nothing = pl.DataFrame(schema=SCHEMA)
    told = [*beside.notes, *notes]
    if companions.daily is not None:
        return EventLog(
            nothing, source_without_log("daily", tables, beside, [why_daily(), *told]), companions
        )
    if beside.studies:
        return EventLog(nothing, source_without_log("study", tables, beside, told), companions)
    raise no_log(tables)


def _joined(rows: pl.DataFrame, companions: Companions) -> tuple[pl.DataFrame, Companions, list[Message]]:
    """Let rows and tables beside them tell each other what they lack."""
    notes: list[Message] = []
    if companions.orders is not None:
        rows, notes = join_orders(rows, companions.orders)
    if companions.products is not None:
        products, more = name_like_log(companions.products, rows)
        companions = replace(companions, products=products)
        notes += more
    return rows, companions, [*notes, *strange_machines(companions, rows)]
