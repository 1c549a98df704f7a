"""How far the mean of a sample may be from the truth."""

import numpy as np
from scipy.special import stdtrit

from simmitt.engine.fitting.families.candidate import Floats

_TAIL = 0.025


def mean_interval(sample: Floats, weights: Floats, observations: float) -> tuple[float, float] | None:
    """Give a 95 % interval for the mean, turned towards the side where the sample is skewed.

    Hall (1992), the cubic transformation of Student's t: times are skewed to the right, and a
    plain interval then misses the mean above it far too often.

    Parameters
    ----------
    sample, weights : (n,)
        Values of any unit and what each counts.
    observations
        How many observations the mean rests on; with fewer than two nothing can be said.
    """
    if observations < 2 or len(sample) < 2:
        return None
    share = weights / weights.sum()
    mean = float(sample @ share)
    deviations = sample - mean
    variance = float(deviations**2 @ share)
    if variance <= 0:
        return None
    # Everything in standard errors of the mean.
    skew = float(deviations**3 @ share) / variance**1.5 / np.sqrt(observations)
    error = np.sqrt(variance / (observations - 1))
    reach = float(stdtrit(observations - 1, 1 - _TAIL))
    low, high = (mean - error * _untwisted(side, skew) for side in (reach, -reach))
    return max(0.0, float(low)), float(high)


def _untwisted(deviate: float, skew: float) -> float:
    """Give the root of Hall's cubic: a deviate of the skewed statistic for one of Student's t."""
    if abs(skew) < 1e-6:
        return deviate
    return float((np.cbrt(1.0 + skew * (deviate - skew / 6.0)) - 1.0) * 3.0 / skew)
