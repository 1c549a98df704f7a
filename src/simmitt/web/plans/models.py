"""Plans and their measures, what was edited in them, and what became of them."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from simmitt.web.analyses.models import Run
from simmitt.web.cases.models import Case, Document, OfCase, OnTheWay
from simmitt.web.plans import rules
from simmitt.web.plans.words import (
    AidRule,
    CostKind,
    Decision,
    PlanState,
    ReadingSource,
    Reason,
    Source,
    Status,
)
from simmitt.web.programmes.models import in_language
from simmitt.web.scope.querying import Rule

PERSON = settings.AUTH_USER_MODEL
FOLLOW_UP_DAYS = (30, 90, 180, 365)


class Plan(OfCase):
    """One version of a company's action plan; the one with the highest number is the one that counts."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="plans")
    number = models.PositiveIntegerField()
    # The run that proposed it; its folder holds the documents.
    run = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="plans")
    state = models.CharField(max_length=6, choices=PlanState.choices, default=PlanState.DRAFT)
    # What the run computed, as its result.json tells it (docs/reference/jobs.md), measures aside.
    facts = models.JSONField(default=dict)
    first_step = models.CharField(_("The first step"), max_length=300, blank=True)
    first_step_on = models.DateField(_("Day of the first step"), null=True, blank=True)
    without_model = models.BooleanField(_("Marked “without model”"), default=False)
    begun_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, null=True, related_name="+")
    locked_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, null=True, related_name="+")
    locked_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        """The newest first; numbered within the case."""

        ordering: ClassVar = ["-number"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["case", "number"], name="plan_number")]

    def __str__(self) -> str:
        return f"{self.case}, {self.number}"

    @property
    def is_locked(self) -> bool:
        """Say whether the owner has decided and nothing can be changed."""
        return self.state == PlanState.LOCKED


class OfPlan(OnTheWay):
    """What hangs on a plan."""

    RULE: ClassVar[Rule] = rules.of_plan
    WAY: ClassVar[str] = "plan.case"

    class Meta:
        """Each has a table of its own."""

        abstract = True


class PlanMeasure(OfPlan):
    """A measure of a plan: what was computed of it, and what people say of it."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="measures")
    candidate = models.CharField(max_length=200)  # the engine's name for it: "M01@Fräs 2"
    name_sv = models.CharField(_("Name in Swedish"), max_length=200)
    name_en = models.CharField(_("Name in English"), max_length=200, blank=True)
    facts = models.JSONField(default=dict)  # as the run tells it
    place = models.PositiveSmallIntegerField(default=0)
    owner = models.CharField(_("Responsible person"), max_length=120, blank=True)
    # Where the name is that of somebody who signs in here.
    owner_person = models.ForeignKey(PERSON, on_delete=models.SET_NULL, null=True, related_name="+")
    starts_on = models.DateField(_("Starts"), null=True, blank=True)
    ready_on = models.DateField(_("Ready"), null=True, blank=True)
    hours = models.PositiveIntegerField(_("Own hours"), null=True, blank=True)
    cost_sek = models.PositiveIntegerField(_("First cost, SEK"), null=True, blank=True)
    cost_kind = models.CharField(
        _("What the cost rests on"), max_length=9, choices=CostKind.choices, default=CostKind.CATALOGUE
    )
    cost_margin_sek = models.PositiveIntegerField(_("Give or take, SEK"), null=True, blank=True)
    quote = models.ForeignKey(
        Document, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("Quote")
    )
    risk = models.TextField(_("The greatest risk"), max_length=1000, blank=True)
    mitigation = models.TextField(_("What you do about it"), max_length=1000, blank=True)
    safety_note = models.TextField(_("Working environment"), max_length=1000, blank=True)
    decision = models.CharField(max_length=5, choices=Decision.choices, blank=True)
    reason = models.CharField(max_length=12, choices=Reason.choices, blank=True)
    decided_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)

    class Meta:
        """In the order in which they are worth doing; a measure stands once in a plan."""

        ordering: ClassVar = ["place", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["plan", "candidate"], name="plan_measure_once")
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """Give the name in the reader's language."""
        return in_language(self.name_sv, self.name_en)

    @property
    def counts(self) -> bool:
        """Say whether it is to be done now: decided so, or not decided yet."""
        return self.decision in ("", Decision.YES)

    @property
    def hours_a_week(self) -> float:
        """Give its own hours spread over its weeks; nothing where either is missing."""
        if not self.hours or not self.starts_on or not self.ready_on:
            return 0.0
        weeks = max((self.ready_on - self.starts_on).days + 1, 1) / 7
        return self.hours / weeks


class Financing(OfPlan):
    """Where part of the money comes from."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="financing")
    source = models.CharField(_("Source"), max_length=7, choices=Source.choices, default=Source.OWN)
    name = models.CharField(_("From whom"), max_length=120, blank=True)
    amount_sek = models.PositiveIntegerField(_("Amount, SEK"), null=True, blank=True)
    rule = models.CharField(_("State aid rule"), max_length=10, choices=AidRule.choices, default=AidRule.NONE)

    class Meta:
        """In the order they were written."""

        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return self.name or self.get_source_display()


class FieldEdit(OfPlan):
    """One accepted change of one field, and what stood there before. Its number is the field's version."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="edits")
    about = models.CharField(max_length=12)  # the public_id of the plan, the measure or the financing
    field = models.CharField(max_length=24)
    number = models.PositiveIntegerField()  # 1 for the field's first change
    before = models.TextField(blank=True)
    after = models.TextField(blank=True)
    by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        """The newest first. Two can't make the same version of a field."""

        ordering: ClassVar = ["-at", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["about", "field", "number"], name="field_edit_version")
        ]

    def __str__(self) -> str:
        return f"{self.field} {self.number}"


class OfMeasure(OnTheWay):
    """What hangs on a measure."""

    RULE: ClassVar[Rule] = rules.of_measure
    WAY: ClassVar[str] = "measure.plan.case"

    class Meta:
        """Each has a table of its own."""

        abstract = True


class Task(OfMeasure):
    """A piece of work that a measure is carried out by."""

    measure = models.ForeignKey(PlanMeasure, on_delete=models.CASCADE, related_name="tasks")
    text = models.CharField(_("What is to be done"), max_length=200)
    owner = models.CharField(_("Who does it"), max_length=120)
    due_on = models.DateField(_("By when"), null=True, blank=True)
    done_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        """What is due first stands first."""

        ordering: ClassVar = [models.F("due_on").asc(nulls_last=True), "pk"]

    def __str__(self) -> str:
        return self.text

    @property
    def is_late(self) -> bool:
        """Say whether it should have been done."""
        return bool(not self.done_at and self.due_on and self.due_on < timezone.localdate())


class KpiReading(OfPlan):
    """The plan's figure, read off for a period."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="readings")
    kpi = models.CharField(max_length=60)  # the indicator's name in the run
    period_from = models.DateField(_("From"))
    period_to = models.DateField(_("Up to and including"))
    value = models.FloatField(_("Value"))
    source = models.CharField(
        _("Comes from"), max_length=6, choices=ReadingSource.choices, default=ReadingSource.MANUAL
    )
    note = models.CharField(_("Remark"), max_length=300, blank=True)
    by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")

    class Meta:
        """As time goes."""

        ordering: ClassVar = ["period_to", "pk"]

    def __str__(self) -> str:
        return f"{self.kpi} {self.period_to}"


class FollowUp(OfMeasure):
    """A day on which one looks whether a measure was carried out, and what it gave."""

    measure = models.ForeignKey(PlanMeasure, on_delete=models.CASCADE, related_name="follow_ups")
    day = models.PositiveSmallIntegerField()  # after the measure is ready
    due_on = models.DateField()
    status = models.CharField(_("What became of it"), max_length=11, choices=Status.choices, blank=True)
    measured_effect = models.FloatField(_("Measured effect"), null=True, blank=True)
    note = models.TextField(_("What it may come from"), max_length=2000, blank=True)
    by = models.ForeignKey(PERSON, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(null=True, editable=False)

    class Meta:
        """As time goes; one for each day."""

        ordering: ClassVar = ["due_on", "pk"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["measure", "day"], name="follow_up_once")]

    def __str__(self) -> str:
        return f"{self.measure} {self.day}"

    @property
    def is_due(self) -> bool:
        """Say whether somebody ought to answer it by now."""
        return not self.status and self.due_on <= timezone.localdate()
