"""Exponential and logarithm, held against forty exact digits; alone and side by side."""

from decimal import Context, Decimal

import numpy as np
import pytest
from numpy.typing import NDArray

from simmitt.engine.simulation.kernel.compiled import called
from simmitt.engine.simulation.kernel.elementary import exp, log
from simmitt.engine.simulation.kernel.variates import (
    exponential,
    lognormal,
    normal,
    normal_without_branch,
    remoteness,
    weibull,
)

Floats = NDArray[np.float64]
Numbers = NDArray[np.floating]
EXACT = Context(prec=40)


@called
def fill_exp(x: Floats, out: Floats) -> None:
    for k in range(len(x)):
        out[k] = exp(x[k])


@called
def fill_log(x: Floats, out: Floats) -> None:
    for k in range(len(x)):
        out[k] = log(x[k])


@called
def fill_quantiles(u: Numbers, out: Floats) -> None:
    """Fill rows with an exponential, a lognormal and a Weibull quantile."""
    for k in range(len(u)):
        out[0, k] = exponential(u[k])
    for k in range(len(u)):
        out[1, k] = lognormal(0.3, 0.8, normal_without_branch(u[k], remoteness(u[k])))
    for k in range(len(u)):
        out[2, k] = weibull(3.0, 0.6, log(exponential(u[k])))


@called
def fill_quantiles_with_branch(u: Numbers, out: Floats) -> None:
    for k in range(len(u)):
        out[0, k] = exponential(u[k])
        out[1, k] = lognormal(0.3, 0.8, normal(u[k]))
        out[2, k] = weibull(3.0, 0.6, log(exponential(u[k])))


def units_off(out: Floats, exact: list[Decimal]) -> float:
    """Give the largest error in units of the last place."""
    errors = [
        abs(Decimal(float(near)) - right) / Decimal(float(np.spacing(abs(float(right)))))
        for near, right in zip(out, exact, strict=True)
    ]
    return float(max(errors))


def test_the_exponential_is_right_to_the_last_place_from_end_to_end() -> None:
    rng = np.random.default_rng(1)
    near_steps = np.arange(-500, 500) * np.log(2.0) / 256
    x = np.concatenate([rng.uniform(-708.0, 709.0, 4_000), rng.normal(0.0, 2.0, 4_000), near_steps, [0.0]])
    out = np.empty(len(x))

    fill_exp(x, out)

    assert units_off(out, [EXACT.exp(Decimal(float(number))) for number in x]) < 1.0
    assert out[-1] == 1.0


def test_an_exponential_beyond_the_ends_is_held_there() -> None:
    x = np.array([-1e300, -800.0, -708.0, 709.0, 800.0, 1e300])
    out = np.empty(6)

    fill_exp(x, out)

    assert out[0] == out[1] == out[2] > 0.0
    assert out[2] == pytest.approx(np.exp(-708.0), rel=1e-15)
    assert out[5] == out[4] == out[3] < np.inf


def test_the_logarithm_is_right_to_the_last_place_from_end_to_end() -> None:
    rng = np.random.default_rng(2)
    ends = [np.finfo(float).tiny, np.finfo(float).max, 2.0**-52, 2.0**-53, 1.0 - 2.0**-53, 1.0 + 2.0**-52]
    x = np.concatenate(
        [
            ends,
            2.0 ** rng.uniform(-1022, 1023, 4_000),
            rng.uniform(0.0, 2.0, 4_000),
            1.0 + rng.normal(0, 1e-3, 999),
        ]
    )
    out = np.empty(len(x))

    fill_log(x, out)

    assert units_off(out, [EXACT.ln(Decimal(float(number))) for number in x]) < 1.0
    one = np.array([1.0])
    fill_log(one, one)
    assert one[0] == 0.0


def test_the_bits_are_the_same_alone_and_among_many() -> None:
    u = (np.random.default_rng(3).integers(0, 2**52, 4_096) + 0.5) * 2.0**-52
    many, alone, branched = np.empty((3, len(u))), np.empty((3, len(u))), np.empty((3, len(u)))

    fill_quantiles(u, many)
    for k in range(len(u)):
        fill_quantiles(u[k : k + 1], alone[:, k : k + 1])
    fill_quantiles_with_branch(u, branched)

    np.testing.assert_array_equal(alone, many)
    np.testing.assert_array_equal(branched, many)


def test_a_greater_share_never_has_a_smaller_quantile() -> None:
    for middle in (0.075, 0.5, 0.925):  # where the normal deviate changes its formula, and between
        u = middle + (np.arange(-20_000, 20_000) + 0.5) * 2.0**-30
        out = np.empty((3, len(u)))

        fill_quantiles(u, out)

        assert np.all(np.diff(out) >= 0.0)
