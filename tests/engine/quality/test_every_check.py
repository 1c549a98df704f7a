"""Every check finds what is planted for it, in the rows where it was planted, and is silent otherwise."""

from dataclasses import replace

import polars as pl
import pytest
from engine.quality.planted_daily import DAYS
from engine.quality.planted_flow import FLOW
from engine.quality.planted_rows import ROWS
from engine.quality.planting import LATER, Case, daily_sums, tidy

from simmitt.engine.eventlog.log import EventLog
from simmitt.engine.quality import CODES, diagnose
from simmitt.ground.texts import LANGUAGES

CASES = {**ROWS, **FLOW, **DAYS}
REPAIRED = {
    "missing_order_or_time", "near_identical_names", "end_before_start", "far_dates", "future_dates",
    "order_number_reused", "negative_pieces", "pieces_in_other_unit", "absurd_pieces", "padded_times",
    "exact_duplicates", "daily_without_date", "daily_negative", "daily_twice",
}  # fmt: skip
CLEAN = {"tidy": [(12, 1), (12, 2), (12, 5), (16, 3), (26, 4)], "fuller": [(13, 7)]}


def test_every_check_has_a_case_and_every_case_its_check() -> None:
    assert set(CASES) == set(CODES)
    assert len(CODES) == len(set(CODES))
    assert len(CODES) >= 25


@pytest.mark.parametrize("code", CODES)
def test_what_is_planted_is_found_where_it_was_planted(code: str) -> None:
    case: Case = CASES[code]()

    finding = diagnose(case.log, today=case.today).finding(code)

    assert finding is not None
    if case.rows is not None:
        assert set(finding.rows) == case.rows
    assert finding.repaired == (code in REPAIRED)
    assert not finding.left


@pytest.mark.parametrize("code", CODES)
def test_a_finding_speaks_both_languages(code: str) -> None:
    case: Case = CASES[code]()

    finding = diagnose(case.log, today=case.today).finding(code)

    assert finding is not None
    assert finding.about is not None
    parts = (finding.title, finding.about, finding.effect.text, finding.repair, *finding.details)
    assert all(part.in_language(language) for part in parts for language in LANGUAGES)


@pytest.mark.parametrize(("weeks", "seed"), [(12, 1), (12, 2), (12, 5), (16, 3), (26, 4)])
def test_nothing_is_found_in_a_tidy_log(weeks: int, seed: int) -> None:
    diagnosis = diagnose(tidy(weeks, seed), today=LATER)

    assert [finding.code for finding in diagnosis.findings] == []
    assert diagnosis.grade == "A"
    assert diagnosis.repaired.rows.equals(tidy(weeks, seed).rows)


def test_nothing_is_found_in_tidy_daily_sums() -> None:
    assert diagnose(daily_sums()).findings == ()


@pytest.mark.parametrize("code", sorted(REPAIRED))
def test_what_is_to_be_left_is_told_and_not_repaired(code: str) -> None:
    case: Case = CASES[code]()

    diagnosis = diagnose(case.log, leave=frozenset({code}), today=case.today)

    finding = diagnosis.finding(code)
    assert finding is not None
    assert finding.left
    assert not finding.repaired
    assert finding.repair.in_language("en") == "Left as it is, as you asked."
    assert _rows(diagnosis.repaired, finding.rows) == _rows(case.log, finding.rows)


def _rows(log: EventLog, numbers: tuple[int, ...]) -> list[tuple[object, ...]]:
    table = log.rows if log.tells_events else log.companions.daily
    assert table is not None
    by_number = {row[0]: row for row in table.iter_rows()}
    return [by_number[number] for number in numbers]


def test_a_check_without_a_repair_is_not_called_left() -> None:
    case: Case = CASES["zero_length"]()

    finding = diagnose(case.log, leave=frozenset({"zero_length"})).finding("zero_length")

    assert finding is not None
    assert not finding.left
    assert finding == diagnose(case.log).finding("zero_length")


def test_a_case_can_be_made_twice() -> None:
    assert CASES["change"]().log.rows.equals(CASES["change"]().log.rows)
    assert replace(CASES["change"](), rows=None) is not None


def test_without_a_day_told_no_row_lies_in_the_future_whatever_the_clock_says() -> None:
    case = CASES["future_dates"]()
    ahead = replace(
        case.log, rows=case.log.rows.with_columns(pl.col("start_at", "end_at").dt.offset_by("500y"))
    )

    assert diagnose(ahead).finding("future_dates") is None
    assert diagnose(ahead, today=LATER).finding("future_dates") is not None
