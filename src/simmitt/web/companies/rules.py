"""Who sees a company, and what hangs on it."""

from django.db.models import Q

from simmitt.web.scope.querying import NOTHING
from simmitt.web.scope.scope import Scope


def staff_reach(scope: Scope, company: str = "") -> Q:
    """Open companies to those who work for a programme; ``company`` is the path from the row to it."""
    to = f"{company}__" if company else ""
    return (
        (Q(**{f"{to}programme__in": scope.whole_programmes}) if scope.whole_programmes else NOTHING)
        | (Q(**{f"{to}partner__in": scope.partners}) if scope.partners else NOTHING)
        | (Q(**{f"{to}pk__in": scope.assigned}) if scope.assigned else NOTHING)
    )


def own_company(scope: Scope, company: str = "") -> Q:
    """Open a company to those who belong to it."""
    to = f"{company}__" if company else ""
    return Q(**{f"{to}pk__in": scope.own}) if scope.own else NOTHING


def companies(scope: Scope) -> Q:
    """Open companies to the staff who reach them and to their own people."""
    return staff_reach(scope) | own_company(scope)


def of_company(scope: Scope) -> Q:
    """Open what hangs on such a company."""
    return staff_reach(scope, "company") | own_company(scope, "company")


def of_company_for_staff(scope: Scope) -> Q:
    """Open to staff alone what they keep about a company."""
    return staff_reach(scope, "company")


def imports(scope: Scope) -> Q:
    """Open an organisation's register files to it, and to the programme."""
    return Q(programme__in=scope.whole_programmes) | Q(partner__in=scope.partners)
