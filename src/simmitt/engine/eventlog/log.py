"""The event log: every row one report from the shop floor, in one shape whatever the file."""

from dataclasses import dataclass, field
from datetime import datetime

import polars as pl

from simmitt.ground.texts import Message

RUN, SETUP, BREAKDOWN = "run", "setup", "breakdown"
KINDS = pl.Enum([RUN, SETUP, BREAKDOWN])

# One row of the log; every reader delivers exactly these columns, in this order.
SCHEMA: dict[str, pl.DataType] = {
    "row": pl.Int64(),  # as the spreadsheet numbers it, the heading being row 1
    "order": pl.String(),
    "activity": pl.String(),
    "machine": pl.String(),  # null where the log names none
    "worker": pl.String(),
    "product": pl.String(),
    "kind": KINDS,
    "start_at": pl.Datetime("us"),  # the plant's own clock, without zone
    "end_at": pl.Datetime("us"),
    "reported_s": pl.Float64(),  # the duration that the log itself states, where it does
    "ordered_pieces": pl.Float64(),
    "good_pieces": pl.Float64(),
    "rejected_pieces": pl.Float64(),
    "review_pieces": pl.Float64(),  # held for a material review board
    "rework": pl.Boolean(),
    "due_at": pl.Datetime("us"),
    "released_at": pl.Datetime("us"),
}


@dataclass(frozen=True)
class ColumnReading:
    """How one column of the file was understood."""

    field: str
    heading: str
    certainty: float  # 0 to 1
    reason: Message
    example: str = ""


@dataclass(frozen=True)
class Source:
    """The file behind a log and how it was read."""

    file: str
    sha256: str
    form: str  # csv, xlsx, parquet, xes
    columns: tuple[ColumnReading, ...]
    sheet: str = ""
    encoding: str = ""
    separator: str = ""
    decimal_sign: str = ""
    date_order: str = ""
    time_zone: str = ""  # empty: the file states none, its clock is taken as it is
    unread: tuple[str, ...] = ()  # headings that carry nothing the engine knows
    notes: tuple[Message, ...] = ()


@dataclass(frozen=True)
class EventLog:
    """A production log.

    ``rows`` has the columns of ``SCHEMA``. Rows whose order or times are missing are kept
    (with nulls): to find and repair them is the diagnosis' work, not the reader's.
    """

    rows: pl.DataFrame
    source: Source = field(repr=False)

    @property
    def first_at(self) -> datetime:
        """The start of the earliest report."""
        return self.rows["start_at"].min()  # type: ignore[return-value]

    @property
    def last_at(self) -> datetime:
        """The end of the latest report."""
        return self.rows["end_at"].max()  # type: ignore[return-value]
