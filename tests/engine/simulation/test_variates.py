"""Draws by inversion, held against the distributions that they are meant to be."""

import math

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy import special, stats

from simmitt.engine.factory.model import Distribution, Family
from simmitt.engine.simulation.kernel import records as r
from simmitt.engine.simulation.kernel.compiled import called
from simmitt.engine.simulation.kernel.moving import Shop
from simmitt.engine.simulation.kernel.records import Distribution as Record
from simmitt.engine.simulation.kernel.records import dtype_of
from simmitt.engine.simulation.kernel.variates import draw, normal
from simmitt.engine.simulation.variates import make_ready

Floats = NDArray[np.float64]


@called
def fill_normal(u: Floats, out: Floats) -> None:
    for k in range(len(u)):
        out[k] = normal(u[k])


@called
def fill_draws(distribution: Record, shop: Shop, u: Floats, out: Floats) -> None:
    for k in range(len(u)):
        out[k] = draw(distribution, shop, u[k])


def quantiles(distribution: Distribution, u: Floats) -> Floats:
    ready = make_ready(distribution)
    record, shop, out = np.zeros(1, dtype_of(Record)), np.zeros(1, dtype_of(Shop)), np.empty(len(u))
    record[0] = (*ready[:5], 0, len(ready.table))
    table = ready.table.copy().view(dtype_of(r.Point))
    shop["points"] = table.ctypes.data
    fill_draws(record[0], shop[0], u, out)
    return out


MIDDLES = (np.arange(400_000) + 0.5) / 400_000


def test_the_normal_deviate_is_right_to_the_last_decimals() -> None:
    u = np.concatenate([10.0 ** -np.arange(1.0, 17.0), np.linspace(0.001, 0.999, 9_999)])
    out = np.empty(len(u))

    fill_normal(u, out)

    np.testing.assert_allclose(out, special.ndtri(u), rtol=2e-15, atol=2e-15)


@pytest.mark.parametrize("family", ["exponential", "lognormal", "gamma", "weibull"])
@pytest.mark.parametrize("cv", [0.2, 0.5, 1.0, 2.0])
def test_a_family_keeps_the_mean_and_spread_that_are_asked_for(family: Family, cv: float) -> None:
    cv = 1.0 if family == "exponential" else cv
    x = quantiles(Distribution(family, 7.0, cv), MIDDLES)

    assert x.mean() == pytest.approx(7.0, rel=1e-3)
    assert x.std() / x.mean() == pytest.approx(cv, rel=0.02)
    assert np.all(np.diff(x) >= 0.0)


@pytest.mark.parametrize("cv", [0.1, 0.3, 1.0, 3.0])
def test_the_gamma_table_follows_both_tails(cv: float) -> None:
    u = np.concatenate([10.0 ** -np.arange(1.0, 15.0), [0.3, 0.5, 0.7, 0.9, 0.99, 0.999_999, 1.0 - 1e-12]])
    shape = 1.0 / cv**2

    x = quantiles(Distribution("gamma", 1.0, cv), u)
    exact = stats.gamma.ppf(u, shape, scale=1.0 / shape)

    normal_numbers = exact > 1e-250
    np.testing.assert_allclose(x[normal_numbers], exact[normal_numbers], rtol=2e-3)


def test_weibull_is_its_closed_form() -> None:
    u = np.array([0.01, 0.5, 0.99])
    x = quantiles(Distribution("weibull", 3.0, 0.5), u)

    shape = math.log(math.log(1 / 0.01) / math.log(1 / 0.5)) / math.log(x[2] / x[1])
    assert shape == pytest.approx(2.1013, abs=1e-3)
    scale = 3.0 / math.gamma(1.0 + 1.0 / shape)
    np.testing.assert_allclose(x, scale * (-np.log1p(-u)) ** (1.0 / shape))


def test_a_triangle_has_its_ends_and_its_mode() -> None:
    x = quantiles(Distribution("triangular", 0.0, quantiles=(2.0, 3.0, 7.0)), MIDDLES)

    assert (x.min(), x.max()) == (pytest.approx(2.0, abs=0.01), pytest.approx(7.0, abs=0.02))
    assert x.mean() == pytest.approx(4.0, rel=1e-4)
    assert np.mean(x < 3.0) == pytest.approx(0.2, abs=1e-4)


def test_an_empirical_distribution_runs_straight_between_its_quantiles() -> None:
    distribution = Distribution("empirical", 0.0, quantiles=(0.0, 10.0, 30.0))

    x = quantiles(distribution, np.array([0.25, 0.5, 0.75, 0.9]))

    np.testing.assert_allclose(x, [5.0, 10.0, 20.0, 26.0])
    assert make_ready(distribution).mean == 12.5


@pytest.mark.parametrize("family", ["fixed", "lognormal", "gamma", "weibull"])
def test_without_spread_every_draw_is_the_mean(family: Family) -> None:
    x = quantiles(Distribution(family, 5.0, 0.0), np.array([0.1, 0.9]))

    np.testing.assert_array_equal(x, [5.0, 5.0])
