"""Counts over the calendar: orders in the shop each day, orders finished each week."""

from datetime import timedelta

import numpy as np

from simmitt.engine.hours import MONDAY_S
from simmitt.engine.kpi.asis import Series
from simmitt.engine.kpi.facts import Facts, as_datetime
from simmitt.engine.spans import Ints
from simmitt.ground.units import DAY_S, WEEK_S


def wip_by_day(facts: Facts) -> Series:
    """Give the orders in the shop at the end of each day; the last day's at the log's end."""
    if not facts.n_orders:
        return Series((), ())
    begin = -(facts.first_s % DAY_S)
    days = int(np.ceil((facts.horizon_s - begin) / DAY_S))
    until = begin + DAY_S * np.arange(1, days + 1)
    ends = np.sort(facts.times.end_s)
    begun = np.searchsorted(np.sort(facts.times.start_s), until, "left")
    gone = np.searchsorted(ends, until, "left")
    gone[-1] = np.searchsorted(ends, facts.horizon_s - 1e-6, "left")
    return _dated(facts, begin, begun - gone, 1)


def finished_by_week(facts: Facts) -> Series:
    """Give the orders with their last report in each calendar week, named by its Monday."""
    if not facts.n_orders:
        return Series((), ())
    begin = -((facts.first_s - MONDAY_S) % WEEK_S)
    week = ((facts.times.end_s - begin) // WEEK_S).astype(np.int64)
    weeks = int((facts.horizon_s - begin) // WEEK_S) + 1
    return _dated(facts, begin, np.bincount(week, minlength=weeks).astype(np.int64), 7)


def _dated(facts: Facts, begin_s: float, counts: Ints, days: int) -> Series:
    # An hour on: rounding must not put midnight into the day before.
    first = (as_datetime(facts, begin_s) + timedelta(hours=1)).date()
    dates = tuple(first + timedelta(days=days * index) for index in range(len(counts)))
    return Series(dates, tuple(int(count) for count in counts))
