"""Several tables of one sort put together: every row once, each with a number of its own."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import polars as pl

from simmitt.engine.eventlog.grid import Grid
from simmitt.engine.eventlog.log import Part
from simmitt.engine.eventlog.noughts import both_ways_notes, written_alike
from simmitt.engine.eventlog.tables import Table
from simmitt.engine.eventlog.told_twice import plan_notes, sum_notes
from simmitt.ground.texts import Message, say_many

_COPY = "\0copy"
_BEGINNING = frozenset({"order", "start_at"})


@dataclass(frozen=True)
class Piece:
    """The rows of one table, ready to stand beside those of others."""

    table: Table
    rows: pl.DataFrame
    told: frozenset[str]  # the columns that the table itself tells


@dataclass(frozen=True)
class Gathered:
    """The rows of all pieces, and where each of them came from."""

    rows: pl.DataFrame
    parts: tuple[Part, ...]
    notes: tuple[Message, ...]


def gather(pieces: Sequence[Piece], read_as: str) -> Gathered:
    """Give the rows of several tables as one.

    A row that stands identically in two tables, as in exports whose periods overlap, is kept
    once; rows that repeat within one table all stay, since only the diagnosis can judge them.
    Rows count as identical where they agree in all columns that both tables tell.

    Parameters
    ----------
    pieces
        At least one; all have the same columns.
    """
    kept: list[Piece] = []
    parts: list[Part] = []
    notes: list[Message] = []
    last = 0
    for given in pieces:
        piece, more = _written_alike(given, kept)
        notes += more
        fresh = _not_yet_known(piece, kept)
        doubles = piece.rows.height - fresh.height
        if doubles:
            notes.append(_doubles(piece.table, doubles))
        rivals = _rivals(fresh, piece.told, kept)
        if rivals:
            notes.append(_differing(piece.table, rivals))
        elif kept:
            known = pl.concat([one.rows for one in kept])
            notes += plan_notes(fresh, known, piece.table.grid.sheet or piece.table.grid.file)
        grid = piece.table.grid
        first_row = last if parts else 0
        parts.append(Part(grid.file, grid.sheet, piece.table.sha256, first_row, fresh.height, read_as))
        kept.append(Piece(piece.table, fresh.with_columns(pl.col("row") + first_row), piece.told))
        last = first_row + _last_row(grid)
    rows = kept[0].rows if len(kept) == 1 else pl.concat([one.rows for one in kept])
    return Gathered(rows, tuple(parts), (*notes, *sum_notes(rows), *both_ways_notes(rows)))


def _written_alike(piece: Piece, kept: Sequence[Piece]) -> tuple[Piece, list[Message]]:
    if not kept:
        return piece, []
    rows, notes = written_alike(piece.rows, pl.concat([one.rows for one in kept]), piece.table.name)
    return replace(piece, rows=rows), notes


def _last_row(grid: Grid) -> int:
    return int(grid.rows.sort()[-1]) if len(grid.rows) else 0


def _not_yet_known(piece: Piece, kept: Sequence[Piece]) -> pl.DataFrame:
    fresh = piece.rows
    for told in dict.fromkeys(one.told for one in kept):
        common = sorted(piece.told & told)
        if _can_tell_rows_apart(common, piece):
            known = pl.concat([one.rows for one in kept if one.told == told]).select(common)
            fresh = _without(fresh, known, common)
    return fresh


def _can_tell_rows_apart(common: Sequence[str], piece: Piece) -> bool:
    """Whether columns are enough to call rows the same: where any tell when, one of these is needed."""
    instants = {name for name in piece.told if piece.rows.schema[name].is_temporal()}
    return bool(common) and (not instants or not instants.isdisjoint(common))


def _rivals(fresh: pl.DataFrame, told: frozenset[str], kept: Sequence[Piece]) -> int:
    """Count the reports that begin like one of an earlier table and yet differ from it."""
    numbered = fresh.with_row_index(_COPY)
    hit: set[int] = set()
    for one in kept:
        if told & one.told >= _BEGINNING:
            key = sorted((_BEGINNING | {"activity", "machine", "worker", "kind"}) & told & one.told)
            same = numbered.drop_nulls(list(_BEGINNING)).join(one.rows.select(key), on=key, how="semi")
            hit.update(same[_COPY].to_list())
    return len(hit)


def _without(rows: pl.DataFrame, known: pl.DataFrame, columns: list[str]) -> pl.DataFrame:
    """Drop rows that are known; the second of two equal ones only where two are known."""
    copy = pl.int_range(pl.len()).over(columns).alias(_COPY)
    numbered = rows.with_columns(copy)
    left = numbered.join(known.with_columns(copy), on=[*columns, _COPY], how="anti", nulls_equal=True,
                         maintain_order="left")  # fmt: skip
    return left.drop(_COPY)


def _doubles(table: Table, count: int) -> Message:
    return say_many(
        "{count} row stands both in {table} and in an earlier table; it was kept once.",
        "{count} rows stand both in {table} and in earlier tables; they were kept once.",
        count,
        table=table.name,
    )


def _differing(table: Table, count: int) -> Message:
    return say_many(
        "{count} row of {table} has the order and the start of a row of an earlier table, but differs in"
        " something else; both were kept.",
        "{count} rows of {table} have the order and the start of rows of earlier tables, but differ in"
        " something else; all were kept.",
        count,
        table=table.name,
    )
