"""One cell at a time: what it says, or a fault that tells what it should say."""

import re
from collections.abc import Callable
from datetime import date
from functools import lru_cache

from simmitt.ground.errors import InputFault
from simmitt.ground.sorting import folded
from simmitt.ground.texts import say
from simmitt.web.companies.register import identifiers, industries, legal_forms, municipalities, sizes
from simmitt.web.companies.register.rows import Status

_DATE = re.compile(r"([0-9]{4})(?:-?([0-9]{2}))?(?:-?([0-9]{2}))?(?: 00:00(?::00)?)?")
_NO_DATE = frozenset({"0", "00000000", "0000-00-00"})
_BETWEEN_CODES = re.compile(r"[;|/]|,\s+")
_YES, _NO = frozenset({"1", "ja", "j", "x", "true", "sant"}), frozenset({"0", "nej", "n", "false", "falskt"})
_STATUSES: dict[str, Status] = {
    "0": "never",
    "1": "active",
    "9": "ceased",
    "har aldrig varit verksam": "never",
    "är verksam": "active",
    "verksam": "active",
    "aktiv": "active",
    "aktivt": "active",
    "är ej längre verksam": "ceased",
    "ej längre verksam": "ceased",
    "ej verksam": "ceased",
    "inaktiv": "ceased",
    "avregistrerad": "ceased",
    "avregistrerat": "ceased",
}


class UnreadableCell(InputFault):
    """The cell doesn't hold what its column is for."""


def text_of(longest: int) -> Callable[[str], str]:
    """Give a reader of plain text with a limit."""

    def read(cell: str) -> str:
        if len(cell) > longest:
            raise UnreadableCell(
                say(
                    "The text has {count} characters; at most {limit} are kept.",
                    count=len(cell),
                    limit=longest,
                ),
                remedy=say("Shorten it, and look for a quotation mark without its pair."),
            )
        return cell

    return read


@lru_cache(maxsize=4096)
def postcode(cell: str) -> str:
    """Give a postcode as 852 31."""
    return identifiers.postcode(cell)


@lru_cache(maxsize=2048)
def municipality_code(cell: str) -> str:
    """Give the code of a municipality told by code or name; three digits have lost their 0."""
    found = municipalities.by_code(_with_zero(cell, 4)) or municipalities.by_name(cell)
    if found is None:
        raise UnreadableCell(
            say("{cell} is neither the code nor the name of a municipality.", cell=_short(cell)),
            expected=say("A municipality is written as 2281 or Sundsvall."),
        )
    return found.code


@lru_cache(maxsize=256)
def county_code(cell: str) -> str:
    """Give the code of a county told by code or name."""
    found = municipalities.county_by_code(_with_zero(cell, 2)) or municipalities.county_by_name(cell)
    if found is None:
        raise UnreadableCell(
            say("{cell} is neither the code nor the name of a county.", cell=_short(cell)),
            expected=say("A county is written as 22 or Västernorrland."),
        )
    return found.code


def email(cell: str) -> str:
    """Give an e-mail address; whether it works only a message can tell."""
    name, _, domain = cell.rpartition("@")
    if not name or "." not in domain or " " in cell or len(cell) > 254:
        raise UnreadableCell(
            say("This isn't an e-mail address."), expected=say("It should look like name@company.se.")
        )
    return cell


@lru_cache(maxsize=2048)
def industry_codes(cell: str) -> tuple[str, ...]:
    """Give the codes of a cell; most hold one, some a list."""
    codes = tuple(code for part in _BETWEEN_CODES.split(cell) if (code := industries.read_code(part)))
    if not codes and cell.strip("0. "):
        raise UnreadableCell(
            say("{cell} isn't an industry code.", cell=_short(cell)),
            expected=say("A code has two to five digits, as in 25.620."),
        )
    return codes


@lru_cache(maxsize=1024)
def size_class(cell: str) -> int:
    """Give a size class told by number or in words."""
    found = sizes.read_size_class(cell)
    if found is None:
        raise UnreadableCell(
            say("{cell} isn't a size class.", cell=_short(cell)),
            expected=say("A size class is a number from 0 to 16, or words such as 5-9 anställda."),
        )
    return found


@lru_cache(maxsize=1024)
def legal_form(cell: str) -> str:
    """Give the code of a legal form, or the text that stands for one."""
    return text_of(100)(legal_forms.read_legal_form(cell))


@lru_cache(maxsize=4096)
def start_date(cell: str) -> date | None:
    """Give a date written as 2001-01-31, 20010131, 2001-01 or 2001; the earliest it may mean."""
    if cell in _NO_DATE:
        return None
    found = _DATE.fullmatch(cell)
    try:
        if found is not None:
            return date(int(found[1]), int(found[2] or 1), int(found[3] or 1))
    except ValueError:
        pass
    raise UnreadableCell(
        say("{cell} isn't a date.", cell=_short(cell)), expected=say("A date is written as 2001-01-31.")
    )


@lru_cache(maxsize=256)
def status(cell: str) -> Status:
    """Give whether the place of work is active."""
    found = _STATUSES.get(folded(cell))
    if found is None:
        raise UnreadableCell(
            say("{cell} isn't a status.", cell=_short(cell)),
            expected=say("A status is 0 (never active), 1 (active) or 9 (no longer active), or the words."),
        )
    return found


@lru_cache(maxsize=256)
def advertising_barred(cell: str) -> bool:
    """Read a column that says yes where the company has declined advertising."""
    answer = folded(cell)
    if answer in _YES or answer in _NO:
        return answer in _YES
    return not advertising_taken(cell)


@lru_cache(maxsize=256)
def advertising_taken(cell: str) -> bool:
    """Read the register's own column: codes 11 to 13 take advertising, 21 to 23 decline it."""
    answer = folded(cell)
    if answer[:2] in {"11", "12", "13"} or answer == "ja":
        return True
    if answer[:2] in {"21", "22", "23"} or answer == "nej" or re.search(r"\b(?:ej|inte|spärr\w*)\b", answer):
        return False
    raise UnreadableCell(
        say("{cell} doesn't tell whether the company takes advertising.", cell=_short(cell)),
        expected=say("The register writes 11 to 13 for yes and 21 to 23 for no."),
    )


def _with_zero(cell: str, digits: int) -> str:
    return cell.zfill(digits) if cell.isascii() and cell.isdigit() and len(cell) == digits - 1 else cell


def _short(cell: str) -> str:
    return cell if len(cell) <= 40 else f"{cell[:39]}…"
