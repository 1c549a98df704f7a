"""Who sees a company's journey: those who walk it beside the company, and its own people."""

from django.db.models import Q

from simmitt.web.companies.rules import own_company, staff_reach
from simmitt.web.scope.roles import COMPANY_VOICES, FIELD, READERS, Roles
from simmitt.web.scope.scope import Scope

# Who reads a company's journey with all that lies beside it, and who writes in it.
SEEN_BY: Roles = READERS | COMPANY_VOICES
WRITERS: Roles = FIELD | COMPANY_VOICES


def cases(scope: Scope) -> Q:
    """Open a case to the staff who reach its company and to the company's own people."""
    return staff_reach(scope, "company") | own_company(scope, "company")


def of_case(scope: Scope) -> Q:
    """Open what hangs on such a case."""
    return staff_reach(scope, "case__company") | own_company(scope, "case__company")


def visits(scope: Scope) -> Q:
    """Open visits to staff, and to the company's own people those that are shared with it."""
    return staff_reach(scope, "case__company") | (own_company(scope, "case__company") & Q(shared=True))
