"""How far the choice depends on what was assumed: other economies, and uncertain quantities."""

import math
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import numpy as np
from scipy.stats import rankdata

from simmitt.engine.experiments.draws import drawn, strengths
from simmitt.engine.measures import Candidate
from simmitt.engine.portfolio.chance import CERTAIN, certainty
from simmitt.engine.portfolio.economy import ENTRIES, OVERTIME, SOLD, UNUSED, Economy
from simmitt.engine.portfolio.result import Driver, Influence
from simmitt.engine.portfolio.search import EMPTY, Problem
from simmitt.engine.portfolio.valuation import Objective, Valuation, objectives
from simmitt.engine.simulation.output import Floats
from simmitt.ground.texts import Message, say

TOLD_DRIVERS = 6
DEMAND_IF_SOLD = 0.10  # what "sold" is tried with where nobody has said how much more could be sold

Other = tuple[str, Message, Economy]


def influences(
    valuation: Valuation, problem: Problem, chosen: frozenset[str], draws: int
) -> tuple[Influence, ...]:
    """Rank the simulated sets again under other economies; what changes nothing is left out."""
    now = _npv(valuation, chosen, draws)
    found = [
        _influence(entry, what, Valuation(valuation.effects, economy), problem, chosen, draws)
        for entry, what, economy in other_economies(valuation.economy)
    ]
    return tuple(one for one in found if _matters(one, now))


def _matters(influence: Influence, npv_now_sek: float) -> bool:
    same_money = math.isclose(influence.npv_mean_sek, npv_now_sek)
    return influence.entry == "use_of_freed_time" or not (influence.same_choice and same_money)


def other_economies(economy: Economy) -> Iterator[Other]:
    """Give the economies worth comparing with: other uses of freed time, ranges of defaults."""
    yield from _other_uses(economy)
    for name in economy.defaulted:
        entry = ENTRIES[name]
        for value in (entry.low, entry.high):
            if value is not None and value != getattr(economy, name):
                what = say("{meaning} Tried: {value}", meaning=entry.meaning, value=_written(value))
                yield name, what, _changed(economy, name, value)


def _other_uses(economy: Economy) -> Iterator[Other]:
    more = economy if economy.extra_demand_share > 0 else replace(economy, extra_demand_share=DEMAND_IF_SOLD)
    demand = more.extra_demand_share
    texts = (
        (say("If freed time is sold, and {demand:.0%} more could be sold", demand=demand), more.using(SOLD)),
        (say("If freed time replaces overtime"), economy.using(OVERTIME)),
        (say("If freed time stays unused"), economy.using(UNUSED)),
    )
    for what, other in texts:
        if other.use_of_freed_time != economy.use_of_freed_time:
            yield "use_of_freed_time", what, other


def _changed(economy: Economy, name: str, value: float) -> Economy:
    changes: dict[str, Any] = {name: value}  # only entries that hold numbers have a range
    return replace(economy, **changes)


def _written(value: float) -> Message:
    return say("{value:.2}", value=value) if value < 1 else say("{value:.0}", value=value)


def _influence(
    entry: str, what: Message, other: Valuation, problem: Problem, chosen: frozenset[str], draws: int
) -> Influence:
    found = (_best_known(other, problem, aim, chosen, draws) for aim in objectives(other.economy))
    best = next((names for names in found if names), EMPTY)
    return Influence(entry, what, _npv(other, chosen, draws), best == chosen, tuple(sorted(best)))


def _npv(valuation: Valuation, chosen: frozenset[str], draws: int) -> float:
    return float(valuation.worth(valuation.effects.evaluator.evaluate(chosen, draws)).npv_sek.mean())


def _best_known(
    valuation: Valuation, problem: Problem, objective: Objective, chosen: frozenset[str], draws: int
) -> frozenset[str]:
    """Give the best set known; the chosen one as long as no other is better beyond chance."""
    known = valuation.known_scores(objective, draws)
    scores = {ids: score for ids, score in known.items() if problem.allows(ids)} | {EMPTY: 0.0}
    best = max(scores, key=lambda ids: (scores[ids], ids == chosen, -len(ids), sorted(ids)))
    if not np.isfinite(scores.get(chosen, -np.inf)) or not best:
        return best
    gain = valuation.by_draw(best, objective, draws) - valuation.by_draw(chosen, objective, draws)
    by_chance = certainty(gain) <= CERTAIN or valuation.delays_orders(best, chosen, draws)
    return chosen if by_chance else best


def drivers(
    valuation: Valuation, chosen: frozenset[str], objective: Objective, draws: int
) -> tuple[Driver, ...]:
    """Give what moves the result most among the things that nobody knows yet."""
    if not chosen:
        return ()
    worth = valuation.under(objective).worth(valuation.effects.evaluator.evaluate(chosen, draws))
    result = -worth.change.lead_time_mean_h if objective == "lead_time" else worth.npv_sek
    seed = valuation.effects.seed
    found = [
        Driver(what, candidate.id, rank_correlation(values, result))
        for candidate in valuation.effects.candidates
        if candidate.id in chosen
        for what, values in _uncertain(candidate, seed, draws, objective)
    ]
    ranked = sorted(found, key=lambda driver: (-abs(driver.correlation), driver.candidate))
    return tuple(ranked[:TOLD_DRIVERS])


def _uncertain(
    candidate: Candidate, seed: int, draws: int, objective: Objective
) -> Iterator[tuple[Message, Floats]]:
    yield say("Size of the effect: {measure}", measure=candidate.title), strengths(candidate, seed, draws)
    if objective != "lead_time":
        yield (
            say("Cost: {measure}", measure=candidate.title),
            drawn(candidate, "capex", candidate.cost_sek, seed, draws),
        )
        yield (
            say("Own hours: {measure}", measure=candidate.title),
            drawn(candidate, "hours", candidate.hours, seed, draws),
        )
        yield (
            say("How much is left after a year: {measure}", measure=candidate.title),
            drawn(candidate, "persistence", candidate.persistence, seed, draws),
        )


def rank_correlation(first: Floats, second: Floats) -> float:
    """Give Spearman's rank correlation; 0 where one of them doesn't vary."""
    ranks = rankdata(first), rankdata(second)
    if min(np.ptp(rank) for rank in ranks) == 0:
        return 0.0
    return float(np.corrcoef(*ranks)[0, 1])
