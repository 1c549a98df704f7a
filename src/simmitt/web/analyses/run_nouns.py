"""Runs as declared: for their list, files and the API."""

from dataclasses import replace
from typing import Any

from django.db.models import F
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from simmitt.web.analyses.models import Run, RunKind, RunState
from simmitt.web.analyses.run_queries import runs
from simmitt.web.nouns.noun import Choice, Column, Filter, Noun
from simmitt.web.scope.roles import COMPANY_VOICES, READERS

SEES = READERS | COMPANY_VOICES


def _kinds(_request: Any) -> list[Choice]:
    return [Choice(one.value, one.label) for one in RunKind]


def _states(_request: Any) -> list[Choice]:
    return [Choice(one.value, one.label) for one in RunState]


def _data(run: Run) -> str:
    return _("Data {number}").format(number=run.data_set.number) if run.data_set else ""


RUN = Noun(
    name="run",
    plural="runs",
    model=Run,
    label=pgettext_lazy("analysis", "Run"),
    label_many=pgettext_lazy("analysis", "Runs"),
    readers=SEES,
    rows=lambda request: runs(request.scope).annotate(took=F("finished_at") - F("started_at")),
    address=lambda run: reverse("run", args=[run.public_id]),
    order="-asked_at",
    empty=_("Nothing has been computed yet. It begins when data has been handed in."),
    columns=(
        Column("kind", _("What"), lambda run: run.get_kind_display(), sort="kind"),
        Column("state", _("State"), lambda run: run.get_state_display(), sort="state"),
        Column("company", _("Company"), lambda run: run.case.company.name, sort="case__company__name_key"),
        Column("data", _("From"), _data, sort="data_set__number"),
        Column("asked_by", _("Asked by"), lambda run: run.asked_by and run.asked_by.name,
               sort="asked_by__name_key"),
        Column("asked_at", _("Asked"), lambda run: run.asked_at, sort="asked_at"),
        Column("took_s", _("Took, seconds"), lambda run: run.took_s, sort="took", number=True),
        Column("started_at", _("Started"), lambda run: run.started_at, sort="started_at", listed=False),
        Column("finished_at", _("Ended"), lambda run: run.finished_at, sort="finished_at", listed=False),
        Column("seed", _("Seed"), lambda run: run.seed, sort="seed", listed=False),
        Column("engine", _("Version"), lambda run: run.engine, sort="engine"),
        Column("key", _("Digest of the question"), lambda run: run.key, listed=False),
    ),
    filters=(
        Filter("kind", _("What"), _kinds, lambda rows, kind: rows.filter(kind=kind)),
        Filter("state", _("State"), _states, lambda rows, state: rows.filter(state=state)),
    ),
)  # fmt: skip
# Within a company's own pages every run is that company's.
RUNS_OF_CASE = replace(RUN, columns=tuple(one for one in RUN.columns if one.name != "company"))
NOUNS: tuple[Noun, ...] = (RUN,)
