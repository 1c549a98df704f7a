"""How a column of texts is best held, as its first rows suggest, and holding it so."""

from dataclasses import dataclass

import polars as pl

from simmitt.engine.eventlog.blanks import BLANKS, tidied
from simmitt.engine.eventlog.cell_parts import is_counted, read_each
from simmitt.engine.eventlog.held import DAY, REST, different, fresh_kind, halves, in_halves

# Of a column with fewer different texts each is held once, whatever it says.
_FEW_SHARE, _MANY_SHARE = 0.1, 0.5
_LOOKED_AT = 400


@dataclass(frozen=True)
class Holding:
    """A way to hold a column: its type, and where to halve it if it is held in halves."""

    kind: pl.DataType
    halved_at: int = 0

    def hold(self, texts: pl.Series) -> pl.Series:
        """Give a column held so; halves come without blanks around the text and null for nothing."""
        if not isinstance(self.kind, pl.Struct):
            return texts.cast(self.kind)
        told = in_halves(texts, self.halved_at, self.kind)
        return told if _is_tidy(told) else in_halves(tidied(texts), self.halved_at, self.kind)


def holding_of(sample: pl.Series) -> Holding:
    """Give the way to hold a column of which these are the first rows."""
    filled = sample.drop_nulls()
    count = filled.n_unique()
    if count > _FEW_SHARE * len(filled) and (length := _length_of_day(filled)):
        return Holding(pl.Struct({DAY: fresh_kind(), REST: fresh_kind()}), length)
    return Holding(pl.String() if count > _MANY_SHARE * len(sample) else fresh_kind())


def _length_of_day(filled: pl.Series) -> int:
    """Give the length of what tells the day in every cell, 0 where it varies or nothing stands behind."""
    sample = tidied(filled.gather_every(max(1, len(filled) // _LOOKED_AT))).alias("cell").drop_nulls()
    if sample.is_empty() or is_counted(sample).any():
        return 0
    told = read_each(sample)
    lengths = told["day"].str.len_chars()
    if lengths.n_unique() > 1 or lengths.null_count() or not (told["micros"] > 0).any():
        return 0
    return int(lengths[0])


def _is_tidy(column: pl.Series) -> bool:
    """Whether no cell begins or ends with a blank; what ends with its day alone is not looked into."""
    days, rests = (different(half) for half in halves(column))
    if (rests == "").any():
        return False
    return bool((days == days.str.strip_chars_start(BLANKS)).all()) and bool(
        (rests == rests.str.strip_chars_end(BLANKS)).all()
    )
