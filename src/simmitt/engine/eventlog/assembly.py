"""The rows of a log, put together from columns that are understood."""

from collections.abc import Iterable
from dataclasses import dataclass

import polars as pl

from simmitt.engine.eventlog.coding import read_kinds, read_rework
from simmitt.engine.eventlog.log import SCHEMA
from simmitt.engine.eventlog.quantities import PIECES, read_quantities
from simmitt.engine.eventlog.ruined import check_ruined
from simmitt.engine.eventlog.times import Times, read_times
from simmitt.engine.eventlog.unadded import setup_notes, thousands_notes
from simmitt.engine.eventlog.understood import Understood
from simmitt.ground.texts import Message, say

PRODUCT_TEXT = "product_text"
# Where a table tells but one instant of each report, this is what it tells.
_ONE_INSTANT = {"at": "end_at", "clock": "end_clock"}


@dataclass(frozen=True)
class Assembled:
    """The rows of one table, and what was learnt while reading them.

    ``rows`` has the columns of the log and the product's description, from which
    ``name_products`` chooses. ``read_as`` gives the log's column by the field that a column of
    the table was recognised as.
    """

    rows: pl.DataFrame
    read_as: dict[str, str]
    told: frozenset[str]  # columns of ``rows`` that the table itself tells, and not only implies
    date_order: str = ""
    decimal_sign: str = ""
    time_zone: str = ""
    notes: tuple[Message, ...] = ()


def assemble(understood: Understood) -> Assembled:
    """Give the rows of a table of reports; starts stay open where it tells but one instant of each.

    Parameters
    ----------
    understood
        A table whose columns are known to tell order, work, and at least one instant.

    Raises
    ------
    InputFault
        Something that every log needs can't be read or can't be decided.
    """
    ruined = check_ruined(understood)
    times = read_times(understood)
    quantities = read_quantities(understood, times.start_at, times.end_at)
    start, end, derived = _complete(times.start_at, times.end_at, quantities.reported_s)
    derived += [*(setup_notes(understood) if derived else []), *thousands_notes(understood, PIECES)]
    work, work_as, work_notes = _work(understood)
    kind, kind_notes = read_kinds(understood)
    rework, rework_notes = read_rework(understood)
    columns = {
        "row": understood.grid.rows,
        **understood.texts(("order", "worker", "product", PRODUCT_TEXT, "reason")),
        **work,
        "kind": kind,
        "start_at": start,
        "end_at": end,
        "reported_s": quantities.reported_s,
        **quantities.pieces,
        "rework": rework,
        "due_at": times.due_at,
        "released_at": times.released_at,
    }
    simple = [*times.used, *quantities.pieces, "order", "worker", "kind", "rework", "reported_s", "reason",
              "product", PRODUCT_TEXT]  # fmt: skip
    present = understood.recognition.columns
    read_as = {**{name: _ONE_INSTANT.get(name, name) for name in simple if name in present}, **work_as}
    composed = {name: values for name, values in _ends_of(times).items() if values is not None}
    return Assembled(
        shaped(columns, understood.grid.cells.height),
        read_as,
        frozenset({*read_as.values(), *composed} & {*SCHEMA, PRODUCT_TEXT}),
        times.date_order,
        quantities.decimal_sign,
        times.time_zone,
        tuple(_all((ruined, times.notes, quantities.notes, derived, work_notes, kind_notes, rework_notes))),
    )


def _ends_of(times: Times) -> dict[str, pl.Series | None]:
    return {"start_at": times.start_at, "end_at": times.end_at}


def _all(groups: Iterable[Iterable[Message]]) -> Iterable[Message]:
    return (note for group in groups for note in group)


def shaped(columns: dict[str, pl.Series | None], height: int) -> pl.DataFrame:
    """Give a frame with the columns of the log and the product's description, null where none is given."""
    told = {name: values for name, values in columns.items() if values is not None}
    return pl.DataFrame(
        {
            # A repeated null takes no memory until somebody writes to it.
            name: told[name].cast(dtype) if name in told else pl.repeat(None, height, dtype=dtype, eager=True)
            for name, dtype in {**SCHEMA, PRODUCT_TEXT: pl.String()}.items()
        }
    )


def _complete(
    start: pl.Series | None, end: pl.Series | None, reported_s: pl.Series | None
) -> tuple[pl.Series | None, pl.Series | None, list[Message]]:
    """Give starts and ends; a missing one of them follows from the duration, where there is one."""
    if reported_s is None or (start is not None and end is not None):
        return start, end, []
    length = pl.duration(microseconds=(pl.col("s") * 1e6).round().cast(pl.Int64))
    if end is not None:
        frame = pl.DataFrame({"s": reported_s, "at": end})
        return (
            frame.select(pl.col("at") - length).to_series(),
            end,
            [say("Starts were computed as end minus duration.")],
        )
    assert start is not None
    frame = pl.DataFrame({"s": reported_s, "at": start})
    return (
        start,
        frame.select(pl.col("at") + length).to_series(),
        [say("Ends were computed as start plus duration.")],
    )


def _work(understood: Understood) -> tuple[dict[str, pl.Series | None], dict[str, str], list[Message]]:
    """Give activity and machine; where no activity is told, the machine stands for it."""
    activity, machine = understood.text("activity"), understood.text("machine")
    if activity is not None:
        named = (
            {"activity": "activity"} if machine is None else {"activity": "activity", "machine": "machine"}
        )
        return {"activity": activity, "machine": machine}, named, []
    if machine is not None:
        note = say("The file names no activities; each machine counts as one.")
        return {"activity": machine, "machine": machine}, {"machine": "machine"}, [note]
    note = say("The file names no activities; the operation numbers stand for them.")
    numbers = understood.text("operation_number")
    return {"activity": numbers, "machine": None}, {"operation_number": "activity"}, [note]


def name_products(rows: pl.DataFrame) -> tuple[pl.DataFrame, str, list[Message]]:
    """Give the rows with their product's name, and the field that it was taken from.

    That is the product's number, or its description where that tells products apart as well.
    """
    number, text = rows["product"], rows[PRODUCT_TEXT]
    bare = rows.drop(PRODUCT_TEXT)
    if text.null_count() == len(text):
        return bare, "product", []
    if number.null_count() == len(number):
        return bare.with_columns(text.alias("product")), PRODUCT_TEXT, []
    pairs = pl.DataFrame({"number": number, "text": text}).drop_nulls()
    if text.null_count() <= number.null_count() and (
        pairs.n_unique() == pairs["number"].n_unique() == pairs["text"].n_unique()
    ):
        note = say("Products go by their description, which is as unambiguous as their number.")
        return bare.with_columns(text.alias("product")), PRODUCT_TEXT, [note]
    note = say("Products go by their number, since the same description stands for several or is missing.")
    return bare, "product", [note]
