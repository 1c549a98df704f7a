"""A company's data and runs. Files lie beside the database; ``shelf`` says where."""

from typing import Any, ClassVar

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from simmitt.web.cases.models import Case, OfCase
from simmitt.web.companies.models import Company
from simmitt.web.companies.rules import of_company
from simmitt.web.scope.querying import Rule
from simmitt.web.scope.rows import Row

PERSON = settings.AUTH_USER_MODEL


class Upload(OfCase):
    """A file on its way in, piece by piece; what has been answered for is on disk."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="uploads")
    name = models.CharField(max_length=200)
    size = models.PositiveBigIntegerField()
    # What the sender's computer says of the file beside name and size: when it was last changed there.
    mark = models.CharField(max_length=40, blank=True)
    received = models.PositiveBigIntegerField(default=0)
    sha256 = models.CharField(max_length=64, blank=True)  # of the whole file, once it is here
    handed_in_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    finished_at = models.DateTimeField(null=True)
    # What it became a part of; the file itself lies here until the set is approved.
    data_set = models.ForeignKey("DataSet", on_delete=models.CASCADE, null=True, related_name="uploads")

    class Meta:
        """The newest first."""

        ordering: ClassVar = ["-pk"]

    def __str__(self) -> str:
        return self.name


class DataState(models.TextChoices):
    """How far a set of data has come."""

    READING = "reading", _("Being read")
    DOUBTFUL = "doubtful", _("A column waits for an answer")
    READ = "read", _("Read, waits for approval")
    APPROVED = "approved", pgettext_lazy("data", "Approved")
    REFUSED = "refused", _("Could not be read")


class DataSet(OfCase):
    """Files that were read as one log, as understood, and the log that was kept of them without names."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="data_sets")
    number = models.PositiveIntegerField()  # 1 for the case's first
    state = models.CharField(max_length=10, choices=DataState.choices, default=DataState.READING)
    # [{"name", "size", "sha256"}]: the files received; they are thrown away once the log is kept.
    files = models.JSONField(default=list)
    kept_sha256 = models.CharField(max_length=64, blank=True)  # of the kept log
    # The run that reads it, or has read it: the others were asked before somebody put something right.
    reading = models.ForeignKey("Run", on_delete=models.SET_NULL, null=True, related_name="+")
    # What the job that read it told: columns, notes, findings, grade, rows, days (docs/reference/jobs.md).
    told = models.JSONField(default=dict)
    fault = models.JSONField(default=dict)  # {"sv": …, "en": …} where it was refused
    handed_in_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    approved_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, null=True, related_name="+")
    approved_at = models.DateTimeField(null=True)

    class Meta:
        """The newest first; numbered within the case."""

        ordering: ClassVar = ["-number"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["case", "number"], name="data_set_number")]

    def __str__(self) -> str:
        return ", ".join(one["name"] for one in self.files)


class ColumnsTold(Row):
    """What a company has said of the columns of its files; the next file is read by it."""

    RULE: ClassVar[Rule] = of_company

    company = models.OneToOneField(Company, on_delete=models.CASCADE, related_name="columns_told")
    # {field: heading}, the heading empty where the field shall be left unread.
    columns = models.JSONField(default=dict)
    # What else the mapping file can say: {"dates": {"order": "dmy"}, …}.
    more = models.JSONField(default=dict)
    told_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, null=True, related_name="+")

    def __str__(self) -> str:
        return str(self.company)

    def get_additional_data(self) -> dict[str, Any]:
        """Say whose the row is, for the log of events."""
        return self.company.get_additional_data()


class StudyStation(OfCase):
    """A machine or a bench of a shop that has no log and looks for itself."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="study_stations")
    name = models.CharField(_("Machine or bench"), max_length=60)
    places = models.PositiveSmallIntegerField(
        _("Places"), default=1, validators=[MinValueValidator(1), MaxValueValidator(500)]
    )
    hours_per_week = models.DecimalField(
        _("Manned hours a week"), max_digits=4, decimal_places=1, default=40,
        validators=[MinValueValidator(1), MaxValueValidator(168)],
    )  # fmt: skip

    class Meta:
        """In the order they were written down; a name stands for one."""

        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["case", "name"], name="study_station_once")]

    def __str__(self) -> str:
        return self.name


class Look(models.TextChoices):
    """What was noted."""

    SAMPLE = "sample", _("A look at a machine")
    STOP = "stop", _("A stop")
    SETUP = "setup", _("A setup")


class Observation(OfCase):
    """One look, one stop or one setup that somebody noted on the floor. Who it was is kept nowhere."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="observations")
    # Drawn by the phone: the same note sent twice is one.
    key = models.UUIDField()
    kind = models.CharField(max_length=6, choices=Look.choices)
    station = models.ForeignKey(StudyStation, on_delete=models.CASCADE, related_name="observations")
    at = models.DateTimeField()  # when it was seen, or began
    state = models.CharField(max_length=10, blank=True)  # of a look or a stop, as the study's workbook has it
    minutes = models.PositiveSmallIntegerField(null=True)  # of a stop or a setup
    reason = models.CharField(max_length=120, blank=True)
    from_product = models.CharField(max_length=60, blank=True)
    to_product = models.CharField(max_length=60, blank=True)

    class Meta:
        """The newest first; each once."""

        ordering: ClassVar = ["-at", "-pk"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["case", "key"], name="observation_once")]

    def __str__(self) -> str:
        return self.get_kind_display()


class RunKind(models.TextChoices):
    """What is computed."""

    READ = "read", _("Reading the data")
    ANALYSE = "analyse", _("As-is figures")
    FIT = "fit", _("Model and validation")
    SIMULATE = "simulate", _("Simulation")
    PLAN = "plan", _("Measures and plan")
    PAPER = "paper", _("Document")


class RunState(models.TextChoices):
    """How far a run has come."""

    QUEUED = "queued", pgettext_lazy("run", "Waits its turn")
    RUNNING = "running", pgettext_lazy("run", "Under way")
    DONE = "done", pgettext_lazy("run", "Done")
    FAILED = "failed", pgettext_lazy("run", "Could not be done")
    CANCELLED = "cancelled", pgettext_lazy("run", "Stopped")


LIVE = (RunState.QUEUED, RunState.RUNNING)


class Run(OfCase):
    """One computation for one company: what it was asked, from what, and what came out."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="runs")
    kind = models.CharField(max_length=10, choices=RunKind.choices)
    state = models.CharField(max_length=10, choices=RunState.choices, default=RunState.QUEUED)
    data_set = models.ForeignKey(DataSet, on_delete=models.PROTECT, null=True, related_name="runs")
    # All that the result depends on beside the files: budget, economy, edited factory.
    asked = models.JSONField(default=dict)
    seed = models.PositiveIntegerField(default=0)
    engine = models.CharField(max_length=24)  # the version of simmitt that computes it
    # A digest of kind, files, asked, seed and version; the same within one company is computed once.
    key = models.CharField(max_length=64)
    step = models.JSONField(default=dict)  # {"sv": …, "en": …}: what it does now
    step_done = models.PositiveIntegerField(default=0)
    step_of = models.PositiveIntegerField(default=0)
    told = models.JSONField(default=dict)  # the job's result.json: summary, files and their digests
    fault = models.JSONField(default=dict)
    tries = models.PositiveSmallIntegerField(default=0)
    asked_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, null=True, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now)
    started_at = models.DateTimeField(null=True)
    beat_at = models.DateTimeField(null=True)  # the worker's last sign of life
    finished_at = models.DateTimeField(null=True)
    cancel_asked_at = models.DateTimeField(null=True)

    class Meta:
        """The newest first; what is the same runs once at a time."""

        ordering: ClassVar = ["-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["case", "key"],
                condition=Q(state__in=(RunState.QUEUED, RunState.RUNNING, RunState.DONE)),
                name="run_computed_once",
            )
        ]
        indexes: ClassVar = [models.Index(fields=["state", "asked_at"], name="run_by_state")]

    def __str__(self) -> str:
        return self.get_kind_display()

    def refuse_after_the_end(self) -> None:
        """Let the worker end what it has begun; who asks for more is refused where it is asked."""

    @property
    def took_s(self) -> int | None:
        """Give how long the computing took, waiting left out."""
        if self.started_at is None or self.finished_at is None:
            return None
        return round((self.finished_at - self.started_at).total_seconds())
