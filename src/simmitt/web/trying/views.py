"""Trying measures: the page, and the answer that a slider waits for."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from simmitt.web.analyses.folder import OUT
from simmitt.web.analyses.models import Run, RunKind, RunState
from simmitt.web.analyses.shelf import run_at
from simmitt.web.cases.models import Case
from simmitt.web.cases.queries import walked
from simmitt.web.nouns.guard import Asking
from simmitt.web.nouns.words import said
from simmitt.web.plans.deciding import take_selection
from simmitt.web.plans.queries import draft_of
from simmitt.web.trying.choices import choices_of
from simmitt.web.trying.operations import ask_question, broke_off, wait_for
from simmitt.web.trying.picture import together
from simmitt.web.trying.selection import NotUsable, Selection, as_planned, read_selection

# A slider is answered within a second; whoever has no script waits a little for the page.
SLIDER_WAIT_S, PAGE_WAIT_S = 1.5, 6.0
NOT_READY, NOT_USABLE = 202, 422
TAKE = "take"
# Where a plan's job has left the factory that can be asked.
WHAT_IF = "what_if"


def try_measures(request: Asking, public_id: str) -> HttpResponse:
    """Show what one may choose among, and what comes of it."""
    case = walked(request, public_id)
    run = plan_run(request, case)
    if run is None or not (run_at(run) / OUT / WHAT_IF).is_dir():
        return render(request, "trying/nothing.html", {"case": case, "run": run})
    if request.method == "POST":
        return _answered(request, case, run)
    ask_question(run=run, asked={}, person=request.user)  # it gets warm while the page is read
    return _page(request, case, run, as_planned(run.told))


def _answered(request: Asking, case: Case, run: Run) -> HttpResponse:
    """Answer a post: with the panel alone to the page's script, else with the whole page."""
    by_script = request.headers.get("X-Requested-With") == "fetch"
    try:
        selection = read_selection(request.POST, run.told)
    except NotUsable as fault:
        if by_script:
            return render(request, "trying/_fault.html", {"fault": str(fault)}, status=NOT_USABLE)
        return _page(request, case, run, as_planned(run.told), fault=str(fault), status=NOT_USABLE)
    question = ask_question(run=run, asked=selection.as_question(), person=request.user)
    answer = wait_for(question, SLIDER_WAIT_S if by_script else PAGE_WAIT_S) or broke_off(run)
    if request.POST.get("deed") == TAKE and answer and "fault" not in answer:
        return _taken(request, case, run, selection, answer)
    shown = _shown(answer, run, selection)
    if by_script:
        return render(request, "trying/_together.html", shown, status=200 if answer else NOT_READY)
    return _page(request, case, run, selection, **shown)


def _taken(
    request: Asking, case: Case, run: Run, selection: Selection, answer: dict[str, Any]
) -> HttpResponse:
    """Let the draft of the plan rest on what has been tried."""
    plan = draft_of(request.scope, run)
    if plan is None or not selection.is_whole:
        why = (
            _("There is no draft of this plan to take it into.")
            if plan is None
            else _("A plan takes whole measures: set what you choose to 100 %.")
        )
        shown = _shown(answer, run, selection)
        return _page(request, case, run, selection, fault=why, status=NOT_USABLE, **shown)
    take_selection(plan=plan, candidates=list(selection.measures), answer=answer, person=request.user)
    messages.success(request, _("The selection is in the plan."))
    return redirect("plan", case.company.public_id)


def _shown(answer: dict[str, Any] | None, run: Run, selection: Selection) -> dict[str, Any]:
    if answer is None:
        return {"waiting": True}
    if "fault" in answer:
        return {"fault": said(answer["fault"])}
    return {"together": together({**answer, "measures": selection.measures}, run.told)}


def _page(
    request: Asking, case: Case, run: Run, selection: Selection, *, status: int = 200, **more: Any
) -> HttpResponse:
    context = {"case": case, "run": run, "choices": choices_of(run.told, selection), "selection": selection}
    return render(request, "trying/try.html", {**context, **more}, status=status)


def plan_run(request: Asking, case: Case) -> Run | None:
    """Give the newest plan that has been computed for the case."""
    runs = Run.objects.seen_by(request.scope).filter(case=case, kind=RunKind.PLAN, state=RunState.DONE)
    newest: Run | None = runs.select_related("case__company").order_by("-pk").first()
    return newest
