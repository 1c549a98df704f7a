"""The programme itself, and its organisations: who sees whose companies."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from simmitt.ground.sorting import swedish_key
from simmitt.web.companies.register.municipalities import counties, county_by_code
from simmitt.web.drafts.operations import drafted, forget
from simmitt.web.nouns.editing import show_both, show_form
from simmitt.web.nouns.guard import Asking
from simmitt.web.programmes import operations
from simmitt.web.programmes.forms import PartnerForm, ProgrammeForm
from simmitt.web.programmes.models import Partner, Programme, WorkArea
from simmitt.web.scope.rows import Stale, get_seen

OWN_PARTNER = "the organisation has been fetched within its scope"


def programme_edit(request: Asking) -> HttpResponse:
    """Change the programme that the person works in."""
    programme = Programme.objects.seen_by(request.scope).filter(pk=request.programme.pk).first()
    if programme is None:
        raise Http404
    key = f"programme_edit:{programme.public_id}"
    form = drafted(
        request,
        key,
        ProgrammeForm,
        instance=programme,
        counties=county_choices(),
        areas=_areas(request, programme),
    )
    if request.method == "POST" and form.is_valid():
        try:
            operations.change_programme(programme=programme, areas=form.areas, version=form.seen_version)
        except Stale as stale:
            return show_both(request, form, stale.current, reverse("programme_edit"))
        forget(request, key)
        messages.success(request, _("Saved."))
        return redirect("programme_edit")
    return show_form(request, "outreach/programme.html", form, partners=_sharing(request, programme))


def partner_new(request: Asking) -> HttpResponse:
    """Add an organisation to the programme."""
    if request.programme.pk not in request.scope.programmes:
        raise Http404
    return _partner(request, Partner(programme=request.programme), "partner_new")


def partner_edit(request: Asking, public_id: str) -> HttpResponse:
    """Change an organisation, and who sees its companies."""
    return _partner(request, get_seen(Partner, request.scope, public_id), f"partner_edit:{public_id}")


def _partner(request: Asking, partner: Partner, key: str) -> HttpResponse:
    form = drafted(
        request, key, PartnerForm,
        instance=partner, counties=county_choices(),
        others=_others(request, partner), shares=_shares(partner),
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        try:
            operations.save_partner(partner=partner, shares_with=form.chosen, version=form.seen_version)
        except operations.TakenName:
            form.add_error("name", _("Another organisation of the programme has this name."))
        except Stale as stale:
            return show_both(request, form, stale.current, reverse("programme_edit"))
        else:
            forget(request, key)
            messages.success(request, _("Saved."))
            return redirect("programme_edit")
    return show_form(request, "outreach/partner.html", form, partner=partner)


def county_choices() -> list[tuple[str, str]]:
    """Give all counties, in Swedish order."""
    return [
        (one.code, one.short_name) for one in sorted(counties(), key=lambda one: swedish_key(one.short_name))
    ]


def _areas(request: Asking, programme: Programme) -> list[tuple[str, str]]:
    areas = WorkArea.objects.seen_by(request.scope).filter(programme=programme)
    return [(area.name_sv, area.name_en) for area in areas]


def _others(request: Asking, partner: Partner) -> list[Partner]:
    rows = (
        Partner.objects.seen_by(request.scope).filter(programme=partner.programme_id).exclude(pk=partner.pk)
    )
    return sorted(rows, key=lambda one: swedish_key(one.name))


def _shares(partner: Partner) -> list[str]:
    if not partner.pk:
        return []
    return list(partner.shares_with.unscoped(OWN_PARTNER).values_list("public_id", flat=True))


def _sharing(request: Asking, programme: Programme) -> list[dict[str, Any]]:
    """Say of every organisation whose companies it sees: two queries."""
    rows = Partner.objects.seen_by(request.scope).filter(programme=programme)
    partners = {one.pk: one for one in rows}
    sees: dict[int, list[str]] = {}
    shares = Partner.shares_with.through.objects.filter(from_partner__in=list(partners))
    for owner, reader in shares.values_list("from_partner", "to_partner"):
        sees.setdefault(reader, []).append(partners[owner].name)
    return [
        {
            "partner": one,
            "counties": [county.short_name for code in one.counties if (county := county_by_code(code))],
            "sees": sorted(sees.get(one.pk, []), key=swedish_key),
        }
        for one in sorted(partners.values(), key=lambda one: swedish_key(one.name))
    ]
