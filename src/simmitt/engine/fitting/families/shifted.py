"""Families above a least time: no piece is quicker than the machine's own cycle."""

import numpy as np
from scipy.special import gammainc, gammaln, ndtr, ndtri

from simmitt.engine.fitting.families.candidate import Candidate, Floats, Times, best_on_grid
from simmitt.engine.fitting.families.plain import gamma_quantile, gamma_shape


def _latest(times: Times) -> float:
    """Give the greatest least time tried.

    The likelihood grows without end as the least time nears the sample's least; chance leaves
    a gap of about the mean over n there.
    """
    return float(times.values[0] - (1.0 - times.values[0]) / times.n)


def shifted_exponential(times: Times) -> Candidate | None:
    """Give the exponential family above a least time, at its best unbiased place."""
    shift = float(times.values[0] - (1.0 - times.values[0]) / max(times.n - 1, 1))
    if shift <= 0:
        return None
    scale = 1.0 - shift
    return Candidate(
        "shifted exponential",
        2,
        float(-times.n * (np.log(scale) + 1.0)),
        lambda x: -np.expm1(-np.maximum(x - shift, 0.0) / scale),
        lambda _, above: shift - scale * np.log(above),
        bending=1,
    )


def shifted_lognormal(times: Times) -> Candidate | None:
    """Give the lognormal family above a least time found by profile likelihood."""
    latest = _latest(times)
    if latest <= 0:
        return None

    def score(shifts: Floats) -> Floats:
        logs = np.log(times.thinned - shifts[:, None])
        return np.asarray(-logs.mean(axis=1) - np.log(logs.std(axis=1)), dtype=np.float64)

    shift = min(best_on_grid(score, 0.0, latest), latest)
    logs = np.log(times.values - shift)
    mu, sigma = float(logs.mean()), float(logs.std())
    return Candidate(
        "shifted lognormal",
        3,
        float(-times.n * (mu + np.log(sigma) + 0.5 * np.log(2.0 * np.pi) + 0.5)),
        lambda x: ndtr((np.log(np.maximum(x - shift, 1e-12)) - mu) / sigma),
        lambda below, above: shift + np.exp(mu + sigma * np.where(below < 0.5, ndtri(below), -ndtri(above))),
    )


def shifted_gamma(times: Times) -> Candidate | None:
    """Give the gamma family above a least time found by profile likelihood."""
    latest = _latest(times)
    if latest <= 0:
        return None

    def score(shifts: Floats) -> Floats:
        return _gamma_score(times.thinned, shifts)[0]

    shift = min(best_on_grid(score, 0.0, latest), latest)
    (likelihood,), (shape,) = _gamma_score(times.values, np.array([shift]))
    scale = (1.0 - shift) / shape
    return Candidate(
        "shifted gamma",
        3,
        float(times.n * likelihood),
        lambda x: gammainc(shape, np.maximum(x - shift, 0.0) / scale),
        lambda below, above: shift + scale * gamma_quantile(float(shape), below, above),
    )


def _gamma_score(values: Floats, shifts: Floats) -> tuple[Floats, Floats]:
    """Give log-likelihood a value and shape for each least time; (m,) each."""
    above = values - shifts[:, None]
    mean, mean_log = above.mean(axis=1), np.log(above).mean(axis=1)
    shape = gamma_shape(np.log(mean) - mean_log)
    return (shape - 1) * mean_log - shape - gammaln(shape) - shape * np.log(mean / shape), shape
