"""How alike the samples of a group are: read from the samples themselves.

The marginal likelihood of all samples' levels and variances, under wide priors that speak
only where there are few samples. What remains open is carried along as weighted points around
the likeliest: plugging in that one alone would promise too much. Gelman et al., Bayesian Data
Analysis, 3rd edition, 5 and 13.3.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from scipy.special import gammaln, ndtri

from simmitt.engine.fitting.families import Times
from simmitt.engine.fitting.families.candidate import Floats
from simmitt.engine.fitting.families.plain import lognormal
from simmitt.engine.fitting.goodness import holds, tabled
from simmitt.engine.fitting.pooling import Group, pool

# Where nothing else is known: the logs of one kind of work vary with a variance of 0.25 (cv
# about 0.5), told as surely as by six observations; the levels of like work vary as much as
# single times do. Each may well be three times more or less.
_USUAL = np.log([0.25, 6.0, 0.25])
_USUAL_WIDTH = np.array([1.2, 0.8, 1.2])
# Samples of one station lie about as near to each other as those of the plant.
_WITHIN_PLANT_WIDTH = np.array([0.8, 0.6, 0.6])
_LOWEST, _HIGHEST = np.log([1e-5, 1.5, 1e-5]), np.log([16.0, 200.0, 16.0])
_ENOUGH_FOR_SHAPE = 30
_SHAPE_POINTS = 200
_NO_VARIATION = 1e-6
_ROUNDING = 0.05**2  # variance of a log that nobody tells more exactly: few equal times prove little
_USUAL_GAP = 0.3  # between the mean of a family taken for granted and the real one, as a share
# Search: width of a difference, longest step, steps at most, and the parts of a step tried.
_STEP, _LONGEST_STEP, _MOST_STEPS = 0.02, 1.5, 15
_PARTS_OF_A_STEP = np.array([0.0, 0.1, 0.3, 1.0])
_CORNERS = ((0, 1), (0, 2), (1, 2))
# Columns of evenly spread normal deviates (Kronecker's sequence for the root of x^5 = x + 1).
_POINTS = 32
_ROOTS = 1.1673039782614187 ** -np.arange(1.0, 5.0)
_DEVIATES = ndtri((0.5 + np.multiply.outer(np.arange(1.0, _POINTS + 1), _ROOTS)) % 1.0)


@dataclass(frozen=True)
class _Sums:
    """Count, mean log and squared deviations of each sample, (g,), and what they lie within."""

    n: Floats
    mean: Floats
    squares: Floats
    centre: Floats  # (3,) logs of between, variance's worth and variance as expected
    width: Floats  # (3,) of that expectation
    place: float  # of the level as expected
    surely: float  # one over the variance of that


def learn_group(samples: Sequence[Floats], name: str, within: Group | None = None) -> Group:
    """Give what samples have in common; a group may lie within a larger one.

    Parameters
    ----------
    samples : sequence of (n_g,)
        Positive values of one unit.
    """
    logs = [np.log(sample) for sample in samples if len(sample) and not _told_by_rote(sample)]
    sums = _sums(logs, within)
    best, root = _likeliest(sums)
    aside = _DEVIATES[:, :3]
    told = best + aside @ root.T
    level, certainty = _level(sums, np.exp(_kept(told)))
    # Each point counts as likely as it is beside how often the normal about the best gives it.
    log_weight = (aside**2).sum(axis=1) / 2 - _loss(sums, told)
    weight = np.exp(log_weight - log_weight.max())
    between, freedom, variance = np.exp(_kept(told)).T
    levels = level + _DEVIATES[:, 3] / np.sqrt(certainty)
    group = Group(name, weight / weight.sum(), levels, between, freedom, variance)
    shaped = replace(group, shape=_shape(logs, group, within.shape if within else None))
    return replace(shaped, kept=_kept_sum(logs, shaped))


def _told_by_rote(sample: Floats) -> bool:
    """Tell whether all are the same: a time that was filled in, not measured."""
    return len(sample) >= 3 and float(np.ptp(sample)) <= _NO_VARIATION * float(sample.mean())


def _sums(logs: Sequence[Floats], within: Group | None) -> _Sums:
    n = np.array([float(len(each)) for each in logs])
    mean = np.array([float(each.mean()) for each in logs])
    squares = np.array([max(float(each.var()), _ROUNDING * (1 - 1 / len(each))) * len(each) for each in logs])
    if within is None:
        # A level of which nothing is known, but for keeping the sums finite.
        return _Sums(n, mean, squares, _USUAL, _USUAL_WIDTH, 0.0, 1e-6)
    told = (within.between, within.variance_worth, within.variance)
    centre = np.array([float(within.weight @ np.log(each)) for each in told])
    middle = float(within.weight @ within.level)
    variance = within.between + (within.level - middle) ** 2
    return _Sums(n, mean, squares, centre, _WITHIN_PLANT_WIDTH, middle, 1.0 / float(within.weight @ variance))


def _kept(logs: Floats) -> Floats:
    return np.asarray(np.clip(logs, _LOWEST, _HIGHEST), dtype=np.float64)


def _likeliest(sums: _Sums) -> tuple[Floats, Floats]:
    """Give the likeliest logs of between, variance's worth and variance, and the root of their doubt.

    Newton steps by differences; where the loss is not convex the prior's curvature stands in.
    """
    at, width = sums.centre, sums.width
    for _ in range(_MOST_STEPS):
        slope, curvature = _differences(sums, at)
        values, axes = np.linalg.eigh(curvature)
        step = -axes @ ((axes.T @ slope) / np.maximum(values, 0.3 / width.max() ** 2))
        step *= min(1.0, _LONGEST_STEP / max(float(np.abs(step).max()), 1e-12))
        tried = at + np.multiply.outer(_PARTS_OF_A_STEP, step)
        losses = _loss(sums, tried)
        moved = tried[int(np.argmin(losses))] - at
        at = at + moved
        if np.abs(moved).max() < 1e-3:
            break
    values, axes = np.linalg.eigh(_differences(sums, at)[1])
    return at, axes / np.sqrt(np.maximum(values, 0.5 / width.max() ** 2))


def _differences(sums: _Sums, at: Floats) -> tuple[Floats, Floats]:
    """Give slope and curvature of the loss, (3,) and (3, 3), by differences."""
    single = np.eye(3) * _STEP
    pairs = np.array([single[i] + single[j] for i, j in _CORNERS])
    told = _loss(sums, at + np.concatenate(([np.zeros(3)], single, -single, pairs, -pairs)))
    middle, up, down = told[0], told[1:4], told[4:7]
    curvature = np.diag((up + down - 2 * middle) / _STEP**2)
    for (i, j), ahead, back in zip(_CORNERS, told[7:10], told[10:13], strict=True):
        mixed = ahead + back - up[i] - down[i] - up[j] - down[j] + 2 * middle
        curvature[i, j] = curvature[j, i] = mixed / (2 * _STEP**2)
    return (up - down) / (2 * _STEP), curvature


def _loss(sums: _Sums, logs: Floats) -> Floats:
    """Give minus the log posterior of each row of logs, less what is constant; (m, 3) to (m,)."""
    told = np.exp(_kept(logs))
    level, certainty = _level(sums, told)
    apart = _apart(sums, told)
    _, worth, variance = (each[:, None] for each in told.T)
    free, prior_squares = worth + sums.n - 1.0, worth * variance
    of_squares = (
        gammaln(free / 2)
        - gammaln(worth / 2)
        + 0.5 * worth * np.log(prior_squares)
        - 0.5 * free * np.log(prior_squares + sums.squares)
    )
    of_levels = -0.5 * (np.log(apart) + (sums.mean - level[:, None]) ** 2 / apart)
    prior = (((logs - sums.centre) / sums.width) ** 2).sum(axis=1)
    prior = (prior + sums.surely * (level - sums.place) ** 2) / 2
    # The level is summed over, not chosen: what is open about it counts for wide ones.
    told_by_all = (of_squares + of_levels).sum(axis=1) - 0.5 * np.log(certainty)
    return np.asarray(prior - told_by_all, dtype=np.float64)


def _apart(sums: _Sums, told: Floats) -> Floats:
    """Give the variance of each sample's mean log about the level, (m, g); its own variance plugged in."""
    between, worth, variance = (each[:, None] for each in told.T)
    own = (worth * variance + sums.squares) / (worth + sums.n - 1.0)
    return np.asarray(between + own / sums.n, dtype=np.float64)


def _level(sums: _Sums, told: Floats) -> tuple[Floats, Floats]:
    """Give the level and how surely it is known for each row of points; (m,) each."""
    weight = 1.0 / _apart(sums, told)
    certainty = weight.sum(axis=1) + sums.surely
    return (weight @ sums.mean + sums.surely * sums.place) / certainty, certainty


def _kept_sum(logs: Sequence[Floats], group: Group) -> float:
    """Give what means must be taken times so that all times add up to what they do.

    No family is quite right; the more surely the sum is known, the more of the gap is closed.
    """
    if not logs:
        return 1.0
    samples = [np.exp(each) for each in logs]
    told = np.concatenate([np.full(len(each), pool(each, group).mean) for each in samples])
    every = np.concatenate(samples)
    error = float(np.mean((every / told - 1.0) ** 2)) / len(every)
    trust = _USUAL_GAP**2 / (_USUAL_GAP**2 + error)
    return float((every.sum() / told.sum()) ** trust)


def _shape(logs: Sequence[Floats], group: Group, of_larger: Floats | None) -> Floats | None:
    """Give the standardised logs of all samples where the lognormal doesn't hold for them."""
    if sum(len(each) for each in logs) < _ENOUGH_FOR_SHAPE:
        return of_larger
    told = [pool(np.exp(each), group) for each in logs]
    every = np.concatenate([(each - own.level) / own.spread for each, own in zip(logs, told, strict=True)])
    if np.ptp(every) <= _NO_VARIATION:
        return of_larger
    standard = (every - every.mean()) / every.std()
    times = Times.of(np.exp(np.sqrt(float(group.weight @ group.variance)) * standard))
    candidate = lognormal(times)
    if holds(candidate, tabled(candidate), times):
        return None
    ranks = (np.arange(_SHAPE_POINTS) + 0.5) / _SHAPE_POINTS
    return np.quantile(standard, ranks) if len(standard) > _SHAPE_POINTS else np.sort(standard)
