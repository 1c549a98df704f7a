"""Weeks inside their bands as often as promised."""

from datetime import datetime

import numpy as np
import pytest

from simmitt.engine.simulation.output import Floats
from simmitt.engine.simulation.seen import SeenOrders
from simmitt.engine.validation.held_out import held_out_weeks, promised_share, weekly, whole_weeks
from simmitt.ground.units import DAY_S, WEEK_S

MONDAY = datetime(2024, 1, 1)


def test_a_last_week_that_is_cut_off_does_not_count() -> None:
    assert list(whole_weeks(WEEK_S, 3.9 * WEEK_S) / WEEK_S) == [1, 2]
    assert len(whole_weeks(WEEK_S, 1.5 * WEEK_S)) == 0


def test_throughput_counts_orders_last_seen_in_the_week() -> None:
    orders = SeenOrders(np.zeros(3), np.array([0.5, 1.0, 1.5]) * WEEK_S)

    assert list(weekly(orders, np.array([0.0, WEEK_S]), "throughput")) == [2, 1]


def test_wip_is_the_mean_of_the_week_s_midnights() -> None:
    orders = SeenOrders(np.array([0.0, 0.0]), np.array([3.5 * DAY_S, 20 * DAY_S]))

    assert list(weekly(orders, np.array([0.0, WEEK_S]), "wip")) == [(4 * 2 + 3) / 7, 1]


def weeks_of(real: Floats, simulated: Floats) -> float:
    held = [
        held_out_weeks("wip", MONDAY, np.zeros(1), np.zeros(1), real[n : n + 1], simulated[:, n : n + 1])
        for n in range(len(real))
    ]
    return promised_share(held, 0.8)


def counts(random: np.random.Generator, mean: float, shape: tuple[int, ...]) -> Floats:
    return random.poisson(mean, shape).astype(np.float64)


@pytest.mark.parametrize("mean", [0.7, 4.0, 50.0])
def test_a_right_forecast_keeps_its_promise_for_small_counts_too(mean: float) -> None:
    random = np.random.default_rng(7)

    share = weeks_of(counts(random, mean, (4_000,)), counts(random, mean, (100, 4_000)))

    assert share == pytest.approx(0.8, abs=0.02)


def test_a_forecast_that_is_too_sure_is_found_out() -> None:
    random = np.random.default_rng(7)

    share = weeks_of(random.normal(0, 2, 1_000), random.normal(0, 1, (100, 1_000)))

    assert share == pytest.approx(0.48, abs=0.05)


def test_the_next_draw_lies_inside_as_often_as_the_band_says() -> None:
    random = np.random.default_rng(7)

    held = held_out_weeks(
        "wip", MONDAY, np.zeros(5_000), np.zeros(5_000), random.normal(size=5_000),
        random.normal(size=(100, 5_000)),
    )  # fmt: skip

    assert held.inside_80_share == pytest.approx(0.80, abs=0.02)
    assert held.inside_95_share == pytest.approx(0.95, abs=0.01)
    assert held.outside_95 == round(5_000 * (1 - held.inside_95_share))
