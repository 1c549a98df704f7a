"""Changeover matrices, and how far few setups are believed."""

from typing import Any

import numpy as np
import pytest
from engine.kpi.shops import facts_of, row

from simmitt.engine.kpi.changeovers import MOST_PRODUCTS, REST, changeover_matrices, setups_of, shrunk
from simmitt.engine.kpi.credibility import believed_means


def jobs(*run: tuple[str, float], machine: str = "Mill") -> list[dict[str, Any]]:
    """One job a day, each of a product, with the hours of setup before it."""
    rows = []
    for day, (product, hours) in enumerate(run):
        begin, order = 24.0 * day, f"{machine}{day}"
        if hours:
            rows.append(row(order, machine, begin, begin + hours, kind="setup", product=product))
        rows.append(row(order, machine, begin + 8, begin + 12, product=product))
    return rows


def test_setups_are_counted_and_averaged_from_product_to_product() -> None:
    run = [("A", 1.0), ("B", 2.0), ("A", 3.0), ("B", 4.0), ("B", 1.0), ("A", 3.0)]

    (matrix,) = changeover_matrices(facts_of(jobs(*run)))

    assert matrix.machine == "Mill"
    assert matrix.products == ("B", "A")
    # The first setup follows nothing. A to B took 2 and 4 hours, B to A 3 and 3, B to B 1.
    assert matrix.counts.tolist() == [[1, 2], [2, 0]]
    assert matrix.mean_s[0].tolist() == [3600, 3 * 3600]
    assert matrix.mean_s[1, 0] == 3 * 3600
    assert np.isnan(matrix.mean_s[1, 1])
    assert matrix.overall_s == pytest.approx(13 / 5 * 3600)
    assert np.isfinite(matrix.shrunk_s).all()


def test_setup_rows_of_one_order_that_follow_each_other_are_one_setup() -> None:
    rows = [
        row("A", "Mill", 0, 4, product="P"),
        row("B", "Mill", 5, 7, product="Q", kind="setup"),
        row("B", "Mill", 20, 21, product="Q", kind="setup"),
        row("B", "Mill", 21, 25, product="Q"),
    ]

    setups = setups_of(facts_of(rows))

    assert setups.seconds.tolist() == [3 * 3600]
    assert (setups.source.tolist(), setups.target.tolist()) == ([0], [1])


def test_a_breakdown_between_does_not_hide_what_was_made_before() -> None:
    rows = [
        row("A", "Mill", 0, 4, product="P"),
        row("A", "Mill", 4, 5, product="P", kind="breakdown"),
        row(None, "Mill", 5, 6, kind="breakdown"),
        row("B", "Mill", 6, 7, product="Q", kind="setup"),
    ]

    setups = setups_of(facts_of(rows))

    assert (setups.source.tolist(), setups.target.tolist()) == ([0], [1])


def test_machines_with_few_setups_have_no_matrix() -> None:
    assert changeover_matrices(facts_of(jobs(("A", 1), ("B", 1), ("A", 1)))) == ()
    assert changeover_matrices(facts_of([row("A", "Mill", 0, 1, product="P")])) == ()


def test_rare_products_share_the_last_row_and_column() -> None:
    run = [(f"P{n:02}", 1.0) for _ in range(2) for n in range(MOST_PRODUCTS + 10)]

    (matrix,) = changeover_matrices(facts_of(jobs(*run)))

    assert len(matrix.products) == MOST_PRODUCTS
    assert matrix.products[-1] == REST
    assert matrix.counts.sum() == len(run) - 1


def test_a_mean_keeps_the_share_that_buhlmann_and_straub_give_it() -> None:
    """Groups of two: (9, 11) and (-9, -11) around 0, so s² = 2 and t² = (400 - 2) / 2 = 199."""
    values, group = np.array([9.0, 11.0, -9.0, -11.0]), np.array([0, 0, 1, 1])

    means = believed_means(values, group, 3)

    # Between groups: 4 · 100 - 1 · 2 = 398; by 4 - 8/4 = 2: 199. Kept: 2 / (2 + 2/199).
    assert means == pytest.approx([10 * 2 / (2 + 2 / 199), -10 * 2 / (2 + 2 / 199), 0])


def test_groups_that_differ_no_more_than_chance_are_all_alike() -> None:
    values = np.array([-3.0, 3.0, -3.0, 3.0])

    assert believed_means(values, np.array([0, 0, 1, 1]), 2).tolist() == [0, 0]


def test_a_single_odd_setup_is_believed_less_than_many() -> None:
    """From A to B twenty setups of some 3 h, from C to D one of 9 h, all else some 1 h."""
    random = np.random.default_rng(3)
    source = np.r_[np.zeros(20, int), [2], random.integers(0, 4, 60)]
    target = np.r_[np.ones(20, int), [3], random.integers(2, 4, 60)]
    hours = np.r_[random.normal(3, 0.3, 20), [9.0], random.normal(1, 0.3, 60)]

    expected = shrunk(source, target, hours, 4)

    assert expected[0, 1] == pytest.approx(3, abs=0.3)
    assert 1 < expected[2, 3] < 4
    assert (expected >= hours.min()).all()


def test_shrinking_foretells_better_than_the_means_seen() -> None:
    """Known truth: each product adds its own before and after; few setups of each pair."""
    random = np.random.default_rng(4)
    before, after = random.normal(0, 1.0, 8), random.normal(0, 1.0, 8)
    truth = 6 + before[:, None] + after[None, :]
    source, target = random.integers(0, 8, 150), random.integers(0, 8, 150)
    hours = truth[source, target] + random.normal(0, 2.0, 150)

    expected = shrunk(source, target, hours, 8)

    count = np.bincount(source * 8 + target, minlength=64).reshape(8, 8)
    mean = np.bincount(source * 8 + target, hours, minlength=64).reshape(8, 8) / np.maximum(count, 1)
    seen = count > 0
    error = np.sqrt(((expected - truth)[seen] ** 2).mean())
    assert error < 0.6 * np.sqrt(((mean - truth)[seen] ** 2).mean())
    assert error < 0.8 * truth.std()
