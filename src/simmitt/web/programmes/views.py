"""Targets: set, changed and reported on."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from simmitt.web.drafts.operations import drafted, forget
from simmitt.web.nouns.editing import show_both, show_form
from simmitt.web.nouns.guard import Asking
from simmitt.web.programmes import operations
from simmitt.web.programmes.forms import TargetForm, TargetReportForm
from simmitt.web.programmes.models import Counting, Target
from simmitt.web.scope.rows import Stale, get_seen


def target_new(request: Asking) -> HttpResponse:
    """Set a target."""
    if request.programme.pk not in request.scope.programmes:
        raise Http404
    form = drafted(request, "target_new", TargetForm, instance=Target(programme=request.programme))
    if request.method == "POST" and form.is_valid():
        operations.save_target(target=form.instance, version=form.seen_version)
        forget(request, "target_new")
        messages.success(request, _("The target is set."))
        return redirect("target", form.instance.public_id)
    return show_form(request, "programmes/target_form.html", form, target=form.instance)


def target_edit(request: Asking, public_id: str) -> HttpResponse:
    """Change a target."""
    target = get_seen(Target, request.scope, public_id)
    key = f"target_edit:{public_id}"
    form = drafted(request, key, TargetForm, instance=target)
    if request.method == "POST" and form.is_valid():
        try:
            operations.save_target(target=target, version=form.seen_version)
        except Stale as stale:
            return show_both(request, form, stale.current, reverse("target", args=[public_id]))
        forget(request, key)
        messages.success(request, _("Saved."))
        return redirect("target", public_id)
    return show_form(request, "programmes/target_form.html", form, target=target)


def target_report_new(request: Asking, public_id: str) -> HttpResponse:
    """Report a step towards a target that no stage counts."""
    target = get_seen(Target, request.scope, public_id, "programme")
    if target.counting != Counting.REPORTED:
        messages.info(request, _("This target is counted by itself, from the companies' stages."))
        return redirect("target", public_id)
    key = f"target_report_new:{public_id}"
    form = drafted(
        request,
        key,
        TargetReportForm,
        programme=target.programme,
        initial={"happened_on": timezone.localdate()},
    )
    if request.method == "POST" and form.is_valid():
        operations.report(report=form.instance, target=target)
        forget(request, key)
        messages.success(request, _("Reported."))
        return redirect("target", public_id)
    return show_form(request, "programmes/report_form.html", form, target=target)
