"""Documents: put on the shelf, fetched, thrown away."""

from typing import Any

from django.contrib import messages
from django.db.models import ProtectedError
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from simmitt.web.cases import operations
from simmitt.web.cases.forms import LARGEST_MEGABYTES, DocumentForm
from simmitt.web.cases.models import Case, Document
from simmitt.web.cases.queries import walked
from simmitt.web.cases.room import NoRoom
from simmitt.web.cases.rules import WRITERS
from simmitt.web.cases.shelf import document_at
from simmitt.web.nouns.guard import Asking
from simmitt.web.scope.roles import Role
from simmitt.web.scope.rows import get_seen

MOST_SHOWN = 200
INVALID = 422


def documents(request: Asking, public_id: str) -> HttpResponse:
    """Show the documents, and take one in."""
    case = walked(request, public_id)
    if request.method == "POST" and case.closed_at:
        raise Http404
    form = DocumentForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            operations.keep_document(document=form.as_row(), case=case, file=file, person=request.user)
        except NoRoom as full:
            form.add_error("file", full.sentence)
        else:
            messages.success(request, _("Saved."))
            return redirect("documents", public_id)
    return render(
        request, "cases/documents.html", _shown(request, case, form), status=INVALID if form.errors else 200
    )


def _shown(request: Asking, case: Case, form: DocumentForm) -> dict[str, Any]:
    rows = Document.objects.seen_by(request.scope).filter(case=case).select_related("handed_in_by")
    shown = list(rows.order_by("-pk")[:MOST_SHOWN])
    writes = bool(request.standing.roles & WRITERS) and not case.closed_at
    return {
        "case": case, "form": form, "documents": shown, "writes": writes, "limit": LARGEST_MEGABYTES,
        "mine": {one.pk for one in shown if _may_throw_away(request, one, case)},
    }  # fmt: skip


def document(request: Asking, public_id: str) -> FileResponse:
    """Hand out a document as a file to keep, never as a page of ours."""
    found: Document = get_seen(Document, request.scope, public_id, "case__company")
    try:
        stream = document_at(found).open("rb")
    except FileNotFoundError:
        raise Http404 from None
    return FileResponse(stream, as_attachment=True, filename=found.name, content_type=found.content_type)


def document_delete(request: Asking, public_id: str) -> HttpResponse:
    """Throw a document away, after asking."""
    found: Document = get_seen(Document, request.scope, public_id, "case__company")
    if not _may_throw_away(request, found, found.case):
        raise Http404
    if request.method == "POST":
        try:
            operations.throw_away(document=found)
        except ProtectedError:
            messages.error(request, _("A plan rests on the document: it stays."))
        else:
            messages.success(request, _("The document is gone."))
        return redirect("documents", found.case.company.public_id)
    return render(request, "cases/document_delete.html", {"document": found, "case": found.case})


def _may_throw_away(request: Asking, found: Document, case: Case) -> bool:
    managed = case.company.programme_id in request.standing.programmes_as(Role.MANAGER)
    return case.closed_at is None and (found.handed_in_by_id == request.user.pk or managed)
