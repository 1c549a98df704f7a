"""Where each role begins: the person's own week, the Monday page, the map."""

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone

from simmitt.web.nouns.guard import Asking
from simmitt.web.outreach.atlas import atlas_of
from simmitt.web.outreach.monday import monday_of
from simmitt.web.outreach.weeks import week_for
from simmitt.web.scope.roles import COMPANY, Role, Roles

# Where a role's work begins: the first that fits.
BEGINS: tuple[tuple[Roles, str], ...] = (
    (frozenset({Role.MANAGER, Role.STEERING, Role.AUDITOR}), "monday"),
    (frozenset({Role.COORDINATOR}), "my_week"),
    (frozenset({Role.COACH, Role.ANALYST}), "leads"),
    (COMPANY, "own_company"),
    (frozenset({Role.SUPPORT}), "people"),
)


def home(request: Asking) -> HttpResponseBase:
    """Lead a person to where his or her work is."""
    roles = request.standing.roles
    return redirect(next((name for begins, name in BEGINS if begins & roles), "me"))


def my_week(request: Asking) -> HttpResponse:
    """Show what the person has promised this week and the next."""
    return render(request, "outreach/my_week.html", {"mine": week_for(request.scope, request.programme)})


def monday(request: Asking) -> HttpResponse:
    """Show how the programme stands."""
    # Who runs one programme and steers another sees of each what that role may.
    shown = monday_of(request.scope.within(request.programme.pk), request.programme)
    return render(request, "outreach/monday.html", {"monday": shown, "today": timezone.localdate()})


def atlas(request: Asking) -> HttpResponse:
    """Show the programme's municipalities and how many companies are on their way in each."""
    scope = request.scope.within(request.programme.pk)
    return render(request, "outreach/map.html", {"atlas": atlas_of(scope, request.programme)})
