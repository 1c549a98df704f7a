"""Open time between instants, held against counting it minute by minute."""

from datetime import date, datetime, timedelta

import numpy as np
import pytest
from engine.hours.years import midnight

from simmitt.engine.hours import WeeklyHours, WorkingHours, planned_hours
from simmitt.engine.spans import Floats
from simmitt.ground.units import DAY_S, HOUR_S, WEEK_S

MONDAY = datetime(2024, 1, 1)
MONDAY_S = (MONDAY - datetime(1970, 1, 1)).total_seconds()
CLOSED = frozenset(
    {date(2024, 1, 3), date(2024, 1, 4), date(2024, 1, 12), date(2024, 1, 14), date(2024, 2, 1)}
)


def week_of(*shifts: tuple[float, float]) -> WeeklyHours:
    seconds = tuple((start * HOUR_S, end * HOUR_S) for start, end in shifts)
    return WeeklyHours(seconds, (), 900.0, 10.0, 100, "machine")


DAYS = week_of(*((24 * day + 7, 24 * day + 16.5) for day in range(5)))
NIGHTS = week_of((0, 6), *((24 * day + 22, 24 * day + 30) for day in range(4)), (166, 168))
ALWAYS = week_of((0, 168))
NEVER = week_of()
HOURS = WorkingHours(DAYS, {"night": NIGHTS, "always": ALWAYS, "never": NEVER}, CLOSED)


def minutes_open(machine: str | None, start_s: float, end_s: float) -> float:
    """Count the open minutes one by one."""
    weekly = HOURS.plant if machine is None else HOURS.of(machine)
    counted = 0.0
    for at_s in np.arange(start_s, end_s, 60.0):
        middle = datetime(1970, 1, 1) + timedelta(seconds=float(at_s) + 30)
        in_week = middle.weekday() * DAY_S + (middle - midnight(middle)).total_seconds()
        is_open = any(start <= in_week < end for start, end in weekly.shifts)
        counted += 60.0 * (is_open and middle.date() not in CLOSED)
    return counted


def some_spans(n: int, longest_s: float) -> tuple[Floats, Floats]:
    random = np.random.default_rng(8)
    start_s = MONDAY_S + np.floor(random.uniform(-2 * DAY_S, 5 * WEEK_S, n) / 60) * 60
    return start_s, start_s + np.floor(random.uniform(0, longest_s, n) / 60) * 60


@pytest.mark.parametrize("machine", [None, "night", "always", "never", "unheard of"])
def test_open_time_is_what_counting_gives(machine: str | None) -> None:
    start_s, end_s = some_spans(60, 3 * DAY_S)

    found = HOURS.open_between(machine, start_s, end_s)

    assert found == pytest.approx([minutes_open(machine, *pair) for pair in zip(start_s, end_s, strict=True)])


def test_parts_add_up_to_the_whole() -> None:
    edges = MONDAY_S + np.sort(np.random.default_rng(3).uniform(0, 8 * WEEK_S, 500))

    for machine in (None, "night"):
        parts = HOURS.open_between(machine, edges[:-1], edges[1:])
        whole = HOURS.open_between(machine, edges[:1], edges[-1:])
        assert (parts >= -1e-6).all()
        assert parts.sum() == pytest.approx(whole[0])


def test_backwards_is_below_zero() -> None:
    start_s, end_s = np.array([MONDAY_S]), np.array([MONDAY_S + DAY_S])

    assert HOURS.open_between(None, end_s, start_s)[0] == -9.5 * HOUR_S


def test_a_closed_date_takes_its_hours_and_nothing_else() -> None:
    open_week = WorkingHours(DAYS, {})

    assert planned_hours(open_week, None, MONDAY, MONDAY + timedelta(weeks=1)) == pytest.approx(5 * 9.5)
    assert planned_hours(HOURS, None, MONDAY, MONDAY + timedelta(weeks=1)) == pytest.approx(3 * 9.5)
    assert planned_hours(HOURS, None, MONDAY, MONDAY + timedelta(days=2, hours=12)) == pytest.approx(2 * 9.5)


def test_a_night_shift_loses_only_the_hours_of_the_closed_date() -> None:
    """Wednesday and Thursday are closed: the night to Wednesday ends at midnight."""
    tuesday = MONDAY + timedelta(days=1, hours=12)

    assert planned_hours(HOURS, "night", tuesday, tuesday + timedelta(days=3)) == pytest.approx(2 + 6)


def test_nothing_between_no_instants() -> None:
    assert HOURS.open_between(None, np.zeros(0), np.zeros(0)).shape == (0,)
