"""Numbers of pieces that can't be."""

from dataclasses import replace

import polars as pl

from simmitt.engine.quality.findings import Checked, Effect, Finding, Move, by_share, row_numbers
from simmitt.ground.texts import Message, say

PIECES = ("ordered_pieces", "good_pieces", "rejected_pieces", "review_pieces")
ABSURD_TIMES_ORDERED = 10.0
ABSURD_TIMES_MEDIAN = 1000.0


def negative_pieces(rows: pl.DataFrame) -> Checked:
    """Tell of quantities below zero."""
    below = rows.filter(pl.any_horizontal((pl.col(column) < 0).fill_null(value=False) for column in PIECES))
    return _unreported(rows, below, "negative_pieces", say("Quantities below zero"))


def absurd_pieces(rows: pl.DataFrame) -> Checked:
    """Tell of reports of far more pieces than ordered, or than anything else in the log."""
    made = pl.sum_horizontal("good_pieces", "rejected_pieces")
    beyond_order = (pl.col("ordered_pieces") > 0) & (made > ABSURD_TIMES_ORDERED * pl.col("ordered_pieces"))
    beyond_all = [
        (pl.col(column) > ABSURD_TIMES_MEDIAN * pl.col(column).filter(pl.col(column) > 0).median())
        for column in ("ordered_pieces", "good_pieces")
    ]
    hit = pl.any_horizontal(test.fill_null(value=False) for test in (beyond_order, *beyond_all))
    return _unreported(rows, rows.filter(hit), "absurd_pieces", say("Quantities out of all proportion"))


def scrap_beyond_made(rows: pl.DataFrame) -> Checked:
    """Tell of more pieces rejected in one report than the order ever held."""
    held = pl.max_horizontal(pl.col("ordered_pieces"), pl.col("good_pieces").max()).over("order")
    known = (pl.col("ordered_pieces").is_not_null() | (pl.col("good_pieces") > 0)).fill_null(value=False)
    hit = known & (pl.col("rejected_pieces") > held).fill_null(value=False)
    return rows, _found(rows, rows.filter(hit), "scrap_beyond_made", say("More pieces rejected than made"))


def _unreported(rows: pl.DataFrame, hit: pl.DataFrame, code: str, title: Message) -> Checked:
    """Count the quantities of these rows as not reported; order, times and machine stay."""
    if hit.is_empty():
        return rows, []
    doubtful = pl.col("row").is_in(hit["row"].implode())
    kept = [pl.when(doubtful).then(None).otherwise(pl.col(column)).alias(column) for column in PIECES]
    (finding,) = _found(rows, hit, code, title)
    repair = say("The quantities of these rows count as not reported. Their times stay.")
    return rows.with_columns(kept), [replace(finding, repair=repair, repaired=True)]


def _found(rows: pl.DataFrame, hit: pl.DataFrame, code: str, title: Message) -> list[Finding]:
    if hit.is_empty():
        return []
    return [
        Finding(
            code,
            by_share(hit.height, rows.height, serious_from=0.05),
            title,
            hit.height,
            row_numbers(hit),
            _scrap_moves(rows, rows.join(hit, on="row", how="anti")),
            say("Nothing done: the true number isn't in the log. Times are not touched by it."),
        )
    ]


def _scrap_moves(before: pl.DataFrame, after: pl.DataFrame) -> Effect:
    old, new = _scrap_share(before), _scrap_share(after)
    if old is None or new is None:
        return Effect(say("Order sizes may be wrong by it."))
    text = say("Scrap is {before:.2%} with them and {after:.2%} without.", before=old, after=new)
    return Effect(text, (Move("scrap_share", "plant", old, new, "share"),))


def _scrap_share(rows: pl.DataFrame) -> float | None:
    good, bad = rows.select(pl.col("good_pieces").sum(), pl.col("rejected_pieces").sum()).row(0)
    return bad / (good + bad) if good + bad > 0 else None
