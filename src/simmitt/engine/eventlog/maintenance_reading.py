"""Orders of maintenance: what was done to which machine, when, and what it cost."""

import polars as pl

from simmitt.engine.eventlog.companions import SCHEMAS
from simmitt.engine.eventlog.moments import instants
from simmitt.engine.eventlog.needed_columns import need
from simmitt.engine.eventlog.typed import Typed
from simmitt.engine.eventlog.understood import Understood
from simmitt.ground.texts import Message, say_many
from simmitt.ground.units import HOUR_S

# A type that stands on so many rows is a type; what stands once may be a slipped piece of text.
_COMMON = 3
_NAMED_ROWS = 5


def maintenance_orders(understood: Understood, typed: Typed) -> tuple[pl.DataFrame, list[Message]]:
    """Give the orders as told; slipped cells are put right, odd costs told and kept.

    Raises
    ------
    InputFault
        No column tells which machine, or when.
    """
    need(understood, "maintenance", typed.tells("machine"), ("machine",))
    at = instants(typed, ("at",), "")
    need(understood, "maintenance", at, ("at",))
    frame = pl.DataFrame(
        {
            "row": typed.frame["row"],
            "machine": typed.frame["machine"],
            "at": at,
            "text": typed.column("text", pl.String()),
            "type": typed.column("type", pl.String()),
            "cost": typed.column("cost", pl.Float64()),
            "hours": typed.column("hours", pl.Float64()) / HOUR_S,
        }
    )
    frame, notes = _put_right(frame, understood)
    schema = SCHEMAS["maintenance"]
    return frame.select(list(schema)).cast(pl.Schema(schema)), [*notes, *_cost_notes(frame)]


def _put_right(frame: pl.DataFrame, understood: Understood) -> tuple[pl.DataFrame, list[Message]]:
    """Move back cells that an unquoted separator in the text pushed one column on.

    Such a row has a common type where the cost should be, and the rest of its text where the
    type should be; the cost itself fell off the end.
    """
    costs = understood.text("cost")
    if costs is None or frame["type"].null_count() == frame.height:
        return frame, []
    counts = frame["type"].drop_nulls().value_counts().filter(pl.col("count") >= _COMMON)
    common = counts["type"].to_list()
    slipped = costs.is_in(common) & ~frame["type"].is_in(common)
    rows = frame.filter(slipped)["row"]
    if rows.is_empty():
        return frame, []
    separator = understood.grid.separator or ","
    joined = pl.concat_str("text", "type", separator=separator, ignore_nulls=True)
    righted = frame.with_columns(
        slipped.fill_null(value=False).alias("slipped"), costs.alias("told")
    ).with_columns(
        text=pl.when("slipped").then(joined).otherwise("text"),
        type=pl.when("slipped").then("told").otherwise("type"),
    )
    shown = ", ".join(str(row) for row in rows.head(_NAMED_ROWS))
    return righted.drop("slipped", "told"), [
        say_many(
            "{count} row had slipped by one column, at a separator within its text: it was put right, "
            "its cost is"
            " unknown (row {rows}).",
            "{count} rows had slipped by one column, at a separator within their text: they were put "
            "right, their"
            " costs are unknown (rows {rows}).",
            len(rows),
            rows=shown,
        )
    ]


def _cost_notes(frame: pl.DataFrame) -> list[Message]:
    notes = []
    negative = frame.filter(pl.col("cost") < 0)
    if negative.height:
        shown = ", ".join(str(row) for row in negative["row"].head(_NAMED_ROWS))
        notes.append(
            say_many("{count} maintenance order has a negative cost, as a credit has; it stays as it is "
                     "(row {rows}).",
                     "{count} maintenance orders have negative costs, as credits have; they stay as they are"
                     " (first rows {rows}).", negative.height, rows=shown)
        )  # fmt: skip
    free = int((frame["cost"] == 0).sum())
    if free:
        notes.append(
            say_many("{count} maintenance order cost 0: nothing was booked on it, or it cost nothing.",
                     "{count} maintenance orders cost 0: nothing was booked on them, or they cost "
                     "nothing.", free)
        )  # fmt: skip
    return notes
