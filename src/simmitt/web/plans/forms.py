"""Forms beside the fields of a plan: asking for one, signing, tasks, readings, follow-ups."""

from datetime import date
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from simmitt.web.look.widgets import DayInput
from simmitt.web.nouns.forms import PlainForm, RowForm, offer
from simmitt.web.plans.models import FollowUp, KpiReading, Task
from simmitt.web.plans.words import Status


class DeclareForm(PlainForm):
    """What is signed for, and what one has seen."""

    criterion = forms.ChoiceField(label=_("What you sign for"), widget=forms.RadioSelect())
    text = forms.CharField(
        label=_("What you have seen"), max_length=1000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("It stands in the plan with your name and the day."),
    )  # fmt: skip

    def __init__(self, *args: Any, choices: list[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "criterion", choices)


class MeasureForm(PlainForm):
    """Which of the weighed measures is taken in."""

    candidate = forms.ChoiceField(label=_("Measure"), widget=forms.RadioSelect())

    def __init__(self, *args: Any, choices: list[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "candidate", choices)


class TaskForm(RowForm):
    """A piece of work."""

    class Meta:
        """All that a person writes of it."""

        model = Task
        fields = ("text", "owner", "due_on")
        widgets: ClassVar = {"due_on": DayInput()}


class ReadingForm(RowForm):
    """The plan's figure, read off for a period."""

    class Meta:
        """All that a person writes of it."""

        model = KpiReading
        fields = ("period_from", "period_to", "value", "source", "note")
        localized_fields = ("value",)
        widgets: ClassVar = {"period_from": DayInput(), "period_to": DayInput()}

    def clean(self) -> dict[str, Any]:
        """Refuse a period that ends before it begins."""
        super().clean()
        begun, ended = (self.cleaned_data.get(end) for end in ("period_from", "period_to"))
        if isinstance(begun, date) and isinstance(ended, date) and ended < begun:
            self.add_error("period_to", _("The period ends before it begins."))
        return self.cleaned_data


class FollowUpForm(RowForm):
    """What became of a measure."""

    class Meta:
        """All that a person writes of it."""

        model = FollowUp
        fields = ("status", "measured_effect", "note")
        localized_fields = ("measured_effect",)
        widgets: ClassVar = {"note": forms.Textarea(attrs={"rows": 3}), "status": forms.RadioSelect()}

    def __init__(self, *args: Any, unit: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.unit = unit
        offer(self, "status", Status.choices)
        self.fields["status"].required = True
        self.fields["measured_effect"].help_text = _(
            "In {unit}; less is written with a minus sign. Leave it empty where nobody has measured."
        ).format(unit=unit)

    def beside(self, current: Any) -> "FollowUpForm":
        """Give the same form for the row that is saved now."""
        return type(self)(instance=current, unit=self.unit)
