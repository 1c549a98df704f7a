"""What is followed week by week: the work that pieces take, and how many orders come in."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from simmitt.engine.eventlog.log import RUN
from simmitt.engine.quality.change_points import Weekly
from simmitt.engine.quality.open_orders import real_times
from simmitt.engine.quality.quantities import pieces
from simmitt.engine.quality.reports import Reports
from simmitt.engine.spans import Bools, Floats, Ints
from simmitt.ground.units import DAY_S, MINUTE_S, WEEK_S

REPORTS_A_WEEK = 5.0
PIECES_TOLD_SHARE = 0.8
# Products with fewer rows in a series have no level of their own.
ROWS_FOR_A_PRODUCT = 5
# Beyond so many usual deviations a report tells of something else.
CLIPPED_AT = 4.0
# A week with less than this share of the usual work is a holiday or cut off.
WHOLE_WEEK_SHARE = 0.25
# An order under way when the log opens shows itself within so many weeks at most.
LATEST_SIGHT_WEEKS = 4.0

Unit = Literal["min/piece", "min/report", "orders/week"]


@dataclass(frozen=True)
class Series:
    """One thing followed over the weeks; reports by time, all (n_reports,).

    Of arrivals the "reports" are the weeks themselves.
    """

    activity: int  # -1: orders coming in
    machine: int  # -1: none named
    unit: Unit
    start_s: Floats
    week: Ints  # since the log's first day
    value: Floats  # logarithm, freed from product and lot size
    raw: Floats  # logarithm of minutes per piece (report); of arrivals the count
    weeks: Ints  # (n_weeks,) those with reports
    weekly: Weekly

    def cut_at(self, week: int) -> tuple["Series", "Series"]:
        """Give the parts before and from the so-manieth week on."""
        split = int(np.searchsorted(self.week, self.weeks[week]))
        return self._part(slice(split), slice(week)), self._part(slice(split, None), slice(week, None))

    def _part(self, reports: slice, weeks: slice) -> "Series":
        return replace(
            self,
            start_s=self.start_s[reports],
            week=self.week[reports],
            value=self.value[reports],
            raw=self.raw[reports],
            weeks=self.weeks[weeks],
            weekly=Weekly(self.weekly.mean[weeks], self.weekly.variance[weeks], self.weekly.pool),
        )


def all_series(reports: Reports) -> Iterator[Series]:
    """Give the series of each activity at each machine with five reports a week, and the arrivals."""
    base_s = float(reports.start_s.min() // DAY_S * DAY_S)
    yield from _work_series(reports, base_s)
    arrivals = _arrivals(reports, base_s)
    if arrivals:
        yield arrivals


def _work_series(reports: Reports, base_s: float) -> Iterator[Series]:
    told, unit, amount = _what_is_told(reports)
    index = reports.by_time[told[reports.by_time]]
    if not len(index):
        return
    activity, machine = reports.activity.code[index], reports.machine.code[index]
    group = activity * (reports.machine.n + 1) + machine + 1
    week = ((reports.start_s[index] - base_s) // WEEK_S).astype(np.int64)
    weeks = int(week.max()) + 1
    many = np.bincount(group) >= REPORTS_A_WEEK * weeks
    lot, work = np.log(amount[index]), np.log(reports.work_s[index] / MINUTE_S)
    value = _freed(group, reports.product.code[index], lot, work)
    by_group = np.argsort(group, kind="stable")
    edges = np.searchsorted(group[by_group], np.flatnonzero(many), "left")
    ends = np.searchsorted(group[by_group], np.flatnonzero(many), "right")
    for begin, end in zip(edges, ends, strict=True):
        own = by_group[begin:end]
        yield _series(
            int(activity[own[0]]), int(machine[own[0]]), unit,
            reports.start_s[index[own]], week[own], value[own], (work - lot)[own],
        )  # fmt: skip


def _what_is_told(reports: Reports) -> tuple[Bools, Unit, Floats]:
    """Give the run rows with a length, whether pieces are told, and each row's pieces (or 1)."""
    run = (reports.rows["kind"] == RUN).fill_null(value=True).to_numpy()
    lasting = run & (reports.work_s > 0) & (reports.activity.code >= 0) & reports.ordered
    made = pieces(reports, "good_pieces") + pieces(reports, "rejected_pieces")
    with_pieces = lasting & (made > 0)
    if with_pieces.sum() >= PIECES_TOLD_SHARE * max(int(lasting.sum()), 1):
        return with_pieces, "min/piece", made
    return lasting, "min/report", np.ones(reports.n)


def _freed(group: Ints, product: Ints, lot: Floats, work: Floats) -> Floats:
    """Give the logarithms of work freed from product and lot size, each series by itself, (n_rows,).

    A lot's time grows with its pieces to a power between 0 and 1: part of it is the same
    whatever the lot.
    """
    wide = int(product.max(initial=0)) + 2
    _, cell, n = np.unique(group * wide + product + 1, return_inverse=True, return_counts=True)
    pooled = np.where(n[cell] >= ROWS_FOR_A_PRODUCT, product + 1, 0)
    _, cell = np.unique(group * wide + pooled, return_inverse=True)
    lot, work = lot - _means(cell, lot)[cell], work - _means(cell, work)[cell]
    groups = int(group.max()) + 1
    square = np.bincount(group, lot**2, groups)
    power = np.divide(
        np.bincount(group, lot * work, groups), square, out=np.zeros(groups), where=square > 1e-9
    )
    return np.asarray(work - np.clip(power, 0.0, 1.0)[group] * lot)


def _means(cell: Ints, value: Floats) -> Floats:
    return np.asarray(np.bincount(cell, value) / np.maximum(np.bincount(cell), 1))


def _series(
    activity: int, machine: int, unit: Unit, start_s: Floats, week: Ints, value: Floats, raw: Floats
) -> Series:
    spread = 1.4826 * float(np.median(np.abs(value - np.median(value))))
    if spread > 0:
        value = np.median(value) + np.clip(
            value - np.median(value), -CLIPPED_AT * spread, CLIPPED_AT * spread
        )
    weeks, place, n = np.unique(week, return_inverse=True, return_counts=True)
    mean = np.bincount(place, value) / n
    within = float(((value - mean[place]) ** 2).sum()) / max(len(value) - len(weeks), 1)
    variance = np.maximum(within, 1e-12) / n
    return Series(activity, machine, unit, start_s, week, value, raw, weeks, Weekly(mean, variance))


def _arrivals(reports: Reports, base_s: float) -> Series | None:
    """Give the orders that begin each whole week, as far as they weren't under way before the log."""
    times, numbers = real_times(reports)
    if not len(numbers):
        return None
    last = int((reports.end_s.max() - base_s) // WEEK_S)
    hidden_s = min(float(np.quantile(times.silence_s, 0.95)), LATEST_SIGHT_WEEKS * WEEK_S)
    first = max(int(np.ceil(hidden_s / WEEK_S)), 1)
    week = ((times.start_s - base_s) // WEEK_S).astype(np.int64)
    count = np.bincount(week, minlength=last + 1)[:last].astype(np.float64)
    work_week = ((reports.start_s - base_s) // WEEK_S).astype(np.int64)
    work = np.bincount(work_week, reports.work_s, minlength=last + 1)[:last]
    if last <= first:
        return None
    whole = np.flatnonzero(work >= WHOLE_WEEK_SHARE * np.median(work))
    weeks = whole[whole >= first]
    steadied = 2.0 * np.sqrt(count[weeks] + 0.375)  # Anscombe (1948): the variance is 1 whatever the rate
    starts_s = np.asarray(base_s + weeks * WEEK_S, np.float64)
    weekly = Weekly(steadied, np.ones(len(weeks)), pool=1)
    return Series(-1, -1, "orders/week", starts_s, weeks, steadied, count[weeks], weeks, weekly)
