"""When a weekly mean moves for good: the strongest step in a series, and how likely chance makes it."""

from typing import NamedTuple

import numpy as np

from simmitt.engine.spans import Floats

# A step is looked for with so many weeks on either side of it.
LEAST_WEEKS = 2
LEAST_DRAWS, DRAWS = 199, 1_999
MOST_DRAWN = 6_000_000  # numbers drawn for all series together
# What a series says itself about how much its weeks scatter; the rest is taken from all.
OWN_SHARE = 0.25
SEED = 20_260_101


class Weekly(NamedTuple):
    """One series: weeks with reports, in order; all (n_weeks,)."""

    mean: Floats  # of the logarithms
    variance: Floats  # of that mean, as the scatter within weeks lets expect
    pool: int = 0  # series of one pool have weeks that scatter alike


class Step(NamedTuple):
    """The strongest step of a series."""

    at: int  # the first week after it
    size: float
    sd: float
    strength: float  # size by its standard deviation


def strongest_steps(series: list[Weekly]) -> list[Step]:
    """Give, for each series, the split of its weeks that parts the means most beyond chance.

    Notes
    -----
    Sen and Srivastava (1975): of all splits, the largest standardised difference between the
    weighted means before and after. Weeks may scatter more than their reports let expect: by how
    much is told by what neighbouring weeks differ by (von Neumann, 1941), which one step hardly
    touches. A few weeks tell little about that, so that most of it is taken from all series
    together: what moves one machine's week often moves the whole shop's.
    """
    inflation = _pooled(series, [_excess(each.mean[None, :], each.variance) for each in series])
    return [_strongest(each, float(more[0])) for each, more in zip(series, inflation, strict=True)]


def _strongest(series: Weekly, inflation: float) -> Step:
    size, sd = _splits(series.mean[None, :], 1.0 / series.variance)
    sd = sd * np.sqrt(inflation)
    best = int((np.abs(size[0]) / sd).argmax())
    return Step(
        best + LEAST_WEEKS, float(size[0, best]), float(sd[best]), float(np.abs(size[0, best]) / sd[best])
    )


def chance_of(strengths: Floats, series: list[Weekly]) -> Floats:
    """Give how often chance makes the strongest step of all series together as strong, (n_series,).

    Parameters
    ----------
    strengths : (n_series,)
    series
        Those looked at; the more they are, the stronger a step must be: the share of false
        alarms holds for all of them together.

    Notes
    -----
    Drawn from independent normal weekly means with a fixed seed, the scatter estimated anew in
    each draw as in the data (Westfall and Young, 1993: the largest of all statistics).
    """
    weeks = sum(len(each.mean) for each in series)
    draws = int(np.clip(MOST_DRAWN // max(weeks, 1), LEAST_DRAWS, DRAWS))
    random = np.random.default_rng(SEED)
    largest, excess = [], []
    for each in series:
        noise = random.standard_normal((draws, len(each.mean))) * np.sqrt(each.variance)
        size, sd = _splits(noise, 1.0 / each.variance)
        largest.append((np.abs(size) / sd).max(axis=1))
        excess.append(_excess(noise, each.variance))
    steadied = [most / np.sqrt(more) for most, more in zip(largest, _pooled(series, excess), strict=True)]
    strongest = np.sort(np.max(steadied, axis=0))
    as_strong = draws - np.searchsorted(strongest, strengths, "left")
    return np.asarray((1 + as_strong) / (1 + draws))


def enough(series: Weekly) -> bool:
    """Tell whether a series is long enough to look for a step."""
    return len(series.mean) >= 2 * LEAST_WEEKS + 2


def _splits(means: Floats, weights: Floats) -> tuple[Floats, Floats]:
    """Give the difference after minus before for each split, (n_draws, n_splits), and its sd, (n_splits,)."""
    weight = np.cumsum(weights)
    summed = np.cumsum(means * weights, axis=1)
    cut = slice(LEAST_WEEKS - 1, len(weights) - LEAST_WEEKS)
    left, right = weight[cut], weight[-1] - weight[cut]
    size = (summed[:, -1:] - summed[:, cut]) / right - summed[:, cut] / left
    return size, np.sqrt(1.0 / left + 1.0 / right)


def _excess(means: Floats, variance: Floats) -> Floats:
    """Give by how much weeks scatter, measured by what their reports let expect, (n_draws,)."""
    apart = np.diff(means, axis=1) ** 2 / (variance[1:] + variance[:-1])
    return np.asarray(apart.mean(axis=1))


def _pooled(series: list[Weekly], excess: list[Floats]) -> list[Floats]:
    """Give each series' inflation, at least 1, from its own excess and its pool's, (n_draws,) each."""
    pools = [each.pool for each in series]
    common = {
        pool: np.mean([more for more, own in zip(excess, pools, strict=True) if own == pool], axis=0)
        for pool in set(pools)
    }
    return [
        np.maximum(OWN_SHARE * own + (1 - OWN_SHARE) * common[pool], 1.0)
        for own, pool in zip(excess, pools, strict=True)
    ]


def first_after(value: Floats, split: int, near: slice) -> int:
    """Give the report that most likely is the first after a step.

    Parameters
    ----------
    value : (n_reports,)
        Logarithms by time.
    split
        First report of the first week after the step.
    near
        Reports among which the step may lie.

    Notes
    -----
    Least squares, with the means well before and well after the step held fixed.
    """
    inside = near.start > 0 and near.stop < len(value)
    before, after = (near.start, near.stop) if inside else (split, split)
    low, high = float(value[:before].mean()), float(value[after:].mean())
    gain = np.cumsum((value[near] - high) ** 2 - (value[near] - low) ** 2)
    return int(near.start) + int(np.r_[0.0, gain].argmax())
