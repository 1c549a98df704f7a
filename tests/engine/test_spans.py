"""Stretches of time are joined, counted and cut as by hand."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from simmitt.engine.spans import cut, depths, merged, overlapping, reached_before

spans = st.lists(
    st.tuples(st.integers(0, 3), st.integers(0, 60), st.integers(0, 20)), min_size=1, max_size=25
)


def arrays(rows: list[tuple[int, int, int]]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    group, start, length = (np.array(column) for column in zip(*rows, strict=True))
    return group.astype(np.int64), start.astype(float), (start + length).astype(float)


@settings(deadline=None)
@given(spans)
def test_union_and_depth_agree_with_counting_second_by_second(rows: list[tuple[int, int, int]]) -> None:
    group, start, end = arrays(rows)

    union = merged(group, start, end).per_group(4)
    pieces = depths(group, start, end)

    ticks = np.arange(80) + 0.5
    inside = (start[:, None] < ticks) & (ticks < end[:, None])
    for one in range(4):
        open_now = inside[group == one].sum(axis=0)
        assert union[one] == (open_now > 0).sum()
        assert (pieces.depth * pieces.seconds)[pieces.group == one].sum() == open_now.sum()
        assert pieces.depth[pieces.group == one].max(initial=0) == open_now.max(initial=0)


@settings(deadline=None)
@given(spans)
def test_a_row_overlaps_when_an_earlier_one_has_not_ended(rows: list[tuple[int, int, int]]) -> None:
    group, start, end = arrays(rows)

    hit = overlapping(group, start, end)
    reach = reached_before(group, start, end)

    order = np.lexsort((end, start, group))
    for place, row in enumerate(order):
        before = [end[other] for other in order[:place] if group[other] == group[row]]
        assert reach[row] == max(before, default=-np.inf)
        assert hit[row] == any(stop > start[row] for stop in before)


@settings(deadline=None)
@given(spans)
def test_cutting_loses_no_time(rows: list[tuple[int, int, int]]) -> None:
    _, start, end = arrays(rows)
    edges = np.array([0.0, 7.0, 30.0, 31.0, 100.0])

    parts = cut(start, end, edges)

    assert np.allclose(np.bincount(parts.span, parts.seconds(), len(start)), end - start)
    assert (parts.start_s >= edges[parts.block]).all()
    assert (parts.end_s <= edges[parts.block + 1]).all()


def test_short_gaps_can_be_bridged() -> None:
    group, start, end = np.zeros(2, np.int64), np.array([0.0, 12.0]), np.array([10.0, 20.0])

    assert len(merged(group, start, end, 2.0).start_s) == 1
    assert len(merged(group, start, end, 1.0).start_s) == 2
