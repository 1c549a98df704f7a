"""A list: narrowed, ordered and paged by its address, and exported as it stands."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page as Leaf
from django.core.paginator import Paginator
from django.http import HttpResponseBase
from django.shortcuts import render

from simmitt.web.nouns.export import FORMATS, export
from simmitt.web.nouns.noun import Choice, Column, Filter, Noun, Sheet
from simmitt.web.nouns.watch import note_reading

A_LEAF = 50
LONGEST_SEARCH = 100


@dataclass(frozen=True)
class Narrowing:
    """A filter with its choices and what has been chosen."""

    filter: Filter
    groups: list[tuple[str, list[Choice]]]  # choices under their headings; no heading: an empty one
    chosen: str


@dataclass(frozen=True)
class Heading:
    """A column's heading, with the address that orders by it."""

    column: Column
    address: str
    direction: str  # "ascending", "descending" or nothing


@dataclass(frozen=True, slots=True)
class Cell:
    """A value of a row, and its column's label, which stands beside it on a phone."""

    label: str
    number: bool
    value: Any


@dataclass(frozen=True)
class Entry:
    """A row of the list; its first cell is what the row is called."""

    address: str
    cells: list[Cell]

    @property
    def name(self) -> Any:
        """Give what the row is called."""
        return self.cells[0].value

    @property
    def more(self) -> list[Cell]:
        """Give what is told of it."""
        return self.cells[1:]


@dataclass(frozen=True)
class Order:
    """A way to order the list, chosen from a menu where there are no headings to press."""

    value: str
    column: Column
    descending: bool
    chosen: bool


@dataclass(frozen=True)
class Listing:
    """A list as it stands on the page."""

    noun: Sheet
    leaf: "Leaf[Any]"
    headings: list[Heading]
    narrowings: list[Narrowing]
    orders: list[Order]
    searchable: bool
    search: str
    narrowed: bool
    exports: list[tuple[str, str]]
    rows: list[Entry]

    @property
    def more_chosen(self) -> bool:
        """Say whether one of the choices that are folded away has been made."""
        return any(one.chosen for one in self.narrowings[2:])

    @property
    def count(self) -> int:
        """Count the rows on all pages."""
        return self.leaf.paginator.count

    @property
    def name(self) -> str:
        """Give the noun after its number: 1 company, 2 companies."""
        one, many = self.noun.counted or (self.noun.label, self.noun.label_many)
        label = str(one if self.count == 1 else many)
        return label[:1].lower() + label[1:]


def list_page(request: Any, noun: Noun, template: str = "look/list.html", **more: Any) -> HttpResponseBase:
    """Answer with the noun's list, or with its export where the address asks for one."""
    return sheet_page(request, noun, noun.rows(request), template, **more)


def sheet_page(
    request: Any, sheet: Sheet, rows: Any, template: str, *, count: int | None = None, **more: Any
) -> HttpResponseBase:
    """Answer with a list of these rows, or with its export; ``count`` where it is known already."""
    rows = asked_for(request, sheet, rows)
    wanted = request.GET.get("format", "")
    if wanted in FORMATS:
        note_reading(request, request.page, export=wanted, noun=sheet.name)
        return export(sheet, sheet.columns_for(request.scope.roles), rows, wanted)
    paginator = Paginator(rows, A_LEAF)
    if count is not None:
        paginator.count = count
    leaf = paginator.get_page(request.GET.get("page"))
    return render(request, template, {"listing": _listing(request, sheet, leaf), **more})


def asked_for(request: Any, sheet: Sheet, rows: Any) -> Any:
    """Give the rows that the address asks for, in the order it asks for."""
    for one in sheet.filters:
        chosen = request.GET.get(one.name, "")
        if chosen:
            rows = one.apply(rows, chosen)
    words = _words(request)
    if words and sheet.search:
        rows = sheet.search(rows, words)
    column, descending = _order(request, sheet)
    # The key makes the order whole: a page never shows a row twice.
    return rows.order_by(("-" if descending else "") + column.sort, "pk")


def _words(request: Any) -> str:
    return str(request.GET.get("q", "").strip()[:LONGEST_SEARCH])


def _order(request: Any, sheet: Sheet) -> tuple[Column, bool]:
    """Give the column that orders the list, and whether from its end; without a wish the sheet's own.

    Only what the reader sees can be asked for: an order tells of what it is made of.
    """
    known = {one.name: one for one in sheet.columns_for(request.scope.roles) if one.sort}
    wanted = request.GET.get("sort", "")
    if wanted.lstrip("-") not in known:
        wanted = sheet.order
    return known[wanted.lstrip("-")], wanted.startswith("-")


def _listing(request: Any, sheet: Sheet, leaf: "Leaf[Any]") -> Listing:
    shown = [one for one in sheet.columns_for(request.scope.roles) if one.listed]
    order = _order(request, sheet)
    return Listing(
        noun=sheet,
        leaf=leaf,
        headings=[_heading(request, column, order) for column in shown],
        narrowings=[_narrowing(request, one) for one in sheet.filters],
        orders=_orders(shown, order),
        searchable=sheet.search is not None,
        search=_words(request),
        narrowed=any(request.GET.get(name) for name in ("q", *(one.name for one in sheet.filters))),
        exports=[(name.upper(), _address(request, format=name, page="")) for name in FORMATS],
        rows=_entries(sheet, shown, leaf.object_list),
    )


def _entries(sheet: Sheet, columns: list[Column], rows: Any) -> list[Entry]:
    # A label is translated once, not once a row.
    named = [(str(column.label), column) for column in columns]
    return [
        Entry(sheet.address(row), [Cell(label, column.number, column.value(row)) for label, column in named])
        for row in rows
    ]


def _narrowing(request: Any, one: Filter) -> Narrowing:
    groups: dict[str, list[Choice]] = {}
    for choice in one.choices(request):
        groups.setdefault(str(choice.group), []).append(choice)
    return Narrowing(one, list(groups.items()), request.GET.get(one.name, ""))


def _orders(columns: list[Column], current: tuple[Column, bool]) -> list[Order]:
    return [
        Order(
            f"{'-' if descending else ''}{column.name}",
            column,
            descending,
            chosen=(column, descending) == current,
        )
        for column in columns
        if column.sort
        for descending in (False, True)
    ]


def _heading(request: Any, column: Column, order: tuple[Column, bool]) -> Heading:
    current, descending = order[0] == column, order[1]
    following = f"-{column.name}" if current and not descending else column.name
    direction = ("descending" if descending else "ascending") if current else ""
    return Heading(column, _address(request, sort=following, page="") if column.sort else "", direction)


def _address(request: Any, **changed: str) -> str:
    """Give this page's address with some of its query changed."""
    query = {**{key: value for key, value in request.GET.items() if value}, **changed}
    return "?" + urlencode({key: value for key, value in query.items() if value})
