"""Columns of texts as a table holds them: each different text once, and its number on every row.

A column of ten million reports has few different machines, orders and days, and holding them so
takes a tenth of the memory and of the time. A column is held in one of three ways, all of which
mean the same texts: as a Categorical; in halves (a struct of two Categoricals: a day, and what
stands behind it), where most of its instants differ but days and times of day recur; or as plain
texts, where nearly all differ.
"""

import numpy as np
import numpy.typing as npt
import polars as pl

Bools = npt.NDArray[np.bool_]

DAY, REST = "day", "rest"
_MOST_PAIRS_PER_ROW = 8
_MISSING = np.iinfo(np.uint32).max


def fresh_kind() -> pl.Categorical:
    """Give the type of a column that shares its texts with no other."""
    return pl.Categorical(pl.Categories.random())


def is_halved(column: pl.Series) -> bool:
    """Whether a column is held in halves."""
    return isinstance(column.dtype, pl.Struct)


def is_coded(column: pl.Series) -> bool:
    """Whether each different text of a column is held once."""
    return isinstance(column.dtype, pl.Categorical)


def as_texts(column: pl.Series) -> pl.Series:
    """Give a column as plain texts, however it is held."""
    if is_halved(column):
        whole = pl.concat_str(pl.col(DAY), pl.col(REST)).alias(column.name)
        return column.struct.unnest().select(whole).to_series()
    return column.cast(pl.String)


def all_as_texts(cells: pl.DataFrame) -> pl.DataFrame:
    """Give a table with all its columns as plain texts."""
    return pl.DataFrame([as_texts(column) for column in cells])


def text_at(column: pl.Series, at: int) -> str:
    """Give the text of a filled cell."""
    return str(as_texts(column.slice(at, 1))[0])


def halves(column: pl.Series) -> tuple[pl.Series, pl.Series]:
    """Give the two halves of a column that is held so."""
    return column.struct.field(DAY), column.struct.field(REST)


def in_halves(texts: pl.Series, length: int, kind: pl.Struct) -> pl.Series:
    """Give a column of texts in halves, the first of so many characters."""
    cell = pl.col(texts.name)
    parts = (
        cell.str.slice(0, length).cast(kind.to_schema()[DAY]).alias(DAY),
        cell.str.slice(length).cast(kind.to_schema()[REST]).alias(REST),
    )
    both = pl.struct(*parts)
    told = both if not texts.null_count() else pl.when(cell.is_not_null()).then(both)
    return texts.to_frame().select(told.alias(texts.name)).to_series()


def numbered(column: pl.Series) -> tuple[pl.Series, pl.Series]:
    """Give the different texts of a coded column, and for every row its text's place among them.

    The place is null where nothing stands.
    """
    physical, seen = column.to_physical(), _seen(column)
    texts = _texts_of(column, seen)
    if len(texts) in (0, len(seen)):
        return texts, physical
    present = np.flatnonzero(seen)
    place = np.full(len(seen), _MISSING, np.uint32)
    place[present] = np.arange(len(present), dtype=np.uint32)
    return texts, pl.Series(place).gather(physical)


def _seen(column: pl.Series) -> Bools:
    """Mark the codes that stand on some row, (highest code + 1,)."""
    codes = column.to_physical().drop_nulls().to_numpy()
    seen = np.zeros(int(codes.max(initial=0)) + 1, bool)
    seen[codes] = True
    return seen


def _texts_of(column: pl.Series, seen: Bools) -> pl.Series:
    present = np.flatnonzero(seen).astype(np.uint32)
    return pl.Series(column.name, present).cat.to(column.dtype).cast(pl.String)


def different(column: pl.Series) -> pl.Series:
    """Give the different texts that a column holds, in no order that means anything."""
    if is_coded(column):
        return _texts_of(column, _seen(column))
    return as_texts(column).drop_nulls().unique()


def count_different(column: pl.Series) -> int:
    """Give how many different texts a column holds."""
    if is_coded(column):
        return int(_seen(column).sum())
    if is_halved(column):
        return _count_pairs(column)
    return column.drop_nulls().n_unique()


def _count_pairs(column: pl.Series) -> int:
    (days, day), (rests, rest) = (numbered(half) for half in halves(column.drop_nulls()))
    pair = day.cast(pl.Int64) * len(rests) + rest
    if len(days) * len(rests) > _MOST_PAIRS_PER_ROW * len(column):
        return pair.n_unique()
    # Marking each pair takes less than a table of those that were met.
    seen = np.zeros(len(days) * len(rests), bool)
    seen[pair.to_numpy()] = True
    return int(seen.sum())


def matching(column: pl.Series, pattern: str) -> pl.Series:
    """Tell which cells a pattern is found in; where nothing stands it may be null."""
    if is_coded(column):
        texts, place = numbered(column)
        return texts.str.contains(pattern).gather(place)
    return as_texts(column).str.contains(pattern)


def longest_bytes(column: pl.Series) -> int:
    """Give how many bytes the longest text of a column takes at most."""
    if is_halved(column):
        return sum(map(longest_bytes, halves(column)))
    texts = different(column) if is_coded(column) else column
    longest = texts.str.len_bytes().max()
    return longest if isinstance(longest, int) else 0
