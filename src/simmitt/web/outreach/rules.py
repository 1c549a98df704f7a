"""Who sees how far a company has come, and what has been written about it."""

from django.db.models import Q

from simmitt.web.companies.rules import own_company, staff_reach
from simmitt.web.scope.scope import Scope


def leads(scope: Scope) -> Q:
    """Open the pipeline to staff alone."""
    return staff_reach(scope, "company")


def notes(scope: Scope) -> Q:
    """Open notes to staff, and to the company's own people those that are shared with it."""
    return staff_reach(scope, "company") | (own_company(scope, "company") & Q(shared=True))
