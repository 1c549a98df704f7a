"""Sums per day and machine: no event log, but not nothing."""

import polars as pl

from simmitt.engine.eventlog.companions import SCHEMAS
from simmitt.engine.eventlog.moments import instants
from simmitt.engine.eventlog.typed import Typed
from simmitt.ground.texts import Message, say

TOLD = "told"


def daily_rows(typed: Typed) -> pl.DataFrame:
    """Give a table of sums per day as the companion table; a bare duration is running time."""
    day = instants(typed, ("date", "end_at", "start_at", "at"), "")
    assert day is not None
    run = "run_s" if typed.tells("run_s") else "reported_s"
    product = "product" if typed.tells("product") else "product_text"
    sources = {"run_s": run, "product": product}
    schema = SCHEMAS["daily"]
    columns = {
        name: typed.column(sources.get(name, name), dtype).alias(name)
        for name, dtype in schema.items()
        if name != "date"
    }
    columns["date"] = day.dt.date().alias("date")
    if not typed.tells("machine") and typed.tells("activity"):
        columns["machine"] = typed.frame["activity"].alias("machine")
    return pl.DataFrame(columns).select(list(schema)).cast(pl.Schema(schema))


def why_daily() -> Message:
    """Say why such a table is no event log."""
    return say(
        "The rows are totals per day, not reports: there are days without a time of day and no pair of start"
        " and end. Shares of time, scrap and pieces a week can be told; lead times, waiting and bottlenecks"
        " can't."
    )
