"""Resources that may be people, and quantities that can't be."""

from datetime import datetime, timedelta
from typing import Any

import polars as pl

from simmitt.engine.eventlog.log import EventLog
from simmitt.engine.quality import diagnose

MONDAY = datetime(2026, 1, 5, 7)


def reports(resources: int, **more: Any) -> list[dict[str, Any]]:
    """Give two rounds of reports, each by another resource, on two kinds of work."""
    return [
        {
            "order": f"{n:03d}",
            "activity": ("saw", "mill")[n % 2],
            "machine": f"R{n % resources:02d}",
            "start_at": MONDAY + timedelta(hours=3 * n),
            "end_at": MONDAY + timedelta(hours=3 * n + 2),
            **more,
        }
        for n in range(2 * resources)
    ]


def test_many_resources_for_few_kinds_of_work_may_be_people(make_log: Any) -> None:
    log: EventLog = make_log(reports(12))

    finding = diagnose(log).finding("resources_may_be_people")

    assert finding is not None
    assert finding.count == 12
    assert not finding.repaired


def test_a_log_that_names_its_people_is_not_suspected(make_log: Any) -> None:
    assert diagnose(make_log(reports(12, worker="A07"))).finding("resources_may_be_people") is None


def test_as_many_machines_as_kinds_of_work_are_machines(make_log: Any) -> None:
    assert diagnose(make_log(reports(2))).finding("resources_may_be_people") is None


def test_quantities_that_can_t_be_count_as_not_reported(make_log: Any) -> None:
    rows = reports(2, ordered_pieces=20.0, good_pieces=20.0, rejected_pieces=0.0) * 10
    rows[3] = {**rows[3], "good_pieces": 1e12}
    rows[6] = {**rows[6], "good_pieces": -5.0}

    diagnosis = diagnose(make_log(rows))

    codes = {each.code for each in diagnosis.findings if each.repaired}
    assert codes >= {"absurd_pieces", "negative_pieces"}
    good = diagnosis.repaired.rows.filter(pl.col("row").is_in([5, 8]))["good_pieces"]
    assert good.to_list() == [None, None]
    assert diagnosis.repaired.rows["good_pieces"].max() == 20.0


def test_a_booking_turned_back_takes_the_one_that_it_turns_back_with_it(make_log: Any) -> None:
    """Ten good pieces are reported, taken back and reported again as eight."""
    rows = reports(20, ordered_pieces=20.0, good_pieces=20.0, rejected_pieces=0.0)
    step = {"order": "X", "activity": "saw", "ordered_pieces": 10.0, "rejected_pieces": 0.0}
    at = {"start_at": MONDAY, "end_at": MONDAY + timedelta(hours=1)}
    rows += [{**step, **at, "good_pieces": pieces} for pieces in (10.0, 2.0, -10.0, 8.0)]

    diagnosis = diagnose(make_log(rows))

    finding = diagnosis.finding("negative_pieces")
    assert finding is not None
    assert finding.rows == (42, 44)
    left = diagnosis.repaired.rows.filter(order="X").sort("row")["good_pieces"]
    assert left.to_list() == [None, 2.0, None, 8.0]


def test_reports_in_thousands_throughout_are_told_and_not_taken_away(make_log: Any) -> None:
    rows = reports(20, ordered_pieces=20.0, good_pieces=20_000.0, rejected_pieces=0.0)

    diagnosis = diagnose(make_log(rows))

    finding = diagnosis.finding("pieces_in_other_unit")
    assert finding is not None
    assert not finding.repaired
    assert diagnosis.finding("absurd_pieces") is None
    assert diagnosis.repaired.rows["good_pieces"].to_list() == [20_000.0] * 40


def test_a_few_reports_in_dozens_are_counted_in_pieces_again(make_log: Any) -> None:
    rows = reports(20, ordered_pieces=24.0, good_pieces=24.0, rejected_pieces=0.0)
    for number in (3, 9, 12):
        rows[number] = {**rows[number], "good_pieces": 288.0}

    diagnosis = diagnose(make_log(rows))

    assert diagnosis.repaired.rows["good_pieces"].to_list() == [24.0] * 40
