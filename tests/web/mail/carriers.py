"""Carriers that behave as the test wants: some deliver, some fail, some are not to be called at all."""

from collections.abc import Sequence
from smtplib import SMTPRecipientsRefused, SMTPServerDisconnected
from typing import ClassVar

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend


class Delivering(BaseEmailBackend):
    """Remembers what it has carried, after as many failures as are asked for."""

    carried: ClassVar[list[EmailMessage]] = []
    failures_left: ClassVar[int] = 0
    fault: ClassVar[Exception] = SMTPServerDisconnected("the line went dead")

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        if type(self).failures_left > 0:
            type(self).failures_left -= 1
            raise type(self).fault
        type(self).carried.extend(email_messages)
        return len(email_messages)


NO_SUCH_RECEIVER = SMTPRecipientsRefused({"x@example.com": (550, b"no such user")})
BUSY = SMTPRecipientsRefused({"x@example.com": (451, b"try later")})
DELIVERING = "web.mail.carriers.Delivering"
