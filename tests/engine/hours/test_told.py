"""Hours that a shop tells itself, where its log holds no events."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import polars as pl
import pytest
from engine.conftest import log_of
from engine.quality.planting import daily_sums, of_machines

from simmitt.engine.eventlog.companions import SCHEMAS, Companions
from simmitt.engine.eventlog.log import SCHEMA, EventLog
from simmitt.engine.hours import learn_working_hours, planned_hours
from simmitt.ground.units import HOUR_S

MONDAY = datetime(2024, 1, 1)


def study(*stations: dict[str, Any]) -> EventLog:
    log = log_of([])
    rows = [{"row": n, "places": 1.0, **station} for n, station in enumerate(stations, start=2)]
    return replace(
        log,
        source=replace(log.source, sort="study"),
        companions=Companions(stations=pl.DataFrame(rows, schema=SCHEMAS["stations"])),
    )


def station(machine: str, hours: float, days: float, starts: str | None) -> dict[str, Any]:
    return {"machine": machine, "hours_per_week": hours, "days_per_week": days, "starts_at": starts}


def shifts_h(shifts: tuple[tuple[float, float], ...]) -> list[tuple[float, float]]:
    return [(start / HOUR_S, end / HOUR_S) for start, end in shifts]


def test_a_study_states_its_hours() -> None:
    hours = learn_working_hours(study(station("Mill", 40, 5, "06:30"), station("Press", 80, 5, "06:00")))

    assert hours.learnt_from == "study"
    assert shifts_h(hours.of("Mill").shifts) == [(24 * day + 6.5, 24 * day + 14.5) for day in range(5)]
    assert shifts_h(hours.plant.shifts) == [(24 * day + 6, 24 * day + 22) for day in range(5)]


def test_a_night_shift_goes_on_after_midnight_and_after_sunday() -> None:
    hours = learn_working_hours(study(station("Oven", 56, 7, "22:00")))

    assert hours.of("Oven").open_share() == pytest.approx(56 / 168)
    assert shifts_h(hours.of("Oven").shifts)[0] == (0, 6)


@pytest.mark.parametrize("starts", [None, "", "early", "25:00"])
def test_where_no_start_is_stated_the_day_begins_at_six(starts: str | None) -> None:
    hours = learn_working_hours(study(station("Mill", 40, 5, starts)))

    assert shifts_h(hours.of("Mill").shifts)[0] == (6, 14)


def test_a_station_that_never_rests_is_always_open() -> None:
    hours = learn_working_hours(study(station("Oven", 168, 7, "06:00")))

    assert shifts_h(hours.plant.shifts) == [(0, 168)]


def test_a_study_without_hours_has_none() -> None:
    hours = learn_working_hours(study({"machine": "Mill"}))

    assert hours.plant.shifts == ()
    assert planned_hours(hours, None, MONDAY, MONDAY + timedelta(weeks=2)) == 0.0
    assert hours.reason.in_language("en") == "The log tells nothing about working hours."


def test_sums_per_day_tell_how_long_a_day_is() -> None:
    """Sixteen hours planned, Monday to Friday; when they begin nobody says."""
    hours = learn_working_hours(daily_sums())

    assert hours.learnt_from == "daily"
    assert shifts_h(hours.of("Press 1").shifts) == [(24 * day + 6, 24 * day + 22) for day in range(5)]
    assert planned_hours(hours, "Press 1", MONDAY, MONDAY + timedelta(weeks=1)) == pytest.approx(80)
    assert "06:00" in hours.reason.in_language("en")


def test_sums_per_day_without_planned_time_have_no_hours() -> None:
    hours = learn_working_hours(daily_sums(planned_s=pl.lit(None, pl.Float64)))

    assert hours.plant.shifts == ()


def test_a_log_without_a_single_time_has_no_hours() -> None:
    log = EventLog(pl.DataFrame(schema=SCHEMA), log_of([]).source)

    assert learn_working_hours(log).plant.shifts == ()


def test_a_stop_of_a_machine_is_no_work() -> None:
    """The press runs from seven to three; from ten at night it is reported as broken down."""
    days = [MONDAY + timedelta(days=day) for day in range(56) if day % 7 < 5]
    spells = [("Press", day + timedelta(hours=7), day + timedelta(hours=15), "run") for day in days]
    spells += [("Press", day + timedelta(hours=22), day + timedelta(hours=26), "breakdown") for day in days]

    hours = learn_working_hours(of_machines(spells))

    assert shifts_h(hours.plant.shifts) == [(24 * day + 7, 24 * day + 15) for day in range(5)]
