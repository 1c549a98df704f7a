"""Dates: defaults, rows far from the rest, rows that lie in the future."""

from datetime import datetime, time, timedelta

import numpy as np
import polars as pl

from simmitt.engine.quality.checking import FLOW, PERIOD, Check, Found
from simmitt.engine.quality.effects import moved_without
from simmitt.engine.quality.findings import Effect
from simmitt.engine.quality.reports import Reports
from simmitt.engine.spans import Bools, Floats
from simmitt.ground.texts import Message, say
from simmitt.ground.units import DAY_S, MINUTE_S

MIDNIGHT_ROWS = 3
FAR_AT_LEAST_S = 180 * DAY_S
FAR_ROWS_SHARE = 0.02
SHOWN = 10


def _midnight_starts(reports: Reports) -> Found[Reports] | None:
    """Look for starts at 00:00 sharp that outnumber what the minutes around them let expect."""
    hit = reports.start_s % DAY_S == 0
    n = int(hit.sum())
    if n < MIDNIGHT_ROWS or n < 4 * _expected_at_midnight(reports.start_s[~hit]) + 3:
        return None
    share = n / reports.n
    return Found(
        reports.numbers(hit),
        "serious" if share > 0.5 else "warning" if share > 0.01 else "info",
        moved_without(
            reports,
            hit,
            say("Likely the date without its time: the hour is unknown, waiting before them is too short."),
        ),
    )


def _expected_at_midnight(other_s: Floats) -> float:
    """Give how many starts at midnight the shop's own habits let expect.

    Zero where nobody starts within two hours of midnight. Else the larger of: the mean number
    of starts at those times of day, and the twentieth part of the commonest other time of day,
    since shifts change on the hour.
    """
    counts = np.bincount((other_s % DAY_S // MINUTE_S).astype(np.int64), minlength=1440)
    near = np.r_[counts[:121], counts[1320:]]
    if not near.any():
        return 0.0
    return float(max(near[near > 0].mean(), counts.max() / 20))


def _far_dates(reports: Reports) -> Found[Reports] | None:
    """Set aside the few rows that lie half a year or more from all others."""
    low, high = _bulk(reports.start_s)
    far_start = (reports.start_s < low) | (reports.start_s > high)
    hit = far_start | (np.abs(reports.end_s - reports.start_s) > FAR_AT_LEAST_S)
    if not hit.any():
        return None
    return Found(
        reports.numbers(hit),
        "serious",
        _stretched(reports, hit),
        repaired=reports.kept(~hit),
        details=_when(reports, hit),
    )


def _bulk(start_s: Floats) -> tuple[float, float]:
    """Give first and last start of the bulk: what wide gaps cut off at either end is few."""
    times = np.sort(start_s)
    allowed = int(FAR_ROWS_SHARE * len(times))
    wide = np.flatnonzero(np.diff(times) > FAR_AT_LEAST_S)
    before = [gap + 1 for gap in wide if gap + 1 <= allowed]
    after = [gap for gap in wide if len(times) - gap - 1 <= allowed]
    first = max(before, default=0)
    last = min((gap for gap in after if gap >= first), default=len(times) - 1)
    return float(times[first]), float(times[last])


def _future(reports: Reports) -> Found[Reports] | None:
    """Set aside the rows that start tomorrow or later; leave all where most of them do."""
    if reports.today is None:
        return None
    tomorrow_s = (datetime.combine(reports.today, time()) - datetime(1970, 1, 1)) / timedelta(
        seconds=1
    ) + DAY_S
    hit = reports.start_s >= tomorrow_s
    if not hit.any():
        return None
    few = int(hit.sum()) < reports.n / 2
    return Found(
        reports.numbers(hit),
        "serious",
        _stretched(reports, hit),
        repaired=reports.kept(~hit) if few else None,
        details=_when(reports, hit),
        repair=None
        if few
        else say("Nothing done: most of the log lies in the future. Check how dates were read."),
    )


def _stretched(reports: Reports, hit: Bools) -> Effect:
    text = say("They would stretch the log's period and with it every share of time.")
    return moved_without(reports, hit, text)


def _when(reports: Reports, hit: Bools) -> tuple[Message, ...]:
    shown = reports.rows.filter(pl.Series(hit)).head(SHOWN)
    return tuple(
        say("row {row}: {start} to {end}", row=row, start=start, end=end)
        for row, start, end in shown.select("row", "start_at", "end_at").iter_rows()
    )


def _due_before_release(reports: Reports) -> Found[Reports] | None:
    """Look for orders due before they were released, or released after they had begun."""
    late = reports.rows.select(
        ((pl.col("due_at") < pl.col("released_at")) | (pl.col("released_at") > pl.col("start_at"))).fill_null(
            value=False
        )
    ).to_series()
    hit = late.to_numpy() & reports.ordered
    if not hit.any():
        return None
    orders = len(np.unique(reports.order.code[hit]))
    return Found(
        reports.numbers(hit),
        "warning" if orders > 0.02 * reports.order.n else "info",
        Effect(
            say(
                "Orders whose release can't be right: {orders} of {all}. Time from release is too"
                " short for them.",
                orders=orders,
                all=reports.order.n,
            )
        ),
    )


FAR: tuple[Check[Reports], ...] = (
    Check(
        "far_dates",
        say("Dates far from all others"),
        say("A few rows that lie half a year or more from all others, or last as long."),
        PERIOD,
        say("Set aside: their date can't be right."),
        _far_dates,
    ),
    Check(
        "future_dates",
        say("Rows that lie in the future"),
        say("Rows that start tomorrow or later: planned work, or a wrong date."),
        PERIOD,
        say("Set aside: what has not happened yet is no report."),
        _future,
    ),
)
DEFAULTS: tuple[Check[Reports], ...] = (
    Check(
        "default_midnight_times",
        say("Starts at midnight sharp"),
        say("More starts at 00:00 sharp than the hours around midnight let expect."),
        FLOW,
        say("Nothing done to the start: the day is likely right."),
        _midnight_starts,
    ),
    Check(
        "release_out_of_order",
        say("Release, start and due date out of order"),
        say("Rows of orders due before their release, or begun before it."),
        FLOW,
        say("Nothing done: the rows' own times count."),
        _due_before_release,
        doubtful=False,
    ),
)
