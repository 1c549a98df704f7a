"""Locking a plan, beginning its next version, signing for a check, taking in a measure that was weighed."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from simmitt.web.nouns.editing import CONFLICT, show_form
from simmitt.web.nouns.guard import Asking
from simmitt.web.plans import deciding as decisions
from simmitt.web.plans import operations, queries
from simmitt.web.plans.forms import DeclareForm, MeasureForm
from simmitt.web.plans.models import Plan
from simmitt.web.plans.operations import Shut
from simmitt.web.plans.presenting import page_of
from simmitt.web.plans.rules import decides
from simmitt.web.plans.telling import said
from simmitt.web.plans.whole import AID, Whole, whole_of


def _opened(request: Asking, public_id: str) -> Plan:
    found = queries.plan_seen(request.scope, public_id)
    request.walked = found.case.company.public_id
    return found


def lock(request: Asking, public_id: str) -> HttpResponse:
    """Show what is decided, and let the owner lock it."""
    found = _opened(request, public_id)
    versions = queries.versions(request.scope, found.case)
    page = page_of(request.scope, found, versions, "")
    context = {"page": page, "plan": found, "company": found.case.company}
    if request.method != "POST":
        return render(request, "plans/lock.html", context)
    if not decides(request.scope, found.case.company_id):
        raise Http404
    if not page.is_ready:
        return render(request, "plans/lock.html", context, status=CONFLICT)
    try:
        decisions.lock(plan=found, person=request.user)
    except Shut:
        return render(request, "plans/shut.html", context, status=CONFLICT)
    messages.success(request, _("The plan is locked. The follow-ups stand in the calendar."))
    return redirect("plan", found.case.company.public_id)


def version_new(request: Asking, public_id: str) -> HttpResponse:
    """Begin a new version of a locked plan."""
    found = _opened(request, public_id)
    if request.method == "POST":
        fresh = decisions.begin_version(plan=found, person=request.user)
        messages.success(request, _("Version {number} has begun.").format(number=fresh.number))
    return redirect("plan", found.case.company.public_id)


def declare(request: Asking, public_id: str) -> HttpResponse:
    """Sign for a check that the platform can't look up."""
    found = _opened(request, public_id)
    whole = whole_of(request.scope, found)
    form = DeclareForm(request.POST or None, choices=_signable(whole), initial=_asked(request))
    if request.method == "POST" and form.is_valid():
        try:
            decisions.declare(
                plan=found, criterion=form.cleaned_data["criterion"], text=form.cleaned_data["text"],
                person=request.user,
            )  # fmt: skip
        except Shut:
            return render(
                request, "plans/shut.html", {"plan": found, "company": found.case.company}, status=CONFLICT
            )
        messages.success(request, _("Signed."))
        return redirect("plan", found.case.company.public_id)
    return show_form(request, "plans/declare.html", form, plan=found, company=found.case.company)


def _signable(whole: Whole) -> list[tuple[str, Any]]:
    aid = (AID, _("Check 12: the aid rules have been looked into, and are met."))
    joint = (
        whole.joint_criterion,
        _("Check 10: the measures to be done were not simulated together; we decide all the same."),
    )
    return [aid] if whole.is_as_simulated else [aid, joint]


def _asked(request: Asking) -> dict[str, str]:
    wanted = request.GET.get("criterion", "")
    return {"criterion": wanted} if wanted else {}


def measure_new(request: Asking, public_id: str) -> HttpResponse:
    """Take in a measure that the run had weighed and not chosen."""
    found = _opened(request, public_id)
    rejected = {one["id"]: one for one in found.facts.get("rejected", ())}
    there = {one.candidate for one in whole_of(request.scope, found).measures}
    choices = [
        (key, f"{said(one['title'])}. {said(one['reason'])}")
        for key, one in rejected.items()
        if key not in there
    ]
    form = MeasureForm(request.POST or None, choices=choices)
    if request.method == "POST" and form.is_valid():
        try:
            candidate = rejected[form.cleaned_data["candidate"]]
            operations.add_measure(plan=found, candidate=candidate, person=request.user)
        except Shut:
            return render(
                request, "plans/shut.html", {"plan": found, "company": found.case.company}, status=CONFLICT
            )
        messages.success(request, _("The measure stands last in the plan."))
        return redirect("plan", found.case.company.public_id)
    return show_form(request, "plans/measure_new.html", form, plan=found, company=found.case.company)
