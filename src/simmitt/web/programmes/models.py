"""A programme: who runs it, where, for how long, and what it has promised."""

from typing import Any, ClassVar

from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from simmitt.web.programmes import rules
from simmitt.web.scope.querying import Rule
from simmitt.web.scope.rows import Row


def in_language(swedish: str, english: str) -> str:
    """Give the text in the reader's language, in Swedish where it lacks in English."""
    return english if english and get_language() == "en" else swedish


class Programme(Row):
    """What a region has been funded to do."""

    RULE: ClassVar[Rule] = rules.programmes

    name_sv = models.CharField(_("Name in Swedish"), max_length=160)
    name_en = models.CharField(_("Name in English"), max_length=160, blank=True)
    short_name = models.CharField(_("Short name"), max_length=40)
    starts_on = models.DateField(_("Starts"))
    ends_on = models.DateField(_("Ends"))
    counties = models.JSONField(_("Counties"), default=list)  # codes: ["22", "23"]
    answer_days = models.PositiveSmallIntegerField(
        _("Working days to answer a registration"), default=5, validators=[MinValueValidator(1)]
    )
    registration_open = models.BooleanField(_("Companies can register"), default=True)
    # The programme that the public pages speak for.
    fronts_site = models.BooleanField(_("Shown on the public pages"), default=False)
    contact_email = models.EmailField(_("E-mail for questions"), blank=True)
    contact_phone = models.CharField(_("Phone for questions"), max_length=40, blank=True)
    funded = models.BooleanField(_("Part-funded by the European Union"), default=True)

    class Meta:
        """A programme ends after it starts."""

        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(ends_on__gt=models.F("starts_on")), name="programme_period"
            )
        ]

    def __str__(self) -> str:
        return self.short_name

    def get_additional_data(self) -> dict[str, Any]:
        """Say whose the row is, for the log of events."""
        return {"programme": self.pk}

    @property
    def name(self) -> str:
        """Give the name in the reader's language."""
        return in_language(self.name_sv, self.name_en)


class Partner(Row):
    """An organisation that runs the programme together with others."""

    RULE: ClassVar[Rule] = rules.of_programme

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="partners")
    name = models.CharField(_("Name"), max_length=120)
    counties = models.JSONField(_("Counties"), default=list)  # whose new companies come to it
    # These see its companies too; it need not see theirs.
    shares_with = models.ManyToManyField("self", symmetrical=False, blank=True, related_name="shared_by")

    class Meta:
        """A name stands once in a programme."""

        constraints: ClassVar = [models.UniqueConstraint(fields=["programme", "name"], name="partner_name")]

    def __str__(self) -> str:
        return self.name

    def get_additional_data(self) -> dict[str, Any]:
        """Say whose the row is, for the log of events."""
        return {"programme": self.programme_id}


class WorkArea(Row):
    """One of the things the programme works with."""

    RULE: ClassVar[Rule] = rules.of_programme

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="work_areas")
    name_sv = models.CharField(_("Name in Swedish"), max_length=120)
    name_en = models.CharField(_("Name in English"), max_length=120, blank=True)
    place = models.PositiveSmallIntegerField(default=0)

    class Meta:
        """In the order the programme has put them."""

        ordering: ClassVar = ["place", "pk"]

    def __str__(self) -> str:
        return in_language(self.name_sv, self.name_en)

    def get_additional_data(self) -> dict[str, Any]:
        """Say whose the row is, for the log of events."""
        return {"programme": self.programme_id}


class Counting(models.TextChoices):
    """How a target's outcome is counted."""

    CONTACTED = "contacted", _("Companies contacted")
    DIALOGUE = "dialogue", _("Companies that came to a dialogue")
    CHARTER = "charter", _("Companies that have agreed on a charter")
    ANALYSIS = "analysis", _("Companies with a finished in-depth analysis")
    PLAN = "plan", _("Companies that have decided on a plan")
    FOLLOWED_UP = "followed_up", _("Companies followed up")
    REPORTED = "reported", _("Reported one by one, with evidence")


class Target(Row):
    """What the programme has promised, and until when."""

    RULE: ClassVar[Rule] = rules.of_programme

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="targets")
    name_sv = models.CharField(_("Name in Swedish"), max_length=120)
    name_en = models.CharField(_("Name in English"), max_length=120, blank=True)
    unit_sv = models.CharField(_("Unit in Swedish"), max_length=40)
    unit_en = models.CharField(_("Unit in English"), max_length=40, blank=True)
    goal = models.PositiveIntegerField(_("Goal"), validators=[MinValueValidator(1)])
    due_on = models.DateField(_("To be reached by"))
    counting = models.CharField(_("How it is counted"), max_length=20, choices=Counting.choices)
    place = models.PositiveSmallIntegerField(_("Place in the list"), default=0)

    class Meta:
        """In the order the programme has put them."""

        ordering: ClassVar = ["place", "pk"]

    def __str__(self) -> str:
        return self.name

    def get_additional_data(self) -> dict[str, Any]:
        """Say whose the row is, for the log of events."""
        return {"programme": self.programme_id}

    @property
    def name(self) -> str:
        """Give the name in the reader's language."""
        return in_language(self.name_sv, self.name_en)

    @property
    def unit(self) -> str:
        """Give the unit in the reader's language."""
        return in_language(self.unit_sv, self.unit_en)


class TargetReport(Row):
    """A step towards a target that no other page counts, with what proves it."""

    RULE: ClassVar[Rule] = rules.of_target

    target = models.ForeignKey(Target, on_delete=models.CASCADE, related_name="reports")
    happened_on = models.DateField(_("Date"))
    amount = models.PositiveIntegerField(_("Amount"), default=1, validators=[MinValueValidator(1)])
    evidence = models.CharField(_("What proves it"), max_length=400)

    class Meta:
        """The newest first."""

        ordering: ClassVar = ["-happened_on", "-pk"]

    def __str__(self) -> str:
        return self.evidence

    def get_additional_data(self) -> dict[str, Any]:
        """Say whose the row is, for the log of events."""
        return {"programme": self.target.programme_id}
