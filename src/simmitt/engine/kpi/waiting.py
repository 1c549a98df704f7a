"""Why orders waited: every second between their work put down to one of seven causes.

The idea of telling waiting apart by cause is that of Lashkevich, Milani, Chapela-Campa, Suvorau
and Dumas (2023); a shop adds setup, and the machine that is free while the people are not.
"""

from collections.abc import Mapping

import numpy as np

from simmitt.engine.kpi.machine_time import MachineTime
from simmitt.engine.kpi.nouns import CAUSES, Cause, MachineWaiting, WaitingSplit
from simmitt.engine.kpi.opened import plant_open_s
from simmitt.engine.kpi.overtaking import begun_out_of_turn
from simmitt.engine.kpi.prices import Prices
from simmitt.engine.kpi.waiting_states import BUSY, NO_OPERATOR, SETUP, UNAVAILABLE, waiting_states
from simmitt.engine.kpi.waits import Waits, arrivals, batch_complete, waiting_since, waits
from simmitt.engine.spans import Floats, Ints
from simmitt.ground.units import DAY_S, HOUR_S

HOURS_PER_YEAR = 365.25 * DAY_S / HOUR_S
Causes = dict[Cause, Floats]  # (n_waits,) seconds each


def split_waiting(time: MachineTime, prices: Prices | None = None) -> WaitingSplit | None:
    """Put every second that orders waited down to its cause; None where no order waited.

    Returns
    -------
    WaitingSplit
        Seconds by cause, of the plant and before each machine; they add up to all waiting.

    Notes
    -----
    Of the causes that hold in the same second the first of these has it. *Batching*: the order was
    later run together with others, the last of which had not come. *Unavailability*: the machine
    was broken down, in a planned stop, or closed and not at work. *Setup*: its places were taken
    and one was being set up. *Prioritisation*: its places were taken, the latest of them by an
    order that had come later than this one. *Contention*: its places were taken. *Starved or
    blocked*: a place was free in open hours, but its crew were at work elsewhere, or the stop
    was said to be for want of an operator. *Material or outside*: nothing in the log explains it.
    """
    found = waits(time.facts)
    if not len(found.row):
        return None
    by_cause = _causes(time, found)
    names = ["", *time.facts.machines]
    table = np.array([np.bincount(found.machine + 1, by_cause[cause], len(names)) for cause in CAUSES])
    return _told(names, table, _order_hour_sek(prices))


def _told(names: list[str], table: Floats, order_hour_sek: float | None) -> WaitingSplit:
    """Give the split from seconds per cause and machine, (n_causes, n_machines)."""
    table = np.maximum(table, 0.0)
    waited_s = table.sum(axis=0)
    return WaitingSplit(
        float(waited_s.sum()),
        _named(table.sum(axis=1)),
        tuple(
            MachineWaiting(names[index], float(waited_s[index]), _named(table[:, index]))
            for index in np.argsort(-waited_s, kind="stable")
            if waited_s[index] > 0
        ),
        order_hour_sek,
    )


def _named(seconds: Floats) -> Mapping[Cause, float]:
    return {cause: float(each) for cause, each in zip(CAUSES, seconds, strict=True)}


def _order_hour_sek(prices: Prices | None) -> float | None:
    """Give what it costs to keep an order one hour longer; None where nobody told an order's value."""
    if prices is None or prices.order_value_sek is None:
        return None
    return prices.order_value_sek * prices.carrying_rate / HOURS_PER_YEAR


def _causes(time: MachineTime, found: Waits) -> Causes:
    """Give the seconds of each wait by cause."""
    facts = time.facts
    since_s = waiting_since(facts)
    from_s = batch_complete(facts, found, since_s)
    causes: Causes = {cause: np.zeros(len(found.row)) for cause in CAUSES}
    causes["batching"] = from_s - found.start_s
    nowhere = found.machine < 0
    begin, end = from_s[nowhere], found.end_s[nowhere]
    causes["unavailability"][nowhere] = end - begin - plant_open_s(facts, time.hours, begin, end)
    named = np.flatnonzero(~nowhere)
    there = Waits(found.row[named], found.machine[named], found.start_s[named], found.end_s[named])
    for cause, seconds in _at_machines(time, there, from_s[named], since_s).items():
        causes[cause][named] += seconds
    causes["material_outside"] = found.seconds() - np.sum(list(causes.values()), axis=0)
    return causes


def _at_machines(time: MachineTime, there: Waits, from_s: Floats, since_s: Floats) -> Causes:
    """Give what the machines explain of each wait before them."""
    facts = time.facts
    states = waiting_states(time)
    line = facts.by_machine[facts.order[facts.by_machine] >= 0]
    begun = states.until(facts.machine[line], facts.start_s[line])
    place = np.zeros(len(facts.order), np.int64)
    place[line] = np.arange(len(line))
    spent = begun[place[there.row]] - states.until(there.machine, from_s)
    came = states.pieces.keys(facts.machine[line], arrivals(facts, since_s)[line])
    asked = states.pieces.keys(there.machine, from_s)
    latest_s = _latest_s(facts.machine[line], begun[:, BUSY])
    overtaken_s = _overtaken_s(came, latest_s, place[there.row], asked)
    return {
        "unavailability": spent[:, UNAVAILABLE],
        "setup": spent[:, SETUP],
        "prioritisation": overtaken_s,
        "contention": spent[:, BUSY] - overtaken_s,
        "starved_blocked": spent[:, NO_OPERATOR],
    }


def _latest_s(machine: Ints, busy_s: Floats) -> Floats:
    """Give how long the places were taken while each work was the latest begun there, (n_line,)."""
    until_next = np.where(machine[1:] == machine[:-1], np.diff(busy_s), 0.0)
    return np.asarray(np.r_[until_next, 0.0][: len(machine)])


def _overtaken_s(came: Ints, latest_s: Floats, place: Ints, asked: Ints) -> Floats:
    """Give how long the places were taken, the latest by an order that had come later, (n_asked,).

    A wait that begins when its order came is asked from the order's own place in the line; any
    other gets a place of its own just before it.
    """
    apart = asked != came[place]
    extra = np.zeros(len(came), np.int64)
    extra[place[apart]] = 1
    own = np.arange(len(came)) + np.cumsum(extra)
    line, worth = np.zeros(len(came) + int(extra.sum()), np.int64), np.zeros(len(came) + int(extra.sum()))
    line[own], worth[own] = came, latest_s
    question = own[place] - apart
    line[question[apart]] = asked[apart]
    return np.asarray(begun_out_of_turn(line, worth)[question])
