"""Pieces that count on from report to report, and what each report added."""

from collections.abc import Callable
from dataclasses import dataclass

import polars as pl

from simmitt.engine.eventlog.log import RUN
from simmitt.engine.eventlog.mapping import Mapping
from simmitt.ground.texts import Message, say

_COUNTED = ("good_pieces", "rejected_pieces", "review_pieces")
# Whose pieces may count on: those of an order's step, or all that a machine makes.
_STEP, _MACHINE = ("order", "activity", "machine"), ("machine",)
# So many reports after another one, hardly any with fewer pieces, most with more: of numbers that have
# nothing to do with each other half have fewer.
_FEWEST_AFTER, _FEWEST_GROUPS, _GROWING_SHARE, _MORE_SHARE = 20, 5, 0.99, 0.6
_FEWEST_OF_MACHINE = 10
# Of more rows than this those of some orders are looked at first.
_MANY_ROWS = 50_000
_AT, _GROUP = "\0at", "\0group"
EACH, RUNNING = "each", "running"


@dataclass(frozen=True)
class _Growth:
    """How a column goes on from each report to the next of its group."""

    after: int  # reports that have one before them
    groups: int  # groups with such a report
    not_fewer_share: float
    more_share: float

    @property
    def is_clear(self) -> bool:
        """Whether it goes on as a running total does."""
        return self.not_fewer_share >= _GROWING_SHARE and self.more_share >= _MORE_SHARE


def what_each_added(rows: pl.DataFrame, mapping: Mapping) -> tuple[pl.DataFrame, list[Message]]:
    """Give the rows of a log with the pieces of each report alone, where the file tells running totals.

    Totals run within an order's step or within a machine: from one report to the next they never
    fall, and mostly grow. The mapping line ``[numbers] pieces`` goes before what they look like.
    """
    told = [name for name in _COUNTED if rows[name].null_count() < rows.height]
    if mapping.pieces == EACH or not told:
        return rows, []
    doubts: list[Message] = []
    for keys in (_STEP, _MACHINE):
        running = told if mapping.pieces == RUNNING else _running(rows, told, keys)
        if running:
            grouped = _grouped(rows, keys)
            running = [name for name in told if name in running or _never_falls(grouped, name)]
            return _differences(grouped, running, keys), [_note(running, keys)]
        if keys == _STEP:
            doubts = [_doubt(name) for name in _in_all(rows, told, _may_run)]
    return rows, doubts


def _running(rows: pl.DataFrame, told: list[str], keys: tuple[str, ...]) -> list[str]:
    return _in_all(rows, told, lambda grouped, name: _runs(grouped, name, keys), keys)


def _in_all(
    rows: pl.DataFrame,
    told: list[str],
    look: Callable[[pl.DataFrame, str], bool],
    keys: tuple[str, ...] = _STEP,
) -> list[str]:
    """Give the columns of which something is true; where some of many orders deny it, that is enough."""
    if rows.height > _MANY_ROWS:
        some = rows.filter(pl.col("order").hash(0) % (rows.height // _MANY_ROWS + 1) == 0)
        grouped = _grouped(some, keys)
        told = [name for name in told if look(grouped, name)]
    if not told:
        return []
    grouped = _grouped(rows, keys)
    return [name for name in told if look(grouped, name)]


def _grouped(rows: pl.DataFrame, keys: tuple[str, ...]) -> pl.DataFrame:
    """Give the rows by group and time, the group's number beside them: null where its names are missing."""
    named = pl.any_horizontal(pl.col(keys).is_not_null())
    group = pl.when(named).then(pl.struct(keys).hash(0))
    return rows.with_columns(group.alias(_GROUP)).with_row_index(_AT).sort(_GROUP, "end_at", "start_at", _AT)


def _runs(grouped: pl.DataFrame, name: str, keys: tuple[str, ...]) -> bool:
    # The second report of a step may well have more pieces than the first, with which work is tried out.
    growth = _growth(grouped, name, skip=2)
    # A machine's counter goes on over all of its orders; a few reports that grow are chance.
    fewest = _FEWEST_AFTER if keys == _STEP else max(_FEWEST_AFTER, _FEWEST_OF_MACHINE * growth.groups)
    return (
        growth.after >= fewest and growth.is_clear and (keys == _MACHINE or growth.groups >= _FEWEST_GROUPS)
    )


def _may_run(grouped: pl.DataFrame, name: str) -> bool:
    growth = _growth(grouped, name, skip=1)
    return growth.after >= _FEWEST_AFTER and growth.groups >= _FEWEST_GROUPS and growth.is_clear


def _never_falls(grouped: pl.DataFrame, name: str) -> bool:
    """Whether a column beside a running total may be one too: it grows somewhere, and hardly ever falls."""
    growth = _growth(grouped, name, skip=1)
    return growth.not_fewer_share >= _GROWING_SHARE and growth.more_share > 0


def _growth(grouped: pl.DataFrame, name: str, skip: int) -> _Growth:
    """Tell how a column grows, the first reports of each group and those of setups left aside."""
    own = grouped.filter(
        pl.col(name).is_not_null() & pl.col(_GROUP).is_not_null() & (pl.col("kind").fill_null(RUN) == RUN)
    ).select(_GROUP, pieces=name)
    # What follows on nothing has more in any log.
    told = own.with_columns(before=pl.col("pieces").shift(1)).filter(
        (pl.col(_GROUP) == pl.col(_GROUP).shift(skip)) & (pl.col("before") > 0)
    )
    told = told.select(_GROUP, step=pl.col("pieces") - pl.col("before"))
    if told.is_empty():
        return _Growth(0, 0, 0.0, 0.0)
    shares = told.select(not_fewer=(pl.col("step") >= 0).mean(), more=(pl.col("step") > 0).mean()).row(0)
    return _Growth(told.height, told[_GROUP].n_unique(), *shares)


def _differences(grouped: pl.DataFrame, running: list[str], keys: tuple[str, ...]) -> pl.DataFrame:
    """Give the rows with what each report added; where a total falls, it has begun anew.

    What a machine's first report added isn't known, since its counter stood somewhere before.
    """
    started = pl.lit(0.0) if keys == _STEP else pl.lit(None, pl.Float64)
    columns = []
    for name in running:
        total = pl.col(name)
        before = total.forward_fill().over(_GROUP).shift(1)
        before = pl.when(pl.col(_GROUP) == pl.col(_GROUP).shift(1)).then(before)
        fresh = pl.when(before.is_null()).then(total - started).otherwise(total - before)
        columns.append(pl.when(fresh < 0).then(total).otherwise(fresh).alias(name))
    return grouped.with_columns(columns).sort(_AT).drop(_AT, _GROUP)


_RUNS_IN = {
    _STEP: say("within each order's step"),
    _MACHINE: say("at each machine, over all of its orders"),
}
_PIECES = {
    "good_pieces": say("good pieces"),
    "rejected_pieces": say("rejected pieces"),
    "review_pieces": say("pieces held for review"),
}


def _note(running: list[str], keys: tuple[str, ...]) -> Message:
    named = _PIECES[running[0]]
    for name in running[1:]:
        named = say("{one}, {other}", one=named, other=_PIECES[name])
    return say(
        "The numbers of {pieces} count on from report to report {where}: of each the one before was taken"
        " away. If every report tells its own pieces, say so with the mapping line"
        ' [numbers] pieces = "each".',
        pieces=named,
        where=_RUNS_IN[keys],
    )


def _doubt(name: str) -> Message:
    return say(
        "Where an order's step has two reports, the second nearly always has more {pieces} than the first, as"
        " totals have that count on. They were taken as each report's own; if they count on, say so with the"
        ' mapping line [numbers] pieces = "running".',
        pieces=_PIECES[name],
    )
