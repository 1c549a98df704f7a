"""Where the plant is held up, looked at in several ways, and why the ways disagree."""

import numpy as np

from simmitt.engine.hours import WorkingHours
from simmitt.engine.kpi.active_period import Shares, bottleneck_shares
from simmitt.engine.kpi.asis import Bottleneck, Constraint, Method, Rank
from simmitt.engine.kpi.facts import Facts
from simmitt.engine.kpi.machines import capacities, open_hours_load
from simmitt.engine.spans import Floats
from simmitt.ground.texts import Message, say
from simmitt.ground.units import HOUR_S

RANKED = 5


def find_bottlenecks(facts: Facts, hours: WorkingHours) -> tuple[Bottleneck, ...]:
    """Give the machine that each way of looking names, with the five first of each."""
    if not facts.machines:
        return ()
    n = len(facts.machines)
    at = facts.machine >= 0
    summed = np.bincount(facts.machine[at], facts.work_s[at], minlength=n) / HOUR_S
    union = facts.busy.per_group(n) / HOUR_S
    waited = np.bincount(facts.machine[at], facts.waited_s[at], minlength=n) / HOUR_S
    shares = bottleneck_shares(facts)
    load = open_hours_load(facts, hours)
    return (
        _named("summed_hours", facts, summed, "h", _summed_words(facts, summed)),
        _named("union_hours", facts, union, "h", _union_words(facts, union)),
        _named("waiting_before", facts, waited, "h", _waiting_words(facts, waited)),
        _named("active_period", facts, shares.momentary, "share", _active_words(facts, shares)),
        _named("open_hours_load", facts, load, "share", _load_words(facts, load)),
    )


def _named(method: Method, facts: Facts, values: Floats, unit: str, words: Message) -> Bottleneck:
    order = np.argsort(-values, kind="stable")[:RANKED]
    ranking = tuple(Rank(facts.machines[i], float(values[i]), unit) for i in order)
    return Bottleneck(method, ranking[0].machine, ranking, words)


def _summed_words(facts: Facts, values: Floats) -> Message:
    top = int(values.argmax())
    return say(
        "{machine} has the most hours when all jobs are added up, {hours:.0}. Jobs side by side count each.",
        machine=facts.machines[top],
        hours=float(values[top]),
    )


def _union_words(facts: Facts, values: Floats) -> Message:
    top = int(values.argmax())
    return say(
        "{machine} has something going on for the longest time, {hours:.0} hours or {share:.1%} of the "
        "period.",
        machine=facts.machines[top],
        hours=float(values[top]),
        share=float(values[top]) * HOUR_S / facts.horizon_s,
    )


def _waiting_words(facts: Facts, values: Floats) -> Message:
    top = int(values.argmax())
    return say(
        "Orders stood {hours:.0} hours in all before {machine}, nights and days off included.",
        machine=facts.machines[top],
        hours=float(values[top]),
    )


def _active_words(facts: Facts, shares: Shares) -> Message:
    top = int(shares.momentary.argmax())
    return say(
        "At each moment the machine that has worked longest without a pause holds up the rest. "
        "{machine} does so {share:.0%} of the time, {sole:.0%} alone.",
        machine=facts.machines[top],
        share=float(shares.momentary[top]),
        sole=float(shares.sole[top]),
    )


def _load_words(facts: Facts, values: Floats) -> Message:
    top = int(values.argmax())
    return say(
        "{machine} is loaded to {share:.0%} of the plant's open hours, its places counted.",
        machine=facts.machines[top],
        share=float(values[top]),
    )


def explain_agreement(facts: Facts, found: tuple[Bottleneck, ...]) -> Message:
    """Say why the ways of looking name one machine, or several."""
    if not found:
        return say("The log names no machines, so nothing can be said about bottlenecks.")
    by_method = {bottleneck.method: bottleneck.machine for bottleneck in found}
    summed, union = by_method["summed_hours"], by_method["union_hours"]
    agreeing = sum(machine == by_method["open_hours_load"] for machine in by_method.values())
    if len(set(by_method.values())) == 1:
        return say("All {ways} ways of looking name {machine}.", ways=len(found), machine=union)
    _, most = capacities(facts)
    at_once = int(most[facts.machines.index(summed)])
    if summed != union and at_once > 1:
        return say(
            "Summed hours name {summed}, but up to {orders} orders are worked on there at once: it is "
            "several people or places, not one machine. With time counted once the longest at work is "
            "{union}.",
            summed=summed,
            orders=at_once,
            union=union,
        )
    return say(
        "{agreeing} of {ways} ways of looking name {machine}; the others look at waiting or at "
        "parallel work.",
        agreeing=agreeing,
        ways=len(found),
        machine=by_method["open_hours_load"],
    )


def name_constraint(facts: Facts, hours: WorkingHours) -> Constraint | None:
    """Give the machine that a plan should look at first: the fullest in its open hours and places."""
    if not facts.machines:
        return None
    load = open_hours_load(facts, hours)
    capacity, _ = capacities(facts)
    top = int(load.argmax())
    values: dict[str, str | float] = {
        "machine": facts.machines[top],
        "share": float(load[top]),
        "places": int(capacity[top]),
    }
    return Constraint(facts.machines[top], float(load[top]), int(capacity[top]), _constraint_words(values))


def _constraint_words(values: dict[str, str | float]) -> Message:
    if values["places"] == 1:
        return say(
            "In the plant's open hours {machine} is at work {share:.0%} of the time, more than any other; "
            "what it loses, the plant loses.",
            **values,
        )
    return say(
        "In the plant's open hours the {places} places of {machine} are at work {share:.0%} of the time, "
        "more than any other's; what they lose, the plant loses.",
        **values,
    )
