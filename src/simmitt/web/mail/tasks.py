"""What the worker does with letters: send what waits, try again later, park what never goes."""

from datetime import timedelta

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.db import transaction
from django.utils import timezone
from django_tasks import task

from simmitt.web.mail.models import Letter, State

# After each failed try: about a day and a half in all, which a provider's outage seldom exceeds.
WAITS = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 30, 120, 480, 1440))
AT_A_TIME = 50


@task()
def send_waiting() -> int:
    """Send the letters whose time has come; give how many went."""
    sent = sum(_send(pk) for pk in _due())
    _come_back()
    return sent


def _due() -> list[int]:
    waiting = Letter.objects.filter(state=State.WAITING, next_try_at__lte=timezone.now())
    return list(waiting.order_by("next_try_at").values_list("pk", flat=True)[:AT_A_TIME])


def _send(pk: int) -> bool:
    with transaction.atomic():
        letter = Letter.objects.select_for_update().filter(pk=pk, state=State.WAITING).first()
        if letter is None or letter.next_try_at > timezone.now():
            return False
        try:
            _carry(letter)
        except OSError as fault:  # the network, or the server's refusal: smtplib's faults are OSErrors
            _try_later(letter, str(fault))
            return False
        letter.state, letter.sent_at, letter.last_fault = State.SENT, timezone.now(), ""
        letter.save()
    return True


def _carry(letter: Letter) -> None:
    message = EmailMultiAlternatives(
        letter.subject, letter.text, to=[letter.to], connection=get_connection(settings.MAIL_CARRIER)
    )
    if letter.html:
        message.attach_alternative(letter.html, "text/html")
    message.send()


def _try_later(letter: Letter, fault: str) -> None:
    letter.last_fault = fault[:400]
    letter.tries += 1
    if letter.tries > len(WAITS):
        letter.state = State.PARKED
    else:
        letter.next_try_at = timezone.now() + WAITS[letter.tries - 1]
    letter.save()


def _come_back() -> None:
    """Ask to be called again when the next letter's time comes."""
    following = Letter.objects.filter(state=State.WAITING).order_by("next_try_at").first()
    if following:
        send_waiting.using(run_after=max(following.next_try_at, timezone.now())).enqueue()
