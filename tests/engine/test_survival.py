"""The Kaplan-Meier median against figures worked out by hand."""

import numpy as np
import pytest

from simmitt.engine.survival import first_step_down_to, median_time, median_times, still_going


def test_without_losses_it_is_the_plain_median() -> None:
    times = np.array([5.0, 1.0, 3.0, 2.0, 4.0])

    assert median_time(times, np.ones(5, bool)) == 3.0


def test_losses_push_the_median_out() -> None:
    """Freireich et al. (1963), remission under 6-MP in weeks: the median is 23."""
    times = np.array([6, 6, 6, 6, 7, 9, 10, 10, 11, 13, 16, 17, 19, 20, 22, 23, 25, 32, 32, 34, 35.0])
    ended = np.array([1, 1, 1, 0, 1, 0, 1, 0, 0, 1, 1, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0], bool)

    assert median_time(times, ended) == 23.0


def test_a_median_that_nobody_reached_is_infinite() -> None:
    assert median_time(np.array([1.0, 2.0, 3.0]), np.array([True, False, False])) == np.inf


def test_weights_count_observations_as_often_as_they_say() -> None:
    times, ended = np.array([1.0, 2.0, 9.0]), np.array([True, True, True])

    medians = median_times(times, ended, np.array([[1.0, 1.0, 1.0], [0.0, 1.0, 4.0]]))

    assert medians == pytest.approx([2.0, 9.0])


def test_of_nobody_no_median_is_known() -> None:
    assert median_time(np.zeros(0), np.zeros(0, bool)) == np.inf


def test_the_curve_comes_down_by_those_at_risk() -> None:
    """Of four one ends, then one is lost, then one of the two left ends."""
    alive = still_going(np.array([[1.0, 0.0, 1.0, 0.0]]), np.ones((1, 4)))

    assert alive[0] == pytest.approx([3 / 4, 3 / 4, 3 / 8, 3 / 8])
    assert first_step_down_to(0.75, alive).tolist() == [0]
    assert first_step_down_to(0.5, alive).tolist() == [2]
    assert first_step_down_to(0.2, alive).tolist() == [4]
