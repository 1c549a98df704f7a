"""The list of a noun: narrowed, ordered and paged by its address, and exported as it stands."""

from dataclasses import dataclass
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
    choices: list[Choice]
    chosen: str


@dataclass(frozen=True)
class Heading:
    """A column's heading, with the address that orders by it."""

    column: Column
    address: str
    direction: str  # "ascending", "descending" or nothing


@dataclass(frozen=True)
class Listing:
    """A list as it stands on the page."""

    noun: Noun
    leaf: "Leaf[Any]"
    headings: list[Heading]
    narrowings: list[Narrowing]
    search: str
    exports: list[tuple[str, str]]
    rows: list[tuple[str, list[tuple[Column, Any]]]]  # address and cells


def list_page(request: Any, noun: Noun, template: str = "look/list.html", **more: Any) -> HttpResponseBase:
    """Answer with the list, or with its export where the address asks for one."""
    columns = noun.columns_for(request.scope.roles)
    rows = _ordered(request, noun, _narrowed(request, noun))
    wanted = request.GET.get("format", "")
    if wanted in FORMATS:
        note_reading(request, request.page, export=wanted, noun=noun.name)
        return export(noun, columns, rows, wanted)
    return render(request, template, {"listing": _listing(request, noun, columns, rows), **more})


def _narrowed(request: Any, noun: Noun) -> Any:
    rows = noun.rows(request)
    for one in noun.filters:
        chosen = request.GET.get(one.name, "")
        if chosen:
            rows = one.apply(rows, chosen)
    search = request.GET.get("q", "").strip()[:LONGEST_SEARCH]
    return noun.search(rows, search) if search and noun.search else rows


def _ordered(request: Any, noun: Noun, rows: Any) -> Any:
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
        narrowings=[
            Narrowing(one, one.choices(request), request.GET.get(one.name, "")) for one in noun.filters
        ],
        search=request.GET.get("q", ""),
        exports=[(name.upper(), _address(request, format=name, page="")) for name in FORMATS],
        rows=[
            (noun.address(row), [(column, column.value(row)) for column in shown]) for row in leaf.object_list
        ],
    )


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
