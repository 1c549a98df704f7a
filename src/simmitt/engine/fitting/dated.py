"""Reports that tell a day and no time: they all stand at one clock time, with one length."""

from typing import NamedTuple

import polars as pl

from simmitt.ground.units import DAY_S

# One clock time is a stand-in where so many reports start on its very second, in at least this
# share of all, and where all that an operation reports then lasts the same.
_FEWEST_ROWS = 20
_LEAST_SHARE = 0.02
_SAME_LENGTH = 0.9
_FEW_OF_AN_OPERATION = 5


class Dated(NamedTuple):
    """Reports without a time."""

    clock_s: float  # second of the day at which they stand
    rows: pl.Series  # (n_rows,) whether a row is one
    length_s: dict[str, float]  # what stands for its length, by activity


def dated_reports(rows: pl.DataFrame) -> Dated | None:
    """Look for reports without a time among timed rows; none where no clock time stands out.

    ``rows`` has activity, start_s and end_s (seconds since a midnight).
    """
    told = rows.select(
        "activity", clock=(pl.col("start_s") % DAY_S).round(), length=(pl.col("end_s") - pl.col("start_s"))
    )
    at = told.group_by("clock", "activity", "length").len()
    same = pl.col("len").max().over("clock", "activity") >= _SAME_LENGTH * pl.col("len").sum().over(
        "clock", "activity"
    )
    alike = at.filter(same & (pl.col("len") >= _FEW_OF_AN_OPERATION) & (pl.col("length") > 0))
    # A stand-in is one for whatever is reported so: a time at which two operations agree by chance isn't.
    clocks = alike.group_by("clock").agg(pl.col("len").sum(), pl.len().alias("operations"))
    enough = pl.col("len") >= max(_FEWEST_ROWS, _LEAST_SHARE * rows.height)
    clocks = clocks.filter(enough & (pl.col("operations") >= 3)).sort("len", descending=True)
    if clocks.is_empty():
        return None
    clock = clocks["clock"][0]
    lengths = alike.filter(clock=clock)["length"].unique()
    marked = told.select((pl.col("clock") == clock) & pl.col("length").is_in(lengths.implode())).to_series()
    of_activity = told.filter(marked).group_by("activity").agg(pl.col("length").mode().first())
    return Dated(float(clock), marked, dict(of_activity.iter_rows()))
