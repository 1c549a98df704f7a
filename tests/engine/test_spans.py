"""Stretches of time are joined, counted and cut as by hand."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from simmitt.engine.spans import (
    among,
    by_time,
    cut,
    depths,
    lined_up,
    merged,
    merged_and_reached,
    overlapping,
    reached_before,
    regrouped,
)

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


@settings(deadline=None)
@given(spans)
def test_spans_stand_by_group_start_end_and_place(rows: list[tuple[int, int, int]]) -> None:
    group, start, end = arrays(rows)

    order = regrouped(group, by_time(start, end))

    assert order.tolist() == sorted(range(len(rows)), key=lambda row: (group[row], start[row], end[row], row))


def test_groups_of_more_than_sixteen_bits_are_put_in_order_too() -> None:
    group = np.array([200_000, 70_000, 5, 70_000, 65_536])

    assert regrouped(group, np.arange(5)).tolist() == [2, 4, 1, 3, 0]


def test_only_some_of_the_spans_can_be_looked_at() -> None:
    group, start, end = np.zeros(3, np.int64), np.array([0.0, 1.0, 5.0]), np.array([9.0, 2.0, 6.0])
    some = among(by_time(start, end), np.array([False, True, True]))

    assert merged(group, start, end, order=some).start_s.tolist() == [1, 5]
    assert reached_before(group, start, end, some).tolist() == [-np.inf, -np.inf, 2]


def test_both_at_once_are_the_same_as_each_alone() -> None:
    random = np.random.default_rng(1)
    group, start = random.integers(0, 9, 200), random.uniform(0, 1000, 200)
    end = start + random.uniform(-1, 30, 200)

    union, reached = merged_and_reached(lined_up(group, start, end), 200)

    assert np.allclose(union.per_group(9), merged(group, start, end).per_group(9))
    assert (reached == reached_before(group, start, end)).all()


def test_one_year_misread_as_9999_does_not_spoil_the_sums() -> None:
    """So long a time would overflow whole milliseconds of all groups laid behind each other."""
    groups = 60_000
    group = np.repeat(np.arange(groups), 2)
    start = np.tile([0.0, 5.0], groups)
    end = np.tile([6.0, 10.0], groups)
    end[-1] = 8000 * 365.25 * 86_400

    union = merged(group, start, end).per_group(groups)
    reached = reached_before(group, start, end)

    assert (union[:-1] == 10).all()
    assert union[-1] == end[-1]
    assert (reached[1::2] == 6).all()


def test_a_span_that_ends_before_it_starts_has_no_length() -> None:
    group, start, end = np.zeros(2, np.int64), np.array([0.0, 9.0]), np.array([4.0, 2.0])

    assert merged(group, start, end).per_group(1).tolist() == [4]
    assert merged(group[:0], start[:0], end[:0]).per_group(2).tolist() == [0, 0]
