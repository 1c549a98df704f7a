"""Who sees who is what, and who may make somebody something."""

from typing import Any

from django.db.models import Q

from simmitt.web.companies.rules import own_company, staff_reach
from simmitt.web.scope.roles import COMPANY, EVERY_ROLE, REACH, Reach, Role, Roles
from simmitt.web.scope.scope import Scope, Standing

# Support helps everybody in a programme to sign in, and sees no company's own matters.
SEES_ALL = (Role.MANAGER, Role.AUDITOR, Role.SUPPORT)
READERS: Roles = frozenset({*SEES_ALL, Role.COORDINATOR, Role.OWNER, Role.CHAMPION})
HELPERS: Roles = frozenset({Role.MANAGER, Role.SUPPORT})
# Which roles each role may give; who gives a role may also take it back.
GIVES: dict[Role, Roles] = {
    Role.MANAGER: EVERY_ROLE,
    Role.COORDINATOR: COMPANY | {Role.COACH, Role.ANALYST},
    Role.OWNER: frozenset({Role.CHAMPION, Role.EMPLOYEE}),
}
GIVERS: Roles = frozenset(GIVES)


def memberships(scope: Scope) -> Q:
    """Open what places open, and to everybody what they are themselves."""
    return places(scope) | (Q(person=scope.person) if scope.person else Q(pk__in=()))


def places(scope: Scope) -> Q:
    """Open a programme's people to those who run it, a company's people to it and to its staff."""
    return (
        Q(programme__in=scope.programmes_as(*SEES_ALL))
        | Q(company__isnull=True, partner__in=scope.partners)
        | (Q(company__isnull=False) & (staff_reach(scope, "company") | own_company(scope, "company")))
    )


def givable(scope: Scope, programme: Any) -> list[Role]:
    """Give the roles that somebody in this scope may give at all, in their usual order."""
    may = {role for one in _in(scope, programme) for role in GIVES.get(one.role, ())}
    return [role for role in Role if role in may]


def may_give(scope: Scope, place: Any) -> bool:
    """Say whether somebody in this scope may give this role in this place, and so take it back."""
    return any(
        Role(place.role) in GIVES.get(one.role, ()) and _reaches(one, place)
        for one in _in(scope, place.programme)
    )


def needs_company(role: Role, scope: Scope, programme: Any) -> bool:
    """Say whether the role can't be given without a company: only a manager assigns staff later."""
    if REACH[role] is Reach.COMPANY:
        return True
    return REACH[role] is Reach.ASSIGNED and programme.pk not in scope.programmes_as(Role.MANAGER)


def _in(scope: Scope, programme: Any) -> list[Standing]:
    return [one for one in scope.standings if one.programme == programme.pk]


def _reaches(one: Standing, place: Any) -> bool:
    if one.reach is Reach.PROGRAMME:
        return True
    if place.company is None:
        return False
    return (
        place.company.partner_id in one.partners
        if one.reach is Reach.PARTNER
        else place.company.pk == one.company
    )
