"""Rules on what orders wait for."""

from simmitt.engine.kpi.nouns import Cause, WaitingSplit
from simmitt.engine.observations.observation import Found, Rule, shape
from simmitt.engine.observations.sight import Sight
from simmitt.engine.observations.stakes import orders
from simmitt.ground.texts import Message, say
from simmitt.ground.units import HOUR_S

# Seven causes share the waiting; one with a fifth of it has more than its even part.
LARGE_CAUSE = 0.2
# Waiting in closed hours beyond the share of time in which the plant is closed.
BEYOND_CLOSED = 0.1
# Fewer order hours than this tell nothing on what is usual.
LEAST_WAITING_H = 100.0
# One machine of several with two fifths of the waiting, and twice its even part, is where to begin.
LARGE_MACHINE = 0.4
MACHINES_TO_COMPARE = 3
# Less than a quarter of the waiting before the constraint means that the queue stands elsewhere.
LITTLE_BEFORE_CONSTRAINT, MUCH_LONGER = 0.25, 1.5


def waits_for_busy_machine(sight: Sight) -> Found | None:
    """Speak where at least a fifth of the waiting is for a machine busy with earlier orders."""
    sentence = say(
        "{share:.0%} of the waiting is orders that stand in line for a busy machine, most before {machine}."
    )
    advice = say("Look at how many orders are released, and whether the queue does anything but wait.")
    return _cause(sight, "contention", sentence, advice)


def waits_while_overtaken(sight: Sight) -> Found | None:
    """Speak where at least a fifth of the waiting is for orders that came later and went first."""
    sentence = say(
        "{share:.0%} of the waiting comes from later orders that went first, most before {machine}."
    )
    advice = say("Ask who chooses the next order, and after which rule.")
    return _cause(sight, "prioritisation", sentence, advice)


def waits_for_setup(sight: Sight) -> Found | None:
    """Speak where at least a fifth of the waiting is for a machine that is being set up."""
    sentence = say("{share:.0%} of the waiting is for setups, most before {machine}.")
    advice = say("Look at what could be made ready while the machine still runs.")
    return _cause(sight, "setup", sentence, advice)


def waits_in_batches(sight: Sight) -> Found | None:
    """Speak where at least a fifth of the waiting is for the rest of a batch."""
    sentence = say("{share:.0%} of the waiting is for the rest of a batch, most before {machine}.")
    advice = say("Look at whether pieces that are ready could go on before the whole batch is.")
    return _cause(sight, "batching", sentence, advice)


def waits_while_closed(sight: Sight) -> Found | None:
    """Speak where more waiting falls on closed hours or broken machines than the plant is closed."""
    split = _told(sight)
    closed = 1 - sight.hours.plant.open_share() if sight.hours else 0.0
    # Orders lie overnight in any shop; only what goes beyond the plant's own hours is worth a word.
    if split is None or split.by_cause.get("unavailability", 0.0) < (closed + BEYOND_CLOSED) * split.total_s:
        return None
    sentence = say(
        "{share:.0%} of the waiting falls on closed hours or stopped machines, most before {machine}."
    )
    advice = say("Look at which step closes first in the evening, and what lies before it overnight.")
    return _cause(sight, "unavailability", sentence, advice)


def waits_at_a_free_machine(sight: Sight) -> Found | None:
    """Speak where at least a fifth of the waiting is before a machine that is open and free."""
    sentence = say("{share:.0%} of the waiting is before a machine that is free and open, most at {machine}.")
    advice = say("Ask what is missing: operator, tool, drawing, or room further on.")
    return _cause(sight, "starved_blocked", sentence, advice)


def waits_without_reason(sight: Sight) -> Found | None:
    """Speak where at least a fifth of the waiting is explained by nothing in the log."""
    sentence = say("No report explains {share:.0%} of the waiting, most of it before {machine}.")
    advice = say("Note for two weeks why orders lie: material, subcontractor, decision or something else.")
    return _cause(sight, "material_outside", sentence, advice)


def _cause(sight: Sight, cause: Cause, sentence: Message, advice: Message) -> Found | None:
    """Say how large a cause is and where most of it lies, where it is large."""
    split = _told(sight)
    if split is None or split.by_cause.get(cause, 0.0) < LARGE_CAUSE * split.total_s:
        return None
    seconds = split.by_cause[cause]
    most = max(split.machines, key=lambda each: each.by_cause.get(cause, 0.0), default=None)
    if most is None or not most.machine:
        return None
    return Found(
        sentence.filled(share=seconds / split.total_s, machine=most.machine),
        orders(sight, seconds / HOUR_S),
        (shape(f"waiting/{cause}"), shape(f"waiting/{cause}", most.machine)),
        advice,
    )


def _told(sight: Sight) -> WaitingSplit | None:
    split = sight.as_is.waiting
    return split if split and split.total_s >= LEAST_WAITING_H * HOUR_S else None


def one_machine_holds_the_waiting(sight: Sight) -> Found | None:
    """Speak where before one of several machines lies at least 40 per cent of all waiting."""
    split = _told(sight)
    named = [each for each in split.machines if each.machine] if split else []
    if split is None or len(named) < MACHINES_TO_COMPARE:
        return None
    first = max(named, key=lambda each: each.total_s)
    share = first.total_s / split.total_s
    if share < max(LARGE_MACHINE, 2 / len(named)):
        return None
    return Found(
        say("{share:.0%} of all waiting is before {machine}.", share=share, machine=first.machine),
        orders(sight, first.total_s / HOUR_S),
        (shape("waiting/total_s", first.machine), shape("waiting/total_s")),
        say("Begin there: see what the orders that come to it wait for."),
    )


def queue_stands_elsewhere(sight: Sight) -> Found | None:
    """Speak where most waits before another machine; less than a quarter of it before the fullest one."""
    split = _told(sight)
    named = {each.machine: each.total_s for each in split.machines if each.machine} if split else {}
    if split is None or sight.constraint is None or len(named) < MACHINES_TO_COMPARE:
        return None
    before = named.get(sight.constraint, 0.0)
    longest = max(named, key=lambda name: named[name])
    if before > LITTLE_BEFORE_CONSTRAINT * split.total_s or named[longest] < MUCH_LONGER * before:
        return None
    return Found(
        say(
            "The fullest machine is {constraint}, but orders wait longest before {machine}.",
            constraint=sight.constraint, machine=longest,
        ),
        orders(sight, named[longest] / HOUR_S),
        (shape("waiting/total_s", longest), shape("constraint", sight.constraint)),
        say("Look at what {machine} waits for: people, material, or a rule on what goes first.",
            machine=longest),
    )  # fmt: skip


RULES = (
    Rule("waits_for_busy_machine", waits_for_busy_machine, ("waiting/contention",)),
    Rule("waits_while_overtaken", waits_while_overtaken, ("waiting/prioritisation",)),
    Rule("waits_for_setup", waits_for_setup, ("waiting/setup",)),
    Rule("waits_in_batches", waits_in_batches, ("waiting/batching",)),
    Rule("waits_while_closed", waits_while_closed, ("waiting/unavailability",)),
    Rule("waits_at_a_free_machine", waits_at_a_free_machine, ("waiting/starved_blocked",)),
    Rule("waits_without_reason", waits_without_reason, ("waiting/material_outside",)),
    Rule(
        "one_machine_holds_the_waiting",
        one_machine_holds_the_waiting,
        ("waiting/total_s",),
        ("one_step_holds_the_stream",),
    ),
    Rule("queue_stands_elsewhere", queue_stands_elsewhere, ("waiting/total_s", "constraint")),
)
