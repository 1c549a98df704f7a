"""Where the plant is held up, looked at in several ways, and why the ways disagree."""

from collections.abc import Sequence
from typing import Final

import numpy as np

from simmitt.engine.hours import WorkingHours
from simmitt.engine.kpi.active_period import Shares, bottleneck_shares
from simmitt.engine.kpi.asis import Bottleneck, Constraint, Method, Rank
from simmitt.engine.kpi.facts import Facts
from simmitt.engine.kpi.machine_time import MachineTime
from simmitt.engine.kpi.machines import open_hours_load
from simmitt.engine.kpi.starvation import Fed, fed
from simmitt.engine.spans import Floats
from simmitt.ground.texts import Message, say
from simmitt.ground.units import HOUR_S

RANKED = 5
# The ways that are asked whether they agree. Hours added up are left out: they mislead where jobs
# lie side by side, and are shown because many read them so. Time at work counted once is the load
# in open hours before these are looked at.
JUDGES: Final[tuple[str, ...]] = (
    "open_hours_load", "active_period", "waiting_before", "blocked_starved", "simulated_gain"
)  # fmt: skip


def find_bottlenecks(
    facts: Facts, hours: WorkingHours, time: MachineTime | None = None
) -> tuple[Bottleneck, ...]:
    """Give the machine that each way of looking names, with the five first of each."""
    if not facts.machines:
        return ()
    time = time or MachineTime(facts, hours)
    n = len(facts.machines)
    at = facts.machine >= 0
    summed = np.bincount(facts.machine[at], facts.work_s[at], minlength=n) / HOUR_S
    union = facts.busy.per_group(n) / HOUR_S
    waited = np.bincount(facts.machine[at], facts.waited_s[at], minlength=n) / HOUR_S
    shares = bottleneck_shares(facts)
    load, flow = open_hours_load(time), fed(time)
    return (
        _named("summed_hours", facts, summed, "h", _summed_words(facts, summed)),
        _named("union_hours", facts, union, "h", _union_words(facts, union)),
        _named("waiting_before", facts, waited, "h", _waiting_words(facts, waited)),
        _named("active_period", facts, shares.momentary, "share", _active_words(facts, shares)),
        _named("open_hours_load", facts, load, "share", _load_words(facts, load)),
        _named("blocked_starved", facts, flow.pressed, "share", _pressed_words(facts, flow)),
    )


def with_simulated_gain(found: Sequence[Bottleneck], ranking: Sequence[Rank]) -> tuple[Bottleneck, ...]:
    """Add what the model says: which machine, made better, gives the plant most.

    Parameters
    ----------
    ranking
        Machines with what the plant gains when each alone is relieved, in any order and one unit.
    """
    others = tuple(each for each in found if str(each.method) != "simulated_gain")
    if not ranking:
        return others
    ordered = tuple(sorted(ranking, key=lambda rank: -rank.value))[:RANKED]
    words = say("In the model the plant gains most when {machine} is relieved.", machine=ordered[0].machine)
    return (*others, Bottleneck(_SIMULATED, ordered[0].machine, ordered, words))


_SIMULATED: Final = "simulated_gain"


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


def _pressed_words(facts: Facts, flow: Fed) -> Message:
    top = int(flow.pressed.argmax())
    return say(
        "{machine} works with orders waiting before it for {pressed:.0%} of its open hours. For {held:.0%} "
        "it has a place free although orders wait, for {starved:.0%} it has nothing to do.",
        machine=facts.machines[top],
        pressed=float(flow.pressed[top]),
        held=float(flow.held_up[top]),
        starved=float(flow.starved[top]),
    )


def agreement_share(found: Sequence[Bottleneck], constraint: Constraint | None) -> float:
    """Give the share of the ways of looking that name the constraint; 0 where there is none."""
    judges = [each for each in found if each.method in JUDGES]
    if constraint is None or not judges:
        return 0.0
    return sum(each.machine == constraint.machine for each in judges) / len(judges)


def explain_agreement(facts: Facts, found: Sequence[Bottleneck], time: MachineTime | None = None) -> Message:
    """Say why the ways of looking name one machine, or several."""
    if not found:
        return say("The log names no machines, so nothing can be said about bottlenecks.")
    by_method = {str(each.method): each.machine for each in found}
    summed, union, load = (by_method[name] for name in ("summed_hours", "union_hours", "open_hours_load"))
    if len(set(by_method.values())) == 1:
        return say("All {ways} ways of looking name {machine}.", ways=len(found), machine=union)
    at_once = _most_at_once(facts, summed, time)
    if summed != union and at_once > 1:
        return say(
            "Summed hours name {summed}, but up to {orders} orders are worked on there at once: it is "
            "several people or places, not one machine. With time counted once the longest at work is "
            "{union}.",
            summed=summed,
            orders=at_once,
            union=union,
        )
    judges = [machine for method, machine in by_method.items() if method in JUDGES]
    others = [machine for machine in dict.fromkeys(judges) if machine != load]
    if not others:
        return say("All {ways} ways of looking name {machine}.", ways=len(judges), machine=load)
    return say(
        "{agreeing} of {ways} ways of looking name {machine}; the others name {others}.",
        agreeing=judges.count(load),
        ways=len(judges),
        machine=load,
        others=", ".join(others),
    )


def _most_at_once(facts: Facts, machine: str, time: MachineTime | None) -> int:
    code = facts.machines.index(machine)
    if time is not None:
        return int(time.capacity.most[code])
    pieces = facts.parallel
    return int(pieces.depth[pieces.group == code].max(initial=1))


def name_constraint(facts: Facts, hours: WorkingHours, time: MachineTime | None = None) -> Constraint | None:
    """Give the machine that a plan should look at first: the fullest in its open hours and places."""
    if not facts.machines:
        return None
    time = time or MachineTime(facts, hours)
    load, places = open_hours_load(time), time.capacity.places
    top = int(load.argmax())
    values: dict[str, str | float] = {
        "machine": facts.machines[top],
        "share": float(load[top]),
        "places": int(places[top]),
    }
    return Constraint(facts.machines[top], float(load[top]), int(places[top]), _constraint_words(values))


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
