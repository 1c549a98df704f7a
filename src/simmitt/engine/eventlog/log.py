"""The event log: every row one report from the shop floor, in one shape whatever the file."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, cast

import polars as pl

from simmitt.engine.eventlog.companions import Companions
from simmitt.ground.errors import Place
from simmitt.ground.texts import Message

# What the rows of a file are: reports with start and end (or one of them and a duration), reports
# with an end alone, counters that grow, states of machines; sums per day, and a shop's own study
# (work sampling, stop tally, timed setups), are no event log: their ``rows`` are empty.
LogSort = Literal["reports", "ends", "counters", "states", "daily", "study"]
EVENT_SORTS: tuple[LogSort, ...] = ("reports", "ends", "counters", "states")

# Of a machine's hours this share may rest on readings of a counter that lie far apart.
MOST_UNKNOWN_SHARE = 0.1

RUN, SETUP, BREAKDOWN = "run", "setup", "breakdown"
KINDS = pl.Enum([RUN, SETUP, BREAKDOWN])

# One row of the log; every reader delivers exactly these columns, in this order.
SCHEMA: dict[str, pl.DataType] = {
    "row": pl.Int64(),  # its number in the log; ``Source.place_of`` gives file, sheet and row
    "order": pl.String(),  # null: the row tells of a machine alone (stop, state, counter)
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
    "reason": pl.String(),  # why a breakdown or stop, where the log says so
    "estimated": pl.Boolean(),  # whether the start was estimated; null counts as no
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
class Part:
    """One table that the log was put together from.

    A row's number in the log is ``first_row`` higher than its number in the file; the first
    part's is 0, so that of a log from one table the numbers are those of the spreadsheet.
    """

    file: str
    sheet: str
    sha256: str
    first_row: int
    rows: int
    read_as: str  # a LogSort, or the name of a companion table


@dataclass(frozen=True)
class Source:
    """The files behind a log and how they were read."""

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
    sort: LogSort = "reports"
    parts: tuple[Part, ...] = ()  # empty: one table, its rows numbered as in the file

    def place_of(self, row: int) -> Place:
        """Give file, sheet and row, as a spreadsheet shows it, of a row of the log."""
        for part in reversed(self.parts):
            if part.read_as in EVENT_SORTS and row > part.first_row:
                return Place(part.file, part.sheet, row - part.first_row)
        return Place(self.file, self.sheet, row)


@dataclass(frozen=True)
class EventLog:
    """A production log.

    ``rows`` has the columns of ``SCHEMA``. Rows whose order or times are missing are kept
    (with nulls): to find and repair them is the diagnosis' work, not the reader's.
    """

    rows: pl.DataFrame
    source: Source = field(repr=False)
    companions: Companions = field(default_factory=Companions, repr=False)

    @property
    def tells_events(self) -> bool:
        """Whether the log holds events; sums per day and a shop's own study are none."""
        return self.source.sort in EVENT_SORTS

    @property
    def tells_worked_time(self) -> bool:
        """Whether it is measured how long each machine worked.

        Of a counter it is not where readings lie far apart: a stretch with one piece in it looks
        as long as one that was worked throughout.
        """
        if self.source.sort != "counters":
            return True
        hours = pl.col("end_at") - pl.col("start_at")
        unknown = hours.filter(pl.col("estimated").fill_null(value=False)).sum() / hours.sum()
        shares = self.rows.group_by("machine").agg(unknown.alias("share"))["share"]
        return bool((shares.fill_nan(0.0).fill_null(0.0) <= MOST_UNKNOWN_SHARE).all())

    @property
    def first_at(self) -> datetime:
        """The start of the earliest report."""
        return cast("datetime", self.rows["start_at"].min())

    @property
    def last_at(self) -> datetime:
        """The end of the latest report."""
        return cast("datetime", self.rows["end_at"].max())
