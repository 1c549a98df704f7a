"""Who sees what companies have sent in themselves."""

from django.db.models import Q

from simmitt.web.companies.rules import own_company, staff_reach
from simmitt.web.scope.scope import Scope


def registrations(scope: Scope) -> Q:
    """Open a registration to those who see the company that came of it."""
    return Q(company__isnull=False) & (staff_reach(scope, "company") | own_company(scope, "company"))
