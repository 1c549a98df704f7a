from datetime import datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import polars as pl
import pytest

from simmitt.engine.eventlog.clock_changes import STOCKHOLM, changes_of, clock_changes

SPRING = datetime(2025, 3, 30)
AUTUMN = datetime(2025, 10, 26)


def at(day: datetime, hour: int, minute: int = 0) -> datetime:
    return day + timedelta(hours=hour, minutes=minute)


def moments(*values: datetime | None) -> pl.Series:
    return pl.Series(values, dtype=pl.Datetime("us"))


def test_the_clock_of_stockholm_changes_on_the_last_sundays_of_march_and_october() -> None:
    days = [(one.before_at, one.after_at) for year in (2024, 2025, 2026) for one in changes_of(year)]

    assert days == [
        (datetime(2024, 3, 31, 2), datetime(2024, 3, 31, 3)),
        (datetime(2024, 10, 27, 3), datetime(2024, 10, 27, 2)),
        (datetime(2025, 3, 30, 2), datetime(2025, 3, 30, 3)),
        (datetime(2025, 10, 26, 3), datetime(2025, 10, 26, 2)),
        (datetime(2026, 3, 29, 2), datetime(2026, 3, 29, 3)),
        (datetime(2026, 10, 25, 3), datetime(2026, 10, 25, 2)),
    ]
    assert [one.shift_s for one in changes_of(2025)] == [3600.0, -3600.0]


def test_a_time_within_the_hour_that_is_left_out_cannot_exist() -> None:
    found = clock_changes(
        moments(at(SPRING, 1, 59), at(SPRING, 2), at(SPRING, 2, 59), at(SPRING, 3)),
        moments(at(SPRING, 2, 30), at(SPRING, 4), at(SPRING, 4), at(SPRING, 4)),
    )

    assert found.start_in_missing_hour.to_list() == [False, True, True, False]
    assert found.end_in_missing_hour.to_list() == [True, False, False, False]
    assert not found.start_in_double_hour.any()


def test_a_time_within_the_hour_that_comes_twice_is_ambiguous() -> None:
    found = clock_changes(
        moments(at(AUTUMN, 1, 59), at(AUTUMN, 2), at(AUTUMN, 2, 59), at(AUTUMN, 3)),
        moments(at(AUTUMN, 2, 30), at(AUTUMN, 4), at(AUTUMN, 3), at(AUTUMN, 4)),
    )

    assert found.start_in_double_hour.to_list() == [False, True, True, False]
    assert found.end_in_double_hour.to_list() == [True, False, False, False]
    assert not found.start_in_missing_hour.any()


def test_a_report_across_a_change_is_an_hour_shorter_or_longer_than_its_clock_times() -> None:
    start = moments(at(SPRING, -2), at(AUTUMN, -2), at(SPRING, 3), at(SPRING, -3), None)
    end = moments(at(SPRING, 6), at(AUTUMN, 6), at(SPRING, 6), at(SPRING, 1), at(SPRING, 6))

    found = clock_changes(start, end)

    zone = ZoneInfo(STOCKHOLM)
    true_s = [
        (late.replace(tzinfo=zone).timestamp() - early.replace(tzinfo=zone).timestamp())
        for early, late in zip(start.to_list()[:4], end.to_list()[:4], strict=True)
    ]
    on_wall_s = (end - start).dt.total_seconds().to_list()[:4]
    assert found.spans_change.to_list() == [True, True, False, False, False]
    assert [wall - shift for wall, shift in zip(on_wall_s, found.shift_s, strict=False)] == true_s


def test_a_log_without_a_change_or_without_times_has_nothing_to_tell() -> None:
    summer = moments(datetime(2025, 6, 2, 7), datetime(2025, 6, 3, 7))

    assert not clock_changes(summer, summer + timedelta(hours=8)).any
    assert not clock_changes(moments(), moments()).any
    assert not clock_changes(moments(None), moments(None)).any


def test_a_zone_that_keeps_one_clock_has_no_changes() -> None:
    start = moments(at(SPRING, 1), at(AUTUMN, 1))

    found = clock_changes(start, start + timedelta(hours=5), zone="Africa/Johannesburg")

    assert (found.changes, found.any) == ((), False)


def test_a_stray_year_in_a_log_does_no_harm() -> None:
    start = moments(datetime(1, 1, 1), at(SPRING, 1), datetime(9999, 12, 31))

    found = clock_changes(start, start + timedelta(hours=3))

    assert found.spans_change.to_list() == [False, True, False]


def test_an_unknown_zone_is_refused() -> None:
    with pytest.raises(ZoneInfoNotFoundError):
        clock_changes(moments(at(SPRING, 1)), moments(at(SPRING, 5)), zone="Europe/Nowhere")
