"""A Parquet file, read into a grid of texts like any other."""

import io

import polars as pl

from simmitt.engine.eventlog.grid import Grid, name_columns, settle
from simmitt.engine.eventlog.holding import holding_of
from simmitt.engine.eventlog.opening import Opened, damaged
from simmitt.ground.errors import Place
from simmitt.ground.texts import say

_SAMPLE_ROWS = 10_000


def read_parquet(opened: Opened) -> Grid:
    """Give the grid of a Parquet file; rows are numbered as if a heading stood in row 1.

    Raises
    ------
    DamagedFile
    """
    try:
        return _read(opened)
    # The library panics where a file breaks what it promises of itself, such as an instant's range.
    except (pl.exceptions.PolarsError, pl.exceptions.PanicException, OSError) as fault:
        raise damaged(Place(file=opened.file), say("a Parquet file")) from fault


def _read(opened: Opened) -> Grid:
    frame = pl.read_parquet(io.BytesIO(opened.content))
    flat = [column for column in frame if not column.dtype.is_nested()]
    names = name_columns([column.name for column in flat], len(flat))
    texts = [_held(column).alias(name) for column, name in zip(flat, names, strict=True)]
    cells, rows = settle(pl.DataFrame(texts), first_row=2)
    exact = frozenset(name for column, name in zip(flat, names, strict=True) if column.dtype.is_numeric())
    return Grid(cells, rows, opened.file, "parquet", exact=exact)


def _held(column: pl.Series) -> pl.Series:
    texts = as_text(column)
    return holding_of(texts.head(_SAMPLE_ROWS)).hold(texts)


def as_text(column: pl.Series) -> pl.Series:
    """Give a typed column as exact texts that read back as they were."""
    kind = column.dtype
    if isinstance(kind, pl.Datetime):
        zone = "+00:00" if kind.time_zone else ""
        moment = column.dt.convert_time_zone("UTC") if kind.time_zone else column
        return moment.dt.strftime("%Y-%m-%d %H:%M:%S%.6f" + zone)
    if kind == pl.Duration:
        return _clock_text(column)
    if kind.is_float() and (column.drop_nulls() % 1 == 0).all():
        return column.cast(pl.Int64, strict=False).cast(pl.String)
    if kind == pl.Binary:
        return pl.Series(column.name, [None] * len(column), dtype=pl.String)
    return column.cast(pl.String)


def _clock_text(column: pl.Series) -> pl.Series:
    seconds = column.dt.total_seconds()
    parts = pl.DataFrame({"h": seconds // 3600, "m": seconds // 60 % 60, "s": seconds % 60})
    written = pl.format(
        "{}:{}:{}",
        pl.col("h"),
        pl.col("m").cast(pl.String).str.zfill(2),
        pl.col("s").cast(pl.String).str.zfill(2),
    )
    return parts.select(pl.when(pl.col("h").is_not_null()).then(written)).to_series().alias(column.name)
