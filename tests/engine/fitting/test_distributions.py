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

    assert (fitted.family, fitted.evidence.follows) in [("empirical", "two lognormals"), ("empirical", "")]
    middles = (np.array(fitted.quantiles[1:]) + np.array(fitted.quantiles[:-1])) / 2
    assert middles.mean() == pytest.approx(times.mean(), abs=1e-3)
    assert np.mean((middles > 15) & (middles < 50)) < 0.06


@pytest.mark.parametrize("n", [60, 400])
def test_two_kinds_of_work_that_overlap_are_a_mixture(n: int) -> None:
    random = np.random.default_rng(3)
    long = random.random(n) < 0.3
    times = np.where(long, random.lognormal(2.5, 0.3, n), random.lognormal(0.0, 0.4, n))

    fitted = fit_distribution(times)

    assert fitted.evidence.follows == "two lognormals"
    assert fitted.mean == pytest.approx(times.mean(), rel=1e-9)


def test_a_mixture_needs_data() -> None:
    random = np.random.default_rng(5)
    followed = [fit_distribution(random.gamma(3.0, 2.0, 40)).evidence.follows for _ in range(20)]

    assert followed.count("two lognormals") <= 1


def test_a_family_that_the_simulation_does_not_draw_stands_as_quantiles_and_says_which() -> None:
    times = np.exp(1.0 + 0.35 * np.random.default_rng(2).logistic(size=800))

    fitted = fit_distribution(times)

    assert (fitted.family, fitted.evidence.follows) == ("empirical", "log-logistic")
    values, told = np.array(fitted.quantiles), (np.array(fitted.quantiles)[1:] + fitted.quantiles[:-1]) / 2
    assert told.mean() == pytest.approx(times.mean(), rel=1e-4)
    assert values[20] == pytest.approx(np.e, rel=0.05)
    # The last fortieth keeps the mean of the tail: that of the log-logistic, by its quantiles.
    beyond = np.exp(1.0 + 0.35 * np.log(1 / np.linspace(1e-5, 0.025, 5_000) - 1)).mean()
    assert told[-1] == pytest.approx(beyond, rel=0.12)


def test_whole_steps_one_after_the_other_are_drawn_as_a_gamma() -> None:
    fits = [fit_distribution(np.random.default_rng(seed).gamma(4.0, 2.0, 1_000)) for seed in range(20)]

    erlang = [each for each in fits if each.evidence.follows == "Erlang"]
    assert len(erlang) >= 8
    assert {(each.family, each.cv) for each in erlang} == {("gamma", 0.5)}


def test_a_very_large_sample_is_told_by_fewer_with_its_own_mean_and_interval() -> None:
    times = np.random.default_rng(6).weibull(2.0, 50_000)

    fitted = fit_distribution(times)

    assert (fitted.family, fitted.evidence.observations) == ("weibull", 50_000)
    assert fitted.mean == pytest.approx(times.mean(), rel=1e-12)
    width = (fitted.evidence.mean_high or 0.0) - (fitted.evidence.mean_low or 0.0)
    assert width == pytest.approx(2 * 1.96 * times.std() / np.sqrt(50_000), rel=0.02)


def test_rounded_times_that_no_family_explains_stay_as_they_are() -> None:
    times = np.repeat([5.0, 10.0, 15.0, 60.0], [80, 200, 90, 40])

    fitted = fit_distribution(times)

    assert (fitted.family, fitted.evidence.follows) == ("empirical", "")


def test_times_of_nothing_among_others_stay_as_they_are() -> None:
    fitted = fit_distribution(np.array([0.0, 0.0, 3.0, 4.0, 8.0] * 6))

    assert fitted.family == "empirical"
    assert fitted.mean == pytest.approx(3.0)


def test_times_that_never_vary_are_fixed() -> None:
    assert fit_distribution(np.full(20, 4.0)).family == "fixed"


def test_few_times_are_not_given_a_contest() -> None:
    fitted = fit_distribution(sample("gamma", 6))

    assert fitted.family == "lognormal"
    assert fitted.evidence.observations == 6
    assert fitted.evidence.pooled_with == "usual"


def test_no_time_at_all_is_nothing() -> None:
    assert fit_distribution(np.empty(0)).mean == 0.0


def test_scaling_moves_every_value() -> None:
    base = empirical(np.array([1.0, 2.0, 3.0, 6.0]))

    twice = base.times(2.0)

    assert twice.mean == 2 * base.mean
    assert twice.quantiles == tuple(2 * value for value in base.quantiles)


def test_the_interval_of_the_mean_has_its_unit_and_grows_with_it() -> None:
    fitted = fit_distribution(sample("gamma", 400))

    hundredfold = fitted.times(100.0)

    low, high = fitted.evidence.mean_low, fitted.evidence.mean_high
    assert low is not None
    assert high is not None
    assert low < fitted.mean < high
    assert (hundredfold.evidence.mean_low, hundredfold.evidence.mean_high) == (100 * low, 100 * high)
    assert hundredfold.evidence.observations == 400


@pytest.mark.parametrize("unit", [1e-3, 1.0, 86_400.0])
def test_the_choice_does_not_depend_on_the_unit(unit: float) -> None:
    times = sample("weibull", 400)

    fitted, other = fit_distribution(times), fit_distribution(unit * times)

    assert (other.family, other.evidence.follows) == (fitted.family, fitted.evidence.follows)
    assert other.mean == pytest.approx(unit * fitted.mean)
