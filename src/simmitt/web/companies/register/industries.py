"""Industry codes: SNI as Statistics Sweden writes it, with the edition it belongs to.

Names are known for manufacturing (section C). Other codes are kept and shown as numbers.
"""

import csv
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Literal, cast

from simmitt.ground.texts import Language

Edition = Literal["2007", "2025"]
Level = Literal["section", "division", "class", "detail"]

_FIRST, _LAST = "10", "33"  # the divisions of section C, in both editions
_CODE = re.compile(r"([0-9]{2})(?:[.,]?([0-9]{1,3}))?(?![0-9])")


@dataclass(frozen=True, slots=True)
class Industry:
    """One entry of section C; a name that isn't published in a language is empty."""

    level: Level
    code: str
    name_en: str
    name_sv: str  # SNI 2007
    name_sv_2025: str  # divisions alone

    def name(self, language: Language, edition: Edition = "2007") -> str:
        """Give the entry's name."""
        if language == "en":
            return self.name_en
        return self.name_sv_2025 if edition == "2025" else self.name_sv


def read_code(text: str) -> str:
    """Give a code as 25.620, 25.62, 25.6 or 25; text after it is passed over; empty without one."""
    found = _CODE.match(text.strip())
    # 00000 stands for an industry that nobody has found out.
    if found is None or not found[0].strip("0.,"):
        return ""
    division, rest = found[1], found[2]
    return f"{division}.{rest}" if rest else division


def division_of(code: str) -> str:
    """Give the two digits that tell the division."""
    return code[:2]


def is_manufacturing(code: str) -> bool:
    """Tell whether a code lies in section C."""
    return _FIRST <= division_of(code) <= _LAST


def is_known(code: str) -> bool:
    """Tell whether SNI 2007 has the code in section C."""
    return code in _entries()


def industry(code: str) -> Industry | None:
    """Give the entry of SNI 2007 with this code."""
    return _entries().get(code)


def divisions() -> tuple[Industry, ...]:
    """Give the 24 divisions of section C."""
    return tuple(entry for entry in _entries().values() if entry.level == "division")


def name(code: str, language: Language, edition: Edition = "2007") -> str:
    """Give the code's name or, where it has none, that of its class or division; else nothing.

    Below the division SNI 2025 has its own codes, whose names aren't here: a code of that
    edition goes by its division.
    """
    levels = (code, code[:5], division_of(code)) if edition == "2007" else (division_of(code),)
    entries = (_entries().get(level) for level in levels)
    return next((found for entry in entries if entry and (found := entry.name(language, edition))), "")


def label(code: str, language: Language, edition: Edition = "2007") -> str:
    """Give number and name, as 25.620 Metallegoarbeten; outside section C 62.010 (SNI 2007)."""
    named = name(code, language, edition) if is_manufacturing(code) else ""
    return f"{code} {named}" if named else f"{code} (SNI {edition})"


@lru_cache(maxsize=1)
def _entries() -> Mapping[str, Industry]:
    text = (files("simmitt.web.companies.register") / "industries.csv").read_text(encoding="utf-8")
    rows = csv.reader(text.splitlines()[1:])
    return {code: Industry(cast("Level", level), code, *names) for level, code, *names in rows}
