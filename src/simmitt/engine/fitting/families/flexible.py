"""Families whose tails go their own way: Lomax, Burr and the generalised gamma."""

import numpy as np
from scipy.special import gammainc, gammaln

from simmitt.engine.fitting.families.candidate import (
    LEAST_TAIL_POWER,
    Candidate,
    Floats,
    Times,
    best_on_grid,
)
from simmitt.engine.fitting.families.plain import gamma_quantile, gamma_shape

_ROUNDS, _POINTS = 5, 7


def lomax(times: Times) -> Candidate | None:
    """Give the Pareto family from nothing on (Lomax): most are short, a few last very long."""

    def score(log_scales: Floats) -> Floats:
        sums = np.log1p(times.thinned / np.exp(log_scales)[:, None]).mean(axis=1)
        return np.asarray(-np.log(sums) - log_scales - sums, dtype=np.float64)

    scale = float(np.exp(best_on_grid(score, -4.0, 4.0)))
    power = 1.0 / float(np.log1p(times.values / scale).mean())
    if power < LEAST_TAIL_POWER:
        return None
    likelihood = times.n * (np.log(power / scale) - (power + 1.0) / power)
    return Candidate(
        "Lomax",
        2,
        float(likelihood),
        lambda x: -np.expm1(-power * np.log1p(x / scale)),
        lambda _, above: scale * np.expm1(-np.log(above) / power),
    )


def burr(times: Times) -> Candidate | None:
    """Give the Burr family (XII), by grids over its first power and scale; the other follows."""
    logs = np.log(times.thinned)
    spread = max(float(logs.std()), 1e-3)
    centre, reach = np.array([0.6 - np.log(spread), float(np.median(logs))]), np.array([1.5, 2.0 * spread])
    for _ in range(_ROUNDS):
        axes = [
            middle + width * np.linspace(-1, 1, _POINTS) for middle, width in zip(centre, reach, strict=True)
        ]
        power, place = (each.ravel() for each in np.meshgrid(*axes))
        at = int(np.argmax(_burr_score(logs, np.exp(power), place)[0]))
        centre, reach = np.array([power[at], place[at]]), reach * 0.45
    first, place_of = float(np.exp(centre[0])), float(centre[1])
    (score,), (second,) = _burr_score(times.logs, np.array([first]), np.array([place_of]))
    if first * second < LEAST_TAIL_POWER:
        return None
    return Candidate(
        "Burr",
        3,
        float(times.n * score),
        lambda x: -np.expm1(-second * np.logaddexp(0.0, first * (np.log(x) - place_of))),
        lambda _, above: np.exp(place_of) * np.expm1(-np.log(above) / second) ** (1.0 / first),
    )


def _burr_score(logs: Floats, first: Floats, place: Floats) -> tuple[Floats, Floats]:
    """Give log-likelihood a value and second power for each pair; (m,) each."""
    u = first[:, None] * (logs - place[:, None])
    grown = (np.maximum(u, 0.0) + np.log1p(np.exp(-np.abs(u)))).mean(axis=1)
    second = 1.0 / grown
    rest = u.mean(axis=1) - float(logs.mean())
    return np.log(first * second) + rest - (second + 1.0) * grown, second


def generalised_gamma(times: Times) -> Candidate | None:
    """Give the family whose power is gamma; gamma, Weibull and lognormal are its cases and limit."""
    logs = np.log(times.thinned)

    def score(log_powers: Floats) -> Floats:
        return _power_score(logs, np.exp(log_powers))[0]

    power = float(np.exp(best_on_grid(score, np.log(0.15), np.log(12.0))))
    (likelihood,), (shape,) = _power_score(times.logs, np.array([power]))
    if not (np.isfinite(likelihood) and 0.02 < shape < 500.0):
        return None
    scale = float(np.exp(_log_mean_power(times.logs, np.array([power]))[0])) / shape
    return Candidate(
        "generalised gamma",
        3,
        float(times.n * likelihood),
        lambda x: gammainc(shape, x**power / scale),
        lambda below, above: (scale * gamma_quantile(float(shape), below, above)) ** (1.0 / power),
    )


def _log_mean_power(logs: Floats, power: Floats) -> Floats:
    raised = power[:, None] * logs
    top = raised.max(axis=1)
    return np.asarray(top + np.log(np.exp(raised - top[:, None]).mean(axis=1)), dtype=np.float64)


def _power_score(logs: Floats, power: Floats) -> tuple[Floats, Floats]:
    """Give log-likelihood a value and the gamma's shape for each power; (m,) each."""
    log_mean, mean_log = _log_mean_power(logs, power), float(logs.mean())
    shape = gamma_shape(np.maximum(log_mean - power * mean_log, 1e-9))
    scale = log_mean - np.log(shape)
    score = np.log(power) + (power * shape - 1) * mean_log - shape - gammaln(shape) - shape * scale
    return score, shape
