"""Intervals hold what they promise."""

from collections.abc import Callable

import numpy as np
import pytest
from scipy import stats

from simmitt.engine.kpi.drawing import block_weights, cells_per_block, count_order_cells
from simmitt.engine.kpi.limits import still_dependent
from simmitt.engine.kpi.resampling import (
    Interval,
    censored_median,
    few,
    limits,
    of_mean,
    of_sums,
    order_cells,
    proportion,
    quantile,
    ratio,
    resamples,
    share,
    share_of,
    total,
)

Make = Callable[[np.random.Generator], np.ndarray]


def alone(n: int) -> Make:
    return lambda random: random.lognormal(0.0, 1.0, n)


def following(n: int, correlation: float) -> Make:
    """Values that resemble those before them, each lognormal."""

    def made(random: np.random.Generator) -> np.ndarray:
        kicks = random.normal(size=n + 100) * np.sqrt(1 - correlation**2)
        value = np.zeros(n + 100)
        for place in range(1, n + 100):
            value[place] = correlation * value[place - 1] + kicks[place]
        return np.exp(value[100:])

    return made


@pytest.mark.parametrize("make", [alone(60), alone(400), following(200, 0.5), following(400, 0.8)])
@pytest.mark.parametrize("figure", ["mean", "median"])
def test_nineteen_times_in_twenty_the_truth_lies_in_the_interval(make: Make, figure: str) -> None:
    random = np.random.default_rng(7)
    truth = {"mean": np.exp(0.5), "median": 1.0}[figure]
    hits = 0

    for seed in range(200):
        values = make(random)
        cell = order_cells(np.arange(float(len(values))))
        drawn = resamples(13, len(values), seed, 100).orders
        if figure == "median":
            interval = quantile(values, cell, drawn)
        else:
            sums = np.bincount(cell, values).astype(float)
            interval = ratio(sums, np.bincount(cell).astype(float), drawn)
        hits += interval.low <= truth <= interval.high

    assert 0.89 <= hits / 200 <= 0.99


def test_the_censored_median_covers_the_truth_too() -> None:
    random = np.random.default_rng(9)
    hits = 0

    for seed in range(200):
        times, lost = random.exponential(1.0, 120), random.exponential(3.0, 120)
        cell = order_cells(np.arange(120.0))
        drawn = resamples(13, 120, seed, 100).orders
        interval = censored_median(np.minimum(times, lost), times <= lost, cell, drawn)
        hits += interval.low <= np.log(2) <= interval.high

    assert 0.90 <= hits / 200 <= 0.99


def test_a_share_of_time_lies_in_its_interval_although_weeks_are_few() -> None:
    random = np.random.default_rng(8)
    hits = 0

    for seed in range(300):
        busy = random.gamma(8.0, 10.0, 13)
        interval = ratio(busy, np.full(13, 168.0), resamples(13, 1, seed, 200).weeks)
        hits += interval.low <= 80 / 168 <= interval.high

    assert 0.90 <= hits / 300 <= 0.985


def test_weeks_that_resemble_each_other_make_a_wider_interval() -> None:
    random = np.random.default_rng(2)
    apart, alike = (following(52, correlation)(random) for correlation in (0.0, 0.8))
    drawn = resamples(52, 1, 0).weeks

    widths = [
        np.log(interval.high / interval.low) / np.std(np.log(values))
        for values in (apart, alike)
        for interval in [ratio(values, np.ones(52), drawn)]
    ]

    assert widths[1] > 1.5 * widths[0]


def test_each_resample_is_as_long_as_the_log_and_made_of_neighbours() -> None:
    weights = block_weights(40, seed=3, draws=50)

    assert weights.shape == (50, 40)
    assert (weights.sum(axis=1) == 40).all()
    # Blocks of five: a cell's weight mostly is that of the cell beside it, in a circle.
    assert (weights == np.roll(weights, 1, axis=1)).mean() > 0.6


def test_blocks_grow_with_the_log_but_are_never_fewer_than_some_eight() -> None:
    assert [cells_per_block(cells) for cells in (1, 4, 13, 26, 52, 200)] == [1, 1, 2, 3, 5, 8]
    assert [count_order_cells(orders) for orders in (0, 3, 225, 8000, 10**7)] == [1, 3, 40, 80, 120]


def test_cells_hold_orders_that_start_one_after_the_other() -> None:
    start = np.array([30.0, 10.0, 20.0, 0.0])

    assert order_cells(start).tolist() == [3, 1, 2, 0]


def test_without_draws_every_figure_comes_without_an_interval() -> None:
    drawn, values, cell = resamples(5, 10, seed=1, draws=0), np.arange(1.0, 11.0), np.arange(10)

    found = [
        quantile(values, cell, drawn.orders),
        ratio(values[:5], values[5:], drawn.weeks),
        total(values[:5], np.ones(5), drawn.weeks),
        share(values[:5], values[5:], drawn.weeks, values[:5]),
        share_of(values > 5, cell, drawn.orders, 10),
        censored_median(values, values < 9, cell, drawn.orders),
        of_sums(lambda sums: sums[0] / sums[1], values.reshape(2, 5), drawn.weeks),
        of_mean(values, 0, 0),
    ]

    assert all(each.low == each.value == each.high for each in found)
    assert [each.value for each in found[:3]] == pytest.approx([5.5, 15 / 40, 15])


def test_one_block_has_no_spread_to_speak_of() -> None:
    interval = ratio(np.array([3.0]), np.array([4.0]), resamples(1, 1, 0).weeks)

    assert interval == Interval(0.75, 0.75, 0.75)


def test_large_logs_are_put_into_bins_and_give_the_same_interval() -> None:
    random = np.random.default_rng(4)
    values, cell = random.lognormal(0, 1, 30_000), order_cells(np.arange(30_000.0))
    drawn = resamples(13, 30_000, 0, 100).orders

    fast = quantile(values, cell, drawn)

    order = np.argsort(values)
    reached = np.cumsum(drawn[:, cell[order]], axis=1)
    medians = values[order][(reached >= 0.5 * reached[:, -1:]).argmax(axis=1)]
    slow = limits(float(np.median(values)), medians, drawn.shape[1])
    assert fast.low == pytest.approx(slow.low, rel=0.01)
    assert fast.high == pytest.approx(slow.high, rel=0.01)


def test_a_ratio_reckoned_from_sums_is_that_ratio() -> None:
    random = np.random.default_rng(5)
    sums, drawn = random.gamma(9.0, 1.0, (2, 26)), resamples(26, 1, 0).weeks

    one, other = of_sums(lambda each: each[0] / each[1], sums, drawn), ratio(sums[0], sums[1], drawn)

    assert one.value == pytest.approx(other.value)
    assert (one.low, one.high) == pytest.approx((other.low, other.high), rel=0.01)


def test_few_events_alike_have_the_limits_of_a_poisson_count() -> None:
    interval = few(np.full(4, 2.0), 100.0)

    assert interval.value == pytest.approx(0.08)
    assert interval.low == pytest.approx(stats.chi2.ppf(0.025, 8) / 2 * 2 / 100)
    assert interval.high == pytest.approx(stats.chi2.ppf(0.975, 10) / 2 * 2 / 100)


def test_unlike_events_count_as_fewer() -> None:
    alike, unlike = few(np.full(10, 1.0), 100.0), few(np.array([*[0.1] * 9, 9.1]), 100.0)

    assert unlike.value == pytest.approx(alike.value)
    assert unlike.high - unlike.low > 2 * (alike.high - alike.low)


def test_a_proportion_of_all_or_none_still_has_a_limit_on_the_other_side() -> None:
    assert proportion(0, 10).low == 0
    assert proportion(0, 10).high == pytest.approx(stats.beta.ppf(0.975, 0.5, 10.5))
    assert proportion(10, 10).high == 1
    assert proportion(10, 10).low == pytest.approx(1 - proportion(0, 10).high)


def test_a_share_stays_between_0_and_1_and_a_residual_may_be_negative() -> None:
    outcomes = np.random.default_rng(1).normal(0.97, 0.02, 500).clip(0.5, 0.999)

    assert limits(0.97, outcomes, 13, scale="odds").high < 1
    assert limits(0.01, outcomes - 0.97, 13, scale="plain").low < 0


def test_values_that_do_not_resemble_their_neighbours_are_not_widened_much() -> None:
    random = np.random.default_rng(11)

    factors = [still_dependent(random.normal(size=40)) for _ in range(100)]
    strong = [still_dependent(np.log(following(40, 0.9)(random))) for _ in range(100)]

    assert np.median(factors) < 1.05
    assert 1.15 < np.median(strong) < 2.5
    assert still_dependent(np.ones(40)) == 1
