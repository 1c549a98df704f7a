"""What the worker does with letters: send what waits, try again later, park what never goes.

A letter goes at least once. Each try is claimed in a transaction of its own, which moves the next try
past the end of the claim; then the letter is carried, with no transaction open; then the outcome is
written. A worker that dies between carrying and writing leaves the letter to the next try, so that its
reader may get it twice: once for each try that died, never more.
"""

import logging
from datetime import datetime, timedelta
from smtplib import SMTPRecipientsRefused
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.db.models import F
from django.utils import timezone
from django_tasks import task
from django_tasks.base import Task, TaskResultStatus
from django_tasks_db.models import DBTaskResult

from simmitt.web.mail.masking import masked
from simmitt.web.mail.models import LONGEST_FAULT, Letter, State

log = logging.getLogger("simmitt.mail")

# After each failed try: about a day and a half in all, which a provider's outage seldom exceeds.
WAITS = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 30, 120, 480, 1440))
MOST_TRIES = len(WAITS) + 1
# Longer than any try takes; after that the worker that claimed the letter is dead.
LEASE = timedelta(minutes=10)
AT_A_TIME = 50
WHY = "the worker sends everybody's letters"


@task()
def send_waiting() -> int:
    """Send the letters whose time has come; give how many went."""
    sent = sum(_send(pk) for pk in _due())
    following = Letter.objects.unscoped(WHY).filter(state=State.WAITING).order_by("next_try_at").first()
    if following:
        come_back(send_waiting, following.next_try_at)
    return sent


def wake() -> None:
    """Ask the worker to look now; also called when it starts, for what an earlier one has left."""
    send_waiting.enqueue()


def come_back(again: Task[Any, Any], at: datetime) -> None:
    """Ask the worker to run a task at a later time, unless it already will by then."""
    asked = DBTaskResult.objects.filter(
        task_path=again.module_path, status=TaskResultStatus.READY, run_after__lte=at
    )
    if not asked.exists():
        again.using(run_after=max(at, timezone.now())).enqueue()


def _due() -> list[int]:
    waiting = Letter.objects.unscoped(WHY).filter(state=State.WAITING, next_try_at__lte=timezone.now())
    return list(waiting.order_by("next_try_at").values_list("pk", flat=True)[:AT_A_TIME])


def _send(pk: int) -> bool:
    letter = _claim(pk)
    if letter is None:
        return False
    try:
        _carry(letter)
    except Exception as fault:  # whatever is wrong with one letter, the others go
        log.warning("letter %s, try %s: %s", letter.public_id, letter.tries, type(fault).__name__)
        _put_off(letter, fault)
        return False
    _write_sent(letter)
    return True


def _claim(pk: int) -> Letter | None:
    """Take the letter for one try; two workers never get the same."""
    now = timezone.now()
    taken = (
        Letter.objects.unscoped(WHY)
        .filter(pk=pk, state=State.WAITING, next_try_at__lte=now)
        .update(next_try_at=now + LEASE, tries=F("tries") + 1)
    )
    return Letter.objects.unscoped(WHY).get(pk=pk) if taken else None


def _carry(letter: Letter) -> None:
    message = EmailMultiAlternatives(
        letter.subject, letter.text, to=[letter.to], connection=get_connection(settings.MAIL_CARRIER)
    )
    if letter.html:
        message.attach_alternative(letter.html, "text/html")
    message.send()


def _write_sent(letter: Letter) -> None:
    letter.state, letter.sent_at, letter.last_fault = State.SENT, timezone.now(), ""
    # What is kept of a letter that has gone opens nothing.
    letter.text, letter.html = masked(letter.text), masked(letter.html)
    letter.save()


def _put_off(letter: Letter, fault: Exception) -> None:
    letter.last_fault = f"{type(fault).__name__}: {fault}"[:LONGEST_FAULT]
    if letter.tries >= MOST_TRIES or _is_final(fault):
        letter.state = State.PARKED
    else:
        letter.next_try_at = timezone.now() + WAITS[letter.tries - 1]
    letter.save()


def _is_final(fault: Exception) -> bool:
    """Tell a receiver that does not exist from a server that is busy."""
    if not isinstance(fault, SMTPRecipientsRefused):
        return False
    return all(code >= 550 for code, _said in fault.recipients.values())
