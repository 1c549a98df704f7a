"""Two companies that are one: everything moves to the one that is kept, and can be moved back."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import IntegrityError, models, transaction
from django.utils import timezone

from simmitt.web.companies.matching import OF_COMPANY
from simmitt.web.companies.models import Company, Merge
from simmitt.web.companies.operations import NumberKnown
from simmitt.web.companies.relations import Relation, relations
from simmitt.web.nouns.watch import note_change

KEPT, OTHER, BOTH = "kept", "other", "both"
# In the order of the company's form.
CHOSEN = (
    "name", "org_no", "sole_trader", "partner", "address", "postcode", "town", "municipality", "phone",
    "email", "website", "sni", "sni_edition", "employees", "size_class", "digital", "competence",
    "sustainable", "need", "no_advertising",
)  # fmt: skip
# What follows the number, and says when the register had it.
WITH_NUMBER = ("sole_trader", "seen_in_register_on", "gone_from_register")
PUT_AWAY = ("archived_at", "archive_reason", "merged_into")
Moved = dict[str, dict[str, list[int]]]


class MergedOn(Exception):
    """The company that was kept has itself been put away or merged; that has to be undone first."""


@transaction.atomic
def merge(
    *, kept: Company, other: Company, choices: Mapping[str, str], versions: tuple[int, int], person: Any
) -> Merge:
    """Make one company of two.

    ``choices`` names the fields taken from the other, or joined; ``versions`` are those that the person saw.

    Raises
    ------
    Stale
    """
    names = [*CHOSEN, "by_hand", *WITH_NUMBER[1:]]
    before = {KEPT: _values(kept, names), OTHER: _values(other, PUT_AWAY)}
    other.archived_at, other.merged_into = timezone.now(), kept
    # First, so that its number is free.
    other.save_version(versions[1])
    _take(kept, other, choices)
    kept.save_version(versions[0])
    done: Merge = Merge.objects.unscoped("a new row").create(
        company=kept,
        other=other,
        merged_by=person,
        before=before,
        after={KEPT: _values(kept, names), OTHER: _values(other, PUT_AWAY)},
        moved={one.label: rows for one in relations() if (rows := _move(one, kept, other))},
    )
    note_change(kept, person, **kept.get_additional_data(), merged_from=other.pk, moved=_counted(done.moved))
    return done


def _take(kept: Company, other: Company, choices: Mapping[str, str]) -> None:
    taken = [name for name in CHOSEN if choices.get(name) == OTHER]
    for name in taken:
        setattr(kept, name, getattr(other, name))
    if "org_no" in taken:
        for name in WITH_NUMBER:
            setattr(kept, name, getattr(other, name))
    if choices.get("need") == BOTH:
        kept.need = "\n\n".join(text for text in (kept.need, other.need) if text)
    if kept.sole_trader:
        kept.org_no = ""
    # What was chosen by a person is not the register's to change.
    kept.by_hand = sorted({*kept.by_hand, *(name for name in taken if name in OF_COMPANY)})


def _move(one: Relation, kept: Company, other: Company) -> dict[str, list[int]]:
    """Move the other's rows to the company that is kept; give the keys of those that moved."""
    if one.single:
        return _move_single(one, kept, other)
    keys = list(one.rows(other.pk).values_list("pk", flat=True))
    # The rows are not audited one by one: a single entry tells of the merge.
    if one.may_clash:
        keys = [key for key in keys if _moves_alone(one, key, kept)]
    elif keys:
        one.rows(other.pk).update(**{one.field.attname: kept.pk})
    return {KEPT: keys} if keys else {}


def _moves_alone(one: Relation, key: int, kept: Company) -> bool:
    """Move a row, unless the company that is kept has the same already; then it stays where it was."""
    try:
        with transaction.atomic():
            one.model._base_manager.filter(pk=key).update(**{one.field.attname: kept.pk})
    except IntegrityError:
        return False
    return True


def _move_single(one: Relation, kept: Company, other: Company) -> dict[str, list[int]]:
    """Keep the row that is further along; the other one goes with the company that is put away."""
    mine, theirs = one.rows(kept.pk).first(), one.rows(other.pk).first()
    if theirs is None or (mine is not None and not _is_ahead(theirs, mine)):
        return {}
    if mine is not None:
        _swap(one, {mine.pk: other.pk, theirs.pk: kept.pk})
        return {KEPT: [theirs.pk], OTHER: [mine.pk]}
    one.rows(other.pk).update(**{one.field.attname: kept.pk})
    return {KEPT: [theirs.pk]}


def _is_ahead(theirs: Any, mine: Any) -> bool:
    """Ask the row itself, where its kind has an order; else the company that is kept keeps its own."""
    ask = getattr(theirs, "is_ahead_of", None)
    return bool(ask and ask(mine))


def _swap(one: Relation, places: Mapping[int, int]) -> None:
    # The key of nobody between: the database asks whether a company exists when the transaction ends.
    for key in places:
        one.model._base_manager.filter(pk=key).update(**{one.field.attname: -key})
    for key, company in places.items():
        one.model._base_manager.filter(pk=key).update(**{one.field.attname: company})


def undo(*, done: Merge, person: Any) -> list[str]:
    """Part the companies again; give the fields that have been changed since, which stay as they are.

    Raises
    ------
    MergedOn, NumberKnown
    """
    try:
        with transaction.atomic():
            return _undo(done, person)
    except IntegrityError as clash:
        raise NumberKnown from clash


def _undo(done: Merge, person: Any) -> list[str]:
    undone = Merge.objects.unscoped("the view has fetched it by its scope").filter(
        pk=done.pk, undone_at__isnull=True
    )
    if not undone.update(undone_at=timezone.now()):
        return []
    companies = Company.objects.unscoped("the two of the merge").select_for_update()
    kept, other = companies.get(pk=done.company_id), companies.get(pk=done.other_id)
    if kept.archived_at:
        raise MergedOn
    for one in relations():
        _move_back(one, done.moved.get(one.label, {}), kept, other)
    changed_since = _restore(kept, done, KEPT)
    kept.save_version(kept.version)
    _restore(other, done, OTHER)
    other.save_version(other.version)
    note_change(kept, person, **kept.get_additional_data(), parted_from=other.pk, moved=_counted(done.moved))
    return changed_since


def _move_back(one: Relation, moved: Mapping[str, list[int]], kept: Company, other: Company) -> None:
    """Move back the rows that are still where the merge put them."""
    there = set(one.rows(kept.pk).filter(pk__in=moved.get(KEPT, ())).values_list("pk", flat=True))
    here = set(one.rows(other.pk).filter(pk__in=moved.get(OTHER, ())).values_list("pk", flat=True))
    if there and here:
        _swap(one, {**dict.fromkeys(there, other.pk), **dict.fromkeys(here, kept.pk)})
    elif there:
        one.rows(kept.pk).filter(pk__in=there).update(**{one.field.attname: other.pk})


def _restore(company: Company, done: Merge, which: str) -> list[str]:
    """Put back what the merge changed; what somebody has changed since is that person's word."""
    before, after = done.before.get(which, {}), done.after.get(which, {})
    since = []
    now = _values(company, list(before))
    for name, value in before.items():
        if now[name] == after[name]:
            column = _column(name)
            setattr(company, column.attname, column.to_python(value))
        elif name != "by_hand":
            since.append(name)
    return since


def _column(name: str) -> models.Field[Any, Any]:
    field = Company._meta.get_field(name)
    assert isinstance(field, models.Field)
    return field


def _values(company: Company, names: Any) -> dict[str, Any]:
    """Give fields as JSON holds them; an organisation or a company by its key."""
    values = {name: getattr(company, _column(name).attname) for name in names}
    return {name: one.isoformat() if isinstance(one, date) else one for name, one in values.items()}


def _counted(moved: Moved) -> dict[str, int]:
    return {label: sum(len(keys) for keys in rows.values()) for label, rows in moved.items()}
