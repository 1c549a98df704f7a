"""Questions to the simulated factory; they are asked many times a minute and kept for a day."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from simmitt.web.analyses.models import Run
from simmitt.web.cases.rules import of_case
from simmitt.web.scope.querying import Rule
from simmitt.web.scope.rows import Row
from simmitt.web.scope.scope import Scope


def _questions(scope: Scope) -> Q:
    """Open a question to whoever asked it, while the person sees its case."""
    return of_case(scope) & Q(asked_by=scope.person)


class Question(Row):
    """What comes of some measures together, so much of each, within a budget."""

    RULE: ClassVar[Rule] = _questions
    # Gone in a day, and of no use to anybody else.
    IN_EXPORTS: ClassVar[bool] = False

    case = models.ForeignKey("cases.Case", on_delete=models.CASCADE, related_name="+")
    run = models.ForeignKey(Run, on_delete=models.CASCADE, related_name="questions")
    asked = models.JSONField()  # as a line to simmitt.jobs.warm; empty: make ready, somebody looks
    answer = models.JSONField(null=True)  # the line that came back
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now)
    taken_at = models.DateTimeField(null=True)

    class Meta:
        """In the order they were asked."""

        ordering: ClassVar = ["pk"]
        indexes: ClassVar = [
            models.Index(fields=["asked_at"], name="question_open", condition=Q(taken_at__isnull=True))
        ]

    def __str__(self) -> str:
        return f"{self.run_id}: {self.asked}"
