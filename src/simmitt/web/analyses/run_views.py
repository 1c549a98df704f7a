"""The pages of runs, and of what they come to: the as-is figures, the model."""

from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from simmitt.web.analyses import run_queries
from simmitt.web.analyses.asking import TooManyWaiting, ask_again
from simmitt.web.analyses.edits import can_be_edited, parameters_of, simulate, stations_of
from simmitt.web.analyses.ending import cancel
from simmitt.web.analyses.models import LIVE, Run, RunKind, RunState
from simmitt.web.analyses.run_files import all_files, downloads, file_of, fragment, type_of
from simmitt.web.analyses.run_forms import EditForm
from simmitt.web.analyses.run_nouns import RUN, RUNS_OF_CASE
from simmitt.web.analyses.run_progress import Progressing
from simmitt.web.cases.queries import walked
from simmitt.web.nouns.editing import show_form
from simmitt.web.nouns.guard import Asking
from simmitt.web.nouns.listing import sheet_page
from simmitt.web.scope.roles import COMPANY_VOICES, FIELD

ASKS = FIELD | COMPANY_VOICES
# The pages that a run has left, in the order they are shown.
FRAGMENTS = {
    RunKind.READ: ("quality",),
    RunKind.ANALYSE: ("as_is",),
    RunKind.FIT: ("validation", "odds", "model"),
    RunKind.SIMULATE: ("compared",),
    RunKind.PLAN: ("plan",),
    RunKind.PAPER: (),
}
# Where what a run came to is shown whole; without a page of its own it is shown with the run.
SHOWN_AT = {RunKind.READ: "data", RunKind.ANALYSE: "as_is", RunKind.FIT: "model", RunKind.PLAN: "plan"}


def as_is(request: Asking, public_id: str) -> HttpResponse:
    """Show how the factory stands, by the newest approved data."""
    case = walked(request, public_id)
    picture = run_queries.picture(request.scope, case, RunKind.ANALYSE)
    context = {"page": fragment(picture.run, "as_is"), **_common(request, case, picture)}
    return render(request, "analyses/as_is.html", context)


def model(request: Asking, public_id: str) -> HttpResponse:
    """Show the factory as a model, how well it foretells, and what it says of the open orders."""
    case = walked(request, public_id)
    picture = run_queries.picture(request.scope, case, RunKind.FIT)
    pages = {name: fragment(picture.run, name) for name in FRAGMENTS[RunKind.FIT]}
    may_edit = bool(request.scope.roles & ASKS) and can_be_edited(picture.run)
    context = {"pages": pages, "may_edit": may_edit, **_common(request, case, picture)}
    return render(request, "analyses/model.html", context)


def model_edit(request: Asking, public_id: str) -> HttpResponse:
    """Let somebody change a station and ask what becomes of the factory then."""
    case = walked(request, public_id)
    run = run_queries.picture(request.scope, case, RunKind.FIT).run
    if run is None or not can_be_edited(run):  # nothing to change: the page tells what is missing
        return redirect("model", public_id)
    stations = stations_of(run)
    station = request.GET.get("station", "")
    if station not in stations:
        context = {"case": case, "stations": stations}
        return render(request, "analyses/model_station.html", context)
    form = EditForm(parameters_of(run, station), request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        asked = _simulated(request, run, station, form)
        if asked:
            return redirect("run", asked.public_id)
    return show_form(request, "analyses/model_edit.html", form, case=case, station=station)


def _simulated(request: Asking, run: Run, station: str, form: EditForm) -> Run | None:
    try:
        return simulate(run=run, station=station, written=form.written, person=request.user)
    except TooManyWaiting as many:
        form.add_error(None, many.sentence)
        return None


def runs(request: Asking, public_id: str) -> HttpResponseBase:
    """List what has been computed for a company."""
    case = walked(request, public_id)
    rows = RUN.rows(request).filter(case=case)
    return sheet_page(request, RUNS_OF_CASE, rows, "analyses/runs.html", case=case)


def run(request: Asking, public_id: str) -> HttpResponse:
    """Show a run: how far it has come, or what it came to and what it rests on."""
    found = _seen(request, public_id)
    if request.method == "POST":
        return _act(request, found)
    names = FRAGMENTS[RunKind(found.kind)] if found.kind == RunKind.SIMULATE else ()
    context = {
        "case": found.case,
        "run": found,
        "progress": _progress(found),
        "took": found.took_s,
        "pages": [page for name in names if (page := fragment(found, name))],
        "shown_at": SHOWN_AT.get(RunKind(found.kind), ""),
        "downloads": downloads(found),
        "files": all_files(found),
        "may_ask": bool(request.scope.roles & ASKS),
    }
    return render(request, "analyses/run.html", context)


def run_progress(request: Asking, public_id: str) -> HttpResponse:
    """Give the card of a run under way, for the page that shows it to lay over its own."""
    found = _seen(request, public_id)
    context = {"run": found, "progress": _progress(found), "may_ask": bool(request.scope.roles & ASKS)}
    return render(request, "analyses/_progress.html", context)


def run_file(request: Asking, public_id: str, name: str) -> HttpResponseBase:
    """Hand out a file that the run has named among its results."""
    path = file_of(_seen(request, public_id), name)
    if path is None:
        raise Http404
    answer = FileResponse(
        path.open("rb"), as_attachment=True, filename=name.replace("/", "-"), content_type=type_of(name)
    )
    answer["X-Content-Type-Options"] = "nosniff"
    # Whatever a browser makes of it: a file that was fetched does nothing here.
    answer["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return answer


def _seen(request: Asking, public_id: str) -> Run:
    found = run_queries.run_seen(request.scope, public_id)
    request.walked = found.case.company.public_id
    return found


def _act(request: Asking, found: Run) -> HttpResponse:
    if request.POST.get("do") == "cancel":
        stopped = cancel(run=found)
        messages.success(request, _("The run is being stopped.") if stopped else _("It had ended already."))
        return redirect("run", found.public_id)
    if request.POST.get("do") != "again" or found.state in (*LIVE, RunState.DONE):
        raise Http404
    try:
        return redirect("run", ask_again(run=found, person=request.user).public_id)
    except TooManyWaiting as many:
        messages.error(request, many.sentence)
        return redirect("run", found.public_id)


def _common(request: Asking, case: Any, picture: run_queries.Picture) -> dict[str, Any]:
    live = picture.live
    return {
        "case": case,
        "picture": picture,
        "run": live,
        "shown": picture.run,
        "progress": _progress(live) if live else None,
        "downloads": downloads(picture.run),
        "may_ask": bool(request.scope.roles & ASKS),
        "may_accept": case.company_id in request.scope.own and case.closed_at is None,
    }


def _progress(found: Run) -> Progressing:
    return Progressing.read(found)
