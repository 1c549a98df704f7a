"""Sums per day, machine and product, as they stand at one point of their diagnosis."""

from dataclasses import dataclass, replace

import polars as pl

from simmitt.engine.eventlog.log import EventLog
from simmitt.engine.quality.findings import Effect, Move
from simmitt.ground.texts import say
from simmitt.ground.units import HOUR_S


@dataclass(frozen=True)
class DailySums:
    """Sums per day, machine and product, at one point of their diagnosis."""

    table: pl.DataFrame
    log: EventLog

    def hit(self, which: pl.Expr) -> pl.DataFrame:
        """Give the rows for which an expression holds."""
        return self.table.filter(which.fill_null(value=False))

    def with_table(self, table: pl.DataFrame) -> "DailySums":
        """Give the same sums with another table."""
        return replace(self, table=table)

    def total_h(self, column: str) -> float:
        """Give the hours of a column of seconds."""
        return float(self.table[column].sum() or 0.0) / HOUR_S


def numbers_of(rows: pl.DataFrame) -> tuple[int, ...]:
    """Give the numbers of lines as the table counts them, in order."""
    return tuple(rows["row"].sort().to_list())


def run_moves(before: DailySums, after: DailySums) -> Effect:
    """Give the run time before and after."""
    old, new = before.total_h("run_s"), after.total_h("run_s")
    text = say(
        "Run time: {before:.1} hours with the rows as they stand, {after:.1} after.", before=old, after=new
    )
    return Effect(text, (Move("run_h", "plant", old, new, "h"),))
