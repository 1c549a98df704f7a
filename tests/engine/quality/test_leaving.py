"""What shall not be repaired is named by its code."""

import pytest
from engine.quality.planting import altered, tidy

from simmitt.engine.quality import UnknownFinding, diagnose


def test_an_unknown_code_is_refused_with_those_that_there_are() -> None:
    with pytest.raises(UnknownFinding) as caught:
        diagnose(tidy(), leave=frozenset({"padded_time", "zero_length"}))

    message = caught.value.in_language("en")
    assert "padded_time." in message
    assert "padded_times" in message
    assert "[quality] leave" in message


def test_rows_that_can_not_be_placed_stay_in_their_place_if_left() -> None:
    log = altered(tidy(), [20, 33], end_at=None)

    diagnosis = diagnose(log, leave=frozenset({"missing_order_or_time"}))

    assert diagnosis.repaired.rows.equals(log.rows)


def test_only_what_is_named_is_left() -> None:
    log = altered(altered(tidy(), [20], end_at=None), [50], good_pieces=-3.0)

    diagnosis = diagnose(log, leave=frozenset({"missing_order_or_time"}))

    assert diagnosis.repaired.rows.height == log.rows.height
    assert diagnosis.repaired.rows.filter(row=50)["good_pieces"].to_list() == [None]


def test_what_is_left_lies_in_the_way_of_no_other_check() -> None:
    """A log with ends before starts, negative pieces and times far off, all left, still gets a diagnosis."""
    log = altered(tidy(), range(20, 80), start_at=tidy().rows["end_at"].max(), good_pieces=-1.0)
    codes = frozenset({"end_before_start", "negative_pieces", "far_dates"})

    diagnosis = diagnose(log, leave=codes)

    assert diagnosis.repaired.rows.equals(log.rows)
    assert {finding.code for finding in diagnosis.findings if finding.left} == {
        "end_before_start",
        "negative_pieces",
    }
