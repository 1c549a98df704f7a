"""From values to places."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simmitt.engine.report.charts.scale import scale_over

values = st.floats(-1e9, 1e9, allow_nan=False)


@given(st.lists(values, max_size=8), st.integers(2, 9), st.booleans(), st.booleans())
def test_a_scale_holds_every_value_in_order(
    given: list[float], most: int, from_zero: bool, snug: bool
) -> None:
    scale = scale_over(given, 10, 500, from_zero=from_zero, most=most, snug=snug)

    places = [scale.at(value) for value in sorted(given)]
    assert places == sorted(places)
    assert all(9.9 <= place <= 500.1 for place in places)
    assert all(9.9 <= scale.at(tick) <= 500.1 for tick in scale.ticks)
    assert len(scale.ticks) <= most + 2


def test_ticks_are_round_and_written_in_the_language() -> None:
    scale = scale_over([0.13, 1.42], 0, 100, most=6)

    assert [scale.label(tick, "sv") for tick in scale.ticks] == ["0,0", "0,5", "1,0", "1,5"]
    assert scale_over([-1500, 0], 0, 1, most=4).label(-1000, "en") == "−1,000"


@pytest.mark.parametrize("odd", [math.nan, math.inf, -math.inf])
def test_what_is_no_number_is_refused(odd: float) -> None:
    with pytest.raises(AssertionError):
        scale_over([1.0, odd], 0, 100)
    with pytest.raises(AssertionError):
        scale_over([1.0, 2.0], 0, 100).at(odd)
