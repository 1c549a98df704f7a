"""What is asked of cases."""

from typing import Any

from django.db.models import F
from django.http import Http404

from simmitt.web.cases.models import Case
from simmitt.web.companies.models import Company
from simmitt.web.scope.rows import get_seen
from simmitt.web.scope.scope import Scope


def case_of(scope: Scope, company: Company) -> Case | None:
    """Give the journey that a company is on, or else its last one; None where it never began."""
    cases = Case.objects.seen_by(scope).filter(company=company).select_related("company", "charter")
    # The one that is open, and then the newest.
    found: Case | None = cases.order_by(F("closed_at").desc(nulls_first=True), "-pk").first()
    return found


def walked(request: Any, company_id: str) -> Case:
    """Give the journey behind an address that names a company, and let the page show its other pages.

    Foreign, unknown and not begun are told alike.
    """
    case = case_of(request.scope, get_seen(Company, request.scope, company_id))
    if case is None:
        raise Http404
    request.walked = company_id
    return case
