"""A queue whose other end the tests hold."""

from collections.abc import Iterator
from smtplib import SMTPServerDisconnected

import pytest
from pytest_django import Settings
from web.mail.carriers import DELIVERING, Delivering


@pytest.fixture
def carrier(settings: Settings) -> Iterator[type[Delivering]]:
    settings.EMAIL_BACKEND = "simmitt.web.mail.backend.QueueBackend"
    settings.MAIL_CARRIER = DELIVERING
    Delivering.carried.clear()
    Delivering.failures_left, Delivering.fault = 0, SMTPServerDisconnected("the line went dead")
    yield Delivering
    Delivering.carried.clear()
