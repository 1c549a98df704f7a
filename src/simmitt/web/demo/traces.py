"""Writes what people have left behind: the last weeks' events, letters, an invitation, a program's key."""

from datetime import datetime, timedelta
from typing import Any

from auditlog.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.utils import timezone

from simmitt.web.accounts.models import Person
from simmitt.web.accounts.tokens import make_token
from simmitt.web.demo.companies import FOR_EVERYBODY, Shelf
from simmitt.web.mail.models import Letter, State
from simmitt.web.outreach.models import Lead, Move
from simmitt.web.people.models import INVITATION_LASTS, Invitation
from simmitt.web.scope.roles import Role

RECENT = timedelta(days=40)
LED_TO_BY_NO_LINK = "demo"


def write_traces(shelf: Shelf) -> None:
    """Write them."""
    now = timezone.now()
    _write_events(now)
    _write_invitation(shelf, now)
    _write_letters(shelf)
    make_token(person=shelf.people["maja"], name="Styrgruppens kalkylblad", days=90)


def _write_events(now: datetime) -> None:
    """Let the log of events tell of the latest moves, as it would have at the time."""
    kind = ContentType.objects.get_for_model(Lead)
    moves = (
        Move.objects.unscoped(FOR_EVERYBODY)
        .filter(moved_at__gte=now - RECENT, moved_by__isnull=False)
        .select_related("company", "company__lead", "moved_by")
    )
    for move in moves.order_by("moved_at"):
        assert move.moved_by is not None
        LogEntry.objects.create(
            content_type=kind,
            object_pk=str(move.company.lead.pk),
            object_id=move.company.lead.pk,
            object_repr=move.company.name,
            action=LogEntry.Action.UPDATE if move.from_stage else LogEntry.Action.CREATE,
            changes={"stage": [move.from_stage or "None", move.to_stage]},
            actor=_as_actor(move.moved_by),
            timestamp=move.moved_at,
            additional_data=move.get_additional_data(),
        )


def _as_actor(person: Any) -> Person:
    assert isinstance(person, Person)
    return person


def _write_invitation(shelf: Shelf, now: datetime) -> None:
    Invitation.objects.create(
        role=Role.OWNER,
        programme=shelf.programmes["mitt"],
        company=shelf.companies["Älgsunds Hydraulik AB"],
        email="agare@algsunds.example",
        name="Birgitta Fallmyr",
        # No link has this hash.
        token_hash=LED_TO_BY_NO_LINK,
        invited_by=shelf.people["elof"],
        expires_at=now + INVITATION_LASTS - timedelta(days=2),
    )


def _write_letters(shelf: Shelf) -> None:
    company = shelf.companies["Timmerlidens Trappor AB"]
    Letter.objects.create(
        to=company.email,
        programme=company.programme_id,
        subject="Tack för er anmälan",
        text=("Hej!\n\nVi har fått er anmälan. Någon av oss ringer er inom fem arbetsdagar.\n\nMittregionen"),
        state=State.KEPT,
    )
