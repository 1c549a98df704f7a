"""Reading who is what."""

from typing import Any

from allauth.mfa.models import Authenticator
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from simmitt.ground.sorting import swedish_key
from simmitt.web.companies.models import LONGEST_KEY, Company
from simmitt.web.people.models import Invitation, Membership
from simmitt.web.scope.scope import Scope

JOINED = ("programme", "partner", "company")
SECOND_FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def members(scope: Scope, programme: Any) -> QuerySet[Membership]:
    """Give who is what in the programme, as far as the scope sees."""
    second = Authenticator.objects.filter(user=OuterRef("person"), type__in=SECOND_FACTORS)
    seen: QuerySet[Membership] = Membership.objects.seen_by(scope)
    return (
        seen.filter(programme=programme, ended_at__isnull=True)
        .select_related("person", *JOINED)
        .annotate(has_second_factor=Exists(second))
    )


def open_invitations(scope: Scope, programme: Any) -> QuerySet[Invitation]:
    """Give the invitations that wait for an answer, also those whose link has become too old."""
    seen: QuerySet[Invitation] = Invitation.objects.seen_by(scope)
    return (
        seen.filter(programme=programme, accepted_at__isnull=True, withdrawn_at__isnull=True)
        .select_related("invited_by", *JOINED)
        .order_by("-created_at", "pk")
    )


def own_memberships(person: Any) -> QuerySet[Membership]:
    """Give what the person is, in every programme."""
    rows: QuerySet[Membership] = Membership.objects.unscoped("a person may always know what the person is")
    return (
        rows.filter(person=person, ended_at__isnull=True).select_related(*JOINED).order_by("programme", "pk")
    )


def second_steps(person: Any) -> list[str]:
    """Name the kinds of second step that the person has."""
    kinds = Authenticator.objects.filter(user=person).values_list("type", flat=True)
    return list(kinds.distinct().order_by("type"))


def found(rows: Any, words: str) -> Any:
    """Find people by name or address."""
    return rows.filter(
        Q(person__name__icontains=words)
        | Q(person__email__icontains=words)
        | Q(person__name_key__startswith=swedish_key(words))
    )


def companies_named(scope: Scope, programme: Any, text: str) -> list[Company]:
    """Give the companies of the scope that the words may mean: by number, else by name, three at most."""
    seen = Company.objects.seen_by(scope).filter(programme=programme, archived_at__isnull=True)
    key = swedish_key(text)[:LONGEST_KEY]
    for wanted in (Q(org_no__in=_spellings(text)), Q(name_key=key), Q(name_key__startswith=key)):
        companies = list(seen.filter(wanted).order_by("name_key", "pk")[:3])
        if companies:
            return companies
    return []


def _spellings(text: str) -> list[str]:
    digits = "".join(one for one in text if one.isdigit())
    return [f"{digits[-10:-4]}-{digits[-4:]}"] if len(digits) in (10, 12) else []


def is_too_old(invitation: Invitation) -> bool:
    """Say whether the link has become too old."""
    return timezone.now() >= invitation.expires_at
