"""One's own page: who one is here, how one signs in, and all that is known about one."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from simmitt.web.accounts.adapter import language_of, remember_language
from simmitt.web.accounts.forms import PersonForm
from simmitt.web.accounts.models import Person
from simmitt.web.accounts.operations import change_language, change_oneself
from simmitt.web.accounts.own_data import packed
from simmitt.web.accounts.sessions import end_others
from simmitt.web.nouns.guard import Asking
from simmitt.web.nouns.watch import note_reading
from simmitt.web.people.queries import own_memberships, second_steps
from simmitt.web.people.standing import CURRENT_PROGRAMME, programmes_of
from simmitt.web.programmes.models import Programme
from simmitt.web.scope.rows import get_seen

NOT_VALID = 422


def me(request: Asking) -> HttpResponse:
    """Show and change what a person says about oneself."""
    person = _person(request)
    form = PersonForm(request.POST or None, instance=_person(request))
    if request.method == "POST" and form.is_valid():
        change_oneself(person=person, **form.cleaned_data)
        with override(language_of(person)):
            messages.success(request, _("Saved."))
            return remember_language(redirect("me"), language_of(person))
    context = {
        "form": form,
        "memberships": own_memberships(person),
        "second_steps": second_steps(person),
        "several_programmes": len(request.standing.programmes) > 1,
    }
    return render(request, "people/me.html", context, status=NOT_VALID if form.is_bound else 200)


def end_sessions(request: Asking) -> HttpResponse:
    """Sign out everywhere else."""
    if request.method == "POST":
        end_others(request, _person(request))
        messages.success(request, _("You are signed out everywhere but here."))
    return redirect("me")


def export(request: Asking) -> HttpResponse:
    """Give all that is known about the person, as a packed folder."""
    note_reading(request, request.page, export="zip", noun="person")
    answer = HttpResponse(packed(_person(request), request.standing), content_type="application/zip")
    answer["Content-Disposition"] = f'attachment; filename="simmitt-{timezone.localdate():%Y-%m-%d}.zip"'
    return answer


def save_language(request: Asking) -> HttpResponse:
    """Change the language that pages and letters come in."""
    person = _person(request)
    if request.method == "POST":
        change_language(person=person, language=request.POST.get("language", ""))
    with override(language_of(person)):
        return remember_language(redirect("me"), language_of(person))


def choose_programme(request: Asking) -> HttpResponse:
    """Choose which of one's programmes the working pages show."""
    if request.method == "POST":
        programme = get_seen(Programme, request.standing, request.POST.get("programme", ""))
        request.session[CURRENT_PROGRAMME] = programme.pk
        return redirect("home")
    return render(request, "people/programmes.html", {"programmes": programmes_of(request.standing)})


def _person(request: Asking) -> Person:
    person = request.user
    assert isinstance(person, Person)  # the page is for those who have signed in
    return person
