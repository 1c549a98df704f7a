"""How faults are planted in a tidy log."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any

import polars as pl
from engine.conftest import MONDAY, tidy_shop

from simmitt.engine.eventlog.companions import SCHEMAS, Companions
from simmitt.engine.eventlog.log import SCHEMA, EventLog, Source

# In the tidy shop an order has six rows: saw, mill set up and run, lathe set up and run, inspection.
SAW, MILL_SETUP, MILL, LATHE_SETUP, LATHE, INSPECTION = range(6)
LATER = date(2030, 1, 1)


@dataclass(frozen=True)
class Case:
    """A log with something planted, and the rows in which it is to be found."""

    log: EventLog
    rows: frozenset[int] | None  # None: the case's own test says which
    today: date = LATER


@cache
def tidy(weeks: int = 12, seed: int = 1) -> EventLog:
    """Give a tidy shop's log."""
    return tidy_shop(weeks=weeks, seed=seed)


def number(order: int, step: int) -> int:
    """Give the row in which the tidy shop reports a step of an order."""
    return 2 + 6 * order + step


def with_rows(log: EventLog, rows: pl.DataFrame) -> EventLog:
    return replace(log, rows=rows.select(list(SCHEMA)).cast(pl.Schema(SCHEMA)))


def altered(log: EventLog, rows: Iterable[int], **columns: Any) -> EventLog:
    """Give the log with other values in some columns of some rows."""
    hit = pl.col("row").is_in(list(rows))
    values = {name: value if isinstance(value, pl.Expr) else pl.lit(value) for name, value in columns.items()}
    changes = [
        pl.when(hit).then(value.cast(SCHEMA[name])).otherwise(name).alias(name)
        for name, value in values.items()
    ]
    return with_rows(log, log.rows.with_columns(changes))


def everywhere(log: EventLog, **columns: Any) -> EventLog:
    return altered(log, log.rows["row"].to_list(), **columns)


def without(log: EventLog, rows: Iterable[int]) -> EventLog:
    return with_rows(log, log.rows.filter(~pl.col("row").is_in(list(rows))))


def copied(log: EventLog, rows: Iterable[int], by: int = 10_000, **columns: Any) -> EventLog:
    """Give the log with some rows once more, under other numbers and with other values."""
    some = altered(log, rows, **columns).rows.filter(pl.col("row").is_in(list(rows)))
    return with_rows(log, pl.concat([log.rows, some.with_columns(pl.col("row") + by)]))


def moved(log: EventLog, rows: Iterable[int], **by: float) -> EventLog:
    step = timedelta(**by)
    return altered(log, rows, start_at=pl.col("start_at") + step, end_at=pl.col("end_at") + step)


def added(log: EventLog, *rows: dict[str, Any]) -> EventLog:
    """Give the log with rows that name what they are about."""
    usual = {"order": "X1", "activity": "Sawing", "machine": "Saw 1", "worker": "Saw 1 extra", "kind": "run"}
    full = [{**dict.fromkeys(SCHEMA), **usual, "row": 90_000 + n, **row} for n, row in enumerate(rows)]
    return with_rows(log, pl.concat([log.rows, pl.DataFrame(full, schema=SCHEMA)]))


def at(day: int, hour: float, monday: datetime = MONDAY) -> datetime:
    return monday + timedelta(days=day, hours=hour)


def with_shifts(log: EventLog, first_h: float, last_h: float) -> EventLog:
    """Give the log with a plan of one shift from Monday to Friday for all its weeks beside it."""
    days = [day for day in range(12 * 7) if day % 7 < 5]
    rows = [
        {"row": n, "machine": None, "start_at": at(day, first_h), "end_at": at(day, last_h)}
        for n, day in enumerate(days)
    ]
    return replace(log, companions=Companions(shifts=pl.DataFrame(rows, schema=SCHEMAS["shifts"])))


def of_machines(spans: list[tuple[str, datetime, datetime, str]]) -> EventLog:
    """Give a log of machine states: machine, from, to, kind."""
    rows = [
        {
            **dict.fromkeys(SCHEMA),
            "row": n,
            "machine": machine,
            "start_at": start,
            "end_at": end,
            "kind": kind,
        }
        for n, (machine, start, end, kind) in enumerate(spans, start=2)
    ]
    return EventLog(pl.DataFrame(rows, schema=SCHEMA), Source("states.csv", "0", "csv", (), sort="states"))


def daily_sums(**columns: pl.Expr) -> EventLog:
    """Give eight weeks of sums per day of three machines, with other columns if told."""
    days = [day for day in range(7 * 8) if day % 7 < 5]
    rows = [
        {
            "row": 2 + 3 * place + k, "date": (MONDAY + timedelta(days=day)).date(), "machine": f"Press {k}",
            "product": "Lid", "planned_s": 57_600.0, "run_s": 36_000.0 + 60 * (day % 5), "setup_s": 7_200.0,
            "stop_s": 3_600.0, "good_pieces": 900.0, "rejected_pieces": 9.0,
        }
        for place, day in enumerate(days)
        for k in range(3)
    ]  # fmt: skip
    table = pl.DataFrame(rows, schema=SCHEMAS["daily"]).with_columns(**columns)
    empty = pl.DataFrame(schema=SCHEMA)
    return EventLog(empty, Source("days.csv", "0", "csv", (), sort="daily"), Companions(daily=table))
