"""Starts for a log that tells only when each report was made."""

from datetime import datetime

import numpy as np
import polars as pl

from simmitt.engine.eventlog.held import fresh_kind
from simmitt.engine.eventlog.log import KINDS
from simmitt.engine.spans import Bools, Ints, among, regrouped
from simmitt.ground.texts import Message, say

# Hours of the week with fewer reports than this share of an ordinary open hour's are closed.
CLOSED_SHARE = 0.1
CLOSED_HOURS = 4
# Below this the hours of the week can't be told from chance.
FEWEST_REPORTS = 200
FEWEST_ALIKE = 5
_WEEK_HOURS = 168
_FIRST = datetime(1, 1, 1)
# Rows whose starts are computed together.
_AT_ONCE = 1_000_000
# What numpy calls no time.
_NEVER = np.iinfo(np.int64).min


def estimate_starts(
    rows: pl.DataFrame, shifts: pl.DataFrame | None = None
) -> tuple[pl.DataFrame, list[Message]]:
    """Give the rows with a start where only the end is told, marked as ``estimated``.

    A report can't have begun before its order was free, its machine and its worker were free, and
    the shift had begun: its start is the latest of the previous end of the same order, of the
    same machine, of the same worker, and the start of the shift. Where that leaves a longer
    stretch than is usual for the activity, the machine must have stood: the start then lies the
    activity's median before the end. Usual is what lies below the upper fence, the third
    quartile plus one and a half interquartile ranges, among the reports whose machine was busy
    until then (their order had been waiting for it).

    What this can't see: pauses within a report, work that nobody was free to begin, work on
    several things at once (a station with several places comes out too quick), reports made
    long after the work.

    Parameters
    ----------
    rows
        In the log's shape.
    shifts
        The companion table of planned working time; without it the hours of the week in which
        hardly anything is reported count as closed.

    Notes
    -----
    The latest of enablement and availability: Chapela-Campa and Dumas (2022), Repairing activity
    start times to improve business process simulation. The fence: Tukey (1977).
    """
    missing = rows["start_at"].is_null() & rows["end_at"].is_not_null()
    if not missing.any():
        return rows, []
    start, shortened = _starts(rows, missing, _gaps(rows, shifts))
    filled = rows.with_columns(start.alias("start_at"), missing.alias("estimated"))
    return filled, [_note(int(missing.sum()), shortened)]


def _gaps(rows: pl.DataFrame, shifts: pl.DataFrame | None) -> pl.DataFrame:
    """Give the stretch before each report in which it could have begun, and whether its machine was busy."""
    by_end = np.argsort(rows["end_at"].fill_null(_FIRST).to_physical().to_numpy(), kind="stable")
    by_end = by_end.astype(np.int32)  # half the memory, and more than all rows that are read
    free = rows.select(
        "end_at",
        order_free=_previous(rows, "order", by_end),
        machine_free=_previous(rows, "machine", by_end),
        worker_free=_previous(rows, "worker", by_end),
        shift=_shift_starts(rows, shifts),
    )
    begun = pl.max_horizontal("order_free", "machine_free", "worker_free", "shift")
    gap_s = (pl.col("end_at") - begun).dt.total_microseconds() / 1e6
    return free.select(_kinds_of_work(rows), gap_s=gap_s, busy=_busy())


def _kinds_of_work(rows: pl.DataFrame) -> pl.Series:
    """Give a number to each activity and kind, the same on all rows with both."""
    activity = _numbers(rows["activity"])
    kind = rows["kind"].to_physical().cast(pl.Int64).fill_null(len(KINDS.categories)).to_numpy()
    return pl.Series("work", (activity + 1) * (len(KINDS.categories) + 1) + kind)


def _numbers(names: pl.Series) -> Ints:
    """Give each different name a number, in no order that means anything, and -1 where none is told."""
    return names.cast(fresh_kind()).to_physical().cast(pl.Int64).fill_null(-1).to_numpy()


def _starts(rows: pl.DataFrame, missing: pl.Series, gaps: pl.DataFrame) -> tuple[pl.Series, int]:
    """Give all starts, and how many of them were moved to what is usual for the work."""
    median_s, fence_s = _usual(gaps)
    capped = pl.col("gap_s").is_null() | (pl.col("gap_s") > pl.col("fence_s"))
    length_s = pl.when(capped).then(pl.col("median_s")).otherwise(pl.col("gap_s")).fill_null(0.0)
    length = pl.duration(microseconds=(length_s * 1e6).round().cast(pl.Int64))
    asked = rows.select("start_at", "end_at", gap_s=gaps["gap_s"], work=gaps["work"], missing=missing)
    parts = [
        part.with_columns(
            median_s=median_s.gather(part["work"]), fence_s=fence_s.gather(part["work"])
        ).select(
            start_at=pl.when("missing").then(pl.col("end_at") - length).otherwise("start_at"),
            shortened=capped.fill_null(value=False) & pl.col("missing"),
        )
        for part in asked.iter_slices(_AT_ONCE)
    ]
    told = pl.concat(parts)
    return told["start_at"], int(told["shortened"].sum())


def _previous(rows: pl.DataFrame, name: str, by_end: Ints) -> pl.Series:
    """Give the latest earlier end of the same order, machine or worker; null where there is none.

    Parameters
    ----------
    by_end : (n_rows,)
        Numbers of the rows by their end.
    """
    nothing = pl.repeat(None, rows.height, dtype=pl.Datetime("us"), eager=True)
    if rows[name].null_count() == rows.height:
        return nothing
    owner = _numbers(rows[name])
    known = (owner >= 0) & rows["end_at"].is_not_null().to_numpy()
    line = regrouped(owner, among(by_end, known))
    end = rows["end_at"].to_physical().fill_null(0).to_numpy()[line]
    changes = _changes(owner[line])
    earlier = np.append(_NEVER, end[:-1])[: len(end)]
    earlier[changes] = _NEVER
    # Of reports made in the same moment none comes before the other: all look back to the last before.
    tied = np.flatnonzero(~(changes | _changes(end)))
    begins = np.flatnonzero(np.diff(tied, prepend=-2) != 1)
    earlier[tied] = np.repeat(earlier[tied[begins] - 1], np.diff(np.append(begins, len(tied))))
    found = np.full(rows.height, _NEVER)
    found[line] = earlier
    return pl.Series(found.view("datetime64[us]"))


def _changes(values: Ints) -> Bools:
    """Mark the values that differ from the one before, the first as well, (n,)."""
    return np.append(True, values[1:] != values[:-1])[: len(values)]


def _busy() -> pl.Expr:
    """Whether the order had been waiting when machine or worker came free from something else."""
    freed = pl.max_horizontal("machine_free", "worker_free")
    waited = (pl.col("order_free") < freed).fill_null(value=True)
    return ((freed >= pl.col("shift")).fill_null(value=True) & waited & freed.is_not_null()).fill_null(
        value=False
    )


def _usual(gaps: pl.DataFrame) -> tuple[pl.Series, pl.Series]:
    """Give each kind of work's median and fence, of busy reports where there are some, else of all."""
    busy = np.bincount(
        gaps["work"].filter(gaps["busy"]).to_numpy(), minlength=int(str(gaps["work"].max())) + 1
    )
    enough = pl.Series(busy >= FEWEST_ALIKE)
    asked = gaps.filter(gaps["busy"] | ~enough.gather(gaps["work"]))
    quartiles = [pl.col("gap_s").quantile(q).alias(str(q)) for q in (0.25, 0.5, 0.75)]
    told = asked.group_by("work").agg(quartiles)
    every = pl.DataFrame({"work": range(len(enough))}, schema={"work": pl.Int64})
    known = every.join(told, on="work", how="left", maintain_order="left")
    return known["0.5"], known.select(pl.col("0.75") + 1.5 * (pl.col("0.75") - pl.col("0.25"))).to_series()


def _shift_starts(rows: pl.DataFrame, shifts: pl.DataFrame | None) -> pl.Series:
    """Give the start of the shift in which each report was made; null where it can't be told."""
    ends = rows.select("end_at").with_row_index("at")
    if shifts is not None and not shifts.is_empty():
        begins = shifts.select(pl.col("start_at").alias("shift")).drop_nulls().unique().sort("shift")
        found = (
            ends.drop_nulls()
            .sort("end_at")
            .join_asof(begins, left_on="end_at", right_on="shift", strategy="backward")
        )
        return ends.join(found.select("at", "shift"), on="at", how="left", maintain_order="left")["shift"]
    closed = closed_hours(rows["end_at"].drop_nulls())
    if not closed.any():
        return pl.Series("shift", [None] * rows.height, dtype=pl.Datetime("us"))
    hour = (pl.col("end_at").dt.weekday().cast(pl.Int64) - 1) * 24 + pl.col("end_at").dt.hour().cast(pl.Int64)
    since = pl.Series(_hours_since_opening(closed))
    back = rows.select(hour.alias("hour"))["hour"]
    hours = pl.DataFrame({"hour": range(_WEEK_HOURS), "since": since})
    since_open = back.to_frame().join(hours, on="hour", how="left", maintain_order="left")["since"]
    began = pl.col("end_at").dt.truncate("1h") - pl.duration(hours=pl.col("since"))
    return rows.select("end_at").with_columns(since_open.alias("since")).select(began).to_series()


def closed_hours(ends: pl.Series) -> Bools:
    """Tell the hours of the week, from Monday 00:00, in which the shop is closed, (168,).

    Closed is a run of ``CLOSED_HOURS`` or more in which less is reported than ``CLOSED_SHARE`` of
    what an hour with reports holds on average; none where the log is short.
    """
    if len(ends) < FEWEST_REPORTS:
        return np.zeros(_WEEK_HOURS, bool)
    hours = (ends.dt.weekday().cast(pl.Int64) - 1) * 24 + ends.dt.hour().cast(pl.Int64)
    counts = np.bincount(hours.to_numpy(), minlength=_WEEK_HOURS).astype(float)
    quiet = counts < CLOSED_SHARE * counts[counts > 0].mean()
    turned = np.roll(quiet, -int(np.argmin(quiet)))  # begins at an open hour, so that no run wraps round
    edges = np.flatnonzero(np.diff(np.concatenate([[0], turned.astype(int), [0]])))
    for first, after in zip(edges[::2], edges[1::2], strict=True):
        if after - first < CLOSED_HOURS:
            turned[first:after] = False
    closed: Bools = np.roll(turned, int(np.argmin(quiet)))
    return closed


def _hours_since_opening(closed: Bools) -> list[int]:
    """Give for each hour of the week how many hours ago, whole ones, the shop opened."""
    since = []
    for hour in range(_WEEK_HOURS):
        back = 0
        while back < _WEEK_HOURS and not closed[(hour - back) % _WEEK_HOURS]:
            back += 1
        since.append(max(back - 1, 0))
    return since


def _note(count: int, shortened: int) -> Message:
    return say(
        "The log tells only when each report was made. {count} starts were estimated: the latest of the"
        " previous end of the same order, machine and worker and the start of the shift; {shortened} of"
        " them left an unusually long stretch, and the activity's median was taken. Every figure that"
        " rests on times of work is an estimate.",
        count=count, shortened=shortened,
    )  # fmt: skip
