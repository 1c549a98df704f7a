"""Few data lean on their group, and what is known of their mean is told honestly."""

import numpy as np
import pytest

from simmitt.engine.factory.model import Distribution
from simmitt.engine.fitting.distributions import empirical, fit_distribution
from simmitt.engine.fitting.likeness import learn_group
from simmitt.engine.fitting.pooling import pool

GROUPS = 200


def interval(distribution: Distribution) -> tuple[float, float]:
    low, high = distribution.evidence.mean_low, distribution.evidence.mean_high
    assert low is not None
    assert high is not None
    return low, high


def like_samples(
    seed: int, groups: int, *, between: float, spread: float
) -> tuple[list[np.ndarray], np.ndarray]:
    """Lognormal samples of two to twelve values and their true means."""
    random = np.random.default_rng(seed)
    levels = random.normal(1.0, between, groups)
    spreads = spread * np.sqrt(8 / random.chisquare(8, groups))
    samples = [random.lognormal(*each, random.integers(2, 13)) for each in zip(levels, spreads, strict=True)]
    return samples, np.exp(levels + spreads**2 / 2)


@pytest.mark.parametrize("spread", [0.5, 0.9])
def test_means_drawn_to_the_group_are_nearer_the_truth(spread: float) -> None:
    samples, truth = like_samples(1, GROUPS, between=0.3, spread=spread)
    group = learn_group(samples, "Mill")

    pooled = np.array([fit_distribution(each, group=group).mean for each in samples])

    alone = np.array([each.mean() for each in samples])
    assert np.mean((pooled - truth) ** 2) < 0.9 * np.mean((alone - truth) ** 2)
    assert np.mean(np.log(pooled / truth) ** 2) < 0.85 * np.mean(np.log(alone / truth) ** 2)


def test_the_more_alike_a_group_is_the_more_its_members_lean_on_it() -> None:
    alike, _ = like_samples(2, 40, between=0.05, spread=0.5)
    unlike, _ = like_samples(2, 40, between=1.5, spread=0.5)
    sample = np.array([40.0, 45.0, 50.0])

    near = pool(sample, learn_group([*alike, sample], "alike"))
    far = pool(sample, learn_group([*unlike, sample], "unlike"))

    assert near.mean < far.mean
    assert far.mean == pytest.approx(sample.mean(), rel=0.12)


def test_intervals_of_few_data_hold_the_true_mean_as_often_as_promised() -> None:
    held = []
    for seed in range(50):
        samples, truth = like_samples(seed, 8, between=0.6, spread=0.5)
        group = learn_group(samples, "Mill")
        told = [interval(fit_distribution(each, group=group)) for each in samples]
        held += [low <= mean <= high for (low, high), mean in zip(told, truth, strict=True)]

    assert len(held) == 400
    assert 0.90 <= np.mean(held) <= 0.98


@pytest.mark.parametrize("n", [5, 15])
def test_intervals_of_a_lone_sample_hold_the_true_mean_as_often_as_promised(n: int) -> None:
    held = []
    for seed in range(400):
        low, high = interval(fit_distribution(np.random.default_rng(seed).lognormal(0.0, 0.6, n)))
        held.append(low <= np.exp(0.18) <= high)

    assert 0.90 <= np.mean(held) <= 0.98


@pytest.mark.parametrize("family", ["lognormal", "exponential", "gamma"])
@pytest.mark.parametrize("n", [30, 150])
def test_intervals_of_enough_data_hold_the_true_mean_as_often_as_promised(family: str, n: int) -> None:
    held = []
    for seed in range(400):
        random = np.random.default_rng(seed)
        sample, truth = {
            "lognormal": (random.lognormal(0.0, 0.8, n), np.exp(0.32)),
            "exponential": (random.exponential(5.0, n), 5.0),
            "gamma": (random.gamma(2.5, 4.0, n), 10.0),
        }[family]
        low, high = interval(empirical(sample))
        held.append(low <= truth <= high)

    assert 0.90 <= np.mean(held) <= 0.98


def test_all_times_of_a_group_add_up_though_no_lognormal_made_them() -> None:
    random = np.random.default_rng(5)
    samples = [random.weibull(0.8, 12) * level for level in random.uniform(1, 4, 40)]

    group = learn_group(samples, "Oven")

    told = sum(len(each) * fit_distribution(each, group=group).mean for each in samples)
    assert told == pytest.approx(sum(each.sum() for each in samples), rel=0.03)


def test_nothing_seen_is_what_the_group_says_with_a_wide_interval() -> None:
    samples, _ = like_samples(3, 30, between=0.5, spread=0.5)

    unseen = fit_distribution(np.empty(0), group=learn_group(samples, "Mill"))

    assert unseen.evidence.observations == 0
    assert unseen.evidence.pooled_with == "Mill"
    low, high = interval(unseen)
    assert high > 3 * low
    assert low < np.exp(1.0 + 0.125) < high


def test_one_time_alone_is_told_with_what_is_usual_and_a_wide_interval() -> None:
    single = fit_distribution(np.array([8.0]))

    assert single.family == "lognormal"
    assert single.evidence.pooled_with == "usual"
    low, high = interval(single)
    assert low < 8.0 / 1.5
    assert high > 8.0 * 1.5


def test_times_filled_in_by_rote_do_not_make_others_surer() -> None:
    samples, _ = like_samples(4, 6, between=0.5, spread=0.6)
    plain, beside = learn_group(samples, "plant"), learn_group([*samples, np.full(250, 1.0)], "plant")

    assert pool(samples[0], beside) == pool(samples[0], plain)


def test_a_station_lies_near_its_plant_until_it_says_otherwise() -> None:
    plant = learn_group(like_samples(6, 40, between=0.3, spread=0.4)[0], "plant")
    one = np.array([400.0, 500.0])

    pulled = pool(one, learn_group([one], "Saw", plant))
    free = pool(one, learn_group([one, 1.1 * one, 0.9 * one, 1.2 * one], "Saw", plant))

    assert pulled.mean < free.mean
    assert free.mean == pytest.approx(450.0, rel=0.2)
