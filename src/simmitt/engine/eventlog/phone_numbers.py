"""Telephone numbers in free texts, known by the forms in which they are written in Sweden and abroad.

+46 70 123 45 67, 0046 70-123 45 67, 070-123 45 67, 08-123 456 78, and digits without any sign after a word
such as ring or tel. Clocks from and to (0730-1600), dates and order numbers are written otherwise.
"""

import re
from collections.abc import Callable

# Of two noughts only some countries' numbers follow, lest a padded order be one.
_NEAR = "3[1-4]|35[0-9]|37[0-2]|4[4-9]"
_ABROAD = (
    rf"(?<![\w+])(?:\+|00(?={_NEAR}))[1-9]\d{{0,2}}[ -]?(?:\(0\))?[ -]?\d{{1,4}}(?:[ -]?\d{{2,4}}){{1,4}}"
)
# Area codes of four digits are told from clocks and part numbers by the blanks behind them.
_GROUPED = r"(?<![\w.,:/+-])0[1-9]\d{0,2}(?:[-/] ?|(?<=07[0-9]) )\d{2,3}(?: \d{2,3}){1,3}"
_TOGETHER = r"(?<![\w.,:/+-])0[1-9]\d?-\d{6,8}"
_BEFORE = ("ring ", "tel ", "tel: ", "tel. ", "tfn ", "telefon ", "mobil ", "mob ", "sms ", "phone ", "call ")
_TOLD = rf"(?i:{'|'.join(f'(?<={re.escape(word)})' for word in _BEFORE)})0[1-9]\d{{6,9}}"
_ANY = re.compile(rf"(?:{_ABROAD}|{_GROUPED}|{_TOGETHER}|{_TOLD})(?![\d:]|[-.,/]\d)")
QUICK_PATTERN = r"(?:\+|0)\d[ -]?\d"
_FEWEST_DIGITS, _MOST_DIGITS = 8, 15
_SWEDEN = re.compile(r"^(?:\+|00)460?")


def without_phones(text: str, code_of: Callable[[str], str]) -> str:
    """Give a text with codes instead of telephone numbers.

    Parameters
    ----------
    code_of
        Gives the code of a number's digits, the same for each way of writing them.
    """
    return _ANY.sub(lambda match: _code(match[0], code_of), text)


def _code(number: str, code_of: Callable[[str], str]) -> str:
    bare = re.sub(r"[^\d+]", "", number.replace("(0)", ""))
    if not _FEWEST_DIGITS <= len(bare.lstrip("+")) <= _MOST_DIGITS:
        return number
    return code_of(_SWEDEN.sub("0", bare))
