"""A simulated replication as the log that a factory would keep."""

from datetime import datetime
from typing import NamedTuple

import numpy as np
import polars as pl
from numpy.typing import NDArray

from simmitt.engine.factory.model import Factory, Station
from simmitt.engine.simulation.kernel.records import RUN
from simmitt.engine.simulation.kernel.streams import MEMBER, REPORT_CUT, REPORTS, draw_by_content
from simmitt.engine.simulation.output import Floats, Ints, Output

# A Monday: where nobody says when the window opens, the week begins with it.
SOME_MONDAY = datetime(2024, 1, 1)
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
        Setups and repairs are rows of their own under the same activity. A visit that the
        factory reports in several rows is cut at random: 1 plus a geometric number of cuts,
        on average as many rows as ``Operation.reports`` says, fewer cuts where the calendar
        or a breakdown has cut it already.
    """
    stretches = _of_replication(output, replication)
    visits = _resources(stretches, factory)
    stretches = _cut_into_reports(stretches, factory)
    reported = stretches.end_s <= output.warm_up_s + output.observed_s
    names = np.array([operation.logged_as for operation in factory.operations])
    opening = starts_at or SOME_MONDAY
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
    return _Stretches(order, operation, place, kind, start_s, end_s, visit)


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


def _cut_into_reports(stretches: _Stretches, factory: Factory) -> _Stretches:
    """Give the stretches with runs cut where one more report was made."""
    row, share = _cuts(stretches, factory)
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
    order, operation, place, kind = (field[source] for field in stretches[:4])
    return _Stretches(order, operation, place, kind, starts, ends, stretches.visit[source])


def _cuts(stretches: _Stretches, factory: Factory) -> tuple[Ints, Floats]:
    """Give the row of each cut and the share of the row's length where it falls."""
    first = _first_of_visits(stretches)
    wanted = _wanted_reports(stretches, first, factory)
    runs = stretches.kind == RUN
    made = np.bincount(stretches.visit[runs], minlength=len(first))
    extra = np.where(made > 0, np.maximum(wanted - made, 0), 0)
    visit = np.repeat(np.arange(len(first)), extra)
    nth = np.arange(len(visit)) - np.repeat(np.cumsum(extra) - extra, extra)
    u = _draw(stretches, first[visit], REPORT_CUT, nth)
    return _places_of_cuts(stretches, runs, visit, u)


def _wanted_reports(stretches: _Stretches, first: Ints, factory: Factory) -> Ints:
    """(n_visits,) reports made of each visit: geometric, at least one."""
    mean = np.array([max(1.0, operation.reports) for operation in factory.operations])
    another = 1.0 - 1.0 / mean[stretches.operation[first]]
    u = _draw(stretches, first, REPORTS, np.zeros(len(first), np.int64))
    with np.errstate(divide="ignore"):
        further = np.where(another > 0.0, np.log(u) / np.log(another), 0.0)
    wanted: Ints = 1 + further.astype(np.int64)
    return wanted


def _places_of_cuts(
    stretches: _Stretches, runs: NDArray[np.bool_], visit: Ints, u: Floats
) -> tuple[Ints, Floats]:
    """Give the row and the share of its length for cuts at a share of a visit's running time."""
    length = np.where(runs, stretches.end_s - stretches.start_s, 0.0)
    before = np.concatenate(([0.0], np.cumsum(length)))
    first = _first_of_visits(stretches)
    behind_last = np.append(first[1:], len(length))
    at = before[first[visit]] + u * (before[behind_last[visit]] - before[first[visit]])
    row = np.searchsorted(before, at, side="right") - 1
    share = (at - before[row]) / np.maximum(length[row], 1e-12)
    return row, share
