"""Forms of the pipeline."""

from datetime import timedelta
from typing import Any, ClassVar, Self

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from simmitt.web.accounts.models import Person
from simmitt.web.look.widgets import DayInput
from simmitt.web.nouns.forms import PlainForm, RowForm, offer
from simmitt.web.outreach.models import Kind, Lead, Note
from simmitt.web.outreach.stages import Reason, Stage
from simmitt.web.scope.rows import Row

# A clock may be a little fast.
SLACK = timedelta(minutes=15)


class MomentInput(forms.DateTimeInput):
    """A date and a time with the browser's own calendar."""

    input_type = "datetime-local"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%dT%H:%M")


class MoveForm(PlainForm):
    """To which stage, and why where the company leaves the road."""

    to_stage = forms.ChoiceField(label=_("Move to"), choices=Stage.choices)
    reason = forms.ChoiceField(
        label=_("Reason"),
        choices=[("", _("Choose a reason")), *Reason.choices],
        required=False,
        help_text=_("Needed when the company says not now."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)
    back = forms.ChoiceField(
        choices=[("company", ""), ("board", "")], widget=forms.HiddenInput, required=False, initial="company"
    )

    def clean(self) -> dict[str, Any]:
        """Ask for the reason where there has to be one."""
        cleaned = super().clean() or {}
        if cleaned.get("to_stage") == Stage.NOT_NOW and not cleaned.get("reason"):
            self.add_error("reason", _("Choose why the company says not now."))
        return cleaned


def keep_step_whole(form: forms.BaseForm) -> None:
    """Ask for a day where there is a step, and for a step where there is a day."""
    step, day = form.cleaned_data.get("next_step"), form.cleaned_data.get("next_step_on")
    if step and not day and "next_step_on" not in form.errors:
        form.add_error("next_step_on", _("Say when: the step then shows in My week."))
    if day and not step and "next_step" not in form.errors:
        form.add_error("next_step", _("Say what is to be done that day."))


class LeadForm(RowForm):
    """Who is responsible, and what comes next."""

    class Meta:
        """What a person may change; the stage is changed by a move."""

        model = Lead
        fields = ("owner", "next_step", "next_step_on")
        widgets: ClassVar = {"next_step_on": DayInput()}
        help_texts: ClassVar = {
            "next_step": _("In a few words: Ring Maj-Lis about the visit."),
        }

    def __init__(self, *args: Any, staff: QuerySet[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.staff = staff
        known = staff | Person.objects.filter(pk=self.instance.owner_id).order_by("name_key", "pk")
        self.fields["owner"] = forms.ModelChoiceField(
            known.distinct(),
            label=pgettext_lazy("of a lead", "Responsible"),
            empty_label=_("Nobody yet"),
            required=False,
            to_field_name="public_id",
        )
        # A person is named by the address that tells nothing, never by a counting number.
        self.initial["owner"] = self.initial.get("owner") and self.instance.owner

    def beside(self, current: Row) -> Self:
        """Give the same form for the row that is saved now."""
        return type(self)(instance=current, staff=self.staff)

    def clean(self) -> dict[str, Any]:
        """Keep the step and its day together."""
        super().clean()
        keep_step_whole(self)
        return self.cleaned_data


class StepForm(PlainForm):
    """What comes next, and when."""

    next_step = forms.CharField(label=_("Next step"), max_length=200, required=False)
    next_step_on = forms.DateField(label=_("When"), required=False, widget=DayInput())

    def clean(self) -> dict[str, Any]:
        """Keep the step and its day together."""
        super().clean()
        keep_step_whole(self)
        return self.cleaned_data


class NoteForm(RowForm):
    """What was said or seen."""

    class Meta:
        """All that a person writes."""

        model = Note
        fields = ("kind", "happened_at", "text", "shared")
        widgets: ClassVar = {
            "kind": forms.RadioSelect(),
            "happened_at": MomentInput(),
            "text": forms.Textarea(attrs={"rows": 6}),
        }

    def __init__(self, *args: Any, readers: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.readers = readers
        offer(self, "kind", Kind.choices)  # without the empty one
        self.fields["shared"].help_text = self._who_will_see()
        if not self.instance.pk:
            self.initial["happened_at"] = timezone.localtime().replace(second=0, microsecond=0)

    def beside(self, current: Row) -> Self:
        """Give the same form for the row that is saved now."""
        return type(self)(instance=current, readers=self.readers)

    def clean_happened_at(self) -> Any:
        """Refuse a time to come: what is planned is a next step."""
        when = self.cleaned_data["happened_at"]
        if when > timezone.now() + SLACK:
            raise forms.ValidationError(_("That is in the future. Write what is planned as the next step."))
        return when

    def _who_will_see(self) -> Any:
        if not self.readers:
            return _(
                "Unticked: only those who work with the company read it. "
                "Nobody at the company has an account yet."
            )
        return _("Unticked: only those who work with the company read it. Ticked, so do {names}.").format(
            names=", ".join(self.readers)
        )


class DoneForm(StepForm):
    """What was done, and what comes next: one press after a visit."""

    field_order = ("kind", "text", "next_step", "next_step_on")

    kind = forms.ChoiceField(
        label=_("Kind"), choices=Kind.choices, initial=Kind.CALL, widget=forms.RadioSelect()
    )
    text = forms.CharField(
        label=_("What was said or seen"), max_length=8000, widget=forms.Textarea(attrs={"rows": 4})
    )
    version = forms.IntegerField(widget=forms.HiddenInput)
