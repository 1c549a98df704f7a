"""Our own faults: an apology with a reference, and the reference in the log."""

import logging
import secrets
from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from simmitt.web.cases.models import Ended
from simmitt.web.nouns.editing import CONFLICT
from simmitt.web.nouns.problem import problem
from simmitt.web.scope.rows import ALPHABET

log = logging.getLogger("simmitt.faults")
# Answers of ours that Django raises.
NO_FAULTS = (Http404, PermissionDenied, SuspiciousOperation)
# Above the register import's own limit, so that its page can say how large a file may be.
MOST_MEGABYTES, LONGEST_LENGTH = 64, 20


class FaultReference:
    """Give every fault of ours a short reference that can be read out on the phone."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Hand the request on."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, fault: Exception) -> HttpResponse | None:
        """Write the reference where both the log and the page find it."""
        if isinstance(fault, Ended):
            return has_ended(request, fault)
        if isinstance(fault, NO_FAULTS):
            return None
        reference = "".join(secrets.choice(ALPHABET).upper() for _ in range(6))
        request.fault_reference = reference  # type: ignore[attr-defined]  # read by the page below
        log.error("%s %s %s", reference, request.method, request.path, exc_info=fault)
        return None


class NotTooMuch:
    """Refuse what no page takes, before any of it is read: it would fill the disk on its way to nowhere."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Look at how much there is to come."""
        length = request.META.get("CONTENT_LENGTH") or ""
        if length.isdecimal() and int(length[:LONGEST_LENGTH]) > MOST_MEGABYTES * 2**20:
            return render(request, "413.html", {"limit": MOST_MEGABYTES}, status=413)
        return self.get_response(request)


def server_fault(request: HttpRequest) -> HttpResponse:
    """Apologise, in a page that needs nothing that may be broken."""
    reference = getattr(request, "fault_reference", "")
    return HttpResponse(render_to_string("500.html", {"reference": reference}), status=500)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 (Django's form)
    """Help on, with the same words for what is not there and what is not yours."""
    if request.path_info.startswith("/api/"):
        return problem(404)
    return render(request, "404.html", status=404)


def has_ended(request: HttpRequest, fault: Ended) -> HttpResponse:
    """Say that a journey that has ended is read, and no longer written to."""
    if "application/json" in request.headers.get("Accept", ""):
        return problem(CONFLICT, _("The journey has ended: nothing in it can be changed any more."))
    return render(request, "cases/ended.html", {"company": fault.case.company}, status=CONFLICT)


def not_allowed(request: HttpRequest, exception: Any = None) -> HttpResponse:  # noqa: ARG001 (Django's form)
    """Say that it can't be done."""
    return render(request, "403.html", status=403)
