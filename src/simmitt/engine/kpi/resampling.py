"""Intervals by resampling: orders for figures of orders, weeks for figures of time.

Efron (1979); blocks of a week keep what days and shifts have to do with each other (Künsch
1989). The limits are percentiles, moved outwards for small samples as Hesterberg (2015)
proposes: without it 13 weeks would give intervals that are too short.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from scipy import stats

from simmitt.engine.spans import Floats

DRAWS = 1000
FEWEST_DRAWS = 100
CELLS = 20_000_000  # draws times orders, so that a large log doesn't take minutes
CHUNK = 500_000
ORDER_STREAM, BLOCK_STREAM, STOP_STREAM = 1, 2, 3


@dataclass(frozen=True)
class Interval:
    """A value with its 95 % limits."""

    value: float
    low: float
    high: float


def limits(value: float, outcomes: Floats, sampled: int) -> Interval:
    """Give the 95 % interval of resampled outcomes.

    Parameters
    ----------
    value
        The figure in the log itself.
    outcomes : (n_draws,)
        The figure in each resample; those that could not be computed are nan.
    sampled
        How many orders or blocks a resample is drawn from.
    """
    outcomes = outcomes[np.isfinite(outcomes)]
    if sampled < 2 or not len(outcomes):
        return Interval(value, value, value)
    reach = np.sqrt(sampled / (sampled - 1)) * stats.t.ppf(0.025, sampled - 1)
    tail = float(stats.norm.cdf(reach))
    low, high = np.quantile(outcomes, [tail, 1 - tail])
    return Interval(value, min(float(low), value), max(float(high), value))


def over_orders(figures: Callable[[Floats], Floats], table: Floats, seed: int) -> list[Interval]:
    """Give intervals of several figures of orders, all from the same resamples.

    Parameters
    ----------
    figures
        Maps (n_draws, n_orders, n_columns) to (n_draws, n_figures).
    table : (n_orders, n_columns)
    """
    rng = np.random.default_rng([seed, ORDER_STREAM])
    n = len(table)
    draws = int(np.clip(CELLS // max(n, 1), FEWEST_DRAWS, DRAWS))
    step = max(1, CHUNK // max(n, 1))
    parts = [
        figures(table[rng.integers(0, n, (min(step, draws - done), n))]) for done in range(0, draws, step)
    ]
    outcomes = np.concatenate(parts)
    values = figures(table[None])[0]
    return [limits(float(value), outcomes[:, i], n) for i, value in enumerate(values)]


def of_mean(values: Floats, seed: int) -> Interval:
    """Give the mean of a few values, the values themselves resampled."""
    rng = np.random.default_rng([seed, STOP_STREAM])
    drawn = values[rng.integers(0, len(values), (DRAWS, len(values)))]
    return limits(float(values.mean()), drawn.mean(axis=1), len(values))


def block_weights(blocks: int, seed: int) -> Floats:
    """Give how often each block of time is drawn in each resample, (n_draws, n_blocks)."""
    rng = np.random.default_rng([seed, BLOCK_STREAM])
    return rng.multinomial(blocks, np.full(blocks, 1 / blocks), DRAWS).astype(float)


def total(amount: Floats, length_s: Floats, weights: Floats) -> Interval:
    """Give a sum over blocks of time, its interval for a period as long as the log's.

    Parameters
    ----------
    amount, length_s : (n_blocks,)
    weights : (n_draws, n_blocks)
    """
    rate, period = ratio(amount, length_s, weights), float(length_s.sum())
    return Interval(rate.value * period, rate.low * period, rate.high * period)


def ratio(above: Floats, below: Floats, weights: Floats) -> Interval:
    """Give a ratio of sums over blocks of time.

    Parameters
    ----------
    above, below : (n_blocks,)
    weights : (n_draws, n_blocks)
    """
    base = weights @ below
    outcomes = np.divide(weights @ above, base, out=np.full(len(base), np.nan), where=base > 0)
    return limits(float(above.sum() / below.sum()), outcomes, len(above))
