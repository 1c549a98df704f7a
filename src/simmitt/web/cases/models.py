"""Cases: one company's journey from the first talk to the last follow-up."""

from operator import attrgetter
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from simmitt.web.cases import rules
from simmitt.web.companies.models import Company
from simmitt.web.scope.querying import Rule
from simmitt.web.scope.rows import Row

PERSON = settings.AUTH_USER_MODEL


class Case(Row):
    """One journey of one company; a company that comes back gets a new one."""

    RULE: ClassVar[Rule] = rules.cases

    company = models.ForeignKey(Company, on_delete=models.CASCADE, related_name="cases")
    opened_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, null=True, related_name="+")
    # Without a series of workshops: five to seven weeks instead of fourteen to twenty.
    fast_track = models.BooleanField(_("Fast track, without workshops"), default=False)
    closed_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        """A company walks one road at a time."""

        ordering: ClassVar = ["-created_at", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["company"], condition=models.Q(closed_at__isnull=True), name="case_open_once"
            )
        ]

    def __str__(self) -> str:
        return self.company.name

    def get_additional_data(self) -> dict[str, Any]:
        """Say whose the row is, for the log of events."""
        return self.company.get_additional_data()


class Ended(Exception):
    """The journey has ended: what lies in it is read, and no longer written to."""

    def __init__(self, case: Case) -> None:
        super().__init__(case.public_id)
        self.case = case


class OnTheWay(Row):
    """What is written while a journey goes on, and no longer when it has ended."""

    WAY: ClassVar[str]  # from the row to its case: "plan.case"

    class Meta:
        """Each has a table of its own."""

        abstract = True

    def journey(self) -> Case:
        """Give the journey that the row lies in."""
        case: Case = attrgetter(self.WAY)(self)
        return case

    def get_additional_data(self) -> dict[str, Any]:
        """Say whose the row is, for the log of events."""
        return self.journey().get_additional_data()

    def refuse_after_the_end(self) -> None:
        """Let nothing be written when the journey has ended.

        Raises
        ------
        Ended
        """
        refuse_ended(self.journey())

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save it.

        Raises
        ------
        Ended
        """
        self.refuse_after_the_end()
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Delete it.

        Raises
        ------
        Ended
        """
        self.refuse_after_the_end()
        return super().delete(*args, **kwargs)


def refuse_ended(case: Case) -> None:
    """Let nothing be written to a journey that has ended.

    Raises
    ------
    Ended
    """
    if case.closed_at is not None:
        raise Ended(case)


class OfCase(OnTheWay):
    """What hangs on a case."""

    RULE: ClassVar[Rule] = rules.of_case
    WAY: ClassVar[str] = "case"

    class Meta:
        """Each has a table of its own."""

        abstract = True


class Better(models.TextChoices):
    """Which way an indicator shall go."""

    LOWER = "lower", _("Lower is better")
    HIGHER = "higher", _("Higher is better")


class Charter(OfCase):
    """One page that both sides agree on: the problem as a figure, the area, the people, the hours."""

    case = models.OneToOneField(Case, on_delete=models.CASCADE, related_name="charter")
    problem = models.TextField(_("The problem, in one or two sentences"), max_length=600, blank=True)
    indicator = models.CharField(_("The figure that shows it"), max_length=120, blank=True)
    unit = models.CharField(_("Unit"), max_length=24, blank=True)
    better = models.CharField(_("Direction"), max_length=6, choices=Better.choices, default=Better.LOWER)
    baseline_value = models.FloatField(_("Today, as far as you know"), null=True, blank=True)
    baseline_from = models.DateField(_("Baseline from"), null=True, blank=True)
    baseline_to = models.DateField(_("Baseline to"), null=True, blank=True)
    target_value = models.FloatField(_("Target"), null=True, blank=True)
    target_on = models.DateField(_("To be reached by"), null=True, blank=True)
    area = models.CharField(_("Part of the factory"), max_length=200, blank=True)
    champion = models.ForeignKey(
        PERSON, on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("Operations champion"),
    )  # fmt: skip
    promised_hours = models.PositiveSmallIntegerField(
        _("Hours promised until the decision"), null=True, blank=True
    )
    promised_hours_week = models.PositiveSmallIntegerField(
        _("Hours a week promised for carrying out"), null=True, blank=True
    )
    data_consent = models.BooleanField(
        _("The company's data may be used for its own analysis"), default=False
    )
    confidentiality = models.BooleanField(_("Both sides keep what they learn to themselves"), default=False)

    def __str__(self) -> str:
        return self.indicator or str(self.case)


class Side(models.TextChoices):
    """For whom somebody signs."""

    COMPANY = "company", _("The company")
    PROGRAMME = "programme", _("The programme")


class Confirmation(OfCase):
    """A signature under the charter as it stood; a charter that is changed has to be signed again."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="confirmations")
    side = models.CharField(max_length=10, choices=Side.choices)
    person = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    charter_version = models.PositiveIntegerField()
    confirmed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        """Each side signs a version once."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["case", "side", "charter_version"], name="confirmation_once")
        ]

    def __str__(self) -> str:
        return self.get_side_display()


class Declaration(OfCase):
    """A criterion that the platform can't look up yet, signed for by somebody and shown as such."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="declarations")
    criterion = models.CharField(max_length=32)  # a key of the journey's table, or "check_12" of a plan
    text = models.TextField(_("What you have seen"), max_length=1000)
    person = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    signed_at = models.DateTimeField(default=timezone.now)
    withdrawn_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        """One stands at a time; those withdrawn are kept."""

        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["case", "criterion"],
                condition=models.Q(withdrawn_at__isnull=True),
                name="declaration_stands_once",
            )
        ]

    def __str__(self) -> str:
        return self.criterion


class VisitKind(models.TextChoices):
    """What kind of visit it was."""

    DIALOGUE = "dialogue", pgettext_lazy("visit", "First dialogue")
    ANALYSIS = "analysis", _("Analysis day")
    COACHING = "coaching", _("Coaching")
    DECISION = "decision", _("Decision meeting")
    FOLLOW_UP = "follow_up", pgettext_lazy("visit", "Follow-up")


class Visit(OfCase):
    """A day or an hour beside the company, and what was agreed."""

    RULE: ClassVar[Rule] = rules.visits

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="visits")
    kind = models.CharField(_("Kind"), max_length=10, choices=VisitKind.choices, default=VisitKind.COACHING)
    happened_on = models.DateField(_("When"), default=timezone.localdate)
    company_hours = models.DecimalField(_("The company's hours"), max_digits=5, decimal_places=1, default=0)
    text = models.TextField(_("What was seen and said"), max_length=8000)
    agreed = models.TextField(_("What was agreed"), max_length=2000, blank=True)
    shared = models.BooleanField(_("The company may read it"), default=True)
    author = models.ForeignKey(PERSON, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        """The newest first."""

        ordering: ClassVar = ["-happened_on", "-pk"]

    def __str__(self) -> str:
        return self.text[:60]


class DocumentKind(models.TextChoices):
    """What a document is."""

    QUOTE = "quote", _("Quote")
    AGREEMENT = "agreement", _("Agreement")
    PICTURE = "picture", _("Photo or drawing")
    OTHER = "other", pgettext_lazy("document", "Something else")


class Document(OfCase):
    """A file beside the case: a quote, an agreement, a photo."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="documents")
    kind = models.CharField(
        _("Kind"), max_length=10, choices=DocumentKind.choices, default=DocumentKind.OTHER
    )
    name = models.CharField(max_length=200)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    content_type = models.CharField(max_length=100)
    amount_sek = models.PositiveIntegerField(_("Amount, SEK"), null=True, blank=True)
    about = models.CharField(_("What it is about"), max_length=200, blank=True)
    handed_in_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")

    class Meta:
        """The newest first."""

        ordering: ClassVar = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return self.name
