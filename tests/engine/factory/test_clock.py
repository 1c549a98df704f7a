"""Working time from clock time."""

import numpy as np

from simmitt.engine.factory.clock import work_clock
from simmitt.engine.factory.model import Calendar, Shift
from simmitt.ground.units import DAY_S, HOUR_S, WEEK_S


def test_a_day_shift_counts_only_its_own_hours() -> None:
    clock = work_clock(
        Calendar("day", (Shift(6 * HOUR_S, 14 * HOUR_S), Shift(DAY_S + 6 * HOUR_S, DAY_S + 14 * HOUR_S)))
    )

    worked = clock.worked([0.0, 7 * HOUR_S, 20 * HOUR_S, DAY_S + 8 * HOUR_S, WEEK_S + 7 * HOUR_S])

    assert np.allclose(worked / HOUR_S, [0.0, 1.0, 8.0, 10.0, 17.0])


def test_a_shift_past_sunday_midnight_goes_on_on_monday() -> None:
    clock = work_clock(Calendar("night", (Shift(WEEK_S - 2 * HOUR_S, WEEK_S + 6 * HOUR_S),)))

    assert np.allclose(clock.worked([0.0, 3 * HOUR_S, DAY_S]) / HOUR_S, [0.0, 3.0, 6.0])
    assert clock.week_s == 8 * HOUR_S


def test_without_shifts_work_never_stops() -> None:
    clock = work_clock(Calendar("always"))

    assert np.allclose(clock.worked([0.0, 5.0, 2 * WEEK_S + 1.0]), [0.0, 5.0, 2 * WEEK_S + 1.0])
