"""Who sees a plan: whoever sees the company's journey. Who decides: its owner."""

from django.db.models import Q

from simmitt.web.companies.rules import own_company, staff_reach
from simmitt.web.scope.roles import COMPANY_VOICES, FIELD, READERS, Role, Roles
from simmitt.web.scope.scope import Scope

PLAN_READERS: Roles = READERS | COMPANY_VOICES
PLAN_WRITERS: Roles = FIELD | COMPANY_VOICES


def of_plan(scope: Scope) -> Q:
    """Open what hangs on a plan with its case."""
    return staff_reach(scope, "plan__case__company") | own_company(scope, "plan__case__company")


def of_measure(scope: Scope) -> Q:
    """Open what hangs on a measure with its plan."""
    path = "measure__plan__case__company"
    return staff_reach(scope, path) | own_company(scope, path)


def decides(scope: Scope, company: int) -> bool:
    """Say whether the person is an owner of the company: only they lock its plan."""
    return company in scope.companies_as(Role.OWNER)
