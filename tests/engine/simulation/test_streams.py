"""Random numbers that are functions of what they are for."""

import numpy as np
from numpy.typing import NDArray

from simmitt.engine.simulation.kernel.compiled import called
from simmitt.engine.simulation.kernel.streams import (
    ORDER,
    PLACE,
    RUN_TIME,
    SETUP_TIME,
    key_of,
    nth_uniform,
    replication_key,
)


@called
def fill_draws(seed: int, u: NDArray[np.float64]) -> None:
    for r in range(u.shape[0]):
        key = replication_key(seed, r)
        for order in range(u.shape[2]):
            for step in range(u.shape[4]):
                u[r, 0, order, 0, step] = nth_uniform(key_of(key, ORDER, order), RUN_TIME, step)
                u[r, 0, order, 1, step] = nth_uniform(key_of(key, ORDER, order), SETUP_TIME, step)
                u[r, 1, order, 0, step] = nth_uniform(key_of(key, PLACE, order), RUN_TIME, step)
                u[r, 1, order, 1, step] = nth_uniform(key_of(key, PLACE, order), SETUP_TIME, step)


def draws(seed: int, replications: int, orders: int, steps: int) -> NDArray[np.float64]:
    """Give draws of shape (replications, 2 kinds, orders, 2 purposes, steps)."""
    u = np.empty((replications, 2, orders, 2, steps))
    fill_draws(seed, u)
    return u


def test_no_two_draws_of_a_million_are_alike() -> None:
    u = draws(1, 20, 600, 20)

    assert len(np.unique(u)) == u.size


def test_a_draw_and_its_distance_to_one_are_exact() -> None:
    u = draws(3, 5, 100, 20)

    steps = u * 2.0**53
    np.testing.assert_array_equal(steps % 2.0, 1.0)
    np.testing.assert_array_equal((1.0 - u) * 2.0**53, 2.0**53 - steps)


def test_no_two_seeds_or_replications_share_a_stream() -> None:
    first = np.array([draws(seed, 300, 1, 1)[:, 0, 0, 0, 0] for seed in range(300)])

    assert len(np.unique(first)) == first.size


def test_draws_are_even_and_know_nothing_of_their_neighbours() -> None:
    u = draws(7, 40, 500, 12)
    n = u.size
    noise = 4.0 / np.sqrt(n)

    counts = np.histogram(u, bins=100, range=(0.0, 1.0))[0]
    chi_square = float(np.sum((counts - n / 100) ** 2 / (n / 100)))

    assert u.min() > 0.0
    assert u.max() < 1.0
    assert 99 - 4 * np.sqrt(198) < chi_square < 99 + 4 * np.sqrt(198)
    for axis in range(u.ndim):
        ahead, behind = (np.take(u, rows, axis) for rows in _neighbours(u.shape[axis]))
        correlation = np.corrcoef(ahead.ravel(), behind.ravel())[0, 1]
        assert abs(correlation) < noise * np.sqrt(n / ahead.size)


def _neighbours(length: int) -> tuple[range, range]:
    return range(1, length), range(length - 1)
