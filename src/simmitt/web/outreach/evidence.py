"""What stands behind a figure, as lists and files: the companies counted, the reports, the events."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from simmitt.web.nouns.noun import Column, Sheet
from simmitt.web.outreach.events import Event
from simmitt.web.outreach.stages import Stage


def _stage(company: Any) -> str:
    return str(Stage(company.counted_moves[0].to_stage).label)


def _mover(company: Any) -> str:
    mover = company.counted_moves[0].moved_by
    return mover.name if mover else ""


def _changes(event: Event) -> str:
    return "; ".join(f"{one.label}: {one.before} → {one.after}" for one in event.changes)


COUNTED = Sheet(
    name="company_counted",
    plural="companies-counted",
    label=_("Company"),
    label_many=_("Companies"),
    address=lambda company: reverse("company", args=[company.public_id]),
    order="-reached",
    columns=(
        Column("name", _("Company"), lambda company: company.name, sort="name_key"),
        Column("reached", _("Counted on"), lambda company: company.reached_at, sort="reached_at"),
        Column("stage", _("Moved to"), _stage),
        Column("by", _("Moved by"), _mover),
        Column("place", _("Municipality"), lambda company: company.place, sort="place_key"),
        Column("org_no", _("Organisation number"), lambda company: company.org_no, listed=False),
    ),
)

REPORTS = Sheet(
    name="target_report",
    plural="reports",
    label=_("Report"),
    label_many=_("Reports"),
    order="-happened_on",
    columns=(
        Column("happened_on", _("Date"), lambda report: report.happened_on, sort="happened_on"),
        Column("amount", _("Amount"), lambda report: report.amount, sort="amount", number=True),
        Column("evidence", _("What proves it"), lambda report: report.evidence),
    ),
)

EVENTS = Sheet(
    name="event",
    plural="events",
    label=_("Event"),
    label_many=_("Events"),
    order="at",
    columns=(
        Column("at", _("When"), lambda event: event.at),
        Column("who", _("Who"), lambda event: event.who),
        Column("act", _("What"), lambda event: f"{event.act}: {event.kind}"),
        Column("about", _("About"), lambda event: event.about),
        Column("changes", _("Changes"), _changes),
    ),
)
