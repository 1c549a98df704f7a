"""Organisation, workplace and postal numbers, read as people write them.

No message repeats the number: what looks wrong may be somebody's personal number.
"""

import re

from simmitt.ground.errors import InputFault
from simmitt.ground.texts import Message, say, say_many

_MARKS = re.compile(r"[\s\-\u2010-\u2015\u2212]")
_DIGITS = re.compile(r"[0-9]+")
_ROUNDED = re.compile(r"[0-9][.,][0-9]+E\+?[0-9]+", re.IGNORECASE)
_VAT = re.compile(r"SE([0-9]{10})01", re.IGNORECASE)
_CENTURIES = ("18", "19", "20")
_CFAR_DIGITS = 8


class WrongNumber(InputFault):
    """The text isn't the number it should be: digits are missing, too many or mistyped."""


class PersonalNumber(InputFault):
    """The number is a personal or co-ordination number: a person's, to be protected."""


def organisation_number(text: str) -> str:
    """Give an organisation number as 556016-0680.

    Read are ten digits with or without hyphen and spaces, twelve that begin with 16, and a
    Swedish VAT number.

    Raises
    ------
    PersonalNumber
        The third digit is below 2, as in every month, or the year is written with its century.
    WrongNumber
    """
    digits = _ten_digits(_MARKS.sub("", text))
    # In a co-ordination number the day is raised by 60; the month stands where it stood.
    if digits[2] < "2":
        raise _personal()
    if not _luhn_agrees(digits):
        raise WrongNumber(
            say("The organisation number's last digit doesn't agree with the others."),
            expected=say("The tenth digit checks the nine before it."),
            remedy=say("Look for a mistyped digit."),
        )
    return f"{digits[:6]}-{digits[6:]}"


def workplace_number(text: str, *, zeros_lost: bool = False) -> str:
    """Give a workplace (CFAR) number as eight digits.

    ``zeros_lost`` says that the column has lost its leading zeros; they are put back.

    Raises
    ------
    WrongNumber
    """
    compact = _MARKS.sub("", text)
    number = compact.zfill(_CFAR_DIGITS) if zeros_lost else compact
    if not _DIGITS.fullmatch(compact) or len(number) != _CFAR_DIGITS:
        raise _wrong(
            compact, say("A CFAR number has eight digits."), say("Copy the number from the register.")
        )
    return number


def postcode(text: str) -> str:
    """Give a Swedish postcode as 852 31; none of them begins with 0.

    Raises
    ------
    WrongNumber
    """
    compact = _MARKS.sub("", text)
    digits = compact[2:] if compact[:2].upper() == "SE" else compact
    if not re.fullmatch(r"[1-9][0-9]{4}", digits):
        raise _wrong(
            digits,
            say("A postcode has five digits, the first from 1 to 9."),
            say("Look it up by the address."),
        )
    return f"{digits[:3]} {digits[3:]}"


def _ten_digits(compact: str) -> str:
    if vat := _VAT.fullmatch(compact):
        return vat[1]
    # A plus sign in place of the hyphen: somebody who has turned a hundred.
    if "+" in compact and _DIGITS.fullmatch(compact.replace("+", "", 1)):
        raise _personal()
    if _DIGITS.fullmatch(compact):
        if len(compact) == 12 and compact.startswith("16"):
            return compact[2:]
        if len(compact) == 12 and compact.startswith(_CENTURIES):
            raise _personal()
        if len(compact) == 10:
            return compact
    raise _wrong(
        compact,
        say("An organisation number has ten digits, as in 556016-0680."),
        say("Copy the number from the register."),
    )


def _luhn_agrees(digits: str) -> bool:
    doubled = (sum(divmod(2 * int(digit), 10)) for digit in digits[::2])
    return (sum(doubled) + sum(int(digit) for digit in digits[1::2])) % 10 == 0


def _wrong(compact: str, expected: Message, remedy: Message) -> WrongNumber:
    if _ROUNDED.fullmatch(compact):
        found = say("A spreadsheet has rounded the number; its last digits are lost.")
        remedy = say("Export the file again and read this column as text.")
    elif _DIGITS.fullmatch(compact):
        found = say_many("The number has {count} digit.", "The number has {count} digits.", len(compact))
    elif compact:
        found = say("The number holds other characters than digits.")
    else:
        found = say("The number is missing.")
    return WrongNumber(found, expected=expected, remedy=remedy)


def _personal() -> PersonalNumber:
    return PersonalNumber(
        say("This is a personal number, not an organisation number."),
        expected=say("A sole trader's number belongs to a person and isn't kept here."),
        remedy=say("Agree with the company on how to take part without it."),
    )
