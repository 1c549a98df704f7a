"""How an export writes what it says: dates, numbers, separators, encodings."""

import csv
import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from engine.eventlog.dialects.shop import Report

Value = Callable[[Report], object]


@dataclass(frozen=True)
class Column:
    """One column of an export: what stands above it, what it says, what it must be read as.

    ``means`` holds the readings that are right: a field, or "" for rightly unread.
    """

    heading: str
    says: Value
    means: tuple[str, ...]


@dataclass(frozen=True)
class Dialect:
    """One export: its columns and how it writes them."""

    name: str
    columns: tuple[Column, ...]
    moment: str = "%Y-%m-%d %H:%M"
    day: str = "%Y-%m-%d"
    clock: str = "%H:%M"
    separator: str = ";"
    encoding: str = "cp1252"
    decimal: str = ","
    decimals: int = 2
    above: tuple[str, ...] = ()  # lines above the heading
    rows: Callable[[Report], bool] = field(default=lambda report: True)

    def text(self, made: Sequence[Report]) -> str:
        """Give the export of the shop's reports."""
        target = io.StringIO()
        writer = csv.writer(target, delimiter=self.separator, lineterminator="\r\n")
        writer.writerow([column.heading for column in self.columns])
        writer.writerows([[self.cell(column, one) for column in self.columns] for one in self.kept(made)])
        return "".join(line + "\r\n" for line in self.above) + target.getvalue()

    def kept(self, made: Sequence[Report]) -> list[Report]:
        """Give the reports that this export holds."""
        return [one for one in made if self.rows(one)]

    def cell(self, column: Column, report: Report) -> str:
        """Give what stands in a cell."""
        value = column.says(report)
        if isinstance(value, Day):
            return value.at.strftime(self.day)
        if isinstance(value, Clock):
            return value.at.strftime(self.clock)
        if isinstance(value, datetime):
            return value.strftime(self.moment)
        if isinstance(value, float):
            return f"{value:.{self.decimals}f}".replace(".", self.decimal)
        return str(value)


@dataclass(frozen=True)
class Day:
    """A moment of which only the day is written."""

    at: datetime


@dataclass(frozen=True)
class Clock:
    """A moment of which only the time of day is written."""

    at: datetime
