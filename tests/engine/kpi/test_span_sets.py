"""What is left of sets of stretches, and what they cover, minute by minute."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simmitt.engine.kpi.span_sets import covered_before, without
from simmitt.engine.spans import Spans, merged

LISTS = st.lists(st.tuples(st.integers(0, 2), st.integers(-20, 40), st.integers(0, 12)), max_size=12)


def spans(listed: list[tuple[int, int, int]]) -> Spans:
    group, first, length = (
        (np.array(column) for column in zip(*listed, strict=True)) if listed else (np.zeros(0, int),) * 3
    )
    return merged(group.astype(np.int64), first.astype(float), (first + length).astype(float))


def minutes(found: Spans) -> set[tuple[int, int]]:
    return {
        (int(group), minute)
        for group, first, last in zip(*found, strict=True)
        for minute in range(int(first), int(last))
    }


@settings(max_examples=200, deadline=None)
@given(LISTS, LISTS)
def test_what_is_left_and_what_is_covered_agree_with_minutes(
    one: list[tuple[int, int, int]], other: list[tuple[int, int, int]]
) -> None:
    first, second = spans(one), spans(other)

    rest = without(first, second)

    assert minutes(rest) == minutes(first) - minutes(second)
    assert (rest.end_s > rest.start_s).all()
    assert ((rest.group[1:] > rest.group[:-1]) | (rest.start_s[1:] > rest.end_s[:-1])).all()
    for group in range(3):
        at = np.array([-3.0, 7.0, 31.0])
        lane = np.full(3, group)
        covered = covered_before(first, lane, at)
        for index in (1, 2):
            inside = [m for g, m in minutes(first) if g == group and at[index - 1] <= m < at[index]]
            assert covered[index] - covered[index - 1] == pytest.approx(len(inside))
