"""Names that are one are merged where that is sure, and proposed where it is not."""

import pytest
from engine.quality.planting import MILL, altered, everywhere, number, tidy

from simmitt.engine.quality import MergeProposal, diagnose
from simmitt.engine.quality.spelling import (
    MANGLED,
    PLAIN_LETTERS,
    SLIP,
    WORD_ORDER,
    ZEROS,
    Likeness,
    blocks,
    likeness,
    spelling_key,
)

APART = [
    ("Mill 1", "Mill 2"),
    ("Line 1A", "Line 1B"),
    ("Press II", "Press III"),
    ("Milling", "Filling"),
    ("Press 1.2", "Press 12"),
    ("Press 1-2", "Press 2-1"),
    ("Left lathe", "Right lathe"),
    ("Grinding 1 Lathing 2", "Grinding 2 Lathing 1"),
    ("Svarv A", "Svarv B"),
    ("Turning", "Turning rough"),
    ("M10", "M100"),
]
ALIKE = [
    ("Svarvning", "Svarvnig", SLIP),
    ("Svarvning", "Svarvningg", SLIP),
    ("Svarvning", "Svarvinng", SLIP),
    ("Fräsning 2", "Frasning 2", PLAIN_LETTERS),
    ("Fräsning 2", "FrÃ¤sning 2", MANGLED),
    ("Mill 7", "Mill 007", ZEROS),
    ("Quality Check 1", "Check Quality 1", WORD_ORDER),
]


@pytest.mark.parametrize(("one", "other"), APART)
def test_different_things_stay_different(one: str, other: str) -> None:
    assert spelling_key(one) != spelling_key(other)
    assert likeness(one, other) is None
    assert likeness(other, one) is None


@pytest.mark.parametrize(("one", "other", "why"), ALIKE)
def test_likely_the_same_is_told_with_its_reason(one: str, other: str, why: Likeness) -> None:
    assert likeness(one, other) is why
    assert likeness(other, one) is why
    assert set(blocks(one)) & set(blocks(other))


def test_a_sure_merge_is_applied_and_told_as_data() -> None:
    rows = (number(5, MILL), number(9, MILL))
    log = altered(tidy(), rows, machine="MILL-2")

    diagnosis = diagnose(log)

    (merge,) = diagnosis.proposals
    assert (merge.field, merge.keep, merge.names, merge.rows) == ("machine", "Mill 2", ("MILL-2",), rows)
    assert (merge.certainty, merge.applied) == (1.0, True)
    assert diagnosis.repaired.rows.equals(tidy().rows)


def test_a_sure_merge_that_is_left_is_still_proposed() -> None:
    log = altered(tidy(), [number(5, MILL)], machine="MILL-2")

    diagnosis = diagnose(log, leave=frozenset({"near_identical_names"}))

    assert [merge.applied for merge in diagnosis.proposals] == [False]
    assert diagnosis.repaired.rows.equals(log.rows)


def test_a_slip_is_proposed_and_not_applied() -> None:
    rows = (number(5, MILL), number(9, MILL))
    log = altered(tidy(), rows, activity="Miling")

    diagnosis = diagnose(log)

    assert diagnosis.proposals == (
        MergeProposal("activity", "Milling", ("Miling",), rows, SLIP.certainty, SLIP.reason),
    )
    assert diagnosis.repaired.rows.equals(log.rows)


def test_a_name_as_common_as_the_other_is_no_slip() -> None:
    half = [number(order, MILL) for order in range(0, 144, 2)]

    assert diagnose(altered(tidy(), half, activity="Miling")).proposals == ()


def test_a_like_name_at_another_machine_is_another_thing() -> None:
    log = altered(tidy(), [number(5, MILL)], activity="Miling", machine="Planer")

    assert diagnose(log).proposals == ()


def test_people_and_orders_are_never_proposed() -> None:
    log = everywhere(tidy(), worker="Karlsson")
    log = altered(log, [number(5, MILL)], worker="Karlson", order="WO-00005")

    assert diagnose(log).proposals == ()
