"""Tell of what takes another time, or comes at another rate, from a date on."""

from datetime import datetime, timedelta

import numpy as np

from simmitt.engine.quality.checking import FORECAST, Check, Found
from simmitt.engine.quality.drift import find_changes
from simmitt.engine.quality.findings import Change, Effect, Move
from simmitt.engine.quality.reports import Reports
from simmitt.engine.spans import Bools
from simmitt.ground.texts import Message, say

SHOWN = 10


def _changes(reports: Reports) -> Found[Reports] | None:
    changes = find_changes(reports)
    if not changes:
        return None
    hit = np.zeros(reports.n, bool)
    for change in changes:
        hit |= _rows_after(reports, change)
    largest = max(changes, key=lambda change: abs(change.change_share))
    return Found(
        reports.numbers(hit),
        "warning",
        Effect(
            say(
                "An average over the whole log stands for a time that has passed, and for another"
                " that goes on."
            ),
            tuple(_move(change) for change in changes),
        ),
        count=len(changes),
        details=tuple(_in_words(change) for change in (largest, *(c for c in changes if c is not largest)))[
            :SHOWN
        ],
        changes=tuple(changes),
    )


def _move(change: Change) -> Move:
    figure = "work_time" if change.what == "work_time" else "arrivals"
    return Move(
        figure, change.machine or change.activity or "plant", change.before, change.after, change.unit
    )


def _rows_after(reports: Reports, change: Change) -> Bools:
    from_s = (datetime.combine(change.from_date, datetime.min.time()) - datetime(1970, 1, 1)) / timedelta(
        seconds=1
    )
    hit = reports.start_s >= from_s
    for name, coded in ((change.activity, reports.activity), (change.machine, reports.machine)):
        if name is not None:
            hit &= coded.code == coded.names.index(name)
    return np.asarray(hit & reports.ordered)


def _in_words(change: Change) -> Message:
    told = {
        "day": change.from_date,
        "share": change.change_share,
        "low": change.low_share,
        "high": change.high_share,
        "before": change.before,
        "after": change.after,
    }
    if change.what == "arrivals":
        return say(
            "Orders coming in change by {share:.0%} from {day:date} on ({low:.0%} to {high:.0%}, 95 % "
            "confidence), "
            "from {before:.1} to {after:.1} a week",
            **told,
        )
    where = say("“{activity}” at {machine}", activity=change.activity, machine=change.machine)
    if change.machine is None:
        where = say("“{name}”", name=change.activity)
    if change.unit == "min/piece":
        return say(
            "{where} changes by {share:.0%} from {day:date} on ({low:.0%} to {high:.0%}, 95 % confidence), "
            "from {before:.1} to {after:.1} minutes a piece",
            where=where,
            **told,
        )
    return say(
        "{where} changes by {share:.0%} from {day:date} on ({low:.0%} to {high:.0%}, 95 % confidence), "
        "from {before:.1} to {after:.1} minutes a report",
        where=where,
        **told,
    )


CHANGED: tuple[Check[Reports], ...] = (
    Check(
        "change",
        say("Something changed while the log ran"),
        say(
            "From a date on, work takes another time or orders come at another rate, beyond what"
            " chance explains."
        ),
        FORECAST,
        say("Nothing done: ask what happened on that day. If it lasts, use the time after it."),
        _changes,
        doubtful=False,
    ),
)
