"""Numbers of things that one table writes with noughts before them and another without."""

import polars as pl

from simmitt.ground.texts import Message, say_many

_NUMBERED = ("order", "activity", "machine", "worker", "product", "product_text")
_DIGITS = r"^\d+$"


def written_alike(fresh: pl.DataFrame, known: pl.DataFrame, table: str) -> tuple[pl.DataFrame, list[Message]]:
    """Give a table's rows with numbers written as earlier tables write them, and what was changed.

    A spreadsheet makes 12 of 0012: the two are one number, unless a table itself tells both.

    Parameters
    ----------
    fresh
        The table's rows.
    known
        The rows of the earlier tables.
    """
    notes = []
    for name in _NUMBERED:
        if name not in fresh.columns or name not in known.columns:
            continue
        spelt = _other_spellings(fresh[name], known[name])
        if spelt:
            fresh = fresh.with_columns(pl.col(name).replace(spelt))
            notes.append(_note(spelt, table))
    return fresh, notes


def both_ways_notes(rows: pl.DataFrame) -> list[Message]:
    """Tell of order numbers that one table writes both with and without noughts before them."""
    if "order" not in rows.columns:
        return []
    both = _numbers(rows["order"]).filter(pl.col("ways") > 1).sort("bare")
    if both.is_empty():
        return []
    return [
        say_many(
            "{count} order number stands both with and without noughts before it, as {number}, and counts as"
            " different orders. If it is one, write it in one way.",
            "{count} order numbers stand both with and without noughts before them, as {number}, and count as"
            " different orders. If they are the same, write each in one way.",
            both.height,
            number=both["text"][0],
        )
    ]


def _other_spellings(fresh: pl.Series, known: pl.Series) -> dict[str, str]:
    """Give the earlier tables' way of writing for each number that a table writes with other noughts."""
    new, old = _numbers(fresh), _numbers(known)
    both = new.join(old, on="bare", suffix="_known").filter(pl.col("text") != pl.col("text_known"))
    # Where one side has both ways of writing, they may be two things.
    single = both.filter((pl.col("ways") == 1) & (pl.col("ways_known") == 1))
    return dict(zip(single["text"], single["text_known"], strict=True))


def _numbers(texts: pl.Series) -> pl.DataFrame:
    told = pl.DataFrame({"text": texts.unique().drop_nulls()}).filter(pl.col("text").str.contains(_DIGITS))
    bare = told.with_columns(bare=pl.col("text").str.strip_chars_start("0"))
    return bare.group_by("bare").agg(pl.col("text").min(), ways=pl.len())


def _note(spelt: dict[str, str], table: str) -> Message:
    text, known = min(spelt.items())
    return say_many(
        "{table} writes {count} number with other noughts before it than earlier tables, as {text} for"
        " {known}: they were taken for the same. If they are not, give the tables one by one.",
        "{table} writes {count} numbers with other noughts before them than earlier tables, as {text} for"
        " {known}: they were taken for the same. If they are not, give the tables one by one.",
        len(spelt),
        table=table,
        text=text,
        known=known,
    )
