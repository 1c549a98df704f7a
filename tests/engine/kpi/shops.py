"""Logs made by hand for figures of time, and hours that are told instead of learnt."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

import polars as pl

from simmitt.engine.eventlog.companions import SCHEMAS, Companions
from simmitt.engine.eventlog.counters import READINGS, run_rows
from simmitt.engine.eventlog.log import SCHEMA, EventLog, Source
from simmitt.engine.hours import WeeklyHours, WorkingHours
from simmitt.engine.kpi.facts import Facts, gather
from simmitt.engine.kpi.machine_time import MachineTime
from simmitt.ground.units import HOUR_S, WEEK_S

# A Monday: hour 0 of every log here.
START = datetime(2024, 1, 1)
ALWAYS = ((0.0, WEEK_S),)


def at(hour: float) -> datetime:
    return START + timedelta(hours=hour)


def row(order: str | None, machine: str | None, first: float, last: float, **other: Any) -> dict[str, Any]:
    """One report from hour to hour."""
    return {"order": order, "machine": machine, "start_at": at(first), "end_at": at(last), **other}


def stop(machine: str | None, first: float, last: float, kind: str, reason: str = "") -> dict[str, Any]:
    return {"machine": machine, "start_at": at(first), "end_at": at(last), "kind": kind, "reason": reason}


def table(kind: Any, rows: Sequence[Mapping[str, Any]]) -> pl.DataFrame:
    schema = SCHEMAS[kind]
    full = [{**dict.fromkeys(schema), "row": number, **each} for number, each in enumerate(rows, start=2)]
    return pl.DataFrame(full, schema=schema)


def log(rows: Sequence[Mapping[str, Any]], **tables: Sequence[Mapping[str, Any]]) -> EventLog:
    """A log of rows, with the tables beside it."""
    usual = {"kind": "run", "activity": "mill"}
    full = [
        {**dict.fromkeys(SCHEMA), **usual, "row": number, **each} for number, each in enumerate(rows, start=2)
    ]
    beside = Companions(**{name: table(name, each) for name, each in tables.items()})
    return EventLog(pl.DataFrame(full, schema=SCHEMA), Source("made.csv", "0", "csv", ()), beside)


def open_from(*shifts: tuple[float, float]) -> WorkingHours:
    """Hours of the week, from hour to hour after Monday 00:00, for every machine."""
    seconds = tuple((first * HOUR_S, last * HOUR_S) for first, last in shifts) or ALWAYS
    return WorkingHours(WeeklyHours(seconds, (1.0,), HOUR_S, 1.0, 0, "plant"), {})


def facts_of(rows: Sequence[Mapping[str, Any]]) -> Facts:
    return gather(log(rows))


def time_of(
    rows: Sequence[Mapping[str, Any]],
    *,
    hours: WorkingHours | None = None,
    stops: Sequence[Mapping[str, Any]] = (),
    micro_stop_s: float = 0.0,
) -> MachineTime:
    """Machines' time of a log made by hand; open always where no hours are given."""
    told = table("stops", stops) if stops else None
    return MachineTime(facts_of(rows), hours or open_from(), told, micro_stop_s)


def counted(every_minutes: int, *, weeks: int = 2) -> EventLog:
    """A press that runs the first half of every hour from 6 to 18, Monday to Friday: ten pieces a minute.

    Its counter is read every so many minutes of these hours.
    """
    readings, total = [], 0.0
    for day in (day for day in range(7 * weeks) if day % 7 < 5):
        for minute in range(0, 12 * 60 + 1, every_minutes):
            now = total + 300.0 * (minute // 60) + 10.0 * min(minute % 60, 30)
            readings.append({"machine": "Press", "at": at(24 * day + 6 + minute / 60), "count": now})
        total += 300.0 * 12
    full = [
        {**dict.fromkeys(READINGS), "row": number, **each} for number, each in enumerate(readings, start=2)
    ]
    rows, _ = run_rows(pl.DataFrame(full, schema=READINGS))
    kept = [{name: each.get(name) for name in SCHEMA} for each in rows.to_dicts()]
    source = Source("counter.csv", "0", "csv", (), sort="counters")
    return EventLog(pl.DataFrame(kept, schema=SCHEMA), source)
