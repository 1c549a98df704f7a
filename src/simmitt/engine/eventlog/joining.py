"""What the tables beside a log tell its rows: due dates, sizes and products of orders."""

import polars as pl

from simmitt.engine.eventlog.companions import Companions
from simmitt.engine.eventlog.needed_columns import KINDS_IN_WORDS
from simmitt.ground.texts import Message, say, say_many

_NAMED = 5
# What an order's table may tell of an order that the log's rows lack.
_LENT = ("due_at", "released_at", "ordered_pieces", "product")


def join_orders(rows: pl.DataFrame, orders: pl.DataFrame) -> tuple[pl.DataFrame, list[Message]]:
    """Give the rows with what the table of orders tells of theirs, where they tell nothing themselves.

    An order that stands on several rows with different values lends none of these values.
    """
    lent, contradictory = _one_per_order(orders)
    joined = rows.join(lent, on="order", how="left", suffix="\0told", maintain_order="left")
    told = joined.with_columns(pl.coalesce(name, f"{name}\0told").alias(name) for name in _LENT)
    named = rows.select(pl.col("order").drop_nulls().unique())
    matched = named.join(lent, on="order", how="semi").height
    notes = [
        say(
            "The table of orders tells of {matched} of the log's {all} orders; {more} of its orders "
            "aren't in the"
            " log.",
            matched=matched, all=named.height, more=lent.height - matched,
        ),
        *_odd(contradictory, _differing(rows, lent)),
    ]  # fmt: skip
    return told.select(rows.columns), notes


def _one_per_order(orders: pl.DataFrame) -> tuple[pl.DataFrame, int]:
    """Give one row per order, null where its rows contradict each other, and how many such there are."""
    known = orders.drop_nulls("order")
    single = [
        pl.when(pl.col(name).drop_nulls().n_unique() == 1).then(pl.col(name).drop_nulls().first()).alias(name)
        for name in _LENT
    ]
    odd = pl.any_horizontal(pl.col(name).drop_nulls().n_unique() > 1 for name in _LENT).alias("odd")
    lent = known.group_by("order", maintain_order=True).agg(*single, odd)
    return lent.drop("odd"), int(lent["odd"].sum())


def _differing(rows: pl.DataFrame, lent: pl.DataFrame) -> int:
    """Give how many orders have another due date in the log than in the table of orders."""
    both = (
        rows.select("order", "due_at")
        .drop_nulls()
        .unique()
        .join(lent.select("order", other="due_at"), on="order")
    )
    return both.filter(pl.col("due_at") != pl.col("other"))["order"].n_unique()


def _odd(contradictory: int, differing: int) -> list[Message]:
    notes = []
    if contradictory:
        notes.append(
            say_many(
                "{count} order stands on several rows of that table with different values; these weren't "
                "taken.",
                "{count} orders stand on several rows of that table with different values; these weren't "
                "taken.",
                contradictory,
            )
        )
    if differing:
        notes.append(
            say_many(
                "{count} order has another due date in the log than in the table of orders; the log's "
                "counts.",
                "{count} orders have other due dates in the log than in the table of orders; the log's "
                "count.",
                differing,
            )
        )
    return notes


def name_like_log(products: pl.DataFrame, rows: pl.DataFrame) -> tuple[pl.DataFrame, list[Message]]:
    """Give the table of products under the names that the log uses: their numbers or their descriptions."""
    in_log = set(rows["product"].drop_nulls().unique().to_list())
    if not in_log:
        return products, []
    by_number = len(in_log & set(products["product"].drop_nulls().to_list()))
    by_name = len(in_log & set(products["name"].drop_nulls().to_list()))
    named = products
    if by_name > by_number:
        named = products.with_columns(product="name", name="product")
    note = say(
        "The table of products tells of {matched} of the log's {all} products.",
        matched=max(by_number, by_name), all=len(in_log),
    )  # fmt: skip
    return named, [note]


def strange_machines(companions: Companions, rows: pl.DataFrame) -> list[Message]:
    """Name the machines that a table beside the log tells of and the log doesn't."""
    known = rows["machine"].drop_nulls().unique()
    notes = []
    for kind in ("stops", "shifts", "maintenance"):
        table = getattr(companions, kind)
        if table is None or known.is_empty():
            continue
        strange = table.select(pl.col("machine").drop_nulls().unique(maintain_order=True)).to_series()
        strange = strange.filter(~strange.is_in(known.implode()))
        if len(strange):
            notes.append(
                say_many(
                    "{count} machine in the table of {kind} has a name that the log doesn't know: {names}.",
                    "{count} machines in the table of {kind} have names that the log doesn't know: {names}.",
                    len(strange),
                    kind=KINDS_IN_WORDS[kind],
                    names=", ".join(strange.head(_NAMED).to_list()),
                )
            )
    return notes
