"""Times that nobody measured: a start and a constant put behind it."""

import numpy as np
import polars as pl

from simmitt.engine.orders import WORK_S
from simmitt.engine.quality.effects import moved
from simmitt.engine.quality.findings import Checked, Finding, by_share, row_numbers
from simmitt.ground.texts import Message, say, say_many
from simmitt.ground.units import MINUTE_S

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


def padded(rows: pl.DataFrame) -> pl.Series:
    """Mark the rows whose stated duration is zero while start and end lie a constant apart."""
    work_s = rows.select(WORK_S).to_series()
    unstated = (rows["reported_s"] == 0).fill_null(value=False) & (work_s > 0)
    constants = _constants(work_s.filter(unstated))
    return unstated & work_s.is_in(constants)


def _constants(work_s: pl.Series) -> list[float]:
    counts = work_s.value_counts(name="n")
    least = max(CONSTANT_ROWS, CONSTANT_SHARE * len(work_s))
    return counts.filter(pl.col("n") >= least)[work_s.name].to_list()


def padded_times(rows: pl.DataFrame) -> Checked:
    """Take the working time from rows whose interval was never measured; keep their start."""
    filled = rows.filter(padded(rows))
    if filled.is_empty():
        return rows, []
    repaired = _without_time(rows, filled)
    finding = Finding(
        "padded_times",
        by_share(filled.height, rows.height, serious_from=0.1),
        say("Times that were filled in, not measured"),
        filled.height,
        row_numbers(filled),
        moved(rows, repaired),
        say("The rows stay as visits with their start, but without working time."),
        repaired=True,
        details=_spelt_out(filled),
    )
    return repaired, [finding]


def constant_times(rows: pl.DataFrame) -> Checked:
    """Tell of one length that recurs far beyond chance where the log states no durations.

    Those of its rows that also start at midnight sharp, a default time, lose their working
    time; the rest may be true and stay.
    """
    value_s = recurring_length_s(rows.filter(~padded(rows)))
    if value_s is None:
        return rows, []
    constant = rows.filter(WORK_S.eq(value_s) & ~padded(rows))
    at_midnight = constant.filter(pl.col("start_at").dt.time() == pl.time(0, 0, 0))
    default = at_midnight.height >= constant.height / 2
    repaired = _without_time(rows, at_midnight) if default else rows
    finding = Finding(
        "constant_times",
        by_share(constant.height, rows.height, serious_from=0.2),
        say("One length of time recurs far beyond chance"),
        constant.height,
        row_numbers(constant),
        moved(rows, _without_time(rows, constant), say("If nobody measured them, these hours are not work.")),
        _MIDNIGHT_REPAIR if default else _NO_REPAIR,
        repaired=default,
        details=_spelt_out(constant),
    )
    return repaired, [finding]


_MIDNIGHT_REPAIR = say("Rows that also start at midnight sharp stay as visits, without working time.")
_NO_REPAIR = say("Nothing done: the log doesn't tell whether the time was measured. Ask who reports it.")


def recurring_length_s(rows: pl.DataFrame) -> float | None:
    """Give the length that recurs far beyond its neighbours across activities, if one does."""
    measured = rows.select("activity", work_s=WORK_S).filter(pl.col("work_s") >= SHORTEST_PADDING_S)
    counts = measured["work_s"].value_counts(name="n").sort("work_s")
    if counts.height < 2 * NEIGHBOURS:
        return None
    n = counts["n"].to_numpy().astype(float)
    crowd = np.sort(
        np.lib.stride_tricks.sliding_window_view(np.pad(n, NEIGHBOURS, "reflect"), 2 * NEIGHBOURS + 1)
    )
    usual = crowd[:, NEIGHBOURS]
    least = max(RECURRING_ROWS, RECURRING_SHARE * rows.height)
    for index in np.argsort(-n, kind="stable"):
        value = float(counts["work_s"][int(index)])
        if n[index] < least:
            return None
        if n[index] > TIMES_THE_NEIGHBOURS * usual[index] and _crosses_activities(measured, value):
            return value
    return None


def _crosses_activities(measured: pl.DataFrame, value_s: float) -> bool:
    """Tell whether the length turns up in several activities that otherwise last other times."""
    per_activity = measured.group_by("activity").agg(
        hits=(pl.col("work_s") == value_s).sum(), others=(pl.col("work_s") != value_s).sum()
    )
    mixed = per_activity.filter((pl.col("hits") >= 3) & (pl.col("others") >= 3))
    return mixed.height >= RECURRING_ACTIVITIES


def _without_time(rows: pl.DataFrame, filled: pl.DataFrame) -> pl.DataFrame:
    hit = pl.col("row").is_in(filled["row"].to_list())
    return rows.with_columns(end_at=pl.when(hit).then("start_at").otherwise("end_at"))


def _spelt_out(filled: pl.DataFrame) -> tuple[Message, ...]:
    counts = filled.select(minutes=WORK_S / MINUTE_S)["minutes"].value_counts(name="n")
    ranked = counts.sort("n", "minutes", descending=[True, False]).head(5)
    return tuple(
        say_many(
            "{count} row of exactly {minutes} minutes",
            "{count} rows of exactly {minutes} minutes",
            n,
            minutes=minutes,
        )
        for minutes, n in ranked.iter_rows()
    )
