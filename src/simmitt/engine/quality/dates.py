"""Dates and clocks: defaults, rows far from the rest, silence in working time."""

from datetime import datetime, timedelta

import numpy as np
import polars as pl

from simmitt.engine.orders import seconds
from simmitt.engine.quality.effects import moved
from simmitt.engine.quality.findings import Checked, Finding, row_numbers
from simmitt.engine.spans import Floats, merged
from simmitt.ground.texts import say
from simmitt.ground.units import DAY_S, HOUR_S, WEEK_S

MIDNIGHT = pl.col("start_at").dt.time() == pl.time(0, 0, 0)
MIDNIGHT_ROWS = 3
FAR_AT_LEAST_S = 180 * DAY_S
FAR_ROWS_SHARE = 0.02
ORDINARY_FROM_SHARE = 0.75  # of the weeks in which the hour of the week was worked
GAP_FROM_H = 6.0
WEEKS_FOR_GAPS = 4


def midnight_starts(rows: pl.DataFrame) -> Checked:
    """Tell of starts at 00:00 sharp that outnumber what the minutes around them let expect."""
    at_midnight = rows.filter(MIDNIGHT)
    expected = _expected_at_midnight(rows)
    if at_midnight.height < MIDNIGHT_ROWS or at_midnight.height < 4 * expected + 3:
        return rows, []
    share = at_midnight.height / rows.height
    finding = Finding(
        "default_midnight_times",
        "serious" if share > 0.5 else "warning" if share > 0.01 else "info",
        say("Starts at midnight sharp"),
        at_midnight.height,
        row_numbers(at_midnight),
        moved(
            rows,
            rows.join(at_midnight, on="row", how="anti"),
            say("Likely the date without its time: the hour is unknown, waiting before them is too short."),
        ),
        say("Nothing done to the start: the day is likely right."),
    )
    return rows, [finding]


def _expected_at_midnight(rows: pl.DataFrame) -> float:
    """Give how many starts at midnight the shop's own habits let expect.

    Zero where nobody starts within two hours of midnight. Else the larger of: the mean number
    of starts at those times of day, and the twentieth part of the commonest other time of day,
    since shifts change on the hour.
    """
    other = rows.filter(~MIDNIGHT)
    if other.is_empty():
        return 0.0
    minute = pl.col("start_at").dt.hour().cast(pl.Int32) * 60 + pl.col("start_at").dt.minute()
    counts = other.select(minute=minute)["minute"].value_counts(name="n")
    near = counts.filter((pl.col("minute") <= 120) | (pl.col("minute") >= 1320))
    if near.is_empty():
        return 0.0
    beside = float(near["n"].to_numpy().mean())
    return max(beside, float(counts["n"].to_numpy().max()) / 20)


def far_dates(rows: pl.DataFrame) -> Checked:
    """Set aside the few rows that lie half a year or more from all others."""
    start_s, end_s = seconds(rows)
    low, high = _bulk(start_s)
    far_start = (start_s < low) | (start_s > high)
    far_end = ~far_start & (np.abs(end_s - start_s) > FAR_AT_LEAST_S)
    far = rows.filter(pl.Series(far_start | far_end))
    if far.is_empty():
        return rows, []
    repaired = rows.join(far, on="row", how="anti")
    finding = Finding(
        "far_dates",
        "serious",
        say("Dates far from all others"),
        far.height,
        row_numbers(far),
        moved(rows, repaired, say("They would stretch the log's period and with it every share of time.")),
        say("Set aside: their date can't be right."),
        repaired=True,
        details=tuple(
            say("row {row}: {start} to {end}", row=row, start=start, end=end)
            for row, start, end in far.head(10).select("row", "start_at", "end_at").iter_rows()
        ),
    )
    return repaired, [finding]


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


def clock_gaps(rows: pl.DataFrame) -> Checked:
    """Tell of long stretches without any work inside ordinary working time."""
    gaps = silent_stretches(rows)
    if not gaps:
        return rows, []
    hours = sum(length for _, _, length in gaps)
    longest = max(length for _, _, length in gaps)
    finding = Finding(
        "clock_gaps",
        "warning" if longest > 40 else "info",
        say("Silence in ordinary working time"),
        len(gaps),
        _rows_before(rows, [start for start, _, _ in gaps]),
        moved(rows, rows, say("{hours:.0} hours usually worked count as idle.", hours=hours)),
        say("Nothing done: a holiday, a stop or missing reports. Say which, and it can be taken out."),
        doubtful=False,
        details=tuple(
            say("{start} to {end}: {hours:.0} usual working hours", start=start, end=end, hours=length)
            for start, end, length in gaps[:10]
        ),
    )
    return rows, [finding]


def silent_stretches(rows: pl.DataFrame) -> list[tuple[datetime, datetime, float]]:
    """Give start, end and ordinary working hours of each long silence.

    An hour of the week is ordinary when work went on in three of four weeks.
    """
    start_s, end_s = seconds(rows)
    base = np.floor(start_s.min() / HOUR_S) * HOUR_S
    hours = int((end_s.max() - base) // HOUR_S)
    if hours * HOUR_S < WEEKS_FOR_GAPS * WEEK_S:
        return []
    work = merged(np.zeros(len(start_s), np.int64), start_s, np.maximum(end_s, start_s + 60.0))
    worked = np.zeros(hours + 2, bool)
    for first, last in zip(work.start_s, work.end_s, strict=True):
        worked[int((first - base) // HOUR_S) : int((last - base) // HOUR_S) + 1] = True
    slot = np.arange(hours) % 168
    share = np.bincount(slot, worked[:hours], minlength=168) / np.bincount(slot, minlength=168)
    ordinary = share[slot] >= ORDINARY_FROM_SHARE
    return _runs(~worked[:hours], ordinary, datetime(1970, 1, 1) + timedelta(seconds=float(base)))


def _runs(
    silent: np.ndarray, ordinary: np.ndarray, base_at: datetime
) -> list[tuple[datetime, datetime, float]]:
    edges = np.flatnonzero(np.diff(np.r_[False, silent, False].astype(np.int8)))
    usual = np.r_[0.0, np.cumsum(ordinary)]
    return [
        (
            base_at + timedelta(hours=int(first)),
            base_at + timedelta(hours=int(last)),
            float(usual[last] - usual[first]),
        )
        for first, last in zip(edges[::2], edges[1::2], strict=True)
        if usual[last] - usual[first] >= GAP_FROM_H
    ]


def _rows_before(rows: pl.DataFrame, starts: list[datetime]) -> tuple[int, ...]:
    """Give the last row that ends before each silence."""
    ending = rows.sort("end_at", "row")
    found = [ending.filter(pl.col("end_at") <= start + timedelta(hours=1)).tail(1) for start in starts]
    return tuple(number for part in found for number in part["row"].to_list())
