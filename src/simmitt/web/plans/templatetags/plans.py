"""What the templates of a plan need beyond plain template language."""

from datetime import date
from typing import Any

from babel.dates import format_date
from django import template

from simmitt.web.look.templatetags.writing import NO_BREAK
from simmitt.web.nouns.words import spoken
from simmitt.web.plans import sentences, telling
from simmitt.web.plans.answers import Where
from simmitt.web.plans.gantt import LOCALES
from simmitt.web.plans.models import Plan, PlanMeasure
from simmitt.web.plans.presenting import address_of

register = template.Library()


@register.simple_tag
def way(where: Where, plan: Plan) -> str:
    """Give the address of a place that a check points at."""
    return address_of(where, plan)


@register.filter
def said(text: Any) -> str:
    """Give a text of a run in the reader's language."""
    return telling.said(text)


@register.filter
def cost_rests_on(measure: PlanMeasure) -> str:
    """Say what a measure's cost rests on, with its doubt."""
    return sentences.cost_rests_on(measure)


@register.filter
def as_day(text: str) -> date | None:
    """Read a day as a run writes it."""
    return date.fromisoformat(text[:10]) if text else None


@register.filter
def period(measure: PlanMeasure) -> str:
    """Write "27 jul–23 aug 2026"; what isn't known is a dash."""
    begun, ended = measure.starts_on, measure.ready_on
    if not begun or not ended:
        return " – ".join(_short(one, with_year=True) for one in (begun, ended) if one) or "–"
    return f"{_short(begun, with_year=begun.year != ended.year)} – {_short(ended, with_year=True)}"


def _short(when: date, *, with_year: bool) -> str:
    written = format_date(when, "d MMM y" if with_year else "d MMM", locale=LOCALES[spoken()])
    return written.replace(".", "").replace(" ", NO_BREAK)


@register.filter
def spread(measure: PlanMeasure) -> dict[str, float]:
    """Give the catalogue's range of a measure's cost."""
    found: dict[str, float] = measure.facts.get("cost_sek") or {}
    return found
