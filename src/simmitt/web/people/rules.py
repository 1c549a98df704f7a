"""Who sees who is what."""

from django.db.models import Q

from simmitt.web.companies.rules import own_company, staff_reach
from simmitt.web.scope.roles import Role
from simmitt.web.scope.scope import Scope

# Support helps everybody in a programme to sign in, and sees no company's own matters.
SEES_ALL = (Role.MANAGER, Role.AUDITOR, Role.SUPPORT)


def memberships(scope: Scope) -> Q:
    """Open a programme's people to those who run it, a company's people to it and to its staff."""
    return (
        Q(programme__in=scope.programmes_as(*SEES_ALL))
        | Q(company__isnull=True, partner__in=scope.partners)
        | (Q(company__isnull=False) & (staff_reach(scope, "company") | own_company(scope, "company")))
    )
