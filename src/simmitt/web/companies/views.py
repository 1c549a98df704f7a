"""Pages for companies, workplaces and contacts."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from simmitt.web.companies import operations
from simmitt.web.companies.forms import ArchiveForm, CompanyForm, ContactForm, OwnCompanyForm, WorkplaceForm
from simmitt.web.companies.models import Company, Contact, Workplace
from simmitt.web.companies.nouns import COMPANIES
from simmitt.web.companies.operations import NumberKnown, PlaceKnown
from simmitt.web.companies.packing import pack
from simmitt.web.companies.telling import tell_with_undo
from simmitt.web.drafts.operations import drafted, forget
from simmitt.web.nouns.editing import INVALID, show_both, show_form
from simmitt.web.nouns.guard import Asking
from simmitt.web.nouns.listing import list_page
from simmitt.web.nouns.watch import note_reading
from simmitt.web.scope.roles import OUTREACH, READERS
from simmitt.web.scope.rows import Stale, get_seen


def companies(request: Asking) -> HttpResponseBase:
    """List the companies."""
    roles = request.scope.roles
    may = {"may_add": bool(roles & OUTREACH), "may_read_board": bool(roles & READERS)}
    return list_page(request, COMPANIES, "companies/companies.html", **may)


def new(request: Asking) -> HttpResponseBase:
    """Enter a company by hand."""
    key = "company_new"
    company = Company(programme=request.programme)
    form = drafted(
        request, key, CompanyForm, instance=company, scope=request.scope, programme=request.programme
    )
    if request.method == "POST" and form.is_valid():
        try:
            operations.add_company(company=form.instance, scope=request.scope)
        except NumberKnown as known:
            return show_form(request, "companies/company_form.html", form, twin=_tell_known(form, known))
        forget(request, key)
        messages.success(request, _("%(company)s is entered.") % {"company": company})
        return redirect("company", company.public_id)
    return show_form(request, "companies/company_form.html", form)


def edit(request: Asking, public_id: str) -> HttpResponseBase:
    """Change a company."""
    company = get_seen(Company, request.scope, public_id, "programme", "partner")
    key, address = f"company_edit:{public_id}", reverse("company", args=[public_id])
    form = _company_form(request, company, key)
    if request.method == "POST" and form.is_valid():
        try:
            operations.change_company(
                company=form.instance,
                changed=form.changed_data,
                seen_version=form.seen_version,
                scope=request.scope,
            )
        except Stale as stale:
            return show_both(request, form, stale.current, address)
        except NumberKnown as known:
            twin = _tell_known(form, known)
            return show_form(request, "companies/company_form.html", form, company=company, twin=twin)
        forget(request, key)
        messages.success(request, _("Saved."))
        return redirect(address)
    return show_form(request, "companies/company_form.html", form, company=company)


def _company_form(request: Asking, company: Company, key: str) -> Any:
    """Give staff the whole form, and the company's own people what is theirs to change."""
    staff = Company.objects.seen_by(request.scope.acting_as(OUTREACH)).filter(pk=company.pk).exists()
    if staff:
        return drafted(
            request, key, CompanyForm, instance=company, scope=request.scope, programme=company.programme
        )
    return drafted(request, key, OwnCompanyForm, instance=company, programme=company.programme)


def _tell_known(form: Any, known: NumberKnown) -> Company | None:
    """Say beside the field that the number is there already; whose it is only where the person may see it."""
    form.add_error(
        "org_no",
        _("%(company)s has this number already.") % {"company": known.company}
        if known.company
        else _("The number is already known in the programme. Ask the programme manager who is responsible."),
    )
    return known.company


def archive(request: Asking, public_id: str) -> HttpResponseBase:
    """Put a company away, with the reason."""
    company = get_seen(Company, request.scope, public_id)
    form = ArchiveForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if not company.archived_at:
            operations.archive(company=company, reason=form.cleaned_data["reason"])
        address = reverse("company_unarchive", args=[public_id])
        tell_with_undo(request, _("%(company)s is archived.") % {"company": company}, address)
        return redirect("companies")
    return show_form(request, "companies/archive.html", form, company=company)


def unarchive(request: Asking, public_id: str) -> HttpResponseBase:
    """Put an archived company back."""
    company = get_seen(Company, request.scope, public_id, "merged_into")
    if request.method != "POST" or company.merged_into_id:
        return render(request, "companies/unarchive.html", {"company": company})
    try:
        if company.archived_at:
            operations.unarchive(company=company, scope=request.scope)
    except NumberKnown as known:
        context = {"company": company, "twin": known.company, "number_known": True}
        return render(request, "companies/unarchive.html", context, status=INVALID)
    messages.success(request, _("%(company)s is back.") % {"company": company})
    return redirect("company", public_id)


def contact_new(request: Asking, public_id: str) -> HttpResponseBase:
    """Enter somebody to talk to."""
    company = get_seen(Company, request.scope, public_id)
    key = f"contact_new:{public_id}"
    form = drafted(request, key, ContactForm, instance=Contact(company=company))
    if request.method == "POST" and form.is_valid():
        operations.keep_contact(contact=form.instance, seen_version=form.seen_version)
        return _kept(request, key, company)
    return show_form(request, "companies/contact_form.html", form, company=company)


def contact_edit(request: Asking, public_id: str) -> HttpResponseBase:
    """Change somebody to talk to."""
    contact = get_seen(Contact, request.scope, public_id, "company")
    key = f"contact_edit:{public_id}"
    form = drafted(request, key, ContactForm, instance=contact)
    if request.method == "POST" and form.is_valid():
        try:
            operations.keep_contact(contact=form.instance, seen_version=form.seen_version)
        except Stale as stale:
            return show_both(request, form, stale.current, _of(contact.company))
        return _kept(request, key, contact.company)
    return show_form(request, "companies/contact_form.html", form, company=contact.company, contact=contact)


def contact_remove(request: Asking, public_id: str) -> HttpResponseBase:
    """Take away somebody to talk to, asking first."""
    return _remove(request, get_seen(Contact, request.scope, public_id, "company"))


def workplace_new(request: Asking, public_id: str) -> HttpResponseBase:
    """Enter a place where the company works."""
    company = get_seen(Company, request.scope, public_id, "programme")
    return _workplace(request, Workplace(company=company), company, f"workplace_new:{public_id}")


def workplace_edit(request: Asking, public_id: str) -> HttpResponseBase:
    """Change a place where the company works."""
    workplace = get_seen(Workplace, request.scope, public_id, "company__programme")
    return _workplace(request, workplace, workplace.company, f"workplace_edit:{public_id}")


def _workplace(request: Asking, workplace: Workplace, company: Company, key: str) -> HttpResponseBase:
    form = drafted(request, key, WorkplaceForm, instance=workplace, programme=company.programme)
    if request.method == "POST" and form.is_valid():
        try:
            operations.keep_workplace(
                workplace=form.instance, changed=form.changed_data, seen_version=form.seen_version
            )
        except Stale as stale:
            return show_both(request, form, stale.current, _of(company))
        except PlaceKnown:
            form.add_error("cfar", _("The company has a workplace with this number already."))
        else:
            return _kept(request, key, company)
    return show_form(request, "companies/workplace_form.html", form, company=company, workplace=workplace)


def workplace_remove(request: Asking, public_id: str) -> HttpResponseBase:
    """Take away a place where the company works, asking first."""
    return _remove(request, get_seen(Workplace, request.scope, public_id, "company"))


def _kept(request: Asking, key: str, company: Company) -> HttpResponse:
    forget(request, key)
    messages.success(request, _("Saved."))
    return redirect(_of(company))


def _remove(request: Asking, row: Contact | Workplace) -> HttpResponseBase:
    if request.method != "POST":
        return render(request, "companies/remove.html", {"row": row, "company": row.company})
    name = str(row)
    operations.remove(row=row)
    messages.success(request, _("%(name)s is removed.") % {"name": name})
    return redirect(_of(row.company))


def _of(company: Company) -> str:
    return reverse("company", args=[company.public_id])


def export(request: Asking, public_id: str) -> HttpResponseBase:
    """Hand out all that is kept about a company, as far as the reader may see it."""
    company = get_seen(Company, request.scope, public_id, "programme", "partner", "merged_into")
    note_reading(request, request.page, export="zip", company=company.pk)
    name = f"{slugify(company.name) or 'company'}-{timezone.localdate():%Y-%m-%d}.zip"
    answer = HttpResponse(pack(company, request.scope), content_type="application/zip")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
