"""Events of a lifecycle paired to reports: a start and the completion that belongs to it."""

from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from simmitt.ground.errors import InputFault, Place
from simmitt.ground.texts import Message, say, say_many

CASE, ACTIVITY, RESOURCE = "case:concept:name", "concept:name", "org:resource"
STARTED, COMPLETED = "start time:timestamp", "complete time:timestamp"
TIME, PHASE, INSTANCE = "time:timestamp", "lifecycle:transition", "concept:instance"
EVENT, TRACE = "\0event", "\0trace"
NAMES = (CASE, ACTIVITY, RESOURCE, TIME, PHASE, INSTANCE)  # what pairing needs, if only as nulls

# The transitions of the standard model, and what tools write instead. What is scheduled, assigned,
# withdrawn or skipped isn't worked on; what is broken off was worked on until then.
_NO_WORK, _START, _COMPLETE, _ABORT, _SUSPEND, _RESUME = range(6)
_STEPS = {
    "start": _START, "started": _START, "begin": _START, "complete": _COMPLETE, "completed": _COMPLETE,
    "end": _COMPLETE, "ended": _COMPLETE, "finish": _COMPLETE, "finished": _COMPLETE, "ate_abort": _ABORT,
    "pi_abort": _ABORT, "abort": _ABORT, "aborted": _ABORT, "suspend": _SUSPEND, "suspended": _SUSPEND,
    "resume": _RESUME, "resumed": _RESUME,
}  # fmt: skip
_WORK = (_START, _COMPLETE, _ABORT)
_GROUP = ("trace", "activity", "resource", "instance")
_ARTIFICIAL = ("start", "end", "artificial start", "artificial end", "begin", "slut", "[start]", "[end]")
_NAMED = 8

Steps = NDArray[np.int64]
Flags = NDArray[np.bool_]


class UnknownLifecycle(InputFault):
    """No event says that work starts or completes."""


@dataclass(frozen=True)
class Reports:
    """One row per report, in the order of their first events, and what is to be told of them."""

    rows: pl.DataFrame
    notes: tuple[Message, ...]


def pair(events: pl.DataFrame, place: Place) -> Reports:
    """Give the reports that a log's events make up.

    Within a case, activity, resource and instance the first open start takes the next completion.
    A completion without a start before it is a report without length; a start that is never
    completed has no end. Where no event is a start, reports have an end alone.

    Parameters
    ----------
    events
        One row per event: its number, that of its trace, and its attributes as texts.

    Raises
    ------
    UnknownLifecycle
    """
    steps = _steps(events)
    worked = steps.filter(pl.col("step").is_in(_WORK))
    if worked.is_empty():
        raise _unknown(events, place)
    pairs = _pairs(worked)
    reports = _laid_out(events, pairs, with_starts=bool((worked["step"] == _START).any()))
    real = _without_artificial(reports)
    lone_aborts = int((worked["step"] == _ABORT).sum()) - int(pairs["aborted"].sum())
    notes = (
        *_artificial_notes(reports.height - real.height),
        *_idle_notes(int((steps["step"] == _NO_WORK).sum()) + lone_aborts),
        *_abort_notes(int(pairs["aborted"].sum())),
        *_pause_notes(steps),
    )
    return Reports(real, notes)


def _steps(events: pl.DataFrame) -> pl.DataFrame:
    """Give what each event says of the work, in the order in which its group tells it."""
    phase = pl.col(PHASE).str.strip_chars().str.to_lowercase().fill_null("complete")
    codes = {
        name: pl.col(column).cast(pl.Categorical).to_physical()
        for name, column in zip(_GROUP[1:], (ACTIVITY, RESOURCE, INSTANCE), strict=True)
    }
    told = events.select(
        at=pl.int_range(pl.len(), dtype=pl.UInt32),
        step=phase.replace_strict(_STEPS, default=_NO_WORK, return_dtype=pl.Int8),
        instant=_instant(),
        trace=pl.col(TRACE),
        **codes,
    )
    # At the same instant a start goes first: its own completion may share it.
    ordered = told.sort(*_GROUP, "instant", pl.col("step") != _START, "at")
    changes = pl.any_horizontal(pl.col(name).ne_missing(pl.col(name).shift()) for name in _GROUP)
    return ordered.with_columns(group=changes.cum_sum())


def _instant() -> pl.Expr:
    """Give the time in UTC; a time without a zone counts as one in UTC."""
    text = pl.col(TIME).str.strip_chars().str.replace(" ", "T", literal=True)
    zoned = text.str.contains(r"T.*(?:Z|[+-]\d{2}:?\d{2})$")
    whole = pl.when(zoned).then(text.str.replace("Z$", "+00:00")).otherwise(text + "+00:00")
    return whole.str.to_datetime("%Y-%m-%dT%H:%M:%S%.f%:z", time_unit="us", time_zone="UTC", strict=False)


def _pairs(worked: pl.DataFrame) -> pl.DataFrame:
    """Give for each report which event starts and which completes it; null where none does."""
    at, step = worked["at"].to_numpy(), worked["step"].to_numpy()
    group = worked["group"].to_numpy().astype(np.int64)
    starts = step == _START
    ends = ~starts & ~_alone(np.where(starts, 1, -1), group)
    # The k-th start of a group takes the k-th completion that has a start.
    begun, done = _turn(starts, group)[starts], _turn(ends, group)[ends]
    found = np.searchsorted(done, begun)
    within = found < len(done)
    matched = within & (np.append(done, -1)[np.where(within, found, -1)] == begun)
    end = np.append(np.flatnonzero(ends), 0)[np.where(matched, found, -1)]
    single = np.flatnonzero(~starts & ~ends & (step == _COMPLETE))
    paired = pl.DataFrame(
        {
            "start": at[starts],
            "end": pl.Series(at[end]).zip_with(pl.Series(matched), pl.Series([None], dtype=pl.UInt32)),
            "aborted": matched & (step[end] == _ABORT),
        }
    )
    alone = pl.DataFrame({"start": at[single], "end": at[single], "aborted": np.zeros(len(single), bool)})
    return pl.concat([paired, alone]).sort("start")


def _alone(change: Steps, group: Steps) -> Flags:
    """Tell which completions bring their group's balance to a new low: they have no start."""
    total = np.cumsum(change)
    first = np.flatnonzero(np.diff(group, prepend=group[0] - 1))
    size = np.diff(np.append(first, len(group)))
    balance = total - np.repeat(total[first] - change[first], size)
    # Each group lies so far below the one before that no earlier low reaches into it.
    floor = (len(group) + 2) * group
    low = np.minimum.accumulate(np.minimum(balance, 0) - floor) + floor
    before = np.append(0, low[:-1])
    before[first] = 0
    return (change < 0) & (low < before)


def _turn(chosen: Flags, group: Steps) -> Steps:
    """Give the chosen of each group a number, in numbers that grow from group to group."""
    total = np.cumsum(chosen)
    first = np.flatnonzero(np.diff(group, prepend=group[0] - 1))
    size = np.diff(np.append(first, len(group)))
    return (len(group) + 2) * group + total - np.repeat(total[first] - chosen[first], size)


def _laid_out(events: pl.DataFrame, pairs: pl.DataFrame, *, with_starts: bool) -> pl.DataFrame:
    """Give the reports' attributes; what a completion says wins: quantities come last."""
    first, last = pairs["start"], pairs["end"]
    columns = {name: events[name].gather(first) for name in (EVENT, TRACE, CASE, ACTIVITY, RESOURCE)}
    if with_starts:
        columns[STARTED] = events[TIME].gather(first)
    columns[COMPLETED] = events[TIME].gather(last)
    for name in events.columns:
        if name not in {*columns, TIME, PHASE, INSTANCE}:
            columns[name] = events[name].gather(last)
            if with_starts:
                told = columns[name]
                columns[name] = told.zip_with(told.is_not_null(), events[name].gather(first))
    return pl.DataFrame([column.alias(name) for name, column in columns.items()])


def _without_artificial(reports: pl.DataFrame) -> pl.DataFrame:
    """Drop the Start and End that tools add to a case: no length, no more than one of each."""
    named = pl.col(ACTIVITY).str.to_lowercase().is_in(_ARTIFICIAL)
    length = pl.col(STARTED) != pl.col(COMPLETED) if STARTED in reports.columns else pl.lit(value=False)
    suspects = reports.filter(named).filter(pl.len().over(TRACE, ACTIVITY) == 1)
    artificial = suspects.filter(~length)
    return reports.filter(~pl.col(EVENT).is_in(artificial[EVENT].implode()))


def _unknown(events: pl.DataFrame, place: Place) -> UnknownLifecycle:
    phases = events[PHASE].drop_nulls().unique(maintain_order=True).head(_NAMED).to_list()
    return UnknownLifecycle(
        say("No event starts or completes work; the transitions are: {phases}.", phases=", ".join(phases)),
        expected=say("An event says with lifecycle:transition that work starts or completes."),
        remedy=say(
            "Export the log with starts and completions, or as CSV with a start and an end in each row."
        ),
        place=place,
    )


def _artificial_notes(dropped: int) -> list[Message]:
    if not dropped:
        return []
    return [
        say_many(
            "{count} artificial start or end of a case was left out.",
            "{count} artificial starts and ends of cases were left out.",
            dropped,
        )
    ]


def _idle_notes(ignored: int) -> list[Message]:
    if not ignored:
        return []
    return [
        say_many(
            "{count} event that neither starts nor completes work was left out.",
            "{count} events that neither start nor complete work were left out.",
            ignored,
        )
    ]


def _abort_notes(aborted: int) -> list[Message]:
    if not aborted:
        return []
    return [
        say_many(
            "{count} report was broken off; it ends where the work was broken off.",
            "{count} reports were broken off; they end where the work was broken off.",
            aborted,
        )
    ]


def _pause_notes(steps: pl.DataFrame) -> list[Message]:
    """Tell of the pauses inside reports, from each suspension to the resumption after it."""
    told = steps.filter(pl.col("step").is_in([_SUSPEND, _RESUME])).with_columns(
        after=pl.col("step").shift(-1).over("group"), until=pl.col("instant").shift(-1).over("group")
    )
    pauses = told.filter(pl.col("step") == _SUSPEND)
    if pauses.is_empty():
        return []
    known = pauses.filter(pl.col("after") == _RESUME)
    length_h = known.select((pl.col("until") - pl.col("instant")).dt.total_seconds().sum() / 3600).item()
    return [
        say_many(
            "{count} pause lies within a report ({hours:.1} h from suspended to resumed) and counts as work.",
            "{count} pauses lie within reports ({hours:.1} h from suspended to resumed) and count as work.",
            pauses.height,
            hours=float(length_h or 0.0),
        )
    ]
