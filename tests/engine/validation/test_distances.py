"""Distances between sets of orders."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import wasserstein_distance

from simmitt.engine.simulation.output import Floats
from simmitt.engine.simulation.seen import SeenOrders
from simmitt.engine.validation.distances import (
    lead_time_distance_h,
    midnights,
    throughput_distance,
    wasserstein,
    wip_at,
    wip_distance,
)
from simmitt.ground.units import DAY_S, HOUR_S, WEEK_S

SAMPLES = st.lists(st.floats(-1e4, 1e4), min_size=1, max_size=30).map(np.array)


@given(SAMPLES, SAMPLES)
def test_the_distance_is_that_of_the_reference(first: Floats, second: Floats) -> None:
    assert wasserstein(first, second) == pytest.approx(wasserstein_distance(first, second), abs=1e-7)


def test_a_shift_of_all_orders_is_the_distance() -> None:
    real = SeenOrders(np.array([0.0, 10.0]), np.array([0.0, 10.0]) + 4 * HOUR_S)
    slower = SeenOrders(real.first_s, real.last_s + 3 * HOUR_S)

    assert lead_time_distance_h(real, slower, 0.0) == pytest.approx(3.0)


def test_an_order_is_under_way_from_its_first_start_until_its_last_end() -> None:
    orders = SeenOrders(np.array([0.0, 5.0]), np.array([10.0, 20.0]))

    assert list(wip_at(orders, np.array([-1.0, 0.0, 5.0, 10.0, 20.0]))) == [0, 1, 2, 1, 0]


def test_one_order_more_each_day_is_a_distance_of_one() -> None:
    one = SeenOrders(np.array([0.0]), np.array([9 * DAY_S]))
    two = SeenOrders(np.array([0.0, 0.0]), np.array([9 * DAY_S, 9 * DAY_S]))

    assert wip_distance(one, two, DAY_S, 5 * DAY_S) == 1.0
    assert throughput_distance(one, two, 0.0, WEEK_S * 2) == 0.5


def test_the_window_s_own_ends_are_no_midnights_of_it() -> None:
    assert list(midnights(0.0, 3 * DAY_S) / DAY_S) == [1, 2]
