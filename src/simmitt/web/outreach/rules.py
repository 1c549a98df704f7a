"""Who sees how far a company has come, and what has been written about it."""

from django.db.models import Q

from simmitt.web.companies.models import Company
from simmitt.web.companies.rules import own_company, staff_reach
from simmitt.web.scope.roles import Role
from simmitt.web.scope.scope import Scope


def leads(scope: Scope) -> Q:
    """Open the pipeline to staff alone."""
    return staff_reach(scope, "company")


def notes(scope: Scope) -> Q:
    """Open notes to staff, and to the company's own people those that are shared with it."""
    return staff_reach(scope, "company") | (own_company(scope, "company") & Q(shared=True))


def notes_to_change(scope: Scope) -> Q:
    """Open for change the notes that the person has written, and to a manager every note of the programme."""
    return Q(author=scope.person) | Q(company__programme__in=scope.programmes_as(Role.MANAGER))


def works_with(scope: Scope, company: Company) -> bool:
    """Say whether the person reaches the company as staff: ``staff_reach`` for one company at hand."""
    return (
        company.programme_id in scope.whole_programmes
        or company.partner_id in scope.partners
        or company.pk in scope.assigned
    )
