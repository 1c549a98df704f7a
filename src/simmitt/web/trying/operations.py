"""Asking the simulated factory, and waiting for what it says."""

import time
from datetime import timedelta
from threading import BoundedSemaphore
from typing import Any

from django.db import transaction
from django.utils import timezone
from django_tasks import task

from simmitt.web.analyses.models import Run
from simmitt.web.mail.tasks import come_back
from simmitt.web.trying.models import Question

OWN = "the question has just been asked by the person"
KEPT_FOR = timedelta(days=1)
LOOK_S = 0.02
# Of a process of four threads.
_WAITING = BoundedSemaphore(2)
# What a process says that could not begin, and for how long nobody is made to wait for it again.
BROKE_OFF, BROKE_OFF_HOLDS = "broke_off", timedelta(seconds=20)


def ask_question(*, run: Run, asked: dict[str, Any], person: Any) -> Question:
    """Ask; an earlier question of the person's that nobody has begun with is not worth an answer any more."""
    with transaction.atomic():
        waiting = Question.objects.unscoped(OWN).filter(run=run, asked_by=person, taken_at=None)
        waiting.delete()
        question: Question = Question.objects.create(case=run.case, run=run, asked=asked, asked_by=person)
    return question


def wait_for(question: Question, longest_s: float) -> dict[str, Any] | None:
    """Give the answer when it comes; None where it takes longer, or where a later question took its place.

    Few may wait at a time: whoever waits holds a thread that pages need, and the page asks again by itself.
    """
    if not _WAITING.acquire(blocking=False):
        return None
    try:
        return _waited_for(question, time.monotonic() + longest_s)
    finally:
        _WAITING.release()


def _waited_for(question: Question, until: float) -> dict[str, Any] | None:
    asked = Question.objects.unscoped(OWN).filter(pk=question.pk).values_list("answer", flat=True)
    while time.monotonic() < until:
        found: list[dict[str, Any] | None] = list(asked[:1])
        if not found or found[0] is not None:
            return found[0] if found else None
        time.sleep(LOOK_S)
    return None


def broke_off(run: Run) -> dict[str, Any] | None:
    """Give what is to be told where the run's factory could not even begin a moment ago; None where it could.

    Whoever waits asks anew every second: without this, each asker would wait for a process that never comes.
    """
    lately = timezone.now() - BROKE_OFF_HOLDS
    newest: dict[str, Any] | None = (
        Question.objects.unscoped(OWN)
        .filter(run=run, asked_at__gte=lately, answer__isnull=False)
        .order_by("-pk")
        .values_list("answer", flat=True)
        .first()
    )
    return newest if newest and newest.get("kind") == BROKE_OFF else None


@task()
def forget_old() -> int:
    """Throw away questions that nobody looks at any more."""
    old = Question.objects.unscoped("nobody looks at them any more").filter(
        asked_at__lt=timezone.now() - KEPT_FOR
    )
    count: int = old.delete()[0]
    come_back(forget_old, timezone.now() + KEPT_FOR)
    return count
