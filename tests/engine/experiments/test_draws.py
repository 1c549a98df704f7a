"""What isn't known is drawn once a candidate, and the same in every set."""

from collections.abc import Callable

import numpy as np
import pytest

from simmitt.engine.experiments.draws import change_draws, drawn, strengths
from simmitt.engine.measures import Candidate, Pert

MakeCandidate = Callable[[str, str], Candidate]


def test_more_draws_begin_with_the_same_ones(candidate_of: MakeCandidate) -> None:
    smed = candidate_of("M01", "Lathe")

    few, many = change_draws(smed, 1, 5), change_draws(smed, 1, 50)

    assert many[:5] == few


def test_another_seed_gives_other_draws(candidate_of: MakeCandidate) -> None:
    smed = candidate_of("M01", "Lathe")

    assert not np.array_equal(strengths(smed, 1, 10), strengths(smed, 2, 10))


def test_behavioural_measures_succeed_together_and_machines_do_not(candidate_of: MakeCandidate) -> None:
    setup, kitting = candidate_of("M01", "Lathe"), candidate_of("M02", "Lathe")
    machine = candidate_of("A09", "Lathe")

    ranks = [strengths(candidate, 1, 20_000) for candidate in (setup, kitting, machine)]

    together = np.asarray(np.corrcoef(ranks))
    assert together[0, 1] == pytest.approx(0.29, abs=0.03)  # rank correlation of a normal copula at 0.3
    assert together[0, 2] == pytest.approx(0.0, abs=0.03)


def test_draws_follow_their_range(candidate_of: MakeCandidate) -> None:
    smed = candidate_of("M01", "Lathe")

    cost = drawn(smed, "capex", smed.cost_sek, 1, 20_000)
    amounts = np.array([changes[0].amount for changes in change_draws(smed, 1, 2_000)])

    assert cost.mean() == pytest.approx(smed.cost_sek.mean, rel=0.02)
    assert (amounts.min() >= -0.5, amounts.max() <= -0.15) == (True, True)


@pytest.mark.parametrize("share", [0.0, 0.5, 1.0])
def test_a_range_without_width_is_a_number(share: float) -> None:
    assert Pert(3.0, 3.0, 3.0).quantile(share) == 3.0


def test_the_weak_end_comes_first_whatever_its_sign() -> None:
    assert Pert(-0.1, -0.2, -0.5).quantile([0.0, 1.0]) == pytest.approx([-0.1, -0.5])
    assert Pert(0.1, 0.2, 0.5).quantile([0.0, 1.0]) == pytest.approx([0.1, 0.5])
