"""How one file is read: which column gives which field, and by which reader."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from simmitt.ground.errors import InputFault, Place
from simmitt.ground.texts import say
from simmitt.web.companies.register import cells, identifiers
from simmitt.web.companies.register.columns import Column, Columns, choose_columns
from simmitt.web.companies.register.decoding import Grid
from simmitt.web.companies.register.industries import Edition

_READERS: Mapping[str, Callable[[str], Any]] = {
    "org_no": identifiers.organisation_number,
    "cfar": identifiers.workplace_number,
    "company_name": cells.text_of(250),
    "firm_name": cells.text_of(250),
    "visiting_address": cells.text_of(250),
    "postcode": cells.postcode,
    "town": cells.text_of(100),
    "municipality_code": cells.municipality_code,
    "county_code": cells.county_code,
    "phone": cells.text_of(60),
    "email": cells.email,
    "website": cells.text_of(250),
    "size_class_company": cells.size_class,
    "size_class_workplace": cells.size_class,
    "legal_form": cells.legal_form,
    "start_date": cells.start_date,
    "status": cells.status,
    "turnover_class": cells.text_of(100),
    "no_advertising": cells.advertising_barred,
}
# Field, the column that is meant, the one that stands in for it.
_ADDRESS = (
    ("visiting_address", "visiting_address", "postal_address"),
    ("postcode", "visiting_postcode", "postal_postcode"),
    ("town", "visiting_town", "postal_town"),
)


class ColumnsMissing(InputFault):
    """The file has rows, but not the columns by which a company is known."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where a field comes from: column, heading, and what reads its cells."""

    index: int
    heading: str
    read: Callable[[str], Any]


@dataclass(frozen=True, slots=True)
class Layout:
    """The sources of a file by field; ``postal`` are headings that stand in for a visiting address."""

    sources: Mapping[str, Source]
    industries: tuple[Source, ...]
    edition: Edition
    edition_assumed: bool
    cfar_zeros_lost: bool
    postal: tuple[str, ...]
    unknown: tuple[str, ...]


def lay_out(grid: Grid, edition: Edition, file: str) -> Layout:
    """Give the layout of a file.

    Raises
    ------
    ColumnsMissing
    """
    columns = choose_columns(grid.headings, _samples(grid))
    _check_needed(columns, grid, Place(file=file))
    zeros_lost = _zeros_lost(grid, columns.by_field.get("cfar"))
    industries = _of_one_edition(columns.industries, edition)
    told = industries[0].edition if industries else None
    return Layout(
        sources=_sources(columns, zeros_lost=zeros_lost),
        industries=tuple(Source(column.index, column.heading, cells.industry_codes) for column in industries),
        edition=told or edition,
        edition_assumed=bool(industries) and told is None,
        cfar_zeros_lost=zeros_lost,
        postal=tuple(_postal_headings(columns)),
        unknown=columns.unknown,
    )


def _samples(grid: Grid) -> dict[int, str]:
    """Give the first cell with content of every column that has one."""
    samples: dict[int, str] = {}
    wanted = set(range(len(grid.headings)))
    for _, row in grid.rows:
        found = {index for index in wanted if index < len(row) and row[index]}
        samples.update((index, row[index]) for index in found)
        wanted -= found
        if not wanted:
            break
    return samples


def _check_needed(columns: Columns, grid: Grid, place: Place) -> None:
    if not grid.rows:
        raise ColumnsMissing(
            say("The file has headings but no rows below them."),
            remedy=say("Export it again and check that it holds rows."),
            place=place,
        )
    named = "company_name" in columns.by_field or "firm_name" in columns.by_field
    if "org_no" in columns.by_field and named:
        return
    raise ColumnsMissing(
        say("There is no column of names with content.") if "org_no" in columns.by_field
        else say("There is no column of organisation numbers with content."),
        expected=say("Needed are at least the organisation number and the company's name."),
        remedy=say("The headings are: {headings}.", headings=_listed(grid.headings)),
        place=place,
    )  # fmt: skip


def _sources(columns: Columns, *, zeros_lost: bool) -> dict[str, Source]:
    chosen = dict(columns.by_field)
    for field, meant, instead in _ADDRESS:
        if column := chosen.pop(meant, None) or chosen.get(instead):
            chosen[field] = column
    if general := chosen.get("size_class"):
        chosen.setdefault("size_class_workplace" if "cfar" in chosen else "size_class_company", general)
    readers = dict(_READERS)
    readers["cfar"] = partial(identifiers.workplace_number, zeros_lost=zeros_lost)
    if "no_advertising" not in chosen and "advertising" in chosen:
        chosen["no_advertising"] = chosen["advertising"]
        readers["no_advertising"] = _not_taken
    return {
        field: Source(chosen[field].index, chosen[field].heading, read)
        for field, read in readers.items()
        if field in chosen
    }


def _not_taken(cell: str) -> bool:
    return not cells.advertising_taken(cell)


def _postal_headings(columns: Columns) -> list[str]:
    return [
        columns.by_field[instead].heading
        for _, meant, instead in _ADDRESS
        if meant not in columns.by_field and instead in columns.by_field
    ]


def _of_one_edition(industries: Sequence[Column], wanted: Edition) -> list[Column]:
    """Keep the columns of the wanted edition, else those of the edition that is named first."""
    named = [column.edition for column in industries if column.edition]
    edition = wanted if wanted in named or not named else named[0]
    return [column for column in industries if not named or column.edition == edition]


def _zeros_lost(grid: Grid, column: Column | None) -> bool:
    """Tell whether a spreadsheet has taken the leading zeros off the column of CFAR numbers.

    It takes them off every cell: a single one that still begins with 0 shows that it didn't,
    and then a short number is a mistake.
    """
    if column is None:
        return False
    found = [row[column.index] for _, row in grid.rows if column.index < len(row) and row[column.index]]
    return not any(cell.startswith("0") for cell in found)


def _listed(headings: Sequence[str]) -> str:
    named = [heading[:40] for heading in headings if heading]
    return ", ".join(named[:20]) + ("…" if len(named) > 20 else "")
