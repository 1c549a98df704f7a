"""Working weeks of all shapes are learnt from what was reported."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import numpy as np
import pytest

from simmitt.engine.eventlog.log import EventLog
from simmitt.engine.hours import learn_working_hours, open_seconds, planned_hours
from simmitt.engine.quality import diagnose
from simmitt.ground.units import HOUR_S, WEEK_S

MONDAY = datetime(2024, 1, 1)
DAY, NIGHT = "Mill 1", "Press 2"

TWO_SHIFTS = [(24 * day + 6, 24 * day + 22) for day in range(5)]
NIGHTS = [(24 * day + 22, 24 * day + 30) for day in range(-1, 4)]
SUNDAY_TO_THURSDAY = [(24 * day + 7, 24 * day + 17) for day in (0, 1, 2, 3, 6)]
ALWAYS = [(0, 168)]

Shifts = list[tuple[int, int]]
WEEKS = 10


def worked(make_log: Callable[..., EventLog], **machines: Shifts) -> EventLog:
    """Make a log in which machines work jobs of about an hour, with pauses, within their shifts."""
    random = np.random.default_rng(2)
    rows: list[dict[str, Any]] = []
    for name, shifts in machines.items():
        for week in range(WEEKS):
            for first, last in shifts:
                at, end = (MONDAY + timedelta(weeks=week, hours=hour) for hour in (first, last))
                while at < end:
                    stop = min(at + timedelta(minutes=int(random.integers(30, 120))), end)
                    if random.random() < 0.8:
                        rows.append(
                            {"machine": name, "order": f"A{len(rows)}", "start_at": at, "end_at": stop}
                        )
                    at = stop
    return make_log(rows)


def hours_of(shifts: tuple[tuple[float, float], ...]) -> list[tuple[float, float]]:
    return [(start / HOUR_S, end / HOUR_S) for start, end in shifts]


@pytest.mark.parametrize("week", [TWO_SHIFTS, SUNDAY_TO_THURSDAY, ALWAYS])
def test_the_week_is_found_as_it_was_worked(make_log: Callable[..., EventLog], week: Shifts) -> None:
    log = worked(make_log, M1=week, M2=week, M3=week)

    hours = learn_working_hours(log)

    assert hours_of(hours.plant.shifts) == sorted(week)
    assert np.array(hours_of(hours.of("M2").shifts)) == pytest.approx(np.array(sorted(week)), abs=0.26)
    assert hours.plant.weeks == pytest.approx(10, abs=0.6)


def test_a_night_shift_crosses_midnight_and_the_turn_of_the_week(make_log: Callable[..., EventLog]) -> None:
    hours = learn_working_hours(worked(make_log, M1=NIGHTS, M2=NIGHTS))

    expected = [(0, 6), (22, 30), (46, 54), (70, 78), (94, 102), (166, 168)]
    assert hours_of(hours.plant.shifts) == expected


def test_each_machine_keeps_its_own_hours(make_log: Callable[..., EventLog]) -> None:
    hours = learn_working_hours(worked(make_log, **{DAY: SUNDAY_TO_THURSDAY, NIGHT: NIGHTS}))

    assert hours.of(DAY).open_share() == pytest.approx(50 / 168, abs=0.02)
    assert hours.of(NIGHT).open_share() == pytest.approx(40 / 168, abs=0.02)
    assert planned_hours(hours, DAY, MONDAY + timedelta(hours=18), MONDAY + timedelta(hours=30)) == 0.0


def test_a_machine_with_few_rows_takes_the_plants_hours(make_log: Callable[..., EventLog]) -> None:
    log = worked(make_log, M1=TWO_SHIFTS, M2=[(7, 9)])

    hours = learn_working_hours(log)

    assert hours.of("M2").learnt_from == "plant"
    assert hours.of("M2").shifts == hours.plant.shifts
    assert hours.of("unheard of") is hours.plant


def test_planned_hours_add_up_over_any_stretch(make_log: Callable[..., EventLog]) -> None:
    hours = learn_working_hours(worked(make_log, M1=TWO_SHIFTS))

    assert planned_hours(hours, None, MONDAY, MONDAY + timedelta(weeks=3)) == pytest.approx(240)
    assert planned_hours(
        hours, None, MONDAY + timedelta(hours=20), MONDAY + timedelta(hours=31)
    ) == pytest.approx(3)
    assert planned_hours(hours, None, MONDAY + timedelta(days=5), MONDAY + timedelta(days=7)) == 0.0


def test_open_time_runs_through_the_week_as_its_shifts_do(make_log: Callable[..., EventLog]) -> None:
    weekly = learn_working_hours(worked(make_log, M1=NIGHTS)).plant

    at = np.arange(0.0, 2 * WEEK_S + 1, 900.0)
    gained = np.diff(open_seconds(weekly, at + 4 * 86_400))

    in_week = (at[:-1] + 450) % WEEK_S
    is_open = np.any([(start <= in_week) & (in_week < end) for start, end in weekly.shifts], axis=0)
    assert gained == pytest.approx(900.0 * is_open)


def test_the_real_shop_works_sunday_to_thursday_and_half_of_friday(real_log: EventLog) -> None:
    hours = learn_working_hours(diagnose(real_log).repaired)

    level = np.array(hours.plant.level).reshape(7, -1).mean(axis=1)
    open_h = [
        planned_hours(hours, None, MONDAY + timedelta(days=d), MONDAY + timedelta(days=d + 1))
        for d in range(7)
    ]
    by_hour = np.array(hours.plant.level).reshape(7, 24, -1).mean(axis=2)
    assert open_h[:4] == [24, 24, 24, 24]
    assert open_h[6] == 24
    assert 10 <= open_h[4] <= 14
    assert open_h[5] <= 3
    assert level[5] < 0.25 * level[0]
    assert by_hour[:4, 9:16].mean() > 1.5 * by_hour[:4, :6].mean()
    assert hours.of("Quality Check 1").open_share() < 0.45
    assert hours.of("Machine 4 - Turning & Milling").open_share() > 0.8
