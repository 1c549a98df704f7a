"""Shops that work by the week, but for the dates on which they don't."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

import numpy as np
import polars as pl

from simmitt.engine.eventlog.companions import SCHEMAS, Companions
from simmitt.engine.eventlog.log import SCHEMA, EventLog, Source

WEEKDAYS = range(5)


def dates_between(first: date, last: date) -> list[date]:
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day)


def worked_year(
    first: date,
    last: date,
    *,
    closed: Collection[date] = (),
    half: Collection[date] = (),
    jobs_a_day: float = 8.0,
    machines: int = 3,
    seed: int = 1,
) -> EventLog:
    """Make a log of machines that work from seven to four, in jobs of an hour, each done at random."""
    random = np.random.default_rng(seed)
    jobs = [
        (f"M{machine}", midnight(day) + timedelta(hours=hour, minutes=int(random.integers(9))))
        for day in dates_between(first, last)
        if day.weekday() in WEEKDAYS and day not in closed
        for machine in range(machines)
        for hour in range(7, 11 if day in half else 16)
        if random.random() < jobs_a_day / 9
    ]
    return log_of_jobs([(machine, at, at + timedelta(minutes=50)) for machine, at in jobs])


def log_of_jobs(jobs: Sequence[tuple[str, datetime, datetime]]) -> EventLog:
    machine, start, end = zip(*jobs, strict=True)
    told = pl.DataFrame({"machine": machine, "start_at": start, "end_at": end}).with_columns(
        row=pl.int_range(2, pl.len() + 2),
        activity="machine",
        order=pl.format("A{}", pl.int_range(pl.len()) // 4),
        kind=pl.lit("run"),
    )
    missing = [pl.lit(None).alias(name) for name in SCHEMA if name not in told.columns]
    rows = told.with_columns(missing).select(list(SCHEMA)).cast(pl.Schema(SCHEMA))
    return EventLog(rows, Source("made.csv", "0", "csv", ()))


def with_plan(
    log: EventLog, days: Collection[date], first_h: float, last_h: float, machine: str | None = None
) -> EventLog:
    """Give the log with a table of shifts beside it, one on each of some days."""
    rows = [
        {
            "row": n,
            "machine": machine,
            "start_at": midnight(day) + timedelta(hours=first_h),
            "end_at": midnight(day) + timedelta(hours=last_h),
        }
        for n, day in enumerate(days, start=2)
    ]
    table = pl.DataFrame(rows, schema=SCHEMAS["shifts"])
    known = log.companions.shifts
    return replace(log, companions=Companions(shifts=table if known is None else pl.concat([known, table])))
