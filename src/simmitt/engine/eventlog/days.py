"""Days as people and programs write them, and the order of day, month and year.

The order is found from every date of a column, and only from what is impossible: there is no
month 13, and no log whose many dates all fall on the 25th of a month, spread over thirty years, as
those of April 2025 written 250401 would if the year came last. Where several readings stay possible
the user is asked.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from simmitt.engine.eventlog.mapping import DateOrder

_MONTHS = ("jan", "feb", "mar", "apr", "ma[jy]", "jun", "jul", "aug", "sep", "o[ck]t", "nov", "de[cs]")
_ALL: tuple[DateOrder, ...] = ("ymd", "dmy", "mdy")
WEEK = "week"
_SHAPES: tuple[tuple[str, re.Pattern[str], tuple[DateOrder, ...]], ...] = (
    ("year first", re.compile(r"(\d{4})[-/. ](\d{1,2})[-/. ](\d{1,2})"), ("ymd",)),
    ("run together", re.compile(r"((?:19|20)\d{2})(\d{2})(\d{2})"), ("ymd",)),
    ("year last", re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})"), ("dmy", "mdy")),
    ("short year", re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{1,2})"), _ALL),
    ("six digits", re.compile(r"(\d{2})(\d{2})(\d{2})"), _ALL),
)
_WORD_MONTH = re.compile(r"(\d{1,2})[-. ]*([a-zåäö]{3,9})[-., ]*(\d{4}|\d{2})", re.IGNORECASE)
_MONTH_FIRST = re.compile(r"([a-z]{3,9})[-. ]*(\d{1,2})[-., ]+(\d{4})", re.IGNORECASE)
_WEEK = re.compile(r"(\d{4}) ?-?[wv]\.? ?(\d{1,2})(?:-?([1-7]))?", re.IGNORECASE)
# "Ons 23 apr 2025", "Wednesday, 23 April 2025", "den 23 april 2025"
_WEEKDAY = re.compile(
    r"(?:(?:mån|man|mon|tis|tue|ons|wed|tor|thu|fre|fri|lör|lor|sat|sön|son|sun)[a-zåäö]*\.?,? )?(?:den )?"
    r"(?=.*\d)",
    re.IGNORECASE,
)
# One typing error in twenty-five dates doesn't turn the column's order around.
_OVERWHELMING = 25
# Of so many different dates a log spreads over few years; read in a wrong order, with the day as the
# year, they spread over decades.
_SEVERAL, _FEW_YEARS, _DECADES = 8, 6, 15


@dataclass(frozen=True)
class Evidence:
    """What a column's dates tell about their order, per shape of writing."""

    shape: str
    possible: tuple[DateOrder, ...]  # those that explain the most dates
    allowed: tuple[DateOrder, ...]  # those that the shape can have at all
    decided: DateOrder | None
    example: str  # a date that could be read in several ways, or contradicts the others


def weigh(days: Iterable[str]) -> list[Evidence]:
    """Tell for each shape of writing in a column which orders its dates allow."""
    by_shape: dict[str, list[str]] = {}
    for day in days:
        shape = shape_of(day)
        if shape and shape != WEEK:
            by_shape.setdefault(shape, []).append(day)
    return [_weigh_shape(shape, found) for shape, found in by_shape.items()]


def _weigh_shape(shape: str, days: list[str]) -> Evidence:
    orders = next(orders for name, _, orders in _SHAPES if name == shape)
    readings = {order: [date_of(day, order) for day in days] for order in orders}
    sound = [i for i in range(len(days)) if any(readings[order][i] for order in orders)]
    fits = {order: sum(readings[order][i] is not None for i in sound) for order in orders}
    most = max(fits.values(), default=0)
    best = _likely({order: readings[order] for order in orders if fits[order] == most})
    if len({tuple(readings[order][i] for i in sound) for order in best}) > 1:
        doubtful = next(i for i in sound if len({readings[order][i] for order in best}) > 1)
        return Evidence(shape, tuple(best), orders, None, days[doubtful])
    against = [i for i in sound if readings[best[0]][i] is None]
    others = [order for order in orders if order not in best and fits[order] < most]
    only_for = min((most - fits[order] + len(against) for order in others), default=0)
    if against and only_for < _OVERWHELMING * len(against):
        return Evidence(shape, orders, orders, None, days[against[0]])
    return Evidence(shape, (best[0],), orders, best[0], days[0])


def _likely(readings: dict[DateOrder, list[date | None]]) -> list[DateOrder]:
    """Leave out the orders that spread a log over decades, where another one needs few years."""
    years = {order: [day.year for day in days if day] for order, days in readings.items()}
    spread = {order: max(found, default=0) - min(found, default=0) for order, found in years.items()}
    if min(map(len, years.values())) < _SEVERAL or min(spread.values()) > _FEW_YEARS:
        return list(readings)
    return [order for order in readings if spread[order] < _DECADES]


@lru_cache(maxsize=65_536)
def shape_of(day: str) -> str | None:
    """Give the shape that a day in figures is written in; None for words and for no date."""
    if _WEEK.fullmatch(day):
        return WEEK
    plain = _without_weekday(day)
    return next((name for name, pattern, _ in _SHAPES if pattern.fullmatch(plain)), None)


def is_week_alone(day: str) -> bool:
    """Whether a week is named without a day of it."""
    match = _WEEK.fullmatch(day)
    return match is not None and match.group(3) is None


@lru_cache(maxsize=65_536)
def date_of(day: str, order: DateOrder | None) -> date | None:
    """Give the date that a text means in an order, or None where there is no such date.

    A week without a day is its Monday.
    """
    week = _WEEK.fullmatch(day)
    if week:
        return _of_week(week)
    plain = _without_weekday(day)
    if any(letter.isalpha() for letter in plain):
        return _of_words(plain)
    for _, pattern, orders in _SHAPES:
        match = pattern.fullmatch(plain)
        if match:
            return _of_numbers(match.groups(), order or orders[0]) if order or len(orders) == 1 else None
    return None


def _without_weekday(day: str) -> str:
    return _WEEKDAY.sub("", day, count=1) if day[:1].isalpha() else day


def _of_week(match: re.Match[str]) -> date | None:
    try:
        return date.fromisocalendar(int(match.group(1)), int(match.group(2)), int(match.group(3) or 1))
    except ValueError:
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
