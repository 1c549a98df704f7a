"""What is done in the pipeline: each verb is one transaction."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from simmitt.web.companies.models import Company
from simmitt.web.outreach.models import ANSWERING, UNDO_WITHIN, Kind, Lead, Move, Note
from simmitt.web.outreach.stages import Stage

OF_A_LEAD = "the moves and notes of a lead that has been fetched within its scope"


def start(
    *,
    company: Company,
    person: Any,
    owner: Any = None,
    next_step: str = "",
    next_step_on: date | None = None,
    promised: Mapping[str, Any] | None = None,
) -> Lead:
    """Take a company into the pipeline; one that is there already stays as it is.

    ``promised`` holds ``registered_at`` and ``answer_due_on`` of a company that registered itself.
    """
    now = timezone.now()
    with transaction.atomic():
        lead: Lead
        lead, is_new = Lead.objects.unscoped("its company has been fetched within its scope").get_or_create(
            company=company,
            defaults={
                "stage": Stage.CONTACTED, "stage_since": now, "owner": owner,
                "next_step": next_step, "next_step_on": next_step_on, **(promised or {}),
            },
        )  # fmt: skip
        if is_new:
            Move.objects.create(company=company, to_stage=Stage.CONTACTED, moved_at=now, moved_by=person)
    return lead


def move(*, lead: Lead, to_stage: str, reason: str, person: Any, version: int) -> bool:
    """Move a company to another stage and say whether it moved; the same stage is no move.

    A move back by the same person within ten minutes takes the earlier move back instead.
    """
    if to_stage == lead.stage:
        return False
    now = timezone.now()
    with transaction.atomic():
        earlier = _to_take_back(lead, to_stage, person, now)
        if earlier:
            _take_back(lead, earlier, version)
        else:
            _take_step(lead, Move(
                company=lead.company, from_stage=lead.stage, to_stage=to_stage,
                reason=reason if to_stage == Stage.NOT_NOW else "", moved_at=now, moved_by=person,
            ), version)  # fmt: skip
    return True


def _to_take_back(lead: Lead, to_stage: str, person: Any, now: datetime) -> Move | None:
    last = _taken(lead).last()
    is_way_back = (
        last is not None
        and (last.from_stage, last.to_stage) == (to_stage, lead.stage)
        and last.moved_by_id == person.pk
        and now - last.moved_at <= UNDO_WITHIN
    )
    return last if is_way_back else None


def _take_step(lead: Lead, step: Move, version: int) -> None:
    lead.stage, lead.stage_since, lead.reason = step.to_stage, step.moved_at, step.reason
    if lead.awaits_answer:
        lead.answered_at = step.moved_at
    lead.save_version(version)
    step.save()


def _take_back(lead: Lead, step: Move, version: int) -> None:
    before = _taken(lead).exclude(pk=step.pk).last()
    lead.stage, lead.reason = step.from_stage, before.reason if before else ""
    lead.stage_since = before.moved_at if before else lead.created_at
    if lead.answered_at == step.moved_at:
        lead.answered_at = _answered_by_note(lead)
    lead.save_version(version)
    step.undone = True
    step.save()


def _taken(lead: Lead) -> Any:
    moves = Move.objects.unscoped(OF_A_LEAD).filter(company=lead.company_id, undone=False)
    return moves.order_by("moved_at", "pk")


def _answered_by_note(lead: Lead) -> datetime | None:
    notes = Note.objects.unscoped(OF_A_LEAD).filter(company=lead.company_id, kind__in=ANSWERING)
    if lead.registered_at:
        notes = notes.filter(created_at__gte=lead.registered_at)
    first = notes.order_by("created_at").first()
    return first.created_at if first else None


def change_lead(*, lead: Lead, version: int) -> None:
    """Save who is responsible and what comes next."""
    with transaction.atomic():
        lead.save_version(version)


def write_note(*, note: Note, company: Company, author: Any) -> Note:
    """Write a note; a talk with a company that waits for an answer is the answer."""
    note.company, note.author = company, author
    with transaction.atomic():
        note.save()
        if note.kind in ANSWERING:
            _answer(company)
    return note


def change_note(*, note: Note, version: int) -> None:
    """Save a changed note."""
    with transaction.atomic():
        note.save_version(version)
        if note.kind in ANSWERING:
            _answer(note.company)


def finish_step(
    *,
    lead: Lead,
    kind: str,
    text: str,
    next_step: str,
    next_step_on: date | None,
    person: Any,
    version: int,
) -> None:
    """Write down what was done and what comes next, together or not at all."""
    lead.next_step, lead.next_step_on = next_step, next_step_on
    if lead.awaits_answer and kind in ANSWERING:
        lead.answered_at = timezone.now()
    with transaction.atomic():
        lead.save_version(version)
        Note.objects.create(company=lead.company, author=person, kind=Kind(kind), text=text)


def _answer(company: Company) -> None:
    """Say of a company that waited that it has been answered."""
    waiting = Lead.objects.unscoped(OF_A_LEAD).filter(
        company=company, answer_due_on__isnull=False, answered_at__isnull=True
    )
    # Held, so that nobody saves another version in between.
    lead = waiting.select_for_update().first()
    if lead:
        lead.answered_at = timezone.now()
        lead.save_version(lead.version)
