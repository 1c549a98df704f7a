"""One's keys for programs: made, shown once, ended."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from simmitt.web.accounts.models import Person, Token
from simmitt.web.accounts.tokens import end_token, make_token
from simmitt.web.nouns.guard import Asking
from simmitt.web.people.forms import TokenForm
from simmitt.web.scope.rows import get_seen

MADE, NOT_VALID = 201, 422


def programs(request: Asking) -> HttpResponse:
    """Show the keys, and make one."""
    form = TokenForm(request.POST or None)
    person = request.user
    assert isinstance(person, Person)  # the page is for those who have signed in
    key, status = "", NOT_VALID if form.is_bound else 200
    if form.is_bound and form.is_valid():
        key, status = make_token(person=person, **form.cleaned_data), MADE
        form = TokenForm()
    context = {"form": form, "key": key, "tokens": Token.objects.seen_by(request.standing)}
    return render(request, "people/programs.html", context, status=status)


def end(request: Asking, public_id: str) -> HttpResponse:
    """End a key, after asking."""
    token = get_seen(Token, request.standing, public_id)
    if request.method == "POST":
        end_token(token=token)
        messages.success(request, _("The key opens nothing any more."))
        return redirect("programs")
    return render(request, "people/program_end.html", {"token": token})
