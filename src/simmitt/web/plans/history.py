"""What has been changed in a plan, as a person reads it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.paginator import Page, Paginator
from django.utils.translation import gettext as _

from simmitt.web.plans.fields import FIELDS, LABELS, NOTHING, ROW, SELECTION, Editable
from simmitt.web.plans.models import FieldEdit, Financing, Plan, PlanMeasure
from simmitt.web.scope.scope import Scope

A_LEAF = 50
BY_NAME: dict[str, Editable] = {name: one for fields in FIELDS.values() for name, one in fields.items()}


@dataclass(frozen=True)
class Edit:
    """One accepted change."""

    at: datetime
    who: str
    about: str
    label: Any
    before: str
    after: str


def history_of(scope: Scope, plan: Plan, wanted: str | None) -> "Page[Any]":
    """Give a leaf of the plan's history, the newest first."""
    edits = FieldEdit.objects.seen_by(scope).filter(plan=plan).select_related("by").order_by("-at", "-pk")
    leaf = Paginator(edits, A_LEAF).get_page(wanted)
    leaf.object_list = list(_told(scope, plan, leaf.object_list))
    return leaf


def _told(scope: Scope, plan: Plan, edits: Any) -> Iterator[Edit]:
    names = _names(scope, plan)
    shown: dict[tuple[str, str], str] = {}
    for one in edits:
        about = names.get(one.about, str(_("Financing")))
        yield Edit(
            one.at, one.by.name, about, _label(one.field),
            *(_shown(plan, one.field, text, shown) for text in (one.before, one.after)),
        )  # fmt: skip


def _names(scope: Scope, plan: Plan) -> dict[str, str]:
    """Name what the changes are about, in two questions."""
    measures = PlanMeasure.objects.seen_by(scope).filter(plan=plan)
    money = Financing.objects.seen_by(scope).filter(plan=plan)
    return {
        plan.public_id: str(_("The plan")),
        **{one.public_id: one.name for one in measures},
        **{one.public_id: _("Financing: {name}").format(name=one) for one in money},
    }


def _label(field: str) -> Any:
    return LABELS[field] if field in LABELS else BY_NAME[field].label


def _shown(plan: Plan, field: str, text: str, known: dict[tuple[str, str], str]) -> str:
    if field == ROW:
        return _("Added") if text == "+" else text or NOTHING
    if field == SELECTION:
        return text or NOTHING
    if (field, text) not in known:  # a quote's name is asked for once
        known[(field, text)] = BY_NAME[field].shown(plan, text)
    return known[(field, text)]
