"""Who sees which letters have gone out."""

from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db.models import Q, QuerySet

from simmitt.web.scope.roles import STAFF, Role, Roles
from simmitt.web.scope.scope import Scope

HELPERS: Roles = frozenset({Role.MANAGER, Role.SUPPORT})
# Whoever shows the demo sees what would have gone.
READERS: Roles = STAFF if settings.DEMO else HELPERS


def letters(scope: Scope) -> Q:
    """Open a programme's letters, and those to its people, to those who run it and who help."""
    programmes = scope.programmes_as(*READERS)
    # The relation is named, not imported: who is a member is known further up.
    to_members = Q(programme__isnull=True, person__in=_members(programmes))
    nobodys = Q(programme__isnull=True, person__isnull=True) if settings.DEMO and programmes else Q(pk__in=())
    return Q(programme__in=programmes) | to_members | nobodys


def _members(programmes: frozenset[int]) -> QuerySet[Any, Any]:
    return (
        get_user_model()
        .objects.filter(memberships__programme__in=programmes, memberships__ended_at__isnull=True)
        .values("pk")
    )
