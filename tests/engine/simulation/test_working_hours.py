"""From the clock to working time and back."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from simmitt.engine.factory.model import Arrivals, Calendar, Distribution, Factory, Shift
from simmitt.engine.simulation import replicate
from simmitt.engine.simulation.kernel.compiled import called
from simmitt.engine.simulation.kernel.hours import after, begin_to_end_at, is_open, opens_at, work_between
from simmitt.engine.simulation.kernel.moving import Shop
from simmitt.engine.simulation.kernel.records import dtype_of
from simmitt.engine.simulation.weeks import weeks_of

MINUTE, HOUR, DAY, WEEK = 60.0, 3_600.0, 86_400.0, 604_800.0
DAY_SHIFT = Calendar("day", tuple(Shift(d * DAY + 7 * HOUR, d * DAY + 16 * HOUR) for d in range(5)))


@called
def ask(shop: Shop, at_s: float, work_s: float) -> tuple[float, float, float, float, bool]:
    end_s = after(shop, 0, at_s, work_s)
    begin_s = begin_to_end_at(shop, 0, end_s, work_s)
    return end_s, begin_s, work_between(shop, 0, at_s, end_s), opens_at(shop, 0, at_s), is_open(shop, 0, at_s)


class Hours:
    """One calendar, as the kernel sees it."""

    def __init__(self, calendar: Calendar, offset_s: float = 0.0) -> None:
        weeks = weeks_of({calendar.name: calendar.shifts}, offset_s)
        self.held = (weeks.calendars, weeks.shifts)
        self.shop: NDArray[np.void] = np.zeros(1, dtype_of(Shop))
        self.shop["calendars"] = weeks.calendars.ctypes.data
        self.shop["shifts"] = weeks.shifts.ctypes.data

    def ask(self, at_s: float, work_s: float = 1.0) -> tuple[float, float, float, float, bool]:
        return ask(self.shop[0], at_s, work_s)


def test_a_job_stops_at_shift_end_and_goes_on_next_shift(
    analytic_case: Callable[[str], dict[str, Any]],
) -> None:
    case = analytic_case("S10_calendar_trace")
    hours = Hours(DAY_SHIFT)

    free_s, finish = 0.0, []
    for release, work in case["params"]["jobs"]:
        free_s = hours.ask(max(free_s, release * MINUTE), work * MINUTE)[0]
        finish.append(free_s / MINUTE)

    assert finish == case["expected"]["finish"]


def test_work_begun_on_friday_afternoon_ends_on_monday(line: Callable[..., Factory]) -> None:
    friday_15 = 4 * DAY + 15 * HOUR
    # One order of regular arrivals comes in the middle of the window.
    factory = line([Distribution("fixed", 3 * HOUR)], arrivals=Arrivals("regular"), horizon_s=2 * friday_15)
    stations = tuple(replace(station, calendar="day") for station in factory.stations)
    factory = replace(factory, stations=stations, calendars=(DAY_SHIFT,))

    output = replicate(factory, replications=1, seed=1, orders=1, trace=True)

    assert output.released_s[0, 0] == friday_15
    assert output.finished_s[0, 0] == WEEK + 9 * HOUR
    assert output.trace is not None
    assert list(zip(output.trace.start_s, output.trace.end_s, strict=True)) == [
        (friday_15, friday_15 + HOUR),
        (WEEK + 7 * HOUR, WEEK + 9 * HOUR),
    ]
    # Five days, then Monday and Tuesday, of nine hours each before the window closes on Wednesday at six.
    expected = [3 * HOUR, 0.0, 0.0, 0.0, 60 * HOUR, 2 * friday_15 - 63 * HOUR]
    np.testing.assert_allclose(output.state_s[0, 0], expected)


def test_the_week_turns_with_the_day_that_the_window_opens() -> None:
    wednesday_noon = 2 * DAY + 12 * HOUR
    hours = Hours(DAY_SHIFT, wednesday_noon)

    assert hours.ask(0.0, 4 * HOUR)[0] == 4 * HOUR
    assert hours.ask(0.0, 5 * HOUR)[0] == DAY - 5 * HOUR + HOUR
    assert hours.ask(3 * DAY)[3] == 4 * DAY + 19 * HOUR
    assert not hours.ask(3 * DAY)[4]


@given(
    marks=st.lists(st.integers(0, 7 * 24 * 4), min_size=2, max_size=12, unique=True),
    offset=st.integers(0, 7 * 24 * 4),
    at=st.floats(0.0, 4 * WEEK),
    work=st.floats(1.0, 3 * WEEK),
)
@settings(max_examples=150, deadline=None)
def test_work_takes_as_long_as_there_are_working_hours_between(
    marks: list[int], offset: int, at: float, work: float
) -> None:
    edges = sorted(marks[: len(marks) // 2 * 2])
    shifts = tuple(
        Shift(start * HOUR / 4, end * HOUR / 4) for start, end in zip(edges[::2], edges[1::2], strict=True)
    )
    if shifts == (Shift(0.0, WEEK),):
        return
    hours = Hours(Calendar("any", shifts), offset * HOUR / 4)

    end_s, begin_s, worked_s, opens_s, is_open_now = hours.ask(at, work)

    assert worked_s == pytest.approx(work, abs=1e-6)
    assert hours.ask(begin_s, work)[0] == pytest.approx(end_s, abs=1e-6)
    assert opens_s > at - 1e-4
    assert hours.ask(opens_s + 1.0)[4]
    assert not is_open_now or hours.ask(at, 1e-6)[0] < at + 1e-5


def test_shifts_that_touch_are_one_and_a_full_week_is_no_calendar() -> None:
    halves = (Shift(0.0, 4 * DAY), Shift(4 * DAY, WEEK))
    night = (Shift(6 * DAY + 22 * HOUR, 7 * DAY + 6 * HOUR),)

    weeks = weeks_of({"always": halves, "night": night}, 0.0)

    assert weeks.number["always"] == -1
    assert [tuple(shift) for shift in weeks.shifts] == [
        (0.0, 6 * HOUR, 0.0),
        (6 * DAY + 22 * HOUR, WEEK, 6 * HOUR),
    ]


def test_the_window_opens_on_the_weekday_of_its_date(line: Callable[..., Factory]) -> None:
    factory = line([Distribution("fixed", HOUR)], horizon_s=DAY)
    stations = tuple(replace(station, calendar="day") for station in factory.stations)
    factory = replace(factory, stations=stations, calendars=(DAY_SHIFT,))

    monday = replicate(factory, replications=1, seed=1, starts_at=datetime(2024, 1, 1))
    sunday = replicate(factory, replications=1, seed=1, starts_at=datetime(2024, 1, 7))

    assert monday.visits[0, 0] == 9
    assert sunday.visits[0, 0] == 0
    assert sunday.state_s[0, 0, 5] == DAY
