"""Values with their intervals."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from simmitt.ground.intervals import Estimate, of_outcomes


def test_eight_outcomes_in_ten_lie_within_the_span() -> None:
    outcomes = np.arange(101)

    estimate = of_outcomes(outcomes)

    assert estimate == Estimate(50.0, 10.0, 90.0, "outcomes_80")


@given(st.lists(st.floats(-1e9, 1e9), min_size=1))
def test_the_value_lies_between_low_and_high(outcomes: list[float]) -> None:
    estimate = of_outcomes(outcomes)

    assert estimate.low <= estimate.value <= estimate.high
