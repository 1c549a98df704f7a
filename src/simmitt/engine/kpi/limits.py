"""The 95 % limits of a figure, from resampled outcomes or from a known distribution.

The spread of the resampled figure is taken on the scale on which it is most even (logarithm
for times and amounts, log odds for shares) and laid on both sides of the figure with the
quantile of Student's t for the number of blocks: percentiles of so few blocks are too narrow
(Hesterberg 2015). Where neighbouring cells show that even whole blocks still depend on each
other, the interval is widened as an autoregression of the first order says.
"""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from scipy import special, stats

from simmitt.engine.kpi.drawing import DRAWS, FEWEST_BLOCKS, cells_per_block
from simmitt.engine.spans import Floats

STOP_STREAM = 3
FEWEST_FREEDOMS = 3  # Student's t for fewer says nothing that anybody could use
MOST_CORRELATION = 0.9

Scale = Literal["log", "odds", "plain", "inverse"]
TENFOLD = 10.0


@dataclass(frozen=True)
class Interval:
    """A value with its 95 % limits."""

    value: float
    low: float
    high: float


def certain(value: float) -> Interval:
    """Give what is counted in the log and estimates nothing."""
    return Interval(value, value, value)


def limits(
    value: float, outcomes: Floats, cells: int, *, widen: float = 1.0, scale: Scale = "log"
) -> Interval:
    """Give the 95 % interval of resampled outcomes.

    Parameters
    ----------
    value
        The figure in the log itself.
    outcomes : (n_draws,)
        The figure in each resample; those that could not be computed are nan.
    cells
        How many cells a resample is drawn from.
    widen
        How much further the interval shall reach than the outcomes spread.
    scale
        Where the spread is even: ``log`` for what is above 0, ``odds`` for what lies between
        0 and 1, ``plain`` for what may be negative, ``inverse`` for queues and the times they
        make: in a crowded plant they vary with the square of their size (Whitt 1989).
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        centre, spread = float(_onto(value, scale)), _onto(outcomes, scale)
    spread = spread[np.isfinite(spread)]
    if cells < 2 or len(spread) < 2 or not np.isfinite(centre):
        return certain(value)
    blocks = cells / cells_per_block(cells)
    # Blocks that overlap tell of the spread as half as many again that don't (Meketon and Schmeiser 1984).
    t = float(stats.t.ppf(0.975, max(1.5 * blocks - 1, FEWEST_FREEDOMS)))
    reach = t * widen * float(spread.std()) * np.sqrt(blocks / (blocks - 1))
    low, high = (_back(centre + step, scale, value) for step in (-reach, reach))
    return Interval(value, min(low, value), max(high, value))


def _onto(value: Floats | float, scale: Scale) -> Floats:
    value = np.asarray(value, float)
    if scale == "plain":
        return value
    if scale == "inverse":
        return np.asarray(-1 / value)
    return np.asarray(np.log(value) if scale == "log" else special.logit(value))


def _back(value: float, scale: Scale, whole: float) -> float:
    if scale == "plain":
        return value
    if scale == "inverse":
        # Beyond ten times the figure itself nothing can be said.
        return float(-1 / min(value, -1 / (TENFOLD * whole)))
    # e to the 700th is the most a float holds.
    return float(np.exp(min(value, 700.0))) if scale == "log" else float(special.expit(value))


def still_dependent(influence: Floats) -> float:
    """Give how much wider the interval must be because whole blocks still depend on each other.

    Parameters
    ----------
    influence : (n_cells,)
        How far each cell pulls the figure up or down.

    Notes
    -----
    For an autoregression of the first order with the correlation of neighbouring cells
    (raised for its known shortfall, Kendall 1954), the variance of the mean is compared with
    what blocks of cells show of it.
    """
    cells, length = len(influence), cells_per_block(len(influence))
    off = influence - influence.mean()
    power = float((off**2).sum())
    if cells < FEWEST_BLOCKS or power <= 0.0:
        return 1.0
    seen = float((off[1:] * off[:-1]).sum()) / power
    correlation = float(np.clip(seen + (1 + 3 * seen) / cells, 0.0, MOST_CORRELATION))
    blocks = cells / length
    whole = _variance_of_mean(correlation, cells)
    shown = (_variance_of_mean(correlation, length) - whole) / (blocks - 1)
    return float(np.sqrt(max(whole / shown, 1.0))) if shown > 0 else 1.0


def _variance_of_mean(correlation: float, cells: float) -> float:
    """Give the variance of the mean of so many cells, a cell's own being 1."""
    rest = 1 - correlation
    tail = 2 * correlation * (1 - correlation**cells) / (cells * rest**2)
    return float(((1 + correlation) / rest - tail) / cells)


def few(events: Floats, exposure: float) -> Interval:
    """Give the rate of a few independent events of unlike amounts, with limits as of a Poisson count.

    Parameters
    ----------
    events : (n_events,)
        Amount of each.
    exposure
        What they are divided by.

    Notes
    -----
    Fay and Feuer (1997): the sum is taken for a multiple of a Poisson count with the same
    mean and variance. Without any event the upper limit is that of no event of amount 1.
    """
    events = events[events > 0]
    if not len(events):
        return Interval(0.0, 0.0, float(stats.chi2.ppf(0.975, 2)) / 2 / exposure)
    amount, square = float(events.sum()), float((events**2).sum())
    count = amount**2 / square
    low = float(stats.chi2.ppf(0.025, 2 * count)) / 2
    high = float(stats.chi2.ppf(0.975, 2 * count + 2)) / 2
    return Interval(amount / exposure, amount / exposure * low / count, amount / exposure * high / count)


def proportion(hits: int, trials: int) -> Interval:
    """Give a share of independent trials; Jeffreys' limits (Brown, Cai and DasGupta 2001)."""
    low = float(stats.beta.ppf(0.025, hits + 0.5, trials - hits + 0.5)) if hits else 0.0
    high = float(stats.beta.ppf(0.975, hits + 0.5, trials - hits + 0.5)) if hits < trials else 1.0
    return Interval(hits / trials, low, high)


def of_mean(values: Floats, seed: int, draws: int = DRAWS) -> Interval:
    """Give the mean of a few values that have nothing to do with each other, themselves resampled."""
    rng = np.random.default_rng([seed, STOP_STREAM])
    n = len(values)
    drawn = values[rng.integers(0, n, (draws, n))].mean(axis=1)
    value = float(values.mean())
    with np.errstate(divide="ignore"):
        logs = np.log(drawn)
    if n < 2 or not draws or not np.isfinite(logs).all():
        return certain(value)
    reach = float(stats.t.ppf(0.975, max(n - 1, FEWEST_FREEDOMS)) * logs.std() * np.sqrt(n / (n - 1)))
    return Interval(value, value * float(np.exp(-reach)), value * float(np.exp(reach)))
