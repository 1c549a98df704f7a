"""Staffing is cut into layers, the one with the longest hours first."""

import numpy as np

from simmitt.engine.factory.model import Shift
from simmitt.engine.fitting.staffing import Layer, shifts_by_day, staffing_layers
from simmitt.engine.spans import Spans
from simmitt.ground.units import DAY_S, HOUR_S, WEEK_S


def work(*shifts: tuple[int, float, float], weeks: int = 13) -> Spans:
    """Give stretches of so many people, Monday to Friday from and to some hour."""
    days = [week * WEEK_S + day * DAY_S for week in range(weeks) for day in range(5)]
    spans = [
        (midnight + from_h * HOUR_S, midnight + to_h * HOUR_S)
        for midnight in days
        for people, from_h, to_h in shifts
        for _ in range(people)
    ]
    start, end = (np.array(column) for column in zip(*spans, strict=True))
    return Spans(np.zeros(len(start), np.int64), start, end)


def weekdays(from_h: float, to_h: float) -> tuple[Shift, ...]:
    return tuple(Shift(day * DAY_S + from_h * HOUR_S, day * DAY_S + to_h * HOUR_S) for day in range(5))


def test_a_small_evening_shift_is_a_layer_of_its_own() -> None:
    layers = staffing_layers(work((5, 6.0, 14.0), (2, 14.0, 22.0)), people=5)

    assert layers == [Layer(2, weekdays(6.0, 22.0)), Layer(3, weekdays(6.0, 14.0))]


def test_a_day_off_now_and_then_is_no_closing() -> None:
    spans = work((3, 6.0, 14.0))
    there = np.random.default_rng(1).uniform(size=len(spans.start_s)) < 0.9
    some = Spans(spans.group[there], spans.start_s[there], spans.end_s[there])

    assert staffing_layers(some, people=3) == [Layer(3, weekdays(6.0, 14.0))]


def test_overtime_in_one_week_is_no_shift() -> None:
    spans = work((3, 6.0, 14.0))
    saturday = 5 * DAY_S + 4 * WEEK_S
    with_overtime = Spans(
        np.append(spans.group, 0),
        np.append(spans.start_s, saturday + 6 * HOUR_S),
        np.append(spans.end_s, saturday + 14 * HOUR_S),
    )

    assert staffing_layers(with_overtime, people=3) == [Layer(3, weekdays(6.0, 14.0))]


def test_a_night_shift_stands_under_both_its_days() -> None:
    night = [(22 * HOUR_S, DAY_S + 6 * HOUR_S)]

    assert shifts_by_day(night) == (Shift(22 * HOUR_S, DAY_S), Shift(DAY_S, DAY_S + 6 * HOUR_S))
