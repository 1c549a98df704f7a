"""What is done with a plan: each verb is one transaction, each accepted edit a row of the history."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from simmitt.web.people.models import Membership
from simmitt.web.plans.fields import FIELDS, OF_A_PLAN, ROW, Editable, as_text
from simmitt.web.plans.models import FieldEdit, Financing, Plan, PlanMeasure
from simmitt.web.plans.words import CostKind


class Shut(Exception):
    """The plan can't be edited: it is locked, or there is a newer version."""


class NoSuchRow(Exception):
    """The plan has no such row or field."""


class StaleField(Exception):
    """Somebody else changed the field after this person saw it."""

    def __init__(self, editable: Editable, row: Any, last: FieldEdit | None) -> None:
        super().__init__()
        self.editable, self.row, self.last = editable, row, last


@dataclass(frozen=True)
class Change:
    """What somebody wants one field to become, and the version of it that was seen."""

    about: str  # the public_id of plan, measure or financing
    field: str
    raw: str
    seen: int


@dataclass(frozen=True)
class Accepted:
    """What was saved, and when."""

    row: Any
    editable: Editable
    number: int
    at: datetime


def change_field(*, plan: Plan, change: Change, person: Any) -> Accepted:
    """Save one field over the version that was seen, or raise ``StaleField`` with what is there now.

    Raises ``Shut``, ``NoSuchRow``, and ``ValidationError`` for what can't be read. What the field says
    already is no edit.
    """
    with transaction.atomic():
        plan = held(plan)
        row, editable = found_in(plan, change)
        value = editable.read(plan, change.raw)
        last = FieldEdit.objects.unscoped(OF_A_PLAN).filter(about=change.about, field=change.field)
        newest = last.select_related("by").order_by("-number").first()
        number, before, after = (newest.number if newest else 0), editable.text(row), as_text(value)
        if before == after:
            return Accepted(row, editable, number, newest.at if newest else row.changed_at)
        if change.seen != number:
            raise StaleField(editable, row, newest)
        _write(plan, row, editable, value, person)
        edit = note_edit(plan, change.about, change.field, number + 1, before, after, person)
    return Accepted(row, editable, edit.number, edit.at)


def held(plan: Plan) -> Plan:
    """Give the plan as it is now, held until the transaction ends, or say that it is shut."""
    plans = Plan.objects.unscoped(OF_A_PLAN)
    found: Plan = plans.select_for_update(of=("self",)).select_related("case__company").get(pk=plan.pk)
    newer = Plan.objects.unscoped(OF_A_PLAN).filter(case=found.case_id, number__gt=found.number)
    if found.is_locked or newer.exists():
        raise Shut
    return found


def found_in(plan: Plan, change: Change) -> tuple[Any, Editable]:
    """Give the row and the field that a change is about, or raise ``NoSuchRow``."""
    for model, fields in FIELDS.items():
        if change.field in fields:
            row = (
                plan
                if model is Plan and change.about == plan.public_id
                else _of_plan(model, plan, change.about)
            )
            if row:
                return row, fields[change.field]
    raise NoSuchRow


def _of_plan(model: Any, plan: Plan, about: str) -> Any:
    if model is Plan:
        return None
    return model.objects.unscoped(OF_A_PLAN).filter(plan=plan, public_id=about).first()


def _write(plan: Plan, row: Any, editable: Editable, value: Any, person: Any) -> None:
    columns = editable.columns(value)
    if editable.name == "owner":
        columns["owner_person"] = _known_person(plan, value)
    if editable.name == "decision":
        columns |= {"decided_by": person if value else None, "decided_at": timezone.now() if value else None}
    for name, one in columns.items():
        setattr(row, name, one)
    row.save(update_fields=[*columns, "changed_at"])


def _known_person(plan: Plan, name: str) -> Any:
    """Give the one who bears the name among the company's people, where only one does."""
    members = Membership.objects.unscoped(OF_A_PLAN).filter(
        company=plan.case.company, ended_at__isnull=True, person__name__iexact=name
    )
    people = {one.person_id: one.person for one in members.select_related("person")} if name else {}
    return next(iter(people.values())) if len(people) == 1 else None


def note_edit(
    plan: Plan, about: str, field: str, number: int, before: str, after: str, person: Any
) -> FieldEdit:
    """Write an accepted change into the history; its number is the field's version from now on."""
    made: FieldEdit = FieldEdit.objects.create(
        plan=plan, about=about, field=field, number=number, before=before, after=after, by=person
    )
    return made


def add_financing(*, plan: Plan, person: Any) -> Financing:
    """Add a row for a source of money."""
    with transaction.atomic():
        plan = held(plan)
        row: Financing = Financing.objects.create(plan=plan)
        note_edit(plan, row.public_id, ROW, 1, "", "+", person)
    return row


def remove_financing(*, row: Financing, person: Any) -> None:
    """Take a row away; its history says what stood there."""
    with transaction.atomic():
        plan = held(row.plan)
        present = Financing.objects.unscoped(OF_A_PLAN).filter(pk=row.pk).first()
        if present:
            told = f"{present} {present.amount_sek or ''}".strip()
            note_edit(plan, row.public_id, ROW, 2, told, "", person)
            present.delete()


def add_measure(*, plan: Plan, candidate: dict[str, Any], person: Any) -> PlanMeasure:
    """Take in a measure that the run had weighed and not chosen; one that is there already stays as it is."""
    with transaction.atomic():
        plan = held(plan)
        rows = PlanMeasure.objects.unscoped(OF_A_PLAN).filter(plan=plan)
        there: PlanMeasure | None = rows.filter(candidate=candidate["id"]).first()
        if there:
            return there
        place = (rows.aggregate(last=Max("place"))["last"] or 0) + 1
        row: PlanMeasure = PlanMeasure.objects.create(plan=plan, **measure_from(candidate, place))
        note_edit(plan, row.public_id, ROW, 1, "", "+", person)
    return row


def measure_from(told: dict[str, Any], place: int) -> dict[str, Any]:
    """Give the columns of a measure as a run tells it."""
    risks = told.get("risks") or []
    title = told["title"]
    return {
        "candidate": told["id"],
        "name_sv": title["sv"][:200],
        "name_en": title["en"][:200],
        "facts": told,
        "place": place,
        "starts_on": told.get("starts_on") or None,
        "ready_on": told.get("ready_on") or None,
        "hours": _whole(told.get("hours")),
        "cost_sek": _whole(told.get("cost_sek")),
        "cost_kind": CostKind.CATALOGUE,
        "risk": "; ".join(one["text"]["sv"] for one in risks)[:1000],
        "mitigation": "; ".join(dict.fromkeys(one["mitigation"]["sv"] for one in risks))[:1000],
    }


def _whole(spread: Any) -> int | None:
    return round(spread["likely"]) if spread else None
