"""From a person's memberships to the scope of a request: one query a request."""

from collections.abc import Callable, Iterable
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.utils.functional import SimpleLazyObject

from simmitt.web.people.models import Membership
from simmitt.web.programmes.models import Programme
from simmitt.web.scope.roles import REACH, SECOND_FACTOR, Reach, Role
from simmitt.web.scope.scope import NOBODY, Scope, Standing

CURRENT_PROGRAMME = "programme"


def scope_of(person: Any) -> Scope:
    """Give all that the person may."""
    if not person.is_authenticated:
        return NOBODY
    own = (
        Membership.objects.unscoped("a person's own memberships say what the person may")
        .filter(person=person, ended_at__isnull=True)
        .values_list("role", "programme", "partner", "company", "company__public_id", "partner__shared_by")
    )
    return Scope(person.pk, _standings(own))


_Held = tuple[str, int, int | None, int | None, str | None, int | None]


def _standings(rows: Iterable[_Held]) -> tuple[Standing, ...]:
    """Gather one standing a membership; an organisation that several share with comes in several rows."""
    partners: dict[tuple[Role, int, int | None, str], set[int]] = {}
    for role, programme, partner, company, company_id, sharing in rows:
        open_ones = partners.setdefault((Role(role), programme, company, company_id or ""), set())
        if REACH[Role(role)] is Reach.PARTNER:
            open_ones.update(one for one in (partner, sharing) if one is not None)
    return tuple(
        Standing(role, programme, frozenset(open_ones), company, company_id)
        for (role, programme, company, company_id), open_ones in partners.items()
    )


class StandingMiddleware:
    """Let every request know who asks, in which programme, and whether the second factor lacks."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: Any) -> HttpResponseBase:
        """Put the scope on the request; it is worked out when somebody asks for it."""
        request.standing = SimpleLazyObject(lambda: scope_of(request.user))
        request.programme = SimpleLazyObject(lambda: _current_programme(request))
        request.second_factor_missing = SimpleLazyObject(lambda: _second_factor_missing(request))
        return self.get_response(request)


def programmes_of(standing: Scope) -> list[Programme]:
    """Give the programmes in which somebody is anybody."""
    return list(Programme.objects.seen_by(standing).order_by("short_name", "pk"))


def _current_programme(request: Any) -> Programme | None:
    """Give the programme that has been chosen, or another where the page's roles hold only there.

    Somebody may run one programme and be an employee in another; what the page opens or writes is the
    matter of a programme in which the person has one of the roles that the page is for.
    """
    programmes = getattr(request, "scope", request.standing).programmes
    if not programmes:
        return None
    known = {one.pk: one for one in Programme.objects.seen_by(request.standing) if one.pk in programmes}
    chosen: Programme = known.get(request.session.get(CURRENT_PROGRAMME)) or known[min(programmes)]
    return chosen


def _second_factor_missing(request: Any) -> bool:
    if settings.DEMO or not (request.standing.roles & SECOND_FACTOR):
        return False
    # Recovery codes alone are no second step: they stand in for one.
    return not is_mfa_enabled(request.user, [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN])
