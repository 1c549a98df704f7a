"""Rows that lack what a row must have."""

from functools import partial

import numpy as np
import polars as pl

from simmitt.engine.eventlog.log import BREAKDOWN, EventLog
from simmitt.engine.quality.checking import (
    EVERYTHING,
    HOURS,
    PER_NAME,
    Check,
    Found,
    beyond,
    by_share,
)
from simmitt.engine.quality.effects import moved_without
from simmitt.engine.quality.findings import Effect, NameField
from simmitt.engine.quality.reports import Reports
from simmitt.engine.spans import Bools
from simmitt.ground.errors import InputFault
from simmitt.ground.texts import say

# A column filled in fewer rows than this is one that the log does not keep.
KEPT_FROM_SHARE = 0.5
TIMED = pl.col("start_at").is_not_null() & pl.col("end_at").is_not_null()


class NoUsableRow(InputFault):
    """Not one row tells order, start and end."""


def usable(log: EventLog) -> pl.Series:
    """Mark the rows that tell both times, and an order unless they tell of a machine alone.

    Of a machine alone tell states, counters and stops; they need its name.
    """
    stop = (pl.col("kind") == BREAKDOWN) | (pl.col("kind").is_null() & pl.col("reason").is_not_null())
    alone = pl.lit(value=True) if log.source.sort in ("states", "counters") else stop.fill_null(value=False)
    placed = pl.col("order").is_not_null() | (alone & pl.col("machine").is_not_null())
    return log.rows.select(TIMED & placed).to_series()


def no_usable_row() -> NoUsableRow:
    """Say that no row can be used."""
    return NoUsableRow(
        say("No row has an order number, a start and an end."),
        expected=say("At least one row with all three is needed."),
        remedy=say("Check in the mapping that these columns are the right ones."),
    )


def _without_order_or_time(reports: Reports) -> Found[Reports] | None:
    """Look at the rows of the file that are no reports, and count what each lacks."""
    rows = reports.log.rows
    lost = rows.filter(~usable(reports.log))
    if lost.is_empty():
        return None
    counts = lost.select(pl.col("order", "start_at", "end_at").null_count())
    return Found(
        tuple(lost["row"].sort().to_list()),
        by_share(lost.height, rows.height, serious_from=0.05),
        Effect(
            say(
                "No figure can count them: {orders} lack the order, {starts} the start, {ends} the end.",
                orders=counts["order"][0],
                starts=counts["start_at"][0],
                ends=counts["end_at"][0],
            )
        ),
        repaired=reports,
    )


def _unnamed(field: NameField, reports: Reports) -> Found[Reports] | None:
    blank: Bools = (reports.coded(field).code < 0) & reports.ordered
    n = int(blank.sum())
    if n == 0 or n > (1 - KEPT_FROM_SHARE) * reports.n:
        return None
    return Found(
        reports.numbers(blank),
        beyond(n, reports.n, 0.01),
        moved_without(reports, blank, say("Figures per machine and per activity leave their hours out.")),
    )


def _estimated(reports: Reports) -> Found[Reports] | None:
    guessed = reports.rows["estimated"].fill_null(value=False).to_numpy()
    if not guessed.any():
        return None
    hours = float(reports.work_s[guessed].sum()) / 3600
    return Found(
        reports.numbers(guessed),
        "info",
        Effect(say("{hours:.0} hours rest on estimated starts.", hours=hours)),
    )


def _several_products(reports: Reports) -> Found[Reports] | None:
    """Mark the rows whose product is not the one that most rows of the order name."""
    told = (reports.product.code >= 0) & reports.ordered
    pairs = pl.DataFrame({"order": reports.order.code[told], "product": reports.product.code[told]})
    counts = (
        pairs.group_by("order", "product")
        .len()
        .sort("order", "len", "product", descending=[False, True, False])
    )
    several = counts.filter(pl.col("order").is_duplicated())
    if several.is_empty():
        return None
    usual = np.full(reports.order.n + 1, -1)
    main = several.unique("order", keep="first", maintain_order=True)
    usual[main["order"].to_numpy()] = main["product"].to_numpy()
    meant = usual[reports.order.code]
    hit = told & (meant >= 0) & (reports.product.code != meant)
    orders = main.height
    return Found(
        reports.numbers(hit),
        "info" if orders > 0.1 * reports.order.n else "warning",
        Effect(
            say("Orders that name several products: {orders}. Figures per product mix them.", orders=orders)
        ),
        details=tuple(
            say("order {order}: {products}", order=reports.order.names[order], products=", ".join(names))
            for order, names in _named(several, reports)
        ),
    )


def _named(several: pl.DataFrame, reports: Reports) -> list[tuple[int, list[str]]]:
    by_order = several.group_by("order", maintain_order=True).agg("product").head(10)
    return [
        (order, [reports.product.names[product] for product in products])
        for order, products in by_order.iter_rows()
    ]


FIRST: Check[Reports] = Check(
    "missing_order_or_time",
    say("Rows without order or time"),
    say("A row that tells no order or no time can't be placed in the flow."),
    EVERYTHING,
    say("Set aside."),
    _without_order_or_time,
)
UNNAMED: tuple[Check[Reports], ...] = (
    Check(
        "missing_activity",
        say("Rows without activity"),
        say("Rows that don't say what was done, in a log that otherwise does."),
        PER_NAME,
        say("Nothing done: they still count in the order's times."),
        partial(_unnamed, "activity"),
    ),
    Check(
        "missing_machine",
        say("Rows without machine"),
        say("Rows that don't say where it was done, in a log that otherwise does."),
        PER_NAME,
        say("Nothing done: they still count in the order's times."),
        partial(_unnamed, "machine"),
    ),
    Check(
        "estimated_starts",
        say("Starts that were estimated"),
        say("Rows of which the file tells the end alone; the start was estimated on reading."),
        HOURS,
        say("Nothing done: let starts be reported too, and the estimate is not needed."),
        _estimated,
        doubtful=False,
    ),
    Check(
        "order_with_several_products",
        say("One order, several products"),
        say("Orders whose rows name more than one product."),
        PER_NAME,
        say("Nothing done: which product is right isn't in the log."),
        _several_products,
    ),
)
