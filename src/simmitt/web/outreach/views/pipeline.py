"""The board, the list, and what is done with a company on them."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from simmitt.web.companies.models import Company
from simmitt.web.drafts.operations import drafted, forget
from simmitt.web.nouns.editing import CONFLICT, INVALID, show_both, show_form
from simmitt.web.nouns.guard import Asking
from simmitt.web.nouns.listing import list_page
from simmitt.web.outreach import operations, queries
from simmitt.web.outreach.board import board_of
from simmitt.web.outreach.forms import DoneForm, LeadForm, MoveForm, StepForm
from simmitt.web.outreach.models import Lead
from simmitt.web.outreach.nouns import LEAD
from simmitt.web.outreach.stages import Stage
from simmitt.web.scope.roles import OUTREACH
from simmitt.web.scope.rows import Stale, get_seen


def board(request: Asking) -> HttpResponse:
    """Show the pipeline as columns."""
    shown = board_of(request.scope, request.standing.acting_as(OUTREACH), request.programme)
    return render(request, "outreach/board.html", {"board": shown, "stages": Stage.choices})


def leads(request: Asking) -> HttpResponseBase:
    """Show the pipeline as a list."""
    return list_page(request, LEAD, "outreach/leads.html")


def move(request: Asking, public_id: str) -> HttpResponse:
    """Move a company to another stage."""
    lead = get_seen(Lead, request.scope, public_id, "company")
    if lead.company.archived_at:
        return _archived(request, lead.company)
    if request.method != "POST":
        form = MoveForm(initial={"to_stage": lead.stage, "version": lead.version})
        return render(request, "outreach/move.html", {"form": form, "lead": lead})
    form = MoveForm(request.POST)
    if not form.is_valid():
        reason = " ".join(str(error) for errors in form.errors.values() for error in errors)
        return _not_moved(request, lead, form, reason, INVALID)
    return _moved(request, lead, form)


def _moved(request: Asking, lead: Lead, form: MoveForm) -> HttpResponse:
    wanted = form.cleaned_data
    try:
        operations.move(
            lead=lead,
            to_stage=wanted["to_stage"],
            reason=wanted["reason"],
            person=request.user,
            version=wanted["version"],
        )
    except Stale as stale:
        current = stale.current
        assert isinstance(current, Lead)
        lead.stage, lead.version = current.stage, current.version
        return _moved_by_another(request, lead, form)
    if _by_script(request):
        return JsonResponse({"fields": {"version": lead.version}})
    messages.success(
        request,
        _("{name} now stands in {stage}.").format(name=lead.company.name, stage=lead.get_stage_display()),
    )
    return redirect("board") if wanted["back"] == "board" else redirect("company", lead.company.public_id)


def _moved_by_another(request: Asking, lead: Lead, form: MoveForm) -> HttpResponse:
    reason = _("Somebody else has moved or changed the company. It now stands in {stage}.").format(
        stage=lead.get_stage_display()
    )
    # The person has now seen what stands there; the same choice may be made again.
    again = MoveForm(initial={**form.cleaned_data, "version": lead.version})
    return _not_moved(request, lead, again, reason, CONFLICT)


def _not_moved(request: Asking, lead: Lead, form: MoveForm, reason: str, status: int) -> HttpResponse:
    if _by_script(request):
        return JsonResponse({"reason": reason}, status=status)
    stale = reason if status == CONFLICT else ""
    return render(request, "outreach/move.html", {"form": form, "lead": lead, "stale": stale}, status=status)


def _by_script(request: Asking) -> bool:
    return "application/json" in request.headers.get("Accept", "")


def _archived(request: Asking, company: Company) -> HttpResponse:
    messages.warning(request, _("The company is archived. Bring it back first."))
    return redirect("company", company.public_id)


def lead_edit(request: Asking, public_id: str) -> HttpResponse:
    """Change who is responsible and what comes next."""
    lead = get_seen(Lead, request.scope, public_id, "company", "owner")
    key = f"lead_edit:{public_id}"
    staff = queries.outreach_staff(request.scope, lead.company.programme_id)
    form = drafted(request, key, LeadForm, instance=lead, staff=staff)
    if request.method == "POST" and form.is_valid():
        try:
            operations.change_lead(lead=lead, version=form.seen_version)
        except Stale as stale:
            return show_both(request, form, stale.current, reverse("company", args=[lead.company.public_id]))
        forget(request, key)
        messages.success(request, _("Saved."))
        return redirect("company", lead.company.public_id)
    return show_form(request, "outreach/lead_edit.html", form, lead=lead)


def lead_start(request: Asking, public_id: str) -> HttpResponse:
    """Take a company of the register into the pipeline."""
    company = get_seen(Company, request.scope, public_id)
    if company.archived_at:
        return _archived(request, company)
    form = StepForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        step = form.cleaned_data
        operations.start(
            company=company, person=request.user, owner=request.user,
            next_step=step["next_step"], next_step_on=step["next_step_on"],
        )  # fmt: skip
        messages.success(
            request, _("{name} is in the pipeline, and you are responsible.").format(name=company.name)
        )
        return redirect("company", company.public_id)
    return show_form(request, "outreach/lead_start.html", form, company=company)


def lead_done(request: Asking, public_id: str) -> HttpResponse:
    """Write down what was done and what comes next."""
    lead = get_seen(Lead, request.scope, public_id, "company")
    key = f"lead_done:{public_id}"
    form = drafted(request, key, DoneForm, initial={"version": lead.version})
    if request.method == "POST" and form.is_valid():
        try:
            operations.finish_step(lead=lead, person=request.user, **form.cleaned_data)
        except Stale as stale:
            return _step_changed(request, form, stale)
        forget(request, key)
        messages.success(request, _("Saved. The next step is on your list."))
        return redirect("my_week")
    return show_form(request, "outreach/lead_done.html", form, lead=lead)


def _step_changed(request: Asking, form: DoneForm, stale: Stale) -> HttpResponse:
    """Show what somebody else has saved, and what the person wrote, ready to be saved again."""
    current = stale.current
    again = DoneForm(initial={**form.cleaned_data, "version": current.version})
    context = {"form": again, "lead": current, "stale": current}
    return render(request, "outreach/lead_done.html", context, status=CONFLICT)
