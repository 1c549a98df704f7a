"""The rows of a log, put together from columns that are understood."""

from collections.abc import Iterable
from dataclasses import dataclass

import polars as pl

from simmitt.engine.eventlog.coding import read_kinds, read_rework
from simmitt.engine.eventlog.log import SCHEMA
from simmitt.engine.eventlog.needed import check_columns, check_times
from simmitt.engine.eventlog.quantities import Quantities, read_quantities
from simmitt.engine.eventlog.times import Times, read_times
from simmitt.engine.eventlog.understood import Understood
from simmitt.ground.texts import Message, say


@dataclass(frozen=True)
class Assembled:
    """The rows in the log's shape, and what was learnt while reading them."""

    rows: pl.DataFrame
    read_as: dict[str, str]  # the schema's field by the field its column was recognised as
    times: Times
    quantities: Quantities
    notes: tuple[Message, ...]


def assemble(understood: Understood) -> Assembled:
    """Give the rows of a log from a table whose columns are understood.

    Raises
    ------
    InputFault
        Something that every log needs is missing, can't be read or can't be decided.
    """
    check_columns(understood)
    times = read_times(understood)
    quantities = read_quantities(understood, times.start_at, times.end_at)
    start, end, derived = _complete(times, quantities.reported_s)
    check_times(understood, start, end)
    work, work_as, work_notes = _work(understood)
    product, product_as, product_notes = _product(understood)
    kind, kind_notes = read_kinds(understood)
    rework, rework_notes = read_rework(understood)
    columns = {
        "row": understood.grid.rows,
        "order": understood.text("order"),
        **work,
        "worker": understood.text("worker"),
        "product": product,
        "kind": kind,
        "start_at": start,
        "end_at": end,
        "reported_s": quantities.reported_s,
        **quantities.pieces,
        "rework": rework,
        "due_at": times.due_at,
        "released_at": times.released_at,
    }
    simple = [*times.used, *quantities.pieces, "order", "worker", "kind", "rework", "reported_s"]
    return Assembled(
        rows=_shaped(columns, understood.grid.cells.height),
        read_as={**{name: name for name in simple}, **work_as, **product_as},
        times=times,
        quantities=quantities,
        notes=tuple(
            _all(
                (times.notes, quantities.notes, derived, work_notes, product_notes, kind_notes, rework_notes)
            )
        ),
    )


def _all(groups: Iterable[Iterable[Message]]) -> Iterable[Message]:
    return (note for group in groups for note in group)


def _shaped(columns: dict[str, pl.Series | None], height: int) -> pl.DataFrame:
    told = {name: values for name, values in columns.items() if values is not None}
    return pl.DataFrame(
        {
            name: told[name].cast(dtype) if name in told else pl.Series(name, [None] * height, dtype=dtype)
            for name, dtype in SCHEMA.items()
        }
    )


def _complete(times: Times, reported_s: pl.Series | None) -> tuple[pl.Series, pl.Series, list[Message]]:
    """Give starts and ends; the missing one of them follows from the duration."""
    if times.start_at is not None and times.end_at is not None:
        return times.start_at, times.end_at, []
    assert reported_s is not None
    length = pl.duration(microseconds=(pl.col("s") * 1e6).round().cast(pl.Int64))
    if times.end_at is not None:
        frame = pl.DataFrame({"s": reported_s, "at": times.end_at})
        start = frame.select(pl.col("at") - length).to_series()
        return start, times.end_at, [say("Starts were computed as end minus duration.")]
    assert times.start_at is not None
    frame = pl.DataFrame({"s": reported_s, "at": times.start_at})
    end = frame.select(pl.col("at") + length).to_series()
    return times.start_at, end, [say("Ends were computed as start plus duration.")]


def _work(understood: Understood) -> tuple[dict[str, pl.Series | None], dict[str, str], list[Message]]:
    """Give activity and machine; where no activity is told, the machine stands for it."""
    activity, machine = understood.text("activity"), understood.text("machine")
    if activity is not None:
        return {"activity": activity, "machine": machine}, {"activity": "activity", "machine": "machine"}, []
    if machine is not None:
        note = say("The file names no activities; each machine counts as one.")
        return {"activity": machine, "machine": machine}, {"machine": "machine"}, [note]
    note = say("The file names no activities; the operation numbers stand for them.")
    numbers = understood.text("operation_number")
    return {"activity": numbers, "machine": None}, {"operation_number": "activity"}, [note]


def _product(understood: Understood) -> tuple[pl.Series | None, dict[str, str], list[Message]]:
    """Give the product's number, or its description where that tells products apart as well."""
    number, text = understood.text("product"), understood.text("product_text")
    if number is None:
        return text, {"product_text": "product"}, []
    if text is None:
        return number, {"product": "product"}, []
    pairs = pl.DataFrame({"number": number, "text": text}).drop_nulls()
    if text.null_count() <= number.null_count() and (
        pairs.n_unique() == pairs["number"].n_unique() == pairs["text"].n_unique()
    ):
        return (
            text,
            {"product_text": "product"},
            [say("Products go by their description, which is as unambiguous as their number.")],
        )
    return (
        number,
        {"product": "product"},
        [say("Products go by their number, since the same description stands for several or is missing.")],
    )
