"""A sample written as quantiles keeps its mean and its tail."""

import numpy as np
import pytest

from simmitt.engine.fitting.distributions import empirical


def drawn(quantiles: tuple[float, ...], n: int = 200_000) -> np.ndarray:
    """Draw as the kernel does: evenly between neighbouring quantiles."""
    u = np.random.default_rng(2).uniform(0, len(quantiles) - 1, n)
    return np.interp(u, np.arange(len(quantiles)), quantiles)


@pytest.mark.parametrize("sigma", [0.5, 1.0, 1.5])
def test_mean_and_median_are_kept(sigma: float) -> None:
    sample = np.exp(sigma * np.random.default_rng(1).standard_normal(800))

    again = drawn(empirical(sample).quantiles)

    assert again.mean() == pytest.approx(sample.mean(), rel=0.01)
    assert np.median(again) == pytest.approx(np.median(sample), rel=0.08)


def test_the_longest_of_many_does_not_stretch_the_tail() -> None:
    sample = np.append(np.random.default_rng(1).exponential(1.0, 400), 60.0)

    again = drawn(empirical(sample).quantiles)

    # What lies beyond the last quantile but one keeps its mean: one value of 60 among ten.
    beyond = np.sort(sample)[-10:].mean()
    assert again[again > np.quantile(again, 0.975)].mean() == pytest.approx(beyond, rel=0.25)
