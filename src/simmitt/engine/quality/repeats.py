"""The same report twice: to the letter, corrected, or typed again."""

import numpy as np
import polars as pl

from simmitt.engine.quality.checking import HOURS, Check, Found, beyond, by_share
from simmitt.engine.quality.effects import moved_without
from simmitt.engine.quality.reports import Reports
from simmitt.engine.spans import Bools, Ints
from simmitt.ground.texts import say

# The same work, whoever typed it and whenever.
WORK = ("order", "activity", "machine", "worker", "product", "kind")
COUNTED = ("good_pieces", "rejected_pieces", "review_pieces")
TAKEN_AWAY = ("start_at", "end_at", "ordered_pieces", *COUNTED)
# Two entries of one job differ by what a clock on the wall and one in the machine do.
ALIKE_WITHIN_S = 120.0


def _exact(reports: Reports) -> Found[Reports] | None:
    """Drop every row that repeats an earlier one in all columns."""
    some = _beside_its_like(reports, 0.0)
    if not len(some):
        return None
    content = [column for column in reports.rows.columns if column != "row"]
    table = _as_in_the_file(reports, reports.rows[some].with_columns(at=pl.Series(some)))
    content += [f"{name}_told" for name in TAKEN_AWAY]
    kept = table.unique(subset=content, keep="first", maintain_order=True)
    hit = np.zeros(reports.n, bool)
    hit[np.setdiff1d(some, kept["at"].to_numpy())] = True
    if not hit.any():
        return None
    return Found(
        reports.numbers(hit),
        by_share(int(hit.sum()), reports.n, serious_from=0.05),
        moved_without(reports, hit),
        repaired=reports.kept(~hit),
    )


def _as_in_the_file(reports: Reports, table: pl.DataFrame) -> pl.DataFrame:
    """Put beside the rows what repairs may have taken from them: without it they look alike."""
    told = reports.log.rows.select("row", *(pl.col(name).alias(f"{name}_told") for name in TAKEN_AWAY))
    told = told.filter(pl.col("row").is_in(table["row"].implode())).unique("row")
    return table.join(told, on="row", how="left", maintain_order="left")


def _again(reports: Reports) -> Found[Reports] | None:
    """Look for the same work by the same person reported from one start to several ends."""
    some = _beside_its_like(reports, 0.0)
    if not len(some):
        return None
    table = reports.rows[some].with_columns(at=pl.Series(some)).filter(pl.col("order").is_not_null())
    key = [*WORK, "start_at"]
    several = table.unique([*key, "end_at"], keep="first", maintain_order=True)
    several = several.filter(pl.len().over(key) > 1).sort(*key, "end_at", "row")
    earlier = several.filter(pl.int_range(pl.len()).over(key) < pl.len().over(key) - 1)
    return _without_these(reports, earlier)


def _nearly(reports: Reports) -> Found[Reports] | None:
    """Look for the same work and pieces reported twice with times a minute or two apart."""
    some = _beside_its_like(reports, ALIKE_WITHIN_S)
    if not len(some):
        return None
    key = [*WORK, *COUNTED]
    table = reports.rows[some].with_columns(
        at=pl.Series(some), s=reports.start_s[some], e=reports.end_s[some]
    )
    table = table.filter(pl.col("order").is_not_null() & (pl.col("e") > pl.col("s"))).sort(
        *key, "s", "e", "row"
    )
    apart = [pl.col(name) - pl.col(name).shift().over(key) for name in ("s", "e")]
    near = pl.all_horizontal((each.abs() <= ALIKE_WITHIN_S).fill_null(value=False) for each in apart)
    # From one start to two ends is a correction, not a second entry.
    return _without_these(reports, table.filter(near & (apart[0] != 0)))


def _without_these(reports: Reports, table: pl.DataFrame) -> Found[Reports] | None:
    if table.is_empty():
        return None
    hit: Bools = np.zeros(reports.n, bool)
    hit[table["at"].to_numpy()] = True
    return Found(reports.numbers(hit), beyond(int(hit.sum()), reports.n, 0.01), moved_without(reports, hit))


def _beside_its_like(reports: Reports, within_s: float) -> Ints:
    """Give the rows of which an order (or a machine alone) has another that starts so soon, in order.

    Only they need a closer look.
    """
    alone = reports.by_name("machine", ~reports.ordered)
    hit = np.zeros(reports.n, bool)
    for index, code in ((reports.by_order, reports.order.code), (alone, reports.machine.code)):
        group, start_s = code[index], reports.start_s[index]
        close = (group[1:] == group[:-1]) & (start_s[1:] - start_s[:-1] <= within_s)
        hit[index[1:][close]] = True
        hit[index[:-1][close]] = True
    return np.flatnonzero(hit)


DUPLICATES: Check[Reports] = Check(
    "exact_duplicates",
    say("Rows that stand there twice"),
    say("Rows that repeat an earlier one in every column."),
    HOURS,
    say("The first of each is kept, the repeats are dropped."),
    _exact,
)
REPEATS: tuple[Check[Reports], ...] = (
    Check(
        "reported_again",
        say("The same work reported again with another end"),
        say("Rows of the same order, work, person and start that end at different times."),
        HOURS,
        say("Nothing done: which of them was meant isn't in the log."),
        _again,
    ),
    Check(
        "near_duplicates",
        say("Rows that are almost the same"),
        say("Rows of the same order, work, person and pieces that start and end within two minutes."),
        HOURS,
        say("Nothing done: they may be two pieces. Look at them."),
        _nearly,
    ),
)
