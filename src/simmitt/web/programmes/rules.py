"""Who sees a programme, its organisations and its targets."""

from django.db.models import Q

from simmitt.web.scope.scope import Scope


def programmes(scope: Scope) -> Q:
    """Open the programmes in which the person is anybody."""
    return Q(pk__in=scope.programmes)


def of_programme(scope: Scope) -> Q:
    """Open what belongs to such a programme."""
    return Q(programme__in=scope.programmes)


def of_target(scope: Scope) -> Q:
    """Open what belongs to a target of a programme whose companies the person may read."""
    return Q(target__programme__in=scope.whole_programmes) | Q(
        target__programme__in={one.programme for one in scope.standings if one.partners}
    )
