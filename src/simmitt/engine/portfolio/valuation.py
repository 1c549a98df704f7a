"""What every simulated set is worth under one economy; asks for no new simulation."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from simmitt.engine.experiments import Difference, Effects, Outcome, difference
from simmitt.engine.portfolio.economy import OVERTIME, Economy
from simmitt.engine.portfolio.money import Benefit, Cost, benefit, cost_of, joint_cost, net_present_value
from simmitt.engine.portfolio.search import Problem
from simmitt.engine.simulation.output import Floats

Objective = Literal["money", "freed_time", "lead_time"]

LEAST_EFFORT_SEK = 1_000.0  # keeps a measure that costs almost nothing from a boundless return
# Where lead time is the aim, a measure must shorten the mean by this share of today's to be
# worth anybody's attention, and give at least this part of the best measure's hours per krona.
NOTICEABLE_SHARE = 0.01
LEAST_RETURN_SHARE = 0.25
# A set that loses more output than this, or makes orders wait longer than this, is no
# improvement whatever it saves: less stock because less is made is not a saving.
TOLERATED_LOSS_SHARE = 0.01
TOLERATED_DELAY_SHARE = 0.02


@dataclass(frozen=True)
class Worth:
    """One set, (draws,) each: what it changes, gives, takes, and its net present value."""

    change: Difference
    benefit: Benefit
    cost: Cost
    npv_sek: Floats


def objectives(economy: Economy) -> tuple[Objective, ...]:
    """Give what to aim at, in order: the next one where the one before finds nothing to do.

    Money, where a benefit has a price. What the measures would be worth if freed hours
    replaced paid ones, where nobody has said what they are used for. Lead time.
    """
    money: tuple[Objective, ...] = ("money",) if economy.speaks else ()
    untold: tuple[Objective, ...] = ("freed_time",) if "use_of_freed_time" not in economy.given else ()
    return (*money, *untold, "lead_time")


class Valuation:
    """Turns outcomes into money and into the score that the search maximises."""

    def __init__(
        self, effects: Effects, economy: Economy, weights: Mapping[str, float] | None = None
    ) -> None:
        """Hold what is needed; ``weights``: what single measures give a year, where that is known."""
        self.effects = effects
        self.economy = economy
        self._saturated = effects.factory.arrivals.kind == "saturated"
        self._costs: dict[tuple[str, int], Cost] = {}
        self._weights = dict(weights or {})
        self._in_use: Valuation | None = None
        self._noticeable_h = NOTICEABLE_SHARE * float(effects.today.lead_time_mean_h.mean())
        self._hours_per_krona = LEAST_RETURN_SHARE * self._best_hours_per_krona()

    def worth(self, outcome: Outcome) -> Worth:
        """Give the worth of a simulated set, its measures carried out."""
        today = self.effects.evaluator.evaluate((), outcome.draws)
        change = difference(outcome, today)
        gives = benefit(change, outcome, today, self.economy, saturated=self._saturated)
        cost = self._cost(outcome.ids, outcome.draws)
        return Worth(change, gives, cost, net_present_value(gives.yearly_sek, cost, self.economy))

    def score(self, outcome: Outcome, objective: Objective) -> float:
        """Give what the search maximises: expected NPV (SEK), or hours of lead time gained."""
        if self._harms(outcome):
            return -np.inf
        if objective != "lead_time":
            return float(self.under(objective).worth(outcome).npv_sek.mean())
        gain_h = -float(outcome.lead_change_mean_h.mean())
        least_h = sum(max(self._noticeable_h, self._hours_per_krona * self._effort(n)) for n in outcome.ids)
        return gain_h - least_h

    def by_draw(self, ids: Collection[str], objective: Objective, draws: int) -> Floats:
        """(draws,) what a set is worth to an objective: NPV in SEK, or hours of lead time gained."""
        if not ids:
            return np.zeros(draws)
        outcome = self.effects.evaluator.evaluate(ids, draws)
        if objective == "lead_time":
            return -outcome.lead_change_mean_h
        return self.under(objective).worth(outcome).npv_sek

    def delays_orders(self, ids: Collection[str], without: Collection[str], draws: int) -> bool:
        """Say whether what a set has more than another makes the same orders noticeably later."""
        more, less = self.effects.evaluator.evaluate_all([ids, without], draws)
        return float((more.lead_change_mean_h - less.lead_change_mean_h).mean()) > self._noticeable_h

    def _harms(self, outcome: Outcome) -> bool:
        """Say whether a set costs output, or makes the same orders finish noticeably later."""
        today = self.effects.evaluator.evaluate((), outcome.draws)
        lost = 1 - outcome.throughput_per_week.mean() / max(today.throughput_per_week.mean(), 1e-9)
        later = outcome.lead_change_mean_h.mean() / max(today.lead_time_mean_h.mean(), 1e-9)
        return bool(lost > TOLERATED_LOSS_SHARE or later > TOLERATED_DELAY_SHARE)

    def under(self, objective: Objective) -> "Valuation":
        """Give the valuation that an objective goes by: for freed time, as if it were used."""
        if objective != "freed_time":
            return self
        if self._in_use is None:
            self._in_use = Valuation(self.effects, self.economy.using(OVERTIME))
        return self._in_use

    def scores(self, sets: Sequence[Collection[str]], objective: Objective, draws: int) -> list[float]:
        """Give the scores of several sets, simulating those not known yet."""
        outcomes = self.effects.evaluator.evaluate_all(sets, draws)
        return [self.score(outcome, objective) for outcome in outcomes]

    def known_scores(self, objective: Objective, draws: int) -> dict[frozenset[str], float]:
        """Give the score of every set simulated so far, with no new simulation."""
        known = self.effects.evaluator.known()
        return {ids: self.score(outcome.first(draws), objective) for ids, outcome in known.items() if ids}

    def problem(self, budget_sek: float, most: int, most_sets: int) -> Problem:
        """Give what may be combined: the budget limits likely capex, a step takes all its costs."""
        candidates = self.effects.candidates
        return Problem(
            cost={c.id: c.cost_sek.likely for c in candidates},
            effort={c.id: self._effort(c.id) for c in candidates},
            budget=budget_sek,
            requires={c.id: c.requires for c in candidates},
            conflicts={c.id: c.conflicts for c in candidates},
            most=most,
            most_sets=most_sets,
        )

    def _best_hours_per_krona(self) -> float:
        gains = [(-effect.lead_time_mean_h.value, name) for name, effect in self.effects.singles.items()]
        return max(
            (gain / self._effort(name) for gain, name in gains if gain > self._noticeable_h), default=0.0
        )

    def _effort(self, name: str) -> float:
        candidate = self.effects.evaluator.candidates[name]
        first = candidate.cost_sek.likely + candidate.hours.likely * self.economy.hourly_cost_sek
        return max(first + candidate.yearly_cost_sek * self.economy.years, LEAST_EFFORT_SEK)

    def _cost(self, ids: Sequence[str], draws: int) -> Cost:
        if not ids:
            nothing = np.zeros(draws)
            return Cost(nothing, nothing, 0.0, nothing, nothing)
        return joint_cost([self._single_cost(n, draws) for n in ids], [self.weight(n) for n in ids])

    def _single_cost(self, name: str, draws: int) -> Cost:
        if (name, draws) not in self._costs:
            candidate = self.effects.evaluator.candidates[name]
            self._costs[name, draws] = cost_of(candidate, self.economy, self.effects.seed, draws)
        return self._costs[name, draws]

    def weight(self, name: str) -> float:
        """Give what a member alone would give a year: its part in when the joint effect comes."""
        if name not in self._weights:
            draws = self.effects.draws
            outcome, today = self.effects.evaluator.evaluate_all([(name,), ()], draws)
            change = difference(outcome, today)
            gives = benefit(change, outcome, today, self.economy, saturated=self._saturated)
            self._weights[name] = max(0.0, float(gives.yearly_sek.mean()))
        return self._weights[name]
