"""A company's way through the pipeline: where it stands, how it moved, what was said."""

from datetime import date, timedelta
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from simmitt.ground.workdays import working_days_until
from simmitt.web.companies.models import Company
from simmitt.web.outreach import rules
from simmitt.web.outreach.stages import LATE_AFTER, ROAD, Reason, Stage
from simmitt.web.scope.querying import Rule
from simmitt.web.scope.rows import Row

# A move is taken back without a trace in the figures while nobody can have acted on it.
UNDO_WITHIN = timedelta(minutes=10)


def said_of(company: Company) -> dict[str, Any]:
    """Give what an event says of the company it is about."""
    return {"programme": company.programme_id, "company": company.pk}


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
        return self.company.name

    def get_additional_data(self) -> dict[str, Any]:
        """Say whose the row is, for the log of events."""
        return said_of(self.company)

    def is_ahead_of(self, other: "Lead") -> bool:
        """Say whether it has come further; when two companies are merged the one further along stays."""
        # Whoever is closed has been the whole way; whoever can't now goes on from the start.
        order = [Stage.NOT_NOW, *ROAD, Stage.CLOSED]
        return order.index(Stage(self.stage)) > order.index(Stage(other.stage))

    @property
    def days_in_stage(self) -> int:
        """Count the whole days since the company came here."""
        return (timezone.now() - self.stage_since).days

    @property
    def stands_still(self) -> bool:
        """Say whether it has stood here longer than anybody should."""
        limit = LATE_AFTER.get(Stage(self.stage))
        return limit is not None and timezone.now() - self.stage_since > limit

    @property
    def awaits_answer(self) -> bool:
        """Say whether the company has registered itself and heard nothing yet."""
        return self.answer_due_on is not None and self.answered_at is None

    @property
    def answer_is_late(self) -> bool:
        """Say whether the day we promised to answer has passed."""
        due: date | None = self.answer_due_on
        return self.awaits_answer and due is not None and timezone.localdate() > due

    @property
    def working_days_left(self) -> int:
        """Count the working days until the promised answer; negative when it is late."""
        today = timezone.localdate()
        return working_days_until(today, self.answer_due_on or today)

    @property
    def step_is_late(self) -> bool:
        """Say whether the next step's day has passed."""
        return self.next_step_on is not None and self.next_step_on < timezone.localdate()


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

    def get_additional_data(self) -> dict[str, Any]:
        """Say whose the row is, for the log of events."""
        return said_of(self.company)


class Kind(models.TextChoices):
    """What was done."""

    NOTE = "note", _("Note")
    CALL = "call", _("Phone call")
    VISIT = "visit", _("Visit")
    MEETING = "meeting", _("Meeting")
    MAIL = "mail", _("E-mail")


# What counts as having answered a company that registered itself.
ANSWERING: tuple[Kind, ...] = (Kind.CALL, Kind.VISIT, Kind.MEETING, Kind.MAIL)


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

    def get_additional_data(self) -> dict[str, Any]:
        """Say whose the row is, for the log of events."""
        return said_of(self.company)
