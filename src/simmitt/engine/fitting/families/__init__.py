"""Families of positive times, each fitted to a sample by likelihood."""

from simmitt.engine.fitting.families.candidate import Candidate, Times
from simmitt.engine.fitting.families.flexible import burr, generalised_gamma, lomax
from simmitt.engine.fitting.families.mixture import two_lognormals
from simmitt.engine.fitting.families.plain import (
    erlang,
    exponential,
    frechet,
    gamma,
    gumbel,
    inverse_gaussian,
    log_logistic,
    lognormal,
    truncated_normal,
    weibull,
)
from simmitt.engine.fitting.families.ranged import beta, triangular, uniform
from simmitt.engine.fitting.families.shifted import shifted_exponential, shifted_gamma, shifted_lognormal

__all__ = ["FAMILIES", "Candidate", "Times"]

FAMILIES = (
    exponential,
    lognormal,
    gamma,
    weibull,
    erlang,
    inverse_gaussian,
    log_logistic,
    gumbel,
    frechet,
    truncated_normal,
    uniform,
    triangular,
    beta,
    shifted_exponential,
    shifted_lognormal,
    shifted_gamma,
    lomax,
    burr,
    generalised_gamma,
    two_lognormals,
)
