"""Intervals: the one service that every figure's 95 % limits come from.

Blocks of weeks or orders are resampled (drawing.py), the figure is taken anew in each
resample, and its limits follow from the spread (limits.py). Events too few for that (scrap of
one activity, breakdowns of one machine) get the limits of a Poisson count.
"""

from collections.abc import Callable

import numpy as np
from scipy import special

from simmitt.engine.kpi.drawing import (
    DRAWS,
    Resamples,
    block_weights,
    count_order_cells,
    order_cells,
    resamples,
)
from simmitt.engine.kpi.limits import (
    Interval,
    Scale,
    certain,
    few,
    limits,
    of_mean,
    proportion,
    still_dependent,
)
from simmitt.engine.spans import Bools, Floats, Ints, summed
from simmitt.engine.survival import by_time_and_end, first_step_down_to, still_going

__all__ = [
    "DRAWS",
    "Interval",
    "Resamples",
    "Scale",
    "block_weights",
    "censored_median",
    "certain",
    "count_order_cells",
    "few",
    "limits",
    "of_mean",
    "of_sums",
    "order_cells",
    "proportion",
    "quantile",
    "ratio",
    "resamples",
    "share",
    "share_of",
    "total",
]

FEW_EVENTS = 20
QUANTILE_BINS = 2000


def ratio(above: Floats, below: Floats, weights: Floats, scale: Scale = "log") -> Interval:
    """Give a ratio of sums over cells.

    Parameters
    ----------
    above, below : (n_cells,)
    weights : (n_draws, n_cells)
    """
    whole = float(below.sum())
    value = float(above.sum()) / whole if whole > 0 else float("nan")
    if not len(weights):
        return certain(value)
    base = weights @ below
    outcomes = np.divide(weights @ above, base, out=np.full(len(base), np.nan), where=base > 0)
    widen = still_dependent(above - value * below)
    return limits(value, outcomes, len(above), widen=widen, scale=scale)


def total(amount: Floats, length_s: Floats, weights: Floats) -> Interval:
    """Give a sum over blocks of time, its interval for a period as long as the log's.

    Parameters
    ----------
    amount, length_s : (n_blocks,)
    weights : (n_draws, n_blocks)
    """
    rate, period = ratio(amount, length_s, weights), float(length_s.sum())
    return Interval(rate.value * period, rate.low * period, rate.high * period)


def of_sums(
    function: Callable[[Floats], Floats], sums: Floats, weights: Floats, scale: Scale = "log"
) -> Interval:
    """Give a figure computed from several sums over cells, such as a coefficient of variation.

    Parameters
    ----------
    function
        Maps the sums, (n_sums, n), to the figure, (n,).
    sums : (n_sums, n_cells)
    weights : (n_draws, n_cells)
    """
    whole = sums.sum(axis=1, keepdims=True)
    value = float(function(whole)[0])
    if not len(weights) or not np.isfinite(value):
        return certain(value)
    without = function(whole - sums)
    widen = still_dependent(np.where(np.isfinite(without), value - without, 0.0))
    return limits(value, function(sums @ weights.T), sums.shape[1], widen=widen, scale=scale)


def share_of(hit: Bools, cell: Ints, weights: Floats, cells: int) -> Interval:
    """Give the share of hits among things that each are one or not; few hits or misses as if independent.

    Parameters
    ----------
    hit, cell : (n,)
    weights : (n_draws, n_cells)
    """
    hits = int(hit.sum())
    if not len(weights) or not len(hit):
        return certain(hits / len(hit) if len(hit) else np.nan)
    if min(hits, len(hit) - hits) < FEW_EVENTS:
        return proportion(hits, len(hit))
    trials = np.bincount(cell, minlength=cells).astype(float)
    return ratio(summed(cell, hit.astype(float), cells), trials, weights, "odds")


def share(above: Floats, below: Floats, weights: Floats, events: Floats | None = None) -> Interval:
    """Give a share between 0 and 1 of amounts; with few events the limits of a Poisson count.

    Parameters
    ----------
    above, below : (n_cells,)
    weights : (n_draws, n_cells)
    events : (n_events,)
        The amounts that ``above`` was summed from, where they may be few.
    """
    whole = float(below.sum())
    if len(weights) and whole > 0 and events is not None and np.count_nonzero(events) < FEW_EVENTS:
        rare = few(events, whole)
        return Interval(rare.value, rare.low, min(rare.high, 1.0))
    return ratio(above, below, weights, "odds")


def quantile(values: Floats, cell: Ints, weights: Floats, level: float = 0.5) -> Interval:
    """Give a quantile of values that lie in cells.

    Parameters
    ----------
    values, cell : (n,)
    weights : (n_draws, n_cells)
    level
        0.5 is the median.

    Notes
    -----
    Woodruff (1952): the limits of the share of values below the quantile, read off the values
    themselves. So a gap between them (a night, a weekend) widens the interval only if it lies in it.
    """
    value = float(np.quantile(values, level))
    if not len(weights):
        return certain(value)
    cells = weights.shape[1]
    count = np.bincount(cell, minlength=cells).astype(float)
    below = summed(cell, (values <= value).astype(float), cells)
    low, high = _around(level, ratio(below, count, weights, "odds"))
    least, most = np.quantile(values, [low, high])
    return Interval(value, min(float(least), value), max(float(most), value))


def _around(level: float, seen: Interval) -> tuple[float, float]:
    """Lay the limits of a share around the level that it stands for; on the scale of log odds."""
    reach = special.logit([seen.low, seen.value, seen.high])
    if not np.isfinite(reach).all():
        return seen.low, seen.high
    centre = float(special.logit(level))
    low, high = special.expit(centre + reach[[0, 2]] - reach[1])
    return float(low), float(high)


def censored_median(time_s: Floats, ended: Bools, cell: Ints, weights: Floats) -> Interval:
    """Give the Kaplan-Meier median of times that lie in cells; infinite where it isn't reached.

    Parameters
    ----------
    time_s, ended, cell : (n,)
    weights : (n_draws, n_cells)

    Notes
    -----
    Brookmeyer and Crowley (1982): the limits of the share that goes on beyond the median, read
    off the curve itself; where it does not come down so far, the upper limit is the longest
    time seen.
    """
    order = by_time_and_end(time_s, ended)
    time_s, ended, cell = time_s[order], ended[order], cell[order]
    one = np.ones((1, len(time_s)))
    curve = still_going(ended * one, one)
    times = np.append(time_s, np.inf)
    value = float(times[first_step_down_to(0.5, curve)[0]])
    if not len(weights) or not np.isfinite(value):
        return certain(value)
    bins = _binned(len(time_s))
    cells = weights.shape[1]
    leaving, ends = (weights @ _table(cell, bins, cells, by) for by in (None, ended.astype(float)))
    at_median = bins[np.searchsorted(time_s, value, "right") - 1]
    going = still_going(ends, leaving)[:, at_median]
    share_on = limits(0.5, going, cells, widen=_pull(time_s <= value, cell, cells), scale="odds")
    least, most = (
        float(times[first_step_down_to(level, curve)[0]]) for level in (share_on.high, share_on.low)
    )
    return Interval(value, min(least, value), max(most if np.isfinite(most) else float(time_s[-1]), value))


def _binned(n: int) -> Ints:
    """Put n sorted values into bins so fine that the figure does not feel them, (n,)."""
    return np.arange(n) * min(n, QUANTILE_BINS) // max(n, 1)


def _table(cell: Ints, bins: Ints, cells: int, amount: Floats | None = None) -> Floats:
    """Count, or sum an amount, by cell and bin, (cells, n_bins)."""
    width = int(bins[-1]) + 1
    table = np.bincount(cell * width + bins, amount, minlength=cells * width)
    return table.reshape(cells, width).astype(float)


def _pull(below: Bools, cell: Ints, cells: int) -> float:
    """Give the widening for a quantile: each cell's share below it is how far the cell pulls."""
    count = np.bincount(cell, minlength=cells)
    inside = summed(cell, below.astype(float), cells)
    return still_dependent(np.divide(inside, count, out=np.zeros(cells), where=count > 0))
