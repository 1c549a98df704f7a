"""Targets against outcome, and the log of events."""

from itertools import islice
from typing import Any

from django.http import HttpResponseBase
from django.shortcuts import render

from simmitt.web.accounts.models import Person
from simmitt.web.nouns.export import FORMATS, export
from simmitt.web.nouns.guard import Asking
from simmitt.web.nouns.listing import list_page, sheet_page
from simmitt.web.nouns.watch import note_reading
from simmitt.web.outreach import counting, events
from simmitt.web.outreach.evidence import COUNTED, EVENTS, REPORTS
from simmitt.web.outreach.nouns import TARGET
from simmitt.web.people.models import Membership
from simmitt.web.programmes.models import Counting, Programme, Target, TargetReport
from simmitt.web.scope.roles import Role
from simmitt.web.scope.rows import get_seen

MOST_EVENTS = 20_000
MAY_SET = (Role.MANAGER,)
MAY_REPORT = (Role.MANAGER, Role.COORDINATOR)


def targets(request: Asking) -> HttpResponseBase:
    """Show every target with its outcome, or hand out the list as a file."""
    wanted = request.GET.get("format", "")
    if wanted in FORMATS:
        return list_page(request, TARGET)
    rows = list(Target.objects.seen_by(request.scope).filter(programme=request.programme))
    shown = counting.outcomes(rows, request.programme)
    return render(
        request, "outreach/targets.html", {"outcomes": shown, "may": _may(request, request.programme)}
    )


def target(request: Asking, public_id: str) -> HttpResponseBase:
    """Show what stands behind a target's outcome: the companies or the reports, and the evidence of each."""
    found: Target = get_seen(Target, request.scope, public_id, "programme")
    return _reported(request, found) if found.counting == Counting.REPORTED else _counted(request, found)


def _counted(request: Asking, found: Target) -> HttpResponseBase:
    stage = counting.COUNTS_FROM[found.counting]
    reached = counting.reached_and_seen(found.programme, request.scope, [stage])
    return sheet_page(
        request,
        COUNTED,
        counting.companies_behind(found, request.scope),
        "outreach/target.html",
        count=reached.seen[stage],
        elsewhere=reached.whole[stage] - reached.seen[stage],
        **_head(request, found, counting.outcomes([found], found.programme, reached.whole)),
    )


def _reported(request: Asking, found: Target) -> HttpResponseBase:
    return sheet_page(
        request,
        REPORTS,
        TargetReport.objects.seen_by(request.scope).filter(target=found),
        "outreach/target_reports.html",
        **_head(request, found, counting.outcomes([found], found.programme)),
    )


def _head(request: Asking, found: Target, outcomes: list[counting.Outcome]) -> dict[str, Any]:
    """Give what stands above both lists."""
    return {"target": found, "outcome": outcomes[0], "may": _may(request, found.programme)}


def _may(request: Asking, programme: Programme) -> dict[str, bool]:
    return {
        "set": programme.pk in request.standing.programmes_as(*MAY_SET),
        "report": programme.pk in request.standing.programmes_as(*MAY_REPORT),
    }


def log(request: Asking) -> HttpResponseBase:
    """Show who did what in the programme."""
    kind, person = request.GET.get("kind", ""), request.GET.get("person", "")
    entries = events.entries_for(request.scope, request.programme, kind=kind, person=person)
    wanted = request.GET.get("format", "")
    if wanted in FORMATS:
        note_reading(request, request.page, export=wanted, noun="event")
        return export(EVENTS, list(EVENTS.columns), _Told(request, entries), wanted, MOST_EVENTS)
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
        entries = self.entries.iterator(chunk_size=chunk_size)
        while leaf := list(islice(entries, chunk_size)):
            yield from events.told(self.scope, leaf)
