"""The charter: read, changed, signed."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from simmitt.web.accounts.models import Person
from simmitt.web.cases import operations
from simmitt.web.cases.charter import lacking, signatures, signs_for
from simmitt.web.cases.forms import BeginForm, CharterForm
from simmitt.web.cases.models import Case, Confirmation
from simmitt.web.cases.queries import case_of, walked
from simmitt.web.cases.rules import WRITERS
from simmitt.web.companies.models import Company
from simmitt.web.drafts.operations import drafted, forget
from simmitt.web.nouns.editing import show_both, show_form
from simmitt.web.nouns.guard import Asking
from simmitt.web.people.models import Membership
from simmitt.web.scope.roles import COMPANY
from simmitt.web.scope.rows import Stale, get_seen


def begin(request: Asking, public_id: str) -> HttpResponse:
    """Begin a company's journey."""
    company: Company = get_seen(Company, request.scope, public_id)
    if company.archived_at:
        raise Http404
    known = case_of(request.scope, company)
    if known and known.closed_at is None:
        return redirect("journey", public_id)
    form = BeginForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        operations.open_case(company=company, person=request.user, **form.cleaned_data)
        messages.success(request, _("The journey has begun."))
        return redirect("journey", public_id)
    return show_form(request, "cases/begin.html", form, company=company)


def charter(request: Asking, public_id: str) -> HttpResponse:
    """Show the charter, and who has signed it."""
    case = walked(request, public_id)
    return _charter(request, case)


def _charter(request: Asking, case: Case, **more: Any) -> HttpResponse:
    signed = signatures(case.charter, confirmations_of(request, case))
    mine = [one for one in signs_for(request.standing, case) if not _has_signed(signed, one)]
    context = {
        "case": case, "charter": case.charter, "lacking": lacking(case.charter), "signed": signed,
        "mine": [] if case.closed_at else mine, "may_change": not case.closed_at and _may_change(request),
    }  # fmt: skip
    return render(request, "cases/charter.html", {**context, **more}, status=409 if more else 200)


def _has_signed(signed: Any, side: Any) -> bool:
    return any(one.side == side and one.confirmation for one in signed)


def _may_change(request: Asking) -> bool:
    return bool(request.standing.roles & WRITERS)


def confirmations_of(request: Asking, case: Case) -> list[Confirmation]:
    """Give the signatures under a case's charter, the newest first."""
    rows = Confirmation.objects.seen_by(request.scope).filter(case=case).select_related("person")
    return list(rows.order_by("-charter_version", "-pk"))


def charter_edit(request: Asking, public_id: str) -> HttpResponse:
    """Change the charter; whoever has signed it is asked again."""
    case = _open(request, public_id)
    key = f"charter:{case.public_id}"
    form = drafted(request, key, CharterForm, instance=case.charter, members=_members(case))
    if request.method == "POST" and form.is_valid():
        try:
            operations.change_charter(charter=form.save(commit=False), version=form.seen_version)
        except Stale as stale:
            return show_both(request, form, stale.current, reverse("charter", args=[public_id]))
        forget(request, key)
        messages.success(request, _("Saved."))
        return redirect("charter", public_id)
    signed = any(one.confirmation for one in signatures(case.charter, confirmations_of(request, case)))
    return show_form(request, "cases/charter_edit.html", form, case=case, signed=signed)


def _members(case: Case) -> Any:
    members = Membership.objects.unscoped("the company's own people, shown to those who see its case").filter(
        company=case.company_id, role__in=COMPANY, ended_at__isnull=True
    )
    return Person.objects.filter(pk__in=members.values("person")).order_by("name_key", "pk")


def charter_sign(request: Asking, public_id: str) -> HttpResponse:
    """Sign the charter as it was read."""
    case = walked(request, public_id)
    if request.method != "POST":
        return redirect("charter", public_id)
    if case.closed_at:
        raise Http404
    side, version = request.POST.get("side", ""), request.POST.get("version", "")
    if side not in signs_for(request.standing, case) or not version.isdecimal():
        raise Http404
    try:
        operations.confirm(
            case=case,
            side=side,
            person=request.user,
            version=int(version[:9]),
            lacks=bool(lacking(case.charter)),
        )
    except operations.Outdated:
        return _charter(
            request, case, refused=_("Somebody has changed the charter since you read it. Read it again.")
        )
    except operations.NotWhole:
        return _charter(request, case, refused=_("Something is still missing, so it can't be signed yet."))
    messages.success(request, _("You have signed."))
    return redirect("charter", public_id)


def _open(request: Asking, public_id: str) -> Case:
    case = walked(request, public_id)
    if case.closed_at:
        raise Http404
    return case
