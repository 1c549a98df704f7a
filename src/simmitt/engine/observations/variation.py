"""Rules on what has changed on the way, and on what varies."""

from datetime import datetime, time

import polars as pl

from simmitt.engine.observations.observation import Found, Rule, shape
from simmitt.engine.observations.sight import Sight
from simmitt.engine.observations.stakes import orders, work
from simmitt.engine.observations.telling import lasting
from simmitt.engine.quality import Change
from simmitt.ground.texts import Message, say
from simmitt.ground.units import HOUR_S

# Hopp and Spearman (Factory Physics) call variation high from a coefficient of 1.33 on.
HIGH_CV = 1.33
# Twice what load and unevenness explain, and half a shift at least.
MUCH_LONGER, LEAST_QUEUE_H = 2.0, 4.0


def work_takes_longer(sight: Sight) -> Found | None:
    """Speak where from a date on the same work takes longer than before."""
    changes = [each for each in _work_changes(sight) if each.low_share > 0]
    sentence = say("Since {day:date} {place} takes {share:.0%} longer {per} ({low:.0%} to {high:.0%}).")
    advice = say("Ask what was changed that week: tool, material, programme, people, or how it is reported.")
    return _largest(sight, changes, sentence, advice)


def work_goes_quicker(sight: Sight) -> Found | None:
    """Speak where from a date on the same work takes less time than before."""
    changes = [each for each in _work_changes(sight) if each.high_share < 0]
    sentence = say("Since {day:date} {place} takes {share:.0%} less time {per} ({low:.0%} to {high:.0%}).")
    advice = say("Ask what was done that week. Could it be done elsewhere as well?")
    return _largest(sight, changes, sentence, advice)


def work_varies(sight: Sight) -> Found | None:
    """Speak where a machine's work per piece varies by a third more than its mean."""
    uneven = [each for each in sight.of_all("work_per_piece_cv") if each.low >= HIGH_CV]
    busy = [found for each in uneven if (found := sight.figure("busy_union_h", each.scope))]
    if not busy:
        return None
    most = max(busy, key=lambda each: each.value)
    cv = next(each for each in uneven if each.scope == most.scope)
    return Found(
        say(
            "At {machine} the time per piece varies much: its spread is {cv:.1} times its mean "
            "({low:.1} to {high:.1}).",
            machine=cv.scope, cv=cv.value, low=cv.low, high=cv.high,
        ),
        orders(sight, _queued_h(sight, cv.scope)),
        (cv, most),
        say("Compare the quickest and the slowest jobs of one product. What made the difference?"),
    )  # fmt: skip


def orders_come_in_bursts(sight: Sight) -> Found | None:
    """Speak where orders come to a machine far more unevenly than by chance."""
    bursts = [each for each in sight.of_all("interarrival_cv") if each.low >= HIGH_CV]
    if not bursts:
        return None
    cv = max(bursts, key=lambda each: _queued_h(sight, each.scope))
    return Found(
        say(
            "Orders come to {machine} in bursts: the spread between two is {cv:.1} times the mean "
            "({low:.1} to {high:.1}).",
            machine=cv.scope, cv=cv.value, low=cv.low, high=cv.high,
        ),
        orders(sight, _queued_h(sight, cv.scope)),
        (cv,),
        say("Look at what comes before: a large batch, a day of release, or a load that ends at once?"),
    )  # fmt: skip


def queue_is_longer_than_load_explains(sight: Sight) -> Found | None:
    """Speak where orders wait twice as long for a machine as its load and unevenness explain."""
    longer = []
    for seen in sight.of_all("queue_time_seen_h"):
        foretold = sight.figure("queue_time_vut_h", seen.scope)
        if foretold and seen.low >= MUCH_LONGER * foretold.high and seen.low >= LEAST_QUEUE_H:
            longer.append((seen, foretold))
    if not longer:
        return None
    seen, foretold = max(longer, key=lambda pair: _queued_h(sight, pair[0].scope))
    return Found(
        say(
            "Orders wait {seen} in open hours for {machine}. Its load and unevenness explain {foretold}.",
            machine=seen.scope, seen=lasting(seen.value * HOUR_S), foretold=lasting(foretold.value * HOUR_S),
        ),
        orders(sight, _queued_h(sight, seen.scope) * (1 - foretold.value / seen.value)),
        (seen, foretold),
        say("They wait for something else there: people, material, tools, or a rule on what goes first."),
    )  # fmt: skip


def _queued_h(sight: Sight, machine: str) -> float:
    waited = sight.figure("waiting_before_h", machine)
    return waited.value if waited else 0.0


def orders_come_at_another_rate(sight: Sight) -> Found | None:
    """Speak where from a date on orders come at another rate than before."""
    changes = [each for each in sight.diagnosis.changes if each.what == "arrivals"]
    if not changes:
        return None
    change = max(changes, key=lambda each: abs(each.change_share))
    return Found(
        say(
            "Since {day:date} {after:.1} orders come a week. Before, it was {before:.1}.",
            day=change.from_date, after=change.after, before=change.before,
        ),
        orders(sight, sight.orders_h * abs(change.change_share) / (1 + abs(change.change_share))),
        (shape("quality/change"),),
        say("Judge the shop by the time since then. Averages over the whole log mix two shops."),
        ("change",),
    )  # fmt: skip


def _work_changes(sight: Sight) -> list[Change]:
    return [each for each in sight.diagnosis.changes if each.what == "work_time"]


def _largest(sight: Sight, changes: list[Change], sentence: Message, advice: Message) -> Found | None:
    """Tell of the change that moves most hours."""
    if not changes:
        return None
    change = max(changes, key=lambda each: _moved_h(sight, each))
    ends = sorted((abs(change.low_share), abs(change.high_share)))
    return Found(
        sentence.filled(
            day=change.from_date, place=_place(change), per=_PER.get(change.unit, say("a report")),
            share=abs(change.change_share), low=ends[0], high=ends[1],
        ),
        work(sight, _moved_h(sight, change)),
        (shape("quality/change"),),
        advice,
        ("change",),
    )  # fmt: skip


def _moved_h(sight: Sight, change: Change) -> float:
    """Give the hours by which the work since the change differs from what it would have taken before."""
    since = sight.rows.filter(pl.col("start_at") >= datetime.combine(change.from_date, time()))
    for column, name in (("activity", change.activity), ("machine", change.machine)):
        since = since.filter(pl.col(column) == name) if name else since
    span = (pl.col("end_at") - pl.col("start_at")).dt.total_seconds().clip(0)
    hours = float(since.select(span.sum()).item() or 0.0) / HOUR_S
    return abs(hours - hours / (1 + change.change_share)) if change.change_share > -1 else hours


def _place(change: Change) -> str:
    names = [name for name in (change.activity, change.machine) if name]
    return ", ".join(dict.fromkeys(names))


_PER = {"min/piece": say("a piece"), "min/report": say("a report")}

RULES = (
    Rule("work_varies", work_varies, ("work_per_piece_cv", "busy_union_h")),
    Rule("orders_come_in_bursts", orders_come_in_bursts, ("interarrival_cv",)),
    Rule("queue_is_longer_than_load_explains", queue_is_longer_than_load_explains,
         ("queue_time_seen_h", "queue_time_vut_h")),
    Rule("work_takes_longer", work_takes_longer, ("quality/change",)),
    Rule("work_goes_quicker", work_goes_quicker, ("quality/change",)),
    Rule("orders_come_at_another_rate", orders_come_at_another_rate, ("quality/change",)),
)  # fmt: skip
