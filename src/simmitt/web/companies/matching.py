"""Which field of ours each field of the register fills, and how its values become ours."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from simmitt.web.companies.models import Company, Workplace
from simmitt.web.companies.register.comparing import KnownRow
from simmitt.web.companies.register.industries import read_code
from simmitt.web.companies.register.rows import RegisterRow

# Our field: the register's.
OF_COMPANY: Mapping[str, str] = {
    "name": "company_name",
    "municipality": "municipality_code",
    "address": "visiting_address",
    "postcode": "postcode",
    "town": "town",
    "phone": "phone",
    "email": "email",
    "website": "website",
    "sni": "sni_codes",
    "sni_edition": "sni_edition",
    "size_class": "size_class_company",
    "no_advertising": "no_advertising",
}
OF_WORKPLACE: Mapping[str, str] = {
    "name": "firm_name",
    "municipality": "municipality_code",
    "address": "visiting_address",
    "postcode": "postcode",
    "town": "town",
    "sni": "sni_codes",
    "size_class": "size_class_workplace",
}
OURS_OF_COMPANY = {theirs: ours for ours, theirs in OF_COMPANY.items()}
OURS_OF_WORKPLACE = {theirs: ours for ours, theirs in OF_WORKPLACE.items()}
WHERE = ("municipality", "address", "postcode", "town")


@dataclass(frozen=True)
class Listed:
    """A company as the file lists it: what is true of it, and its places of work."""

    company: RegisterRow
    places: tuple[RegisterRow, ...]


def gather(rows: Iterable[RegisterRow]) -> dict[str, list[RegisterRow]]:
    """Put the places of work of each organisation number together."""
    gathered: dict[str, list[RegisterRow]] = {}
    for row in rows:
        gathered.setdefault(row.org_no, []).append(row)
    return gathered


def listed(rows: list[RegisterRow], here: str = "") -> Listed:
    """Give the company whose rows these are; a place in the municipality ``here`` speaks for it.

    Among several the largest speaks, then the one with the lowest number: the order of the file
    says nothing, and must not change a company from one year to the next.
    """
    first = min(
        rows, key=lambda row: (row.municipality_code != here, -(row.size_class_workplace or 0), row.cfar)
    )
    size = first.size_class_company
    if size is None and len(rows) == 1:
        size = first.size_class_workplace
    company = replace(
        first,
        cfar="",
        sni_codes=first.sni_codes[:1],
        website=_with_https(first.website),
        size_class_company=size or 0,
        no_advertising=any(row.no_advertising for row in rows),
        # An unknown size is no news of the size that is known.
        unread=first.unread if size else first.unread | {"size_class_company"},
    )
    return Listed(company, tuple(_place(row) for row in rows if row.cfar))


def _place(row: RegisterRow) -> RegisterRow:
    size = row.size_class_workplace
    unread = row.unread if size else row.unread | {"size_class_workplace"}
    return replace(row, sni_codes=row.sni_codes[:1], size_class_workplace=size or 0, unread=unread)


def _with_https(website: str) -> str:
    # Any other scheme would be a link that does something else than lead to a page.
    return website if not website or website.startswith(("http://", "https://")) else f"https://{website}"


def known_company(company: Company, *, moves: bool) -> KnownRow:
    """Give what is kept of a company in the register's terms; ``moves`` says that it may have moved."""
    left_out = set() if moves else set(WHERE)
    if not company.sni:
        left_out.add("sni_edition")
    fields = {ours: theirs for ours, theirs in OF_COMPANY.items() if ours not in left_out}
    return _known(company, fields)


def known_workplace(workplace: Workplace) -> KnownRow:
    """Give what is kept of a place of work in the register's terms."""
    return _known(workplace, OF_WORKPLACE)


def _known(row: Any, fields: Mapping[str, str]) -> KnownRow:
    by_hand = set(row.by_hand)
    if "sni" in by_hand:
        by_hand.add("sni_edition")
    return KnownRow(
        {theirs: theirs_of(ours, getattr(row, ours)) for ours, theirs in fields.items()},
        frozenset(theirs for ours, theirs in fields.items() if ours in by_hand),
    )


def theirs_of(field: str, value: Any) -> Any:
    """Give our value as the register's rows hold it."""
    if field == "sni":
        return (read_code(value),) if value else ()
    return value


def ours_of(field: str, value: Any) -> Any:
    """Give the register's value as we keep it."""
    if field == "sni":
        return value[0] if value else ""
    return value


def new_company(row: RegisterRow) -> dict[str, Any]:
    """Give a new company's fields."""
    return {ours: ours_of(ours, getattr(row, theirs)) for ours, theirs in OF_COMPANY.items()}


def new_workplace(row: RegisterRow) -> dict[str, Any]:
    """Give a new workplace's fields."""
    fields = {ours: ours_of(ours, getattr(row, theirs)) for ours, theirs in OF_WORKPLACE.items()}
    return {"cfar": row.cfar, **fields}
