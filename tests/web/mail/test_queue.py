"""A letter goes: at once, later, or not at all, and then somebody can see it."""

import smtplib
import socket
from datetime import datetime, timedelta
from typing import Any, NoReturn
from unittest.mock import patch

import pytest
from django.core.mail import send_mail
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from pytest_django import Settings
from web.mail.carriers import BUSY, NO_SUCH_RECEIVER, Delivering

from simmitt.web.mail import tasks
from simmitt.web.mail.models import Letter, State
from simmitt.web.mail.operations import try_again

pytestmark = pytest.mark.django_db


def write(text: str = "Hej") -> None:
    send_mail("Ämne", text, None, ["lova@example.com"])


def letter() -> Letter:
    found: Letter = Letter.objects.unscoped("the test's own letter").get()
    return found


def at(moment: datetime) -> Any:
    return patch("django.utils.timezone.now", lambda: moment)


def test_a_letter_waits_in_the_queue_until_the_worker_sends_it(carrier: type[Delivering]) -> None:
    write()
    assert (letter().state, carrier.carried) == (State.WAITING, [])

    assert tasks.send_waiting.call() == 1

    assert (letter().state, letter().tries, letter().sent_at is not None) == (State.SENT, 1, True)
    assert [(one.to, one.subject, one.body) for one in carrier.carried] == [
        (["lova@example.com"], "Ämne", "Hej")
    ]


@pytest.mark.django_db(transaction=True)
def test_the_letter_and_the_task_that_sends_it_are_there_together_or_not_at_all(
    carrier: type[Delivering],
) -> None:
    def undone() -> NoReturn:
        with transaction.atomic():
            write()
            assert DBTaskResult.objects.count() == 1
            raise InterruptedError

    with pytest.raises(InterruptedError):
        undone()
    assert (Letter.objects.unscoped("the test's own").count(), DBTaskResult.objects.count()) == (0, 0)

    with transaction.atomic():
        write()

    assert (Letter.objects.unscoped("the test's own").count(), DBTaskResult.objects.count()) == (1, 1)


@pytest.mark.django_db(transaction=True)
def test_the_worker_command_carries_the_letter(carrier: type[Delivering]) -> None:
    write()

    call_command("db_worker", batch=True, interval=0, startup_delay=False, verbosity=0)

    assert (letter().state, len(carrier.carried)) == (State.SENT, 1)


def test_a_letter_that_fails_waits_longer_each_time_and_goes_in_the_end(carrier: type[Delivering]) -> None:
    write()
    carrier.failures_left = 3
    now = timezone.now()
    waits = []
    for _try in range(4):
        with at(now):
            tasks.send_waiting.call()
        waits.append(letter().next_try_at - now)
        now = max(letter().next_try_at, now)

    assert waits[:3] == list(tasks.WAITS[:3])
    assert (letter().state, letter().tries, letter().last_fault) == (State.SENT, 4, "")
    assert len(carrier.carried) == 1


def test_a_letter_is_not_tried_before_its_time(carrier: type[Delivering]) -> None:
    write()
    carrier.failures_left = 1
    tasks.send_waiting.call()

    assert tasks.send_waiting.call() == 0

    assert (letter().tries, carrier.carried) == (1, [])


def test_after_the_last_try_the_letter_is_parked_and_left_alone(carrier: type[Delivering]) -> None:
    write()
    carrier.failures_left = 100
    now = timezone.now()
    for _try in range(tasks.MOST_TRIES + 2):
        with at(now):
            tasks.send_waiting.call()
        now += timedelta(days=2)

    assert (letter().state, letter().tries) == (State.PARKED, tasks.MOST_TRIES)
    assert letter().last_fault.startswith("SMTPServerDisconnected")


def test_a_receiver_that_does_not_exist_is_parked_at_once_and_a_busy_server_is_not(
    carrier: type[Delivering],
) -> None:
    write()
    carrier.failures_left, carrier.fault = 1, NO_SUCH_RECEIVER
    tasks.send_waiting.call()
    assert letter().state == State.PARKED

    assert try_again(letter=letter())
    carrier.failures_left, carrier.fault = 1, BUSY
    tasks.send_waiting.call()

    assert (letter().state, letter().tries) == (State.WAITING, 1)


def test_one_letter_that_can_not_even_be_written_does_not_hold_up_the_others(
    carrier: type[Delivering],
) -> None:
    write("first")
    write("second")
    carrier.failures_left, carrier.fault = 1, ValueError("not a mail at all")

    assert tasks.send_waiting.call() == 1

    assert [one.body for one in carrier.carried] == ["second"]


def test_a_parked_letter_that_is_tried_again_has_all_its_tries_before_it(carrier: type[Delivering]) -> None:
    write()
    Letter.objects.unscoped("the test's own").update(state=State.PARKED, tries=7)

    assert try_again(letter=letter())
    assert not try_again(letter=letter())
    tasks.send_waiting.call()

    assert (letter().state, letter().tries) == (State.SENT, 1)


def test_a_worker_killed_between_carrying_and_writing_sends_once_more_and_only_then(
    carrier: type[Delivering], monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(_letter: Letter) -> NoReturn:
        raise SystemExit

    write()
    with monkeypatch.context() as patched:
        patched.setattr(tasks, "_write_sent", killed)
        with pytest.raises(SystemExit):
            tasks.send_waiting.call()
    # The claim holds: nobody else touches the letter while the worker may be alive.
    assert (tasks.send_waiting.call(), len(carrier.carried)) == (0, 1)

    with at(timezone.now() + tasks.LEASE):
        assert tasks.send_waiting.call() == 1
        assert tasks.send_waiting.call() == 0

    assert (letter().state, letter().tries, len(carrier.carried)) == (State.SENT, 2, 2)


def test_a_letter_is_claimed_by_one_worker_only(carrier: type[Delivering]) -> None:
    write()

    first, second = tasks._claim(letter().pk), tasks._claim(letter().pk)

    assert (first is not None, second) == (True, None)


def test_no_transaction_is_open_while_a_letter_is_carried(
    carrier: type[Delivering], monkeypatch: pytest.MonkeyPatch
) -> None:
    write()
    depth = len(transaction.get_connection().savepoint_ids)
    seen: list[int] = []
    monkeypatch.setattr(
        tasks, "_carry", lambda _letter: seen.append(len(transaction.get_connection().savepoint_ids))
    )

    tasks.send_waiting.call()

    assert seen == [depth]


def test_waiting_letters_ask_for_one_more_run_not_for_many(carrier: type[Delivering]) -> None:
    for number in range(5):
        write(str(number))
    carrier.failures_left = 5

    tasks.send_waiting.call()
    tasks.send_waiting.call()

    # A task that is to run at once bears the last of all days.
    later = DBTaskResult.objects.filter(run_after__gt=timezone.now(), run_after__year__lt=9999)
    assert later.count() == 1


def test_what_is_kept_of_a_letter_that_has_gone_opens_nothing(carrier: type[Delivering]) -> None:
    token = "t" * 43
    write(f"Öppna https://simmitt.example/sv/invitation/{token}/ nu.")

    tasks.send_waiting.call()

    assert token in carrier.carried[0].body
    assert letter().text == "Öppna https://simmitt.example/sv/invitation/…/ nu."


def test_the_demo_keeps_its_letters_and_calls_no_server(
    carrier: type[Delivering], settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_args: object, **_more: object) -> NoReturn:
        raise AssertionError("the demo called somebody")

    settings.DEMO, settings.MAIL_CARRIER = True, "django.core.mail.backends.smtp.EmailBackend"
    monkeypatch.setattr(smtplib.SMTP, "connect", refused)
    monkeypatch.setattr(socket, "create_connection", refused)

    write()
    tasks.send_waiting.call()

    assert (letter().state, letter().text, DBTaskResult.objects.count()) == (State.KEPT, "Hej", 0)


def test_a_letter_with_several_receivers_is_one_letter_for_each(carrier: type[Delivering]) -> None:
    send_mail("Ämne", "Hej", None, ["a@example.com", "b@example.com"])

    tasks.send_waiting.call()

    assert sorted(one.to[0] for one in carrier.carried) == ["a@example.com", "b@example.com"]
