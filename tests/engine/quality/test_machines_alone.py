"""Rows that tell of a machine alone, and logs that hold no events at all."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import polars as pl
import pytest
from engine.quality.planting import added, at, daily_sums, of_machines, tidy

from simmitt.engine.eventlog.companions import SCHEMAS, Companions
from simmitt.engine.eventlog.log import EventLog
from simmitt.engine.quality import NoUsableRow, diagnose

MakeLog = Callable[..., EventLog]
STOP = {"order": None, "activity": None, "worker": None, "kind": "breakdown", "machine": "Mill 2"}


def states(weeks: int = 6) -> EventLog:
    """Give a press that runs from seven to four with a stop at noon, Monday to Friday."""
    parts = (("run", 7.0, 12.0), ("breakdown", 12.0, 12.5), ("run", 12.5, 16.0))
    days = [day for day in range(7 * weeks) if day % 7 < 5]
    late_h = [7 * day % 53 / 60 for day in days]
    return of_machines(
        [
            ("Press", at(day, first + late), at(day, last + late), kind)
            for day, late in zip(days, late_h, strict=True)
            for kind, first, last in parts
        ]
    )


def test_a_stop_of_a_machine_needs_no_order() -> None:
    log = added(tidy(), {**STOP, "start_at": at(5, 8), "end_at": at(5, 10)})

    diagnosis = diagnose(log)

    assert diagnosis.finding("missing_order_or_time") is None
    assert diagnosis.finding("missing_activity") is None
    assert diagnosis.repaired.rows.equals(log.rows)


@pytest.mark.parametrize("lacking", [{"machine": None}, {"end_at": None}, {"kind": "run"}])
def test_a_row_without_order_that_is_no_stop_of_a_machine_is_set_aside(lacking: dict[str, object]) -> None:
    log = added(tidy(), {**STOP, "start_at": at(5, 8), "end_at": at(5, 10), **lacking})

    diagnosis = diagnose(log)

    finding = diagnosis.finding("missing_order_or_time")
    assert finding is not None
    assert finding.rows == (90_000,)
    assert diagnosis.repaired.rows.equals(tidy().rows)


def test_a_stop_within_a_job_is_not_several_jobs_at_once() -> None:
    saw = tidy().rows.filter(machine="Saw 1").row(10, named=True)
    stop = {
        **STOP,
        "machine": "Saw 1",
        "start_at": saw["start_at"] + timedelta(minutes=5),
        "end_at": saw["end_at"],
    }

    diagnosis = diagnose(added(tidy(), stop))

    assert diagnosis.finding("machine_overlaps") is None
    assert diagnosis.finding("states_overlap") is None


def test_a_log_of_states_is_sound_without_any_order() -> None:
    diagnosis = diagnose(states())

    assert diagnosis.findings == ()
    assert diagnosis.grade == "A"
    assert diagnosis.repaired.rows.equals(states().rows)


def test_a_short_log_of_states_is_called_short_in_weeks() -> None:
    diagnosis = diagnose(states(weeks=2))

    assert diagnosis.grade == "C"
    assert "orders" not in diagnosis.grade_reason.values


def test_a_log_of_reports_needs_orders() -> None:
    log = states()
    as_reports = replace(log, source=replace(log.source, sort="reports"))
    runs = replace(as_reports, rows=as_reports.rows.filter(pl.col("kind") == "run"))

    with pytest.raises(NoUsableRow):
        diagnose(runs)


def test_sums_per_day_get_a_grade_of_their_own() -> None:
    diagnosis = diagnose(daily_sums())

    assert diagnosis.grade == "A"
    assert diagnosis.repaired.companions.daily is not None


def test_what_is_repaired_in_sums_per_day_is_in_the_repaired_log() -> None:
    negative = pl.when(pl.col("row") == 20).then(-60.0).otherwise("stop_s")

    diagnosis = diagnose(daily_sums(stop_s=negative))

    table = diagnosis.repaired.companions.daily
    assert table is not None
    assert table.filter(row=20)["stop_s"].to_list() == [None]
    assert table.filter(pl.col("row") != 20)["stop_s"].null_count() == 0


def test_a_study_gets_a_diagnosis(make_log: MakeLog) -> None:
    rows = [{"row": 2, "at": at(0, 8), "machine": "Mill", "state": "run", "observations": 40.0}]
    log = make_log([])
    study = replace(
        log,
        source=replace(log.source, sort="study"),
        companions=Companions(sampling=pl.DataFrame(rows, schema=SCHEMAS["sampling"])),
    )

    diagnosis = diagnose(study)

    assert diagnosis.findings == ()
    assert diagnosis.grade == "C"
    assert diagnosis.grade_reason.values["looks"] == 40.0
    assert diagnosis.repaired is study
