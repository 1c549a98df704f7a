"""Taking a register file in: kept until it is applied, whole or not at all; then only its checksum."""

import hashlib
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from simmitt.web.companies import matching
from simmitt.web.companies.comparison import Altered, Comparison, compare_with_kept, read
from simmitt.web.companies.matching import Listed
from simmitt.web.companies.models import Company, RegisterFile, Source, Workplace
from simmitt.web.companies.register.municipalities import by_code
from simmitt.web.nouns.watch import note_change
from simmitt.web.programmes.models import Partner, Programme
from simmitt.web.scope.roles import Role
from simmitt.web.scope.scope import Scope

AT_A_TIME = 500


class AlreadyApplied(Exception):
    """The file has been taken in before: nothing is left to do."""


class Moved(Exception):
    """The companies have changed since the preview: the import would do something else."""


@dataclass(frozen=True)
class Wish:
    """What the person has decided on the preview."""

    fingerprint: str  # of the difference that was shown
    take: frozenset[str]  # "public_id.field": the register's value instead of the one entered by hand
    mark_gone: bool


def hand_in(
    *, programme: Programme, person: Any, scope: Scope, name: str, content: bytes, edition: str
) -> RegisterFile:
    """Keep a file that can be read.

    Raises
    ------
    InputFault
        Where it can't; nothing is kept.
    """
    file = RegisterFile(
        programme=programme,
        partner=_own_partner(scope, programme),
        name=name[:200],
        sha256=hashlib.sha256(content).hexdigest(),
        content=content,
        edition=edition,
        handed_in_by=person,
    )
    read(file)
    with transaction.atomic():
        file.save()
    return file


def _own_partner(scope: Scope, programme: Programme) -> Partner | None:
    """Give the organisation that the person works for; a manager works for the programme."""
    if Role.MANAGER in scope.within(programme.pk).roles:
        return None
    partners = Partner.objects.seen_by(scope).filter(programme=programme, pk__in=scope.partners)
    own: Partner | None = partners.order_by("pk").first()
    return own


def forget_waiting(before: datetime) -> int:
    """Throw away files that nobody has taken in; give how many they were."""
    old = RegisterFile.objects.unscoped("kept for as long as was said, for everybody alike")
    return int(old.filter(applied_at__isnull=True, created_at__lt=before).delete()[0])


def take_in(*, file: RegisterFile, scope: Scope, person: Any, wish: Wish) -> dict[str, int]:
    """Apply the file, and give what was done in figures.

    Raises
    ------
    AlreadyApplied
        Where it has been applied: a second press of the button does nothing.
    Moved
        Where the import would do something else than the person has seen.
    """
    try:
        with transaction.atomic():
            transaction.on_commit(_count_rows)
            return _take_in(file, scope, person, wish)
    except IntegrityError as clash:
        # Somebody entered one of the numbers in the moment between.
        raise Moved from clash


def _count_rows() -> None:
    """Let the planner know what the tables hold now: a list asked for at once took seconds without it."""
    with connection.cursor() as cursor:
        for model in (Company, Workplace):
            cursor.execute(f"ANALYZE {model._meta.db_table}")


def _take_in(file: RegisterFile, scope: Scope, person: Any, wish: Wish) -> dict[str, int]:
    # One import at a time in a programme.
    Programme.objects.unscoped("locks the row").select_for_update().get(pk=file.programme_id)
    waiting = RegisterFile.objects.unscoped("the view has fetched it by its scope").filter(
        pk=file.pk, applied_at__isnull=True
    )
    if not waiting.update(applied_at=timezone.now()):
        raise AlreadyApplied
    comparison = compare_with_kept(file, scope, lock=True)
    if comparison.fingerprint != wish.fingerprint:
        raise Moved
    today = timezone.localdate()
    taken = _change(comparison, wish.take, today)
    companies = _add(comparison, file, today)
    if wish.mark_gone:
        _mark_gone(comparison)
    figures = {
        "new": len(companies),
        "new_places": len(comparison.new_places) + sum(len(one.places) for one in comparison.new),
        "changed": len(comparison.changed),
        "kept": len(comparison.kept) - taken,
        "gone": len(comparison.gone) + len(comparison.gone_places) if wish.mark_gone else 0,
        "elsewhere": len(comparison.elsewhere),
        "refused": len(comparison.register.left_out_rows),
        "protected": len(comparison.register.protected_rows),
    }
    # The rows live on in the companies; sole traders' numbers in the file are persons', and go with it.
    RegisterFile.objects.unscoped("as above").filter(pk=file.pk).update(summary=figures, content=b"")
    note_change(file, person, programme=file.programme_id, sha256=file.sha256, **figures)
    return figures


def _change(comparison: Comparison, take: Collection[str], today: date) -> int:
    """Write the changed rows in bulk; the audit log gets one entry for the whole import."""
    taken = 0
    changed: dict[type, list[Any]] = {Company: [], Workplace: []}
    for one in comparison.altered:
        wished = {name for name in one.kept_by_hand if f"{one.row.public_id}.{name}" in take}
        taken += bool(wished) and wished == one.kept_by_hand.keys()
        if one.fields or wished:
            _set(one, wished)
            changed[type(one.row)].append(one.row)
    _write(Company, changed[Company], [*matching.OF_COMPANY, "name_key", "place_key", "search_text"])
    _write(Workplace, changed[Workplace], [*matching.OF_WORKPLACE])
    _mark_seen(comparison, today)
    return taken


def _set(one: Altered, wished: Collection[str]) -> None:
    row = one.row
    values = {**one.fields, **{name: one.kept_by_hand[name] for name in wished}}
    for name, (_old, new) in values.items():
        setattr(row, name, new)
    row.by_hand = [name for name in row.by_hand if name not in wished]
    # Whoever has the company's form open is shown both versions.
    row.version += 1
    if isinstance(row, Company):
        row.write_keys()


def _write(model: Any, rows: list[Any], fields: list[str]) -> None:
    # An insert that turns into an update writes many rows several times faster than bulk_update does.
    model.objects.unscoped("rows of the importer's scope").bulk_create(
        rows,
        batch_size=AT_A_TIME,
        update_conflicts=True,
        unique_fields=["id"],
        update_fields=[*fields, "by_hand", "version", "changed_at"],
    )


def _mark_seen(comparison: Comparison, today: date) -> None:
    _update(Company, comparison.seen, seen_in_register_on=today, gone_from_register=False)
    _update(Workplace, comparison.seen_places, gone_from_register=False)


def _mark_gone(comparison: Comparison) -> None:
    _update(Company, comparison.gone, gone_from_register=True)
    _update(Workplace, comparison.gone_places, gone_from_register=True)


def _update(model: Any, rows: list[Any], **values: Any) -> None:
    keys = [one.pk for one in rows]
    for start in range(0, len(keys), AT_A_TIME):
        part = model.objects.unscoped("rows of the importer's scope").filter(
            pk__in=keys[start : start + AT_A_TIME]
        )
        part.update(**values)


def _add(comparison: Comparison, file: RegisterFile, today: date) -> list[Company]:
    partner_of = _partners_by_county(file)
    companies = [_new(one, file, partner_of, today) for one in comparison.new]
    made: list[Company] = Company.objects.unscoped("new rows").bulk_create(companies, batch_size=AT_A_TIME)
    places = [
        Workplace(company=company, **matching.new_workplace(row))
        for company, row in (
            *(
                (company, row)
                for company, one in zip(made, comparison.new, strict=True)
                for row in one.places
            ),
            *comparison.new_places,
        )
    ]
    Workplace.objects.unscoped("new rows").bulk_create(places, batch_size=AT_A_TIME)
    return made


def _new(one: Listed, file: RegisterFile, partner_of: dict[str, int], today: date) -> Company:
    values = matching.new_company(one.company)
    municipality = by_code(values["municipality"])
    county = municipality.county.code if municipality else ""
    company = Company(
        programme_id=file.programme_id,
        partner_id=partner_of.get(county, file.partner_id),
        org_no=one.company.org_no,
        source=Source.REGISTER,
        seen_in_register_on=today,
        **values,
    )
    company.write_keys()
    return company


def _partners_by_county(file: RegisterFile) -> dict[str, int]:
    """Give the organisation that each county's new companies come to."""
    partners = Partner.objects.unscoped("who takes new companies").filter(programme=file.programme_id)
    return {county: one.pk for one in partners.order_by("-pk") for county in one.counties}
