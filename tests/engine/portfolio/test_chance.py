"""Better, or only luckier."""

import numpy as np

from simmitt.engine.portfolio.chance import CERTAIN, certainty


def test_a_small_gain_in_every_draw_is_certain() -> None:
    assert certainty(np.full(20, 1.0)) == np.inf
    assert certainty(np.linspace(0.5, 1.5, 20)) > CERTAIN


def test_a_gain_that_drowns_in_its_spread_is_not() -> None:
    assert certainty(np.array([-10.0, 11.0] * 10)) < CERTAIN


def test_no_gain_and_a_loss_are_told_apart() -> None:
    assert certainty(np.zeros(5)) == 0.0
    assert certainty(np.full(5, -1.0)) == -np.inf
