"""Pages that take a register file in: hand it in, look at what it would do, apply it."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from simmitt.ground.errors import InputFault
from simmitt.web.companies import imports, preview
from simmitt.web.companies.comparison import compare_with_kept
from simmitt.web.companies.forms import RegisterForm
from simmitt.web.companies.imports import AlreadyApplied, Moved, Wish
from simmitt.web.companies.models import RegisterFile
from simmitt.web.nouns.editing import CONFLICT, show_form
from simmitt.web.nouns.guard import Asking
from simmitt.web.nouns.words import spoken, told
from simmitt.web.scope.roles import OUTREACH
from simmitt.web.scope.rows import get_seen

LISTED = 20


def hand_in(request: Asking) -> HttpResponseBase:
    """Take a file, or say what is wrong with it."""
    form = RegisterForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            kept = imports.hand_in(
                programme=request.programme,
                person=request.user,
                scope=request.scope,
                name=file.name,
                content=file.read(),
                edition=form.cleaned_data["edition"],
            )
        except InputFault as fault:
            form.add_error("file", fault.in_language(spoken()))
        else:
            return redirect("register_preview", kept.public_id)
    earlier = (
        RegisterFile.objects.seen_by(request.scope)
        .filter(programme=request.programme)
        .select_related("handed_in_by")
        .defer("content")
        .order_by("-pk")[:LISTED]
    )
    return show_form(request, "companies/register_import.html", form, earlier=earlier)


def show(request: Asking, public_id: str) -> HttpResponseBase:
    """Show what the file would change."""
    file = get_seen(RegisterFile, request.scope, public_id, "handed_in_by")
    return _preview(request, file)


def _preview(request: Asking, file: RegisterFile, status: int = 200) -> HttpResponse:
    if file.applied_at:
        return render(request, "companies/register_applied.html", {"file": file}, status=status)
    comparison = compare_with_kept(file, request.scope)
    tabs = preview.sections(comparison, request.GET.get("show", ""))
    current = next(one.section for one in tabs if one.current)
    leaf, lines = preview.leaf(current, comparison, request.GET.get("page"))
    ticks = preview.ticks(comparison)
    context: dict[str, Any] = {
        "file": file,
        "moved": status == CONFLICT,
        "tabs": tabs,
        "current": current,
        "leaf": leaf,
        # Each cell with its heading, which stands beside it on a phone.
        "lines": [(one.address, list(zip(current.headings, one.cells, strict=True))) for one in lines],
        "ticks": ticks[: preview.MOST_TICKED],
        "ticks_left": max(len(ticks) - preview.MOST_TICKED, 0),
        "ticked": request.POST.getlist("take"),
        "notes": [told(note) for note in comparison.register.notes],
        "comparison": comparison,
        "gone_is_sure": not comparison.register.nameless_rows,
        "nothing": not any(one.count for one in tabs if one.section.name in ("changed", "new", "gone")),
        "may_apply": bool(request.scope.roles & OUTREACH),
    }
    return render(request, "companies/register_preview.html", context, status=status)


def apply(request: Asking, public_id: str) -> HttpResponseBase:
    """Take the file in, whole or not at all."""
    file = get_seen(RegisterFile, request.scope, public_id, "handed_in_by")
    if request.method != "POST":
        return redirect("register_preview", public_id)
    wish = Wish(
        fingerprint=request.POST.get("difference", ""),
        take=frozenset(request.POST.getlist("take")),
        mark_gone="mark_gone" in request.POST,
    )
    try:
        imports.take_in(file=file, scope=request.scope, person=request.user, wish=wish)
    except AlreadyApplied:
        messages.info(request, _("The file has been taken in before. Nothing was changed."))
    except Moved:
        return _preview(request, file, CONFLICT)
    else:
        messages.success(request, _("The register is taken in."))
    return redirect("register_preview", public_id)
