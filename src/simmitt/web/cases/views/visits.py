"""Visits: what was seen beside the company, and what was agreed."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from simmitt.web.cases import operations
from simmitt.web.cases.forms import VisitForm
from simmitt.web.cases.models import Visit
from simmitt.web.cases.queries import walked
from simmitt.web.drafts.operations import drafted, forget
from simmitt.web.nouns.editing import show_both, show_form
from simmitt.web.nouns.guard import Asking
from simmitt.web.scope.roles import FIELD, Role
from simmitt.web.scope.rows import Stale, get_seen

MOST_SHOWN = 100


def visits(request: Asking, public_id: str) -> HttpResponse:
    """Show the visits, the newest first."""
    case = walked(request, public_id)
    seen = Visit.objects.seen_by(request.scope).filter(case=case).select_related("author")
    shown = list(seen.order_by("-happened_on", "-pk")[:MOST_SHOWN])
    mine = {one.pk for one in shown if _may_change(request, one)}
    writes = bool(request.standing.roles & FIELD) and not case.closed_at
    context = {"case": case, "visits": shown, "mine": mine, "writes": writes}
    return render(request, "cases/visits.html", context)


def visit_new(request: Asking, public_id: str) -> HttpResponse:
    """Write down a visit."""
    case = walked(request, public_id)
    if case.closed_at:
        raise Http404
    key = f"visit_new:{case.public_id}"
    form = drafted(request, key, VisitForm)
    if request.method == "POST" and form.is_valid():
        operations.write_visit(visit=form.save(commit=False), case=case, author=request.user)
        forget(request, key)
        messages.success(request, _("Saved."))
        return redirect("visits", public_id)
    return show_form(request, "cases/visit.html", form, case=case)


def visit_edit(request: Asking, public_id: str) -> HttpResponse:
    """Change what one has written, or as manager anybody's."""
    visit: Visit = get_seen(Visit, request.scope, public_id, "case__company")
    if not _may_change(request, visit):
        raise Http404
    back = reverse("visits", args=[visit.case.company.public_id])
    key = f"visit_edit:{public_id}"
    form = drafted(request, key, VisitForm, instance=visit)
    if request.method == "POST" and form.is_valid():
        try:
            operations.change_visit(visit=form.save(commit=False), version=form.seen_version)
        except Stale as stale:
            return show_both(request, form, stale.current, back)
        forget(request, key)
        messages.success(request, _("Saved."))
        return redirect(back)
    return show_form(request, "cases/visit.html", form, case=visit.case)


def _may_change(request: Asking, visit: Visit) -> bool:
    managed = visit.case.company.programme_id in request.standing.programmes_as(Role.MANAGER)
    return visit.author_id == request.user.pk or managed
