"""Who is what, and how that ends."""

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from simmitt.web.nouns.guard import Asking
from simmitt.web.nouns.listing import list_page
from simmitt.web.people.models import Membership
from simmitt.web.people.nouns import MEMBERSHIPS
from simmitt.web.people.operations import LastManager, end_membership, end_sessions_of, remove_second_factor
from simmitt.web.people.queries import members, open_invitations
from simmitt.web.people.rules import HELPERS, givable, may_give
from simmitt.web.scope.rows import get_seen

NOT_POSSIBLE = 422


def people(request: Asking) -> HttpResponseBase:
    """Show who is what, and who has been asked."""
    scope, programme = request.scope, request.programme
    return list_page(
        request,
        MEMBERSHIPS,
        "people/list.html",
        invitations=open_invitations(scope, programme),
        may_invite=bool(givable(scope, programme)),
        may_help=bool(scope.roles & HELPERS),
    )


def member(request: Asking, public_id: str) -> HttpResponse:
    """Show one person's role; those who help may take away a lost second step or end the sessions."""
    membership = _found(request, public_id)
    # One's own second step is changed on one's own page, which asks for the password once more.
    may_help = bool(request.scope.roles & HELPERS) and membership.person != request.user
    if request.method == "POST":
        if not may_help:
            raise Http404
        _help(request, membership)
        return redirect("member", public_id)
    context = {
        "membership": membership,
        "may_help": may_help,
        "may_end": may_give(request.scope, membership),
    }
    return render(request, "people/member.html", context)


def end(request: Asking, public_id: str) -> HttpResponse:
    """Ask once more, by name, before a role is taken back."""
    membership = get_seen(Membership, request.scope, public_id, "person", "programme", "partner", "company")
    if membership.ended_at or not may_give(request.scope, membership):
        raise Http404
    if request.method != "POST":
        return render(request, "people/end.html", {"membership": membership})
    try:
        end_membership(membership=membership)
    except LastManager:
        context = {"membership": membership, "last_manager": True}
        return render(request, "people/end.html", context, status=NOT_POSSIBLE)
    messages.success(request, _("{name} is no longer {role}.").format(
        name=membership.person, role=membership.get_role_display().lower()
    ))  # fmt: skip
    return redirect("home" if membership.person == request.user else "people")


def _help(request: Asking, membership: Membership) -> None:
    person, by, programme = membership.person, request.user, membership.programme
    if request.POST.get("do") == "second_factor":
        count = remove_second_factor(person=person, by=by, programme=programme)
        said = (
            _("The second step is gone. {name} has been told by e-mail.")
            if count
            else _("There was none to remove.")
        )
    else:
        end_sessions_of(person=person, by=by, programme=programme)
        said = _("{name} has been signed out everywhere.")
    messages.success(request, said.format(name=person))


def _found(request: Asking, public_id: str) -> Membership:
    membership = members(request.scope, request.programme).filter(public_id=public_id).first()
    if membership is None:
        raise Http404
    return membership
