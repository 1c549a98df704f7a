"""Dates and times as people and programs write them.

The order of day, month and year is found from every row of a column, and only from what is
impossible: there is no month 13. Where both readings stay possible the user is asked.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import polars as pl

from simmitt.engine.eventlog.mapping import DateOrder

# A day, then perhaps a time of day, then perhaps a zone; "kl" is what Swedes put between.
_CELL = (
    r"^(?P<day>.+?)(?:[T ,-]+(?:kl\.? ?)?(?P<hour>\d{1,2})[:.](?P<minute>\d{2})"
    r"(?:[:.](?P<second>\d{2})(?:[.,](?P<fraction>\d{1,9}))?)?"
    r"\s*(?:(?P<half>[AaPp])\.?[Mm]\.?)?\s*(?P<zone>Z|UTC|[+-]\d{2}(?::?\d{2})?)?)?$"
)
_RUN_TOGETHER = r"^((?:19|20)\d{6})[T ]?(\d{2})(\d{2})(\d{2})?$"
_NO_DATE = r"^[0.:/ -]+$"
_MONTHS = ("jan", "feb", "mar", "apr", "ma[jy]", "jun", "jul", "aug", "sep", "o[ck]t", "nov", "dec")
_SHAPES: tuple[tuple[str, re.Pattern[str], tuple[DateOrder, ...]], ...] = (
    ("year first", re.compile(r"(\d{4})[-/. ](\d{1,2})[-/. ](\d{1,2})"), ("ymd",)),
    ("run together", re.compile(r"((?:19|20)\d{2})(\d{2})(\d{2})"), ("ymd",)),
    ("year last", re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})"), ("dmy", "mdy")),
    ("short year", re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{1,2})"), ("ymd", "dmy", "mdy")),
)
_WORD_MONTH = re.compile(r"(\d{1,2})[-. ]*([a-zåäö]{3,9})[-., ]*(\d{4}|\d{2})", re.IGNORECASE)
_MONTH_FIRST = re.compile(r"([a-z]{3,9})[-. ]*(\d{1,2})[-., ]+(\d{4})", re.IGNORECASE)
# One typing error in twenty-five dates doesn't turn the column's order around.
_OVERWHELMING = 25


@dataclass(frozen=True)
class Written:
    """A column of instants, taken apart but not yet dated."""

    day: pl.Series
    micros: pl.Series  # after midnight; null where the time of day is impossible
    zone_s: pl.Series  # seconds east of UTC; null where none is stated

    @property
    def zoned(self) -> bool:
        """Whether the column states time zones."""
        return self.zone_s.null_count() < len(self.zone_s)


@dataclass(frozen=True)
class Evidence:
    """What a column's dates tell about their order, per shape of writing."""

    shape: str
    possible: tuple[DateOrder, ...]  # those that explain the most dates
    allowed: tuple[DateOrder, ...]  # those that the shape can have at all
    decided: DateOrder | None
    example: str  # a date that could be read in several ways, or contradicts the others


def take_apart(texts: pl.Series) -> Written:
    """Split a column of texts into days, times of day and zones."""
    frame = pl.DataFrame({"cell": texts.cast(pl.String)}).select(
        pl.when(~pl.col("cell").str.contains(_NO_DATE)).then("cell")
    )
    spaced = pl.col("cell").str.replace(_RUN_TOGETHER, "$1 $2:$3:${4}").str.strip_suffix(":")
    parts = frame.select(spaced.str.extract_groups(_CELL)).unnest("cell")
    hour = pl.col("hour").cast(pl.Int64)
    late, early = pl.col("half").str.to_lowercase() == "p", pl.col("half").str.to_lowercase() == "a"
    hour = pl.when(late & (hour < 12)).then(hour + 12).when(early & (hour == 12)).then(0).otherwise(hour)
    minute, second = (pl.col(name).cast(pl.Int64).fill_null(0) for name in ("minute", "second"))
    fraction = pl.col("fraction").fill_null("0").str.pad_end(6, "0").str.slice(0, 6).cast(pl.Int64)
    sound = (hour <= 24) & (minute < 60) & (second < 60)
    clock = ((hour * 60 + minute) * 60 + second) * 1_000_000 + fraction
    told = parts.select(
        "day",
        micros=pl.when(pl.col("hour").is_null()).then(0).when(sound).then(clock),
        zone_s=_zone_s(),
    )
    return Written(told["day"], told["micros"], told["zone_s"])


def _zone_s() -> pl.Expr:
    zone = pl.col("zone")
    digits = zone.str.replace_all(r"\D", "").str.pad_end(4, "0")
    seconds = digits.str.slice(0, 2).cast(pl.Int64) * 3600 + digits.str.slice(2, 2).cast(pl.Int64) * 60
    signed = pl.when(zone.str.starts_with("-")).then(-seconds).otherwise(seconds)
    return pl.when(zone.is_in(["Z", "UTC"])).then(0).when(zone.is_not_null()).then(signed)


def weigh(days: Iterable[str]) -> list[Evidence]:
    """Tell for each shape of writing in a column which orders its dates allow."""
    by_shape: dict[str, list[str]] = {}
    for day in days:
        shape = _shape_of(day)
        if shape:
            by_shape.setdefault(shape, []).append(day)
    return [_weigh_shape(shape, found) for shape, found in by_shape.items()]


def _weigh_shape(shape: str, days: list[str]) -> Evidence:
    orders = next(orders for name, _, orders in _SHAPES if name == shape)
    readings = {order: [date_of(day, order) for day in days] for order in orders}
    sound = [i for i in range(len(days)) if any(readings[order][i] for order in orders)]
    fits = {order: sum(readings[order][i] is not None for i in sound) for order in orders}
    most = max(fits.values(), default=0)
    best = [order for order in orders if fits[order] == most]
    if len({tuple(readings[order][i] for i in sound) for order in best}) > 1:
        doubtful = next(i for i in sound if len({readings[order][i] for order in best}) > 1)
        return Evidence(shape, tuple(best), orders, None, days[doubtful])
    against = [i for i in sound if readings[best[0]][i] is None]
    only_for = min((most - fits[order] + len(against) for order in orders if order != best[0]), default=0)
    if against and only_for < _OVERWHELMING * len(against):
        return Evidence(shape, orders, orders, None, days[against[0]])
    return Evidence(shape, (best[0],), orders, best[0], days[0])


def to_instants(written: Written, orders: dict[str, DateOrder]) -> pl.Series:
    """Give instants, in UTC where zones are stated; null for what is no date.

    Where a column states zones, a cell without one is no instant: it could be any.
    """
    days = written.day.drop_nulls().unique().to_list()
    dated = {day: date_of(day, orders.get(_shape_of(day) or "")) for day in days}
    found = {day: value for day, value in dated.items() if value}
    dates = written.day.replace_strict(found, default=None, return_dtype=pl.Date)
    frame = pl.DataFrame({"date": dates, "micros": written.micros, "zone_s": written.zone_s})
    instant = pl.col("date").cast(pl.Datetime("us")) + pl.duration(microseconds=pl.col("micros"))
    if written.zoned:
        instant = instant - pl.duration(seconds=pl.col("zone_s"))
    return frame.select(instant.alias("instant")).to_series()


@lru_cache(maxsize=65_536)
def _shape_of(day: str) -> str | None:
    return next((name for name, pattern, _ in _SHAPES if pattern.fullmatch(day)), None)


@lru_cache(maxsize=65_536)
def date_of(day: str, order: DateOrder | None) -> date | None:
    """Give the date that a text means in an order, or None where there is no such date."""
    if any(letter.isalpha() for letter in day):
        return _of_words(day)
    for _, pattern, orders in _SHAPES:
        match = pattern.fullmatch(day)
        if match:
            return _of_numbers(match.groups(), order or orders[0]) if order or len(orders) == 1 else None
    return None


def _of_numbers(parts: tuple[str, ...], order: DateOrder) -> date | None:
    year, month, day = (int(parts[order.index(letter)]) for letter in "ymd")
    return _date(year if len(parts[order.index("y")]) == 4 else _full_year(year), month, day)


def _of_words(text: str) -> date | None:
    match = _WORD_MONTH.fullmatch(text)
    turned = _MONTH_FIRST.fullmatch(text)
    if match:
        day, word, year = match.groups()
    elif turned:
        word, day, year = turned.groups()
    else:
        return None
    number = next((i for i, name in enumerate(_MONTHS, 1) if re.match(name, word, re.IGNORECASE)), 0)
    return _date(int(year) if len(year) == 4 else _full_year(int(year)), number, int(day))


def _full_year(short: int) -> int:
    return short + (2000 if short < 70 else 1900)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
