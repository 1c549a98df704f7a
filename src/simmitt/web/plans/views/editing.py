"""The plan and its fields: each saved by itself, none written over unseen."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from simmitt.web.cases.queries import walked
from simmitt.web.look.templatetags.writing import clock
from simmitt.web.nouns.editing import CONFLICT, INVALID
from simmitt.web.nouns.guard import Asking
from simmitt.web.plans import operations, queries
from simmitt.web.plans.field_forms import field_form
from simmitt.web.plans.fields import PARTED, as_text
from simmitt.web.plans.history import history_of
from simmitt.web.plans.models import Financing, Plan, PlanMeasure
from simmitt.web.plans.operations import Change, NoSuchRow, Shut, StaleField
from simmitt.web.plans.presenting import PlanPage, page_of
from simmitt.web.plans.rules import PLAN_WRITERS
from simmitt.web.plans.taking_in import take_in
from simmitt.web.plans.words import Decision, Reason
from simmitt.web.scope.rows import get_seen

# What a saved field changes elsewhere on the page: the part's id and its template.
PARTS = {
    "plan-lead": "plans/_lead.html",
    "plan-rows": "plans/_rows.html",
    "plan-checks": "plans/_checks.html",
    "plan-gantt": "plans/_gantt.html",
    "plan-money-sum": "plans/_money_sum.html",
}
GONE = 410


def plan(request: Asking, public_id: str) -> HttpResponse:
    """Show a company's plan: the newest version, or the one that is asked for."""
    case = walked(request, public_id)
    if case.closed_at is None:
        take_in(case)
    versions = queries.versions(request.scope, case)
    wanted = queries.version_asked(versions, request.GET.get("version", ""))
    context: dict[str, Any] = {
        "case": case,
        "under_way": queries.under_way(request.scope, case),
        "may_write": bool(request.scope.roles & PLAN_WRITERS),
    }
    if wanted is None:
        return render(request, "plans/none.html", context)
    page = page_of(request.scope, wanted, versions, request.GET.get("measure", ""))
    return render(request, "plans/plan.html", {**context, **_shown(request, page)})


def _shown(request: Asking, page: PlanPage) -> dict[str, Any]:
    names = queries.names_known(request.scope, page.plan) if page.is_editable else []
    return {"page": page, "plan": page.plan, "company": page.plan.case.company, "names": names}


def plan_field(request: Asking, public_id: str) -> HttpResponse:
    """Save one field; somebody who only looks is sent to the plan."""
    found = queries.plan_seen(request.scope, public_id)
    request.walked = found.case.company.public_id
    if request.method != "POST":
        return redirect("plan", found.case.company.public_id)
    change = _change(request)
    try:
        accepted = operations.change_field(plan=found, change=change, person=request.user)
    except NoSuchRow:
        raise Http404 from None
    except Shut:
        return _shut(request, found)
    except ValidationError as fault:
        return _invalid(request, found, change, fault)
    except StaleField as stale:
        return _conflict(request, found, change, stale)
    if not _by_script(request):
        messages.success(request, _("Saved."))
        return redirect(_back(found, accepted.row, accepted.editable.name))
    return JsonResponse(
        {"seen": accepted.number, "saved": clock(accepted.at), "parts": _parts(request, found, accepted.row)}
    )


def _change(request: Asking) -> Change:
    raw = request.POST.get("value", "")
    reason = request.POST.get("reason", "")
    seen = request.POST.get("seen", "")
    return Change(
        about=request.POST.get("about", ""),
        field=request.POST.get("field", ""),
        # The reason is chosen in a list of its own, and belongs to later and no alone.
        raw=f"{raw}{PARTED}{reason}" if reason and raw in (Decision.LATER, Decision.NO) else raw,
        # A post that names no version has seen none.
        seen=int(seen) if seen.isdecimal() and len(seen) < 10 else -1,
    )


def _by_script(request: Asking) -> bool:
    return "application/json" in request.headers.get("Accept", "")


def _parts(request: Asking, found: Plan, row: Any) -> dict[str, str]:
    """Draw anew what the change may have moved."""
    versions = queries.versions(request.scope, found.case)
    newest = queries.version_asked(versions, str(found.number))
    assert newest is not None
    opened = row.public_id if isinstance(row, PlanMeasure) else ""
    context = _shown(request, page_of(request.scope, newest, versions, opened))
    return {name: render_to_string(template, context, request) for name, template in PARTS.items()}


def _back(found: Plan, row: Any, field: str) -> str:
    there = reverse("plan", args=[found.case.company.public_id])
    asked = f"?measure={row.public_id}" if isinstance(row, PlanMeasure) else ""
    anchor = f"f-{field}-{row.public_id}" if isinstance(row, Financing) else f"f-{field}"
    return f"{there}{asked}#{anchor}"


def _shut(request: Asking, found: Plan) -> HttpResponse:
    """Say that the plan can't be changed any more; what was typed stands on the page to be copied."""
    context = {"plan": found, "company": found.case.company, "typed": request.POST.get("value", "")}
    if _by_script(request):
        return HttpResponse(render_to_string("plans/_shut.html", context, request), status=GONE)
    return render(request, "plans/shut.html", context, status=GONE)


def _invalid(request: Asking, found: Plan, change: Change, fault: ValidationError) -> HttpResponse:
    if _by_script(request):
        return JsonResponse({"faults": fault.messages}, status=INVALID)
    row, editable = operations.found_in(found, change)
    context = {
        "plan": found, "company": found.case.company, "faults": fault.messages, "row": row,
        "reasons": Reason.choices, "back": _back(found, row, change.field),
        "one": field_form(found, row, editable, change.seen, raw=change.raw),
    }  # fmt: skip
    return render(request, "plans/field.html", context, status=INVALID)


def _conflict(request: Asking, found: Plan, change: Change, stale: StaleField) -> HttpResponse:
    """Show both versions of the field; the answer is the same post with the version that is there now."""
    current = stale.editable.text(stale.row)
    context = {
        "plan": found,
        "company": found.case.company,
        "label": stale.editable.label,
        "change": change,
        "last": stale.last,
        "number": stale.last.number if stale.last else 0,
        "theirs": current,
        "mine_shown": stale.editable.shown(found, as_kept(stale, found, change)),
        "theirs_shown": stale.editable.shown(found, current),
        "back": _back(found, stale.row, change.field),
    }
    if _by_script(request):
        return HttpResponse(render_to_string("plans/_conflict.html", context, request), status=CONFLICT)
    return render(request, "plans/conflict.html", context, status=CONFLICT)


def as_kept(stale: StaleField, found: Plan, change: Change) -> str:
    """Give what the person wrote as the history would keep it."""
    return as_text(stale.editable.read(found, change.raw))


def history(request: Asking, public_id: str) -> HttpResponse:
    """Show every accepted change of a plan."""
    found = queries.plan_seen(request.scope, public_id)
    request.walked = found.case.company.public_id
    context = {
        "plan": found,
        "company": found.case.company,
        "leaf": history_of(request.scope, found, request.GET.get("page")),
    }
    return render(request, "plans/history.html", context)


def financing_new(request: Asking, public_id: str) -> HttpResponse:
    """Add a row for a source of money."""
    found = queries.plan_seen(request.scope, public_id)
    there = reverse("plan", args=[found.case.company.public_id])
    if request.method == "POST":
        try:
            operations.add_financing(plan=found, person=request.user)
        except Shut:
            return _shut(request, found)
    return redirect(f"{there}#financing")


def financing_remove(request: Asking, public_id: str) -> HttpResponse:
    """Take a source of money away."""
    row: Financing = get_seen(Financing, request.scope, public_id, "plan__case__company")
    there = reverse("plan", args=[row.plan.case.company.public_id])
    if request.method == "POST":
        try:
            operations.remove_financing(row=row, person=request.user)
        except Shut:
            return _shut(request, row.plan)
    return redirect(f"{there}#financing")
