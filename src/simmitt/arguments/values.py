"""Reads the values of options, and says what was expected where they can't be."""

import re
from argparse import ArgumentTypeError
from collections.abc import Callable
from datetime import datetime

from simmitt.ground.texts import Message, say

Tell = Callable[[Message], str]
# 400.000 and 400,000: thousands to some, decimals to others.
_THOUSANDS_OR_DECIMALS = re.compile(r"\d{1,3}([.,]\d{3})+")
_MOST_SEK, _MOST_WEEKS = 1e12, 1_000
_FIRST_YEAR, _LAST_YEAR = 1990, 2200
_LAST_PORT = 65_535
_WHOLE_PERCENT = 100.0


def whole(tell: Tell, minimum: int) -> Callable[[str], int]:
    """Read a whole number, at least so large."""

    def read(text: str) -> int:
        if text.isdecimal() and int(text) >= minimum:
            return int(text)
        raise ArgumentTypeError(tell(say("expected a whole number of at least {minimum}", minimum=minimum)))

    return read


def amount(tell: Tell) -> Callable[[str], float]:
    """Read an amount of money that can be read in one way only."""

    def read(text: str) -> float:
        digits = "".join(text.split())
        if _THOUSANDS_OR_DECIMALS.fullmatch(digits):
            told = say("{text} can be read in two ways; write 400000, or 400000.50 with decimals", text=text)
            raise ArgumentTypeError(tell(told))
        value = _number(digits)
        if value is None or not 0 <= value <= _MOST_SEK:
            raise ArgumentTypeError(tell(say("expected an amount such as 400000")))
        return value

    return read


def share(tell: Tell) -> Callable[[str], float]:
    """Read a share as percent, 2% or 2, above 0 and below 100."""

    def read(text: str) -> float:
        value = _number(text.strip().removesuffix("%").strip().replace(",", "."))
        if value is None or not 0 < value < _WHOLE_PERCENT:
            raise ArgumentTypeError(tell(say("expected a percentage above 0 and below 100, such as 2%")))
        return value / _WHOLE_PERCENT

    return read


def positive(tell: Tell) -> Callable[[str], float]:
    """Read a number above 0."""

    def read(text: str) -> float:
        value = _number(text)
        if value is None or not 0 < value <= _MOST_WEEKS:
            raise ArgumentTypeError(
                tell(say("expected a number above 0 and at most {most}", most=_MOST_WEEKS))
            )
        return value

    return read


def _number(text: str) -> float | None:
    """Read a number with point or comma; none where it is no finite number."""
    try:
        value = float(text.replace(",", "."))
    except ValueError:
        return None
    return value if abs(value) < float("inf") else None


def instant(tell: Tell) -> Callable[[str], datetime]:
    """Read a date, or a date and a time."""

    def read(text: str) -> datetime:
        try:
            instant = datetime.fromisoformat(text).replace(tzinfo=None)
        except ValueError:
            raise ArgumentTypeError(tell(say("expected a date as 2026-01-05"))) from None
        if not _FIRST_YEAR <= instant.year <= _LAST_YEAR:
            raise ArgumentTypeError(tell(say("expected a date as 2026-01-05")))
        return instant

    return read


def port(tell: Tell) -> Callable[[str], int]:
    """Read the number of a port."""

    def read(text: str) -> int:
        if text.isdecimal() and 0 < int(text) <= _LAST_PORT:
            return int(text)
        raise ArgumentTypeError(tell(say("expected a port, from 1 to 65535")))

    return read
