"""Which distribution do these times follow? Several families, and the data themselves."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray
from scipy.special import digamma, gamma, gammainc, gammaln, ndtr, polygamma

from simmitt.engine.factory.model import Distribution, Evidence, Family

Floats = NDArray[np.float64]
# Below this many observations a family is only a guess; the lognormal is the usual shape of
# manual and machine times and is taken without a contest.
_ENOUGH_TO_CHOOSE = 12
_ENOUGH_FOR_EMPIRICAL = 60
_QUANTILES = 41
# Kolmogorov-Smirnov distance at which a family is refused for large samples (5 %, Lilliefors
# scale for estimated parameters: 0.886 / sqrt(n)).
_KS_FACTOR = 0.886


def fit_distribution(sample: Floats, evidence: Evidence | None = None) -> Distribution:
    """Give the family with the lowest AIC, or the data themselves where no family holds.

    Parameters
    ----------
    sample : (n,)
        Positive values, any unit; the mean of the result has the same.
    """
    known = evidence or Evidence(len(sample))
    if len(sample) == 0:
        return Distribution("fixed", 0.0, evidence=known)
    if len(sample) < 3 or np.ptp(sample) <= 1e-9 * sample.mean():
        return Distribution("fixed", float(sample.mean()), evidence=known)
    if len(sample) < _ENOUGH_TO_CHOOSE:
        return replace(_lognormal(sample)[0], evidence=known)
    fits = [fit(sample) for fit in (_lognormal, _gamma, _weibull, _exponential)]
    best, _, cumulative = min(fits, key=lambda each: each[1])
    if len(sample) >= _ENOUGH_FOR_EMPIRICAL and _ks_distance(sample, cumulative) > _KS_FACTOR / np.sqrt(
        len(sample)
    ):
        return empirical(sample, known)
    return replace(best, evidence=known)


def empirical(sample: Floats, evidence: Evidence | None = None) -> Distribution:
    """Give the sample itself as quantiles, with its mean kept; (n,)."""
    return weighted_empirical(sample, np.ones(len(sample)), evidence or Evidence(len(sample)))


def weighted_empirical(sample: Floats, weights: Floats, evidence: Evidence) -> Distribution:
    """Give weighted values as evenly spaced quantiles, with their mean kept; (n,) each.

    Between two quantiles values are spread evenly. Beyond the last but one that would make a
    long tail far too heavy: the last is set so that what lies there keeps its mean.
    """
    by_size = np.argsort(sample, kind="stable")
    values, share = sample[by_size], weights[by_size] / weights.sum()
    probabilities = np.linspace(0.0, 1.0, min(_QUANTILES, max(2, len(values))))
    quantiles = np.interp(probabilities, np.cumsum(share) - share / 2, values)
    mean = float(values @ share)
    quantiles[-1] = max(quantiles[-2], 2.0 * _mean_above(values, share, probabilities[-2]) - quantiles[-2])
    told = float(np.mean((quantiles[1:] + quantiles[:-1]) / 2))
    quantiles *= mean / told if told > 0 else 1.0
    cv = float(np.sqrt(max(0.0, values**2 @ share - mean**2)) / mean) if mean > 0 else 0.0
    rounded = tuple(round(float(value), 3) for value in quantiles)
    return Distribution("empirical", mean, cv, rounded, evidence)


def _mean_above(values: Floats, share: Floats, probability: float) -> float:
    """Give the mean of the values beyond a quantile."""
    beyond = np.diff(np.maximum(np.concatenate(([0.0], np.cumsum(share))), probability))
    return float(values @ beyond / beyond.sum()) if beyond.sum() > 0 else float(values[-1])


Fit = tuple[Distribution, float, Callable[[Floats], Floats]]  # family, AIC, cumulative function


def _named(family: Family, mean: float, cv: float) -> Distribution:
    return Distribution(family, mean, round(min(cv, 10.0), 4))


def _lognormal(sample: Floats) -> Fit:
    logs = np.log(sample)
    mu, sigma = float(logs.mean()), float(max(logs.std(), 1e-6))
    # The sample's own mean: the formula's exp(mu + sigma^2/2) runs away with a wide sample.
    distribution = _named("lognormal", float(sample.mean()), float(np.sqrt(np.expm1(min(sigma**2, 4.6)))))
    likelihood = -np.sum(logs + np.log(sigma) + 0.5 * np.log(2 * np.pi) + 0.5 * ((logs - mu) / sigma) ** 2)
    return distribution, 4 - 2 * float(likelihood), lambda x: ndtr((np.log(x) - mu) / sigma)


def _exponential(sample: Floats) -> Fit:
    mean = float(sample.mean())
    likelihood = -len(sample) * (np.log(mean) + 1)
    return _named("exponential", mean, 1.0), 2 - 2 * float(likelihood), lambda x: -np.expm1(-x / mean)


def _gamma(sample: Floats) -> Fit:
    mean = float(sample.mean())
    gap = np.log(mean) - np.log(sample).mean()
    # Minka (2002): a good start, then Newton steps on the likelihood equation.
    shape = (3 - gap + np.sqrt((gap - 3) ** 2 + 24 * gap)) / (12 * gap)
    for _ in range(5):
        shape -= (np.log(shape) - digamma(shape) - gap) / (1 / shape - polygamma(1, shape))
    scale = mean / shape
    likelihood = np.sum((shape - 1) * np.log(sample) - sample / scale) - len(sample) * (
        gammaln(shape) + shape * np.log(scale)
    )
    distribution = _named("gamma", mean, float(1 / np.sqrt(shape)))
    return distribution, 4 - 2 * float(likelihood), lambda x: gammainc(shape, x / scale)


def _weibull(sample: Floats) -> Fit:
    logs = np.log(sample)
    shape = 1.2 / max(float(logs.std()), 1e-6)
    for _ in range(30):
        powers = np.exp(shape * (logs - logs.max()))
        weight = powers / powers.sum()
        mean_log = float(weight @ logs)
        slope = float(weight @ logs**2) - mean_log**2 + 1 / shape**2
        shape = float(np.clip(shape - (mean_log - 1 / shape - logs.mean()) / slope, 0.2, 50.0))
    scale = float(np.exp(np.log(np.mean(np.exp(shape * (logs - logs.max())))) / shape + logs.max()))
    likelihood = np.sum(
        np.log(shape / scale) + (shape - 1) * (logs - np.log(scale)) - (sample / scale) ** shape
    )
    cv = float(np.sqrt(gamma(1 + 2 / shape) / gamma(1 + 1 / shape) ** 2 - 1))
    distribution = _named("weibull", float(scale * gamma(1 + 1 / shape)), cv)
    return distribution, 4 - 2 * float(likelihood), lambda x: -np.expm1(-((x / scale) ** shape))


def _ks_distance(sample: Floats, cumulative: Callable[[Floats], Floats]) -> float:
    ordered = np.sort(sample)
    expected = cumulative(ordered)
    steps = np.arange(len(ordered) + 1) / len(ordered)
    return float(max(np.max(np.abs(steps[1:] - expected)), np.max(np.abs(expected - steps[:-1]))))
