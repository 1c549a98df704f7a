"""Does a family hold? An information criterion, the whole curve, and the tail by itself."""

from dataclasses import dataclass

import numpy as np
from scipy.special import bdtr, bdtrc, ndtr

from simmitt.engine.fitting.families import Candidate, Times
from simmitt.engine.fitting.families.candidate import Floats

# Shares at even steps of the normal deviate, and how much lies at each: far tails count too.
_DEVIATES = np.linspace(-6.0, 6.0, 241)
BELOW, ABOVE = ndtr(_DEVIATES), ndtr(-_DEVIATES)
WEIGHTS = np.exp(-0.5 * _DEVIATES**2)
WEIGHTS /= WEIGHTS.sum()
# Anderson-Darling distance exceeded by one right family in a hundred, by how many estimated
# parameters bend its curve: none, one (exponential), two and more (the greatest of lognormal, Weibull,
# gamma and their like; Stephens 1974, D'Agostino and Stephens 1986).
_BOUNDS = (3.857, 1.957, 1.092)
# A tail is refused where chance would explain it less often than this, at each of four looks.
_CHANCE = 0.005
_STANDARD_ERRORS = 3.0
_TAIL = 0.9
_FEWEST_IN_TAIL = 5


@dataclass(frozen=True)
class Table:
    """A candidate's values at ``BELOW``, with its moments."""

    values: Floats
    mean: float
    cv: float


def tabled(candidate: Candidate) -> Table:
    """Give the candidate's values and moments."""
    values = candidate.quantile(BELOW, ABOVE)
    mean = float(values @ WEIGHTS)
    return Table(values, mean, float(np.sqrt(max(0.0, float(values**2 @ WEIGHTS) - mean**2))) / mean)


def criterion(candidate: Candidate, n: int) -> float:
    """Give AICc; a mixture pays log n a parameter instead of 2.

    Hurvich and Tsai (1989). AIC takes too many parts of a mixture, whose likelihood isn't
    regular; the price of BIC takes the right number as data grow (Keribin 2000).
    """
    k = candidate.parameters
    if n - k - 1 <= 0:
        return float("inf")
    price = np.log(n) if candidate.mixes else 2.0
    return float(price * k + 2.0 * k * (k + 1) / (n - k - 1) - 2.0 * candidate.log_likelihood)


def holds(candidate: Candidate, table: Table, times: Times) -> bool:
    """Tell whether a family holds, along the whole curve and in its tail."""
    close = anderson_darling(candidate, times) <= _BOUNDS[candidate.bending]
    return close and tail_holds(candidate, table, times)


def anderson_darling(candidate: Candidate, times: Times) -> float:
    """Give the Anderson-Darling distance of the sample from the family."""
    below = np.clip(candidate.cumulative(times.values), 1e-12, 1.0 - 1e-12)
    odd = 2.0 * np.arange(1, times.n + 1) - 1.0
    return float(-times.n - np.mean(odd * (np.log(below) + np.log1p(-below[::-1]))))


def tail_holds(candidate: Candidate, table: Table, times: Times) -> bool:
    """Tell whether mean, 95th and 99th percentile and mean excess agree within chance."""
    return (
        all(_as_many_beyond(candidate, times, share) for share in (0.95, 0.99))
        and _mean_agrees(table, times)
        and _excess_agrees(table, times)
    )


def _as_many_beyond(candidate: Candidate, times: Times, share: float) -> bool:
    """Tell whether as many of the sample as chance allows lie beyond the family's percentile."""
    percentile = float(candidate.quantile(np.array([share]), np.array([1.0 - share]))[0])
    beyond = int(np.count_nonzero(times.values > percentile))
    few = float(bdtr(beyond, times.n, 1.0 - share))
    many = float(bdtrc(beyond - 1, times.n, 1.0 - share)) if beyond else 1.0
    return min(few, many) > _CHANCE


def _mean_agrees(table: Table, times: Times) -> bool:
    error = float(times.values.std()) / np.sqrt(times.n)
    return bool(abs(table.mean - 1.0) <= _STANDARD_ERRORS * error)


def _excess_agrees(table: Table, times: Times) -> bool:
    """Tell whether those beyond the sample's 90th percentile exceed it by as much as foretold.

    A light family is held against its own error, a heavy one against the sample's: the error
    of a heavy tail is so wide that it would excuse everything.
    """
    start = float(np.quantile(times.values, _TAIL))
    excess = times.values[times.values > start] - start
    if len(excess) < _FEWEST_IN_TAIL:
        return True
    weights = np.where(table.values > start, WEIGHTS, 0.0)
    if weights.sum() <= 0:
        return False
    told = table.values - start
    mean = float(told @ weights / weights.sum())
    spread = float(np.sqrt(max(0.0, float(told**2 @ weights / weights.sum()) - mean**2)))
    gap = float(excess.mean()) - mean
    error = (spread if gap > 0 else max(float(excess.std(ddof=1)), 1e-12)) / np.sqrt(len(excess))
    return bool(abs(gap) <= _STANDARD_ERRORS * error)
