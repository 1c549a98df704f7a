"""Swedish working days: Monday to Friday, without public holidays and the eves that count as such."""

from collections.abc import Mapping
from datetime import date, timedelta
from functools import lru_cache
from types import MappingProxyType

from simmitt.ground.texts import Message, say

SATURDAY = 5
DAY = timedelta(days=1)
# Month and day. Three eves are no holidays by law, but no office keeps its promises on them.
FIXED = ((1, 1), (1, 6), (5, 1), (6, 6), (12, 24), (12, 25), (12, 26), (12, 31))
# Days from Easter Sunday: Good Friday, Easter Monday, Ascension Day.
FROM_EASTER = (-2, 1, 39)


def working_days_after(start: date, days: int) -> date:
    """Give the last of so many working days, the first of which comes after ``start``."""
    when = start
    for _day in range(days):
        when += DAY
        while not is_working_day(when):
            when += DAY
    return when


def working_days_until(start: date, end: date) -> int:
    """Count the working days after ``start``, ``end`` included; negative where it lies before."""
    if end < start:
        return -working_days_until(end, start)
    days = (start + timedelta(days=number) for number in range(1, (end - start).days + 1))
    return sum(is_working_day(day) for day in days)


def is_working_day(when: date) -> bool:
    """Tell whether people are at work."""
    return when.weekday() < SATURDAY and when not in holidays(when.year)


@lru_cache(maxsize=32)
def holidays(year: int) -> frozenset[date]:
    """Give the year's holidays that may fall on a weekday.

    All Saints' Day and Midsummer Day are always Saturdays; Midsummer Eve is the Friday before.
    """
    easter = easter_sunday(year)
    midsummer_eve = _friday_from(date(year, 6, 19))
    return frozenset(
        (
            *(date(year, month, day) for month, day in FIXED),
            *(easter + timedelta(days=away) for away in FROM_EASTER),
            midsummer_eve,
        )
    )


def holiday_name(when: date) -> Message | None:
    """Name a Swedish public holiday, or one of the three eves that count as such; Sundays are none."""
    return named_holidays(when.year).get(when)


@lru_cache(maxsize=32)
def named_holidays(year: int) -> Mapping[date, Message]:
    """Give the year's holidays by date, those at weekends too.

    Notes
    -----
    Lag (1989:253) om allmänna helgdagar; since 2005 the sixth of June in place of Whit Monday.
    """
    easter = easter_sunday(year)
    midsummer_eve = _friday_from(date(year, 6, 19))
    return MappingProxyType(
        {
            **{date(year, month, day): name for (month, day), name in _FIXED_NAMES.items()},
            **{easter + timedelta(days=away): name for away, name in _EASTER_NAMES.items()},
            _whit_monday_or_national_day(year): say("Whit Monday")
            if year < 2005
            else say("the National Day"),
            midsummer_eve: say("Midsummer Eve"),
            midsummer_eve + DAY: say("Midsummer Day"),
            _friday_from(date(year, 10, 30)) + DAY: say("All Saints' Day"),
        }
    )


_FIXED_NAMES = {
    (1, 1): say("New Year's Day"),
    (1, 6): say("Epiphany"),
    (5, 1): say("the First of May"),
    (12, 24): say("Christmas Eve"),
    (12, 25): say("Christmas Day"),
    (12, 26): say("Boxing Day"),
    (12, 31): say("New Year's Eve"),
}
_EASTER_NAMES = {
    -2: say("Good Friday"),
    0: say("Easter Sunday"),
    1: say("Easter Monday"),
    39: say("Ascension Day"),
    49: say("Whit Sunday"),
}


def _whit_monday_or_national_day(year: int) -> date:
    return easter_sunday(year) + timedelta(days=50) if year < 2005 else date(year, 6, 6)


def easter_sunday(year: int) -> date:
    """Give Easter Sunday in the Gregorian calendar.

    Notes
    -----
    The method without tables that Meeus gives in Astronomical Algorithms, chapter 8.
    """
    century, rest = divmod(year, 100)
    golden = year % 19
    moon = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (rest // 4) - moon - rest % 4) % 7
    late = (golden + 11 * moon + 22 * weekday) // 451
    month, day = divmod(moon + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)


def _friday_from(when: date) -> date:
    return when + timedelta(days=(4 - when.weekday()) % 7)
