"""Targets against outcome, and the log of events."""

from dataclasses import replace
from typing import Any

from auditlog.models import LogEntry
from django.http import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from simmitt.web.accounts.models import Person
from simmitt.web.companies.models import Company
from simmitt.web.nouns.export import FORMATS, export
from simmitt.web.nouns.guard import Asking
from simmitt.web.nouns.listing import list_page
from simmitt.web.nouns.noun import Column, Noun
from simmitt.web.nouns.watch import note_reading
from simmitt.web.outreach import counting, events
from simmitt.web.outreach.nouns import TARGET, TARGET_READERS
from simmitt.web.outreach.stages import Stage
from simmitt.web.people.models import Membership
from simmitt.web.programmes.models import Counting, Target, TargetReport
from simmitt.web.scope.roles import Role
from simmitt.web.scope.rows import get_seen

MOST_EVENTS = 20_000


def targets(request: Asking) -> HttpResponseBase:
    """Show every target with its outcome, or hand out the list as a file."""
    wanted = request.GET.get("format", "")
    if wanted in FORMATS:
        return list_page(request, TARGET)
    rows = list(Target.objects.seen_by(request.scope).filter(programme=request.programme))
    shown = counting.outcomes(rows, request.programme)
    return render(request, "outreach/targets.html", {"outcomes": shown, "may": _may(request)})


def target(request: Asking, public_id: str) -> HttpResponseBase:
    """Show what stands behind a target's outcome: the companies or the reports, and the evidence of each."""
    found: Target = get_seen(Target, request.scope, public_id, "programme")
    context: dict[str, Any] = {"target": found, "may": _may(request)}
    if found.counting == Counting.REPORTED:
        return _reported(request, found, context)
    if request.GET.get("format", "") not in FORMATS:
        context["outcome"] = counting.outcomes([found], found.programme)[0]
        context["elsewhere"] = _elsewhere(request, found, context["outcome"].count)
    behind = replace(
        BEHIND, rows=lambda _request: counting.companies_behind(found, found.programme, request.scope)
    )
    return list_page(request, behind, "outreach/target.html", **context)


def _elsewhere(request: Asking, found: Target, whole: int) -> int:
    """Count the companies behind the figure that the reader does not reach."""
    if found.programme_id in request.scope.whole_programmes:
        return 0
    stage = counting.COUNTS_FROM[found.counting]
    return whole - counting.reached_by_stage(found.programme, request.scope, [stage])[stage]


def _reported(request: Asking, found: Target, context: dict[str, Any]) -> HttpResponseBase:
    if request.GET.get("format", "") not in FORMATS:
        context["outcome"] = counting.outcomes([found], found.programme)[0]
    reports = replace(
        REPORTS, rows=lambda _request: TargetReport.objects.seen_by(request.scope).filter(target=found)
    )
    return list_page(request, reports, "outreach/target_reports.html", **context)


def _may(request: Asking) -> dict[str, bool]:
    managed = request.standing.programmes_as(*MAY_SET)
    reports = request.standing.programmes_as(*MAY_REPORT)
    here = request.programme.pk if request.programme else 0
    return {"set": here in managed, "report": here in reports}


def log(request: Asking) -> HttpResponseBase:
    """Show who did what in the programme."""
    kind, person = request.GET.get("kind", ""), request.GET.get("person", "")
    entries = events.entries_for(request.scope, request.programme, kind=kind, person=person)
    wanted = request.GET.get("format", "")
    if wanted in FORMATS:
        note_reading(request, request.page, export=wanted, noun="event")
        return export(EVENTS, list(EVENTS.columns), _Told(request, entries), wanted)
    context = {
        "leaf": events.leaf_of(request.scope, entries, request.GET.get("before", "")),
        "kinds": events.KINDS.items(),
        "people": _actors(request),
        "kind": kind,
        "person": person,
        "own_only": not request.scope.within(request.programme.pk).roles & events.WHOLE_LOG,
    }
    return render(request, "outreach/events.html", context)


def _actors(request: Asking) -> list[Person]:
    members = Membership.objects.seen_by(request.scope).filter(programme=request.programme)
    return list(Person.objects.filter(pk__in=members.values("person")).order_by("name_key", "pk"))


class _Told:
    """Events in words, a page at a time, for a file."""

    def __init__(self, request: Asking, entries: Any) -> None:
        self.scope, self.entries = request.scope, entries

    def iterator(self, chunk_size: int) -> Any:
        """Give them one by one."""
        held = []
        for entry in self.entries[:MOST_EVENTS].iterator(chunk_size=chunk_size):
            held.append(entry)
            if len(held) == chunk_size:
                yield from events.told(self.scope, held)
                held = []
        yield from events.told(self.scope, held)


MAY_SET = (Role.MANAGER,)
MAY_REPORT = (Role.MANAGER, Role.COORDINATOR)


def _written(event: events.Event) -> str:
    return "; ".join(f"{one.label}: {one.before} → {one.after}" for one in event.changes)


def _stage(company: Any) -> str:
    return str(Stage(company.reached_stage).label)


BEHIND = Noun(
    name="company_counted",
    plural="companies-counted",
    model=Company,
    label=_("Company"),
    label_many=_("Companies"),
    readers=TARGET_READERS,
    rows=lambda _request: None,
    address=lambda company: reverse("company", args=[company.public_id]),
    order="-reached",
    columns=(
        Column("name", _("Company"), lambda company: company.name, sort="name_key"),
        Column("reached", _("Counted on"), lambda company: company.reached_at, sort="reached_at"),
        Column("stage", _("Moved to"), _stage),
        Column("by", _("Moved by"), lambda company: company.reached_by or ""),
        Column("place", _("Municipality"), lambda company: company.place, sort="place_key"),
        Column("org_no", _("Organisation number"), lambda company: company.org_no, listed=False),
    ),
)

REPORTS = Noun(
    name="target_report",
    plural="reports",
    model=TargetReport,
    label=_("Report"),
    label_many=_("Reports"),
    readers=TARGET_READERS,
    rows=lambda _request: None,
    address=lambda _report: "",
    order="-happened_on",
    columns=(
        Column("happened_on", _("Date"), lambda report: report.happened_on, sort="happened_on"),
        Column("amount", _("Amount"), lambda report: report.amount, sort="amount", number=True),
        Column("evidence", _("What proves it"), lambda report: report.evidence),
    ),
)

EVENTS = Noun(
    name="event",
    plural="events",
    model=LogEntry,
    label=_("Event"),
    label_many=_("Events"),
    readers=TARGET_READERS,
    rows=lambda _request: None,
    address=lambda _event: "",
    order="at",
    columns=(
        Column("at", _("When"), lambda event: event.at),
        Column("who", _("Who"), lambda event: event.who),
        Column("act", _("What"), lambda event: f"{event.act}: {event.kind}"),
        Column("about", _("About"), lambda event: event.about),
        Column("changes", _("Changes"), _written),
    ),
)  # fmt: skip
