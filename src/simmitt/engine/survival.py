"""Times to an end that some have not reached yet."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
Ints = NDArray[np.int64]

HALF = 0.5
_NORMAL_975 = 1.959964


class Survival(NamedTuple):
    """The share that has ended by each time, with its 95 % band."""

    time_s: Floats  # (n_steps,)
    share: Floats
    low: Floats
    high: Floats


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


def product_limit(time_s: Floats, ended: Bools) -> Survival:
    """Give the share ended by each time that one ended at, and its 95 % band.

    Parameters
    ----------
    time_s : (n,)
        Time until the end, or until it was last seen going on.
    ended : (n,)
        Whether the end was seen.

    Notes
    -----
    Kaplan and Meier (1958), the same estimate as in ``median_times``; the band is
    Greenwood's variance on the scale log(-log), as Kalbfleisch and Prentice (1980) have it.
    """
    order = by_time_and_end(time_s, ended)
    time_s, ended = time_s[order], ended[order]
    at_risk = np.arange(len(time_s), 0, -1, dtype=np.float64)
    lost = ended.astype(np.float64)
    alive = np.asarray(np.cumprod(1.0 - lost / at_risk), np.float64)
    spread = np.divide(lost, at_risk * (at_risk - 1), out=np.zeros_like(lost), where=at_risk > 1)
    low, high = _band(alive, np.sqrt(np.cumsum(spread)))
    steps = _last_ends(time_s, ended)
    return Survival(time_s[steps], 1.0 - alive[steps], 1.0 - high[steps], 1.0 - low[steps])


def _last_ends(time_s: Floats, ended: Bools) -> Ints:
    """Give the last end of each time at which any ended: those that end together are one step."""
    ends = np.flatnonzero(ended)
    times = time_s[ends]
    return ends[np.append(np.diff(times) > 0, True)] if len(ends) else ends


def _band(alive: Floats, spread: Floats) -> tuple[Floats, Floats]:
    """Give the lower and upper end of the share not yet ended."""
    inside = (alive > 0) & (alive < 1)
    logged = np.log(np.where(inside, alive, 0.5))
    width = np.exp(_NORMAL_975 * spread / np.abs(logged))
    low, high = (np.where(inside, np.exp(logged * power), alive) for power in (width, 1.0 / width))
    return low, high
