"""Rows that lack what a row must have."""

import polars as pl

from simmitt.engine.orders import timed
from simmitt.engine.quality.effects import moved
from simmitt.engine.quality.findings import Checked, Effect, Finding, by_share, row_numbers
from simmitt.ground.errors import InputFault
from simmitt.ground.texts import say

# A column filled in fewer rows than this is one that the log does not keep.
KEPT_FROM_SHARE = 0.5


class NoUsableRow(InputFault):
    """Not one row tells order, start and end."""


def rows_without_order_or_time(rows: pl.DataFrame) -> Checked:
    """Set aside the rows that belong to no order or no time."""
    usable = timed(rows)
    if usable.is_empty():
        raise NoUsableRow(
            say("No row has an order number, a start and an end."),
            expected=say("At least one row with all three is needed."),
            remedy=say("Check in the mapping that these columns are the right ones."),
        )
    lost = rows.join(usable, on="row", how="anti")
    if lost.is_empty():
        return rows, []
    counts = lost.select(pl.col("order", "start_at", "end_at").null_count())
    finding = Finding(
        "missing_order_or_time",
        by_share(lost.height, rows.height, serious_from=0.05),
        say("Rows without order or time"),
        lost.height,
        row_numbers(lost),
        Effect(
            say(
                "No figure can count them: {orders} lack the order, {starts} the start, {ends} the end.",
                orders=counts["order"][0],
                starts=counts["start_at"][0],
                ends=counts["end_at"][0],
            )
        ),
        say("Set aside."),
        repaired=True,
    )
    return usable, [finding]


def rows_without_names(rows: pl.DataFrame) -> Checked:
    """Tell of rows without activity or machine where the log otherwise names them."""
    found = [_unnamed(rows, column) for column in ("activity", "machine")]
    return rows, [finding for finding in found if finding]


def _unnamed(rows: pl.DataFrame, column: str) -> Finding | None:
    blank = rows.filter(pl.col(column).is_null())
    if blank.is_empty() or blank.height > (1 - KEPT_FROM_SHARE) * rows.height:
        return None
    without = rows.join(blank, on="row", how="anti")
    return Finding(
        f"missing_{column}",
        "warning" if blank.height > 0.01 * rows.height else "info",
        _TITLES[column],
        blank.height,
        row_numbers(blank),
        moved(rows, without, say("Figures per machine and per activity leave their hours out.")),
        say("Nothing done: they still count in the order's times."),
    )


_TITLES = {"activity": say("Rows without activity"), "machine": say("Rows without machine")}
