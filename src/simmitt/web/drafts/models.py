"""What somebody has typed into a form and not yet sent."""

from typing import ClassVar

from django.conf import settings
from django.db import models

LONGEST_KEY = 200


class Draft(models.Model):
    """The fields of one form, kept for one person or one visitor's session."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True)
    session = models.CharField(max_length=40, blank=True)  # of a visitor who has not signed in
    key = models.CharField(max_length=LONGEST_KEY)  # which form, for which row
    fields = models.JSONField(default=dict)  # name -> what was typed, one text or more
    saved_at = models.DateTimeField(auto_now=True)

    class Meta:
        """One draft a form and writer."""

        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["person", "key"], condition=models.Q(person__isnull=False), name="draft_of_person"
            ),
            models.UniqueConstraint(
                fields=["session", "key"], condition=models.Q(person__isnull=True), name="draft_of_visitor"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["saved_at"], name="draft_by_age")]

    def __str__(self) -> str:
        return self.key
