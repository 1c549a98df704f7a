"""What a register import would do, as tables that a person can check."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from simmitt.web.companies.comparison import Altered, Comparison
from simmitt.web.companies.matching import Listed
from simmitt.web.companies.models import Company, Workplace
from simmitt.web.companies.presenting import label_of, shown
from simmitt.web.companies.register.rows import RegisterRow, RowFault
from simmitt.web.nouns.words import spoken

A_LEAF = 50
MOST_TICKED = 200


@dataclass(frozen=True)
class Line:
    """A row of such a table."""

    cells: tuple[str, ...]
    address: str = ""  # of the company that the first cell names


@dataclass(frozen=True)
class Section:
    """One kind of what the import does, or leaves alone."""

    name: str
    label: Any
    headings: tuple[Any, ...]
    told: Callable[[Comparison], list[Any]]  # what it tells of
    line: Callable[[Any], Line]  # written for the page that is shown, and no other
    count: Callable[[Comparison], int]


@dataclass(frozen=True)
class Shown:
    """A section as it stands on the page."""

    section: Section
    count: int
    current: bool


@dataclass(frozen=True)
class Ticked:
    """A value entered by hand that the register tells otherwise about."""

    value: str
    company: str
    label: str
    ours: str
    theirs: str


def sections(comparison: Comparison, wanted: str) -> list[Shown]:
    """Give every section with its count; the wanted one, or the first that has any, is the current one."""
    counts = [(one, one.count(comparison)) for one in SECTIONS]
    filled = [one for one, count in counts if count] or [SECTIONS[0]]
    current = next((one for one in filled if one.name == wanted), filled[0])
    return [Shown(one, count, one is current) for one, count in counts]


def leaf(section: Section, comparison: Comparison, number: Any) -> "tuple[Page[Any], list[Line]]":
    """Give a page of the section, and its lines."""
    page = Paginator(section.told(comparison), A_LEAF).get_page(number)
    return page, [section.line(one) for one in page]


def ticks(comparison: Comparison) -> list[Ticked]:
    """Give what was entered by hand and differs, to be ticked one by one."""
    return [
        Ticked(
            f"{one.row.public_id}.{name}",
            _name(one.row),
            label_of(one.row, name),
            shown(name, ours),
            shown(name, theirs),
        )
        for one in comparison.kept
        for name, (ours, theirs) in one.kept_by_hand.items()
    ]


def _name(row: Any) -> str:
    return str(row) if isinstance(row, Company) else f"{row} ({row.cfar})"


def _address(row: Any) -> str:
    return reverse("company", args=[row.public_id]) if isinstance(row, Company) else ""


def _new(comparison: Comparison) -> list[Any]:
    return [*comparison.new, *comparison.new_places]


def _new_line(one: Listed | tuple[Company, RegisterRow]) -> Line:
    if isinstance(one, Listed):
        row, name, more = one.company, one.company.company_name, str(len(one.places) or "–")
    else:
        company, row = one
        name, more = f"{company}: {row.firm_name or row.town}", row.cfar
    return Line((name, row.org_no, shown("municipality", row.municipality_code), more))


def _changed(comparison: Comparison) -> list[tuple[Altered, str]]:
    return [(one, name) for one in comparison.changed for name in one.fields]


def _changed_line(changed: tuple[Altered, str]) -> Line:
    one, name = changed
    old, new = one.fields[name]
    cells = (_name(one.row), label_of(one.row, name), shown(name, old), shown(name, new))
    return Line(cells, _address(one.row))


def _gone(comparison: Comparison) -> list[Company | Workplace]:
    return [*comparison.gone, *comparison.gone_places]


def _gone_line(one: Company | Workplace) -> Line:
    return Line((_name(one), one.place), _address(one))


def _left_alone(comparison: Comparison) -> list[tuple[RegisterRow, Any]]:
    return [
        *((row, _("Kept by another organisation already")) for row in comparison.elsewhere),
        *((row, _("Archived")) for row in comparison.archived),
    ]


def _left_line(left: tuple[RegisterRow, Any]) -> Line:
    row, why = left
    return Line((row.company_name, row.org_no, str(row.row), str(why)))


def _refused(comparison: Comparison) -> list[RowFault]:
    return list(comparison.register.faults)


def _refused_line(fault: RowFault) -> Line:
    sentences = (fault.found, fault.expected, fault.remedy)
    told = " ".join(one.in_language(spoken()) for one in sentences if one)
    return Line((str(fault.place.row or "–"), fault.place.column or "–", told))


SECTIONS: tuple[Section, ...] = (
    Section("changed", pgettext_lazy("companies", "Changed"),
            (_("Company or workplace"), _("Field"), _("Kept now"), _("In the register")),
            _changed, _changed_line, lambda one: len(one.changed)),
    Section("new", _("New"),
            (_("Company or workplace"), _("Organisation number"), _("Municipality"), _("Workplaces")),
            _new, _new_line, lambda one: len(one.new) + len(one.new_places)),
    Section("gone", _("Gone"),
            (_("Company or workplace"), _("Municipality")),
            _gone, _gone_line, lambda one: len(one.gone) + len(one.gone_places)),
    Section("left", _("Left alone"),
            (_("Company"), _("Organisation number"), _("Row"), _("Why")),
            _left_alone, _left_line, lambda one: len(one.elsewhere) + len(one.archived)),
    Section("refused", _("Could not be read"),
            (_("Row"), _("Column"), _("What is wrong")),
            _refused, _refused_line, lambda one: one.register.fault_count),
)  # fmt: skip
