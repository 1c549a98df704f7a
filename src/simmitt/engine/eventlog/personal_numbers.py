"""Swedish personal identity numbers, found in any text by their date and their check digit.

YYMMDD-NNNC or YYYYMMDD-NNNC, with or without the sign; a plus instead of it says that the person is
over a hundred. Co-ordination numbers have 60 added to the day. The check digit C is Luhn's over the
nine digits before it (Folkbokföringslagen 1991:481, 18 §).
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

_NUMBER = re.compile(
    r"(?<![\d.,])(?P<century>1[89]|20)?(?P<birth>\d{6})(?P<sign>[-+–]| ?)(?P<rest>\d{4})(?!\d)"
)
QUICK_PATTERN = r"\d{6}[-+– ]?\d{4}"
_YOUNGEST_WORKER = 13
_SURE_SHARE = 0.5


@dataclass(frozen=True)
class Shaped:
    """Digits that begin with a birthday, as personal numbers and date-coded orders both do."""

    begin: int
    end: int
    digits: str  # the last ten, by which the same number in two ways of writing is known
    years: tuple[int, ...]  # of birth, as far as they are known
    has_century: bool
    is_over_hundred: bool
    is_sound: bool  # the check digit is right


def shaped_in(text: str) -> list[Shaped]:
    """Give what looks like a personal number in a text."""
    return [one for match in _NUMBER.finditer(text) if (one := _shaped(match)).years]


def are_persons(texts: Iterable[str], until: date | None) -> bool:
    """Tell whether a column that should name things names persons instead.

    A shop may number its orders by date: of such numbers one in ten has a right check digit, and
    nobody who works there was born so late.
    """
    shaped = [one for text in texts for one in shaped_in(text) if until is None or _may_work(one, until)]
    return sum(one.is_sound for one in shaped) > _SURE_SHARE * len(shaped)


def _shaped(match: re.Match[str]) -> Shaped:
    digits = match["birth"] + match["rest"]
    return Shaped(
        *match.span(),
        digits=digits,
        years=_years(match["century"], match["birth"]),
        has_century=bool(match["century"]),
        is_over_hundred=match["sign"] == "+",
        is_sound=_check_digit(digits[:9]) == int(digits[9]),
    )


def _may_work(one: Shaped, until: date) -> bool:
    ages = [until.year - year for year in one.years]
    if one.has_century:
        return max(ages) >= _YOUNGEST_WORKER
    return any((age >= 100) if one.is_over_hundred else (_YOUNGEST_WORKER <= age < 100) for age in ages)


def _years(century: str | None, birth: str) -> tuple[int, ...]:
    short, month, day = int(birth[:2]), int(birth[2:4]), int(birth[4:])
    centuries = (int(century),) if century else (19, 20)
    # A co-ordination number's day is sixty higher.
    return tuple(100 * one + short for one in centuries if _is_day(100 * one + short, month, day % 60))


def _is_day(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def _check_digit(nine: str) -> int:
    """Give Luhn's check digit: every other digit doubled, the digits of all products added."""
    total = sum(sum(divmod(int(digit) * (2 - at % 2), 10)) for at, digit in enumerate(nine))
    return -total % 10
