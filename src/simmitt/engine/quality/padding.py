"""Times that nobody measured: a start and a constant put behind it."""

import numpy as np
import polars as pl

from simmitt.engine.quality.checking import HOURS, Check, Found, by_share
from simmitt.engine.quality.effects import moved_in_time
from simmitt.engine.quality.findings import Effect
from simmitt.engine.quality.reports import Reports
from simmitt.engine.spans import Bools, Floats
from simmitt.ground.texts import Message, say, say_many
from simmitt.ground.units import DAY_S, MINUTE_S

# A constant that stands in for a missing time recurs in at least so many of the rows whose
# stated duration is zero ...
CONSTANT_ROWS = 3
CONSTANT_SHARE = 0.05
# ... and, where no duration is stated, so much oftener than the lengths around it, in so many
# rows, and in so many activities that otherwise last other times.
TIMES_THE_NEIGHBOURS = 10.0
RECURRING_ROWS = 20
RECURRING_SHARE = 0.02
RECURRING_ACTIVITIES = 3
NEIGHBOURS = 10
# Reports of a minute or two recur because somebody pressed two buttons in a row.
SHORTEST_PADDING_S = 5 * MINUTE_S


def padded(reports: Reports) -> Bools:
    """Mark the rows whose stated duration is zero while start and end lie a constant apart, (n_rows,)."""
    unstated = (reports.rows["reported_s"].to_numpy() == 0) & (reports.work_s > 0)
    lengths, n = np.unique(reports.work_s[unstated], return_counts=True)
    constants = lengths[n >= max(CONSTANT_ROWS, CONSTANT_SHARE * int(unstated.sum()))]
    return np.asarray(unstated & np.isin(reports.work_s, constants)) if len(constants) else unstated & False


def _padded_times(reports: Reports) -> Found[Reports] | None:
    """Take the working time from rows whose interval was never measured; keep their start."""
    hit = padded(reports)
    if not hit.any():
        return None
    return Found(
        reports.numbers(hit),
        by_share(int(hit.sum()), reports.n, serious_from=0.1),
        _moved(reports, hit),
        repaired=_without_time(reports, hit),
        details=_spelt_out(reports.work_s[hit]),
    )


def _constant_times(reports: Reports) -> Found[Reports] | None:
    """Look for one length that recurs far beyond chance where the log states no durations.

    Those of its rows that also start at midnight sharp, a default time, lose their working
    time; the rest may be true and stay.
    """
    measured = ~padded(reports)
    value_s = _recurring_length_s(reports, measured)
    if value_s is None:
        return None
    hit = measured & (reports.work_s == value_s)
    at_midnight = hit & (reports.start_s % DAY_S == 0)
    default = int(at_midnight.sum()) >= int(hit.sum()) / 2
    return Found(
        reports.numbers(hit),
        by_share(int(hit.sum()), reports.n, serious_from=0.2),
        _moved(reports, hit, say("If nobody measured them, these hours are not work.")),
        repaired=_without_time(reports, at_midnight) if default else None,
        details=_spelt_out(reports.work_s[hit]),
        repair=None if default else _NO_REPAIR,
    )


_NO_REPAIR = say("Nothing done: the log doesn't tell whether the time was measured. Ask who reports it.")


def _recurring_length_s(reports: Reports, measured: Bools) -> float | None:
    """Give the length that recurs far beyond its neighbours across activities, if one does."""
    chosen = measured & (reports.work_s >= SHORTEST_PADDING_S)
    lengths, counts = np.unique(reports.work_s[chosen], return_counts=True)
    if len(lengths) < 2 * NEIGHBOURS:
        return None
    n = counts.astype(float)
    least = max(RECURRING_ROWS, RECURRING_SHARE * int(measured.sum()))
    for index in np.flatnonzero(n >= least)[np.argsort(-n[n >= least], kind="stable")]:
        if n[index] > TIMES_THE_NEIGHBOURS * _around(n, int(index)) and _crosses_activities(
            reports, chosen, float(lengths[index])
        ):
            return float(lengths[index])
    return None


def _around(n: Floats, index: int) -> float:
    """Give how often the lengths on both sides of one occur, as a rule; the ends are mirrored."""
    places = np.abs(np.arange(index - NEIGHBOURS, index + NEIGHBOURS + 1))
    last = len(n) - 1
    return float(np.median(n[last - np.abs(last - places)]))


def _crosses_activities(reports: Reports, chosen: Bools, value_s: float) -> bool:
    """Tell whether the length turns up in several activities that otherwise last other times."""
    activity, same = reports.activity.code[chosen] + 1, reports.work_s[chosen] == value_s
    hits = np.bincount(activity[same], minlength=reports.activity.n + 1)
    others = np.bincount(activity[~same], minlength=reports.activity.n + 1)
    return int(((hits >= 3) & (others >= 3)).sum()) >= RECURRING_ACTIVITIES


def _moved(reports: Reports, hit: Bools, text: Message | None = None) -> Effect:
    return moved_in_time(reports, hit, reports.start_s, np.where(hit, reports.start_s, reports.end_s), text)


def _without_time(reports: Reports, hit: Bools) -> Reports:
    end = pl.when(pl.Series(hit)).then("start_at").otherwise("end_at")
    return reports.with_rows(reports.rows.with_columns(end_at=end), "end_at")


def _spelt_out(work_s: Floats) -> tuple[Message, ...]:
    lengths, counts = np.unique(work_s / MINUTE_S, return_counts=True)
    ranked = sorted(
        zip(counts.tolist(), lengths.tolist(), strict=True), key=lambda each: (-each[0], -each[1])
    )
    return tuple(
        say_many(
            "{count} row of exactly {minutes} minutes",
            "{count} rows of exactly {minutes} minutes",
            n,
            minutes=minutes,
        )
        for n, minutes in ranked[:5]
    )


PADDING: tuple[Check[Reports], ...] = (
    Check(
        "constant_times",
        say("One length of time recurs far beyond chance"),
        say("The same length to the second in several activities, ten times as often as its neighbours."),
        HOURS,
        say("Rows that also start at midnight sharp stay as visits, without working time."),
        _constant_times,
    ),
    Check(
        "padded_times",
        say("Times that were filled in, not measured"),
        say("Rows that state no duration, while start and end lie the same constant apart."),
        HOURS,
        say("The rows stay as visits with their start, but without working time."),
        _padded_times,
    ),
)
