"""The tables beside the log, read into their shapes."""

from collections.abc import Callable, Mapping

import polars as pl

from simmitt.engine.eventlog.companions import SCHEMAS, STOP_KINDS
from simmitt.engine.eventlog.daily import daily_rows
from simmitt.engine.eventlog.energy_reading import energy_cells
from simmitt.engine.eventlog.maintenance_reading import maintenance_orders
from simmitt.engine.eventlog.moments import instants, spans
from simmitt.engine.eventlog.needed_columns import need
from simmitt.engine.eventlog.shift_reading import shift_cells
from simmitt.engine.eventlog.state_words import kinds_of_stops
from simmitt.engine.eventlog.typed import Typed, read_cells
from simmitt.engine.eventlog.understood import Understood
from simmitt.ground.texts import Message, say, say_many
from simmitt.ground.units import MINUTE_S

Cells = tuple[pl.DataFrame, list[Message]]


def read_companion(understood: Understood, read_as: str) -> tuple[Typed, pl.DataFrame, list[Message]]:
    """Give a table beside the log as typed, in the shape of its kind, and what was learnt.

    Shifts and energy come in a shape of their own, which is finished when the tables of all files
    stand together.

    Raises
    ------
    Question, InputFault
        A cell can't be decided, or a column that makes the table what it is is missing.
    """
    typed = read_cells(understood)
    frame, notes = _READERS[read_as](understood, typed)
    return typed, frame, [*typed.notes, *notes]


def _daily(understood: Understood, typed: Typed) -> Cells:
    need(understood, "daily", instants(typed, ("date", "end_at", "start_at", "at"), ""), ("date",))
    sums = ("run_s", "setup_s", "stop_s", "reported_s", "planned_s", "good_pieces", "rejected_pieces")
    need(understood, "daily", any(map(typed.tells, sums)), ("run_s", "stop_s", "good_pieces"))
    return daily_rows(typed), []


def _stops(understood: Understood, typed: Typed) -> Cells:
    need(understood, "stops", typed.tells("machine"), ("machine",))
    length = "stop_length_s" if typed.tells("stop_length_s") else "reported_s"
    start, end, notes = spans(typed, length)
    need(understood, "stops", start, ("start_at", "at", "date"))
    need(understood, "stops", end, ("end_at", "stop_length_s"))
    reason, kind = typed.column("reason", pl.String()), typed.column("stop_kind", pl.String())
    told = reason if typed.tells("reason") else kind
    frame = pl.DataFrame(
        {
            "row": typed.frame["row"],
            "machine": typed.frame["machine"],
            "start_at": start,
            "end_at": end,
            "kind": _stop_kinds(understood, reason, kind),
            "reason": told,
        }
    )
    return frame.select(list(SCHEMAS["stops"])), [*notes, *_stop_notes(frame)]


def _tally(understood: Understood, typed: Typed) -> Cells:
    """Give stops of which only the day is told: how long they took, but not when."""
    day = instants(typed, ("date", "end_at", "start_at", "at"), "")
    need(understood, "stops", day, ("date",))
    length = "stop_s" if typed.tells("stop_s") else "reported_s"
    need(understood, "stops", typed.tells(length), ("stop_s",))
    reason = typed.column("reason", pl.String())
    frame = pl.DataFrame(
        {
            "row": typed.frame["row"],
            "date": day.dt.date() if day is not None else None,
            "machine": typed.column("machine", pl.String()),
            "reason": reason,
            "kind": _stop_kinds(understood, reason, pl.Series([None] * len(reason), dtype=pl.String)),
            "stops": [1.0] * typed.frame.height,
            "minutes": typed.frame[length] / MINUTE_S,
        }
    )
    return frame, [
        say("The stops tell their day but no time of day: how long machines stood is known, not when.")
    ]


def _stop_kinds(understood: Understood, reason: pl.Series, kind: pl.Series) -> pl.Series:
    """Give the kind of each stop: by its category where that tells one, else by its reason."""
    words = [*reason.drop_nulls().unique().to_list(), *kind.drop_nulls().unique().to_list()]
    kinds = kinds_of_stops(words, understood.mapping.states)
    known = {word: told for word, told in kinds.items() if told != "other"}
    frame = pl.DataFrame(
        {
            "by_kind": kind.replace_strict(known, default=None, return_dtype=pl.String),
            "by_reason": reason.replace_strict(known, default=None, return_dtype=pl.String),
        }
    )
    return frame.select(pl.coalesce("by_kind", "by_reason").fill_null("other").cast(STOP_KINDS)).to_series()


def _stop_notes(frame: pl.DataFrame) -> list[Message]:
    notes = []
    others = frame.filter(pl.col("kind") == "other")["reason"].drop_nulls().value_counts(sort=True)["reason"]
    if len(others):
        notes.append(
            say(
                "These reasons of stops count as “other”: {reasons}. The mapping's section [states] can "
                "say what"
                ' they are, such as breakdown = ["…"].',
                reasons=", ".join(others.head(5).to_list()),
            )
        )
    backward = frame.filter(pl.col("end_at") < pl.col("start_at")).height
    if backward:
        notes.append(
            say_many("{count} stop ends before it starts.", "{count} stops end before they start.", backward)
        )
    return notes


def _orders(understood: Understood, typed: Typed) -> Cells:
    need(understood, "orders", typed.tells("order"), ("order",))
    released = "released_at" if typed.tells("released_at") else ""
    product = "product" if typed.tells("product") else "product_text"
    sources = {"product": product, "released_at": released}
    return _plainly("orders", typed, sources), []


def _products(understood: Understood, typed: Typed) -> Cells:
    need(
        understood,
        "products",
        typed.tells("product") or typed.tells("product_text"),
        ("product", "product_text"),
    )
    sources = {"product": "product" if typed.tells("product") else "product_text", "name": "product_text"}
    if not typed.tells("activity"):
        sources["activity"] = "machine"
    frame = _plainly("products", typed, sources)
    several = (
        frame.filter(pl.struct("product", "activity").is_duplicated())["product"].drop_nulls().n_unique()
    )
    if not several:
        return frame, []
    return frame, [
        say_many(
            "{count} product stands on several rows of the price list.",
            "{count} products stand on several rows of the price list.",
            several,
        )
    ]


def _plainly(kind: str, typed: Typed, sources: Mapping[str, str]) -> pl.DataFrame:
    schema = next(schema for name, schema in SCHEMAS.items() if name == kind)
    columns = {
        name: typed.column(sources.get(name, name), dtype).alias(name) for name, dtype in schema.items()
    }
    return pl.DataFrame(columns)


_READERS: dict[str, Callable[[Understood, Typed], Cells]] = {
    "stops": _stops,
    "stop_tally": _tally,
    "shifts": shift_cells,
    "orders": _orders,
    "products": _products,
    "energy": energy_cells,
    "maintenance": maintenance_orders,
    "daily": _daily,
}
