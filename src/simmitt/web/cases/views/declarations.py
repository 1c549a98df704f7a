"""Declarations: signed, withdrawn."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from simmitt.web.cases import operations
from simmitt.web.cases.criteria import DECLARED
from simmitt.web.cases.forms import DeclareForm
from simmitt.web.cases.models import Declaration
from simmitt.web.cases.queries import walked
from simmitt.web.nouns.editing import show_form
from simmitt.web.nouns.guard import Asking
from simmitt.web.scope.roles import Role
from simmitt.web.scope.rows import get_seen


def declare(request: Asking, public_id: str, criterion: str) -> HttpResponse:
    """Sign for a criterion."""
    case = walked(request, public_id)
    wanted = DECLARED.get(criterion)
    if wanted is None or case.closed_at or not wanted.signers & request.scope.roles:
        raise Http404
    form = DeclareForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        operations.declare(
            case=case, criterion=criterion, text=form.cleaned_data["text"], person=request.user
        )
        messages.success(request, _("You have signed."))
        return redirect("journey", public_id)
    return show_form(request, "cases/declare.html", form, case=case, wanted=wanted)


def withdraw(request: Asking, public_id: str) -> HttpResponse:
    """Take a declaration back: whoever signed it, or the manager."""
    declaration: Declaration = get_seen(Declaration, request.scope, public_id, "case__company")
    managed = declaration.case.company.programme_id in request.standing.programmes_as(Role.MANAGER)
    if declaration.withdrawn_at or not (declaration.person_id == request.user.pk or managed):
        raise Http404
    operations.withdraw(declaration=declaration)
    messages.success(request, _("The declaration is taken back."))
    return redirect("journey", declaration.case.company.public_id)
