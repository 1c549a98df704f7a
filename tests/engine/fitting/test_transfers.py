"""Pieces that go on before the order is done are told from an inspection that begins ahead."""

from dataclasses import replace

import numpy as np
import pytest
from engine.fitting.planted import left_by, shop_with_queue

from simmitt.engine.factory.model import Distribution, Factory
from simmitt.engine.fitting import fit
from simmitt.engine.fitting.shop import look_at
from simmitt.engine.fitting.stations import fit_stations
from simmitt.engine.fitting.transfers import hand_on
from simmitt.engine.hours import learn_working_hours
from simmitt.engine.simulation import replicate
from simmitt.ground.units import HOUR_S


def shop_of_moves(
    transfer_share: float = 1.0, *, ahead_chance: float = 0.0, mill_h: float = 1.0, load: float = 0.6
) -> Factory:
    """Give a saw whose pieces go on early, or a mill that begins beside it now and then."""
    plain = shop_with_queue("fifo", load=load)
    saw, mill = plain.operations
    saw = replace(
        saw,
        run_s=Distribution("gamma", 1.5 * HOUR_S, 0.3),
        size_exponent=1.0,
        transfer_share=transfer_share,
    )
    mill = replace(
        mill, run_s=Distribution("gamma", mill_h * HOUR_S, 0.3), ahead_chance=ahead_chance, ahead_share=0.4
    )
    return replace(plain, operations=(saw, mill))


def handed_on(factory: Factory, seed: int = 1) -> dict[str, float]:
    log = left_by(factory, seed)
    shop = look_at(log, learn_working_hours(log))
    return hand_on(shop, fit_stations(shop))[1]


@pytest.mark.parametrize("share", [0.2, 0.3, 0.6])
@pytest.mark.parametrize("load", [0.5, 0.85])
def test_the_share_done_when_the_next_may_start_is_found(share: float, load: float) -> None:
    assert handed_on(shop_of_moves(share, load=load)) == {"Sawing": pytest.approx(share, abs=0.03)}


@pytest.mark.parametrize("seed", range(1, 4))
def test_what_begins_beside_the_work_before_now_and_then_is_no_transfer(seed: int) -> None:
    inspections = shop_of_moves(ahead_chance=0.6)
    long_ones = shop_of_moves(ahead_chance=0.6, mill_h=1.5, load=0.4)

    assert [handed_on(each, seed) for each in (inspections, long_ones, shop_of_moves())] == [{}, {}, {}]


@pytest.mark.parametrize("seed", [1, 2])
def test_the_fitted_shop_hands_on_and_takes_as_long_as_the_true_one(seed: int) -> None:
    truth = shop_of_moves(0.3)
    log = left_by(truth, seed)

    fitted = fit(log, learn_working_hours(log)).factory

    saw, mill = sorted(fitted.operations, key=lambda each: each.name, reverse=True)
    assert saw.transfer_share == pytest.approx(0.3, abs=0.03)
    assert mill.ahead_chance == 0.0
    assert mill.delay_s is None
    mean_h = [_mean_lead_h(each) for each in (truth, replace(fitted, run=truth.run))]
    assert mean_h[1] == pytest.approx(mean_h[0], rel=0.15)


def _mean_lead_h(factory: Factory) -> float:
    return float(np.nanmean(replicate(factory, replications=10, seed=4).lead_time_s) / HOUR_S)
