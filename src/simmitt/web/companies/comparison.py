"""What a register file would change among the companies that a person may change."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, cast

from simmitt.web.companies import matching
from simmitt.web.companies.matching import Listed
from simmitt.web.companies.models import Company, RegisterFile, Workplace
from simmitt.web.companies.queries import alive
from simmitt.web.companies.register.comparing import Change, compare
from simmitt.web.companies.register.industries import Edition, division_of
from simmitt.web.companies.register.reading import read_register
from simmitt.web.companies.register.rows import Key, Register, RegisterRow
from simmitt.web.scope.scope import Scope


@dataclass(frozen=True)
class Altered:
    """A row of ours that the register tells otherwise about; values are as we keep them."""

    row: Any  # a company or a workplace
    fields: Mapping[str, tuple[Any, Any]]
    kept_by_hand: Mapping[str, tuple[Any, Any]]


@dataclass(frozen=True)
class Comparison:
    """All that an import would do, and what it leaves alone."""

    register: Register
    new: list[Listed] = field(default_factory=list)
    new_places: list[tuple[Company, RegisterRow]] = field(default_factory=list)
    altered: list[Altered] = field(default_factory=list)
    gone: list[Company] = field(default_factory=list)
    gone_places: list[Workplace] = field(default_factory=list)
    seen: list[Company] = field(default_factory=list)
    seen_places: list[Workplace] = field(default_factory=list)
    elsewhere: list[RegisterRow] = field(default_factory=list)  # kept by others in the programme
    archived: list[RegisterRow] = field(default_factory=list)

    @property
    def changed(self) -> list[Altered]:
        """Give the rows that would change."""
        return [one for one in self.altered if one.fields]

    @property
    def kept(self) -> list[Altered]:
        """Give the rows in which something entered by hand stays as it is."""
        return [one for one in self.altered if one.kept_by_hand]

    @property
    def fingerprint(self) -> str:
        """Give a mark that is another one as soon as the import would do something else."""
        told = (
            [(one.company.org_no, matching.new_company(one.company), len(one.places)) for one in self.new],
            [(company.pk, row.cfar) for company, row in self.new_places],
            [(type(one.row).__name__, one.row.pk, one.fields, one.kept_by_hand) for one in self.altered],
            [one.pk for one in self.gone],
            [one.pk for one in self.gone_places],
            len(self.elsewhere),
        )
        return hashlib.sha256(repr(told).encode()).hexdigest()


def read(file: RegisterFile) -> Register:
    """Read the file as it was handed in; once it has been kept, it can be read.

    Raises
    ------
    InputFault
    """
    return read_register(bytes(file.content), file=file.name, edition=cast("Edition", file.edition))


def compare_with_kept(file: RegisterFile, scope: Scope, *, lock: bool = False) -> Comparison:
    """Compare the file with the companies of the scope; ``lock`` keeps them as they are meanwhile."""
    register = read(file)
    gathered = matching.gather(register.rows)
    ours = {one.org_no: one for one in _companies(file, scope, lock=lock) if one.org_no}
    places = _places(file, scope, lock=lock)
    comparison = Comparison(register)
    _leave_alone(comparison, file, gathered, ours)
    left = {row.org_no for row in (*comparison.elsewhere, *comparison.archived)}
    comparison.new.extend(
        matching.listed(rows)
        for number, rows in gathered.items()
        if number not in ours and number not in left
    )
    listed = {
        number: matching.listed(rows, ours[number].municipality)
        for number, rows in gathered.items()
        if number in ours
    }
    comparison.seen.extend(ours[number] for number in listed)
    _compare_companies(comparison, gathered, listed, ours, places)
    _compare_places(comparison, listed, ours, places)
    _find_gone(comparison, gathered, ours, places)
    return comparison


def _companies(file: RegisterFile, scope: Scope, *, lock: bool) -> Iterable[Company]:
    rows = alive(scope, file.programme_id).select_related(None).order_by("pk")
    companies: Iterable[Company] = rows.select_for_update() if lock else rows
    return companies


def _places(file: RegisterFile, scope: Scope, *, lock: bool) -> dict[int, list[Workplace]]:
    rows = Workplace.objects.seen_by(scope).filter(
        company__programme=file.programme_id, company__archived_at__isnull=True
    )
    rows = rows.order_by("pk").select_for_update(of=("self",)) if lock else rows.order_by("pk")
    gathered: dict[int, list[Workplace]] = {}
    for one in rows:
        gathered.setdefault(one.company_id, []).append(one)
    return gathered


def _leave_alone(
    comparison: Comparison,
    file: RegisterFile,
    gathered: Mapping[str, list[RegisterRow]],
    ours: Mapping[str, Company],
) -> None:
    """Set aside the numbers that somebody else keeps, or that have been archived."""
    known = (
        Company.objects.unscoped("a number stands once in a programme; nothing but the number is read")
        .filter(programme=file.programme_id)
        .exclude(org_no="")
    )
    lives = set(known.filter(archived_at__isnull=True).values_list("org_no", flat=True))
    archived = set(known.filter(archived_at__isnull=False).values_list("org_no", flat=True))
    for number, rows in gathered.items():
        if number in lives and number not in ours:
            comparison.elsewhere.append(rows[0])
        elif number in archived and number not in lives:
            comparison.archived.append(rows[0])


def _compare_companies(
    comparison: Comparison,
    gathered: Mapping[str, list[RegisterRow]],
    listed: Mapping[str, Listed],
    ours: Mapping[str, Company],
    places: Mapping[int, list[Workplace]],
) -> None:
    known = {}
    for number, one in listed.items():
        company = ours[number]
        moves = _may_have_moved(company, gathered[number], places.get(company.pk, []))
        known[one.company.key] = matching.known_company(company, moves=moves)
    told = comparison.register.fields
    if "size_class_workplace" in told:
        told |= {"size_class_company"}
    difference = compare(known, Register(rows=tuple(one.company for one in listed.values()), fields=told))
    names = matching.OURS_OF_COMPANY
    for change in (*difference.changed, *difference.kept):
        comparison.altered.append(_altered(ours[change.row.org_no], change, names))


def _may_have_moved(company: Company, lines: list[RegisterRow], places: list[Workplace]) -> bool:
    """Tell whether the file says where the company is, and not only where some of its places are."""
    here = {line.municipality_code for line in lines}
    numbers = {line.cfar for line in lines}
    return (
        not company.municipality
        or company.municipality in here
        or all(one.cfar in numbers for one in places if one.cfar)
    )


def _compare_places(
    comparison: Comparison,
    listed: Mapping[str, Listed],
    ours: Mapping[str, Company],
    places: Mapping[int, list[Workplace]],
) -> None:
    kept: dict[Key, Workplace] = {
        (number, one.cfar): one for number in listed for one in places.get(ours[number].pk, []) if one.cfar
    }
    rows = tuple(row for one in listed.values() for row in one.places)
    known = {key: matching.known_workplace(one) for key, one in kept.items()}
    comparison.seen_places.extend(kept[row.key] for row in rows if row.key in kept)
    difference = compare(known, Register(rows=rows, fields=comparison.register.fields))
    comparison.new_places.extend((ours[row.org_no], row) for row in difference.new)
    for change in (*difference.changed, *difference.kept):
        comparison.altered.append(_altered(kept[change.key], change, matching.OURS_OF_WORKPLACE))


def _altered(row: Any, change: Change, names: Mapping[str, str]) -> Altered:
    return Altered(row, _in_our_terms(change.fields, names), _in_our_terms(change.kept_by_hand, names))


def _in_our_terms(
    fields: Mapping[str, tuple[Any, Any]], names: Mapping[str, str]
) -> dict[str, tuple[Any, Any]]:
    return {
        names[theirs]: (matching.ours_of(names[theirs], old), matching.ours_of(names[theirs], new))
        for theirs, (old, new) in fields.items()
        if theirs in names
    }


def _find_gone(
    comparison: Comparison,
    gathered: Mapping[str, list[RegisterRow]],
    ours: Mapping[str, Company],
    places: Mapping[int, list[Workplace]],
) -> None:
    """Find what the register had and has no longer, as far as the file reaches.

    A file for one municipality and one industry says nothing of the others.
    """
    read_rows = comparison.register.rows
    municipalities = {row.municipality_code for row in read_rows}
    divisions = {division_of(code) for row in read_rows for code in row.sni_codes}
    unread = comparison.register.left_out_keys
    numbers = gathered.keys() | {number for number, _cfar in unread}
    for number, company in ours.items():
        was_there = company.seen_in_register_on and not company.gone_from_register
        in_reach = company.municipality in municipalities and (
            not divisions or not company.sni or division_of(company.sni) in divisions
        )
        if number not in numbers and was_there and in_reach:
            comparison.gone.append(company)
    listed = {row.key for row in read_rows} | unread
    comparison.gone_places.extend(
        one
        for number in gathered.keys() & ours.keys()
        for one in places.get(ours[number].pk, [])
        if one.cfar and one.municipality in municipalities and not one.gone_from_register
        if (number, one.cfar) not in listed and any(row.cfar for row in gathered[number])
    )
