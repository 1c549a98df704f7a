"""The list of a noun: narrowed, ordered and paged by its address, and exported as it stands."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page as Leaf
from django.core.paginator import Paginator
from django.http import HttpResponseBase
from django.shortcuts import render

from simmitt.web.nouns.export import FORMATS, export
from simmitt.web.nouns.noun import Choice, Column, Filter, Noun
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


@dataclass(frozen=True)
class Cell:
    """A value of a row, and how it is to be written."""

    column: Column
    value: Any

    @property
    def kind(self) -> str:
        """Say what the value is."""
        if self.value is None or self.value == "":
            return "nothing"
        # A truth value is a number too, and an instant a date: the narrower one first.
        kinds: tuple[tuple[type, str], ...] = (
            (bool, "yes" if self.value else "no"),
            (datetime, "moment"),
            (date, "day"),
            (int, "number"),
        )
        return next((name for kind, name in kinds if isinstance(self.value, kind)), "text")


@dataclass(frozen=True)
class Entry:
    """A row of the list."""

    address: str
    cells: list[Cell]


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

    noun: Noun
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
        label = str(self.noun.label if self.count == 1 else self.noun.label_many)
        return label[:1].lower() + label[1:]


def list_page(request: Any, noun: Noun, template: str = "look/list.html", **more: Any) -> HttpResponseBase:
    """Answer with the list, or with its export where the address asks for one."""
    columns = noun.columns_for(request.scope.roles)
    rows = ordered(request, noun, narrowed(request, noun))
    wanted = request.GET.get("format", "")
    if wanted in FORMATS:
        note_reading(request, request.page, export=wanted, noun=noun.name)
        return export(noun, columns, rows, wanted)
    return render(request, template, {"listing": _listing(request, noun, columns, rows), **more})


def narrowed(request: Any, noun: Noun) -> Any:
    """Give the rows that the address asks for."""
    rows = noun.rows(request)
    for one in noun.filters:
        chosen = request.GET.get(one.name, "")
        if chosen:
            rows = one.apply(rows, chosen)
    search = request.GET.get("q", "").strip()[:LONGEST_SEARCH]
    return noun.search(rows, search) if search and noun.search else rows


def ordered(request: Any, noun: Noun, rows: Any) -> Any:
    """Put the rows in the order that the address asks for."""
    name, descending = _order(request, noun)
    column = noun.column(name)
    # The key makes the order whole: a page never shows a row twice.
    return rows.order_by(("-" if descending else "") + (column.sort if column else "pk"), "pk")


def _order(request: Any, noun: Noun) -> tuple[str, bool]:
    wanted = request.GET.get("sort", "")
    column = noun.column(wanted.lstrip("-"))
    return (
        (wanted.lstrip("-") or noun.order, wanted.startswith("-")) if column and column.sort else _first(noun)
    )


def _first(noun: Noun) -> tuple[str, bool]:
    return noun.order.lstrip("-"), noun.order.startswith("-")


def _listing(request: Any, noun: Noun, columns: list[Column], rows: Any) -> Listing:
    shown = [one for one in columns if one.listed]
    leaf = Paginator(rows, A_LEAF).get_page(request.GET.get("page"))
    return Listing(
        noun=noun,
        leaf=leaf,
        headings=[_heading(request, noun, column) for column in shown],
        narrowings=[_narrowing(request, one) for one in noun.filters],
        orders=_orders(request, noun, shown),
        searchable=noun.search is not None,
        search=request.GET.get("q", "").strip()[:LONGEST_SEARCH],
        narrowed=any(request.GET.get(name) for name in ("q", *(one.name for one in noun.filters))),
        exports=[(name.upper(), _address(request, format=name, page="")) for name in FORMATS],
        rows=[
            Entry(noun.address(row), [Cell(column, column.value(row)) for column in shown])
            for row in leaf.object_list
        ],
    )


def _narrowing(request: Any, one: Filter) -> Narrowing:
    groups: dict[str, list[Choice]] = {}
    for choice in one.choices(request):
        groups.setdefault(str(choice.group), []).append(choice)
    return Narrowing(one, list(groups.items()), request.GET.get(one.name, ""))


def _orders(request: Any, noun: Noun, columns: list[Column]) -> list[Order]:
    current = _order(request, noun)
    return [
        Order(
            f"{'-' if descending else ''}{column.name}",
            column,
            descending,
            (column.name, descending) == current,
        )
        for column in columns
        if column.sort
        for descending in (False, True)
    ]


def _heading(request: Any, noun: Noun, column: Column) -> Heading:
    name, descending = _order(request, noun)
    current = name == column.name
    following = f"-{column.name}" if current and not descending else column.name
    direction = ("descending" if descending else "ascending") if current else ""
    return Heading(column, _address(request, sort=following, page="") if column.sort else "", direction)


def _address(request: Any, **changed: str) -> str:
    """Give this page's address with some of its query changed."""
    query = {**{key: value for key, value in request.GET.items() if value}, **changed}
    return "?" + urlencode({key: value for key, value in query.items() if value})
