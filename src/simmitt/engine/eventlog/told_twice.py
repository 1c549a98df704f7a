"""The same work told twice at different times: sums of an order among its reports, plans beside outcomes."""

import polars as pl

from simmitt.ground.texts import Message, say_many

_FEWEST_ROWS, _FEWEST_ORDERS = 3, 5
_SHARE = 0.5
_NAMED_ROWS = 3
_SPAN = ("order", "start_at", "end_at")
_WORK = ("order", "activity", "machine")


def sum_notes(rows: pl.DataFrame) -> list[Message]:
    """Tell of rows that reach exactly from the first start to the last end of an order's other rows.

    One such row in at least half of the orders is no chance: it sums up the others.
    """
    if not set(_SPAN) <= set(rows.columns):
        return []
    length = (pl.col("end_at") - pl.col("start_at")).max()
    orders = (
        rows.select(_SPAN)
        .drop_nulls()
        .group_by("order")
        .agg(rows=pl.len(), first=pl.col("start_at").min(), last=pl.col("end_at").max(), longest=length)
    )
    several = orders.filter(pl.col("rows") >= _FEWEST_ROWS)
    spanned = several.filter(pl.col("longest") == pl.col("last") - pl.col("first"))
    enough = max(_FEWEST_ORDERS, _SHARE * several.height)
    # Of hardly any log is there more to look at.
    sums = _sums_of(rows, spanned) if spanned.height >= enough else pl.Series("row", [], pl.Int64)
    return [_sums(sums)] if len(sums) >= enough else []


def _sums_of(rows: pl.DataFrame, spanned: pl.DataFrame) -> pl.Series:
    """Give the numbers of the only rows that span their order, where its other rows reach as far."""
    told = rows.select("row", *_SPAN).drop_nulls().join(spanned, on="order")
    begins, ends = pl.col("start_at") == pl.col("first"), pl.col("end_at") == pl.col("last")
    is_sum = (begins & ends) & (begins.sum().over("order") > 1) & (ends.sum().over("order") > 1)
    sums = told.filter(is_sum & ((begins & ends).sum().over("order") == 1))
    return sums["row"].sort()


def _sums(rows: pl.Series) -> Message:
    return say_many(
        "{count} row reaches exactly from the first start to the last end of its order's other rows, as a"
        " sum does (row {rows}). It counts as a report; if it is a sum, leave it out of the export.",
        "{count} rows reach exactly from the first start to the last end of their order's other rows, as"
        " sums do (first rows {rows}). They count as reports; if they are sums, leave them out of the"
        " export.",
        len(rows),
        rows=", ".join(str(row) for row in rows.head(_NAMED_ROWS)),
    )


def plan_notes(fresh: pl.DataFrame, known: pl.DataFrame, table: str) -> list[Message]:
    """Tell where a table and earlier ones give other times for the same work in the same period.

    Parameters
    ----------
    fresh
        The table's rows that stand in no earlier one.
    known
        The rows of the earlier tables.
    """
    if not {*_WORK, "start_at"} <= set(fresh.columns) & set(known.columns) or fresh.is_empty():
        return []
    if _shared_period(fresh, known) < _SHARE:
        return []
    same = fresh.drop_nulls("order").join(
        known.select(_WORK).unique(), on=_WORK, how="semi", nulls_equal=True
    )
    orders = same["order"].n_unique()
    if same.height < _SHARE * fresh.height or orders < _FEWEST_ORDERS:
        return []
    return [_plans(table, same.height)]


def _shared_period(one: pl.DataFrame, other: pl.DataFrame) -> float:
    """Give how much of the first one's period the second one's covers."""
    told = [frame["start_at"].drop_nulls().dt.epoch("s") for frame in (one, other)]
    if any(each.is_empty() for each in told):
        return 0.0
    (first, last), (begin, end) = ((int(each.sort()[0]), int(each.sort()[-1])) for each in told)
    return (min(last, end) - max(first, begin)) / max(last - first, 1)


def _plans(table: str, count: int) -> Message:
    return say_many(
        "{count} row of {table} tells of work that an earlier table tells too, at another time in the same"
        " period; both were kept. If one of the two is a plan, leave it out with a mapping line under"
        ' [tables]: "{table}" = "nothing".',
        "{count} rows of {table} tell of work that earlier tables tell too, at other times in the same"
        " period; all were kept. If one of the two is a plan, leave it out with a mapping line under"
        ' [tables]: "{table}" = "nothing".',
        count,
        table=table,
    )
