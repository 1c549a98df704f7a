"""Keeping and throwing away drafts."""

from django.core.signing import BadSignature
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from simmitt.web.drafts.operations import TooMuch, forget, keep, unsigned
from simmitt.web.look.templatetags.writing import clock
from simmitt.web.nouns.guard import Asking

URLENCODED = "application/x-www-form-urlencoded"


def save(request: Asking) -> HttpResponse:
    """Keep what the browser sends, and say when; the answer is given after the commit."""
    if request.method != "POST":
        return _refused(405)
    if request.content_type != URLENCODED:
        return _refused(415)
    try:
        key = unsigned(request, request.POST.get("key", ""))
        fields = {name: request.POST.getlist(name) for name in request.POST}
        saved_at = keep(request, key, fields)
    except BadSignature:
        return _refused(400)
    except TooMuch:
        return _refused(413)
    return JsonResponse({"saved_at": clock(saved_at)})


def discard(request: Asking) -> HttpResponse:
    """Throw a draft away and show the form as it is saved."""
    if request.method == "POST":
        try:
            forget(request, unsigned(request, request.POST.get("key", "")))
        except BadSignature:
            return HttpResponse(status=400)
    return redirect(_back(request))


def _back(request: Asking) -> str:
    there = request.POST.get("next", "")
    return there if url_has_allowed_host_and_scheme(there, {request.get_host()}) else reverse("start")


def _refused(status: int) -> HttpResponse:
    return JsonResponse({"saved_at": None}, status=status)
