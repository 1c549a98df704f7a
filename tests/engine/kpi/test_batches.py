"""Batches on a machine and transfer lots between two, reckoned by hand."""

import pytest
from engine.kpi.shops import facts_of, row

from simmitt.engine.kpi.asis import Figure
from simmitt.engine.kpi.batches import batch_figures
from simmitt.engine.kpi.facts import Facts
from simmitt.engine.kpi.resampling import resamples


def found(facts: Facts, draws: int = 0) -> dict[tuple[str, str], Figure]:
    drawn = resamples(len(facts.length_s), facts.n_orders, 0, draws)
    return {(each.id, each.scope): each for each in batch_figures(facts, drawn)}


def test_orders_that_start_and_end_together_are_a_batch() -> None:
    """Six loads of two orders in the oven and three of one; the saw always has one."""
    rows = [row(f"A{n}", "Oven", 10 * n, 10 * n + 4) for n in range(6)]
    rows += [row(f"B{n}", "Oven", 10 * n, 10 * n + 4) for n in range(6)]
    rows += [row(f"C{n}", "Oven", 100 + 10 * n, 104 + 10 * n) for n in range(3)]
    rows += [row(f"A{n}", "Saw", 10 * n - 2 + 0.5, 10 * n - 1, activity="saw") for n in range(1, 6)]

    figures = found(facts_of(rows), draws=50)

    assert figures["batch_share", "Oven"].value == pytest.approx(12 / 15)
    assert figures["batch_orders_mean", "Oven"].value == pytest.approx(15 / 9)
    assert figures["batch_orders_mean", "Oven"].low <= 15 / 9 <= figures["batch_orders_mean", "Oven"].high
    assert not any(scope == "Saw" for _, scope in figures)


def test_orders_that_only_start_together_are_no_batch() -> None:
    rows = [row(f"A{n}", "Check", 24 * n, 24 * n + 1) for n in range(9)]
    rows += [row(f"B{n}", "Check", 24 * n, 24 * n + 2) for n in range(9)]

    assert found(facts_of(rows)) == {}


def test_one_order_reported_twice_at_the_same_time_is_no_batch() -> None:
    rows = [row(f"A{n}", "Oven", 10 * n, 10 * n + 4) for n in range(9) for _ in range(2)]

    assert found(facts_of(rows)) == {}


def split(name: str, start: float, first_lot: float) -> list[dict[str, object]]:
    """Sawn in two lots; milled from the moment the first lot is done."""
    pieces = {"rejected_pieces": 0.0, "review_pieces": 0.0}
    return [
        row(name, "Saw", start, start + 2, activity="saw", good_pieces=first_lot, **pieces),
        row(name, "Saw", start + 2, start + 5, activity="saw", good_pieces=20.0, **pieces),
        row(name, "Mill", start + 2, start + 8, activity="mill", good_pieces=first_lot + 20, **pieces),
    ]


def test_an_order_that_is_milled_while_it_is_still_sawn_goes_on_in_parts() -> None:
    rows = [each for n in range(5) for each in split(f"A{n}", 20 * n, 4.0 + n)]
    for n in range(15):
        rows += [
            row(f"B{n}", "Saw", 200 + 20 * n, 205 + 20 * n, activity="saw"),
            row(f"B{n}", "Mill", 205 + 20 * n, 210 + 20 * n, activity="mill"),
        ]

    figures = found(facts_of(rows))

    assert figures["transfer_overlap_share", "plant"].value == pytest.approx(5 / 20)
    assert figures["transfer_pieces_median", "plant"].value == 6


def test_setting_up_the_next_machine_early_is_no_transfer() -> None:
    rows = [
        row("A", "Saw", 0, 5, activity="saw"),
        row("A", "Mill", 4, 5, activity="mill", kind="setup"),
        row("A", "Mill", 5, 8, activity="mill"),
    ]

    assert found(facts_of(rows))["transfer_overlap_share", "plant"].value == 0
