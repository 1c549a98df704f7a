"""The pages of a company's data: handed in, read, put right, approved."""

from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from simmitt.web.analyses import data_queries
from simmitt.web.analyses.approving import approve
from simmitt.web.analyses.data_forms import AnswerForm, ColumnsForm, FilesForm
from simmitt.web.analyses.data_presenting import amount_of, days_of, findings_of, form_of
from simmitt.web.analyses.keeping import thrown_away_on
from simmitt.web.analyses.models import DataSet, DataState
from simmitt.web.analyses.reading import correct, leave, read_again
from simmitt.web.analyses.run_files import file_of, fragment, text_of, type_of
from simmitt.web.analyses.run_progress import Progressing
from simmitt.web.analyses.upload_rules import LARGEST_POST, Refused, megabytes
from simmitt.web.analyses.upload_views import handed_in, limits
from simmitt.web.analyses.uploading import received_of, take_whole
from simmitt.web.cases.models import Case
from simmitt.web.cases.queries import walked
from simmitt.web.nouns.editing import CONFLICT, INVALID
from simmitt.web.nouns.guard import Asking
from simmitt.web.nouns.words import spoken
from simmitt.web.scope.roles import COMPANY_VOICES, FIELD
from simmitt.web.scope.rows import Stale

ASKS = FIELD | COMPANY_VOICES
# What a mapping says of a heading or a sheet that the file does not have.
OTHER_FILE = ("UnknownHeading", "UnknownSheet", "UnknownTable", "UnknownMappingLine")


def data(request: Asking, public_id: str) -> HttpResponse:
    """Show how a company's data stands, and let files be handed in."""
    case = walked(request, public_id)
    form = FilesForm(request.POST, request.FILES) if request.method == "POST" else FilesForm()
    if request.method == "POST" and form.is_valid():
        try:
            return redirect(_taken(request, case, form.cleaned_data["log"]))
        except Refused as refused:
            form.add_error("log", refused.sentence)
    standing = data_queries.standing_of(request.scope, case, request.user)
    shown = _shown(request, standing.newest) if standing.newest else {}
    context = {
        **shown,
        "case": case,
        "standing": standing,
        "halves": [(one, received_of(one)) for one in standing.waiting],
        "form": form,
        "limits": limits(),
        "may_change": _may_change(request),
    }
    return render(request, "analyses/data.html", context, status=INVALID if form.errors else 200)


def _taken(request: Asking, case: Case, files: list[Any]) -> str:
    """Take files that came in one post."""
    if sum(file.size for file in files) > LARGEST_POST:
        text = _("Without script at most {limit} MB can be sent at a time.")
        raise Refused(text.format(limit=megabytes(LARGEST_POST)), 413)
    taken = [
        take_whole(case=case, person=request.user, name=one.name, source=one.file, size=one.size)
        for one in files
    ]
    return handed_in(request, case, taken)


def data_set(request: Asking, public_id: str) -> HttpResponse:
    """Show one set of data."""
    return _page(request, _seen(request, public_id))


def _seen(request: Asking, public_id: str) -> DataSet:
    found = data_queries.data_set_seen(request.scope, public_id)
    request.walked = found.case.company.public_id
    return found


def _page(request: Asking, found: DataSet, status: int = 200, **forms: Any) -> HttpResponse:
    context = {
        **_shown(request, found, **forms),
        "case": found.case,
        "may_change": _may_change(request),
    }
    return render(request, "analyses/data_set.html", context, status=status)


def _may_change(request: Asking) -> bool:
    return bool(request.scope.roles & ASKS)


def _shown(request: Asking, found: DataSet, **forms: Any) -> dict[str, Any]:
    """Give what the page says of a set."""
    live = data_queries.under_way(found)
    is_read = found.state in (DataState.READ, DataState.APPROVED)
    files_left = found.uploads.unscoped("its set has been fetched within its scope").exists()
    question = found.fault.get("question")
    return {
        "set": found,
        "run": live,
        "progress": Progressing.read(live) if live else None,
        "may_ask": _may_change(request),
        "is_stopped": data_queries.is_stopped(found),
        "files_left": files_left,
        "thrown_away_on": thrown_away_on(found),
        "columns_form": forms.get("columns")
        or (_columns(found) if is_read and found.told.get("columns") else None),
        "answer_form": forms.get("answer") or (_answer(found) if question else None),
        "findings": findings_of(found) if is_read else [],
        "amount": amount_of(found.told),
        "written": form_of(found.told),
        "days": days_of(found.told),
        "grade": found.told.get("grade", ""),
        "grade_reason": text_of(found.told.get("grade_reason")),
        "notes": [text_of(one) for one in found.told.get("notes", ())],
        "quality": fragment(found.reading, "quality") if is_read else "",
        "fault": _fault(found),
        "is_other_file": found.fault.get("kind") in OTHER_FILE,
    }


def _columns(found: DataSet) -> ColumnsForm:
    return ColumnsForm(found.told, initial={"version": found.version})


def _answer(found: DataSet) -> AnswerForm:
    return AnswerForm(found.fault["question"], initial={"version": found.version})


def _fault(found: DataSet) -> dict[str, str]:
    """Give what was found, what was expected and what to do, in the reader's language."""
    names = ("found", "expected", "remedy")
    return {**{name: text_of(found.fault.get(name)) for name in names}, "whole": text_of(found.fault)}


def data_columns(request: Asking, public_id: str) -> HttpResponse:
    """Put right what the columns of a file are read as."""
    found = _seen(request, public_id)
    if request.method != "POST":
        return redirect("data_set", public_id)
    _require_read(found)
    form = ColumnsForm(found.told, request.POST)
    if not form.is_valid():
        return _page(request, found, INVALID, columns=form, form=form)
    said, written = form.said(), form.written()
    if not said and not written:
        messages.info(request, _("Nothing was changed."))
        return _back(found)
    return _done(
        request, found, correct, version=form.cleaned_data["version"] or 0, columns=said, more=written
    )


def _require_read(found: DataSet) -> None:
    if not found.told.get("columns"):
        raise Http404


def data_answer(request: Asking, public_id: str) -> HttpResponse:
    """Take the answer to what could not be decided from the file."""
    found = _seen(request, public_id)
    question = found.fault.get("question")
    if request.method != "POST" or not question:
        return redirect("data_set", public_id)
    form = AnswerForm(question, request.POST)
    if not form.is_valid():
        return _page(request, found, INVALID, answer=form, form=form)
    columns, more = form.said()
    return _done(
        request, found, correct, version=form.cleaned_data["version"] or 0, columns=columns, more=more
    )


def data_leave(request: Asking, public_id: str) -> HttpResponse:
    """Leave a finding unrepaired, or let it be repaired as before."""
    found = _seen(request, public_id)
    code = request.POST.get("code", "")
    if request.method != "POST" or code not in {one.code for one in findings_of(found) if one.can_leave}:
        return redirect("data_set", public_id)
    return _done(request, found, leave, version=_version(request), code=code, left="left" in request.POST)


def data_again(request: Asking, public_id: str) -> HttpResponse:
    """Read the files once more."""
    found = _seen(request, public_id)
    if request.method != "POST":
        return redirect("data_set", public_id)
    return _done(request, found, read_again, version=_version(request), forgetting="forget" in request.POST)


def data_approve(request: Asking, public_id: str) -> HttpResponse:
    """Approve a set of data."""
    found = _seen(request, public_id)
    if request.method != "POST":
        return redirect("data_set", public_id)
    text = _("The data is approved. The as-is figures and the model are being computed.")
    return _done(request, found, approve, text, version=_version(request))


def _version(request: Asking) -> int:
    told = request.POST.get("version", "")
    return int(told) if told.isdecimal() and len(told) < 9 else 0


def _done(request: Asking, found: DataSet, act: Any, text: str = "", **more: Any) -> HttpResponse:
    """Do it and go back to the page, or say why it was not done."""
    try:
        act(data_set=found, person=request.user, **more)
    except Refused as refused:
        messages.error(request, refused.sentence)
        return _page(request, _seen(request, found.public_id), refused.status)
    except Stale:
        messages.warning(
            request,
            _("The data has been read otherwise since you looked. Nothing was changed. Look once more."),
        )
        return _page(request, _seen(request, found.public_id), CONFLICT)
    messages.success(request, text or _("Saved. The files are being read again."))
    return _back(found)


def _back(found: DataSet) -> HttpResponse:
    return redirect("data_set", found.public_id)


def data_rows(request: Asking, public_id: str, key: str) -> HttpResponseBase:
    """Hand out the rows that a finding is about, as a file for a spreadsheet."""
    found = _seen(request, public_id)
    tables = {one["code"]: one.get("table") or {} for one in found.told.get("findings", ())}
    name = tables.get(key, {}).get(spoken(), "")
    path = file_of(found.reading, name) if found.reading and name else None
    if path is None:
        raise Http404
    answer = FileResponse(
        path.open("rb"), as_attachment=True, filename=f"{key}.csv", content_type=type_of(name)
    )
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
