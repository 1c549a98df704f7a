"""How long a row lasts: reversed, zero, stated otherwise, or out of all proportion."""

import numpy as np
import polars as pl

from simmitt.engine.orders import WORK_S
from simmitt.engine.quality.effects import moved
from simmitt.engine.quality.findings import Checked, Finding, by_share, row_numbers
from simmitt.engine.quality.padding import padded
from simmitt.ground.texts import say
from simmitt.ground.units import DAY_S, HOUR_S

# Grains in which durations are stated: second, tenth and hundredth of an hour, minute, ...
STATED_GRAINS_S = (3600.0, 1800.0, 900.0, 360.0, 300.0, 60.0, 36.0, 1.0)
ABSURD_TIMES_MEDIAN = 20.0
ABSURD_FROM_S = 12 * HOUR_S
ROWS_FOR_A_MEDIAN = 8


def ends_before_start(rows: pl.DataFrame) -> Checked:
    """Swap start and end where the end comes first."""
    reversed_rows = rows.filter(pl.col("end_at") < pl.col("start_at"))
    if reversed_rows.is_empty():
        return rows, []
    backwards = pl.col("end_at") < pl.col("start_at")
    repaired = rows.with_columns(
        start_at=pl.when(backwards).then("end_at").otherwise("start_at"),
        end_at=pl.when(backwards).then("start_at").otherwise("end_at"),
    )
    finding = Finding(
        "end_before_start",
        by_share(reversed_rows.height, rows.height, serious_from=0.02),
        say("Rows that end before they start"),
        reversed_rows.height,
        row_numbers(reversed_rows),
        moved(rows, repaired),
        say("Start and end have changed places."),
        repaired=True,
    )
    return repaired, [finding]


def zero_length(rows: pl.DataFrame) -> Checked:
    """Tell of rows that start and end at the same instant."""
    empty = rows.filter(pl.col("start_at") == pl.col("end_at"))
    if empty.is_empty():
        return rows, []
    finding = Finding(
        "zero_length",
        "warning" if empty.height > 0.02 * rows.height else "info",
        say("Rows that last no time at all"),
        empty.height,
        row_numbers(empty),
        moved(rows, rows, say("They count as visits but add no hours: working time is too low by theirs.")),
        say("Nothing done: their true length is not in the log."),
    )
    return rows, [finding]


def stated_duration_disagrees(rows: pl.DataFrame) -> Checked:
    """Tell of rows whose stated duration is another than from start to end."""
    stated = rows.filter(pl.col("reported_s").is_not_null())
    if stated.is_empty():
        return rows, []
    off = (WORK_S - pl.col("reported_s")).abs() > stated_tolerance_s(stated["reported_s"])
    apart = stated.filter(off & ~padded(stated))
    if apart.is_empty():
        return rows, []
    as_stated = rows.with_columns(
        end_at=pl.when(pl.col("row").is_in(apart["row"].to_list()))
        .then(pl.col("start_at") + pl.duration(microseconds=(pl.col("reported_s") * 1e6).cast(pl.Int64)))
        .otherwise("end_at")
    )
    finding = Finding(
        "stated_duration_disagrees",
        by_share(apart.height, rows.height, serious_from=0.1),
        say("Stated duration and times disagree"),
        apart.height,
        row_numbers(apart),
        moved(rows, as_stated, say("Counted as stated instead, the hours change as shown.")),
        say("Nothing done: start and end count, the stated duration does not."),
    )
    return rows, [finding]


def stated_tolerance_s(stated_s: pl.Series) -> float:
    """Give half the grain in which durations are stated, in seconds."""
    values = stated_s.filter(stated_s > 0).to_numpy()
    for grain in STATED_GRAINS_S:
        rest = np.abs(values - grain * np.rint(values / grain))
        if len(values) and np.mean(rest < 0.5) >= 0.95:
            return grain / 2 + 0.5 if grain > 1 else 1.0
    return 1.0


def absurd_durations(rows: pl.DataFrame) -> Checked:
    """Tell of rows far longer than their activity's others."""
    lasting = rows.with_columns(work_s=WORK_S).filter(pl.col("work_s") > 0)
    usual = (
        pl.when(pl.len().over("activity") >= ROWS_FOR_A_MEDIAN)
        .then(pl.col("work_s").median().over("activity"))
        .otherwise(pl.col("work_s").median())
    )
    limit = pl.max_horizontal(usual * ABSURD_TIMES_MEDIAN, pl.lit(ABSURD_FROM_S))
    absurd = lasting.filter((pl.col("work_s") > limit) | (pl.col("work_s") > 30 * DAY_S))
    if absurd.is_empty():
        return rows, []
    finding = Finding(
        "absurd_durations",
        by_share(absurd.height, rows.height, serious_from=0.02),
        say("Rows far longer than the same activity's others"),
        absurd.height,
        row_numbers(absurd),
        moved(rows, rows.join(absurd, on="row", how="anti")),
        say("Nothing done: they may be true. Look at them before you trust the machine's hours."),
        details=tuple(
            say("row {row}: {hours:.1} hours of “{activity}”", row=row, hours=s / HOUR_S, activity=name or "")
            for row, name, s in absurd.sort("work_s", descending=True)
            .head(10)
            .select("row", "activity", "work_s")
            .iter_rows()
        ),
    )
    return rows, [finding]
