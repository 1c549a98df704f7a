"""The hour that is missing in spring and the one that comes twice in autumn.

A clock on the wall of a plant in Sweden jumps from 02:00 to 03:00 in March and back from 03:00 to
02:00 in October. A time within the hour that is left out can't exist; one within the hour that
comes twice means two instants; and a report that lasts across a change is an hour shorter or
longer than its clock times differ.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

import polars as pl

STOCKHOLM = "Europe/Stockholm"
_MOST_YEARS, _LAST_YEAR = 30, 9998


@dataclass(frozen=True)
class ClockChange:
    """One change of a zone's clock, on the wall: it went from ``before_at`` to ``after_at``."""

    before_at: datetime
    after_at: datetime

    @property
    def shift_s(self) -> float:
        """Seconds that the clock was put forward; below zero where it was put back."""
        return (self.after_at - self.before_at).total_seconds()


@dataclass(frozen=True)
class ClockChanges:
    """The rows that a change of the clock touches, and by how much.

    Each is one value per row, False or 0 where a time is missing.
    """

    changes: tuple[ClockChange, ...]  # those within the times given
    start_in_missing_hour: pl.Series
    end_in_missing_hour: pl.Series
    start_in_double_hour: pl.Series
    end_in_double_hour: pl.Series
    spans_change: pl.Series  # started surely before a change and ended surely after it
    shift_s: pl.Series  # seconds by which end minus start on the wall is too long

    @property
    def any(self) -> bool:
        """Whether any row is touched."""
        marks = (
            self.start_in_missing_hour, self.end_in_missing_hour,
            self.start_in_double_hour, self.end_in_double_hour, self.spans_change,
        )  # fmt: skip
        return any(bool(mark.any()) for mark in marks)


def clock_changes(start: pl.Series, end: pl.Series, zone: str = STOCKHOLM) -> ClockChanges:
    """Tell which reports the changes of a plant's clock touch.

    Parameters
    ----------
    start, end : (n_reports,)
        Starts and ends as the wall clock shows them, without zone; null where unknown.
    zone
        The zone that the clock follows, as in the tz database.

    Returns
    -------
    ClockChanges
        Rows in the missing hour, in the double hour, and lasting across a change.

    Raises
    ------
    zoneinfo.ZoneInfoNotFoundError
        There is no such zone.

    Notes
    -----
    The true length of a report that lasts across a change is ``end - start - shift_s``. A report
    with an end in the double hour may lie on either side of the change: it isn't counted as lasting
    across it, but marked by the hour.
    """
    frame = pl.DataFrame({"start": start, "end": end})
    changes = _changes_within(frame, zone)
    no = pl.lit(value=False)
    marks = frame.with_columns(
        start_missing=pl.any_horizontal(no, *(_in_missing("start", one) for one in changes)),
        end_missing=pl.any_horizontal(no, *(_in_missing("end", one) for one in changes)),
        start_double=pl.any_horizontal(no, *(_in_double("start", one) for one in changes)),
        end_double=pl.any_horizontal(no, *(_in_double("end", one) for one in changes)),
        spans=pl.any_horizontal(no, *(_spans(one) for one in changes)),
        shift_s=pl.sum_horizontal(pl.lit(0.0), *(_spans(one) * one.shift_s for one in changes)),
    ).drop("start", "end")
    return ClockChanges(changes, *marks)


def _in_missing(column: str, one: ClockChange) -> pl.Expr:
    return _within(column, one.before_at, one.after_at)


def _in_double(column: str, one: ClockChange) -> pl.Expr:
    return _within(column, one.after_at, one.before_at)


def _within(column: str, first: datetime, beyond: datetime) -> pl.Expr:
    return ((pl.col(column) >= first) & (pl.col(column) < beyond)).fill_null(value=False)


def _spans(one: ClockChange) -> pl.Expr:
    early, late = sorted((one.before_at, one.after_at))
    return ((pl.col("start") < early) & (pl.col("end") >= late)).fill_null(value=False)


def _changes_within(frame: pl.DataFrame, zone: str) -> tuple[ClockChange, ...]:
    times = pl.concat([frame["start"], frame["end"]]).drop_nulls()
    if times.is_empty():
        return ()
    first, last = times.dt.year().min(), times.dt.year().max()
    assert isinstance(first, int)
    assert isinstance(last, int)
    # A log with a stray year holds few changes that matter; centuries of them would only take time.
    years = set(times.dt.year().unique()) | set(range(first, min(last, first + _MOST_YEARS) + 1))
    return tuple(change for year in sorted(years) for change in changes_of(year, zone))


@lru_cache(maxsize=1024)
def changes_of(year: int, zone: str = STOCKHOLM) -> tuple[ClockChange, ...]:
    """Give the changes of a zone's clock in a year, in their order."""
    if not 1 < year < _LAST_YEAR:
        return ()
    return tuple(_found(year, ZoneInfo(zone)))


def _found(year: int, zone: ZoneInfo) -> Iterator[ClockChange]:
    at = datetime(year, 1, 1, tzinfo=UTC)
    while at.year == year:
        then = at + timedelta(days=1)
        before, after = (each.astimezone(zone).utcoffset() or timedelta() for each in (at, then))
        if before != after:
            change = _to_the_minute(at, then, zone).replace(tzinfo=None)
            yield ClockChange(change + before, change + after)
        at = then


def _to_the_minute(early: datetime, late: datetime, zone: ZoneInfo) -> datetime:
    """Give the first minute of the later offset."""
    offset = early.astimezone(zone).utcoffset()
    while late - early > timedelta(minutes=1):
        middle = early + ((late - early) // 2 // timedelta(minutes=1)) * timedelta(minutes=1)
        early, late = (middle, late) if middle.astimezone(zone).utcoffset() == offset else (early, middle)
    return late
