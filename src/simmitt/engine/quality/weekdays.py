"""How much is reported on which weekday: days off, and weeks of another shape."""

from datetime import date, timedelta
from typing import NamedTuple

import numpy as np

from simmitt.engine.quality.checking import OPEN_TIME, Check, Found
from simmitt.engine.quality.effects import NOTHING, moved_without
from simmitt.engine.quality.findings import Effect
from simmitt.engine.quality.reports import Reports
from simmitt.engine.spans import Floats, Ints
from simmitt.ground.texts import Message, say
from simmitt.ground.units import DAY_S

WEEKS_TO_JUDGE = 4
# A weekday is off where it has less than this share of the usual weekday's reports, and a
# full one from that on.
OFF_BELOW, FULL_FROM = 0.2, 0.5
THURSDAY = 3  # 1970-01-01 was one

WEEKDAYS: tuple[Message, ...] = (
    say("Monday"), say("Tuesday"), say("Wednesday"), say("Thursday"), say("Friday"), say("Saturday"),
    say("Sunday"),
)  # fmt: skip


class Days(NamedTuple):
    """How many rows start on each calendar day of the log; the first and last day are cut off."""

    first: int  # days since 1970
    reports: Ints  # (n_days,)
    weekday: Ints  # (n_days,) Monday is 0

    def of(self, weekday: int) -> Ints:
        """Give the counts of one weekday's days."""
        return np.asarray(self.reports[self.weekday == weekday])

    def date(self, index: int) -> date:
        """Give a day's date."""
        return date(1970, 1, 1) + timedelta(days=self.first + index)


def days_of(reports: Reports) -> Days:
    """Count the rows that start on each whole day of the log."""
    day = (reports.start_s // DAY_S).astype(np.int64)
    first, last = int(day.min()) + 1, int(day.max())
    inside = day[(day >= first) & (day < last)] - first
    count = np.bincount(inside, minlength=max(last - first, 0))
    return Days(first, count, (first + np.arange(len(count)) + THURSDAY) % 7)


def weekday_rates(days: Days) -> Floats:
    """Give the mean reports of each weekday, measured by the usual one, (7,).

    The usual weekday is the median of the four with most reports.
    """
    rates = np.array([days.of(weekday).mean() if len(days.of(weekday)) else 0.0 for weekday in range(7)])
    usual = float(np.median(np.sort(rates)[-4:]))
    return rates / usual if usual > 0 else rates


def _work_on_days_off(reports: Reports) -> Found[Reports] | None:
    """Look for reports on weekdays on which hardly anything is reported."""
    days = days_of(reports)
    if len(days.reports) < 7 * WEEKS_TO_JUDGE:
        return None
    rates = weekday_rates(days)
    off = np.flatnonzero((rates > 0) & (rates < OFF_BELOW))
    hit = np.isin(((reports.start_s // DAY_S).astype(np.int64) + THURSDAY) % 7, off)
    if not len(off) or not hit.any():
        return None
    return Found(
        reports.numbers(hit),
        "info",
        moved_without(reports, hit, say("These hours lie outside the open hours that the log teaches.")),
        details=tuple(_share_of_a_day(int(weekday), float(rates[weekday])) for weekday in off),
    )


def _working_week(reports: Reports) -> Found[Reports] | None:
    """Look for a working week other than five full days from Monday to Friday."""
    days = days_of(reports)
    if len(days.reports) < 7 * WEEKS_TO_JUDGE:
        return None
    rates = weekday_rates(days)
    others = (rates >= FULL_FROM) != (np.arange(7) < 5)
    if not others.any():
        return None
    return Found(
        (),  # no row is odd; the week is
        "info",
        Effect(NOTHING),
        count=int(others.sum()),
        details=tuple(_share_of_a_day(weekday, float(rates[weekday])) for weekday in range(7)),
    )


def _share_of_a_day(weekday: int, rate: float) -> Message:
    return say("{day}: {share:.0%} of a usual day's reports", day=WEEKDAYS[weekday], share=rate)


WEEKDAY_CHECKS: tuple[Check[Reports], ...] = (
    Check(
        "work_on_days_off",
        say("Reports on days that are usually off"),
        say("Reports on weekdays that have less than a fifth of the usual day's reports."),
        OPEN_TIME,
        say("Nothing done: overtime counts as work."),
        _work_on_days_off,
        doubtful=False,
    ),
    Check(
        "unusual_week",
        say("A working week other than Monday to Friday"),
        say("Weekdays that are worked though they are usually off, or off though usually worked."),
        OPEN_TIME,
        say("Nothing done: the calendar is learnt from the log, never assumed."),
        _working_week,
        doubtful=False,
    ),
)
