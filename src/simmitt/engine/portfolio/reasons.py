"""Why a candidate was left out, and why measures together differ from their sum."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from simmitt.engine.experiments import Outcome
from simmitt.engine.measures import Candidate
from simmitt.engine.portfolio.result import Figure, Interaction, Rejected, RejectedFor
from simmitt.engine.portfolio.search import Problem
from simmitt.engine.portfolio.valuation import Objective, Valuation, Worth
from simmitt.ground.texts import Message, say


def rejections(
    valuation: Valuation, problem: Problem, chosen: frozenset[str], objective: Objective, draws: int
) -> tuple[Rejected, ...]:
    """Give every candidate outside the portfolio with the reason it was left out."""
    outside = [candidate for candidate in valuation.effects.candidates if candidate.id not in chosen]
    joined = [problem.completed([*chosen, candidate.id]) for candidate in outside]
    alone = [problem.completed([candidate.id]) for candidate in outside]
    scores = valuation.scores([chosen, *joined, *alone], objective, draws) if outside else [0.0]
    now, gains, singles = scores[0], scores[1 : len(outside) + 1], scores[len(outside) + 1 :]
    now = now if chosen else 0.0
    gains = [
        -np.inf if valuation.delays_orders(names, chosen, draws) else gain
        for names, gain in zip(joined, gains, strict=True)
    ]
    return tuple(
        _rejection(candidate, problem, chosen, objective, gain - now, single)
        for candidate, gain, single in zip(outside, gains, singles, strict=True)
    )


def _rejection(
    candidate: Candidate,
    problem: Problem,
    chosen: frozenset[str],
    objective: Objective,
    gain: float,
    single: float,
) -> Rejected:
    kind, reason = _reason(candidate, problem, chosen, objective, gain, single)
    return Rejected(candidate, kind, reason, gain)


def _reason(
    candidate: Candidate,
    problem: Problem,
    chosen: frozenset[str],
    objective: Objective,
    gain: float,
    single: float,
) -> tuple[RejectedFor, Message]:
    whole = problem.completed([candidate.id])
    if not whole <= set(problem.cost):
        return "prerequisite", say("Needs another measure first that isn't among the candidates.")
    price = sum(problem.cost[name] for name in whole)
    if price > problem.budget:
        return "too_dear", say("Costs {cost} SEK, more than the whole budget.", cost=round(price))
    if _in_conflict(problem, candidate.id, chosen):
        return "conflict", say("Can't be combined with one of the measures chosen, which gives more.")
    if gain == -np.inf:
        return "harms", say("Would cost output or make orders wait longer.")
    if gain <= 0:
        return _worthless(single, chosen, objective)
    if len(chosen | whole) > problem.most:
        return "enough", say(
            "Would add something, but {count} measures at once are enough. Later.", count=problem.most
        )
    if sum(problem.cost[name] for name in chosen | whole) > problem.budget:
        return "too_dear", say("Would add something, but the rest of the budget isn't enough for it.")
    return "adds_nothing", say("Seemed to add a little, but no longer in the longer simulation.")


def _in_conflict(problem: Problem, name: str, chosen: frozenset[str]) -> bool:
    return any(
        other in problem.conflicts.get(name, ()) or name in problem.conflicts.get(other, ())
        for other in chosen
    )


def _worthless(single: float, chosen: frozenset[str], objective: Objective) -> tuple[RejectedFor, Message]:
    if single > 0 and chosen:
        return "adds_nothing", say("Gives something alone, but adds nothing to the measures chosen.")
    if objective == "freed_time":
        return "does_not_pay", say("Wouldn't pay even if the freed time replaced paid hours.")
    if objective == "money":
        return "does_not_pay", say("Doesn't pay under the economy stated.")
    return "does_not_pay", say("Doesn't shorten the lead time enough for what it takes.")


def interactions(joint: Worth, singles: Sequence[Worth], why: Message) -> tuple[Interaction, ...]:
    """Give the joint figures beside the sums of single ones."""
    figures: tuple[Figure, ...] = ("lead_time_mean_h", "wip_orders", "freed_total_h_per_week")
    made = [
        Interaction(
            figure,
            float(getattr(joint.change, figure).mean()),
            float(sum(getattr(single.change, figure).mean() for single in singles)),
            why,
        )
        for figure in figures
    ]
    money = float(sum(single.npv_sek.mean() for single in singles))
    told = (*made, Interaction("npv_sek", float(joint.npv_sek.mean()), money, why))
    return tuple(each if each.sign == "less" else replace(each, reason=_NOT_LESS[each.sign]) for each in told)


# Why measures together do less can be told from what they act on; why they do more can't.
_NOT_LESS = {
    "equal": say("Together the measures do about what they do one by one."),
    "more": say("Together the measures do more than one by one: each moves the queue that the others meet."),
}


def why_together(
    candidates: Sequence[Candidate], before: Outcome, after: Outcome, stations: Sequence[str]
) -> Message:
    """Tell why measures together do more or less than each alone."""
    if len(candidates) < 2:
        return say("One measure only: nothing to interact with.")
    if before.constraint != after.constraint:
        return say(
            "The pace is set by {before} today and by {after} afterwards, so hours saved at the first count "
            "only so far.",
            before=stations[before.constraint], after=stations[after.constraint],
        )  # fmt: skip
    if _share_a_parameter(candidates):
        return say(
            "Some of the measures shorten the same time, and what one has taken the next can't take again."
        )
    return say(
        "The measures act on the same queues: shorter waiting before one station changes it before the next."
    )


def _share_a_parameter(candidates: Sequence[Candidate]) -> bool:
    keys = [(e.parameter, t) for c in candidates for e in c.effects for t in c.targets or ("",)]
    return len(set(keys)) < len(keys)
