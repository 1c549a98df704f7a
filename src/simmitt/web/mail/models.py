"""Letters on their way out."""

from typing import ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    """How far a letter has come."""

    WAITING = "waiting", _("Waiting")
    SENT = "sent", _("Sent")
    KEPT = "kept", _("Kept here (demo)")
    PARKED = "parked", _("Could not be sent")


class Letter(models.Model):
    """One e-mail to one person."""

    to = models.EmailField()
    subject = models.CharField(max_length=300)
    text = models.TextField()
    html = models.TextField(blank=True)
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    tries = models.PositiveSmallIntegerField(default=0)
    last_fault = models.CharField(max_length=400, blank=True)
    next_try_at = models.DateTimeField(default=timezone.now)
    written_at = models.DateTimeField(auto_now_add=True)
    sent_at = models.DateTimeField(null=True)

    class Meta:
        """The newest first."""

        ordering: ClassVar = ["-pk"]
        indexes: ClassVar = [models.Index(fields=["state", "next_try_at"], name="letter_by_state")]

    def __str__(self) -> str:
        return self.subject
