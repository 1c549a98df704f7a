"""How long a row lasts: reversed, zero, stated otherwise, or out of all proportion."""

from zoneinfo import ZoneInfoNotFoundError

import numpy as np
import polars as pl

from simmitt.engine.eventlog.clock_changes import STOCKHOLM, clock_changes
from simmitt.engine.quality.checking import HOURS, Check, Found, beyond, by_share
from simmitt.engine.quality.effects import moved_in_time, moved_without
from simmitt.engine.quality.padding import padded
from simmitt.engine.quality.reports import Reports
from simmitt.engine.spans import Bools, Floats
from simmitt.ground.texts import Message, say, say_many
from simmitt.ground.units import DAY_S, HOUR_S

# Grains in which durations are stated: hour, half, quarter, tenth of an hour, five minutes, ...
STATED_GRAINS_S = (3600.0, 1800.0, 900.0, 360.0, 300.0, 60.0, 36.0, 1.0)
ABSURD_TIMES_MEDIAN = 20.0
ABSURD_FROM_S = 12 * HOUR_S
ABSURD_ANYWAY_S = 30 * DAY_S
ROWS_FOR_A_MEDIAN = 8


def _ends_before_start(reports: Reports) -> Found[Reports] | None:
    """Swap start and end where the end comes first, unless the clock was put back between them."""
    hit = reports.end_s < reports.start_s
    if not hit.any():
        return None
    put_back = _across_the_double_hour(reports, hit)
    early = pl.min_horizontal("start_at", "end_at")
    start_at = pl.when(pl.Series(put_back)).then(pl.col("start_at").dt.offset_by("-1h")).otherwise(early)
    righted = reports.rows.with_columns(
        start_at=start_at,
        end_at=pl.when(pl.Series(put_back)).then("end_at").otherwise(pl.max_horizontal("start_at", "end_at")),
    )
    start_s = np.where(put_back, reports.start_s - HOUR_S, np.minimum(reports.start_s, reports.end_s))
    end_s = np.where(put_back, reports.end_s, np.maximum(reports.start_s, reports.end_s))
    return Found(
        reports.numbers(hit),
        by_share(int(hit.sum()), reports.n, serious_from=0.02),
        moved_in_time(reports, hit, start_s, end_s),
        repaired=reports.with_rows(righted, "start_at", "end_at"),
        details=_put_back_in_words(int(put_back.sum())),
    )


def _across_the_double_hour(reports: Reports, hit: Bools) -> Bools:
    """Mark the rows that start in an hour and end in the same hour of the clock, when it comes again."""
    found = np.zeros(reports.n, bool)
    at = np.flatnonzero(hit)
    zone = reports.log.source.time_zone or STOCKHOLM
    try:
        changes = clock_changes(reports.rows["start_at"][at], reports.rows["end_at"][at], zone)
    except (ZoneInfoNotFoundError, ValueError):
        return found
    found[at] = (changes.start_in_double_hour & changes.end_in_double_hour).to_numpy()
    return found


def _put_back_in_words(count: int) -> tuple[Message, ...]:
    if not count:
        return ()
    return (
        say_many(
            "{count} of them starts before the clock was put back and ends after it: its start was moved an"
            " hour back instead",
            "{count} of them start before the clock was put back and end after it: their starts were moved an"
            " hour back instead",
            count,
        ),
    )


def _zero_length(reports: Reports) -> Found[Reports] | None:
    hit = reports.start_s == reports.end_s
    if not hit.any():
        return None
    return Found(
        reports.numbers(hit),
        beyond(int(hit.sum()), reports.n, 0.02),
        moved_without(
            reports,
            hit,
            say("They count as visits but add no hours: working time is too low by theirs."),
        ),
    )


def _stated_disagrees(reports: Reports) -> Found[Reports] | None:
    """Look for rows whose stated duration is another than from start to end."""
    stated_s = reports.rows["reported_s"].to_numpy()
    told = np.isfinite(stated_s)
    if not told.any():
        return None
    off = np.abs(reports.work_s - np.where(told, stated_s, 0.0)) > stated_tolerance_s(stated_s[told])
    hit = told & off & ~padded(reports)
    if not hit.any():
        return None
    as_stated_s = np.where(hit, reports.start_s + np.where(told, stated_s, 0.0), reports.end_s)
    return Found(
        reports.numbers(hit),
        by_share(int(hit.sum()), reports.n, serious_from=0.1),
        moved_in_time(
            reports, hit, reports.start_s, as_stated_s,
            say("Counted as stated instead, the hours change as shown."),
        ),
    )  # fmt: skip


def stated_tolerance_s(stated_s: Floats) -> float:
    """Give half the grain in which durations are stated, in seconds; (n,) in, none missing."""
    values = stated_s[stated_s > 0]
    for grain in STATED_GRAINS_S:
        rest = np.abs(values - grain * np.rint(values / grain))
        if len(values) and np.mean(rest < 0.5) >= 0.95:
            return grain / 2 + 0.5 if grain > 1 else 1.0
    return 1.0


def _absurd(reports: Reports) -> Found[Reports] | None:
    """Look for rows far longer than their activity's others."""
    lasting = reports.work_s > ABSURD_FROM_S
    if not lasting.any():
        return None
    limit_s = np.maximum(_usual_s(reports) * ABSURD_TIMES_MEDIAN, ABSURD_FROM_S)
    hit = lasting & ((reports.work_s > limit_s) | (reports.work_s > ABSURD_ANYWAY_S))
    if not hit.any():
        return None
    longest = (
        reports.rows.with_columns(work_s=reports.work_s)
        .filter(pl.Series(hit))
        .sort("work_s", "row", descending=[True, False])
    )
    return Found(
        reports.numbers(hit),
        by_share(int(hit.sum()), reports.n, serious_from=0.02),
        moved_without(reports, hit),
        details=tuple(
            say("row {row}: {hours:.1} hours of “{activity}”", row=row, hours=s / HOUR_S, activity=name or "")
            for row, name, s in longest.head(10).select("row", "activity", "work_s").iter_rows()
        ),
    )


def _usual_s(reports: Reports) -> Floats:
    """Give the median length of each row's activity, of all where it has few rows, (n_rows,)."""
    lasting = reports.work_s > 0
    frame = pl.DataFrame({"activity": reports.activity.code[lasting], "work_s": reports.work_s[lasting]})
    medians = frame.group_by("activity").agg(pl.col("work_s").median(), n=pl.len())
    medians = medians.filter((pl.col("n") >= ROWS_FOR_A_MEDIAN) & (pl.col("activity") >= 0))
    usual = np.full(reports.activity.n + 1, float(np.median(reports.work_s[lasting])))
    usual[medians["activity"].to_numpy()] = medians["work_s"].to_numpy()
    return np.asarray(usual[reports.activity.code])


REVERSED: Check[Reports] = Check(
    "end_before_start",
    say("Rows that end before they start"),
    say("Rows whose end lies before their start."),
    HOURS,
    say("Start and end have changed places."),
    _ends_before_start,
)
LENGTHS: tuple[Check[Reports], ...] = (
    Check(
        "zero_length",
        say("Rows that last no time at all"),
        say("Rows that start and end at the same instant."),
        HOURS,
        say("Nothing done: their true length is not in the log."),
        _zero_length,
    ),
    Check(
        "stated_duration_disagrees",
        say("Stated duration and times disagree"),
        say("Rows whose stated duration is another than the time from start to end."),
        HOURS,
        say("Nothing done: start and end count, the stated duration does not."),
        _stated_disagrees,
    ),
    Check(
        "absurd_durations",
        say("Rows far longer than the same activity's others"),
        say("Rows of more than half a day that last twenty times as long as the activity's usual row."),
        HOURS,
        say("Nothing done: they may be true. Look at them before you trust the machine's hours."),
        _absurd,
    ),
)
