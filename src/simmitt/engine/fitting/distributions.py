"""Which distribution do these times follow? A family, a mixture, or the data themselves."""

from dataclasses import replace
from typing import cast

import numpy as np

from simmitt.engine.factory.model import Distribution, Evidence, Family
from simmitt.engine.fitting.doubt import mean_interval
from simmitt.engine.fitting.families import FAMILIES, Candidate, Times
from simmitt.engine.fitting.families.candidate import Floats
from simmitt.engine.fitting.goodness import WEIGHTS, Table, criterion, holds, tabled
from simmitt.engine.fitting.likeness import learn_group
from simmitt.engine.fitting.pooling import Group, pool

# With fewer the 95th percentile has nobody beyond it: no family can be told from another, and
# the sample leans on its group instead.
ENOUGH_TO_CHOOSE = 20
# More than this many tell a family no better: so many of them, evenly by rank, stand for all.
_ENOUGH_TO_TELL = 4_000
_QUANTILES = 41
# A family so much behind the likeliest is no explanation, whether that one holds or not.
_FARTHEST_BEHIND = 12.0
# What the simulation draws as it stands goes before what must be written as quantiles, unless
# that one is better by this (Burnham and Anderson 2002: up to 2 the evidence hardly differs).
_HARDLY_DIFFERENT = 2.0
_WIDEST_CV = 10.0
_NO_VARIATION = 1e-9
# The kernel's own families under the name of what is drawn by them.
_DRAWN_BY = {"Erlang": "gamma"}


def fit_distribution(
    sample: Floats, evidence: Evidence | None = None, group: Group | None = None
) -> Distribution:
    """Give the family that explains the sample best and whose tail is right, with the mean's doubt.

    Few data give the lognormal of the sample and its group together; enough data for which no
    family holds give themselves.

    Parameters
    ----------
    sample : (n,)
        Values not below 0, any unit; the mean of the result has the same.
    group
        What few data lean on; without it, on what is usual.
    """
    known = evidence or Evidence(len(sample))
    if len(sample) == 0 and group is None:
        return Distribution("fixed", 0.0, evidence=known)
    if len(sample) >= 3 and np.ptp(sample) <= _NO_VARIATION * sample.mean():
        return Distribution("fixed", float(sample.mean()), evidence=known)
    if len(sample) and sample.min() <= 0:
        return empirical(sample, known)
    if len(sample) < ENOUGH_TO_CHOOSE:
        return _pooled(sample, known, group or learn_group([sample], "usual"))
    return _chosen(sample, known)


def empirical(sample: Floats, evidence: Evidence | None = None) -> Distribution:
    """Give the sample itself as quantiles, with its mean kept; (n,)."""
    return weighted_empirical(sample, np.ones(len(sample)), evidence or Evidence(len(sample)))


def weighted_empirical(sample: Floats, weights: Floats, evidence: Evidence) -> Distribution:
    """Give weighted values as evenly spaced quantiles, with their mean kept; (n,) each.

    The mean's doubt is that of as many observations as the evidence counts. Between two
    quantiles values are spread evenly. Beyond the last but one that would make a long tail far
    too heavy: the last is set so that what lies there keeps its mean.
    """
    by_size = np.argsort(sample, kind="stable")
    values, share = sample[by_size], weights[by_size] / weights.sum()
    probabilities = np.linspace(0.0, 1.0, min(_QUANTILES, max(2, len(values))))
    quantiles = np.interp(probabilities, np.cumsum(share) - share / 2, values)
    mean = float(values @ share)
    quantiles[-1] = max(quantiles[-2], 2.0 * _mean_above(values, share, probabilities[-2]) - quantiles[-2])
    told = float(np.mean((quantiles[1:] + quantiles[:-1]) / 2))
    quantiles *= mean / told if told > 0 else 1.0
    cv = float(np.sqrt(max(0.0, values**2 @ share - mean**2)) / mean) if mean > 0 else 0.0
    rounded = tuple(round(float(value), 3) for value in quantiles)
    doubt = evidence if evidence.mean_high is not None else _doubted(evidence, values, share)
    return Distribution("empirical", mean, cv, rounded, doubt)


def _mean_above(values: Floats, share: Floats, probability: float) -> float:
    """Give the mean of the values beyond a quantile."""
    beyond = np.diff(np.maximum(np.concatenate(([0.0], np.cumsum(share))), probability))
    return float(values @ beyond / beyond.sum()) if beyond.sum() > 0 else float(values[-1])


def _doubted(evidence: Evidence, sample: Floats, weights: Floats) -> Evidence:
    interval = mean_interval(sample, weights, evidence.observations)
    return replace(evidence, mean_low=interval[0], mean_high=interval[1]) if interval else evidence


def _pooled(sample: Floats, evidence: Evidence, group: Group) -> Distribution:
    """Give what sample and group say together; the shape is the lognormal's or the group's own."""
    both = pool(sample, group)
    told = replace(
        evidence,
        pooled_with=evidence.pooled_with or group.name,
        mean_low=both.mean_low,
        mean_high=both.mean_high,
    )
    if group.shape is None:
        cv = float(np.sqrt(np.expm1(min(both.spread**2, 4.6))))
        return _named("lognormal", both.mean, cv, told)
    values = np.exp(both.spread * group.shape)
    return weighted_empirical(values * both.mean / values.mean(), np.ones(len(values)), told)


def _chosen(sample: Floats, evidence: Evidence) -> Distribution:
    told = _doubted(evidence, sample, np.ones(len(sample)))
    chosen = choose(Times.of(_fewer(sample)))
    if chosen is None:
        return empirical(sample, told)
    return _written(*chosen, float(sample.mean()), told)


def _fewer(sample: Floats) -> Floats:
    """Give as many as tell a family, each in the middle of its share of the ranks."""
    if len(sample) <= _ENOUGH_TO_TELL:
        return sample
    shares = (np.arange(_ENOUGH_TO_TELL) + 0.5) / _ENOUGH_TO_TELL
    return np.asarray(np.quantile(sample, shares), dtype=np.float64)


def choose(times: Times) -> tuple[Candidate, Table] | None:
    """Give the family of the lowest criterion among those that hold, if any near the best does."""
    with np.errstate(all="ignore"):
        fits = [candidate for family in FAMILIES if (candidate := family(times))]
        score = {each.name: criterion(each, times.n) for each in fits}
        best = min(score.values())
        for each in sorted(fits, key=lambda one: score[one.name] - _HARDLY_DIFFERENT * one.drawn):
            if score[each.name] > best + _FARTHEST_BEHIND:
                continue
            table = tabled(each)
            if np.isfinite(table.values).all() and holds(each, table, times):
                return each, table
    return None


def _written(candidate: Candidate, table: Table, mean: float, evidence: Evidence) -> Distribution:
    """Give a family as the simulation draws it, with the sample's own mean."""
    family = _DRAWN_BY.get(candidate.name, candidate.name)
    told = replace(evidence, follows=candidate.name if family != candidate.name else "")
    if candidate.corners:
        corners = tuple(round(mean * each / table.mean, 3) for each in candidate.corners)
        return Distribution("triangular", mean, round(table.cv, 4), corners, told)
    if candidate.drawn:
        return _named(cast(Family, family), mean, table.cv, told)
    told = replace(told, follows=candidate.name)
    return weighted_empirical(table.values * mean / table.mean, WEIGHTS, told)


def _named(family: Family, mean: float, cv: float, evidence: Evidence) -> Distribution:
    return Distribution(family, mean, round(min(cv, _WIDEST_CV), 4), (), evidence)
