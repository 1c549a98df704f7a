"""Personal numbers in running text, so that they are refused before anything is kept."""

import re

from django.utils.translation import gettext_lazy as _

HOLDS_PERSONAL = _("There seems to be a personal number here. Take it out: we do not keep those.")
# With whatever hyphen a phone or a word processor has put in.
_NUMBER = re.compile(
    r"(?<![0-9])(?:1[89]|20)?([0-9]{2})([0-9]{2})([0-9]{2})\s?[-+\u2010-\u2015\u2212]?\s?([0-9]{4})(?![0-9])"
)
LAST_MONTH, LAST_DAY = 12, 31
# In a co-ordination number the day is raised by this.
RAISED = 60


def holds_personal_number(text: str) -> bool:
    """Tell whether a text holds one."""
    return any(
        _is_day(int(found[2]), int(found[3])) and _luhn_agrees("".join(found.groups()))
        for found in _NUMBER.finditer(text)
    )


def _is_day(month: int, day: int) -> bool:
    return 1 <= month <= LAST_MONTH and 1 <= (day - RAISED if day > RAISED else day) <= LAST_DAY


def _luhn_agrees(digits: str) -> bool:
    doubled = (sum(divmod(2 * int(digit), 10)) for digit in digits[::2])
    return (sum(doubled) + sum(int(digit) for digit in digits[1::2])) % 10 == 0
