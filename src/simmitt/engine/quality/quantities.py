"""Numbers of pieces that can't be."""

import numpy as np
import polars as pl

from simmitt.engine.quality.checking import PIECES, Check, Found, by_share
from simmitt.engine.quality.findings import Effect, Move
from simmitt.engine.quality.reports import Reports
from simmitt.engine.spans import Bools, Floats
from simmitt.ground.texts import Message, say, say_many

REPORTED = ("good_pieces", "rejected_pieces", "review_pieces")
COLUMNS = ("ordered_pieces", *REPORTED)
ABSURD_TIMES_ORDERED = 10.0
ABSURD_TIMES_MEDIAN = 1000.0
# Units that pieces are counted in by mistake; a dozen, a hundred, a thousand.
UNITS = (12.0, 100.0, 1000.0)
UNIT_TOLERANCE = 0.02
UNIT_ROWS = 3


def _negative(reports: Reports) -> Found[Reports] | None:
    """Look for quantities below zero; a booking turned back takes the one that it turns back with it."""
    below = pl.any_horizontal((pl.col(column) < 0).fill_null(value=False) for column in COLUMNS)
    hit = reports.rows.select(below).to_series().to_numpy()
    return _unreported(reports, hit | _turned_back(reports, hit)) if hit.any() else None


def _turned_back(reports: Reports, negative: Bools) -> Bools:
    """Mark, for each negative report, one of the same step of the order with the same pieces, (n_rows,)."""
    order = reports.order.code
    touched = np.zeros(reports.order.n + 1, bool)
    touched[order[negative & reports.ordered]] = True
    near = np.flatnonzero(touched[order] & reports.ordered)
    steps = pl.DataFrame({"at": near, "order": order[near], "activity": reports.activity.code[near]})
    steps = steps.hstack(reports.rows[near].select(pl.col(column).fill_null(0.0) for column in REPORTED))
    key = ["order", "activity", *REPORTED]
    times = pl.int_range(pl.len()).over(key).alias("times")
    back = steps.filter(pl.Series(negative[near])).with_columns(-pl.col(name) for name in REPORTED)
    there = steps.filter(pl.any_horizontal(pl.col(name) > 0 for name in REPORTED))
    pairs = there.with_columns(times).join(back.with_columns(times), on=[*key, "times"], how="semi")
    hit = np.zeros(reports.n, bool)
    hit[pairs["at"].to_numpy()] = True
    return hit


def _absurd(reports: Reports) -> Found[Reports] | None:
    """Look for far more pieces than ordered, or than anything else in the log."""
    made = pl.sum_horizontal("good_pieces", "rejected_pieces")
    beyond_order = (pl.col("ordered_pieces") > 0) & (made > ABSURD_TIMES_ORDERED * pl.col("ordered_pieces"))
    beyond_all = [
        (pl.col(column) > ABSURD_TIMES_MEDIAN * pl.col(column).filter(pl.col(column) > 0).median())
        for column in ("ordered_pieces", "good_pieces")
    ]
    hit = pl.any_horizontal(test.fill_null(value=False) for test in (beyond_order, *beyond_all))
    in_other_unit = _unit_factors(reports) != 1.0  # explained, and told of by another check
    return _unreported(reports, reports.rows.select(hit).to_series().to_numpy() & ~in_other_unit)


def _scrap_beyond_made(reports: Reports) -> Found[Reports] | None:
    """Look for more pieces rejected in one report than the order ever held."""
    rejected, good = pieces(reports, "rejected_pieces"), pieces(reports, "good_pieces")
    ordered = reports.rows["ordered_pieces"].to_numpy()
    told = np.isfinite(ordered) & reports.ordered
    if not (rejected > 0).any():
        return None
    held = np.zeros(reports.order.n + 1)
    np.maximum.at(held, reports.order.code[told], ordered[told])
    np.maximum.at(held, reports.order.code, good)
    held[-1] = np.inf
    known = told | (good > 0)
    hit = known & (rejected > held[reports.order.code])
    if not hit.any():
        return None
    return Found(
        reports.numbers(hit),
        by_share(int(hit.sum()), reports.n, serious_from=0.05),
        _scrap_moves(reports, hit),
    )


def _other_unit(reports: Reports) -> Found[Reports] | None:
    """Look for reports of a whole order counted in dozens, hundreds or thousands of pieces."""
    factor = _unit_factors(reports)
    hit = factor != 1.0
    n, comparable = int(hit.sum()), int((pieces(reports, "ordered_pieces") > 0).sum())
    if n < UNIT_ROWS:
        return None
    few = n < comparable / 2
    columns = [
        pl.when(pl.Series(hit)).then(pl.col(name) / pl.Series(factor)).otherwise(pl.col(name)).alias(name)
        for name in REPORTED
    ]
    found, counts = np.unique(factor[hit], return_counts=True)
    return Found(
        reports.numbers(hit),
        by_share(n, reports.n, serious_from=0.05),
        _made_moves(reports, factor),
        repaired=reports.with_rows(reports.rows.with_columns(columns)) if few else None,
        details=tuple(_in_unit(float(each), int(m)) for each, m in zip(found, counts, strict=True)),
        repair=None
        if few
        else say("Nothing done: most rows do so; the ordered pieces may be the ones in another unit."),
    )


def _unit_factors(reports: Reports) -> Floats:
    """Give by what each row's pieces are too many; 1 where they aren't, (n_rows,)."""
    ordered = pieces(reports, "ordered_pieces")
    made = pieces(reports, "good_pieces") + pieces(reports, "rejected_pieces")
    told = (ordered > 0) & (made > 0)
    ratio = np.divide(made, ordered, out=np.ones(reports.n), where=told)
    broken = np.abs(made - np.rint(made)) > 1e-6
    factor = np.ones(reports.n)
    for unit in UNITS:
        many = told & (np.abs(ratio / unit - 1) <= UNIT_TOLERANCE)
        # Few pieces may be a report of a part; a part of a piece is none.
        few = told & broken & (np.abs(ratio * unit - 1) <= UNIT_TOLERANCE)
        for hit, value in ((many, unit), (few, 1 / unit)):
            if int(hit.sum()) >= UNIT_ROWS:
                factor[hit] = value
    return factor


def _in_unit(factor: float, n: int) -> Message:
    if factor > 1:
        return say_many(
            "{count} row with {factor:.0} times the order",
            "{count} rows with {factor:.0} times the order",
            n,
            factor=factor,
        )
    return say_many(
        "{count} row counted in units of {factor:.0}",
        "{count} rows counted in units of {factor:.0}",
        n,
        factor=1 / factor,
    )


def _made_moves(reports: Reports, factor: Floats) -> Effect:
    made = pieces(reports, "good_pieces") + pieces(reports, "rejected_pieces")
    before, after = float(made.sum()), float((made / factor).sum())
    text = say(
        "Pieces reported over all steps: {before:.0} as the rows stand, {after:.0} after.",
        before=before,
        after=after,
    )
    return Effect(text, (Move("reported_pieces", "plant", before, after, "pieces"),))


def pieces(reports: Reports, column: str) -> Floats:
    """Give a column of pieces with 0 where none are told, (n_rows,)."""
    told = reports.rows[column].to_numpy()
    return np.where(np.isfinite(told), told, 0.0)


def _unreported(reports: Reports, hit: Bools) -> Found[Reports] | None:
    """Count the quantities of these rows as not reported; order, times and machine stay."""
    if not hit.any():
        return None
    doubtful = pl.Series(hit)
    kept = [pl.when(doubtful).then(None).otherwise(pl.col(column)).alias(column) for column in COLUMNS]
    return Found(
        reports.numbers(hit),
        by_share(int(hit.sum()), reports.n, serious_from=0.05),
        _scrap_moves(reports, hit),
        repaired=reports.with_rows(reports.rows.with_columns(kept)),
    )


def _scrap_moves(reports: Reports, hit: Bools) -> Effect:
    old, new = _scrap_share(reports, hit & False), _scrap_share(reports, hit)
    if old is None or new is None:
        return Effect(say("Order sizes may be wrong by it."))
    text = say("Scrap is {before:.2%} with them and {after:.2%} without.", before=old, after=new)
    return Effect(text, (Move("scrap_share", "plant", old, new, "share"),))


def _scrap_share(reports: Reports, without: Bools) -> float | None:
    good = float(pieces(reports, "good_pieces")[~without].sum())
    bad = float(pieces(reports, "rejected_pieces")[~without].sum())
    return bad / (good + bad) if good + bad > 0 else None


UNREPORTED = say("The quantities of these rows count as not reported. Their times stay.")
QUANTITIES: tuple[Check[Reports], ...] = (
    Check(
        "negative_pieces",
        say("Quantities below zero"),
        say("Rows with fewer than no pieces, and the reports that they turn back."),
        PIECES,
        UNREPORTED,
        _negative,
    ),
    Check(
        "pieces_in_other_unit",
        say("Pieces counted in another unit"),
        say(
            "Reports of a whole order that are a dozen, a hundred or a thousand times too large or too small."
        ),
        PIECES,
        say("Counted in pieces again."),
        _other_unit,
    ),
    Check(
        "scrap_beyond_made",
        say("More pieces rejected than made"),
        say("Rows that reject more pieces than the order ever held."),
        PIECES,
        say("Nothing done: the true number isn't in the log. Times are not touched by it."),
        _scrap_beyond_made,
    ),
    Check(
        "absurd_pieces",
        say("Quantities out of all proportion"),
        say("Rows with ten times the ordered pieces, or a thousand times what is usual."),
        PIECES,
        UNREPORTED,
        _absurd,
    ),
)
