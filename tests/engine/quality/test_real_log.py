"""The traps of the real log are found, each with its count."""

import pytest

from simmitt.engine.eventlog.log import EventLog
from simmitt.engine.quality import Diagnosis, diagnose


@pytest.fixture(scope="module")
def diagnosis(real_log: EventLog) -> Diagnosis:
    return diagnose(real_log)


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
        "worker_overlaps": 1284,
        "oddly_spaced_names": 3,
        "open_orders": 96,
        "clock_gaps": 1,
    }


def test_the_padded_lengths_are_told_apart(diagnosis: Diagnosis) -> None:
    finding = diagnosis.finding("padded_times")

    assert finding is not None
    assert [(d.count, d.values["minutes"]) for d in finding.details] == [
        (385, 75),
        (277, 60),
    ]


def test_most_overlaps_lie_at_the_station_with_several_inspectors(diagnosis: Diagnosis) -> None:
    finding = diagnosis.finding("machine_overlaps")

    assert finding is not None
    assert finding.details[0].values == {"machine": "Quality Check 1", "count": 1056, "orders": 7}


def test_odd_spellings_are_named(diagnosis: Diagnosis) -> None:
    finding = diagnosis.finding("oddly_spaced_names")

    assert finding is not None
    assert {detail.values["name"] for detail in finding.details} == {
        "SETUP     Turning & Milling - Machine 5",
        "Round  Q.C.",
        "Machine 7- Laser Marking",
    }


def test_both_ends_cut_orders_off(diagnosis: Diagnosis) -> None:
    finding = diagnosis.finding("open_orders")

    assert finding is not None
    assert [detail.count for detail in finding.details] == [41, 61]
    (move,) = finding.effect.moves
    assert move.after > 1.2 * move.before


def test_repair_drops_the_repeats_and_keeps_all_else(diagnosis: Diagnosis, real_log: EventLog) -> None:
    assert real_log.rows.height - diagnosis.repaired.rows.height == 22
    assert diagnosis.grade == "C"
