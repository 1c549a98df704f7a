"""Times to an end that some have not reached yet."""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def median_times(time_s: Floats, ended: NDArray[np.bool_], weights: Floats) -> Floats:
    """Give the Kaplan-Meier median for each set of weights.

    Parameters
    ----------
    time_s : (n,)
        Time until the end, or until it was last seen going on.
    ended : (n,)
        Whether the end was seen.
    weights : (n_sets, n)
        How often each observation counts (all ones: the plain estimate).

    Returns
    -------
    median_s : (n_sets,)
        Infinite where less than half ended before observation stopped.

    Notes
    -----
    Kaplan and Meier (1958), product-limit estimate. Where ends and losses coincide, the ends
    come first.
    """
    order = np.lexsort((~ended, time_s))
    time_s, happened = time_s[order], ended[order]
    weights = weights[:, order]
    at_risk = np.cumsum(weights[:, ::-1], axis=1)[:, ::-1]
    lost = np.where(happened, weights, 0.0)
    factor = 1.0 - np.divide(lost, at_risk, out=np.zeros_like(lost), where=at_risk > 0)
    alive = np.cumprod(factor, axis=1)
    below = alive <= 0.5 + 1e-9
    first = below.argmax(axis=1)
    return np.where(below.any(axis=1), time_s[first], np.inf)


def median_time(time_s: Floats, ended: NDArray[np.bool_]) -> float:
    """Give the Kaplan-Meier median; infinite where it was not reached."""
    return float(median_times(time_s, ended, np.ones((1, len(time_s))))[0])
