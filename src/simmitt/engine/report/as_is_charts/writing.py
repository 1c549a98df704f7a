"""Times, clocks and tables as the pictures write them."""

from collections.abc import Sequence
from math import isfinite

from simmitt.engine.report.document import Align, Table
from simmitt.engine.report.words import Words
from simmitt.ground.texts import Message, say
from simmitt.ground.units import DAY_S, HOUR_S, MINUTE_S

UNKNOWN = "–"
# From two days on a time is told in days, from an hour and a half on in hours.
_DAYS_FROM_S, _HOURS_FROM_S, _MINUTES_FROM_S = 2 * DAY_S, 1.5 * HOUR_S, 1.5 * MINUTE_S
_SHORT = (
    say("{amount} d", amount=""), say("{amount} h", amount=""), say("{amount} min", amount=""),
    say("{amount} s", amount=""),
)  # fmt: skip
_TOLD = (
    say("{amount} days", amount=""), say("{amount} hours", amount=""), say("{amount} minutes", amount=""),
    say("{amount} seconds", amount=""),
)  # fmt: skip


def short_time(seconds: float | None, words: Words) -> str:
    """Give a time in the unit that people would use, short enough for a drawing; a dash if unknown."""
    return _time(seconds, words, _SHORT)


def told_time(seconds: float | None, words: Words) -> str:
    """Give a time in the unit that people would use, for sentences and tables; a dash if unknown."""
    return _time(seconds, words, _TOLD)


def _time(seconds: float | None, words: Words, units: tuple[Message, Message, Message, Message]) -> str:
    if seconds is None or not isfinite(seconds):
        return UNKNOWN
    days, hours, minutes, rest = units
    if seconds >= _DAYS_FROM_S:
        return words(days.filled(amount=_rounded(seconds / DAY_S, words)))
    if seconds >= _HOURS_FROM_S:
        return words(hours.filled(amount=_rounded(seconds / HOUR_S, words)))
    if seconds >= _MINUTES_FROM_S:
        return words(minutes.filled(amount=_rounded(seconds / MINUTE_S, words)))
    return words(rest.filled(amount=words.number(seconds))) if round(seconds) else "0"


def hours(seconds: float, words: Words, decimals: int = 0) -> str:
    """Give hours with their unit."""
    return words(say("{amount} h", amount=words.number(seconds / HOUR_S, decimals)))


def share(value: float | None, words: Words) -> str:
    """Give a share as per cent, with a decimal below ten; a dash if unknown."""
    if value is None or not isfinite(value):
        return UNKNOWN
    return words.share(value, 1 if abs(value) < 0.0995 else 0)


def clock(seconds_of_day: float, words: Words) -> str:
    """Give a time of day, 24:00 for the end of it."""
    minutes = round(seconds_of_day / MINUTE_S)
    return words(say("{hour}:{minute}", hour=f"{minutes // 60:02d}", minute=f"{minutes % 60:02d}"))


def listed(texts: Sequence[str], most: int, words: Words) -> str:
    """Give texts with commas between, those beyond ``most`` as a number."""
    shown, rest = texts[:most], len(texts) - most
    if rest <= 0:
        return ", ".join(shown)
    return words(say("{shown} and {rest} more", shown=", ".join(shown), rest=rest))


def table(
    title: Message, headings: Sequence[Message], rows: Sequence[Sequence[str]], words: Words, names: int = 1
) -> Table:
    """Give a table whose first columns are names and whose others are figures."""
    align: list[Align] = ["left" if column < names else "right" for column in range(len(headings))]
    return Table(words(title), tuple(words(each) for each in headings), tuple(tuple(row) for row in rows),
                 tuple(align))  # fmt: skip


def _rounded(amount: float, words: Words) -> str:
    return words.number(amount, 1 if amount < 9.95 else 0)
