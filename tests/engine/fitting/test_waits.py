"""How long orders stand still, and how differently they do so as wholes."""

import numpy as np
import pytest

from simmitt.engine.fitting.waits import Waits, fit_patience

OPERATIONS = ["Saw", "Mill"]
MEANS_S = np.array([10_000.0, 40_000.0])


def waits(orders: int, cv: float, *, seed: int = 1) -> Waits:
    """Give eight waits of each order, all seen to their end."""
    random = np.random.default_rng(seed)
    sigma = np.sqrt(np.log1p(cv**2))
    factor = np.exp(sigma * random.standard_normal(orders) - sigma**2 / 2)
    order = np.repeat(np.arange(orders), 8)
    operation = np.tile(np.arange(8) % 2, orders)
    wait_s = factor[order] * random.exponential(MEANS_S[operation])
    return Waits(order, operation, operation, wait_s, np.ones(len(order), bool))


@pytest.mark.parametrize("cv", [0.0, 0.5, 1.0])
def test_the_spread_of_orders_is_told_from_the_luck_of_single_waits(cv: float) -> None:
    found = [fit_patience(waits(400, cv, seed=seed), OPERATIONS).spread_cv for seed in range(8)]

    assert float(np.mean(found)) == pytest.approx(cv, abs=0.12)


def test_means_are_those_of_the_operations() -> None:
    patience = fit_patience(waits(2_000, 0.4), OPERATIONS)

    assert patience.mean_s["Saw"] == pytest.approx(10_000.0, rel=0.1)
    assert patience.mean_s["Mill"] == pytest.approx(40_000.0, rel=0.1)
    assert patience.visits == {"Saw": 8_000, "Mill": 8_000}


def test_waits_that_the_end_cuts_off_are_not_taken_for_short_ones() -> None:
    whole = fit_patience(waits(2_000, 0.0), OPERATIONS).mean_s["Mill"]
    random = np.random.default_rng(5)
    cut = waits(2_000, 0.0)
    until_s = random.uniform(0, 160_000.0, len(cut.wait_s))
    seen = cut._replace(wait_s=np.minimum(cut.wait_s, until_s), ended=cut.wait_s <= until_s)

    drawn = fit_patience(seen, OPERATIONS).mean_s["Mill"]

    plain = float(seen.wait_s[seen.ended & (seen.operation == 1)].mean())
    assert plain < 0.75 * whole
    assert drawn == pytest.approx(whole, rel=0.1)


def test_an_operation_with_few_waits_is_drawn_to_the_others() -> None:
    many = waits(200, 0.0)
    rare = Waits(
        np.append(many.order, [0, 1]),
        np.append(many.operation, [2, 2]),
        np.append(many.station, [1, 1]),
        np.append(many.wait_s, [400_000.0, 400_000.0]),
        np.append(many.ended, [True, True]),
    )

    patience = fit_patience(rare, [*OPERATIONS, "Etch"])

    assert 40_000.0 < patience.mean_s["Etch"] < 200_000.0
    assert patience.shape["Etch"].evidence.observations == 2
    assert patience.shape["Etch"].evidence.pooled_with
