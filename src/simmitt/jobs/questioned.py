"""Answers "what if" about a plan: a set of measures, how far each is carried out, an economy, a budget."""

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import combinations
from typing import Any

from simmitt.engine.experiments import Effects, Evaluator, Outcome, difference, effect_of
from simmitt.engine.measures import Candidate, propose
from simmitt.engine.plan.indicator import ratio_of
from simmitt.engine.portfolio import FINAL_DRAWS, Economy, Money
from simmitt.engine.portfolio.economy import OVERTIME
from simmitt.engine.portfolio.estimates import money_of
from simmitt.engine.portfolio.valuation import Valuation
from simmitt.engine.simulation import replicate, replicate_pairs
from simmitt.ground.intervals import of_outcomes
from simmitt.jobs.planning import effect_told, money_told
from simmitt.jobs.results import figure
from simmitt.jobs.what_if import WhatIf

# A set that is new is simulated with ever more draws as long as there is time for the next step.
DRAWS = (6, 12, 24, 48, 100)
WITHIN_S = 0.4
_REMEMBERED = 256


@dataclass(frozen=True)
class Question:
    """What shall be carried out, how much of each, and under which economy and budget."""

    sizes: tuple[tuple[str, float], ...]  # by measure, sorted; 1: as the plan has it
    economy: Economy
    budget_sek: float

    @property
    def ids(self) -> tuple[str, ...]:
        """The measures."""
        return tuple(name for name, _ in self.sizes)

    @property
    def as_planned(self) -> bool:
        """Whether every measure is carried out as the plan has it."""
        return all(size == 1.0 for _, size in self.sizes)


class Questioned:
    """A plan that is asked about: its factory, its candidates, and what has been simulated of them."""

    def __init__(self, what_if: WhatIf, workers: int) -> None:
        self.what_if = what_if
        factory, seed = what_if.factory, what_if.seed
        today = replicate(factory, replications=what_if.replications, seed=seed, workers=workers)
        self.candidates = {each.id: each for each in propose(factory, today).candidates}
        self._evaluator = Evaluator(
            factory, self.candidates.values(), seed=seed, simulate=replicate_pairs, workers=workers
        )
        self._today = self._evaluator.evaluate((), FINAL_DRAWS)
        self._evaluator.remember(what_if.known)
        self._outcome = lru_cache(_REMEMBERED)(self._simulated)

    def answer(self, question: Question) -> dict[str, Any]:
        """Give what the measures change, with the money and what stands in their way."""
        evaluator, outcome = self._outcome(question.sizes)
        effects = self._effects(evaluator)
        money = self._money(effects, outcome, question, question.economy)
        used = self._money(effects, outcome, question, question.economy.using(OVERTIME))
        stations = [station.name for station in self.what_if.factory.stations]
        return {
            "draws": outcome.draws,
            "exact": question.as_planned and outcome.draws >= FINAL_DRAWS,
            "effect": effect_told(effect_of(difference(outcome, self._today))),
            "indicator": self._indicator(effects, question.ids, outcome.draws),
            "money": money_told(money),
            "money_if_used": money_told(used),
            "hours": figure(money.hours),
            "capex_likely_sek": money.capex_likely_sek,
            "within_budget": money.capex_likely_sek <= question.budget_sek,
            "missing": self._missing(question.ids),
            "conflicts": self._conflicts(question.ids),
            "constraint_after": stations[outcome.constraint],
        }

    def _simulated(self, sizes: tuple[tuple[str, float], ...]) -> tuple[Evaluator, Outcome]:
        """Give the outcome of a set, and who evaluated it."""
        ids, known = tuple(name for name, _ in sizes), self._evaluator.known()
        if all(size == 1.0 for _, size in sizes) and frozenset(ids) in known:
            draws = min(known[frozenset(ids)].draws, FINAL_DRAWS)
            return self._evaluator, self._evaluator.evaluate(ids, draws)
        scaled = {**self.candidates, **{name: scaled_to(self.candidates[name], size) for name, size in sizes}}
        evaluator = self._evaluator.with_others(scaled.values())
        return evaluator, _as_time_allows(evaluator, ids)

    def _effects(self, evaluator: Evaluator) -> Effects:
        whole = tuple(evaluator.candidates.values())
        factory, draws, seed = self.what_if.factory, self.what_if.draws, self.what_if.seed
        return Effects(factory, whole, draws, seed, self._today, {}, evaluator)

    def _money(self, effects: Effects, outcome: Outcome, question: Question, economy: Economy) -> Money:
        """Give the money; a member's part in when it comes is that of the whole measure, by its size."""
        plain = Valuation(self._effects(self._evaluator), economy)
        weights = {name: size * plain.weight(name) for name, size in question.sizes}
        valuation = Valuation(effects, economy, weights)
        return money_of(valuation.worth(outcome), outcome.ids, valuation)

    def _indicator(self, effects: Effects, ids: Sequence[str], draws: int) -> dict[str, Any]:
        what_if = self.what_if
        ratio = ratio_of(what_if.indicator, effects, ids, draws)
        return {
            "id": what_if.indicator,
            "unit": what_if.unit,
            "baseline": figure(what_if.baseline),
            "target": figure(of_outcomes(what_if.baseline.value * ratio)),
        }

    def _missing(self, ids: Sequence[str]) -> list[dict[str, Any]]:
        lacking = {name: sorted(set(self.candidates[name].requires) - set(ids)) for name in ids}
        return [{"id": name, "requires": needed} for name, needed in lacking.items() if needed]

    def _conflicts(self, ids: Sequence[str]) -> list[list[str]]:
        return [
            [one, other]
            for one, other in combinations(ids, 2)
            if other in self.candidates[one].conflicts or one in self.candidates[other].conflicts
        ]


def _as_time_allows(evaluator: Evaluator, ids: Sequence[str]) -> Outcome:
    began_s = time.perf_counter()
    outcome = evaluator.evaluate(ids, DRAWS[0])
    for more in DRAWS[1:]:
        spent_s = time.perf_counter() - began_s
        if spent_s * more / outcome.draws > WITHIN_S:
            break
        outcome = evaluator.evaluate(ids, more)
    return outcome


def scaled_to(candidate: Candidate, size: float) -> Candidate:
    """Give a measure of which so much is carried out: its effect, its cost and its hours by that share.

    What only replaces a rule has no size: it is done or not.
    """
    effects = tuple(
        replace(each, range=each.range.times(size)) if each.range else each for each in candidate.effects
    )
    return replace(
        candidate,
        effects=effects,
        cost_sek=candidate.cost_sek.times(size),
        yearly_cost_sek=candidate.yearly_cost_sek * size,
        hours=candidate.hours.times(size),
    )
