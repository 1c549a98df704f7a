"""A plan's fields as forms, each of its own, with the version that it shows."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.db.models import Max

from simmitt.web.plans.fields import Editable
from simmitt.web.plans.models import FieldEdit, Financing, Plan
from simmitt.web.scope.scope import Scope

Versions = Mapping[tuple[str, str], int]
NAMES = "plan-names"  # the list of names that a field for a person offers


@dataclass(frozen=True)
class FieldForm:
    """One field with what it holds and the version of it that is shown."""

    editable: Editable
    about: str
    seen: int
    bound: Any  # the control, as a form field bound to its value
    id: str
    shown: str  # what it holds, as a person reads it


def field_versions(scope: Scope, plan: Plan) -> tuple[Versions, datetime | None]:
    """Give how often each field has been changed, and when the last change was."""
    edits = FieldEdit.objects.seen_by(scope).filter(plan=plan).order_by()
    counted = edits.values_list("about", "field").annotate(number=Max("number"), at=Max("at"))
    told = list(counted)
    return {(about, field): number for about, field, number, _at in told}, max(
        (at for *_, at in told), default=None
    )


def forms_of(plan: Plan, row: Any, editables: Iterable[Editable], numbers: Versions) -> list[FieldForm]:
    """Give the fields of a row as forms."""
    return [field_form(plan, row, one, numbers.get((row.public_id, one.name), 0)) for one in editables]


def field_form(plan: Plan, row: Any, editable: Editable, seen: int, raw: str | None = None) -> FieldForm:
    """Give a field as a form of its own, holding what is saved or what somebody typed."""
    about = row.public_id
    id_ = f"f-{editable.name}" if not isinstance(row, Financing) else f"f-{editable.name}-{about}"
    field = editable.make(plan)
    field.widget.attrs |= {
        "id": id_,
        "aria-describedby": f"{id_}-hint {id_}-error" if editable.hint else f"{id_}-error",
    }
    if editable.name == "owner":
        field.widget.attrs |= {"list": NAMES, "autocomplete": "off"}
    form = forms.Form(initial={"value": editable.text(row) if raw is None else raw})
    form.fields["value"] = field
    return FieldForm(editable, about, seen, form["value"], id_, editable.shown(plan, editable.text(row)))
