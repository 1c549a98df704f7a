"""The instants of a table whose cells are typed: from a column of its own, or from a day and a clock."""

import polars as pl

from simmitt.engine.eventlog.times import at_time_of_day, over_midnight
from simmitt.engine.eventlog.typed import Typed
from simmitt.ground.texts import Message

INSTANT = pl.Datetime("us")


def instants(typed: Typed, days: tuple[str, ...], clock: str) -> pl.Series | None:
    """Give the instants that the first of these columns tells, with the clock where it has only days."""
    day = next((name for name in days if typed.tells(name)), None)
    if day is None:
        return None
    own = typed.frame[day]
    if not typed.tells(clock) or day in typed.with_time:
        return own
    return at_time_of_day(own, typed.frame[clock])


def spans(typed: Typed, length: str = "") -> tuple[pl.Series | None, pl.Series | None, list[Message]]:
    """Give starts and ends; a missing one follows from the column of lengths in seconds, if there is one."""
    start = instants(typed, ("start_at", "date"), "start_clock")
    if not typed.tells("start_at") and not typed.tells("start_clock"):
        start = instants(typed, ("at", "date"), "clock")
    end = instants(typed, ("end_at",), "end_clock")
    notes: list[Message] = []
    if end is None and typed.tells("end_clock") and start is not None:
        end, notes = over_midnight(start, at_time_of_day(start, typed.frame["end_clock"]))
    elif (
        end is not None and start is not None and "end_at" not in typed.with_time and typed.tells("end_clock")
    ):
        end, notes = over_midnight(start, end)
    if end is None and start is not None and typed.tells(length):
        end = later(start, typed.frame[length])
    if start is None and end is not None and typed.tells(length):
        start = later(end, -typed.frame[length])
    return start, end, notes


def later(at: pl.Series, seconds: pl.Series) -> pl.Series:
    """Give instants so many seconds later."""
    frame = pl.DataFrame({"at": at, "s": seconds})
    length = pl.duration(microseconds=(pl.col("s") * 1e6).round().cast(pl.Int64))
    return frame.select(pl.col("at") + length).to_series()
