"""Taking the plan along: on paper, as a page, as data, and as the documents of its run."""

import mimetypes
from typing import Any

from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import render

from simmitt.web.analyses.shelf import run_at
from simmitt.web.nouns.guard import Asking
from simmitt.web.nouns.words import spoken
from simmitt.web.plans import queries
from simmitt.web.plans.as_json import plan_as_json
from simmitt.web.plans.models import Plan
from simmitt.web.plans.presenting import page_of
from simmitt.web.plans.telling import sums
from simmitt.web.plans.whole import whole_of


def plan_print(request: Asking, public_id: str) -> HttpResponse:
    """Show the plan as it is printed: what is decided, who, when, for how much."""
    found = queries.plan_seen(request.scope, public_id)
    page = page_of(request.scope, found, [found], "")
    context = {
        "page": page, "plan": found, "company": found.case.company, "charter": page.whole.charter,
        "sums": sums(found.facts.get("joint_money")) if page.whole.is_as_simulated else [],
    }  # fmt: skip
    return render(request, "plans/print.html", context)


def plan_json(request: Asking, public_id: str) -> HttpResponseBase:
    """Give the plan as data."""
    found = queries.plan_seen(request.scope, public_id)
    told = plan_as_json(
        whole_of(request.scope, found),
        queries.follow_ups_of(request.scope, found),
        queries.tasks_of(request.scope, found),
        queries.readings_of(request.scope, found),
    )
    answer = JsonResponse(told, json_dumps_params={"ensure_ascii": False, "indent": 2})
    answer["Content-Disposition"] = f'attachment; filename="{_named(found)}.json"'
    return answer


def plan_pdf(request: Asking, public_id: str) -> HttpResponseBase:
    """Give the document that the run wrote, on paper."""
    return _document(request, public_id, "pdf")


def plan_word(request: Asking, public_id: str) -> HttpResponseBase:
    """Give the document that the run wrote, to go on writing in."""
    return _document(request, public_id, "docx")


def _document(request: Asking, public_id: str, ending: str) -> HttpResponseBase:
    found = queries.plan_seen(request.scope, public_id)
    name = run_document(found, ending)
    path = run_at(found.run) / "out" / name if name else None
    if path is None or not path.is_file():
        raise Http404
    kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
    return FileResponse(
        path.open("rb"), as_attachment=True, filename=f"{_named(found)}.{ending}", content_type=kind
    )


def run_document(found: Plan, ending: str) -> str:
    """Name the document of the run in the reader's language; nothing where the run left none."""
    names: set[Any] = {one.get("name") for one in found.run.told.get("files", ())}
    wanted = (f"plan.{language}.{ending}" for language in (spoken(), "sv"))
    return next((name for name in wanted if name in names), "")


def _named(found: Plan) -> str:
    return f"plan-{found.case.company.public_id}-{found.number}"
