"""The company card, and what is written on it."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from simmitt.web.companies.models import Company
from simmitt.web.drafts.operations import drafted, forget
from simmitt.web.nouns.editing import show_both, show_form
from simmitt.web.nouns.guard import Asking
from simmitt.web.outreach import operations, queries
from simmitt.web.outreach.card import card_of, own_card_of
from simmitt.web.outreach.forms import NoteForm
from simmitt.web.outreach.rules import works_with
from simmitt.web.people.models import Membership
from simmitt.web.scope.roles import COMPANY
from simmitt.web.scope.rows import Stale, get_seen


def company(request: Asking, public_id: str) -> HttpResponse:
    """Show a company: to those who work with it their card, to its own people theirs."""
    found = get_seen(Company, request.scope, public_id, "partner", "programme")
    if not works_with(request.scope, found):
        return _own(request, found)
    card = card_of(request.scope, request.standing, found, request.GET.get("page"))
    return render(request, "outreach/company.html", {"card": card, "company": found})


def own_company(request: Asking) -> HttpResponse:
    """Show the company of the person who asks, or let the person choose among several."""
    own = Company.objects.seen_by(request.scope).filter(programme=request.programme)
    found = list(own.select_related("partner", "programme").order_by("name_key", "pk"))
    if not found:
        found = list(Company.objects.seen_by(request.scope).select_related("partner", "programme"))
    if len(found) == 1:
        return _own(request, found[0])
    return render(request, "outreach/own_companies.html", {"companies": found})


def _own(request: Asking, found: Company) -> HttpResponse:
    card = own_card_of(request.scope, found, request.GET.get("page"))
    return render(request, "outreach/own_company.html", {"card": card, "company": found})


def note_new(request: Asking, public_id: str) -> HttpResponse:
    """Write a note."""
    found = _staffs(request, public_id)
    key = f"note_new:{public_id}"
    form = drafted(request, key, NoteForm, readers=_readers(request, found))
    if request.method == "POST" and form.is_valid():
        operations.write_note(note=form.save(commit=False), company=found, author=request.user)
        forget(request, key)
        messages.success(request, _("Saved."))
        return redirect("company", found.public_id)
    return show_form(request, "outreach/note.html", form, company=found)


def note_edit(request: Asking, public_id: str) -> HttpResponse:
    """Change a note of one's own, or as manager anybody's."""
    note = queries.note_to_change(request.scope, public_id)
    if note is None:
        raise Http404
    key = f"note_edit:{public_id}"
    form = drafted(request, key, NoteForm, instance=note, readers=_readers(request, note.company))
    if request.method == "POST" and form.is_valid():
        try:
            operations.change_note(note=note, version=form.seen_version)
        except Stale as stale:
            return show_both(request, form, stale.current, reverse("company", args=[note.company.public_id]))
        forget(request, key)
        messages.success(request, _("Saved."))
        return redirect("company", note.company.public_id)
    return show_form(request, "outreach/note.html", form, company=note.company)


def _staffs(request: Asking, public_id: str) -> Company:
    found: Company = get_seen(Company, request.scope, public_id)
    if found.archived_at:
        raise Http404
    return found


def _readers(request: Asking, found: Company) -> list[str]:
    members = Membership.objects.seen_by(request.scope).filter(
        company=found, role__in=COMPANY, ended_at__isnull=True
    )
    return list(dict.fromkeys(members.order_by("person__name_key").values_list("person__name", flat=True)))
