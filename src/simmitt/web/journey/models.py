"""What the company says yes to on the way, and how the journey ends."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from simmitt.web.cases.models import Case, OfCase

PERSON = settings.AUTH_USER_MODEL


class Accepted(models.TextChoices):
    """What is said yes to."""

    AS_IS = "as_is", _("The as-is picture")
    MODEL = "model", _("The model")


class Acceptance(OfCase):
    """Somebody of the company says of one computed picture: this is how we run."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="acceptances")
    what = models.CharField(max_length=6, choices=Accepted.choices)
    run = models.CharField(max_length=12)  # the public id of the run that was looked at
    person = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    accepted_at = models.DateTimeField(default=timezone.now)

    class Meta:
        """A picture is said yes to once."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["case", "what", "run"], name="acceptance_once")
        ]

    def __str__(self) -> str:
        return self.get_what_display()


class Closing(OfCase):
    """How a journey ended, in words that others may read if the company says so."""

    case = models.OneToOneField(Case, on_delete=models.CASCADE, related_name="closing")
    result = models.TextField(_("What came of it"), max_length=4000)
    may_publish = models.BooleanField(_("Others may read it, with the company's name"), default=False)
    closed_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return self.result[:60]
