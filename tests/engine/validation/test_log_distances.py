"""The eight distances of the field on logs small enough to compute by hand."""

from datetime import datetime, timedelta

import polars as pl
import pytest

from simmitt.engine.validation.log_distances import (
    DISTANCES,
    log_distances,
    n_gram_distance,
    within_window,
)

MONDAY = datetime(2024, 1, 1)


def log(*rows: tuple[str, str, str, float, float]) -> pl.DataFrame:
    """Make a log of case, activity, resource, and hours since Monday 00:00 of start and end."""
    names = ["case_id", "activity", "resource"]
    table = pl.DataFrame([row[:3] for row in rows], schema=names, orient="row")
    starts = pl.Series("start_time", [MONDAY + timedelta(hours=row[3]) for row in rows])
    ends = pl.Series("end_time", [MONDAY + timedelta(hours=row[4]) for row in rows])
    return table.with_columns(starts, ends)


TWO = log(("1", "saw", "A", 8, 9), ("1", "mill", "B", 10, 12), ("2", "saw", "A", 9, 10))


def test_like_logs_lie_nowhere_apart() -> None:
    assert log_distances(TWO, TWO) == dict.fromkeys(DISTANCES, 0.0)


def test_pairs_of_activities_are_counted_with_the_ends_of_their_orders() -> None:
    # Real: (start, saw) (saw, mill) (mill, end). Simulated: (start, saw) (saw, end).
    real = log(("1", "saw", "A", 8, 9), ("1", "mill", "B", 10, 12))
    simulated = log(("1", "saw", "A", 8, 9))

    assert n_gram_distance(real, simulated, 2) == pytest.approx(3 / 5)


def test_an_order_whose_activities_are_swapped_shares_no_triple() -> None:
    real = log(("1", "saw", "A", 8, 9), ("1", "mill", "B", 10, 12))
    swapped = log(("1", "mill", "B", 8, 9), ("1", "saw", "A", 10, 12))

    assert log_distances(real, swapped)["ngd3"] == 1.0


def test_three_hours_later_is_three_hours_apart_where_the_clock_counts() -> None:
    later = TWO.with_columns(pl.col("start_time", "end_time") + timedelta(hours=3))

    found = log_distances(TWO, later)

    assert (found["aed"], found["car"]) == (3.0, 3.0)
    assert found["ced"] == pytest.approx(3 / 7)  # on one weekday of seven
    assert (found["red"], found["ctd"], found["ngd3"]) == (0.0, 0.0, 0.0)


def test_lead_times_count_in_whole_hours_over_the_shortest() -> None:
    real = log(("1", "saw", "A", 8, 9), ("2", "saw", "A", 8, 12))  # 1 and 4 hours: 0 and 3 over the shortest
    simulated = log(("1", "saw", "A", 8, 9.9), ("2", "saw", "A", 8, 14.5))  # 1.9 and 6.5: 0 and 5

    assert log_distances(real, simulated)["ctd"] == 1.0


def test_time_since_the_start_of_the_order_is_that_of_starts_and_ends() -> None:
    real = log(("1", "saw", "A", 8, 9), ("1", "mill", "B", 10, 12))  # 0 1 2 4
    waits = log(("1", "saw", "A", 8, 9), ("1", "mill", "B", 14, 16))  # 0 1 6 8

    assert log_distances(real, waits)["red"] == 2.0


def test_a_weekday_that_one_log_alone_knows_lies_a_day_apart() -> None:
    tuesday_too = pl.concat([TWO, log(("3", "saw", "A", 32, 33))])

    found = log_distances(TWO, tuesday_too)

    assert found["ced"] == pytest.approx(23 / 7)
    assert found["cwd"] == pytest.approx(23 / 7)


def test_people_count_once_an_hour_and_by_their_number() -> None:
    # Monday: one person seen at 8 and one at 9; simulated: two at 8, one at 9.
    real = log(("1", "saw", "A", 8, 8.5), ("2", "saw", "B", 9, 9.5))
    simulated = log(("1", "saw", "A", 8, 8.5), ("2", "saw", "C", 8, 8.5), ("3", "saw", "B", 9, 9.5))

    # Shares at 8 o'clock: 1/2 and 2/3.
    assert log_distances(real, simulated)["cwd"] == pytest.approx((2 / 3 - 1 / 2) / 7)


def test_what_the_window_would_not_have_seen_is_left_out() -> None:
    longer = pl.concat([TWO, log(("3", "saw", "A", 11, 13))])

    assert within_window(longer, TWO).height == TWO.height
