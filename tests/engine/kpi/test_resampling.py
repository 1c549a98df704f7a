"""Intervals hold what they promise."""

import numpy as np

from simmitt.engine.kpi.resampling import order_cells, quantile, ratio, resamples


def test_the_median_lies_in_its_interval_nineteen_times_in_twenty() -> None:
    random = np.random.default_rng(7)
    truth, hits = float(np.exp(1.0)), 0

    for seed in range(200):
        sample = random.lognormal(1.0, 1.0, 60)
        drawn = resamples(13, 60, seed)
        interval = quantile(sample, order_cells(np.arange(60.0)), drawn.orders)
        hits += interval.low <= truth <= interval.high

    assert 0.90 <= hits / 200 <= 0.985


def test_a_share_of_time_lies_in_its_interval_although_weeks_are_few() -> None:
    random = np.random.default_rng(8)
    hits = 0

    for seed in range(300):
        busy = random.gamma(8.0, 10.0, 13)
        interval = ratio(busy, np.full(13, 168.0), resamples(13, 1, seed).weeks)
        hits += interval.low <= 80 / 168 <= interval.high

    assert 0.90 <= hits / 300 <= 0.985


def test_one_block_has_no_spread_to_speak_of() -> None:
    interval = ratio(np.array([3.0]), np.array([4.0]), resamples(1, 1, 0).weeks)

    assert (interval.value, interval.low, interval.high) == (0.75, 0.75, 0.75)


def test_without_draws_a_figure_comes_without_an_interval() -> None:
    drawn = resamples(13, 60, seed=1, draws=0)

    interval = quantile(np.arange(60.0), order_cells(np.arange(60.0)), drawn.orders)

    assert (interval.value, interval.low, interval.high) == (29.5, 29.5, 29.5)
