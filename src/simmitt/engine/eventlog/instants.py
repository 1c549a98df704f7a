"""Dates and times as people and programs write them, taken apart and put together again.

A column of a million reports has few different days and few different times of day: where its
cells divide in the same way throughout, their halves are read once each.
"""

from dataclasses import dataclass

import polars as pl

from simmitt.engine.eventlog.cell_parts import is_counted, read_counted, read_each, read_rests
from simmitt.engine.eventlog.days import Evidence, date_of, shape_of, weigh
from simmitt.engine.eventlog.held import as_texts, halves, is_halved, numbered
from simmitt.engine.eventlog.mapping import DateOrder
from simmitt.engine.eventlog.once import once_each, spread

__all__ = ["Evidence", "Written", "date_of", "take_apart", "to_instants", "weigh"]

_LOOKED_AT = 400
_EIGHT_DIGITS = r"^\d{8}$"


@dataclass(frozen=True)
class Written:
    """A column of instants, taken apart but not yet dated."""

    day: pl.Series
    micros: pl.Series  # after midnight; null where the time of day is impossible
    zone_s: pl.Series  # seconds east of UTC; null where none is stated
    excel: pl.Series  # True where a number of days stood, as Excel counts them from 1900

    @property
    def zoned(self) -> bool:
        """Whether the column states time zones."""
        return self.zone_s.null_count() < len(self.zone_s)


def take_apart(texts: pl.Series) -> Written:
    """Split a column of texts, however it is held, into days, times of day and zones."""
    cells = texts.alias("cell")
    told = _with_whole(cells, *_of_held_halves(cells)) if is_halved(cells) else _read(as_texts(cells))
    return Written(told["day"], told["micros"], told["zone_s"], told["excel"].fill_null(value=False))


def _of_held_halves(cells: pl.Series) -> tuple[pl.DataFrame, pl.Series]:
    """Read each different day and each different rest once; tell which rows were read soundly."""
    day, rest = halves(cells)
    (days, day_place), (rests, rest_place) = numbered(day), numbered(rest)
    known, packed = _known_days(days)
    told = read_rests(rests.alias("rest"), packed=packed)
    place = pl.DataFrame({"rest": rests}).join(
        told.with_row_index("at"), on="rest", how="left", maintain_order="left"
    )
    ordered = told[place["at"]]
    sound = spread(ordered.select("sound"), rest_place)["sound"] & known.gather(day_place)
    parts = spread(ordered.select("micros", "zone_s"), rest_place)
    nowhere = pl.repeat(value=False, n=len(cells), eager=True)
    return parts.with_columns(day.alias("day"), nowhere.alias("excel")), sound.fill_null(value=False)


def _read(cells: pl.Series) -> pl.DataFrame:
    """Read a column in the quickest way that its sample allows, and what doesn't follow it in whole."""
    filled = cells.drop_nulls()
    sample = filled.gather_every(max(1, len(filled) // _LOOKED_AT))
    counted = is_counted(sample)
    if len(sample) and counted.all():
        return _with_whole(cells, read_counted(cells), is_counted(cells))
    frame = None if counted.any() else _halved(cells, sample)
    if frame is None:
        return once_each(cells, read_each)
    parts, sound = _of_halves(frame)
    return _with_whole(cells, parts, sound)


def _halved(cells: pl.Series, sample: pl.Series) -> pl.DataFrame | None:
    """Divide cells into day and rest, if days or rests have the same length throughout."""
    days = read_each(sample)["day"].str.len_chars()
    lengths, rests = set(days), set(sample.str.len_chars() - days)
    if len(lengths) == 1 and None not in lengths:
        length = int(lengths.pop())
        return pl.DataFrame({"day": cells.str.slice(0, length), "rest": cells.str.slice(length)})
    if len(rests) == 1 and None not in rests:
        length = int(rests.pop())
        return (
            pl.DataFrame({"day": cells.str.head(-length), "rest": cells.str.tail(length)}) if length else None
        )
    return None


def _of_halves(frame: pl.DataFrame) -> tuple[pl.DataFrame, pl.Series]:
    """Read each different day and each different rest once; tell which rows were read soundly."""
    days = frame["day"].drop_nulls().unique()
    known, packed = _known_days(days)
    told = frame.join(
        pl.DataFrame({"day": days, "known": known}),
        on="day", how="left", maintain_order="left",
    ).join(
        read_rests(frame["rest"].drop_nulls().unique(), packed=packed),
        on="rest", how="left", maintain_order="left",
    )  # fmt: skip
    parts = told.select("day", "micros", "zone_s", excel=pl.lit(value=False))
    return parts, (told["known"] & told["sound"]).fill_null(value=False)


def _known_days(days: pl.Series) -> tuple[pl.Series, bool]:
    """Tell which days are written in a way that is known, and whether all run together."""
    known = [shape_of(day) is not None or date_of(day, None) is not None for day in days]
    return pl.Series(known, dtype=pl.Boolean), bool(days.str.contains(_EIGHT_DIGITS).all())


def _with_whole(cells: pl.Series, parts: pl.DataFrame, sound: pl.Series) -> pl.DataFrame:
    """Put the parts of cells that were not read soundly in place, read in whole."""
    odd = (cells.is_not_null() & ~sound).arg_true()
    if odd.is_empty():
        return parts
    whole = once_each(as_texts(cells.gather(odd)), read_each)
    plain = parts.with_columns(as_texts(parts["day"]))
    return plain.select(plain[name].scatter(odd, whole[name]).alias(name) for name in plain.columns)


def to_instants(written: Written, orders: dict[str, DateOrder]) -> pl.Series:
    """Give instants, in UTC where zones are stated; null for what is no date.

    Where a column states zones, a cell without one is no instant: it could be any.
    """
    dates = once_each(written.day, lambda days: _dates(days, orders))["date"]
    frame = pl.DataFrame({"date": dates, "micros": written.micros, "zone_s": written.zone_s})
    instant = pl.col("date").cast(pl.Datetime("us")) + pl.duration(microseconds=pl.col("micros"))
    if written.zoned:
        instant = instant - pl.duration(seconds=pl.col("zone_s"))
    return frame.select(instant.alias("instant")).to_series()


def _dates(days: pl.Series, orders: dict[str, DateOrder]) -> pl.DataFrame:
    known = {day: date_of(day, orders.get(shape_of(day) or "")) for day in days.drop_nulls().unique()}
    found = {day: value for day, value in known.items() if value}
    return pl.DataFrame({"date": days.replace_strict(found, default=None, return_dtype=pl.Date)})
