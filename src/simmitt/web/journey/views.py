"""The journey: shown, said yes to on the way, ended."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from simmitt.web.analyses.models import Run, RunKind, RunState
from simmitt.web.cases.models import Case
from simmitt.web.cases.queries import case_of, walked
from simmitt.web.companies.models import Company
from simmitt.web.journey import operations
from simmitt.web.journey.facts import facts_of
from simmitt.web.journey.forms import ClosingForm
from simmitt.web.journey.models import Accepted, Closing
from simmitt.web.journey.picture import picture_of
from simmitt.web.journey.way import way_of
from simmitt.web.nouns.editing import show_form
from simmitt.web.nouns.guard import Asking
from simmitt.web.outreach.rules import works_with
from simmitt.web.scope.roles import OUTREACH
from simmitt.web.scope.rows import get_seen

RUN_OF = {Accepted.AS_IS: RunKind.ANALYSE, Accepted.MODEL: RunKind.FIT}
PAGE_OF = {Accepted.AS_IS: "as_is", Accepted.MODEL: "model"}


def journey(request: Asking, public_id: str) -> HttpResponse:
    """Show the twelve stations, and the one next step."""
    company: Company = get_seen(Company, request.scope, public_id, "programme")
    case = case_of(request.scope, company)
    if case is None:
        begins = bool(request.standing.roles & OUTREACH) and works_with(request.standing, company)
        return render(request, "journey/none.html", {"company": company, "begins": begins})
    request.walked = public_id
    picture = picture_of(way_of(facts_of(case)), request.standing)
    return render(request, "journey/journey.html", {"case": case, "picture": picture})


def accept_as_is(request: Asking, public_id: str) -> HttpResponse:
    """Say yes to the as-is picture."""
    return _accept(request, public_id, Accepted.AS_IS)


def accept_model(request: Asking, public_id: str) -> HttpResponse:
    """Say yes to the model."""
    return _accept(request, public_id, Accepted.MODEL)


def _accept(request: Asking, public_id: str, what: Accepted) -> HttpResponse:
    case = walked(request, public_id)
    run = _newest(request, case, RUN_OF[what])
    if case.company_id not in request.scope.own:
        raise Http404
    if case.closed_at or run is None:  # nothing to say yes to: the page tells what is missing
        return redirect(PAGE_OF[what], public_id)
    if request.method == "POST":
        operations.accept(case=case, what=what, run=run, person=request.user)
        messages.success(request, _("You have signed."))
        return redirect("journey", public_id)
    context = {"case": case, "what": what, "run": run, "back": PAGE_OF[what]}
    return render(request, "journey/accept.html", context)


def _newest(request: Asking, case: Case, kind: str) -> Run | None:
    rows: Any = Run.objects.seen_by(request.scope).filter(case=case, kind=kind, state=RunState.DONE)
    newest: Run | None = rows.order_by("-pk").first()
    return newest


def close(request: Asking, public_id: str) -> HttpResponse:
    """End the journey with what came of it."""
    case = walked(request, public_id)
    if case.closed_at:
        raise Http404
    form = ClosingForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        operations.close(case=case, closing=Closing(**form.cleaned_data), person=request.user)
        messages.success(request, _("The journey is ended."))
        return redirect("journey", public_id)
    return show_form(request, "journey/close.html", form, case=case)
