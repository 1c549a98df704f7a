"""No figure tells of fewer than five companies, neither by itself nor by subtraction."""

from datetime import UTC, datetime
from itertools import product

import pytest

from simmitt.web.scope.aggregates import LEAST, month_began_at, shown, shown_parts, shown_within


@pytest.mark.parametrize(("companies", "answer"), [(0, None), (4, None), (5, 17), (6, 17)])
def test_a_figure_is_shown_when_five_stand_behind(companies: int, answer: int | None) -> None:
    assert shown(17, companies) == answer


@pytest.mark.parametrize(
    ("part", "whole", "answer"), [(17, 22, 17), (18, 22, None), (22, 22, 22), (4, 22, None), (0, 22, None)]
)
def test_what_is_left_over_is_the_matter_of_five_too(part: int, whole: int, answer: int | None) -> None:
    assert shown_within(part, whole) == answer


def test_one_hidden_part_takes_another_with_it() -> None:
    assert shown_parts({"a": 20, "b": 7, "c": 3}) == {"a": 20, "b": None, "c": None}


def test_a_part_with_nobody_hides_nothing_else() -> None:
    assert shown_parts({"a": 20, "b": 0}) == {"a": 20, "b": None}


def test_subtraction_never_tells_of_one_to_four_companies() -> None:
    for sizes in product(range(9), repeat=3):
        parts = dict(zip("abc", sizes, strict=True))
        answers = shown_parts(parts)
        hidden = [parts[name] for name, answer in answers.items() if answer is None]
        whole_is_shown = sum(sizes) >= LEAST
        assert all(answer is None or answer >= LEAST for answer in answers.values())
        if whole_is_shown and any(hidden):
            assert sum(hidden) >= LEAST
            assert len(hidden) > 1


def test_the_month_begins_by_the_local_clock() -> None:
    # Half past eleven at night in UTC on the last day is already the next month here.
    began = month_began_at(datetime(2026, 11, 30, 23, 30, tzinfo=UTC))

    assert (began.year, began.month, began.day, began.hour) == (2026, 12, 1, 0)
