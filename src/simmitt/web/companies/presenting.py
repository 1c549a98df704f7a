"""Fields of companies as people read them, for pages that set two values side by side."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from simmitt.web.companies.merging import CHOSEN, KEPT, OTHER
from simmitt.web.companies.models import Company
from simmitt.web.companies.register import industries
from simmitt.web.companies.register.municipalities import by_code
from simmitt.web.companies.register.sizes import SIZE_CLASSES
from simmitt.web.nouns.words import spoken


@dataclass(frozen=True)
class Pair:
    """A field in which two companies differ."""

    name: str
    label: str
    kept: str
    other: str
    default: str
    joins: bool  # a text can hold both


def label_of(row: Any, name: str) -> str:
    """Give a field's label, of a row or of its model."""
    return str(row._meta.get_field(name).verbose_name)


def shown(name: str, value: Any) -> str:
    """Give a field's value in words."""
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if value is None or value == "":
        return "–"
    if name == "municipality":
        known = by_code(value)
        return known.short_name if known else str(value)
    if name == "size_class" and isinstance(value, int):
        return str(SIZE_CLASSES[value].label.in_language(spoken()))
    if name == "sni":
        return industries.label(value, spoken())
    if name == "sni_edition":
        return f"SNI {value}"
    return str(value)


def pairs(kept: Company, other: Company) -> list[Pair]:
    """Give the fields in which two companies differ; what only one of them has is taken by default."""
    return [
        Pair(
            name=name,
            label=label_of(kept, name),
            kept=shown(name, getattr(kept, name)),
            other=shown(name, getattr(other, name)),
            default=KEPT if getattr(kept, name) or not getattr(other, name) else OTHER,
            joins=name == "need" and bool(kept.need) and bool(other.need),
        )
        for name in CHOSEN
        if getattr(kept, name) != getattr(other, name)
    ]
