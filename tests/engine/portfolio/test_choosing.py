"""The portfolio: within the budget, jointly simulated, with a reason for everything left out."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

import numpy as np
import pytest

from simmitt.engine.experiments import Effects, Evaluator, difference, try_out
from simmitt.engine.factory.model import Factory
from simmitt.engine.measures import Candidate
from simmitt.engine.portfolio import Economy, Portfolio, choose
from simmitt.engine.portfolio.economy import OVERTIME, SOLD, UNUSED
from simmitt.engine.portfolio.money import benefit
from simmitt.engine.portfolio.valuation import Objective, Valuation
from simmitt.engine.simulation.output import Output

BUDGET_SEK = 130_000
GIVEN = frozenset({"use_of_freed_time"})
PAID = Economy(use_of_freed_time=OVERTIME, given=GIVEN)
SILENT = Economy(use_of_freed_time=UNUSED, given=GIVEN)
UNTOLD = Economy()

Simulation = Callable[..., Output]


@pytest.fixture
def effects(tandem_line: Factory, candidates: list[Candidate], by_lindley: Simulation) -> Effects:
    return try_out(Evaluator(tandem_line, candidates, seed=3, simulate=by_lindley), 12)


decide = partial(choose, final_draws=30)


def ids(portfolio: Portfolio) -> set[str]:
    return {choice.candidate.id for choice in portfolio.chosen}


@pytest.mark.parametrize("economy", [PAID, SILENT, UNTOLD])
@pytest.mark.parametrize("budget_sek", [0, 30_000, BUDGET_SEK, 1_000_000])
def test_the_likely_cost_never_passes_the_budget(
    effects: Effects, economy: Economy, budget_sek: float
) -> None:
    portfolio = decide(effects, economy, budget_sek)

    assert portfolio.joint_money.capex_likely_sek <= budget_sek
    assert portfolio.joint_money.capex_likely_sek == sum(
        c.candidate.cost_sek.likely for c in portfolio.chosen
    )


def test_every_candidate_is_chosen_or_has_a_reason(effects: Effects, candidates: list[Candidate]) -> None:
    portfolio = decide(effects, PAID, BUDGET_SEK)

    rejected = {one.candidate.id: one.kind for one in portfolio.rejected}
    assert ids(portfolio) | set(rejected) == {candidate.id for candidate in candidates}
    assert not ids(portfolio) & set(rejected)
    assert rejected["M15@Mill"] == "does_not_pay"
    assert all(one.reason.in_language("sv") for one in portfolio.rejected)


def test_a_price_on_freed_time_makes_money_the_aim(effects: Effects) -> None:
    portfolio = decide(effects, PAID, BUDGET_SEK)

    assert portfolio.objective == "money"
    assert portfolio.joint_money.npv_mean_sek > 0
    assert portfolio.joint_money.npv_expected_sek == pytest.approx(0.5 * portfolio.joint_money.npv_mean_sek)


def test_a_silent_economy_makes_lead_time_the_aim_and_says_so(effects: Effects) -> None:
    portfolio = decide(effects, SILENT, BUDGET_SEK)

    assert portfolio.objective == "lead_time"
    assert "no price" in portfolio.objective_text.in_language("en")
    assert portfolio.joint.lead_time_mean_h.value < 0
    assert portfolio.joint_money.npv_sek.value < 0
    assert portfolio.joint_money.payback_years is None


def test_where_nobody_told_the_use_of_time_it_guides_the_choice_but_counts_as_nothing(
    effects: Effects,
) -> None:
    portfolio = decide(effects, UNTOLD, BUDGET_SEK)

    assert portfolio.objective == "freed_time"
    assert ids(portfolio) == ids(decide(effects, PAID, BUDGET_SEK))
    assert portfolio.joint_money.overtime_sek.value == 0.0
    assert portfolio.joint_money.npv_sek.value < 0
    assert portfolio.money_if_used.npv_sek.value > 0


def test_where_nothing_pays_the_plan_says_so_and_shortens_the_lead_time(effects: Effects) -> None:
    pennies = Economy(use_of_freed_time=OVERTIME, overtime_hours_per_week=0.1, given=GIVEN)

    portfolio = decide(effects, pennies, BUDGET_SEK)

    assert portfolio.objective == "lead_time"
    assert "No set of measures pays" in portfolio.objective_text.in_language("en")


def test_the_joint_effect_stands_beside_the_sum(effects: Effects) -> None:
    portfolio = decide(effects, PAID, 1_000_000)

    lead = next(one for one in portfolio.interactions if one.figure == "lead_time_mean_h")
    alone = sum(choice.alone.lead_time_mean_h.value for choice in portfolio.chosen)
    assert lead.joint < 0
    assert lead.sum_of_singles == pytest.approx(alone, rel=0.25)  # a sum of means beside one of medians
    assert lead.sign == "less"
    assert lead.reason.in_language("sv")


def test_the_order_is_by_value_per_krona_and_the_margin_what_would_be_lost(effects: Effects) -> None:
    portfolio = decide(effects, PAID, BUDGET_SEK)

    returns = [choice.return_per_krona for choice in portfolio.chosen]
    assert returns == sorted(returns, reverse=True)
    assert all(choice.marginal_score > 0 for choice in portfolio.chosen)


def test_assumed_entries_are_tried_otherwise_with_nothing_simulated_anew(effects: Effects) -> None:
    portfolio = decide(effects, PAID, BUDGET_SEK)

    tried = {influence.entry for influence in portfolio.influences}
    assert {"use_of_freed_time", "hourly_cost_sek", "years", "discount_rate"} <= tried
    unused = next(i for i in portfolio.influences if i.what.text == "If freed time stays unused")
    assert unused.npv_mean_sek < 0
    assert portfolio.replications == effects.evaluator.replications


def test_a_given_entry_is_not_tried_otherwise(effects: Effects) -> None:
    told = Economy(use_of_freed_time=OVERTIME, hourly_cost_sek=400, given=GIVEN | {"hourly_cost_sek"})

    portfolio = decide(effects, told, BUDGET_SEK)

    assert "hourly_cost_sek" not in {influence.entry for influence in portfolio.influences}


def test_drivers_are_ranked_by_how_strongly_they_move_the_result(effects: Effects) -> None:
    strengths = [abs(driver.correlation) for driver in decide(effects, PAID, BUDGET_SEK).drivers]

    assert strengths == sorted(strengths, reverse=True)
    assert strengths[0] > 0.2


def test_selling_hours_needs_demand(effects: Effects) -> None:
    nobody_buys = Economy(use_of_freed_time=SOLD, extra_demand_share=0.0, given=GIVEN)
    some_do = Economy(use_of_freed_time=SOLD, extra_demand_share=0.2)

    assert decide(effects, nobody_buys, BUDGET_SEK).objective == "lead_time"
    assert decide(effects, some_do, BUDGET_SEK).joint_money.sold_capacity_sek.value > 0


def test_the_same_seed_gives_the_same_portfolio(
    tandem_line: Factory, candidates: list[Candidate], by_lindley: Simulation
) -> None:
    first, second = (
        decide(try_out(Evaluator(tandem_line, candidates, seed=3, simulate=by_lindley), 12), PAID, BUDGET_SEK)
        for _ in range(2)
    )

    assert first == second


def test_an_empty_list_of_candidates_gives_an_empty_portfolio(
    tandem_line: Factory, by_lindley: Simulation
) -> None:
    portfolio = decide(try_out(Evaluator(tandem_line, [], seed=3, simulate=by_lindley), 12), PAID, BUDGET_SEK)

    assert portfolio.chosen == ()
    assert portfolio.joint_money.npv_sek.value == 0.0
    assert np.isfinite(portfolio.joint.lead_time_mean_h.value)


def test_what_a_measure_needs_comes_with_it_and_before_it(
    tandem_line: Factory, candidate_of: Callable[..., Candidate], by_lindley: Simulation
) -> None:
    pool = [candidate_of("M01", "Lathe", requires=("M15@Mill",)), candidate_of("M15", "Mill")]

    portfolio = decide(
        try_out(Evaluator(tandem_line, pool, seed=3, simulate=by_lindley), 12), PAID, 1_000_000
    )

    assert [choice.candidate.id for choice in portfolio.chosen] == ["M15@Mill", "M01@Lathe"]


def test_measures_in_conflict_are_never_both_chosen(
    tandem_line: Factory, candidate_of: Callable[..., Candidate], by_lindley: Simulation
) -> None:
    pool = [candidate_of("M01", "Lathe", conflicts=("M01@Mill",)), candidate_of("M01", "Mill")]

    portfolio = decide(
        try_out(Evaluator(tandem_line, pool, seed=3, simulate=by_lindley), 12), PAID, 1_000_000
    )

    assert len(portfolio.chosen) == 1
    assert portfolio.rejected[0].kind == "conflict"


def test_no_more_measures_at_once_than_asked_for(effects: Effects) -> None:
    portfolio = decide(effects, PAID, 1_000_000, most=1)

    assert len(portfolio.chosen) == 1
    assert "enough" in {one.kind for one in portfolio.rejected}


@pytest.mark.parametrize("objective", ["money", "freed_time", "lead_time"])
def test_a_set_that_costs_output_or_makes_orders_late_is_never_chosen(
    effects: Effects, objective: Objective
) -> None:
    valuation = Valuation(effects, PAID)
    starved = replace(
        effects.today, ids=("M01@Lathe",), throughput_per_week=0.7 * effects.today.throughput_per_week
    )
    late = replace(effects.today, ids=("M01@Lathe",), lead_change_mean_h=0.1 * effects.today.lead_time_mean_h)

    assert valuation.score(starved, objective) == -np.inf
    assert valuation.score(late, objective) == -np.inf
    assert valuation.score(replace(effects.today, ids=("M01@Lathe",)), objective) > -np.inf


def test_making_less_saves_no_scrap(effects: Effects) -> None:
    today = replace(
        effects.today,
        scrap_per_week=np.full(effects.today.draws, 10.0),
        good_per_week=np.full(effects.today.draws, 90.0),
    )
    half = replace(today, scrap_per_week=0.5 * today.scrap_per_week, good_per_week=0.5 * today.good_per_week)
    economy = replace(PAID, scrap_cost_per_piece_sek=100.0)

    gives = benefit(difference(half, today), half, today, economy, saturated=False)

    assert np.allclose(gives.scrap_sek, 0.0)


def test_what_makes_orders_later_than_the_others_alone_is_told(effects: Effects) -> None:
    valuation = Valuation(effects, PAID)

    assert not valuation.delays_orders(["M01@Lathe"], [], 12)
    assert valuation.delays_orders([], ["M01@Lathe", "M01@Mill"], 12)


def test_a_worth_by_draw_has_the_score_as_its_mean(effects: Effects) -> None:
    valuation = Valuation(effects, PAID)

    by_draw = valuation.by_draw(["M01@Lathe"], "money", 12)

    assert by_draw.shape == (12,)
    assert by_draw.mean() == pytest.approx(valuation.scores([["M01@Lathe"]], "money", 12)[0])
    assert not valuation.by_draw([], "money", 12).any()


def test_a_measure_left_out_for_making_orders_late_is_told_so(
    effects: Effects, monkeypatch: pytest.MonkeyPatch
) -> None:
    def late(
        self: Valuation,
        ids: frozenset[str],
        without: frozenset[str],
        draws: int,  # as in the class
    ) -> bool:
        return "A07@Mill" in ids

    monkeypatch.setattr(Valuation, "delays_orders", late)

    portfolio = decide(effects, PAID, 1_000_000)

    reasons = {one.candidate.id: one.kind for one in portfolio.rejected}
    assert reasons["A07@Mill"] == "harms"
