"""Reading each different cell of a column once: a million reports have few different numbers."""

from collections.abc import Callable

import polars as pl

from simmitt.engine.eventlog.held import as_texts, is_coded, numbered

_FEW_SHARE = 0.5


def once_each(cells: pl.Series, read: Callable[[pl.Series], pl.DataFrame]) -> pl.DataFrame:
    """Give what ``read`` makes of every cell, row by row, having shown it each different cell once.

    Null cells give nulls. Where nearly all cells differ, all are read as they stand.
    """
    if is_coded(cells):
        different, place = numbered(cells)
        if len(different) <= _FEW_SHARE * len(cells):
            return spread(read(different.alias("\0cell")), place)
    texts = as_texts(cells).alias("\0cell")
    different = texts.drop_nulls().unique()
    if len(different) > _FEW_SHARE * len(texts):
        return read(texts)
    told = read(different).with_columns(different)
    joined = texts.to_frame().join(told, on="\0cell", how="left", maintain_order="left")
    return joined.drop("\0cell")


def spread(told: pl.DataFrame, place: pl.Series) -> pl.DataFrame:
    """Give each row what was told of its text; ``place`` says which of them, null for none."""
    return pl.DataFrame([_spread(column, place) for column in told])


def _spread(column: pl.Series, place: pl.Series) -> pl.Series:
    if column.null_count() == len(column):
        # Takes no memory, where gathering nulls would.
        return pl.repeat(None, len(place), dtype=column.dtype, eager=True).alias(column.name)
    return column.gather(place)
