"""Distributions made ready for drawing: the parameters and tables that the kernel wants."""

import math
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.special import gammainccinv, gammaincinv, gammaln, log_ndtr

from simmitt.engine.factory.model import Distribution
from simmitt.engine.simulation.kernel.variates import (
    DEVIATE_END,
    EMPIRICAL,
    EXPONENTIAL,
    FIXED,
    GAMMA,
    GAMMA_POINTS,
    LOGNORMAL,
    TRIANGULAR,
    WEIBULL,
)

Floats = NDArray[np.float64]
NO_TABLE: Floats = np.empty(0)


class Ready(NamedTuple):
    """A distribution's record, but for where its table will stand."""

    family: int
    mean: float
    a: float = 0.0
    b: float = 0.0
    c: float = 0.0
    table: Floats = NO_TABLE  # (n_points,)


NOTHING = Ready(FIXED, 0.0)


def make_ready(distribution: Distribution | None) -> Ready:
    """Give the parameters of the family; without spread, or without a mean, the fixed value."""
    if distribution is None:
        return NOTHING
    if distribution.family == "empirical":
        return _empirical(distribution.quantiles)
    if distribution.family == "triangular":
        low, mode, high = distribution.quantiles
        return Ready(TRIANGULAR, (low + mode + high) / 3.0, low, mode, high)
    mean, cv = distribution.mean, distribution.cv
    if distribution.family == "exponential":
        return Ready(EXPONENTIAL, mean, mean)
    if distribution.family == "fixed" or mean == 0.0 or cv == 0.0:
        return Ready(FIXED, mean, mean)
    return _with_spread(distribution.family, mean, cv)


def _empirical(quantiles: tuple[float, ...]) -> Ready:
    table = np.array(quantiles if len(quantiles) > 1 else quantiles * 2)
    mean = float(np.mean((table[1:] + table[:-1]) / 2.0))
    return Ready(EMPIRICAL, mean, table=table)


def _with_spread(family: str, mean: float, cv: float) -> Ready:
    if family == "lognormal":
        variance = math.log1p(cv * cv)
        return Ready(LOGNORMAL, mean, math.log(mean) - variance / 2.0, math.sqrt(variance))
    if family == "weibull":
        power = _weibull_power(cv)
        return Ready(WEIBULL, mean, mean / math.gamma(1.0 + power), power)
    assert family == "gamma", f"unknown family {family}"
    return Ready(GAMMA, mean, mean, table=_gamma_table(cv))


@lru_cache(maxsize=4096)
def _weibull_power(cv: float) -> float:
    """Give one over the shape of the Weibull distribution with that cv.

    The square of cv plus one is gamma(1 + 2 p) / gamma(1 + p) ** 2, which grows with p; the
    place is found by halving (scipy.optimize would double the time that starting takes).
    """
    wanted = math.log1p(cv * cv)
    low, high = 0.0, 64.0
    for _ in range(60):
        power = (low + high) / 2.0
        enough = math.lgamma(1.0 + 2.0 * power) - 2.0 * math.lgamma(1.0 + power) > wanted
        low, high = (low, power) if enough else (power, high)
    return (low + high) / 2.0


@lru_cache(maxsize=256)
def _gamma_table(cv: float) -> Floats:
    """Give logarithms of the quantiles for mean 1, at even steps of the normal deviate.

    As a function of the deviate the logarithm bends little, so that straight lines between
    the points keep both tails; where the quantile is smaller than any number the first term
    of its series stands in: log q = (log u + log gamma(1 + k)) / k.
    """
    shape = 1.0 / (cv * cv)
    deviate = np.linspace(-DEVIATE_END, DEVIATE_END, GAMMA_POINTS)
    below, above = np.exp(log_ndtr(deviate)), np.exp(log_ndtr(-deviate))
    with np.errstate(divide="ignore"):
        quantile = np.where(deviate < 0.0, gammaincinv(shape, below), gammainccinv(shape, above))
        exact = np.log(quantile)
    series = (log_ndtr(deviate) + gammaln(1.0 + shape)) / shape
    table: Floats = np.where(quantile > 1e-250, exact, series) - math.log(shape)
    return table
