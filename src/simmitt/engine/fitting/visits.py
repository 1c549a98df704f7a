"""From rows to visits: an order stands at a station until it goes on to another operation."""

from datetime import datetime, timedelta

import polars as pl

from simmitt.engine.eventlog.log import BREAKDOWN, RUN, SETUP, EventLog
from simmitt.engine.factory.clock import WorkClock
from simmitt.engine.fitting.dated import dated_reports
from simmitt.engine.fitting.pools import Pools
from simmitt.ground.units import HOUR_S

# Of rows that lie mostly outside the learnt hours (overtime) all the time counts as work.
_OVERTIME_SHARE = 0.5
# An order that stands still for longer open time has left the place: breaks and handovers are shorter.
LONGEST_BREAK_S = HOUR_S


def week_origin(log: EventLog) -> datetime:
    """Give Monday 00:00 of the week in which the log begins: second zero of the fit."""
    first = log.first_at
    return datetime(first.year, first.month, first.day) - timedelta(days=first.weekday())


def timed_rows(log: EventLog, pools: Pools, clocks: dict[str, WorkClock]) -> pl.DataFrame:
    """Give the rows with station, operation, seconds since the origin and working seconds."""
    origin = week_origin(log)
    rows = log.rows.drop_nulls(["order", "start_at", "end_at"]).with_columns(
        start_s=(pl.col("start_at") - origin).dt.total_microseconds() / 1e6,
        end_s=(pl.col("end_at") - origin).dt.total_microseconds() / 1e6,
        due_s=(pl.col("due_at") - origin).dt.total_microseconds() / 1e6,
        released_s=(pl.col("released_at") - origin).dt.total_microseconds() / 1e6,
        place=pl.coalesce("machine", "activity"),
        activity=pl.coalesce("activity", "machine"),
    )
    rows = rows.join(pools.assignment(), on=["place", "activity"], how="inner")
    rows = _marked(rows)
    rows = rows.sort("order", "start_s", "row").with_columns(
        reach_s=pl.col("end_s").cum_max().shift(1).over("order")
    )
    timed = pl.concat([_with_work(group, clocks) for group in rows.partition_by("station")])
    return _numbered(timed.sort("order", "start_s", "row"))


def _occupied() -> pl.Expr:
    """Give the share of a visit's booked work that the clock had room for, short breaks counted in.

    Reports beside one another don't make a visit longer, and breaks between them don't make
    the place free.
    """
    first, last = pl.col("open_start_s").min(), pl.col("open_end_s").max()
    booked = pl.col("work_s").sum()
    overtime = (pl.col("worked_s") < _OVERTIME_SHARE * (pl.col("end_s") - pl.col("start_s"))).any()
    return pl.when((pl.len() > 1) & ~overtime & (booked > 0)).then((last - first) / booked).otherwise(1.0)


def _marked(rows: pl.DataFrame) -> pl.DataFrame:
    """Mark the reports that tell no time; they stay where the log puts them."""
    found = dated_reports(rows)
    if found is None:
        return rows.with_columns(dated=pl.lit(value=False), clock_s=pl.lit(None, pl.Float64))
    return rows.with_columns(found.rows.alias("dated"), clock_s=pl.lit(found.clock_s))


def _numbered(rows: pl.DataFrame) -> pl.DataFrame:
    """Give the number of each order's visit: a new one where operations change or the order stood."""
    changed = (pl.col("operation") != pl.col("operation").shift(1).over("order")).fill_null(value=True)
    stood = (pl.col("stood_s") > LONGEST_BREAK_S).fill_null(value=False)
    return rows.with_columns(visit=(changed | stood).cum_sum().over("order"))


def _with_work(rows: pl.DataFrame, clocks: dict[str, WorkClock]) -> pl.DataFrame:
    clock = clocks[rows["station"][0]]
    reach = rows["reach_s"].fill_null(float("-inf")).clip(lower_bound=-1e9).to_numpy()
    stood = pl.Series("stood_s", clock.worked(rows["start_s"].to_numpy()) - clock.worked(reach))
    # Closed time alone: what lies between is none of the station's hours.
    shut = pl.Series("shut_s", rows["start_s"].to_numpy() - reach) - stood
    rows = rows.with_columns(stood, shut_s=shut)
    start, end = (clock.worked(rows[name].to_numpy()) for name in ("start_s", "end_s"))
    rows = rows.with_columns(open_start_s=pl.Series(start), open_end_s=pl.Series(end))
    worked = pl.Series("worked_s", end - start)
    length = pl.col("end_s") - pl.col("start_s")
    return rows.with_columns(worked).with_columns(
        work_s=pl.when(pl.col("worked_s") < _OVERTIME_SHARE * length)
        .then(length)
        .otherwise(pl.col("worked_s"))
    )


def visits(rows: pl.DataFrame) -> pl.DataFrame:
    """Give one row a visit, in the order's own sequence.

    Columns: order, product, station, operation, activity, place, worker, start_s, end_s, run_s, setup_s,
    down_s (working seconds), pieces (ordered), good, rejected, rework, rows, before_s (end
    of what the order did before, null for its first visit), next_s (start of its next one), due_s
    and released_s (null where the log does not tell).
    """
    grouped = rows.group_by("order", "visit", maintain_order=True).agg(
        pl.col("product").first(),
        pl.col("station").first(),
        pl.col("operation").first(),
        pl.col("activity").first(),
        pl.col("place").first(),
        pl.col("worker").first(),
        pl.col("start_s").min(),
        pl.col("end_s").max(),
        run_s=_work_of(RUN),
        setup_s=_work_of(SETUP),
        down_s=_work_of(BREAKDOWN),
        measured=(pl.col("end_s") > pl.col("start_s")).any(),
        pieces=pl.col("ordered_pieces").max(),
        good=pl.col("good_pieces").sum(),
        rejected=pl.col("rejected_pieces").sum(),
        rework=pl.col("rework").fill_null(value=False).all(),
        rows=pl.len(),
        dated=pl.col("dated").all(),
        due_s=pl.col("due_s").min(),
        released_s=pl.col("released_s").min(),
    )
    before = pl.col("end_s").cum_max().shift(1).over("order")
    following = pl.col("start_s").shift(-1).over("order")

    def before_it(name: str) -> pl.Expr:
        another = pl.col("operation") != pl.col("operation").shift(1).over("order")
        return pl.when(another).then(pl.col(name).shift(1).over("order"))

    # An operation done for the first time is no repetition, whatever its rows are flagged.
    again = pl.col("visit") > pl.col("visit").min().over("order", "operation")
    return grouped.with_columns(
        before_s=before,
        next_s=following,
        came_s=before_it("start_s"),
        left_s=before_it("end_s"),
        came_from=before_it("operation"),
        left_station=before_it("station"),
        left_setup_s=before_it("setup_s"),
        handed_on=pl.lit(value=False),
        pieces=pl.coalesce("pieces", "good").fill_null(1.0).clip(lower_bound=1.0),
        rework=pl.col("rework") & again,
    )


def _work_of(kind: str) -> pl.Expr:
    return pl.col("work_s").filter(pl.col("kind") == kind).sum() * _occupied()
