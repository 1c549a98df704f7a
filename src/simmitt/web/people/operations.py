"""Letting people in, and out again."""

import secrets
from collections.abc import Callable
from hashlib import sha256
from typing import Any, NotRequired, TypedDict, Unpack

from allauth.mfa.models import Authenticator
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from simmitt.web.accounts.models import Person
from simmitt.web.accounts.sessions import end_all
from simmitt.web.companies.models import Company
from simmitt.web.mail.letters import write_to
from simmitt.web.nouns.watch import note_change
from simmitt.web.people.models import INVITATION_LASTS, Invitation, Membership
from simmitt.web.people.rules import may_give
from simmitt.web.people.standing import scope_of
from simmitt.web.programmes.models import Partner, Programme
from simmitt.web.scope.roles import Role

TOKEN_BYTES = 32
LETTER = "people/email/invitation"
# Gives the whole address of a path of ours: request.build_absolute_uri.
Whole = Callable[[str], str]


class Where(TypedDict):
    """A role, and where it will hold."""

    role: str
    programme: Programme
    partner: NotRequired[Partner | None]
    company: NotRequired[Company | None]


class NotOpen(Exception):
    """The link no longer holds; the invitation says whom to ask, where there has been one."""

    def __init__(self, invitation: Invitation | None = None) -> None:
        super().__init__()
        self.invitation = invitation


class LastManager(Exception):
    """A programme would be left without anybody to run it."""


class AlreadySomebody(Exception):
    """The address got an account while its holder was choosing a password."""


def invite(
    *,
    by: Any,
    email: str,
    name: str,
    whole: Whole,
    **where: Unpack[Where],
) -> Invitation:
    """Write to somebody that a role waits; an open invitation to the same is taken back."""
    email = email.strip().lower()
    place: Where = {"partner": None, "company": None, **where}
    with transaction.atomic():
        for earlier in _open("the same invitation, to be replaced").filter(email=email, **place):
            withdraw(invitation=earlier)
        token = secrets.token_urlsafe(TOKEN_BYTES)
        invitation: Invitation = Invitation.objects.create(
            **place, email=email, name=name, invited_by=by, token_hash=_hash(token),
            expires_at=timezone.now() + INVITATION_LASTS,
        )  # fmt: skip
        _write(invitation, token, whole)
    return invitation


def resend(*, invitation: Invitation, whole: Whole) -> None:
    """Write again with a new link; the old one stops, and the seven days begin anew."""
    with transaction.atomic():
        held = _locked(pk=invitation.pk)
        if held is None or held.accepted_at or held.withdrawn_at:
            raise NotOpen(held)
        token = secrets.token_urlsafe(TOKEN_BYTES)
        held.token_hash, held.expires_at = _hash(token), timezone.now() + INVITATION_LASTS
        held.save()
        _write(held, token, whole)


def withdraw(*, invitation: Invitation) -> None:
    """Take the invitation back."""
    with transaction.atomic():
        held = _locked(pk=invitation.pk)
        if held and not held.accepted_at and not held.withdrawn_at:
            held.withdrawn_at = timezone.now()
            held.save()


def find_open(token: str) -> Invitation:
    """Give the invitation that the link opens, or raise ``NotOpen``."""
    return _checked(
        Invitation.objects.unscoped("whoever holds the link may open it")
        .select_related("programme", "partner", "company", "invited_by")
        .filter(token_hash=_hash(token))
        .first()
    )


def accept_as_new(*, token: str, name: str, password: str) -> tuple[Person, Membership]:
    """Make the person whom the letter has reached, and give the role."""
    try:
        with transaction.atomic():
            invitation = _checked(_locked(token_hash=_hash(token)))
            person = Person.objects.invent(invitation.email, name, password)
            return person, _take(invitation, person)
    except IntegrityError as clash:
        raise AlreadySomebody from clash


def accept_as(*, token: str, person: Person) -> Membership:
    """Give the role to a person who had an account already."""
    with transaction.atomic():
        invitation = _checked(_locked(token_hash=_hash(token)))
        if invitation.email != person.email:
            raise NotOpen
        return _take(invitation, person)


def end_membership(*, membership: Membership) -> None:
    """Take a role back, from this moment on, and with it the invitations that it let the person write."""
    with transaction.atomic():
        alive = Membership.objects.unscoped("the row has been found within the reader's scope")
        # Every manager's row is held, so that two managers can't each end the other.
        managers = list(
            alive.select_for_update()
            .filter(programme=membership.programme_id, role=Role.MANAGER, ended_at__isnull=True)
            .values_list("pk", flat=True)
        )
        if managers == [membership.pk]:
            raise LastManager
        membership.ended_at = timezone.now()
        membership.save(update_fields=["ended_at", "changed_at"])
        _withdraw_unbacked(membership)


def _withdraw_unbacked(ended: Membership) -> None:
    """Take back what the person could no longer write: nobody leaves a way in behind."""
    scope = scope_of(ended.person)
    waiting = Invitation.objects.unscoped("whoever wrote them may no longer give these roles").filter(
        invited_by=ended.person_id,
        programme=ended.programme_id,
        accepted_at__isnull=True,
        withdrawn_at__isnull=True,
    )
    for invitation in waiting.select_related("programme", "company"):
        if not may_give(scope, invitation):
            withdraw(invitation=invitation)


def remove_second_factor(*, person: Person, by: Any, programme: Any) -> int:
    """Take away every second step of somebody who has lost them, and tell that person; give how many."""
    with transaction.atomic():
        count: int = Authenticator.objects.filter(user=person).delete()[0]
        if not count:
            return 0
        end_all(person)
        note_change(person, by, deed="second_factor_removed", programme=programme.pk)
        write_to(person.email, "people/email/second_factor_removed", {"person": person, "by": by})
    return count


def end_sessions_of(*, person: Person, by: Any, programme: Any) -> None:
    """Sign somebody out everywhere."""
    with transaction.atomic():
        end_all(person)
        note_change(person, by, deed="sessions_ended", programme=programme.pk)


def _take(invitation: Invitation, person: Person) -> Membership:
    invitation.accepted_at = timezone.now()
    invitation.save()
    alive = Membership.objects.unscoped("the holder of the link becomes what it says").filter(
        ended_at__isnull=True
    )
    already: Membership | None = alive.filter(
        person=person, role=invitation.role, programme=invitation.programme, company=invitation.company
    ).first()
    if already is None:
        already = Membership(
            person=person, role=invitation.role, programme=invitation.programme,
            partner=invitation.partner, company=invitation.company,
        )  # fmt: skip
        already.save()
    elif already.partner_id != invitation.partner_id:
        already.partner = invitation.partner
        already.save()
    return already


def _open(why: str) -> Any:
    return Invitation.objects.unscoped(why).filter(
        accepted_at__isnull=True, withdrawn_at__isnull=True, expires_at__gt=timezone.now()
    )


def _locked(**which: Any) -> Invitation | None:
    rows = Invitation.objects.unscoped("found within the reader's scope, or by its link")
    held: Invitation | None = rows.select_for_update().filter(**which).first()
    return held


def _checked(invitation: Invitation | None) -> Invitation:
    if invitation is None or not invitation.is_open:
        raise NotOpen(invitation)
    return invitation


def _write(invitation: Invitation, token: str, whole: Whole) -> None:
    context = {
        "invitation": invitation,
        # A function: each language of the letter has an address of its own.
        "link": lambda: whole(reverse("invitation_accept", args=[token])),
    }
    write_to(invitation.email, LETTER, context, programme=invitation.programme_id)


def _hash(token: str) -> str:
    return sha256(token.encode()).hexdigest()
