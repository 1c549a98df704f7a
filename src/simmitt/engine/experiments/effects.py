"""Every candidate tried alone: what each would give if it were the only one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from simmitt.engine.experiments.evaluator import Evaluator
from simmitt.engine.experiments.outcome import Difference, Outcome, difference
from simmitt.engine.factory.model import Factory
from simmitt.engine.measures import Candidate
from simmitt.ground.intervals import Estimate, of_outcomes

SEARCH_DRAWS = 24


@dataclass(frozen=True)
class Effect:
    """What a set of measures changes: the median and eight outcomes in ten of every figure."""

    lead_time_mean_h: Estimate
    lead_time_median_h: Estimate
    wip_orders: Estimate
    throughput_per_week: Estimate
    good_per_week: Estimate
    scrap_per_week: Estimate
    freed_constraint_h_per_week: Estimate
    freed_total_h_per_week: Estimate
    capacity_share: Estimate


@dataclass(frozen=True)
class Effects:
    """Today, every candidate alone, and the evaluator that can try them together."""

    factory: Factory
    candidates: tuple[Candidate, ...]
    draws: int
    seed: int
    today: Outcome
    singles: Mapping[str, Effect]
    evaluator: Evaluator

    def of(self, ids: Sequence[str], draws: int | None = None) -> Effect:
        """Give the joint effect of a set, simulated together."""
        return effect_of(self.difference(ids, draws))

    def difference(self, ids: Sequence[str], draws: int | None = None) -> Difference:
        """Give the joint effect of a set draw by draw."""
        outcome, today = self.evaluator.evaluate_all([ids, ()], draws or self.draws)
        return difference(outcome, today)


def try_out(evaluator: Evaluator, draws: int = SEARCH_DRAWS) -> Effects:
    """Give the effect of each candidate alone, against today under common random numbers.

    Parameters
    ----------
    draws
        Draws of what isn't known (size of effects), one replication each; draw ``d`` is
        compared with replication ``d`` of today's factory.
    """
    candidates = tuple(evaluator.candidates.values())
    today, *alone = evaluator.evaluate_all([(), *((c.id,) for c in candidates)], draws)
    effects = [effect_of(difference(outcome, today)) for outcome in alone]
    singles = {candidate.id: effect for candidate, effect in zip(candidates, effects, strict=True)}
    return Effects(evaluator.factory, candidates, draws, evaluator.seed, today, singles, evaluator)


def effect_of(change: Difference) -> Effect:
    """Give median and interval of every figure."""
    return Effect(**{name: of_outcomes(values) for name, values in vars(change).items()})
