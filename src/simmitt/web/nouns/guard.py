"""The door in front of every page: who comes in, and with what scope."""

from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponseBase, HttpResponseNotAllowed
from django.shortcuts import redirect

from simmitt.web.nouns.page import EVERYONE, SIGNED_IN, Audience, Page, View
from simmitt.web.nouns.problem import problem
from simmitt.web.nouns.watch import note_reading
from simmitt.web.scope.roles import Role
from simmitt.web.scope.scope import Scope

SECOND_FACTOR_PAGE = "mfa_index"
NUL = "\x00"


class Asking(HttpRequest):
    """A request that has passed the middleware: it knows who asks."""

    standing: Scope  # all that the person may
    scope: Scope  # what this page may use of it
    second_factor_missing: bool
    page: Page
    programme: Any
    walked: str  # the company whose journey is looked at, by its public_id: the frame shows its other pages


def guarded(page: Page) -> View:
    """Put the door in front of the page's view."""

    @wraps(page.view)
    def answer(request: Asking, **kwargs: Any) -> HttpResponseBase:
        audience = page.audience(request.method)
        if audience is None:
            return HttpResponseNotAllowed(page.methods)
        if _holds_nul(request):
            raise Http404
        refusal = _refusal(request, page, audience)
        if refusal:
            return refusal
        request.page, request.scope = page, _narrowed(request.standing, audience)
        response = page.view(request, **kwargs)
        if Role.AUDITOR in request.scope.roles and not page.unwatched and response.status_code < 300:
            note_reading(request, page)
        return response

    return answer


def _holds_nul(request: Asking) -> bool:
    """Say whether the address holds a character that no row can hold and PostgreSQL does not take."""
    return NUL in request.path_info or any(NUL in one for values in request.GET.lists() for one in values[1])


def _refusal(request: Asking, page: Page, audience: Audience) -> HttpResponseBase | None:
    if audience is EVERYONE:
        return None
    if not request.user.is_authenticated:
        return problem(401) if page.machine else redirect_to_login(request.get_full_path())
    if request.second_factor_missing and not page.before_second_factor:
        return problem(403) if page.machine else redirect(SECOND_FACTOR_PAGE)
    if audience is not SIGNED_IN and not _narrowed(request.standing, audience).standings:
        # What a role lacks is not there: the same answer as for an address that never was.
        raise Http404
    return None


def _narrowed(standing: Scope, audience: Audience) -> Scope:
    return standing.acting_as(audience) if isinstance(audience, frozenset) else standing
