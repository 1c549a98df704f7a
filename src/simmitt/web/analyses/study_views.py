"""Where there is no log: looking, tallying and timing on a phone, and handing the study in."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from simmitt.web.analyses.models import Look, StudyStation
from simmitt.web.analyses.reading import SameFiles
from simmitt.web.analyses.study import (
    ENOUGH_LOOKS,
    add_station,
    hand_in_study,
    keep,
    progress_of,
    rounds_of,
    stations_of,
)
from simmitt.web.analyses.study_forms import FORMS, NoteForm, StationForm
from simmitt.web.analyses.upload_rules import Refused
from simmitt.web.analyses.upload_views import by_script
from simmitt.web.cases.queries import walked
from simmitt.web.nouns.editing import INVALID, show_form
from simmitt.web.nouns.guard import Asking
from simmitt.web.nouns.problem import problem
from simmitt.web.scope.roles import COMPANY_VOICES, FIELD

ASKS = FIELD | COMPANY_VOICES


def study(request: Asking, public_id: str) -> HttpResponse:
    """Show how far the study has come; the first machine is added here, and the study handed in."""
    case = walked(request, public_id)
    form = StationForm(request.POST if request.method == "POST" else None, instance=StudyStation(case=case))
    if request.method == "POST" and form.is_valid():
        try:
            add_station(station=form.save(commit=False))
        except Refused as refused:
            form.add_error("name", refused.sentence)
        else:
            return redirect("study", public_id)
    progress = progress_of(case)
    more: dict[str, Any] = {
        "case": case,
        "progress": progress,
        "enough": ENOUGH_LOOKS,
        "has_notes": any(one.looks or one.stops or one.setups for one in progress),
        "rounds": rounds_of(case, timezone.now()),
        "may_change": bool(request.scope.roles & ASKS),
    }
    return show_form(request, "analyses/study.html", form, **more)


def study_note(request: Asking, public_id: str) -> HttpResponse:
    """Take a note from the floor."""
    case = walked(request, public_id)
    stations = stations_of(case)
    kind = request.POST.get("kind") or request.GET.get("kind") or Look.SAMPLE
    if kind not in FORMS:
        raise Http404
    form = FORMS[kind](stations, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            keep(case=case, note=form.note())
        except Refused as refused:
            form.add_error(None, refused.sentence)
        else:
            return _noted(request, public_id, kind)
    if request.method == "POST" and by_script(request):
        return problem(INVALID, _first_error(form))
    context = {"case": case, "kind": kind, "kinds": Look.choices, "stations": stations}
    return show_form(request, "analyses/study_note.html", form, **context)


def _first_error(form: NoteForm) -> str:
    return next(str(error) for errors in form.errors.values() for error in errors)


def _noted(request: Asking, public_id: str, kind: str) -> HttpResponse:
    if by_script(request):
        return JsonResponse({"noted": True})
    messages.success(request, _("Noted."))
    return redirect(f"{reverse('study_note', args=[public_id])}?kind={kind}")


def study_hand_in(request: Asking, public_id: str) -> HttpResponse:
    """Make a set of data of what has been noted so far."""
    case = walked(request, public_id)
    if request.method != "POST":
        return redirect("study", public_id)
    try:
        hand_in_study(case=case, person=request.user)
    except Refused as refused:
        messages.error(request, refused.sentence)
        return redirect("study", public_id)
    except SameFiles as same:
        return redirect("data_set", same.data_set.public_id)
    messages.success(request, _("The study is handed in and is being read."))
    return redirect("data", public_id)
