"""Sets are simulated once, jointly, against today under common random numbers."""

from collections.abc import Callable
from dataclasses import fields, replace
from typing import Any

import numpy as np
import pytest

from simmitt.engine.experiments import Evaluator, difference, try_out
from simmitt.engine.factory.model import Factory
from simmitt.engine.measures import Candidate


@pytest.fixture
def candidates(candidate_of: Callable[[str, str], Candidate]) -> list[Candidate]:
    return [candidate_of("M01", "Lathe"), candidate_of("M02", "Lathe"), candidate_of("A07", "Mill")]


def test_a_set_is_simulated_once(
    two_station_line: Factory, candidates: list[Candidate], by_hand: Any
) -> None:
    evaluator = Evaluator(two_station_line, candidates, seed=1, simulate=by_hand)

    evaluator.evaluate_all([("M01@Lathe",), ("M01@Lathe", "M02@Lathe")], 6)
    evaluator.evaluate(("M02@Lathe", "M01@Lathe"), 6)

    assert evaluator.sets_simulated == 2
    assert evaluator.replications == len(by_hand.pairs) == 3 * 6


def test_more_draws_add_to_those_made(
    two_station_line: Factory, candidates: list[Candidate], by_hand: Any
) -> None:
    evaluator = Evaluator(two_station_line, candidates, seed=1, simulate=by_hand)
    at_once = Evaluator(two_station_line, candidates, seed=1, simulate=by_hand)

    evaluator.evaluate(("M01@Lathe",), 4)
    grown, whole = evaluator.evaluate(("M01@Lathe",), 10), at_once.evaluate(("M01@Lathe",), 10)

    for field in fields(grown):
        assert np.array_equal(getattr(grown, field.name), getattr(whole, field.name))


def test_the_effect_is_what_was_drawn_and_no_noise(
    two_station_line: Factory, candidates: list[Candidate], by_hand: Any
) -> None:
    effects = try_out(Evaluator(two_station_line, candidates, seed=1, simulate=by_hand), 50)

    change = effects.difference(("M01@Lathe",))

    saved_h = change.freed_constraint_h_per_week
    assert np.all(saved_h > 0.15 * 4 * 3)  # 15 % of four hours of setup, three orders a week
    assert np.all(saved_h < 0.50 * 4 * 3 * 1.1)
    assert change.freed_total_h_per_week == pytest.approx(saved_h)
    assert change.lead_time_mean_h * 3 == pytest.approx(-saved_h)


def test_a_measure_against_setups_does_nothing_where_there_are_none(
    two_station_line: Factory, candidates: list[Candidate], by_hand: Any
) -> None:
    stations = tuple(replace(station, setup=None) for station in two_station_line.stations)
    without = replace(two_station_line, stations=stations)

    change = try_out(Evaluator(without, candidates, seed=1, simulate=by_hand), 8).difference(("M01@Lathe",))

    assert {name: values.tolist() for name, values in vars(change).items()} == {
        name: [0.0] * 8 for name in vars(change)
    }


def test_two_measures_on_one_parameter_give_less_than_their_sum(
    two_station_line: Factory, candidates: list[Candidate], by_hand: Any
) -> None:
    effects = try_out(Evaluator(two_station_line, candidates, seed=1, simulate=by_hand), 20)

    both = effects.difference(("M01@Lathe", "M02@Lathe")).freed_total_h_per_week
    alone = [effects.difference((name,)).freed_total_h_per_week for name in ("M01@Lathe", "M02@Lathe")]

    assert np.all(both < sum(alone))
    assert np.all(both > np.maximum(*alone))


def test_a_candidate_is_drawn_alike_in_every_set(
    two_station_line: Factory, candidates: list[Candidate], by_hand: Any
) -> None:
    effects = try_out(Evaluator(two_station_line, candidates, seed=1, simulate=by_hand), 20)

    joint = effects.difference(("M01@Lathe", "A07@Mill")).freed_total_h_per_week
    alone = [effects.difference((name,)).freed_total_h_per_week for name in ("M01@Lathe", "A07@Mill")]

    assert joint == pytest.approx(sum(alone))  # they act on different times, so nothing interacts


def test_capacity_gained_ends_where_the_next_station_is_full(
    two_station_line: Factory, candidates: list[Candidate], by_hand: Any
) -> None:
    effects = try_out(Evaluator(two_station_line, candidates, seed=1, simulate=by_hand), 20)

    outcome = effects.evaluator.evaluate(("A07@Mill",), 20)

    assert difference(outcome, effects.today).capacity_share == pytest.approx(np.zeros(20))
    assert effects.today.constraint == 0


def test_single_effects_are_told_with_their_intervals(
    two_station_line: Factory, candidates: list[Candidate], by_hand: Any
) -> None:
    singles = try_out(Evaluator(two_station_line, candidates, seed=1, simulate=by_hand), 50).singles

    lead = singles["M01@Lathe"].lead_time_mean_h
    assert lead.low < lead.value < lead.high < 0
    assert lead.level == "outcomes_80"
