"""Pages on which two companies become one, and are parted again."""

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from simmitt.web.companies import merging
from simmitt.web.companies.merging import MergedOn
from simmitt.web.companies.models import Company, Merge
from simmitt.web.companies.operations import NumberKnown
from simmitt.web.companies.presenting import label_of, pairs
from simmitt.web.companies.queries import LONGEST_QUERY, likely_twins, to_merge_with
from simmitt.web.companies.telling import tell_with_undo
from simmitt.web.nouns.editing import CONFLICT, INVALID
from simmitt.web.nouns.guard import Asking
from simmitt.web.scope.rows import Stale, get_seen


def merge(request: Asking, public_id: str) -> HttpResponseBase:
    """Choose the other company, see both side by side, and make one of them."""
    kept = _kept(request, public_id)
    if request.method == "POST":
        return _do(request, kept)
    wanted = request.GET.get("with", "")
    return _side_by_side(request, kept, _other(request, kept, wanted)) if wanted else _choose(request, kept)


def _kept(request: Asking, public_id: str) -> Company:
    kept: Company = get_seen(Company, request.scope, public_id, "partner", "programme")
    if kept.archived_at:
        raise Http404
    return kept


def _other(request: Asking, kept: Company, public_id: str) -> Company:
    other: Company = get_seen(Company, request.scope, public_id)
    if other.pk == kept.pk or other.programme_id != kept.programme_id or other.archived_at:
        raise Http404
    return other


def _choose(request: Asking, kept: Company) -> HttpResponse:
    words = request.GET.get("q", "")[:LONGEST_QUERY]
    context = {
        "company": kept,
        "words": words,
        "found": to_merge_with(request.scope, kept, words),
        "likely": likely_twins(request.scope, kept),
        "merges": Merge.objects.seen_by(request.scope)
        .filter(company=kept, undone_at__isnull=True)
        .select_related("other", "merged_by")
        .order_by("-pk"),
    }
    return render(request, "companies/merge_choose.html", context)


def _side_by_side(request: Asking, kept: Company, other: Company, status: int = 200) -> HttpResponse:
    context = {"company": kept, "other": other, "pairs": pairs(kept, other), "stale": status == CONFLICT}
    return render(request, "companies/merge.html", context, status=status)


def _do(request: Asking, kept: Company) -> HttpResponse:
    other = _other(request, kept, request.POST.get("other", ""))
    try:
        done = merging.merge(
            kept=kept,
            other=other,
            choices=_choices(request),
            versions=_versions(request),
            person=request.user,
        )
    except Stale:
        return _side_by_side(
            request, _kept(request, kept.public_id), _other(request, kept, other.public_id), CONFLICT
        )
    address = reverse("merge_undo", args=[done.public_id])
    sentence = _("%(other)s is now part of %(company)s.") % {"other": other, "company": kept}
    tell_with_undo(request, sentence, address)
    return redirect("company", kept.public_id)


def _choices(request: Asking) -> dict[str, str]:
    return {name: request.POST.get(f"take_{name}", "") for name in merging.CHOSEN}


def _versions(request: Asking) -> tuple[int, int]:
    """Give the versions that the person saw; what is no number matches none."""
    seen = [request.POST.get(name, "") for name in ("version", "other_version")]
    mine, theirs = (int(one) if one.isdecimal() and len(one) < 10 else 0 for one in seen)
    return mine, theirs


def undo(request: Asking, public_id: str) -> HttpResponseBase:
    """Part two merged companies again."""
    done: Merge = get_seen(Merge, request.scope, public_id, "company", "other", "merged_by")
    if not Company.objects.seen_by(request.scope).filter(pk=done.other_id).exists():
        raise Http404
    if request.method != "POST" or done.undone_at:
        return render(request, "companies/merge_undo.html", {"merge": done, "company": done.company})
    try:
        since = merging.undo(done=done, person=request.user)
    except (MergedOn, NumberKnown) as fault:
        context = {
            "merge": done,
            "company": done.company,
            "merged_on": isinstance(fault, MergedOn),
            "refused": True,
        }
        return render(request, "companies/merge_undo.html", context, status=INVALID)
    _tell(request, done, since)
    return redirect("company", done.company.public_id)


def _tell(request: Asking, done: Merge, since: list[str]) -> None:
    messages.success(
        request,
        _("%(company)s and %(other)s are two companies again.")
        % {"company": done.company, "other": done.other},
    )
    if since:
        messages.info(
            request,
            _("These fields have been changed since, and stay as they are: %(fields)s.")
            % {"fields": ", ".join(label_of(Company, name) for name in since)},
        )
