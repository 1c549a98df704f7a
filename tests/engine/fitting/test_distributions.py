"""Times are given the family they come from."""

import numpy as np
import pytest

from simmitt.engine.fitting.distributions import empirical, fit_distribution


def sample(family: str, n: int) -> np.ndarray:
    random = np.random.default_rng(11)
    return {
        "lognormal": lambda: random.lognormal(1.0, 0.7, n),
        "gamma": lambda: random.gamma(2.5, 4.0, n),
        "weibull": lambda: 10 * random.weibull(3.5, n),
        "exponential": lambda: random.exponential(5.0, n),
    }[family]()


@pytest.mark.parametrize("family", ["lognormal", "gamma", "weibull"])
def test_the_family_that_made_the_times_is_found(family: str) -> None:
    times = sample(family, 3_000)

    fitted = fit_distribution(times)

    assert fitted.family == family
    assert fitted.mean == pytest.approx(times.mean(), rel=0.02)
    assert fitted.cv == pytest.approx(times.std() / times.mean(), rel=0.08)


def test_exponential_times_are_told_from_their_generalisations_by_fewer_parameters() -> None:
    fitted = fit_distribution(sample("exponential", 3_000))

    assert fitted.family in ("exponential", "gamma", "weibull")
    assert fitted.cv == pytest.approx(1.0, abs=0.06)


def test_two_separate_kinds_of_work_keep_their_own_shape() -> None:
    random = np.random.default_rng(3)
    times = np.concatenate([random.normal(10, 0.5, 300), random.normal(60, 1.0, 100)])

    fitted = fit_distribution(times)

    assert fitted.family == "empirical"
    middles = (np.array(fitted.quantiles[1:]) + np.array(fitted.quantiles[:-1])) / 2
    assert middles.mean() == pytest.approx(times.mean(), abs=1e-3)


def test_times_that_never_vary_are_fixed() -> None:
    assert fit_distribution(np.full(20, 4.0)).family == "fixed"


def test_few_times_are_not_given_a_contest() -> None:
    fitted = fit_distribution(sample("gamma", 6))

    assert fitted.family == "lognormal"
    assert fitted.evidence.observations == 6


def test_no_time_at_all_is_nothing() -> None:
    assert fit_distribution(np.empty(0)).mean == 0.0


def test_scaling_moves_every_value() -> None:
    base = empirical(np.array([1.0, 2.0, 3.0, 6.0]))

    twice = base.times(2.0)

    assert twice.mean == 2 * base.mean
    assert twice.quantiles == tuple(2 * value for value in base.quantiles)
