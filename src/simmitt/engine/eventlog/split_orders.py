"""Order numbers that have the operation in them: each step would count as an order of its own."""

import polars as pl

from simmitt.ground.texts import Message, say

_PARTS = r"^(.+?)[-/_. ](\d{1,4})$"
_SHARE, _MOST_HEADS = 0.9, 0.7
_LOOKED_AT = 100_000
_FEWEST_ORDERS, _FEWEST_ENDINGS = 20, 2


def split_order_notes(rows: pl.DataFrame) -> list[Message]:
    """Tell where orders differ by an ending that goes with the activity, as T4000-10 and T4000-20 do."""
    told = rows.head(_LOOKED_AT).select("order", "activity").drop_nulls().unique(maintain_order=True)
    steps = told.with_columns(
        head=pl.col("order").str.extract(_PARTS, 1), ending=pl.col("order").str.extract(_PARTS, 2)
    )
    parted, orders = steps.drop_nulls(), told["order"].n_unique()
    endings = parted["ending"].n_unique()
    if orders < _FEWEST_ORDERS or parted.height < _SHARE * steps.height or endings < _FEWEST_ENDINGS:
        return []
    heads = parted["head"].n_unique()
    each_one_step = parted.height <= orders / _SHARE
    ending_tells = parted.select("ending", "activity").n_unique() <= endings / _SHARE
    if not (each_one_step and ending_tells) or heads > _MOST_HEADS * orders:
        return []
    return [
        say(
            "The {orders} order numbers end in what tells the activity, as {example}: every step counts as an"
            " order of its own, and no lead time goes beyond it. If {head} is the order, divide the column in"
            " the export.",
            orders=orders,
            example=parted["order"][0],
            head=parted["head"][0],
        )
    ]
