"""How dates, times and figures are written, in the reader's language."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any, TypeAlias

from babel.dates import format_date, format_datetime
from babel.numbers import format_decimal
from django import template
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from simmitt.ground.texts import write_share
from simmitt.web.nouns.words import said, spoken

register = template.Library()

Figure: TypeAlias = int | float | Decimal

NO_BREAK = "\N{NO-BREAK SPACE}"
MINUS = "\N{MINUS SIGN}"
NOTHING = "\N{EN DASH}"
UNBROKEN = '<span class="nowrap">{}</span>'
# English is written as in Britain: the day before the month.
LOCALES = {"sv": "sv_SE", "en": "en_GB"}
CLOCKS = {"sv": "HH.mm", "en": "HH:mm"}


@register.filter
def day(when: date | None) -> str:
    """Write "18 november 2026"."""
    return "" if not when else format_date(_local(when), "d MMMM y", locale=_locale())


@register.filter
def day_short(when: date | None) -> str:
    """Write "tis 24 nov"."""
    return "" if not when else _unpointed(format_date(_local(when), "EEE d MMM", locale=_locale()))


@register.filter
def moment(when: datetime | None) -> str:
    """Write "18 nov 2026 14.32"."""
    if not when:
        return ""
    written = _unpointed(format_datetime(_local(when), "d MMM y", locale=_locale()))
    return f"{written} {clock(when)}"


@register.filter
def clock(when: datetime | None) -> str:
    """Write "14.32"."""
    return "" if not when else format_datetime(_local(when), CLOCKS[_language()], locale=_locale())


@register.filter
def week(when: date | None) -> str:
    """Write the ISO week's number."""
    return "" if not when else str(_local(when).isocalendar().week)


@register.filter
def machine(when: date | None) -> str:
    """Write a date or an instant for the ``datetime`` attribute of ``<time>``."""
    return "" if not when else _local(when).isoformat()


@register.filter
def number(value: Figure, decimals: int = 0) -> str:
    """Write "1 204" or, with one decimal, "1 204,5"; a real minus sign; a dash for nothing."""
    if _missing(value):
        return NOTHING
    shown = ("0." + "0" * decimals) if decimals else "0"
    return format_decimal(value, f"#,##{shown}", locale=_locale()).replace("-", MINUS)


@register.filter
def share(value: Figure, decimals: int = 0) -> str:
    """Write 0.45 as "45 %" in Swedish and "45%" in English."""
    return NOTHING if _missing(value) else write_share(float(value), spoken(), decimals)


@register.filter
def money(value: Figure) -> str:
    """Write kronor as "15,8 Mkr", "640 tkr" or "450 kr"."""
    if _missing(value):
        return NOTHING
    size = abs(float(value))
    if size >= 1_000_000:
        return f"{number(value / 1_000_000, 1)}{NO_BREAK}{_unit('Mkr', 'MSEK')}"
    if size >= 10_000:
        return f"{number(value / 1_000)}{NO_BREAK}{_unit('tkr', 'kSEK')}"
    return f"{number(value)}{NO_BREAK}{_unit('kr', 'SEK')}"


@register.filter
def saying(text: Mapping[str, str] | None) -> str:
    """Write a text that a job has told in both languages."""
    return said(text)


@register.filter
def written(value: Any) -> Any:
    """Write what stands in a list's cell, each kind in its own way: "–" for nothing, "Ja" for a truth."""
    if _missing(value):
        return NOTHING
    # A truth is a number too, and an instant a date: the narrower one first.
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, datetime):
        return format_html(UNBROKEN, moment(value))
    if isinstance(value, date):
        return format_html(UNBROKEN, day(value))
    return number(value) if isinstance(value, int) else value


def _missing(value: object) -> bool:
    """Tell a figure that is not there; a template passes "" for what it does not find."""
    return value is None or value == ""


def _unit(swedish: str, english: str) -> str:
    return swedish if _language() == "sv" else english


def _language() -> str:
    code = (get_language() or "sv").split("-")[0]
    return code if code in LOCALES else "en"


def _locale() -> str:
    return LOCALES[_language()]


def _local(when: date) -> date:
    """Give an instant in the reader's own time; a date, and a naive instant, as they are."""
    if isinstance(when, datetime) and timezone.is_aware(when):
        return timezone.localtime(when)
    return when


def _unpointed(written: str) -> str:
    """Leave out the points of shortened words, as running Swedish does."""
    return written.replace(".", "").replace(",", "")
