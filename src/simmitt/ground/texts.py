"""Texts in two languages: a message is data until somebody reads it.

English is the source text; ``simmitt/texts/*.po`` hold the Swedish. A placeholder may carry
one of these formats: ``{x:.1}`` decimals, ``{x:.1%}`` share as per cent, ``{x:date}``,
``{x:day}`` without the year, ``{x:datetime}``. Without one, whole numbers are grouped and text
stands as it is.
"""

import gettext
import math
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import lru_cache
from importlib.resources import files
from numbers import Real
from string import Formatter
from typing import Any, Literal

from babel.dates import format_date, format_datetime
from babel.numbers import format_decimal

Language = Literal["sv", "en"]
LANGUAGES: tuple[Language, ...] = ("sv", "en")
NO_BREAK = "\u00a0"


@dataclass(frozen=True)
class Message:
    """A sentence not yet in any language: its English text and the values to put in."""

    text: str
    values: Mapping[str, Any] = field(default_factory=dict)
    plural: str | None = None
    count: int = 0

    def filled(self, **values: Any) -> "Message":
        """Give the same sentence with values that were not known where it was written."""
        return replace(self, values={**self.values, **values})

    def in_language(self, language: Language) -> str:
        """Give the sentence in Swedish or English, numbers and dates written as there."""
        catalogue = _catalogue(language)
        if self.plural is None:
            template = catalogue.gettext(self.text)
        else:
            template = catalogue.ngettext(self.text, self.plural, self.count)
        return _Writer(language).vformat(template, (), self.values)


def say(text: str, /, **values: Any) -> Message:
    """Make a message; the text is found and translated through this name."""
    return Message(text, values)


def say_many(singular: str, plural: str, count: int, /, **values: Any) -> Message:
    """Make a message that counts; ``{count}`` is the number."""
    return Message(singular, {"count": count, **values}, plural, count)


def write_number(value: float, language: Language, decimals: int = 0) -> str:
    """Write a number as people do: 1 234,5 or 1,234.5; the minus is a real one, unknown a dash."""
    if math.isnan(value):
        return "–"
    pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
    # Adding zero turns a rounded -0.0 into 0.0.
    return format_decimal(round(value, decimals) + 0.0, pattern, locale=language).replace("-", "−")


def write_share(share: float, language: Language, decimals: int = 0) -> str:
    """Write a share (0 to 1) as per cent: 12,3 % or 12.3%."""
    return write_number(100 * share, language, decimals) + (NO_BREAK + "%" if language == "sv" else "%")


class _Writer(Formatter):
    """Fill placeholders in the language's own way of writing."""

    def __init__(self, language: Language) -> None:
        self.language = language

    def format_field(self, value: Any, format_spec: str) -> str:
        if isinstance(value, Message):
            return value.in_language(self.language)
        if isinstance(value, bool | str):
            return str(value)
        if isinstance(value, datetime) and format_spec not in ("date", "day"):
            return format_datetime(value, "yyyy-MM-dd HH:mm", locale=self.language)
        if isinstance(value, date):
            return format_date(
                value, "d MMM" if format_spec == "day" else "d MMMM yyyy", locale=self.language
            )
        if isinstance(value, Real):
            return self._number(float(value), format_spec)
        return format(value, format_spec)

    def _number(self, value: float, format_spec: str) -> str:
        digits = format_spec.rstrip("%").lstrip(".")
        decimals = int(digits) if digits else 0
        if format_spec.endswith("%"):
            return write_share(value, self.language, decimals)
        if not digits and not value.is_integer():
            decimals = 1
        return write_number(value, self.language, decimals)


@lru_cache
def _catalogue(language: Language) -> gettext.NullTranslations:
    if language == "en":
        return gettext.NullTranslations()
    compiled = files("simmitt.texts") / language / "LC_MESSAGES" / "simmitt.mo"
    with compiled.open("rb") as stream:
        return gettext.GNUTranslations(stream)
