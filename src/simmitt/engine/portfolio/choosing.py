"""From single effects to the portfolio: every set that counts is simulated jointly."""

from collections.abc import Sequence

import numpy as np

from simmitt.engine.experiments import Effects, effect_of
from simmitt.engine.experiments.outcome import Outcome
from simmitt.engine.measures import Candidate
from simmitt.engine.portfolio.chance import CERTAIN, certainty
from simmitt.engine.portfolio.economy import Economy
from simmitt.engine.portfolio.estimates import money_of
from simmitt.engine.portfolio.influence import drivers, influences
from simmitt.engine.portfolio.reasons import interactions, rejections, why_together
from simmitt.engine.portfolio.result import Choice, Money, Portfolio
from simmitt.engine.portfolio.search import EMPTY, Problem, Search, Set
from simmitt.engine.portfolio.valuation import Objective, Valuation, objectives
from simmitt.ground.intervals import of_outcomes
from simmitt.ground.texts import Message, say

FINAL_DRAWS = 200
MOST_NOW = 7  # measures at once; the rest is for later
MOST_SETS = 260


def choose(
    effects: Effects,
    economy: Economy,
    budget_sek: float,
    *,
    final_draws: int = FINAL_DRAWS,
    most: int = MOST_NOW,
    most_sets: int = MOST_SETS,
) -> Portfolio:
    """Give the best portfolio found within the budget.

    Parameters
    ----------
    budget_sek
        Limits the likely external cost (capex); internal hours are counted in the NPV and
        in what a step takes, but not against the budget.
    final_draws
        Draws for the chosen set, its members alone, and the set without each of them.
    most_sets
        Sets that the search may simulate.

    Notes
    -----
    The search maximises the expected NPV. Where nobody has said what freed time is used for,
    it is the NPV as if every freed hour replaced a paid one. Where freed time is said to be
    unused, or nothing pays, it is the hours of mean lead time gained; each measure must then
    shorten it noticeably and for a price not out of all proportion to the best one's, and
    output may not fall. ``objective`` says which it was; money is reported under the economy
    as stated either way, and ``money_if_used`` beside it.
    """
    valuation = Valuation(effects, economy)
    problem = valuation.problem(budget_sek, most, most_sets)
    objective, found = _search(valuation, problem)
    chosen = _confirmed(valuation, problem, found, objective, final_draws)
    return _portfolio(valuation, problem, chosen, objective, final_draws)


def _search(valuation: Valuation, problem: Problem) -> tuple[Objective, Set]:
    """Give the first objective under which there is something to do, and the best set for it."""
    aims = objectives(valuation.economy)
    found = ((aim, _best(valuation, problem, aim)) for aim in aims)
    return next(((aim, names) for aim, names in found if names), (aims[-1], EMPTY))


def _told(objective: Objective, economy: Economy) -> Message:
    """Tell what the plan seeks, and why."""
    if objective == "money":
        return say("The plan seeks the highest expected net present value that the budget allows.")
    if objective == "freed_time":
        return say(
            "Nobody has said what freed time is used for. The plan seeks the measures that would be "
            "worth most if every freed hour replaced a paid one; the money counts nothing for those hours "
            "until their use is said."
        )
    if economy.speaks:
        return say(
            "No set of measures pays under the economy stated, so the plan seeks the largest cut in mean "
            "lead time that the budget allows. It costs more than it gives in money."
        )
    return say(
        "The economy gives freed time, stock and scrap no price, so the plan seeks the largest cut in "
        "mean lead time that the budget allows. The money is shown all the same."
    )


def _best(valuation: Valuation, problem: Problem, objective: Objective) -> Set:
    draws = valuation.effects.draws
    return Search(problem, lambda sets: valuation.scores(sets, objective, draws)).best()


def _confirmed(valuation: Valuation, problem: Problem, found: Set, objective: Objective, draws: int) -> Set:
    """Drop the members whose own contribution can't be told from chance once there are more draws.

    The best of many sets has been lucky as well as good; a member stays when what the set
    loses without it, draw by draw, is above zero with 95 % confidence, and when it does not
    make orders noticeably later than the others alone.
    """
    chosen = found
    while chosen:
        whole = valuation.by_draw(chosen, objective, draws)
        smaller = list(dict.fromkeys(_without(problem, chosen, name) for name in sorted(chosen)))
        certain = [
            -np.inf
            if valuation.delays_orders(chosen, names, draws)
            else certainty(whole - valuation.by_draw(names, objective, draws))
            for names in smaller
        ]
        weakest = int(np.argmin(certain))
        if certain[weakest] > CERTAIN:
            break
        chosen = smaller[weakest]
    return chosen


def _without(problem: Problem, chosen: Set, name: str) -> Set:
    return frozenset(other for other in chosen if name not in problem.completed([other]))


def _portfolio(
    valuation: Valuation, problem: Problem, chosen: Set, objective: Objective, draws: int
) -> Portfolio:
    effects, evaluator = valuation.effects, valuation.effects.evaluator
    members = [candidate for candidate in effects.candidates if candidate.id in chosen]
    joint, today = evaluator.evaluate_all([chosen, EMPTY], draws)
    worth = valuation.worth(joint)
    singles = [
        valuation.worth(outcome) for outcome in evaluator.evaluate_all([(c.id,) for c in members], draws)
    ]
    stations = tuple(station.name for station in effects.factory.stations)
    why = why_together(members, today, joint, stations)
    rejected = rejections(valuation, problem, chosen, objective, effects.draws)
    return Portfolio(
        objective=objective,
        objective_text=_told(objective, valuation.economy),
        budget_sek=problem.budget,
        economy=valuation.economy,
        chosen=tuple(_ordered(_choices(valuation, problem, members, joint, objective, draws))),
        joint=effect_of(worth.change),
        joint_money=money_of(worth, joint.ids, valuation),
        money_if_used=_if_used(valuation, joint),
        constraint_before=stations[today.constraint],
        constraint_after=stations[joint.constraint],
        interactions=interactions(worth, singles, why),
        rejected=rejected,
        influences=influences(valuation, problem, chosen, effects.draws),
        drivers=drivers(valuation, chosen, objective, draws),
        sets_simulated=evaluator.sets_simulated,
        replications=evaluator.replications,
        draws=draws,
        seed=effects.seed,
    )


def _if_used(valuation: Valuation, joint: Outcome) -> Money:
    used = valuation.under("freed_time")
    return money_of(used.worth(joint), joint.ids, used)


def _choices(
    valuation: Valuation,
    problem: Problem,
    members: Sequence[Candidate],
    joint: Outcome,
    objective: Objective,
    draws: int,
) -> list[Choice]:
    chosen = frozenset(joint.ids)
    return [_choice(valuation, problem, candidate, chosen, objective, draws) for candidate in members]


def _choice(
    valuation: Valuation,
    problem: Problem,
    candidate: Candidate,
    chosen: Set,
    objective: Objective,
    draws: int,
) -> Choice:
    rest = _without(problem, chosen, candidate.id)
    evaluator = valuation.effects.evaluator
    whole, without, single = evaluator.evaluate_all([chosen, rest, (candidate.id,)], draws)
    with_it, left, alone = (valuation.worth(outcome) for outcome in (whole, without, single))
    score = valuation.score(whole, objective) - (valuation.score(without, objective) if rest else 0.0)
    return Choice(
        candidate=candidate,
        alone=effect_of(alone.change),
        alone_money=money_of(alone, (candidate.id,), valuation),
        marginal_lead_time_h=of_outcomes(with_it.change.lead_time_mean_h - left.change.lead_time_mean_h),
        marginal_npv_sek=of_outcomes(with_it.npv_sek - left.npv_sek),
        marginal_score=score,
        return_per_krona=score / sum(problem.effort[name] for name in chosen - rest),
    )


def _ordered(choices: Sequence[Choice]) -> list[Choice]:
    """Give the choices by return per krona, each after what it needs first."""
    waiting = sorted(choices, key=lambda choice: (-choice.return_per_krona, choice.candidate.id))
    ordered: list[Choice] = []
    while waiting:
        have = {choice.candidate.id for choice in ordered}
        ready = next(choice for choice in waiting if set(choice.candidate.requires) <= have)
        ordered.append(ready)
        waiting.remove(ready)
    return ordered
