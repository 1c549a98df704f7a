"""Sums per day: recognised as no event log, and what of them is kept."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from simmitt.engine.eventlog import EventLog, Mapping, read
from simmitt.engine.eventlog.companions import SCHEMAS
from simmitt.engine.eventlog.needed import DailyTotals
from simmitt.engine.eventlog.reported import UnknownDurationUnit

WriteText = Callable[..., Path]
SUMS = """Datum;Maskin;Planerad tid (h);Körtid (h);Ställtid (h);Stopptid (h);Antal;Kasserat
2025-04-23;M1;8;5,5;1;1,5;40;2
2025-04-23;M2;8;6;0,5;0;30;0
2025-04-24;M1;8;7;0;1;44;1
"""


def notes_of(log: EventLog) -> str:
    return " | ".join(note.in_language("en") for note in log.source.notes)


def test_sums_per_day_are_no_event_log_but_are_kept(write_text: WriteText) -> None:
    log = read(write_text(SUMS))

    assert log.source.sort == "daily"
    assert not log.tells_events
    assert log.rows.is_empty()
    daily = log.companions.daily
    assert daily is not None
    assert dict(daily.schema) == SCHEMAS["daily"]
    assert daily.rows()[0] == (
        2,
        date(2025, 4, 23),
        "M1",
        None,
        28_800.0,
        19_800.0,
        3_600.0,
        5_400.0,
        40.0,
        2.0,
    )
    assert "no pair of start and end" in notes_of(log)


def test_sums_per_day_and_order_are_sums_all_the_same(write_text: WriteText) -> None:
    text = (
        "Datum;Order;Maskin;Timmar;Antal\n2025-04-23;7;M1;2,5;40\n2025-04-24;7;M1;3;30\n2025-04-24;8;M2;1;5\n"
    )

    log = read(write_text(text))

    assert log.source.sort == "daily"
    assert log.companions.daily is not None
    assert log.companions.daily["run_s"].to_list() == [9_000.0, 10_800.0, 3_600.0]


def test_a_start_date_and_hours_make_no_times(write_text: WriteText) -> None:
    text = "Order;Maskin;Startdatum;Timmar\n7;M1;2025-04-23;2,5\n8;M1;2025-04-24;3\n"

    assert read(write_text(text)).source.sort == "daily"


def test_hours_as_clocks_beside_days_are_hours(write_text: WriteText) -> None:
    text = "Datum;Maskin;Körtid;Antal\n2025-04-23;M1;7:30;40\n2025-04-23;M2;6:15;30\n2025-04-24;M1;8:00;44\n"

    log = read(write_text(text))

    assert log.companions.daily is not None
    assert log.companions.daily["run_s"].to_list() == [27_000.0, 22_500.0, 28_800.0]


def test_a_time_without_unit_is_asked_about(write_text: WriteText) -> None:
    path = write_text("Datum;Maskin;Körtid;Antal\n2025-04-23;M1;7,5;40\n2025-04-24;M1;8;44\n")

    with pytest.raises(UnknownDurationUnit) as caught:
        read(path)
    log = read(path, mapping=Mapping(duration_unit="h"))

    assert caught.value.place.column == "Körtid"
    assert log.companions.daily is not None
    assert log.companions.daily["run_s"].to_list() == [27_000.0, 28_800.0]


def test_days_without_any_sum_are_refused_as_before(write_text: WriteText) -> None:
    with pytest.raises(DailyTotals):
        read(write_text("Datum;Maskin;Lag\n2025-04-23;M1;A\n2025-04-24;M1;B\n"))


def test_two_months_of_sums_are_one_table(write_text: WriteText) -> None:
    second = SUMS.replace("2025-04-2", "2025-05-2")

    log = read([write_text(SUMS, name="apr.csv"), write_text(second, name="maj.csv")])

    assert log.companions.daily is not None
    assert log.companions.daily.height == 6
    assert log.companions.daily["row"].n_unique() == 6


def test_sums_beside_a_log_leave_the_log_the_log(write_text: WriteText) -> None:
    reports = (
        "Order;Maskin;Start;Slut\n1;M1;2025-04-23 06:00;2025-04-23 08:30\n"
        "2;M1;2025-04-23 11:10;2025-04-23 12:00\n"
    )

    log = read([write_text(SUMS, name="dag.csv"), write_text(reports, name="rapporter.csv")])

    assert (log.source.sort, log.rows.height, log.companions.given()) == ("reports", 2, ("daily",))
