"""The traps of the real log are found, each with its count."""

from datetime import datetime, timedelta

import polars as pl
import pytest
from engine.quality.planted_flow import overlapping

from simmitt.engine.eventlog.log import EventLog
from simmitt.engine.quality import Diagnosis, Finding, diagnose


@pytest.fixture(scope="module")
def diagnosis(real_log: EventLog) -> Diagnosis:
    return diagnose(real_log)


def found(diagnosis: Diagnosis, code: str) -> Finding:
    finding = diagnosis.finding(code)
    assert finding is not None
    return finding


def test_every_trap_is_found_with_its_count(diagnosis: Diagnosis) -> None:
    counts = {finding.code: finding.count for finding in diagnosis.findings}

    assert counts == {
        "padded_times": 662,
        # 42 stated plainly, and one that a spreadsheet turned into a date of 1899.
        "stated_duration_disagrees": 43,
        "exact_duplicates": 22,
        "zero_length": 9,
        "default_midnight_times": 467,
        "activity_machine_disagree": 49,
        "machine_overlaps": 1735,
        "several_places": 5,
        "worker_overlaps": 1284,
        "order_overlaps": 903,
        "oddly_spaced_names": 3,
        "open_orders": 96,
        "clock_gaps": 1,
        "work_on_days_off": 96,
        "unusual_week": 2,
        "reported_together": 298,
        "reported_again": 7,
        "near_duplicates": 3,
        "out_of_order": 2,
        "pieces_above_ordered": 317,
        "pieces_grow": 343,
        "short_of_ordered": 40,
    }


def test_nothing_ends_before_it_starts(diagnosis: Diagnosis) -> None:
    assert diagnosis.finding("end_before_start") is None
    assert diagnosis.finding("missing_order_or_time") is None


@pytest.mark.parametrize("field", ["machine", "worker", "order"])
def test_overlaps_are_those_found_one_by_one(real_log: EventLog, diagnosis: Diagnosis, field: str) -> None:
    named = EventLog(real_log.rows.filter(pl.col(field).is_not_null()), real_log.source)

    # Of rows at the very same time it does not matter which is called the second.
    assert found(diagnosis, f"{field}_overlaps").count == len(overlapping(named, field))


def test_the_padded_lengths_are_told_apart(diagnosis: Diagnosis) -> None:
    details = found(diagnosis, "padded_times").details

    assert [(d.count, d.values["minutes"]) for d in details] == [(385, 75), (277, 60)]


def test_a_spreadsheets_date_in_the_span_is_among_those_that_disagree(
    real_log: EventLog, diagnosis: Diagnosis
) -> None:
    rows = real_log.rows.filter(pl.col("row").is_in(list(found(diagnosis, "stated_duration_disagrees").rows)))

    stated = rows.filter(pl.col("reported_s") == timedelta(hours=1, minutes=49).total_seconds())
    assert stated.height == 1


def test_most_overlaps_lie_at_the_station_with_several_inspectors(
    real_log: EventLog, diagnosis: Diagnosis
) -> None:
    overlaps, places = (found(diagnosis, code) for code in ("machine_overlaps", "several_places"))

    assert overlaps.details[0].values == {"machine": "Quality Check 1", "count": 1056, "orders": 7}
    assert places.details[0].values == {"machine": "Quality Check 1", "places": 5, "orders": 7}
    by_machine = real_log.rows.filter(pl.col("row").is_in(overlapping(real_log, "machine")))["machine"]
    counts = sorted(by_machine.value_counts()["count"].to_list(), reverse=True)
    assert [detail.count for detail in overlaps.details] == counts[:10]
    assert (counts[2], counts[-1]) == (139, 1)


def test_odd_spellings_are_named(diagnosis: Diagnosis) -> None:
    spaced, disagree = (
        found(diagnosis, code) for code in ("oddly_spaced_names", "activity_machine_disagree")
    )

    assert {detail.values["name"] for detail in spaced.details} == {
        "SETUP     Turning & Milling - Machine 5",
        "Round  Q.C.",
        "Machine 7- Laser Marking",
    }
    assert "Fix - Machine 15M" in {detail.values["activity"] for detail in disagree.details}
    assert diagnosis.proposals == ()


def test_the_week_runs_from_sunday_to_thursday_with_half_a_friday(diagnosis: Diagnosis) -> None:
    days = found(diagnosis, "unusual_week").details
    share = {day.values["day"].in_language("en"): day.values["share"] for day in days}

    assert min(share[day] for day in ("Sunday", "Monday", "Tuesday", "Wednesday", "Thursday")) > 0.85
    assert 0.3 < share["Friday"] < 0.5
    assert share["Saturday"] < 0.15
    assert found(diagnosis, "work_on_days_off").count == 96


def test_both_ends_cut_orders_off(diagnosis: Diagnosis) -> None:
    finding = found(diagnosis, "open_orders")

    assert [detail.count for detail in finding.details[:2]] == [41, 61]
    ends = {detail.values["activity"]: detail.values["count"] for detail in finding.details[2:]}
    assert ends == {"Final Inspection Q.C.": 88, "Packing": 73, "Turning & Milling Q.C.": 17}
    (move,) = finding.effect.moves
    assert move.after > 1.2 * move.before


def test_sums_over_steps_are_no_output(diagnosis: Diagnosis) -> None:
    details = found(diagnosis, "short_of_ordered").details

    inspected = {key: details[0].values[key] for key in ("reached", "orders", "activity")}
    assert inspected == {"reached": 56, "orders": 176, "activity": "Final Inspection Q.C."}


def test_repair_drops_the_repeats_and_keeps_all_else(diagnosis: Diagnosis, real_log: EventLog) -> None:
    assert real_log.rows.height - diagnosis.repaired.rows.height == 22
    assert diagnosis.grade == "C"


def test_nothing_lies_in_the_future_of_its_last_day(real_log: EventLog) -> None:
    assert diagnose(real_log, today=datetime(2012, 3, 31).date()).finding("future_dates") is None
