"""Who sees what companies have sent in themselves."""

from django.db.models import Q

from simmitt.web.companies.rules import own_company, staff_reach
from simmitt.web.scope.scope import Scope


def registrations(scope: Scope) -> Q:
    """Open a registration to staff who see its company, and to the company's people if it is theirs.

    Where the company was here before, somebody unknown has written in its name: that is for staff to judge.
    """
    own = own_company(scope, "company") & Q(known_before=False)
    return Q(company__isnull=False) & (staff_reach(scope, "company") | own)
