"""A plan of shifts takes the place of what reports teach, if people work when it says."""

from datetime import date, timedelta

import pytest
from engine.hours.years import dates_between, log_of_jobs, midnight, with_plan, worked_year

from simmitt.engine.hours import learn_working_hours
from simmitt.engine.quality import diagnose
from simmitt.ground.units import HOUR_S

FIRST, LAST = date(2025, 1, 13), date(2025, 4, 11)
WORKED = [day for day in dates_between(FIRST, LAST) if day.weekday() < 5]
ONE_WEEK = dates_between(date(2024, 6, 3), date(2024, 6, 7))


def shifts_h(shifts: tuple[tuple[float, float], ...]) -> list[tuple[float, float]]:
    return [(start / HOUR_S, end / HOUR_S) for start, end in shifts]


def test_a_plan_that_people_follow_is_taken() -> None:
    log = with_plan(worked_year(FIRST, LAST), WORKED, 6.75, 16.25)

    hours = learn_working_hours(log)

    assert hours.learnt_from == "plan"
    assert shifts_h(hours.plant.shifts) == [(24 * day + 6.75, 24 * day + 16.25) for day in range(5)]
    assert hours.of("M1").shifts == hours.plant.shifts
    assert hours.of("M1").learnt_from == "plant"
    assert "100%" in hours.reason.in_language("en")
    assert diagnose(log).finding("shifts_disagree") is None


def test_one_planned_week_is_meant_for_all() -> None:
    hours = learn_working_hours(with_plan(worked_year(FIRST, LAST), ONE_WEEK, 7, 16))

    assert hours.learnt_from == "plan"
    assert shifts_h(hours.plant.shifts) == [(24 * day + 7, 24 * day + 16) for day in range(5)]
    assert hours.closed_dates == frozenset()


def test_a_date_that_the_plan_leaves_out_is_closed() -> None:
    left_out = date(2025, 2, 19)
    planned = [day for day in WORKED if day != left_out]
    log = with_plan(worked_year(FIRST, LAST, closed={left_out}), planned, 7, 16)

    hours = learn_working_hours(log)

    assert hours.learnt_from == "plan"
    assert hours.closed_dates == {left_out}
    assert [each.when for each in hours.notable if each.sort == "closed"] == [left_out]


def test_a_pattern_laid_over_the_calendar_opens_no_holiday() -> None:
    closed = {date(2025, 4, 18), date(2025, 4, 21)}
    whole = dates_between(FIRST, date(2025, 5, 9))
    log = worked_year(FIRST, date(2025, 5, 9), closed=closed | {date(2025, 5, 1)})

    hours = learn_working_hours(with_plan(log, [day for day in whole if day.weekday() < 5], 7, 16))

    assert hours.learnt_from == "plan"
    assert hours.closed_dates == closed | {date(2025, 5, 1)}
    assert [each.name.in_language("en") for each in hours.closed_holidays if each.name] == [
        "Good Friday",
        "Easter Monday",
        "the First of May",
    ]


def test_a_machine_with_shifts_of_its_own_has_them() -> None:
    night = [
        ("Press", midnight(day) + timedelta(hours=hour), midnight(day) + timedelta(hours=hour + 1))
        for day in WORKED
        for hour in (17, 19, 21)
    ]
    day_log = worked_year(FIRST, LAST)
    jobs = [*day_log.rows.select("machine", "start_at", "end_at").iter_rows(), *night]
    log = with_plan(with_plan(log_of_jobs(jobs), WORKED, 7, 16), WORKED, 17, 22, machine="Press")

    hours = learn_working_hours(log)

    assert hours.learnt_from == "plan"
    assert shifts_h(hours.of("Press").shifts) == [(24 * day + 17, 24 * day + 22) for day in range(5)]
    assert hours.of("Press").learnt_from == "machine"
    assert shifts_h(hours.plant.shifts) == [(24 * day + 7, 24 * day + 16) for day in range(5)]


def test_a_plan_that_nobody_follows_is_not_taken_and_found() -> None:
    log = with_plan(worked_year(FIRST, LAST), WORKED, 12, 20)

    hours = learn_working_hours(log)

    assert hours.learnt_from == "reports"
    assert hours.plant.shifts == learn_working_hours(worked_year(FIRST, LAST)).plant.shifts
    assert "outside" in hours.reason.in_language("en")
    finding = diagnose(log).finding("shifts_disagree")
    assert finding is not None
    assert finding.effect.moves[0].before > finding.effect.moves[0].after


def test_a_plan_with_many_days_that_are_never_worked_is_not_taken() -> None:
    every_day = dates_between(FIRST, LAST)
    log = with_plan(worked_year(FIRST, LAST), every_day, 6, 17)

    hours = learn_working_hours(log)

    assert hours.learnt_from == "reports"
    assert diagnose(log).finding("shifts_disagree") is not None


def test_a_plan_for_a_part_of_the_time_is_not_taken() -> None:
    hours = learn_working_hours(with_plan(worked_year(FIRST, LAST), WORKED[:20], 7, 16))

    assert hours.learnt_from == "reports"
    assert hours.reason.values["share"] < 0.4


def test_a_plan_for_another_year_is_as_good_as_none() -> None:
    log = worked_year(FIRST, LAST)
    later = [day + timedelta(days=728) for day in WORKED]

    hours = learn_working_hours(with_plan(log, later, 7, 16))

    assert hours.reason == learn_working_hours(log).reason
    assert hours.learnt_from == "reports"


@pytest.mark.parametrize("last_h", [16.1, 16.2])
def test_a_shift_that_ends_between_quarters_is_rounded_to_them(last_h: float) -> None:
    hours = learn_working_hours(with_plan(worked_year(FIRST, LAST), WORKED, 7, last_h))

    assert hours.learnt_from == "plan"
    ((start_h, end_h), *_) = shifts_h(hours.plant.shifts)
    assert start_h == 7
    assert end_h == pytest.approx(last_h, abs=0.125)
