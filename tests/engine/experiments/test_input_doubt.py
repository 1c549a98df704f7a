"""How much of the doubt about a simulated figure a longer log would take away."""

from dataclasses import replace
from functools import cache

import numpy as np
import pytest
from engine.conftest import tidy_shop

from simmitt.engine.experiments.input_doubt import InputDoubt, doubt_of, doubt_of_inputs
from simmitt.engine.experiments.likely_factories import likely_factories
from simmitt.engine.factory.model import Distribution, Evidence, Factory
from simmitt.engine.fitting import fit
from simmitt.engine.hours import learn_working_hours

DRAWS, REPLICATIONS = 60, 30


@cache
def fitted(weeks: int) -> Factory:
    log = tidy_shop(weeks)
    return fit(log, learn_working_hours(log)).factory


def surer(factory: Factory, times: float) -> Factory:
    """Give the same factory as if its log had been so many times as long."""

    def more(told: Distribution) -> Distribution:
        evidence, narrower = told.evidence, times**-0.5
        ends = [
            None if end is None else told.mean + (end - told.mean) * narrower
            for end in (evidence.mean_low, evidence.mean_high)
        ]
        seen = int(evidence.observations * times)
        return replace(
            told, evidence=replace(evidence, observations=seen, mean_low=ends[0], mean_high=ends[1])
        )

    operations = tuple(replace(each, run_s=more(each.run_s), delay_s=None) for each in factory.operations)
    products = tuple(replace(each, order_pieces=more(each.order_pieces)) for each in factory.products)
    return replace(factory, operations=operations, products=products)


def doubts(factory: Factory) -> dict[str, InputDoubt]:
    return doubt_of_inputs(factory, draws=DRAWS, replications=REPLICATIONS)


def test_a_short_log_is_most_of_the_doubt_and_a_very_long_one_hardly_any() -> None:
    short, long = doubts(surer(fitted(4), 1.0)), doubts(surer(fitted(4), 10_000.0))

    for name, told in short.items():
        assert told.input_share > 0.6
        assert long[name].input_share < 0.2
        assert long[name].input_share_low < 0.05


def test_the_two_shares_are_the_whole_and_each_lies_within_its_limits() -> None:
    for told in doubts(fitted(4)).values():
        assert told.input_share + told.simulation_share == pytest.approx(1.0)
        assert 0.0 <= told.input_share_low <= told.input_share <= told.input_share_high <= 1.0
        assert told.mean.low < told.simulated.low < told.mean.value < told.simulated.high < told.mean.high


def test_more_replications_leave_a_smaller_share_to_the_simulation() -> None:
    few = doubt_of_inputs(fitted(4), draws=DRAWS, replications=8)
    many = doubt_of_inputs(fitted(4), draws=DRAWS, replications=80)

    for name in few:
        assert many[name].simulation_share < few[name].simulation_share


def test_shares_are_those_of_rows_and_columns_whose_variances_are_known() -> None:
    random = np.random.default_rng(1)
    shares = []
    for _ in range(200):
        luck = random.normal(0.0, 2.0, 40)
        of_row = random.normal(0.0, 1.0, (60, 1))
        drawn = 50.0 + of_row + luck[:4] + random.normal(0.0, 1.0, (60, 4))
        told = 50.0 + luck + random.normal(0.0, 1.0, 40)
        shares.append(doubt_of(told, drawn))

    # Inputs: variance 1; simulation: (4 + 1) / 40.
    assert np.mean([each.input_share for each in shares]) == pytest.approx(1 / (1 + 5 / 40), abs=0.01)
    inside = [each.input_share_low <= 1 / (1 + 5 / 40) <= each.input_share_high for each in shares]
    assert np.mean(inside) >= 0.93
    held = [each.mean.low <= 50.0 + effect <= each.mean.high
            for each, effect in zip(shares, random.normal(0.0, 1.0, 200), strict=True)]  # fmt: skip
    assert 0.9 <= np.mean(held) <= 0.99


def test_where_rows_differ_by_chance_alone_no_share_goes_below_nought() -> None:
    random = np.random.default_rng(2)
    told = [doubt_of(random.normal(5.0, 1.0, 30), random.normal(5.0, 1.0, (60, 4))) for _ in range(50)]

    assert min(each.input_share for each in told) == 0.0
    assert np.mean([each.input_share_low == 0.0 for each in told]) >= 0.9
    assert all(each.simulation_share <= 1.0 for each in told)


def test_draws_that_tell_nothing_give_no_share() -> None:
    nothing = doubt_of(np.full(5, np.nan), np.full((60, 4), np.nan))

    assert np.isnan(nothing.input_share)
    assert np.isnan(nothing.simulation_share)
    assert nothing.draws == 0


def test_what_rests_on_no_observation_is_not_drawn() -> None:
    factory = fitted(4)
    told = replace(
        factory,
        stations=tuple(replace(each, setup=None, breakdown=None) for each in factory.stations),
        operations=tuple(
            replace(each, run_s=replace(each.run_s, evidence=Evidence()), delay_s=None)
            for each in factory.operations
        ),
        products=tuple(
            replace(each, order_pieces=replace(each.order_pieces, evidence=Evidence()))
            for each in factory.products
        ),
    )

    assert likely_factories(told, 3, seed=1) == [told] * 3


def test_drawn_means_spread_as_their_interval_says_and_a_draw_does_not_hang_on_how_many_are_made() -> None:
    factory = fitted(4)
    drawn = likely_factories(factory, 2_000, seed=1)

    for n, each in enumerate(factory.operations):
        means = np.array([one.operations[n].run_s.mean for one in drawn])
        low, high = np.quantile(means, [0.025, 0.975])
        assert low == pytest.approx(each.run_s.evidence.mean_low, rel=0.03)
        assert high == pytest.approx(each.run_s.evidence.mean_high, rel=0.03)
    rates = np.array([one.arrivals.per_week for one in drawn])
    assert rates.mean() == pytest.approx(factory.arrivals.per_week, rel=0.02)
    assert rates.std() / rates.mean() == pytest.approx(48**-0.5, rel=0.15)
    assert likely_factories(factory, 5, seed=1) == drawn[:5]
