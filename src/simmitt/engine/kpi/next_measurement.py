"""The cheapest next measurement: what to write down, where, for how long, and how much it would tell."""

from collections.abc import Sequence
from typing import Literal, NamedTuple

import numpy as np
from scipy import stats

from simmitt.engine.kpi.facts import Facts
from simmitt.engine.spans import summed
from simmitt.ground.texts import Message, say
from simmitt.ground.units import HOUR_S, WEEK_S

# What a measurement gives: reports that each are so or not, durations, orders, setups, failures,
# readings of a counter; or a list that somebody has already.
Means = Literal["shares", "durations", "orders", "setups", "failures", "readings", "list"]
WEEKS = 2.0
REACH = 1.96  # of a 95 % interval, in standard errors
EXPECTED_FAILURES = 5
FEWEST_HOURS, FEWEST_THINGS = 1.0, 4.0
# Times between orders' starts and ends vary about as much as their mean.
USUAL_CV = 1.0


class Site(NamedTuple):
    """Where to measure, and what two ordinary weeks bring there."""

    machine: str | None  # None: the log names none
    week_h: float  # hours of work in the middle one of its weeks
    reports: float  # in two weeks
    orders: float
    changes: float  # from one product or order to another
    cv: float  # of the length of its reports


def site(facts: Facts, constraint: str | None) -> Site:
    """Give the machine to measure at: the constraint, else the one with most work, else the shop."""
    if not len(facts.order):
        return Site(None, 0.0, 0.0, 0.0, 0.0, USUAL_CV)
    code = _code(facts, constraint)
    here = facts.machine == code if code is not None else np.ones(len(facts.order), bool)
    weeks = max(facts.horizon_s / WEEK_S, 1e-9)
    by_week = summed((facts.start_s[here] // WEEK_S).astype(np.int64), facts.work_s[here], int(weeks) + 1)
    length = facts.work_s[here]
    spread = float(length.std() / length.mean()) if length.mean() > 0 else USUAL_CV
    return Site(
        None if code is None else facts.machines[code],
        float(np.median(by_week[by_week > 0])) / HOUR_S if (by_week > 0).any() else 0.0,
        WEEKS * float(here.sum()) / weeks,
        WEEKS * len(np.unique(facts.order[here & (facts.order >= 0)])) / weeks,
        WEEKS * _changes(facts, here) / weeks,
        spread,
    )


def _code(facts: Facts, constraint: str | None) -> int | None:
    if not facts.machines:
        return None
    if constraint in facts.machines:
        return facts.machines.index(constraint)
    return int(facts.busy.per_group(len(facts.machines)).argmax())


def _changes(facts: Facts, here: np.ndarray) -> int:
    """Count changes from one product to another, from one order to another where none is named."""
    line = facts.by_start[here[facts.by_start]]
    what = facts.product[line] if (facts.product[line] >= 0).any() else facts.order[line]
    return int((what[1:] != what[:-1]).sum())


def next_measurement(where: Site, needed: Sequence[tuple[Message, Means]]) -> Message:
    """Say what to write down, at which machine, for which two weeks, and how much that would tell.

    Parameters
    ----------
    needed
        What is missing: what to note, and what kind of thing it gives.
    """
    lists = [note for note, means in needed if means == "list"]
    records = [(note, means) for note, means in needed if means != "list"]
    if not records:
        return _ask(lists)
    told = _record(where, _joined([note for note, _ in records]), records[0][1])
    return say("{record} {list}", record=told, list=_ask(lists)) if lists else told


def _record(where: Site, notes: Message, means: Means) -> Message:
    machine = where.machine or say("the place where orders wait longest")
    gain = _gain(where, means)
    if where.week_h < FEWEST_HOURS or gain is None:
        # A log without work or orders doesn't let anybody foretell how much two weeks would bring.
        return say("At {machine}, for two ordinary weeks, write down {notes}.", machine=machine, notes=notes)
    return say(
        "At {machine}, for two ordinary weeks (some {hours:.0} hours of work each), write down {notes}. "
        "{gain}",
        machine=machine, hours=where.week_h, notes=notes, gain=gain,
    )  # fmt: skip


def _ask(notes: Sequence[Message]) -> Message:
    return say(
        "Ask for {notes}: a list for the log's period is enough, nothing needs to be measured.",
        notes=_joined(notes),
    )


def _joined(notes: Sequence[Message]) -> Message:
    first, *rest = notes
    return say("{first}; {rest}", first=first, rest=_joined(rest)) if rest else first


def _gain(where: Site, means: Means) -> Message | None:
    """Say how narrow an interval would become, by a simple calculation; None where too little is foreseen."""
    if means == "readings":
        return None
    if means == "failures":
        return say(
            "Five failures, if so many come, tell the time between them to within a factor of {factor:.1}.",
            factor=_factor(EXPECTED_FAILURES),
        )
    if means == "shares":
        if where.reports < FEWEST_THINGS:
            return None
        return say(
            "Some {count:.0} reports come of it: they tell a share to within {points:.0} percentage points.",
            count=where.reports,
            points=min(100 * REACH * 0.5 / np.sqrt(max(where.reports, 1.0)), 100.0),
        )
    count, cv = _durations(where, means)
    if count < FEWEST_THINGS:
        return None
    return say(
        "Some {count:.0} measurements come of it: they tell a mean to within {share:.0%}.",
        count=count,
        share=REACH * cv / np.sqrt(max(count, 1.0)),
    )


def _durations(where: Site, means: Means) -> tuple[float, float]:
    """Give how many durations two weeks bring, and how much they vary."""
    if means == "setups":
        return where.changes, where.cv
    if means == "orders":
        return where.orders, USUAL_CV
    return where.reports, where.cv


def _factor(failures: int) -> float:
    """Give how far the limits of so many failures lie apart, as a factor on either side."""
    fewest = float(stats.chi2.ppf(0.025, 2 * failures))
    most = float(stats.chi2.ppf(0.975, 2 * failures + 2))
    return float(np.sqrt(most / fewest))


def more_of_the_same(weeks: float, seen: int, least: int) -> Message:
    """Say for how many weeks more to write down what is written down now."""
    if not seen:
        return say("Go on writing down the same until there are {least}.", least=least)
    return say(
        "Go on writing down the same: if they come as often as so far, {weeks:.0} weeks more will do.",
        weeks=max(float(np.ceil((least - seen) * weeks / seen)), 1.0),
    )
