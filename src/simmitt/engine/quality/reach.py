"""How far a log reaches: dates beyond a working life can't be right, and would take gigabytes."""

from datetime import date, datetime, timedelta

import polars as pl

from simmitt.engine.eventlog.log import EventLog
from simmitt.engine.quality.diagnose import diagnose
from simmitt.engine.quality.story import CODES
from simmitt.ground.errors import InputFault, Place
from simmitt.ground.texts import say

WORKING_LIFE = timedelta(days=50 * 365)


class ReachesTooFar(InputFault):
    """The log's dates lie further apart than any log's do."""


def without_far_dates(raw: EventLog, today: date | None) -> EventLog:
    """Give the log with nothing repaired but dates that lie beyond every working life.

    One end on 31 December 9999, which some systems write for "not yet", would take gigabytes.
    """
    if _too_far(raw) is None:
        return raw
    return diagnose(raw, leave=set(CODES) - {"far_dates", "future_dates"}, today=today).repaired


def refuse_too_long(log: EventLog) -> None:
    """Stop where the log, as it is to be measured, reaches further than a working life.

    Raises
    ------
    ReachesTooFar
    """
    if ends := _too_far(log):
        raise ReachesTooFar(
            say("The log reaches from {first:date} to {last:date}.", first=ends[0], last=ends[1]),
            remedy=say("Correct the dates that can't be right, or leave their rows out of the export."),
            place=Place(file=log.source.file),
        )


def _too_far(log: EventLog) -> tuple[datetime, datetime] | None:
    """Give the ends of a log that reaches further than a working life."""
    known = pl.concat([log.rows["start_at"], log.rows["end_at"]]).drop_nulls()
    if known.is_empty():
        return None
    first, last = known.sort()[[0, -1]].to_list()
    return (first, last) if last - first > WORKING_LIFE else None
