"""A company's way through the pipeline: where it stands, how it moved, what was said."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from simmitt.web.companies.models import Company
from simmitt.web.outreach import rules
from simmitt.web.outreach.stages import Reason, Stage
from simmitt.web.scope.querying import Rule
from simmitt.web.scope.rows import Row


class Lead(Row):
    """Where a company stands, who is responsible, and what comes next."""

    RULE: ClassVar[Rule] = rules.leads

    company = models.OneToOneField(Company, on_delete=models.CASCADE, related_name="lead")
    stage = models.CharField(_("Stage"), max_length=12, choices=Stage.choices, default=Stage.CONTACTED)
    stage_since = models.DateTimeField(_("In this stage since"), default=timezone.now)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="leads",
        verbose_name=pgettext_lazy("of a lead", "Responsible"),
    )  # fmt: skip
    next_step = models.CharField(_("Next step"), max_length=200, blank=True)
    next_step_on = models.DateField(_("When"), null=True, blank=True)
    reason = models.CharField(_("Reason"), max_length=12, choices=Reason.choices, blank=True)
    # A company that has registered itself has been promised an answer.
    registered_at = models.DateTimeField(null=True, editable=False)
    answer_due_on = models.DateField(null=True, editable=False)
    answered_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        """Not now has a reason."""

        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~models.Q(stage=Stage.NOT_NOW) | ~models.Q(reason=""),
                name="lead_not_now_has_reason",
            )
        ]
        indexes: ClassVar = [
            models.Index(fields=["stage", "stage_since"], name="lead_by_stage"),
            models.Index(fields=["owner", "next_step_on"], name="lead_by_owner"),
        ]

    def __str__(self) -> str:
        return str(self.company_id)


class Move(Row):
    """A step from one stage to another, and who took it."""

    RULE: ClassVar[Rule] = rules.leads

    company = models.ForeignKey(Company, on_delete=models.CASCADE, related_name="moves")
    from_stage = models.CharField(max_length=12, choices=Stage.choices, blank=True)
    to_stage = models.CharField(max_length=12, choices=Stage.choices)
    reason = models.CharField(max_length=12, choices=Reason.choices, blank=True)
    moved_at = models.DateTimeField(default=timezone.now)
    moved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    undone = models.BooleanField(default=False)  # taken back at once: it counts for nothing

    class Meta:
        """In the order they were taken."""

        ordering: ClassVar = ["moved_at", "pk"]
        indexes: ClassVar = [models.Index(fields=["to_stage", "moved_at"], name="move_by_stage")]

    def __str__(self) -> str:
        return f"{self.from_stage} → {self.to_stage}"


class Kind(models.TextChoices):
    """What was done."""

    NOTE = "note", _("Note")
    CALL = "call", _("Phone call")
    VISIT = "visit", _("Visit")
    MEETING = "meeting", _("Meeting")
    MAIL = "mail", _("E-mail")


class Note(Row):
    """What was said or seen, and when."""

    RULE: ClassVar[Rule] = rules.notes

    company = models.ForeignKey(Company, on_delete=models.CASCADE, related_name="notes")
    kind = models.CharField(_("Kind"), max_length=8, choices=Kind.choices, default=Kind.NOTE)
    happened_at = models.DateTimeField(_("When"), default=timezone.now)
    text = models.TextField(_("What was said or seen"), max_length=8000)
    shared = models.BooleanField(_("The company may read it"), default=False)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        """The newest first."""

        ordering: ClassVar = ["-happened_at", "-pk"]
        indexes: ClassVar = [models.Index(fields=["company", "-happened_at"], name="note_by_company")]

    def __str__(self) -> str:
        return self.text[:60]
