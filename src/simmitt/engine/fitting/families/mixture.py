"""Two kinds of work under one name: a mixture of two lognormals, by expectation and maximisation."""

import numpy as np
from scipy.special import ndtr

from simmitt.engine.fitting.families.candidate import Candidate, Floats, Times, by_inversion

_BINS = 128
_ROUNDS = 150
_ENOUGH = 1e-6
# A kind of work is no single row seen often: it has so much of the sample, and so much width
# beside the whole sample's (without a floor the likelihood grows without end at equal values).
_LEAST_SHARE, _LEAST_COUNT, _LEAST_WIDTH = 0.03, 5, 0.05
_HALF_LOG_2PI = 0.5 * np.log(2.0 * np.pi)

Kinds = tuple[Floats, Floats, Floats]  # share, log-mean and log-spread of each, (2,)


def two_lognormals(times: Times) -> Candidate | None:
    """Give the best of the mixtures that two different beginnings lead to."""
    if times.n < 4 * _LEAST_COUNT:
        return None
    logs, weights = _binned(times.logs)
    floor = _LEAST_WIDTH * float(times.logs.std())
    found = [_grow(logs, weights, cut, floor) for cut in _cuts(times.logs)]
    fits = [(float(_log_density(times.logs, kinds).sum()), kinds) for kinds in found]
    likelihood, kinds = max(fits, key=lambda each: each[0])
    if kinds[0].min() < max(_LEAST_SHARE, _LEAST_COUNT / times.n):
        return None

    def cumulative(x: Floats) -> Floats:
        share, middle, spread = kinds
        return np.asarray(ndtr((np.log(x)[:, None] - middle) / spread) @ share, dtype=np.float64)

    reach = 7.5 * kinds[2]
    ends = float(np.exp((kinds[1] - reach).min())), float(np.exp((kinds[1] + reach).max()))
    quantile = by_inversion(cumulative, *ends)
    score = likelihood - times.n * times.mean_log
    return Candidate("two lognormals", 5, score, cumulative, quantile, mixes=True)


def _binned(logs: Floats) -> tuple[Floats, Floats]:
    """Give at most so many runs of neighbours as their means and counts."""
    if len(logs) <= 2 * _BINS:
        return logs, np.ones(len(logs))
    starts = np.arange(_BINS) * len(logs) // _BINS
    counts = np.diff(np.append(starts, len(logs))).astype(np.float64)
    return np.add.reduceat(logs, starts) / counts, counts


def _cuts(logs: Floats) -> tuple[float, float]:
    """Give two places to part the logs: where both sides are tightest, and the upper quarter."""
    n = np.arange(1, len(logs))
    sums, squares = np.cumsum(logs)[:-1], np.cumsum(logs**2)[:-1]
    rest, rest_squares = logs.sum() - sums, (logs**2).sum() - squares
    within = squares - sums**2 / n + rest_squares - rest**2 / (len(logs) - n)
    at = int(np.argmin(within))
    return float((logs[at] + logs[at + 1]) / 2), float(np.quantile(logs, 0.75))


def _grow(logs: Floats, weights: Floats, cut: float, floor: float) -> Kinds:
    """Give the mixture that expectation and maximisation reach from a cut."""
    belongs = np.where(logs > cut, 1.0, 0.0)
    belongs = np.stack([1.0 - belongs, belongs], axis=1) * 0.9 + 0.05
    before = -np.inf
    kinds = _maximised(logs, weights, belongs, floor)
    for _ in range(_ROUNDS):
        each = _parts(logs, kinds)
        whole = np.logaddexp(each[:, 0], each[:, 1])
        kinds = _maximised(logs, weights, np.exp(each - whole[:, None]), floor)
        reached = float(weights @ whole)
        if reached - before < _ENOUGH * weights.sum():
            break
        before = reached
    return kinds


def _maximised(logs: Floats, weights: Floats, belongs: Floats, floor: float) -> Kinds:
    own = belongs * weights[:, None]
    total = np.maximum(own.sum(axis=0), 1e-9)
    middle = logs @ own / total
    spread = np.sqrt(np.maximum(((logs[:, None] - middle) ** 2 * own).sum(axis=0) / total, floor**2))
    return total / total.sum(), middle, spread


def _parts(logs: Floats, kinds: Kinds) -> Floats:
    share, middle, spread = kinds
    deviates = (logs[:, None] - middle) / spread
    return np.asarray(np.log(share / spread) - _HALF_LOG_2PI - 0.5 * deviates**2, dtype=np.float64)


def _log_density(logs: Floats, kinds: Kinds) -> Floats:
    each = _parts(logs, kinds)
    return np.asarray(np.logaddexp(each[:, 0], each[:, 1]), dtype=np.float64)
