"""What a repair does to the rows, and mixtures of faults."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simmitt.engine.eventlog.log import SCHEMA, EventLog
from simmitt.engine.quality import NoUsableRow, diagnose

PLANTED = [20, 33, 150, 151, 400]


def altered(log: EventLog, rows: list[int], **columns: pl.Expr) -> EventLog:
    """Give the log with some columns changed in some rows."""
    hit = pl.col("row").is_in(rows)
    table = log.rows.with_columns(
        pl.when(hit).then(value).otherwise(name).alias(name) for name, value in columns.items()
    )
    return EventLog(table.cast(pl.Schema(SCHEMA)), log.source)


def found_rows(log: EventLog, code: str) -> list[int]:
    finding = diagnose(log).finding(code)
    assert finding is not None
    return list(finding.rows)


FAULTS: dict[str, dict[str, pl.Expr]] = {
    "missing_order_or_time": {"order": pl.lit(None, pl.String)},
    "missing_machine": {"machine": pl.lit(None, pl.String)},
    "missing_activity": {"activity": pl.lit(None, pl.String)},
    "end_before_start": {"start_at": pl.col("end_at"), "end_at": pl.col("start_at")},
    "zero_length": {"end_at": pl.col("start_at"), "reported_s": pl.lit(0.0)},
    "stated_duration_disagrees": {"reported_s": pl.col("reported_s") + 900},
    "near_identical_names": {"machine": pl.col("machine").str.to_uppercase() + " "},
    "default_midnight_times": {"start_at": pl.col("start_at").dt.truncate("1d")},
    "absurd_durations": {"end_at": pl.col("start_at") + timedelta(hours=200)},
    "negative_pieces": {"good_pieces": pl.lit(-5.0)},
    "absurd_pieces": {"good_pieces": pl.lit(90_000.0)},
    "scrap_beyond_made": {"rejected_pieces": pl.col("ordered_pieces") + 50},
    "far_dates": {
        "start_at": pl.col("start_at") + timedelta(days=3650),
        "end_at": pl.col("end_at") + timedelta(days=3650),
    },
    "activity_machine_disagree": {"activity": pl.lit("Milling - Mill 7"), "machine": pl.lit("Mill 2")},
}


def test_a_missing_end_counts_as_missing_time(tidy_log: EventLog) -> None:
    log = altered(tidy_log, PLANTED, end_at=pl.lit(None))

    assert found_rows(log, "missing_order_or_time") == PLANTED
    assert diagnose(log).repaired.rows.height == tidy_log.rows.height - len(PLANTED)


def test_repeats_are_dropped_and_the_first_stays(tidy_log: EventLog) -> None:
    copies = tidy_log.rows.filter(pl.col("row").is_in(PLANTED)).with_columns(pl.col("row") + 10_000)
    log = EventLog(pl.concat([tidy_log.rows, copies]), tidy_log.source)

    diagnosis = diagnose(log)

    assert found_rows(log, "exact_duplicates") == [row + 10_000 for row in PLANTED]
    assert diagnosis.repaired.rows.equals(tidy_log.rows)


def test_a_row_that_ends_before_it_starts_is_turned_round(tidy_log: EventLog) -> None:
    log = altered(tidy_log, PLANTED, **FAULTS["end_before_start"])

    assert diagnose(log).repaired.rows.equals(tidy_log.rows)


def test_several_spellings_become_the_commonest(tidy_log: EventLog) -> None:
    log = altered(tidy_log, PLANTED, activity=pl.col("activity").str.to_lowercase() + ".")

    assert diagnose(log).repaired.rows.equals(tidy_log.rows)


def test_numbers_that_differ_only_by_a_point_stay_apart(make_log: Callable[..., EventLog]) -> None:
    at = pl.datetime(2024, 1, 1)
    log = make_log([{"machine": "Press 1.2"}, {"machine": "Press 12"}])
    timed = EventLog(log.rows.with_columns(start_at=at, end_at=at + pl.duration(hours=1)), log.source)

    assert diagnose(timed).finding("near_identical_names") is None


def test_padded_rows_stay_as_visits_without_working_time(tidy_log: EventLog) -> None:
    rows = list(range(10, 400, 13))
    log = altered(tidy_log, rows, reported_s=pl.lit(0.0), end_at=pl.col("start_at") + timedelta(minutes=43))

    diagnosis = diagnose(log)

    assert found_rows(log, "padded_times") == rows
    kept = diagnosis.repaired.rows.filter(pl.col("row").is_in(rows))
    assert kept["start_at"].equals(log.rows.filter(pl.col("row").is_in(rows))["start_at"])
    assert (kept["end_at"] == kept["start_at"]).all()


def test_padding_is_found_where_no_duration_is_stated(tidy_log: EventLog) -> None:
    rows = list(range(10, 800, 7))
    unstated = altered(tidy_log, tidy_log.rows["row"].to_list(), reported_s=pl.lit(None))
    log = altered(unstated, rows, end_at=pl.col("start_at") + timedelta(minutes=37))

    diagnosis = diagnose(log)

    assert set(rows) <= set(found_rows(log, "constant_times"))
    assert diagnosis.repaired.rows.equals(log.rows)


def test_padding_from_midnight_loses_its_working_time_without_a_stated_duration(tidy_log: EventLog) -> None:
    rows = list(range(10, 800, 7))
    midnight = pl.col("start_at").dt.truncate("1d")
    log = altered(
        tidy_log, rows, reported_s=pl.lit(None), start_at=midnight, end_at=midnight + timedelta(minutes=37)
    )

    repaired = diagnose(log).repaired.rows.filter(pl.col("row").is_in(rows))

    assert (repaired["end_at"] == repaired["start_at"]).all()


def test_parallel_orders_are_explained_and_left_alone(tidy_log: EventLog) -> None:
    saw = tidy_log.rows.filter(machine="Saw 1")
    beside = saw.with_columns(pl.col("row") + 5_000, order="P-" + pl.col("order"), worker=pl.lit("second"))
    log = EventLog(pl.concat([tidy_log.rows, beside]), tidy_log.source)

    finding = diagnose(log).finding("machine_overlaps")

    assert finding is not None
    assert finding.count == saw.height
    assert finding.severity == "info"
    assert [(move.scope, round(move.before / move.after, 6)) for move in finding.effect.moves] == [
        ("Saw 1", 2.0)
    ]
    assert diagnose(log).repaired.rows.equals(log.rows)


def test_one_person_on_two_machines_is_explained(tidy_log: EventLog) -> None:
    log = altered(tidy_log, tidy_log.rows["row"].to_list(), worker=pl.lit("the same"))

    finding = diagnose(log).finding("worker_overlaps")

    assert finding is not None
    assert finding.severity == "info"


def test_a_week_of_silence_in_working_time_is_found(tidy_log: EventLog) -> None:
    silent = pl.col("start_at").is_between(pl.datetime(2024, 2, 5), pl.datetime(2024, 2, 10))
    log = EventLog(tidy_log.rows.filter(~silent), tidy_log.source)

    finding = diagnose(log).finding("clock_gaps")

    assert finding is not None
    assert finding.count == 1
    assert finding.details[0].values["start"].isoformat() < "2024-02-05T06"
    assert finding.details[0].values["end"].isoformat() > "2024-02-09T20"


def test_names_with_doubled_blanks_are_named(tidy_log: EventLog) -> None:
    log = altered(
        tidy_log, tidy_log.rows["row"].to_list(), machine=pl.col("machine").str.replace("Saw 1", "Saw  1")
    )

    finding = diagnose(log).finding("oddly_spaced_names")

    assert finding is not None
    assert [detail.values["name"] for detail in finding.details] == ["Saw  1"]


def test_orders_that_the_end_cuts_off_lengthen_the_median(make_log: Callable[..., EventLog]) -> None:
    """Orders enter daily and take 40 days in all; after 60 days the log stops."""
    rows: list[dict[str, Any]] = []
    for number in range(60):
        for visit in range(11):
            day = number + 4 * visit
            if day < 60:
                start = pl.datetime(2024, 1, 1) + pl.duration(days=day)
                rows.append({"order": f"A{number}", "at": start})
    days = [pl.select(row.pop("at")).item() for row in rows]
    log = make_log(
        [
            {**row, "start_at": at, "end_at": at + timedelta(hours=2)}
            for row, at in zip(rows, days, strict=True)
        ]
    )

    finding = diagnose(log).finding("open_orders")

    assert finding is not None
    assert finding.severity == "warning"
    (move,) = finding.effect.moves
    assert move.before < 0.85 * move.after
    assert move.after == pytest.approx(40 * 24 + 2, rel=0.05)


def test_a_log_without_a_single_usable_row_is_refused(tidy_log: EventLog) -> None:
    log = altered(tidy_log, tidy_log.rows["row"].to_list(), start_at=pl.lit(None))

    with pytest.raises(NoUsableRow):
        diagnose(log)


@pytest.mark.parametrize(("every", "letter"), [(2, "C"), (20, "A")])
def test_a_log_whose_starts_were_guessed_is_no_good_log(tidy_log: EventLog, every: int, letter: str) -> None:
    guessed = tidy_log.rows["row"].to_list()[::every]

    diagnosis = diagnose(altered(tidy_log, guessed, estimated=pl.lit(value=True)))

    assert diagnosis.grade == letter
    if letter == "C":
        assert diagnosis.grade_reason.in_language("en") == (
            "The start is estimated on 50% of the rows: only ends were reported."
        )


def test_a_log_of_one_row_gets_a_diagnosis(tidy_log: EventLog) -> None:
    diagnosis = diagnose(EventLog(tidy_log.rows.head(1), tidy_log.source))

    assert diagnosis.grade == "C"


@settings(max_examples=25, deadline=None)
@given(
    codes=st.sets(st.sampled_from(sorted(FAULTS)), min_size=1, max_size=3),
    rows=st.sets(st.integers(2, 800), min_size=4, max_size=12),
)
def test_any_mixture_of_faults_is_diagnosed_and_what_is_repaired_stays_repaired(
    tidy_log: EventLog, codes: set[str], rows: set[int]
) -> None:
    log = tidy_log
    for code in sorted(codes):
        log = altered(log, sorted(rows), **FAULTS[code])

    once = diagnose(log)
    twice = diagnose(once.repaired)

    assert once.findings
    assert {finding.code for finding in twice.findings if finding.repaired} == set()
    assert all(set(finding.rows) <= set(log.rows["row"]) for finding in once.findings)


@settings(max_examples=20, deadline=None)
@given(rows=st.sets(st.integers(2, 800), min_size=1, max_size=30))
def test_repeats_are_found_whichever_rows_they_repeat(tidy_log: EventLog, rows: set[int]) -> None:
    copies = tidy_log.rows.filter(pl.col("row").is_in(rows)).with_columns(pl.col("row") + 10_000)
    log = EventLog(pl.concat([tidy_log.rows, copies]).sort("start_at", maintain_order=True), tidy_log.source)

    assert set(found_rows(log, "exact_duplicates")) == {row + 10_000 for row in rows}
