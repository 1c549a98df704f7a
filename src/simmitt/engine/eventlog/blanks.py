"""Texts without blanks around them, and the words that exports write where there is nothing."""

from itertools import product

import polars as pl

BLANKS = " \t\r\n\u00a0\ufeff"
NOTHING = ("", "-", "–", "--", "null", "(null)", "n/a", "#n/a", "nan", "none", "nat")
# In capitals and small letters: looking them up is quicker than lowering a million cells.
_NOTHING_WRITTEN = [
    "".join(written) for word in NOTHING for written in product(*({c.lower(), c.upper()} for c in word))
]


def tidied(texts: pl.Series) -> pl.Series:
    """Give texts without blanks around them, and null where nothing stands."""
    bare = pl.col(texts.name)
    return (
        texts.to_frame()
        .select(bare.str.strip_chars(BLANKS))
        .select(pl.when(bare.is_in(_NOTHING_WRITTEN)).then(None).otherwise(bare).alias(texts.name))
        .to_series()
    )
