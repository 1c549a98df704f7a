"""Families of one or two parameters."""

import numpy as np
from scipy.special import (
    digamma,
    gammainc,
    gammaincc,
    gammainccinv,
    gammaincinv,
    gammaln,
    log_ndtr,
    ndtr,
    ndtri,
    polygamma,
)

from simmitt.engine.fitting.families.candidate import (
    LEAST_TAIL_POWER,
    Candidate,
    Floats,
    Times,
    by_inversion,
)

_HALF_LOG_2PI = 0.5 * np.log(2.0 * np.pi)
# A time below nothing is no time: so little of a family may lie there.
_MOST_BELOW_NOTHING = 0.01
# Standardised lower ends of truncated normals, and their mean square over squared mean.
_ENDS = np.linspace(-12.0, 8.0, 4_001)
_HAZARDS = np.exp(-0.5 * _ENDS**2 - _HALF_LOG_2PI - log_ndtr(-_ENDS))
_RATIOS = (1.0 - _ENDS * _HAZARDS + _ENDS**2) / (_HAZARDS - _ENDS) ** 2


def exponential(times: Times) -> Candidate:
    """Give the exponential family."""
    return Candidate(
        "exponential",
        1,
        -float(times.n),
        lambda x: -np.expm1(-x),
        lambda _, above: -np.log(above),
        bending=1,
        drawn=True,
    )


def lognormal(times: Times) -> Candidate:
    """Give the lognormal family."""
    mu, sigma = times.mean_log, max(float(times.logs.std()), 1e-6)
    likelihood = -times.n * (mu + np.log(sigma) + _HALF_LOG_2PI + 0.5)
    return Candidate(
        "lognormal",
        2,
        float(likelihood),
        lambda x: ndtr((np.log(x) - mu) / sigma),
        lambda below, above: np.exp(mu + sigma * np.where(below < 0.5, ndtri(below), -ndtri(above))),
        drawn=True,
    )


def gamma_shape(gap: Floats) -> Floats:
    """Give the shape from the log of the mean less the mean of the logs; any shape of array.

    Minka (2002): a good start, then Newton steps on the likelihood equation.
    """
    shape = (3 - gap + np.sqrt((gap - 3) ** 2 + 24 * gap)) / (12 * gap)
    for _ in range(4):
        shape = shape - (np.log(shape) - digamma(shape) - gap) / (1 / shape - polygamma(1, shape))
    return np.asarray(shape, dtype=np.float64)


def gamma_quantile(shape: float, below: Floats, above: Floats) -> Floats:
    """Give quantiles of the gamma family with scale 1."""
    low = below < 0.5
    lower = gammaincinv(shape, np.where(low, below, 0.5))
    upper = gammainccinv(shape, np.where(low, 0.5, above))
    return np.asarray(np.where(low, lower, upper), dtype=np.float64)


def gamma(times: Times) -> Candidate:
    """Give the gamma family."""
    shape = float(gamma_shape(np.array(max(-times.mean_log, 1e-9))))
    return _gamma("gamma", 2, shape, times)


def erlang(times: Times) -> Candidate | None:
    """Give the gamma family with a whole shape: so many steps, one after the other."""
    shape = float(gamma_shape(np.array(max(-times.mean_log, 1e-9))))
    if not 1.5 <= shape <= 30.0:
        return None
    whole = {np.floor(shape), np.ceil(shape)} - {1.0}
    fits = [_gamma("Erlang", 1.5, float(each), times) for each in whole]
    return max(fits, key=lambda each: each.log_likelihood)


def _gamma(name: str, parameters: float, shape: float, times: Times) -> Candidate:
    likelihood = times.n * ((shape - 1) * times.mean_log - shape - gammaln(shape) + shape * np.log(shape))
    return Candidate(
        name,
        parameters,
        float(likelihood),
        lambda x: np.where(x * shape < shape, gammainc(shape, x * shape), 1.0 - gammaincc(shape, x * shape)),
        lambda below, above: gamma_quantile(shape, below, above) / shape,
        drawn=True,
    )


def _weibull_of(logs: Floats) -> tuple[float, float, float]:
    """Give shape, log of the scale and log-likelihood of the logs' Gumbel form by Newton steps."""
    top = logs.max()
    shape = 1.2 / max(float(logs.std()), 1e-6)
    for _ in range(30):
        weight = np.exp(shape * (logs - top))
        weight /= weight.sum()
        mean_log = float(weight @ logs)
        slope = float(weight @ logs**2) - mean_log**2 + 1 / shape**2
        step = (mean_log - 1 / shape - float(logs.mean())) / slope
        shape = float(np.clip(shape - step, shape / 3, 3 * shape))
        if abs(step) < 1e-9 * shape:
            break
    log_scale = float(np.log(np.mean(np.exp(shape * (logs - top)))) / shape + top)
    likelihood = len(logs) * (np.log(shape) - 1.0 + shape * (float(logs.mean()) - log_scale))
    return shape, log_scale, float(likelihood)


def weibull(times: Times) -> Candidate:
    """Give the Weibull family."""
    shape, log_scale, likelihood = _weibull_of(times.logs)
    scale = np.exp(log_scale)
    return Candidate(
        "weibull",
        2,
        likelihood - times.n * times.mean_log,
        lambda x: -np.expm1(-((x / scale) ** shape)),
        lambda _, above: scale * (-np.log(above)) ** (1 / shape),
        drawn=True,
    )


def frechet(times: Times) -> Candidate | None:
    """Give the Fréchet family: its inverse values are Weibull, its logarithms Gumbel."""
    shape, log_scale, likelihood = _weibull_of(-times.logs)
    if shape < LEAST_TAIL_POWER:
        return None
    scale = np.exp(-log_scale)
    return Candidate(
        "Fréchet",
        2,
        likelihood - times.n * times.mean_log,
        lambda x: np.exp(-((x / scale) ** -shape)),
        lambda below, above: (
            scale * (-np.where(below < 0.5, np.log(below), np.log1p(-above))) ** (-1 / shape)
        ),
    )


def gumbel(times: Times) -> Candidate | None:
    """Give the Gumbel family, that of the greatest of many, where next to nothing is below 0."""
    values = times.values
    spread = float(values.std()) * np.sqrt(6.0) / np.pi
    for _ in range(30):
        weight = np.exp(-(values - values[0]) / spread)
        weight /= weight.sum()
        mean = float(weight @ values)
        step = (spread - 1.0 + mean) / (1.0 + (float(weight @ values**2) - mean**2) / spread**2)
        spread = float(np.clip(spread - step, spread / 2, 2 * spread))
    middle = float(values[0] - spread * np.log(np.mean(np.exp(-(values - values[0]) / spread))))
    u = (values - middle) / spread
    if np.exp(-np.exp(middle / spread)) > _MOST_BELOW_NOTHING:
        return None
    return Candidate(
        "Gumbel",
        2,
        float(-np.sum(u + np.exp(-u)) - times.n * np.log(spread)),
        lambda x: np.exp(-np.exp(-(x - middle) / spread)),
        lambda below, above: np.maximum(
            0.0, middle - spread * np.log(-np.where(below < 0.5, np.log(below), np.log1p(-above)))
        ),
    )


def inverse_gaussian(times: Times) -> Candidate | None:
    """Give the inverse Gaussian family: the time a drifting walk takes to a mark."""
    excess = float(np.mean(1.0 / times.values)) - 1.0
    if not 1e-6 < excess < 1e6:
        return None
    shape = 1.0 / excess
    likelihood = times.n * (0.5 * np.log(shape) - _HALF_LOG_2PI - 1.5 * times.mean_log - 0.5)

    def cumulative(x: Floats) -> Floats:
        root = np.sqrt(shape / x)
        told = ndtr(root * (x - 1.0)) + np.exp(2.0 * shape + log_ndtr(-root * (x + 1.0)))
        return np.asarray(told, dtype=np.float64)

    ends = float(times.values[0]) / 100.0, float(times.values[-1]) * 100.0
    quantile = by_inversion(cumulative, *ends)
    return Candidate("inverse Gaussian", 2, float(likelihood), cumulative, quantile)


def log_logistic(times: Times) -> Candidate | None:
    """Give the log-logistic family, by Fisher scoring on the logarithms."""
    logs, n = times.logs, times.n
    middle, scale = float(np.median(logs)), max(float(logs.std()), 1e-6) * np.sqrt(3.0) / np.pi
    for _ in range(25):
        u = (logs - middle) / scale
        slope = np.tanh(u / 2)
        middle += float(slope.mean()) * 3.0 * scale
        scale *= float(np.clip(1.0 + (u @ slope / n - 1.0) * 9.0 / (3.0 + np.pi**2), 0.5, 2.0))
    if 1.0 / scale < LEAST_TAIL_POWER:
        return None
    u = (logs - middle) / scale
    likelihood = -np.sum(np.abs(u) + 2.0 * np.log1p(np.exp(-np.abs(u)))) - n * (
        np.log(scale) + times.mean_log
    )
    return Candidate(
        "log-logistic",
        2,
        float(likelihood),
        lambda x: 0.5 + 0.5 * np.tanh((np.log(x) - middle) / (2.0 * scale)),
        lambda below, above: np.exp(middle + scale * (np.log(below) - np.log(above))),
    )


def truncated_normal(times: Times) -> Candidate | None:
    """Give the normal family above nothing; its likelihood equations ask for its first two moments."""
    ratio = float(np.mean(times.values**2))
    if not _RATIOS[0] < ratio < _RATIOS[-1]:
        return None
    end = float(np.interp(ratio, _RATIOS, _ENDS))
    spread = 1.0 / (float(np.exp(-0.5 * end**2 - _HALF_LOG_2PI - log_ndtr(-end))) - end)
    inside = float(ndtr(-end))
    deviates = times.values / spread + end
    likelihood = -0.5 * float(deviates @ deviates) - times.n * (np.log(spread * inside) + _HALF_LOG_2PI)
    return Candidate(
        "truncated normal",
        2,
        float(likelihood),
        lambda x: 1.0 - ndtr(-(x / spread + end)) / inside,
        lambda _, above: np.maximum(0.0, -spread * (ndtri(above * inside) + end)),
    )
