"""Times to an end that some have not reached yet."""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

HALF = 0.5


def median_times(time_s: Floats, ended: Bools, weights: Floats) -> Floats:
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
    if not len(time_s):
        return np.full(len(weights), np.inf)
    order = by_time_and_end(time_s, ended)
    weights = weights[:, order]
    alive = still_going(np.where(ended[order], weights, 0.0), weights)
    return np.append(time_s[order], np.inf)[first_step_down_to(HALF, alive)]


def by_time_and_end(time_s: Floats, ended: Bools) -> NDArray[np.int64]:
    """Give the numbers of observations by time, ends before losses, (n,)."""
    return np.lexsort((~ended, time_s))


def still_going(ends: Floats, leaving: Floats) -> Floats:
    """Give the share that goes on beyond each step, by the product-limit estimate.

    Parameters
    ----------
    ends : (n_sets, n_steps)
        How many end at each step.
    leaving : (n_sets, n_steps)
        How many are seen for the last time at each step, those that end among them.

    Returns
    -------
    alive : (n_sets, n_steps)
    """
    at_risk = np.cumsum(leaving[:, ::-1], axis=1)[:, ::-1]
    factor = 1.0 - np.divide(ends, at_risk, out=np.zeros_like(ends), where=at_risk > 0)
    return np.asarray(np.cumprod(factor, axis=1), np.float64)


def first_step_down_to(level: float, alive: Floats) -> NDArray[np.int64]:
    """Give the first step beyond which no more than a share goes on; ``n_steps`` if none, (n_sets,)."""
    below = alive <= level + 1e-9
    return np.asarray(np.where(below.any(axis=1), below.argmax(axis=1), below.shape[1]))


def median_time(time_s: Floats, ended: Bools) -> float:
    """Give the Kaplan-Meier median; infinite where it was not reached."""
    return float(median_times(time_s, ended, np.ones((1, len(time_s))))[0])
