"""A simulated replication as the log that a factory would keep."""

from datetime import datetime
from typing import NamedTuple

import numpy as np
import polars as pl
from numpy.typing import NDArray
from scipy.stats import poisson

from simmitt.engine.factory.model import WEEKDAYS, Factory, Reporting, Station
from simmitt.engine.simulation.kernel.records import RUN
from simmitt.engine.simulation.kernel.streams import (
    MEMBER,
    REPORT_BREAK,
    REPORT_CUT,
    REPORT_DATED,
    REPORT_KEPT,
    REPORTS,
    draw_by_content,
)
from simmitt.engine.simulation.output import Floats, Ints, Output
from simmitt.ground.units import DAY_S, HOUR_S, WEEK_S

# A Monday: where nobody says when the window opens, the week begins with it.
SOME_MONDAY = datetime(2024, 1, 1)
_NO_GAP_S = 1e-3
INSTANT = "%Y-%m-%dT%H:%M:%S%.3f+00:00"


class _Stretches(NamedTuple):
    """Stretches of work; all of shape (n,)."""

    order: Ints
    operation: Ints
    place: Ints
    kind: Ints
    start_s: Floats
    end_s: Floats
    visit: Ints  # which visit they belong to, from 0


def write_log(
    output: Output, factory: Factory, replication: int, starts_at: datetime | None = None
) -> pl.DataFrame:
    """Give the log of one replication, as far as it was reported when the window closed.

    Parameters
    ----------
    output
        With a trace.
    factory
        The one that was replicated.
    replication
        Row of the output.
    starts_at
        When the window opened; a Monday at 00:00 if nobody says.

    Returns
    -------
    log
        Columns case_id, activity, resource, start_time and end_time (UTC, ISO 8601), by start.
        Setups and repairs are rows of their own under the same activity. Running time is cut
        into several rows as ``Operation.reports_per_hour`` and the rhythm of ``Reporting``
        say, besides where the calendar or a breakdown has cut it. Reports that tell no time
        stand at the clock time and with the length that the factory gives them.
    """
    stretches = _of_replication(output, replication)
    visits = _resources(stretches, factory)
    opening = starts_at or SOME_MONDAY
    opens_s = opening.weekday() * DAY_S + (opening - datetime(*opening.timetuple()[:3])).total_seconds()
    stretches = _cut_into_reports(stretches, factory, opens_s)
    reported = stretches.end_s <= output.warm_up_s + output.observed_s
    names = np.array([operation.logged_as for operation in factory.operations])
    stretches = _without_time(stretches, factory, opens_s)
    rows = pl.DataFrame(
        {
            "case_id": (stretches.order + 1).astype(str),
            "activity": names[stretches.operation],
            "resource": visits[stretches.visit],
            "start_time": stretches.start_s,
            "end_time": stretches.end_s,
        }
    )
    clock = [_clock(name, opening) for name in ("start_time", "end_time")]
    return rows.filter(reported).sort("start_time", maintain_order=True).with_columns(clock)


def _clock(column: str, opening: datetime) -> pl.Expr:
    since = pl.duration(milliseconds=(pl.col(column) * 1_000.0).round().cast(pl.Int64))
    return (pl.lit(opening, dtype=pl.Datetime("ms")) + since).dt.strftime(INSTANT).alias(column)


def _of_replication(output: Output, replication: int) -> _Stretches:
    trace = output.trace
    assert trace is not None, "a log needs a trace"
    mine = trace.replication == replication
    order, operation, place, kind, start_s, end_s = (field[mine] for field in trace[1:])
    # The kernel notes a visit's stretches one after the other.
    same = (np.diff(order) == 0) & (np.diff(operation) == 0) & (np.diff(place) == 0)
    visit = np.concatenate(([0], np.cumsum(~same)))[: len(order)]
    return _joined(_Stretches(order, operation, place, kind, start_s, end_s, visit))


def _joined(stretches: _Stretches) -> _Stretches:
    """Join stretches of one kind without a gap: a new week of the calendar ends no report."""
    if not len(stretches.order):
        return stretches
    gap = stretches.start_s[1:] - stretches.end_s[:-1]
    goes_on = (np.diff(stretches.visit) == 0) & (np.diff(stretches.kind) == 0) & (gap < _NO_GAP_S)
    first = np.flatnonzero(np.concatenate(([True], ~goes_on)))
    last = np.append(first[1:], len(stretches.order)) - 1
    order, operation, place, kind = (column[first] for column in stretches[:4])
    start_s, end_s = stretches.start_s[first], stretches.end_s[last]
    return _Stretches(order, operation, place, kind, start_s, end_s, stretches.visit[first])


def _first_of_visits(stretches: _Stretches) -> Ints:
    """(n_visits,) index of each visit's first stretch."""
    first: Ints = np.flatnonzero(np.diff(stretches.visit, prepend=-1))
    return first


def _draw(stretches: _Stretches, rows: Ints, purpose: np.uint64, count: Ints) -> Floats:
    """Give a uniform number for each of some rows, the same wherever the replication stands."""
    return draw_by_content(stretches.start_s[rows], stretches.order[rows], purpose, count)


def _resources(stretches: _Stretches, factory: Factory) -> NDArray[np.str_]:
    """(n_visits,) the machine of each visit: a member by its share, or the place's number."""
    first = _first_of_visits(stretches)
    u = _draw(stretches, first, MEMBER, np.zeros(len(first), np.int64))
    number = {station.name: k for k, station in enumerate(factory.stations)}
    of_operation = np.array([number[operation.station] for operation in factory.operations])
    station_of = of_operation[stretches.operation[first]]
    names = np.full(len(first), "", dtype=object)
    for k, station in enumerate(factory.stations):
        here = station_of == k
        names[here] = _machines(station, u[here], stretches.place[first][here])
    return names.astype(str)


def _machines(station: Station, u: Floats, place: Ints) -> NDArray[np.object_]:
    if station.members:
        shares = np.cumsum(list(station.members.values()))
        which = np.searchsorted(shares / shares[-1], u, side="right")
        return np.array(list(station.members), dtype=object)[np.minimum(which, len(shares) - 1)]
    plain = [station.name] + [f"{station.name} ({number + 1})" for number in range(1, station.capacity)]
    return np.array(plain, dtype=object)[place]


def _cut_into_reports(stretches: _Stretches, factory: Factory, opens_s: float) -> _Stretches:
    """Give the stretches with runs cut where one more report was made."""
    row, share = _cuts(stretches, factory, opens_s)
    by_place = np.lexsort((share, row))
    row, share = row[by_place], share[by_place]
    pieces = 1 + np.bincount(row, minlength=len(stretches.order))
    last = np.cumsum(pieces) - 1
    source = np.repeat(np.arange(len(pieces)), pieces)
    length = stretches.end_s - stretches.start_s
    starts, ends = stretches.start_s[source], stretches.end_s[source]
    inner = np.setdiff1d(np.arange(len(source)), last, assume_unique=True)
    at = stretches.start_s[row] + share * length[row]
    ends[inner], starts[inner + 1] = at, at
    # A break lasts at most till the middle of what is left.
    longest_s = (ends[inner + 1] - at) / 2
    u = _draw(stretches, row, REPORT_BREAK, (1e6 * share).astype(np.int64))
    starts[inner + 1] += np.minimum(-np.log(u) * factory.reporting.break_s, longest_s)
    order, operation, place, kind = (field[source] for field in stretches[:4])
    return _Stretches(order, operation, place, kind, starts, ends, stretches.visit[source])


def _cuts(stretches: _Stretches, factory: Factory, opens_s: float) -> tuple[Ints, Floats]:
    """Give the row of each cut and the share of the row's length where it falls.

    Cuts come at random with a rate that follows the rhythm of the day (thinning).
    """
    rhythm = np.array(factory.reporting.rhythm or (1.0,))
    per_s = np.array([operation.reports_per_hour / HOUR_S for operation in factory.operations])
    length = stretches.end_s - stretches.start_s
    most = np.where(stretches.kind == RUN, per_s[stretches.operation] * length * rhythm.max(), 0.0)
    u = _draw(stretches, np.arange(len(most)), REPORTS, np.zeros(len(most), np.int64))
    row = np.repeat(np.arange(len(most)), poisson.ppf(u, most).astype(np.int64))
    nth = np.arange(len(row)) - np.searchsorted(row, row)
    share = _draw(stretches, row, REPORT_CUT, nth)
    second_of_week = (opens_s + stretches.start_s[row] + share * length[row]) % WEEK_S
    slot = (second_of_week / WEEK_S * len(rhythm)).astype(np.int64)
    kept = _draw(stretches, row, REPORT_KEPT, nth) * rhythm.max() < rhythm[slot]
    return row[kept], share[kept]


def _without_time(stretches: _Stretches, factory: Factory, opens_s: float) -> _Stretches:
    """Put the reports that tell a day and no time where the factory's log puts them."""
    share = np.array([operation.dated_share for operation in factory.operations])
    length_s = np.array([operation.dated_s for operation in factory.operations])
    rows = np.arange(len(stretches.order))
    dated = _draw(stretches, rows, REPORT_DATED, np.zeros(len(rows), np.int64)) < share[stretches.operation]
    at_s = _stamped(stretches, factory.reporting, opens_s)
    start_s = np.where(dated, at_s, stretches.start_s)
    end_s = np.where(dated, start_s + length_s[stretches.operation], stretches.end_s)
    return stretches._replace(start_s=start_s, end_s=end_s)


def _stamped(stretches: _Stretches, reporting: Reporting, opens_s: float) -> Floats:
    """Give the daily clock time at which each row would stand, in turn with its order's other rows.

    The next after its start, unless the order has gone on by then; then the one before, if the
    order's row before it began earlier; else the next all the same.
    """
    by_start = np.lexsort((stretches.start_s, stretches.order))
    order, start_s = stretches.order[by_start], stretches.start_s[by_start]
    same = np.diff(order) == 0
    before_s = np.concatenate(([-np.inf], np.where(same, start_s[:-1], -np.inf)))
    after_s = np.concatenate((np.where(same, start_s[1:], np.inf), [np.inf]))
    first = np.ceil((start_s + opens_s - reporting.dated_clock_s) / DAY_S).astype(np.int64)
    made = np.array([not reporting.dated_weekdays or name in reporting.dated_weekdays for name in WEEKDAYS])
    ahead = np.array([_days_until(np.roll(made, -day)) for day in range(len(WEEKDAYS))])
    back = np.array([1 + _days_until(np.roll(made[::-1], day)) for day in range(len(WEEKDAYS))])
    next_s, last_s = (
        (first + away[first % len(WEEKDAYS)]) * DAY_S + reporting.dated_clock_s - opens_s
        for away in (ahead, -back)
    )
    at_s = np.empty(len(start_s))
    at_s[by_start] = np.where((next_s >= after_s) & (last_s > before_s), last_s, next_s)
    return at_s


def _days_until(made: NDArray[np.bool_]) -> int:
    """Give how many days it is to the first on which reports are made, today being the first."""
    return int(np.argmax(made))
