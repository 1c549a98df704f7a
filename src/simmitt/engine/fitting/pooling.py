"""Few data lean on their group: log-mean and log-variance drawn to those of like samples.

Logarithms of times in sample g are normal with mean mu_g and variance s2_g; s2_g comes from a
scaled inverse chi-square with ``variance`` and ``variance_worth``, mu_g from a normal about
``level`` with variance s2_g / ``level_worth``. How alike the samples of a group are is read
from the samples themselves (empirical Bayes: the maximum of the marginal likelihood, under
wide priors that speak only where there are few samples). Gelman et al., Bayesian Data
Analysis, 3rd edition, 3.3 and 5.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.special import chdtri, gammaln, ndtri

from simmitt.engine.fitting.families import Times
from simmitt.engine.fitting.families.candidate import Floats
from simmitt.engine.fitting.families.plain import lognormal
from simmitt.engine.fitting.goodness import holds, tabled

# Where nothing else is known: the logs of one kind of work vary with a variance of 0.25 (cv
# about 0.5), told as surely as by six observations; levels differ as much as single times do,
# so that a group's level is worth one observation.
_USUAL_LOGS = np.log([1.0, 6.0, 0.25])
_USUAL_WIDTH = np.array([1.2, 0.8, 1.2])
# Samples of one station lie about as near to each other as those of the plant.
_WITHIN_PLANT_WIDTH = np.array([0.8, 0.6, 0.6])
_LOWEST, _HIGHEST = np.log([0.02, 2.0, 1e-4]), np.log([60.0, 60.0, 16.0])
_ENOUGH_FOR_SHAPE = 30
_STEPS = (np.arange(24) + 0.5) / 24
_WIDEST = 4.0  # greatest log-variance believed


@dataclass(frozen=True)
class Group:
    """What like samples share, in logarithms; the worths count observations."""

    name: str
    level: float
    level_variance: float  # of the level itself
    level_worth: float
    variance: float
    variance_worth: float
    shape: Floats | None = None  # standardised logs of all, where they aren't normal

    def factor(self, spread: Floats) -> Floats:
        """Give mean over exp(level) for each log-spread; (m,)."""
        if self.shape is None:
            return np.exp(np.minimum(spread**2, _WIDEST) / 2)
        return np.asarray(np.exp(np.multiply.outer(spread, self.shape)).mean(axis=-1), dtype=np.float64)


@dataclass(frozen=True)
class Pooled:
    """What a sample and its group say together of level and spread, with the mean's doubt."""

    level: float
    spread: float
    mean: float
    mean_low: float
    mean_high: float


@dataclass(frozen=True)
class _Sums:
    """Count, mean log and squared deviations of each sample; (g,) each."""

    n: Floats
    mean: Floats
    squares: Floats


def learn_group(samples: Sequence[Floats], name: str, within: Group | None = None) -> Group:
    """Give what samples have in common; a group may lie within a larger one.

    Parameters
    ----------
    samples : sequence of (n_g,)
        Positive values of one unit; empty samples say nothing.
    """
    logs = [np.log(sample) for sample in samples if len(sample)]
    if not logs:
        return within or Group(name, 0.0, np.inf, *np.exp(_USUAL_LOGS[[0, 2, 1]]))
    sums = _Sums(
        np.array([float(len(each)) for each in logs]),
        np.array([each.mean() for each in logs]),
        np.array([each.var() * len(each) for each in logs]),
    )
    worth, variance_worth, variance, level = _likeliest(sums, within)
    doubt = _level_doubt(sums, worth, variance, within)
    plain = Group(name, level, doubt, worth, variance, variance_worth)
    return replace(plain, shape=_shape(logs, plain, within.shape if within else None))


def pool(sample: Floats, group: Group) -> Pooled:
    """Give level, spread and mean of a sample that may be small or empty; (n,)."""
    logs = np.log(sample) if len(sample) else np.zeros(0)
    n = float(len(logs))
    # The group's level is itself known only so well.
    worth = group.variance / (group.variance / group.level_worth + group.level_variance)
    worth_after, freedom = worth + n, group.variance_worth + n
    own = float(logs.mean()) if len(logs) else group.level
    level = (worth * group.level + n * own) / worth_after
    squares = group.variance_worth * group.variance + float(logs.var() * n if len(logs) else 0.0)
    squares += worth * n / worth_after * (own - group.level) ** 2
    # The posterior by evenly spaced shares of the variance, and of the level given it.
    variances = squares / chdtri(freedom, _STEPS)
    levels = level + np.sqrt(variances / worth_after)[:, None] * ndtri(_STEPS)
    means = np.sort((np.exp(levels) * group.factor(np.sqrt(variances))[:, None]).ravel())
    low, middle, high = np.quantile(means, (0.025, 0.5, 0.975))
    spread = float(np.sqrt(squares / freedom))
    return Pooled(level, spread, float(middle), float(low), float(high))


def _likeliest(sums: _Sums, within: Group | None) -> tuple[float, float, float, float]:
    """Give level's worth, variance's worth, variance and level of greatest marginal likelihood."""
    usual, width = _USUAL_LOGS, _USUAL_WIDTH
    if within:
        usual = np.log([within.level_worth, within.variance_worth, within.variance])
        width = _WITHIN_PLANT_WIDTH

    def loss(logs: Floats) -> float:
        worth, freedom, variance = np.exp(np.clip(logs, _LOWEST, _HIGHEST))
        level = _level(sums, worth, variance, within)
        surprise = float((((logs - usual) / width) ** 2).sum()) / 2
        if within:
            surprise += (level - within.level) ** 2 / (2 * _between(within))
        return surprise - float(_evidence(sums, worth, freedom, variance, level).sum())

    found: NDArray[np.float64] = minimize(loss, usual, method="L-BFGS-B", options={"maxiter": 40}).x
    worth, freedom, variance = (float(each) for each in np.exp(np.clip(found, _LOWEST, _HIGHEST)))
    return worth, freedom, variance, _level(sums, worth, variance, within)


def _evidence(sums: _Sums, worth: float, freedom: float, variance: float, level: float) -> Floats:
    """Give the log marginal likelihood of each sample (a multivariate t), less what is constant."""
    after, free = worth + sums.n, freedom + sums.n
    apart = worth * sums.n / after * (sums.mean - level) ** 2
    squares = freedom * variance + sums.squares + apart
    return np.asarray(
        gammaln(free / 2)
        - gammaln(freedom / 2)
        + 0.5 * (np.log(worth) - np.log(after) + freedom * np.log(freedom * variance))
        - free / 2 * np.log(squares),
        dtype=np.float64,
    )


def _between(within: Group) -> float:
    """Give the variance of a group's level within the larger group."""
    return within.variance / within.level_worth + within.level_variance


def _level(sums: _Sums, worth: float, variance: float, within: Group | None) -> float:
    weight = 1.0 / (variance / worth + variance / sums.n)
    told, certainty = float(weight @ sums.mean), float(weight.sum())
    if within:
        told, certainty = told + within.level / _between(within), certainty + 1 / _between(within)
    return told / certainty


def _level_doubt(sums: _Sums, worth: float, variance: float, within: Group | None) -> float:
    certainty = float((1.0 / (variance / worth + variance / sums.n)).sum())
    return 1.0 / (certainty + (1 / _between(within) if within else 0.0))


def _shape(logs: Sequence[Floats], group: Group, of_larger: Floats | None) -> Floats | None:
    """Give the standardised logs of all samples where the lognormal doesn't hold for them."""
    if sum(len(each) for each in logs) < _ENOUGH_FOR_SHAPE:
        return of_larger
    told = [pool(np.exp(each), group) for each in logs]
    all_logs = np.concatenate([(each - own.level) / own.spread for each, own in zip(logs, told, strict=True)])
    standard = (all_logs - all_logs.mean()) / all_logs.std()
    times = Times.of(np.exp(np.sqrt(group.variance) * standard))
    candidate = lognormal(times)
    if holds(candidate, tabled(candidate), times):
        return None
    ranks = (np.arange(200) + 0.5) / 200
    return np.quantile(standard, ranks) if len(standard) > 200 else np.sort(standard)
