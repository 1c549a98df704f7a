"""Tables made lean to be sent: each different text once, and no columns that hold nothing."""

from collections.abc import Sequence

import polars as pl

from simmitt.engine.eventlog.held import fresh_kind, numbered

_FEW_SHARE = 0.5
_FEWEST_ROWS = 1_000


def leaned(frame: pl.DataFrame) -> list[pl.DataFrame]:
    """Give a table in parts: its columns' types, its rows, and a table for each column that rows number.

    A text that recurs is sent once, and rows hold its number; columns without anything are left out.
    """
    told = [column for column in frame if column.null_count() < len(column)] or frame.get_columns()
    columns, texts = [], []
    for column in told:
        words = _words(column)
        if words is None:
            columns.append(column)
        else:
            texts.append(words[0].to_frame())
            columns.append(words[1].alias(column.name))
    return [frame.clear(), pl.DataFrame(columns), *texts]


def _words(column: pl.Series) -> tuple[pl.Series, pl.Series] | None:
    """Give the different texts of a column and each row's place among them, where they recur."""
    if column.dtype != pl.String or len(column) < _FEWEST_ROWS:
        return None
    texts, place = numbered(column.cast(fresh_kind()))
    return (texts.alias(column.name), place) if len(texts) <= _FEW_SHARE * len(column) else None


def filled_out(parts: Sequence[pl.DataFrame]) -> pl.DataFrame:
    """Give the table that was made lean."""
    shape, rows, *texts = parts
    words = {column.name: column for table in texts for column in table}
    columns = {}
    for name, dtype in shape.schema.items():
        if name in words:
            columns[name] = words[name].gather(rows[name])
        elif name in rows.columns:
            columns[name] = rows[name]
        else:
            columns[name] = pl.repeat(None, rows.height, dtype=dtype, eager=True)
    return pl.DataFrame(columns)
