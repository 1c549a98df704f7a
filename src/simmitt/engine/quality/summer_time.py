"""Rows in the hours that a change of clocks takes away or gives twice."""

from datetime import datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfoNotFoundError

import numpy as np

from simmitt.engine.eventlog.clock_changes import STOCKHOLM, changes_of, clock_changes
from simmitt.engine.quality.checking import HOURS, Check, Found
from simmitt.engine.quality.effects import moved_in_time
from simmitt.engine.quality.reports import Reports
from simmitt.engine.spans import Bools, Floats, Ints
from simmitt.ground.texts import Message, say, say_many
from simmitt.ground.units import DAY_S, HOUR_S

EPOCH = datetime(1970, 1, 1)
# A shop works at an hour when it does so on so many of its days.
WORKED_AT_NIGHT_SHARE = 0.25


class _Touched(NamedTuple):
    """What the changes of a clock touch; all (n_rows,)."""

    missing: Bools  # starts or ends in an hour that no clock shows
    double: Bools  # starts or ends in an hour that comes twice
    shift_s: Floats  # by how much a row of less than a day across a change looks too long


def _missing_hour(reports: Reports) -> Found[Reports] | None:
    """Look for rows in the missing hour, and across it where the file says that its clock follows."""
    touched = _touched(reports)
    if touched is None or _stands_still(reports, touched):
        return None
    across = ~touched.missing & (touched.shift_s > 0) & bool(reports.log.source.time_zone)
    return _found(reports, touched.missing, across, touched.shift_s, _SHORTER)


def _double_hour(reports: Reports) -> Found[Reports] | None:
    """Look for rows in or across the double hour, unless spring shows that the clock doesn't follow."""
    touched = _touched(reports)
    if touched is None or _stands_still(reports, touched):
        return None
    across = ~touched.double & (touched.shift_s < 0)
    return _found(reports, touched.double, across, touched.shift_s, _LONGER)


def _touched(reports: Reports) -> _Touched | None:
    """Give the rows touched; where the file states no zone, the plant is taken to lie in Sweden."""
    zone = reports.log.source.time_zone or STOCKHOLM
    near = _near_a_change(reports, zone)
    if not len(near):
        return None
    changes = clock_changes(reports.rows["start_at"][near], reports.rows["end_at"][near], zone)
    touched = _Touched(np.zeros(reports.n, bool), np.zeros(reports.n, bool), np.zeros(reports.n))
    touched.missing[near] = (changes.start_in_missing_hour | changes.end_in_missing_hour).to_numpy()
    touched.double[near] = (changes.start_in_double_hour | changes.end_in_double_hour).to_numpy()
    touched.shift_s[near] = changes.shift_s.to_numpy() * (reports.work_s[near] < DAY_S)
    return touched


def _stands_still(reports: Reports, touched: _Touched) -> bool:
    """Tell whether the clock seems to know no summer time, where the file doesn't say.

    Its missing hour then has reports like any other night's, in a shop that works at that hour.
    """
    if reports.log.source.time_zone or not touched.missing.any():
        return False
    hour = int(np.median(reports.start_s[touched.missing] % DAY_S // HOUR_S))
    from_s, to_s = hour * HOUR_S, (hour + 1) * HOUR_S
    first = np.floor((reports.start_s - to_s) / DAY_S).astype(np.int64) + 1
    last = np.ceil((reports.end_s - from_s) / DAY_S).astype(np.int64) - 1
    base = int(first.min())
    days = int(last.max()) - base + 2
    at_work = np.maximum(last + 1, first)
    change = np.bincount(first - base, minlength=days) - np.bincount(at_work - base, minlength=days)
    return float(np.mean(np.cumsum(change)[:-1] > 0)) >= WORKED_AT_NIGHT_SHARE


def _found(
    reports: Reports, within: Bools, across: Bools, shift_s: Floats, text: Message
) -> Found[Reports] | None:
    if not (within | across).any():
        return None
    end_s = reports.end_s - np.where(across, shift_s, 0.0)
    return Found(
        reports.numbers(within | across),
        "warning" if reports.log.source.time_zone and within.any() else "info",
        moved_in_time(reports, across, reports.start_s, end_s, text),
        details=(
            say_many(
                "{count} row starts or ends in it", "{count} rows start or end in it", int(within.sum())
            ),
            say_many("{count} row runs across it", "{count} rows run across it", int(across.sum())),
        ),
    )


def _near_a_change(reports: Reports, zone: str) -> Ints:
    """Give the rows that start within a day of a change; none where the file states an offset, no zone."""
    first, last = (
        EPOCH + timedelta(seconds=float(reports.start_s[index])) for index in reports.by_time[[0, -1]]
    )
    try:
        changes = [change for year in range(first.year, last.year + 1) for change in changes_of(year, zone)]
    except (ZoneInfoNotFoundError, ValueError):
        return np.zeros(0, np.int64)
    at_s = [(change.before_at - EPOCH) / timedelta(seconds=1) for change in changes]
    starts_s = reports.start_s[reports.by_time]
    edges = np.searchsorted(starts_s, [[at - DAY_S, at + DAY_S] for at in at_s] or np.zeros((0, 2)))
    return np.concatenate([np.zeros(0, np.int64), *(reports.by_time[low:high] for low, high in edges)])


_SHORTER = say("If the plant's clock follows summer time, rows across it are an hour shorter than they look.")
_LONGER = say("If the plant's clock follows summer time, rows across it are an hour longer than they look.")
SUMMER_TIME: tuple[Check[Reports], ...] = (
    Check(
        "missing_hour",
        say("Rows in the hour that summer time takes away"),
        say("Rows in or across the hour in March that no clock shows."),
        HOURS,
        say(
            "Nothing done: whether the clock followed isn't sure. If it is another one, name its time zone in"
            " a mapping file."
        ),
        _missing_hour,
        doubtful=False,
    ),
    Check(
        "double_hour",
        say("Rows in the hour that comes twice"),
        say("Rows in or across the hour in October that clocks show twice."),
        HOURS,
        say("Nothing done: the plant's clock is kept, and shows this hour twice."),
        _double_hour,
        doubtful=False,
    ),
)
