"""What sums per day tell: shares of time, scrap and pieces a week, each with its interval."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import numpy as np
import polars as pl

from simmitt.engine.eventlog.log import EventLog
from simmitt.engine.kpi.asis import PLANT, Figure, ScopeKind
from simmitt.engine.kpi.definitions.daily import DAILY
from simmitt.engine.kpi.resampling import Interval, block_weights, certain, ratio, share
from simmitt.engine.spans import Floats, Ints, summed
from simmitt.ground.units import HOUR_S

# With fewer weeks than this days are resampled instead.
FEWEST_WEEKS = 8
_DAYS_A_WEEK = 7
_TIMES = {"run_s": "daily_run_share", "setup_s": "daily_setup_share", "stop_s": "daily_stop_share"}
# A machine that ran a little longer than planned still had its plan told once per row.
_SLACK = 1.02


@dataclass(frozen=True)
class _Sums:
    """The table of a plant or a machine, and the blocks of time that are resampled."""

    table: pl.DataFrame
    block: Ints  # (n_rows,)
    weeks: Floats  # (n_blocks,) how long each block is
    weights: Floats  # (n_draws, n_blocks)

    def of(self, machine: str) -> "_Sums":
        """Give the rows of one machine; the blocks are those of the plant."""
        own = (self.table["machine"] == machine).fill_null(value=False)
        return _Sums(self.table.filter(own), self.block[own.to_numpy()], self.weeks, self.weights)

    def where(self, *columns: str) -> "_Sums | None":
        """Give the rows that tell all these columns, or None where none does."""
        told = self.table.select(pl.all_horizontal(pl.col(columns).is_not_null())).to_series()
        if not told.any():
            return None
        return _Sums(self.table.filter(told), self.block[told.to_numpy()], self.weeks, self.weights)

    def per_block(self, *columns: str) -> Floats:
        """Sum columns by the block of their day, (n_blocks,)."""
        amount = self.table.select(pl.sum_horizontal(pl.col(columns))).to_series().to_numpy()
        return summed(self.block, amount.astype(float), len(self.weeks))


def daily_figures(log: EventLog, *, seed: int = 0) -> list[Figure]:
    """Give the figures that sums per day allow, of the plant and of each machine.

    Weeks are resampled, days where there are few weeks. A figure whose columns the table doesn't
    tell is left out.

    Parameters
    ----------
    log
        One of the sort "daily"; its sums stand in ``log.companions.daily``.
    """
    table = log.companions.daily
    if table is None or table["date"].null_count() == table.height:
        return []
    sums = _sums(_plan_once(table.drop_nulls("date")), seed)
    figures = [_figure("daily_days", certain(float(sums.table["date"].n_unique()))), *_of(sums, PLANT)]
    for machine in sums.table["machine"].drop_nulls().unique(maintain_order=True):
        figures += _of(sums.of(machine), machine)
    return figures


def _plan_once(table: pl.DataFrame) -> pl.DataFrame:
    """Leave a machine's planned time on one row of a day where all its rows repeat it."""
    day = ["date", "machine"]
    planned = pl.col("planned_s")
    repeated = (
        (planned.n_unique() == 1) & (pl.len() > 1) & (pl.col("run_s").sum() <= _SLACK * planned.first())
    )
    first = pl.int_range(pl.len()).over(day) == 0
    kept = pl.when(repeated.over(day) & ~first).then(0.0).otherwise(planned)
    return table.with_columns(pl.when(planned.is_not_null()).then(kept).alias("planned_s"))


def _sums(table: pl.DataFrame, seed: int) -> _Sums:
    """Cut the period into weeks from its first day on, or into days."""
    first, last = table["date"].min(), table["date"].max()
    assert isinstance(first, date)
    assert isinstance(last, date)
    days = (last - first).days + 1
    length = _DAYS_A_WEEK if days >= FEWEST_WEEKS * _DAYS_A_WEEK else 1
    blocks = -(-days // length)
    weeks = np.full(blocks, length / _DAYS_A_WEEK)
    weeks[-1] = (days - length * (blocks - 1)) / _DAYS_A_WEEK
    block = (table["date"] - first).dt.total_days().to_numpy() // length
    return _Sums(table, block.astype(np.int64), weeks, block_weights(blocks, seed))


def _of(sums: _Sums, scope: str) -> Iterator[Figure]:
    if (told := sums.where("run_s", "planned_s")) and told.per_block("planned_s").sum() > 0:
        interval = ratio(told.per_block("run_s"), told.per_block("planned_s"), sums.weights)
        yield _figure("daily_utilisation_share", interval, scope)
    yield from _time_shares(sums, scope)
    if (told := sums.where("good_pieces", "rejected_pieces")) and told.per_block(*_PIECES).sum() > 0:
        rejected = told.table["rejected_pieces"].to_numpy().astype(float)
        interval = share(told.per_block("rejected_pieces"), told.per_block(*_PIECES), sums.weights, rejected)
        yield _figure("daily_scrap_share", interval, scope)
    if told := sums.where("good_pieces"):
        yield _figure(
            "daily_pieces_per_week", ratio(told.per_block("good_pieces"), sums.weeks, sums.weights), scope
        )
    if (told := sums.where("good_pieces", "run_s")) and told.per_block("run_s").sum() > 0:
        per_hour = ratio(told.per_block("good_pieces"), told.per_block("run_s") / HOUR_S, sums.weights)
        yield _figure("daily_pieces_per_run_hour", per_hour, scope)


_PIECES = ("good_pieces", "rejected_pieces")


def _time_shares(sums: _Sums, scope: str) -> Iterator[Figure]:
    """Give each kind of time's share of all that is told; one kind alone has no share."""
    kinds = [name for name in _TIMES if sums.table[name].null_count() < sums.table.height]
    told = sums.where(*kinds) if len(kinds) > 1 else None
    if told is None or told.per_block(*kinds).sum() <= 0:
        return
    for name in kinds:
        interval = share(told.per_block(name), told.per_block(*kinds), sums.weights)
        yield _figure(_TIMES[name], interval, scope)


def _figure(figure_id: str, interval: Interval, scope: str = PLANT) -> Figure:
    defined = DAILY[figure_id]
    kind: ScopeKind = "plant" if scope == PLANT else "machine"
    return Figure(
        figure_id, scope, kind, interval.value, interval.low, interval.high, defined.unit, defined.text
    )
