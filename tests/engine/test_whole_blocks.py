"""Seconds of spans in blocks of time, held against the pieces that spans are cut into."""

import numpy as np

from simmitt.engine.spans import cut, summed
from simmitt.engine.whole_blocks import covered, seconds_in_blocks


def test_seconds_in_blocks_are_those_of_the_pieces() -> None:
    rng = np.random.default_rng(7)
    start_s = rng.uniform(-50.0, 1_000.0, 400)
    end_s = start_s + rng.choice([0.0, 5.0, 90.0, 700.0], 400)
    edges_s = np.array([0.0, 100.0, 100.0, 250.0, 600.0, 900.0])

    parts = cut(start_s, end_s, edges_s)

    expected = summed(parts.block, parts.seconds(), 5)
    np.testing.assert_allclose(seconds_in_blocks(start_s, end_s, edges_s), expected, rtol=1e-12)


def test_blocks_between_are_counted_by_group() -> None:
    edges_s = np.arange(0.0, 60.0, 10.0)

    told = covered(np.array([5.0, 12.0, 41.0]), np.array([45.0, 38.0, 42.0]), edges_s, np.array([0, 1, 1]), 2)

    assert told.filled.tolist() == [[0, 1, 1, 1, 0], [0, 0, 1, 0, 0]]
    assert len(told.parts.span) == 5


def test_spans_of_decades_take_two_pieces_each() -> None:
    weeks = np.arange(2_000, dtype=np.float64)

    told = covered(np.zeros(1_000), np.full(1_000, 1_999.0), weeks, np.zeros(1_000, np.int64))

    assert len(told.parts.span) == 2_000
