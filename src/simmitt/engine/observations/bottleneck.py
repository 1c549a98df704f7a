"""Rules on what holds up the rest."""

import numpy as np

from simmitt.engine.observations.observation import Found, Rule, shape
from simmitt.engine.observations.sight import NONE_FULL, Sight
from simmitt.engine.observations.stakes import orders, work
from simmitt.engine.observations.telling import shares
from simmitt.ground.texts import say
from simmitt.ground.units import HOUR_S

# Above this load a queue grows faster than the work: at 85 % it is 5.7 jobs long, at 95 % 19 (M/M/1).
FULL = 0.85
# Work beyond the hours that were learnt: overtime, or hours learnt wrong.
OVERFULL = 1.0
# Of the ways of looking that name one machine.
CLEAR, UNCLEAR = 0.8, 0.5
# The next machine is this near: relieving the first helps only so far.
CLOSE_BEHIND = 0.9
# A bottleneck that leads for less than half of the time moves about.
LEADS_HALF = 0.5
# Open time without work, and waiting before the machine while it is free.
IDLE_MATTERS, FREE_MATTERS = 0.15, 0.1
WAYS_TO_AGREE = 4


def constraint_is_full(sight: Sight) -> Found | None:
    """Speak where the fullest machine works at least 85 per cent of its open hours."""
    load = sight.load
    if load is None or load.low < FULL:
        return None
    waited = sight.figure("waiting_before_h", load.scope)
    return Found(
        say(
            "{machine} works {share} of its open hours ({low} to {high}). What it loses, the "
            "plant loses.",
            machine=load.scope, **shares(load.value, load.low, load.high),
        ),
        orders(sight, waited.value) if waited else work(sight, 0.0),
        tuple(each for each in (load, waited) if each),
        say("Look at the hours it does other things than run good pieces."),
    )  # fmt: skip


def works_beyond_hours(sight: Sight) -> Found | None:
    """Speak where the fullest machine works more than the plant's open hours hold."""
    load = sight.load
    busy = sight.figure("busy_union_h", load.scope) if load else None
    if load is None or busy is None or load.low < OVERFULL:
        return None
    return Found(
        say(
            "{machine} works more than its open hours hold: {share} of them ({low} to {high}).",
            machine=load.scope, **shares(load.value, load.low, load.high),
        ),
        work(sight, busy.value * (1 - 1 / load.value)),
        (load, busy),
        say("Check the learnt working hours. If they are right, this is overtime or one place too few."),
    )  # fmt: skip


def no_machine_is_full(sight: Sight) -> Found | None:
    """Speak where even the fullest machine works at most 60 per cent of its open hours."""
    load = sight.load
    if load is None or load.high > NONE_FULL:
        return None
    return Found(
        say(
            "No machine is full: {machine}, the fullest, works {share:.0%} of its open hours.",
            machine=load.scope, share=load.value,
        ),
        orders(sight, sight.orders_h * (1 - load.value)),
        (load,),
        say("Look for what holds orders up outside the machines: people, material, planning."),
    )  # fmt: skip


def next_machine_is_close(sight: Sight) -> Found | None:
    """Speak where a second machine is loaded to nine tenths of the fullest one, which is full."""
    loads = sight.of_all("open_hours_load_share")
    if (
        sight.load is None
        or len(loads) < 2
        or loads[0].low < FULL
        or loads[1].low < CLOSE_BEHIND * loads[0].value
    ):
        return None
    first, second = loads[:2]
    return Found(
        say(
            "{second} is nearly as full as {first}: {share:.0%} of its open hours.",
            second=second.scope, first=first.scope, share=second.value,
        ),
        orders(sight, _waited(sight, second.scope)),
        (first, second),
        say("Whatever relieves {first} helps only until {second} is full.", first=first.scope,
            second=second.scope),
    )  # fmt: skip


def ways_agree(sight: Sight) -> Found | None:
    """Speak where at least four in five ways of looking name the same machine, and it is full."""
    share, ways, load = _agreeing(sight), len(sight.as_is.bottlenecks), sight.load
    if ways < WAYS_TO_AGREE or share < CLEAR or load is None or load.low < FULL:
        return None
    return Found(
        say(
            "{count} of {ways} ways of looking name {machine} as the one that sets the pace. It works "
            "{share:.0%} of its open hours.",
            count=round(share * ways), ways=ways, machine=load.scope, share=load.value,
        ),
        orders(sight, _waited(sight, load.scope)),
        (load, shape("bottlenecks"), shape("agreement")),
        say("Look at the hours it does other things than run good pieces."),
    )  # fmt: skip


def ways_disagree(sight: Sight) -> Found | None:
    """Speak where fewer than half of the ways of looking name the same machine."""
    ways = sight.as_is.bottlenecks
    if len(ways) < WAYS_TO_AGREE or _most_named(sight) >= UNCLEAR * len(ways):
        return None
    names = list(dict.fromkeys(each.machine for each in ways))
    waited = max(_waited(sight, name) for name in names)
    return Found(
        say(
            "It isn't clear what sets the pace: {ways} ways of looking name {count} machines.",
            ways=len(ways), count=len(names),
        ),
        orders(sight, waited),
        (shape("bottlenecks"), shape("agreement")),
        say("Ask those who work there where orders pile up, before choosing a machine to relieve."),
    )  # fmt: skip


def several_places_look_like_one(sight: Sight) -> Found | None:
    """Speak where the machine with most hours added up works on several orders at once."""
    summed, union = sight.way("summed_hours"), sight.way("union_hours")
    if summed is None or union is None or summed.machine == union.machine:
        return None
    places = sight.figure("capacity_seen", summed.machine)
    added = sight.figure("busy_sum_h", summed.machine)
    if places is None or added is None or places.value < 2:
        return None
    return Found(
        say(
            "{machine} has the most hours in the log, but works on {places} orders at once. It is several "
            "people or places.",
            machine=summed.machine, places=int(places.value),
        ),
        work(sight, added.value / places.value),
        (places, added, shape("bottlenecks")),
        say("Don't take it for the bottleneck. {machine} is at work longest.", machine=union.machine),
    )  # fmt: skip


def bottleneck_moves(sight: Sight) -> Found | None:
    """Speak where no machine is the momentary bottleneck for half of the time."""
    strip = sight.as_is.strip
    if strip is None or strip.share.sum() <= 0 or len(strip.machines) < 2:
        return None
    shares = strip.share.sum(axis=1) / strip.share.sum()
    top = int(np.argmax(shares))
    led = sight.figure("bottleneck_share", strip.machines[top])
    if shares[top] >= LEADS_HALF or (led and led.high >= LEADS_HALF):
        return None
    leading = [strip.machines[at] for at in np.flatnonzero(shares >= shares[top] / 2)]
    if len(leading) < 2:
        return None
    return Found(
        say(
            "The bottleneck moves between {count} machines. {machine} leads most, {share:.0%} of the time.",
            count=len(leading), machine=strip.machines[top], share=float(shares[top]),
        ),
        orders(sight, sum(_waited(sight, name) for name in leading)),
        (led or shape("bottlenecks"), shape("strip")),
        say("Look at what decides which orders come together: mix, batches or the day of release."),
    )  # fmt: skip


def constraint_stands_idle(sight: Sight) -> Found | None:
    """Speak where the machine that sets the pace stands idle while orders wait before it."""
    account, split = sight.account(sight.constraint), sight.as_is.waiting
    before = [each for each in split.machines if each.machine == sight.constraint] if split else []
    if account is None or sight.constraint is None or not before:
        return None
    free_s = before[0].by_cause.get("starved_blocked", 0.0)
    open_s, idle_s = sight.planned_s(account), account.elements.get("idle", 0.0)
    if open_s <= 0 or idle_s < IDLE_MATTERS * open_s or free_s < FREE_MATTERS * before[0].total_s:
        return None
    return Found(
        say(
            "{machine} sets the pace, yet it stands idle for {hours:.0} hours, {share:.0%} of its open time, "
            "while orders wait before it.",
            machine=sight.constraint, hours=idle_s / HOUR_S, share=idle_s / open_s,
        ),
        work(sight, min(idle_s, free_s) / HOUR_S),
        (shape("accounts/idle", sight.constraint), shape("waiting/starved_blocked", sight.constraint)),
        say("Look at when: at breaks, at shift changes, or when the operator runs another machine?"),
    )  # fmt: skip


def _agreeing(sight: Sight) -> float:
    """Give the share of the ways of looking that name the machine a plan should look at first."""
    ways = sight.as_is.bottlenecks
    return sum(each.machine == sight.constraint for each in ways) / len(ways) if ways else 0.0


def _most_named(sight: Sight) -> int:
    """Give how many ways of looking name one and the same machine, at most."""
    named = [each.machine for each in sight.as_is.bottlenecks]
    return max(named.count(name) for name in named)


def _waited(sight: Sight, machine: str) -> float:
    waited = sight.figure("waiting_before_h", machine)
    return waited.value if waited else 0.0


RULES = (
    Rule("constraint_is_full", constraint_is_full, ("open_hours_load_share", "waiting_before_h")),
    Rule("works_beyond_hours", works_beyond_hours, ("open_hours_load_share", "busy_union_h"),
         ("constraint_is_full",)),
    Rule("no_machine_is_full", no_machine_is_full, ("open_hours_load_share",),
         ("bottleneck_moves", "ways_disagree")),
    Rule("next_machine_is_close", next_machine_is_close, ("open_hours_load_share",)),
    Rule("ways_agree", ways_agree, ("open_hours_load_share", "bottlenecks", "agreement"),
         ("constraint_is_full",)),
    Rule("ways_disagree", ways_disagree, ("bottlenecks", "agreement")),
    Rule("several_places_look_like_one", several_places_look_like_one,
         ("capacity_seen", "busy_sum_h", "bottlenecks")),
    Rule("bottleneck_moves", bottleneck_moves, ("bottleneck_share", "bottlenecks", "strip")),
    Rule("constraint_stands_idle", constraint_stands_idle, ("accounts/idle", "waiting/starved_blocked"),
         ("no_machine_is_full",)),
)  # fmt: skip
