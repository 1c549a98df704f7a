"""Plans and their measures as declared: for their lists, files and the API."""

from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, Sum
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from simmitt.web.companies.queries import found
from simmitt.web.nouns.noun import Choice, Column, Filter, Noun
from simmitt.web.plans.fields import OF_A_PLAN
from simmitt.web.plans.models import Plan, PlanMeasure
from simmitt.web.plans.rules import PLAN_READERS
from simmitt.web.plans.words import Decision, PlanState

NOW = Q(measures__decision__in=("", Decision.YES))


def _plans(request: Any) -> Any:
    """Give the newest version of each plan of the programme, as far as the person reaches."""
    newer = Plan.objects.unscoped(OF_A_PLAN).filter(case=OuterRef("case"), number__gt=OuterRef("number"))
    rows = Plan.objects.seen_by(request.scope).filter(case__company__programme=request.programme)
    return (
        rows.filter(~Exists(newer))
        .select_related("case__company", "locked_by")
        .defer("facts")
        .annotate(
            now=Count("measures", filter=NOW),
            decided=Count("measures", filter=~Q(measures__decision="")),
            of=Count("measures"),
            cost=Sum("measures__cost_sek", filter=NOW),
        )
    )


def _measures(request: Any) -> Any:
    newer = Plan.objects.unscoped(OF_A_PLAN).filter(
        case=OuterRef("plan__case"), number__gt=OuterRef("plan__number")
    )
    rows = PlanMeasure.objects.seen_by(request.scope).filter(plan__case__company__programme=request.programme)
    return rows.filter(~Exists(newer)).select_related("plan__case__company").defer("facts", "plan__facts")


def _search(rows: Any, text: str) -> Any:
    return found(rows, text, "case__company__search_text")


def _search_measures(rows: Any, text: str) -> Any:
    return found(rows, text, "plan__case__company__search_text")


PLAN = Noun(
    name="plan",
    plural="plans",
    model=Plan,
    label=_("Plan"),
    label_many=pgettext_lazy("menu", "Plans"),
    readers=PLAN_READERS,
    rows=_plans,
    address=lambda plan: reverse("plan", args=[plan.case.company.public_id]),
    order="company",
    search=_search,
    found_by=_("Name, number or place"),
    empty=_("A plan comes here when it has been computed for a company."),
    columns=(
        Column("company", _("Company"), lambda plan: plan.case.company.name, sort="case__company__name_key"),
        Column("state", _("State"), lambda plan: plan.get_state_display(), sort="state"),
        Column("measures", _("Measures now"), lambda plan: plan.now, sort="now", number=True),
        Column("decided", _("Decisions"), lambda plan: f"{plan.decided} / {plan.of}", sort="decided"),
        Column("cost", _("First cost, SEK"), lambda plan: plan.cost, sort="cost", number=True),
        Column("number", _("Version"), lambda plan: plan.number, sort="number", number=True),
        Column("locked_at", pgettext_lazy("plan", "Locked"), lambda plan: plan.locked_at, sort="locked_at"),
        Column(
            "locked_by", _("Locked by"), lambda plan: plan.locked_by and plan.locked_by.name, listed=False
        ),
        Column("changed_at", _("Changed"), lambda plan: plan.changed_at, sort="changed_at", listed=False),
    ),
    filters=(
        Filter(
            "state",
            _("State"),
            lambda _request: [Choice(value, label) for value, label in PlanState.choices],
            lambda rows, state: rows.filter(state=state),
        ),
    ),
)
MEASURE = Noun(
    name="measure",
    plural="measures",
    model=PlanMeasure,
    label=_("Measure"),
    label_many=_("Measures"),
    readers=PLAN_READERS,
    rows=_measures,
    address=lambda one: reverse("plan", args=[one.plan.case.company.public_id]) + f"?measure={one.public_id}",
    order="company",
    search=_search_measures,
    found_by=_("Name, number or place"),
    columns=(
        Column("name", _("Measure"), lambda one: one.name, sort="name_sv"),
        Column(
            "company",
            _("Company"),
            lambda one: one.plan.case.company.name,
            sort="plan__case__company__name_key",
        ),
        Column("candidate", _("Name in the model"), lambda one: one.candidate, listed=False),
        Column("owner", _("Responsible person"), lambda one: one.owner, sort="owner"),
        Column("starts_on", _("Starts"), lambda one: one.starts_on, sort="starts_on"),
        Column("ready_on", _("Ready"), lambda one: one.ready_on, sort="ready_on"),
        Column("cost_sek", _("First cost, SEK"), lambda one: one.cost_sek, sort="cost_sek", number=True),
        Column("hours", _("Own hours"), lambda one: one.hours, sort="hours", number=True),
        Column(
            "decision", _("The owner's decision"), lambda one: one.get_decision_display(), sort="decision"
        ),
        Column("reason", _("Reason"), lambda one: one.get_reason_display(), listed=False),
        Column("decided_at", _("Decided"), lambda one: one.decided_at, sort="decided_at", listed=False),
    ),
)
NOUNS: tuple[Noun, ...] = (PLAN, MEASURE)
