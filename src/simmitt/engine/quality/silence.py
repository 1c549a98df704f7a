"""Silence in working time, and days with hardly any reports."""

from datetime import date, datetime, timedelta
from typing import NamedTuple

import numpy as np

from simmitt.engine.quality.checking import PERIOD, Check, Found
from simmitt.engine.quality.findings import Effect
from simmitt.engine.quality.reports import Reports
from simmitt.engine.quality.weekdays import WEEKS_TO_JUDGE, Days, days_of
from simmitt.engine.spans import Bools, Floats, Ints
from simmitt.ground.texts import say, say_many
from simmitt.ground.units import DAY_S, HOUR_S, WEEK_S
from simmitt.ground.workdays import is_working_day

ORDINARY_FROM_SHARE = 0.75  # of the weeks in which the hour of the week was worked
GAP_FROM_H = 6.0
SHOWN = 10
# A day is thin below this share of its weekday's usual reports, if those vary little enough.
THIN_SHARE = 0.25
THIN_FROM_REPORTS = 8
DEVIATIONS = 4.0


class Silence(NamedTuple):
    """A stretch without any work."""

    start_at: datetime
    end_at: datetime
    usual_h: float  # usually worked in it


def _clock_gaps(reports: Reports) -> Found[Reports] | None:
    """Look for long stretches without any work inside ordinary working time."""
    gaps = silent_stretches(reports)
    if not gaps:
        return None
    hours = sum(gap.usual_h for gap in gaps)
    return Found(
        _rows_before(reports, gaps),
        "warning" if max(gap.usual_h for gap in gaps) > 40 else "info",
        Effect(say("{hours:.0} hours usually worked count as idle.", hours=hours)),
        count=len(gaps),
        details=tuple(
            say("{start} to {end}: {hours:.0} usual working hours", start=start, end=end, hours=length)
            for start, end, length in gaps[:SHOWN]
        ),
    )


def silent_stretches(reports: Reports) -> list[Silence]:
    """Give each long silence.

    An hour of the week is ordinary when work went on in three of four weeks.
    """
    start_s, end_s = reports.start_s, reports.end_s
    base = float(np.floor(start_s.min() / HOUR_S) * HOUR_S)
    hours = int((end_s.max() - base) // HOUR_S)
    if hours * HOUR_S < WEEKS_TO_JUDGE * WEEK_S:
        return []
    worked = _hours_worked(start_s, np.maximum(end_s, start_s + 60.0), base, hours)
    slot = np.arange(hours) % 168
    share = np.bincount(slot, worked, minlength=168) / np.bincount(slot, minlength=168)
    return _runs(~worked, share[slot] >= ORDINARY_FROM_SHARE, datetime(1970, 1, 1) + timedelta(seconds=base))


def _hours_worked(start_s: Floats, end_s: Floats, base_s: float, hours: int) -> Bools:
    """Mark the hours of the log in which a row lies, be it for a minute, (hours,)."""
    first = np.clip(((start_s - base_s) // HOUR_S).astype(np.int64), 0, hours)
    last = np.clip(((end_s - base_s) // HOUR_S).astype(np.int64) + 1, 0, hours)
    change = np.bincount(first, minlength=hours + 1) - np.bincount(last, minlength=hours + 1)
    return np.asarray(np.cumsum(change)[:hours] > 0)


def _runs(silent: Bools, ordinary: Bools, base_at: datetime) -> list[Silence]:
    edges = np.flatnonzero(np.diff(np.r_[False, silent, False].astype(np.int8)))
    usual = np.r_[0.0, np.cumsum(ordinary)]
    return [
        Silence(
            base_at + timedelta(hours=int(first)),
            base_at + timedelta(hours=int(last)),
            float(usual[last] - usual[first]),
        )
        for first, last in zip(edges[::2], edges[1::2], strict=True)
        if usual[last] - usual[first] >= GAP_FROM_H
    ]


def _rows_before(reports: Reports, gaps: list[Silence]) -> tuple[int, ...]:
    """Give the last row that ends before each silence."""
    by_end = np.argsort(reports.end_s, kind="stable")
    starts = [(gap.start_at - datetime(1970, 1, 1)) / timedelta(seconds=1) + HOUR_S for gap in gaps]
    places = np.searchsorted(reports.end_s[by_end], starts, "right") - 1
    hit = np.zeros(reports.n, bool)
    hit[by_end[places[places >= 0]]] = True
    return reports.numbers(hit)


def _thin_days(reports: Reports) -> Found[Reports] | None:
    """Look for days with far fewer reports than their weekday usually has."""
    days = days_of(reports)
    if len(days.reports) < 7 * WEEKS_TO_JUDGE:
        return None
    thin = [int(index) for weekday in range(7) for index in _thin_of(days, weekday)]
    if not thin:
        return None
    hit = np.isin((reports.start_s // DAY_S).astype(np.int64), [days.first + index for index in thin])
    lacking = sum(float(np.median(days.of(days.weekday[index]))) - days.reports[index] for index in thin)
    return Found(
        reports.numbers(hit),
        "info",
        Effect(
            say(
                "About {count:.0} reports fewer than usual: hours and pieces of these days are too low.",
                count=lacking,
            )
        ),
        count=len(thin),
        details=tuple(
            say_many(
                "{day:date}: {count} report",
                "{day:date}: {count} reports",
                int(days.reports[index]),
                day=days.date(index),
            )
            for index in sorted(thin)[:SHOWN]
        ),
    )


def _thin_of(days: Days, weekday: int) -> Ints:
    """Give the days of one weekday with some reports, but far too few, holidays and their eves aside."""
    mine = np.flatnonzero(days.weekday == weekday)
    counts = days.reports[mine]
    usual = float(np.median(counts)) if len(counts) else 0.0
    spread = 1.4826 * float(np.median(np.abs(counts - usual))) if len(counts) else 0.0
    if usual < THIN_FROM_REPORTS:
        return mine[:0]
    thin = (counts > 0) & (counts < THIN_SHARE * usual) & (counts < usual - DEVIATIONS * spread)
    ordinary = [not _by_a_holiday(days.date(int(index))) for index in mine]
    return np.asarray(mine[thin & np.array(ordinary, bool)])


def _by_a_holiday(day: date) -> bool:
    """Tell whether a weekday is a holiday, or the next one is."""
    return any(each.weekday() < 5 and not is_working_day(each) for each in (day, day + timedelta(days=1)))


SILENCES: tuple[Check[Reports], ...] = (
    Check(
        "clock_gaps",
        say("Silence in ordinary working time"),
        say("Stretches without any report that hold six or more hours that are usually worked."),
        PERIOD,
        say(
            "Nothing done: a holiday, a stop or missing reports. Whole days count as closed, "
            "if chance doesn't explain them."
        ),
        _clock_gaps,
        doubtful=False,
    ),
    Check(
        "thin_days",
        say("Days with far fewer reports than usual"),
        say("Days with less than a quarter of the reports that their weekday usually has, holidays aside."),
        PERIOD,
        say("Nothing done: ask whether the export left something out."),
        _thin_days,
        doubtful=False,
    ),
)
