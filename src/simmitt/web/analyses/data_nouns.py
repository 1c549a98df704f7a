"""Sets of data as declared: for files and the API."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from simmitt.web.analyses.models import DataSet, DataState
from simmitt.web.nouns.noun import Choice, Column, Filter, Noun
from simmitt.web.scope.roles import COMPANY_VOICES, READERS


def _states(_request: Any) -> list[Choice]:
    return [Choice(one.value, one.label) for one in DataState]


def _rows(request: Any) -> Any:
    related = ("case__company", "handed_in_by", "approved_by")
    return DataSet.objects.seen_by(request.scope).select_related(*related).defer("fault")


DATA_SET = Noun(
    name="data_set",
    plural="data-sets",
    model=DataSet,
    label=_("Set of data"),
    label_many=_("Sets of data"),
    readers=READERS | COMPANY_VOICES,
    rows=_rows,
    address=lambda one: reverse("data_set", args=[one.public_id]),
    order="-created_at",
    empty=_("Nothing has been handed in yet."),
    columns=(
        Column("number", pgettext_lazy("data", "Number"), lambda one: one.number, sort="number", number=True),
        Column("company", _("Company"), lambda one: one.case.company.name, sort="case__company__name_key"),
        Column("files", pgettext_lazy("data", "Files"), str),
        Column("state", _("State"), lambda one: one.get_state_display(), sort="state"),
        Column("grade", pgettext_lazy("data", "Grade"), lambda one: one.told.get("grade", "")),
        Column("rows", pgettext_lazy("data", "Rows"), lambda one: one.told.get("rows"), number=True),
        Column("handed_in_by", pgettext_lazy("person", "By"), lambda one: one.handed_in_by.name,
               sort="handed_in_by__name_key"),
        Column("created_at", _("Handed in"), lambda one: one.created_at, sort="created_at"),
        Column("approved_at", pgettext_lazy("data", "Approved"), lambda one: one.approved_at,
               sort="approved_at"),
        Column("kept_sha256", _("The kept log, SHA-256"), lambda one: one.kept_sha256, listed=False),
    ),
    filters=(Filter("state", _("State"), _states, lambda rows, state: rows.filter(state=state)),),
)  # fmt: skip
NOUNS: tuple[Noun, ...] = (DATA_SET,)
