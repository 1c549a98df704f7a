"""Letters on their way out."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from simmitt.web.mail import rules
from simmitt.web.mail.masking import masked
from simmitt.web.scope.querying import Rule
from simmitt.web.scope.rows import Row

LONGEST_SUBJECT = 300
LONGEST_FAULT = 400


class State(models.TextChoices):
    """How far a letter has come."""

    WAITING = "waiting", pgettext_lazy("of a letter", "Waiting")
    SENT = "sent", pgettext_lazy("of a letter", "Sent")
    KEPT = "kept", _("Kept here (demo)")
    PARKED = "parked", _("Could not be sent")


class Letter(Row):
    """One e-mail to one person."""

    RULE: ClassVar[Rule] = rules.letters

    to = models.EmailField(_("To"))
    # Whose address it is, where we know; the letter is then seen by those who help that person.
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    programme = models.BigIntegerField(null=True)  # no key: this room knows nothing of programmes
    subject = models.CharField(_("Subject"), max_length=LONGEST_SUBJECT)
    text = models.TextField()
    html = models.TextField(blank=True)
    state = models.CharField(_("State"), max_length=8, choices=State.choices, default=State.WAITING)
    tries = models.PositiveSmallIntegerField(default=0)
    last_fault = models.CharField(max_length=LONGEST_FAULT, blank=True)
    # Also the end of a try's lease: a worker that dies in the middle leaves the letter to the next.
    next_try_at = models.DateTimeField(default=timezone.now)
    sent_at = models.DateTimeField(null=True)

    class Meta:
        """The newest first."""

        ordering: ClassVar = ["-pk"]
        indexes: ClassVar = [
            models.Index(fields=["state", "next_try_at"], name="letter_by_state"),
            models.Index(fields=["programme", "-id"], name="letter_by_programme"),
        ]

    def __str__(self) -> str:
        return self.subject

    @property
    def harmless_text(self) -> str:
        """Give the text without what would let its reader in."""
        return masked(self.text)
