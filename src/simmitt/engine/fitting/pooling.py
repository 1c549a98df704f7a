"""Few data lean on their group: log-mean and log-variance drawn to those of like samples.

Logarithms of times in sample g are normal with mean mu_g and variance s2_g; s2_g comes from a
scaled inverse chi-square with ``variance`` and ``variance_worth`` (in observations), mu_g from
a normal about ``level`` with variance ``between``. Gelman et al., Bayesian Data Analysis, 3rd
edition, 3.3 and 5. How a group is learnt stands in ``likeness``.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import chdtri, ndtr

from simmitt.engine.fitting.families.candidate import Floats

_WIDEST = 4.0  # greatest log-variance believed
# Points of a distribution at even steps of the normal deviate, and what each counts: ends of an
# interval lie in the tails, which even shares would cut off.
_DEVIATES = np.linspace(-2.75, 2.75, 11)
_ABOVE = ndtr(-_DEVIATES)
_COUNTS = np.exp(-0.5 * _DEVIATES**2) / np.exp(-0.5 * _DEVIATES**2).sum()


@dataclass(frozen=True)
class Group:
    """What like samples share, in logarithms, as weighted points of the same weight in all, (m,)."""

    name: str
    weight: Floats
    level: Floats
    between: Floats
    variance_worth: Floats
    variance: Floats
    shape: Floats | None = None  # standardised logs of all, where they aren't normal
    kept: float = 1.0  # what means are taken times so that the sum of all times is right

    def factor(self, spread: Floats) -> Floats:
        """Give mean over exp(level) for each log-spread; any shape of array."""
        if self.shape is None:
            return np.asarray(self.kept * np.exp(np.minimum(spread**2, _WIDEST) / 2), dtype=np.float64)
        bounded = np.minimum(spread, np.sqrt(_WIDEST))
        return np.asarray(self.kept * np.exp(np.multiply.outer(bounded, self.shape)).mean(axis=-1))


@dataclass(frozen=True)
class Pooled:
    """What a sample and its group say together of level and spread, with the mean's doubt."""

    level: float
    spread: float
    mean: float
    mean_low: float
    mean_high: float


def pool(sample: Floats, group: Group) -> Pooled:
    """Give level, spread and mean of a sample that may be small or empty; (n,)."""
    logs = np.log(sample) if len(sample) else np.zeros(0)
    n, own = float(len(logs)), float(logs.mean()) if len(logs) else 0.0
    squares = group.variance_worth * group.variance + (float(logs.var()) * n if n else 0.0)
    freedom = group.variance_worth + max(n - 1.0, 0.0)
    # The variance at each point, (m, k), weighed by how near the own level then lies to the
    # group's; and the level given each, (m, k, k).
    variance = squares[:, None] / chdtri(freedom[:, None], _ABOVE)
    level, between = group.level[:, None], group.between[:, None]
    weight = np.multiply.outer(group.weight, _COUNTS)
    if n:
        apart = between + variance / n
        nearness = np.exp(-((own - level) ** 2) / (2 * apart)) / np.sqrt(apart)
        weight = weight * nearness / (nearness @ _COUNTS)[:, None]
    weight /= weight.sum()
    certainty = 1.0 / between + n / variance
    levels = (level / between + n * own / variance) / certainty
    spread_of_levels = np.sqrt(1.0 / certainty)[:, :, None] * _DEVIATES
    means = np.exp(levels[:, :, None] + spread_of_levels) * group.factor(np.sqrt(variance))[:, :, None]
    low, middle, high = _quantiles(means, weight, (0.025, 0.5, 0.975))
    # The logarithm's mean keeps a few wide points from ruling the spread.
    spread = float(np.exp((weight * np.log(variance)).sum() / 2))
    return Pooled(float((weight * levels).sum()), spread, middle, low, high)


def _quantiles(values: Floats, weight: Floats, shares: Sequence[float]) -> list[float]:
    """Give quantiles of values, (m, k, l), that weigh by their first two places, (m, k)."""
    flat = values.ravel()
    each = np.multiply.outer(weight, _COUNTS).ravel()
    by_size = np.argsort(flat)
    cumulative = np.cumsum(each[by_size]) - each[by_size] / 2
    return [float(value) for value in np.interp(shares, cumulative, flat[by_size])]
