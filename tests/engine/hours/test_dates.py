"""Dates that are not like their weekday: holidays, vacations, half days, days that nothing explains."""

from datetime import date

import pytest
from engine.conftest import tidy_shop
from engine.hours.years import dates_between, worked_year

from simmitt.engine.eventlog.log import EventLog
from simmitt.engine.hours import WorkingHours, learn_working_hours
from simmitt.engine.quality import diagnose
from simmitt.ground.workdays import holidays, named_holidays

FIRST, LAST = date(2025, 1, 13), date(2025, 12, 20)
RED_DAYS = {day for day in holidays(2025) if FIRST <= day <= LAST and day.weekday() < 5}
SUMMER = [day for day in dates_between(date(2025, 7, 7), date(2025, 8, 1)) if day.weekday() < 5]
INVENTORY = date(2025, 10, 15)
BRIDGE = date(2025, 5, 30)  # the Friday after Ascension Day


def names_of(hours: WorkingHours, sort: str) -> dict[date, str]:
    return {
        each.when: each.name.in_language("en") if each.name else ""
        for each in hours.notable
        if each.sort == sort
    }


@pytest.fixture(scope="module")
def year() -> WorkingHours:
    closed = {*RED_DAYS, *SUMMER, INVENTORY, BRIDGE}
    return learn_working_hours(worked_year(FIRST, LAST, closed=closed, half={date(2025, 4, 17)}))


def test_every_closed_date_is_found_and_no_other(year: WorkingHours) -> None:
    assert year.closed_dates == {*RED_DAYS, *SUMMER, INVENTORY, BRIDGE}


def test_holidays_are_named(year: WorkingHours) -> None:
    named = {each.when: each.name.in_language("en") for each in year.closed_holidays if each.name}

    assert named == {
        date(2025, 4, 18): "Good Friday",
        date(2025, 4, 21): "Easter Monday",
        date(2025, 5, 1): "the First of May",
        date(2025, 5, 29): "Ascension Day",
        BRIDGE: "a single day between a holiday and days off",
        date(2025, 6, 6): "the National Day",
        date(2025, 6, 20): "Midsummer Eve",
    }


def test_what_no_holiday_explains_is_told_as_that(year: WorkingHours) -> None:
    single = [each for each in year.closed_unexplained if each.when not in SUMMER]

    assert [each.when for each in single] == [INVENTORY]
    assert single[0].certainty > 0.999
    assert single[0].worked_share == 0.0


def test_four_weeks_in_july_are_the_industrial_vacation(year: WorkingHours) -> None:
    (vacation,) = year.vacations

    assert (vacation.first_date, vacation.last_date, vacation.days) == (SUMMER[0], SUMMER[-1], 20)
    assert vacation.name.in_language("en") == "industrial vacation"
    assert vacation.name.in_language("sv") == "industrisemester"


def test_half_a_day_before_a_holiday_is_named(year: WorkingHours) -> None:
    assert names_of(year, "half") == {date(2025, 4, 17): "the day before: Good Friday"}


def test_a_holiday_on_which_work_goes_on_is_named_and_stays_open() -> None:
    hours = learn_working_hours(worked_year(FIRST, LAST, closed=RED_DAYS - {date(2025, 6, 6)}))

    assert names_of(hours, "worked") == {date(2025, 6, 6): "the National Day"}
    assert date(2025, 6, 6) not in hours.closed_dates


def test_christmas_is_a_break() -> None:
    closed = dates_between(date(2024, 12, 23), date(2025, 1, 6))
    hours = learn_working_hours(worked_year(date(2024, 10, 7), date(2025, 3, 28), closed=closed))

    (vacation,) = hours.vacations
    assert vacation.name.in_language("en") == "Christmas break"
    assert {day for day in closed if day.weekday() < 5} == hours.closed_dates


@pytest.mark.parametrize("seed", range(6))
def test_a_quiet_shop_is_not_closed_whenever_chance_leaves_a_day_empty(seed: int) -> None:
    """Two jobs a day: on one day in eight nothing is begun."""
    log = worked_year(FIRST, LAST, jobs_a_day=2.0, machines=1, seed=seed)

    hours = learn_working_hours(log)

    worked = set(log.rows["start_at"].dt.date())
    assert len({day for day in dates_between(FIRST, LAST) if day.weekday() < 5} - worked) > 10
    assert {day for day in hours.closed_dates if day not in holidays(2025)} == set()


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_tidy_shop_has_no_closed_dates(seed: int) -> None:
    hours = learn_working_hours(tidy_shop(26, seed))

    assert hours.closed_dates == frozenset()
    assert hours.vacations == ()
    assert hours.learnt_from == "reports"


def test_a_log_of_two_weeks_says_nothing_about_dates() -> None:
    log = worked_year(date(2025, 3, 3), date(2025, 3, 14), closed={date(2025, 3, 11)})

    assert learn_working_hours(log).closed_dates == frozenset()


def test_weekends_that_are_never_worked_are_no_closed_dates(year: WorkingHours) -> None:
    assert all(each.when.weekday() < 5 for each in year.notable)


def test_the_real_shop_works_on_epiphany_and_never_closes(real_log: EventLog) -> None:
    hours = learn_working_hours(diagnose(real_log).repaired)

    assert hours.closed_dates == frozenset()
    assert names_of(hours, "worked") == {date(2012, 1, 6): "Epiphany"}


def test_every_year_has_its_sixteen_named_days() -> None:
    for year in (2005, 2012, 2024, 2026):
        assert len(named_holidays(year)) == 16
        assert holidays(year) <= set(named_holidays(year))
