"""Leads and targets as declared: for their lists, files and the API."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from simmitt.web.companies.queries import found
from simmitt.web.companies.register.municipalities import in_county
from simmitt.web.nouns.noun import Choice, Column, Filter, Noun
from simmitt.web.outreach import queries
from simmitt.web.outreach.counting import with_outcome
from simmitt.web.outreach.models import Lead
from simmitt.web.outreach.stages import Stage
from simmitt.web.programmes.models import Target
from simmitt.web.scope.roles import OUTREACH, READERS, Role

NOBODY_YET = "nobody"
TARGET_READERS = OUTREACH | {Role.AUDITOR}


def _stages(_request: Any) -> list[Choice]:
    return [Choice(stage.value, stage.label) for stage in Stage]


def _owners(request: Any) -> list[Choice]:
    staff = queries.outreach_staff(request.scope, request.programme)
    return [
        Choice(NOBODY_YET, _("Nobody yet")),
        *(Choice(person.public_id, person.name) for person in staff),
    ]


def _owned(rows: Any, owner: str) -> Any:
    return rows.filter(owner=None) if owner == NOBODY_YET else rows.filter(owner__public_id=owner)


def _municipalities(request: Any) -> list[Choice]:
    counties = request.programme.counties if request.programme else []
    return [Choice(one.code, one.short_name) for county in counties for one in in_county(county)]


def _step_late() -> Q:
    return queries.on_the_road() & Q(next_step_on__lt=timezone.localdate())


NEEDS: dict[str, tuple[Any, Callable[[], Q]]] = {
    "answer": (_("Waits for an answer"), queries.awaiting_answer),
    "late": (_("The answer is late"), queries.answer_late),
    "still": (_("Has stood too long in its stage"), queries.standing_still),
    "step": (_("The next step is late"), _step_late),
    "nothing": (_("Has no next step"), queries.without_next_step),
}


def _in_need(rows: Any, need: str) -> Any:
    return rows.filter(NEEDS[need][1]()) if need in NEEDS else rows


def _stood(rows: Any, weeks: str) -> Any:
    if not weeks.isdecimal() or len(weeks) > 3:
        return rows
    return rows.filter(stage_since__lt=timezone.now() - timedelta(weeks=int(weeks)))


def _search(rows: Any, text: str) -> Any:
    return found(rows, text, "company__search_text")


LEAD = Noun(
    name="lead",
    plural="leads",
    model=Lead,
    label=_("Company in the pipeline"),
    label_many=_("Companies in the pipeline"),
    readers=READERS,
    rows=lambda request: queries.leads(request.scope, request.programme).annotate(rank=queries.RANK),
    address=lambda lead: reverse("company", args=[lead.company.public_id]),
    order="company",
    search=_search,
    found_by=_("Name, number or place"),
    empty=_("Take a company from the register into the pipeline; open it and press Take into the pipeline."),
    columns=(
        Column("company", _("Company"), lambda lead: lead.company.name, sort="company__name_key"),
        Column("stage", _("Stage"), lambda lead: lead.get_stage_display(), sort="rank"),
        Column(
            "stage_since",
            _("In this stage since"),
            lambda lead: timezone.localdate(lead.stage_since),
            sort="stage_since",
        ),
        Column("place", _("Municipality"), lambda lead: lead.company.place, sort="company__place_key"),
        Column("days", _("Days in the stage"), lambda lead: lead.days_in_stage, number=True, listed=False),
        Column(
            "owner",
            pgettext_lazy("of a lead", "Responsible"),
            lambda lead: lead.owner and lead.owner.name,
            sort="owner__name_key",
        ),
        Column("next_step", _("Next step"), lambda lead: lead.next_step),
        Column("next_step_on", _("When"), lambda lead: lead.next_step_on, sort="next_step_on"),
        Column("size", _("Size"), lambda lead: lead.company.size, listed=False),
        Column("org_no", _("Organisation number"), lambda lead: lead.company.org_no, listed=False),
        Column("partner", _("Responsible organisation"), lambda lead: lead.company.partner, listed=False),
        Column("reason", _("Reason"), lambda lead: lead.get_reason_display(), listed=False),
        Column("registered_at", _("Registered itself"), lambda lead: lead.registered_at, listed=False),
        Column("answer_due_on", _("Answer promised by"), lambda lead: lead.answer_due_on, listed=False),
        Column("answered_at", _("Answered"), lambda lead: lead.answered_at, listed=False),
    ),
    filters=(
        Filter("stage", _("Stage"), _stages, lambda rows, stage: rows.filter(stage=stage)),
        Filter(
            "needs",
            _("What it needs"),
            lambda _request: [Choice(key, label) for key, (label, _rule) in NEEDS.items()],
            _in_need,
        ),
        Filter("owner", pgettext_lazy("of a lead", "Responsible"), _owners, _owned),
        Filter(
            "municipality",
            _("Municipality"),
            _municipalities,
            lambda rows, code: rows.filter(company__municipality=code),
        ),
        Filter(
            "stood",
            _("Time in the stage"),
            lambda _request: [
                Choice("4", _("More than 4 weeks")),
                Choice("8", _("More than 8 weeks")),
                Choice("12", _("More than 12 weeks")),
            ],
            _stood,
        ),
    ),
)

TARGET = Noun(
    name="target",
    plural="targets",
    model=Target,
    label=_("Target"),
    label_many=_("Targets"),
    readers=TARGET_READERS,
    rows=lambda request: with_outcome(
        Target.objects.seen_by(request.scope).filter(programme=request.programme), request.programme
    ),
    address=lambda target: reverse("target", args=[target.public_id]),
    order="place",
    columns=(
        Column("name", _("Target"), lambda target: target.name),
        Column("outcome", _("Outcome"), lambda target: target.outcome, sort="outcome", number=True),
        Column("goal", _("Goal"), lambda target: target.goal, sort="goal", number=True),
        Column("unit", _("Unit"), lambda target: target.unit),
        Column("due_on", _("To be reached by"), lambda target: target.due_on, sort="due_on"),
        Column("counting", _("How it is counted"), lambda target: target.get_counting_display()),
        Column("place", _("Place in the list"), lambda target: target.place, sort="place", listed=False),
    ),
)

NOUNS: tuple[Noun, ...] = (LEAD, TARGET)
