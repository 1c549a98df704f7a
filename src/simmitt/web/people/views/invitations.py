"""Asking somebody in, and coming in."""

from typing import Any

from allauth.account.utils import perform_login
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from simmitt.web.accounts.models import Person
from simmitt.web.companies.models import Company, Contact
from simmitt.web.drafts.operations import drafted, forget
from simmitt.web.nouns.guard import Asking
from simmitt.web.people.forms import InviteForm, NewcomerForm
from simmitt.web.people.models import Invitation, Membership
from simmitt.web.people.operations import (
    AlreadySomebody,
    NotOpen,
    accept_as,
    accept_as_new,
    find_open,
    invite,
    resend,
    withdraw,
)
from simmitt.web.people.queries import is_too_old
from simmitt.web.people.rules import givable, may_give
from simmitt.web.people.standing import CURRENT_PROGRAMME
from simmitt.web.scope.roles import Role
from simmitt.web.scope.rows import get_seen

GONE, NOT_VALID = 410, 422
DRAFT = "person_invite"


def new(request: Asking) -> HttpResponse:
    """Write to somebody that a role waits."""
    if not givable(request.scope, request.programme):
        raise Http404
    form = drafted(
        request,
        DRAFT,
        InviteForm,
        scope=request.scope,
        programme=request.programme,
        initial=_suggested(request),
    )
    if request.method == "POST" and form.is_valid():
        place = form.place
        asked = invite(
            by=request.user, email=form.cleaned_data["email"], name=form.cleaned_data["name"],
            whole=request.build_absolute_uri, role=place.role, programme=place.programme,
            partner=place.partner, company=place.company,
        )  # fmt: skip
        forget(request, DRAFT)
        messages.success(request, _("The invitation to {name} is on its way.").format(name=asked.name))
        return redirect("people")
    status = NOT_VALID if form.is_bound else 200
    return render(request, "people/invite.html", {"form": form}, status=status)


def invitation(request: Asking, public_id: str) -> HttpResponse:
    """Show an invitation; whoever could give the role takes it back, support too sends it again."""
    asked = get_seen(Invitation, request.scope, public_id, "programme", "partner", "company", "invited_by")
    may_withdraw = may_give(request.scope, asked)
    may_resend = may_withdraw or asked.programme_id in request.scope.programmes_as(Role.SUPPORT)
    if request.method == "POST":
        return _answer(request, asked, may_withdraw=may_withdraw, may_resend=may_resend)
    context = {
        "invitation": asked,
        "too_old": is_too_old(asked),
        "may_withdraw": may_withdraw,
        "may_resend": may_resend,
    }
    return render(request, "people/invitation.html", context)


def _answer(request: Asking, asked: Invitation, *, may_withdraw: bool, may_resend: bool) -> HttpResponse:
    taking_back = request.POST.get("do") == "withdraw"
    if not (may_withdraw if taking_back else may_resend):
        raise Http404
    try:
        if taking_back:
            withdraw(invitation=asked)
            messages.success(request, _("The invitation has been taken back."))
        else:
            resend(invitation=asked, whole=request.build_absolute_uri)
            messages.success(request, _("A new letter is on its way. The earlier link no longer holds."))
    except NotOpen:
        messages.info(request, _("The invitation has been answered or taken back already."))
    return redirect("people")


def accept(request: Asking, token: str) -> HttpResponse:
    """Let the holder of the link in: somebody new by choosing a password, others by signing in."""
    try:
        asked = find_open(token)
        if request.user.is_authenticated:
            return _as_who_is_here(request, request.user, asked, token)
        if Person.objects.filter(email=asked.email).exists():
            return _sign_in_first(request, asked)
        return _as_newcomer(request, asked, token)
    except NotOpen as closed:
        return render(request, "people/gone.html", {"invitation": closed.invitation}, status=GONE)


def _as_who_is_here(request: Asking, person: Person, asked: Invitation, token: str) -> HttpResponse:
    fits = person.email == asked.email
    if request.method == "POST" and fits:
        membership = accept_as(token=token, person=person)
        return _welcome(request, membership)
    return render(request, "people/accept.html", {"invitation": asked, "fits": fits})


def _sign_in_first(request: Asking, asked: Invitation) -> HttpResponse:
    if request.method == "POST":
        return redirect_to_login(request.get_full_path())
    return render(request, "people/accept.html", {"invitation": asked, "sign_in_first": True})


def _as_newcomer(request: Asking, asked: Invitation, token: str) -> HttpResponse:
    form = NewcomerForm(request.POST or None, email=asked.email, initial={"name": asked.name})
    if request.method == "POST" and form.is_valid():
        try:
            person, membership = accept_as_new(
                token=token, name=form.cleaned_data["name"], password=form.cleaned_data["password1"],
            )  # fmt: skip
        except AlreadySomebody:
            return _sign_in_first(request, asked)
        _choose(request, membership)
        answer: HttpResponse = perform_login(request, person, email=person.email)
        return answer
    status = NOT_VALID if form.is_bound else 200
    return render(request, "people/newcomer.html", {"invitation": asked, "form": form}, status=status)


def _welcome(request: Asking, membership: Membership) -> HttpResponse:
    _choose(request, membership)
    messages.success(request, _("You are now {role} in {where}.").format(
        role=membership.get_role_display().lower(), where=membership.where
    ))  # fmt: skip
    return redirect("home")


def _choose(request: Asking, membership: Membership) -> None:
    request.session[CURRENT_PROGRAMME] = membership.programme_id


def _suggested(request: Asking) -> dict[str, Any]:
    """Take the company that the inviter comes from, and the role and the contact if they are named."""
    company = Company.objects.seen_by(request.scope).filter(public_id=request.GET.get("company", "")).first()
    contact = Contact.objects.seen_by(request.scope).filter(public_id=request.GET.get("contact", "")).first()
    return {
        "name": contact.name if contact else "",
        "email": contact.email if contact else "",
        "company": (company.org_no or company.name) if company else "",
        "role": request.GET.get("role", ""),
    }
