"""Scrap, first-pass and rolled yield, rework and loops, reckoned by hand."""

import numpy as np
import pytest
from engine.kpi.shops import facts_of, row

from simmitt.engine.eventlog.log import EventLog
from simmitt.engine.kpi.asis import Figure
from simmitt.engine.kpi.facts import Facts
from simmitt.engine.kpi.loops import find_loops, loop_figures
from simmitt.engine.kpi.resampling import resamples
from simmitt.engine.kpi.yields import yield_figures


def found(facts: Facts, draws: int = 0) -> dict[tuple[str, str, str], Figure]:
    drawn, loops = resamples(len(facts.length_s), facts.n_orders, 0, draws), find_loops(facts)
    figures = [*yield_figures(facts, loops, drawn), *loop_figures(facts, loops, drawn)]
    return {(each.id, each.scope, each.scope_kind): each for each in figures}


def made(
    order: str, activity: str, first: float, good: float, bad: float, held: float = 0, **other: object
) -> dict[str, object]:
    pieces = {"good_pieces": good, "rejected_pieces": bad, "review_pieces": held}
    return row(order, f"{activity} 1", first, first + 1, activity=activity, **pieces, **other)


@pytest.fixture(scope="module")
def two_orders() -> Facts:
    """A: sawn 9 of 10, milled 7 of 9, sawn again 1 of 1; B: sawn 20 of 20, reworked at the mill."""
    return facts_of(
        [
            made("A", "saw", 0, 9, 1, rework=False),
            made("A", "mill", 2, 7, 1, 1, rework=False),
            made("A", "saw", 4, 1, 0, rework=False),
            made("B", "saw", 1, 20, 0, rework=False),
            made("B", "mill", 5, 15, 5, rework=True),
        ]
    )


@pytest.mark.parametrize(
    ("figure", "scope", "kind", "value"),
    [
        ("scrap_share", "plant", "plant", 7 / 59),
        ("scrap_share", "saw", "activity", 1 / 31),
        ("scrap_share", "mill", "activity", 6 / 28),
        ("scrap_share", "mill 1", "machine", 6 / 28),
        # A's second time at the saw and B's rework at the mill are no first pass.
        ("first_pass_yield_share", "saw", "activity", 29 / 30),
        ("first_pass_yield_share", "mill", "activity", 7 / 9),
        ("first_pass_yield_share", "plant", "plant", 36 / 39),
        # Both orders pass both activities.
        ("rolled_yield_share", "plant", "plant", 29 / 30 * 7 / 9),
        ("rework_share", "plant", "plant", 1 / 5),
        ("rework_loop_share", "plant", "plant", 1 / 2),
        ("rework_loop_share", "saw", "activity", 1 / 2),
        ("rework_loops_per_order", "saw", "activity", 1 / 2),
    ],
)
def test_a_figure_of_quality_is_as_by_hand(
    two_orders: Facts, figure: str, scope: str, kind: str, value: float
) -> None:
    assert found(two_orders)[figure, scope, kind].value == pytest.approx(value)


def test_only_activities_that_orders_return_to_have_loops(two_orders: Facts) -> None:
    assert ("rework_loop_share", "mill", "activity") not in found(two_orders)


def test_the_rolled_yield_is_the_geometric_mean_over_orders() -> None:
    """Saw 0.9 for both orders, mill 0.5 for one of them: the orders' products are 0.45 and 0.9."""
    facts = facts_of([made("A", "saw", 0, 9, 1), made("A", "mill", 2, 5, 5), made("B", "saw", 1, 9, 1)])

    assert found(facts)["rolled_yield_share", "plant", "plant"].value == pytest.approx((0.45 * 0.9) ** 0.5)


def test_rows_reported_side_by_side_make_no_loop() -> None:
    facts = facts_of([made("A", "saw", 0, 1, 0), made("A", "mill", 0.5, 1, 0), made("A", "saw", 1.2, 1, 0)])

    assert found(facts)["rework_loop_share", "plant", "plant"].value == 0


def test_a_setup_before_the_next_time_at_the_same_activity_makes_no_loop() -> None:
    facts = facts_of([row("A", "Mill", 0, 1, kind="setup"), row("A", "Mill", 1, 2), row("A", "Mill", 8, 9)])

    assert found(facts)["rework_loop_share", "plant", "plant"].value == 0


def test_an_order_that_comes_back_twice_counts_once_but_has_two_loops() -> None:
    visits = [("saw", 0), ("mill", 2), ("saw", 4), ("mill", 6), ("saw", 8)]
    facts = facts_of([row("A", f"{name} 1", first, first + 1, activity=name) for name, first in visits])

    figures = found(facts)

    assert figures["rework_loop_share", "saw", "activity"].value == 1
    assert figures["rework_loops_per_order", "saw", "activity"].value == 2
    assert figures["rework_loops_per_order", "mill", "activity"].value == 1


def test_no_scrap_at_all_still_has_an_upper_limit() -> None:
    """Of 100 pieces none was rejected: up to 3.69 of them could be expected."""
    facts = facts_of([made(f"A{n}", "saw", 2 * n, 10, 0) for n in range(10)])

    scrap = found(facts, draws=100)["scrap_share", "plant", "plant"]

    assert (scrap.value, scrap.low) == (0, 0)
    assert scrap.high == pytest.approx(0.036889, rel=1e-4)


def test_a_log_that_tells_no_pieces_has_no_yield() -> None:
    assert found(facts_of([row("A", "Saw", 0, 1), row("B", "Saw", 2, 3)])).keys() == {
        ("rework_loop_share", "plant", "plant")
    }


def test_shares_of_quality_lie_in_their_intervals_and_between_0_and_1(tidy_log: EventLog) -> None:
    for each in found(facts_of(tidy_log.rows.to_dicts()), draws=100).values():
        assert np.isfinite([each.low, each.value, each.high]).all()
        assert 0 <= each.low <= each.value <= each.high <= 1
