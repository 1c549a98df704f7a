"""Working days as a Swedish office counts them."""

from datetime import date

import pytest

from simmitt.ground.workdays import (
    easter_sunday,
    holidays,
    is_working_day,
    working_days_after,
    working_days_until,
)

# As printed in almanacs.
EASTERS = [
    *(date(2000, 4, 23), date(2008, 3, 23), date(2024, 3, 31), date(2026, 4, 5)),
    *(date(2038, 4, 25), date(2285, 3, 22)),
]


@pytest.mark.parametrize("easter", EASTERS)
def test_easter_falls_where_the_almanac_says(easter: date) -> None:
    assert easter_sunday(easter.year) == easter


def test_the_holidays_of_a_year() -> None:
    assert sorted(holidays(2026)) == [
        date(2026, 1, 1), date(2026, 1, 6), date(2026, 4, 3), date(2026, 4, 6), date(2026, 5, 1),
        date(2026, 5, 14), date(2026, 6, 6), date(2026, 6, 19), date(2026, 12, 24), date(2026, 12, 25),
        date(2026, 12, 26), date(2026, 12, 31),
    ]  # fmt: skip


@pytest.mark.parametrize(("year", "day"), [(2024, 21), (2025, 20), (2026, 19), (2027, 25), (2028, 23)])
def test_midsummer_eve_is_the_friday_between_the_nineteenth_and_the_twenty_fifth(year: int, day: int) -> None:
    assert date(year, 6, day) in holidays(year)


def test_all_saints_is_a_saturday_and_needs_no_rule() -> None:
    assert not is_working_day(date(2026, 10, 31))
    assert is_working_day(date(2026, 10, 30))


@pytest.mark.parametrize(
    ("start", "days", "last"),
    [
        (date(2026, 11, 25), 5, date(2026, 12, 2)),  # over a weekend
        (date(2026, 11, 28), 1, date(2026, 11, 30)),  # from a Saturday
        (date(2026, 4, 1), 2, date(2026, 4, 7)),  # over Easter
        (date(2026, 6, 18), 1, date(2026, 6, 22)),  # over Midsummer
        (date(2026, 12, 23), 5, date(2027, 1, 5)),  # over Christmas and New Year
        (date(2026, 11, 25), 0, date(2026, 11, 25)),
    ],
)
def test_so_many_working_days_later(start: date, days: int, last: date) -> None:
    assert working_days_after(start, days) == last


@pytest.mark.parametrize(
    ("start", "end", "left"),
    [
        (date(2026, 11, 25), date(2026, 11, 25), 0),
        (date(2026, 11, 25), date(2026, 11, 27), 2),
        (date(2026, 11, 27), date(2026, 11, 30), 1),  # over a weekend
        (date(2026, 12, 23), date(2026, 12, 28), 1),  # over Christmas
        (date(2026, 11, 30), date(2026, 11, 27), -1),
    ],
)
def test_weekends_and_holidays_are_not_counted_as_time_left(start: date, end: date, left: int) -> None:
    assert working_days_until(start, end) == left
