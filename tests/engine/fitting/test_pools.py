"""How many orders a pool works on at once."""

import numpy as np

from simmitt.engine.fitting.pools import capacity_of


def test_orders_one_after_the_other_need_one_place() -> None:
    start = np.arange(10.0) * 60

    assert capacity_of(start, start + 60) == 1


def test_a_moment_of_overlap_at_a_hand_over_is_no_second_place() -> None:
    start = np.arange(20.0) * 60

    assert capacity_of(start, start + 62) == 1


def test_three_inspectors_at_work_are_three_places() -> None:
    start = np.repeat(np.arange(10.0) * 60, 3)

    assert capacity_of(start, start + 60) == 3
