"""Forms that know the version they were opened at."""

from collections.abc import Sequence
from typing import Any, Self

from django import forms
from django.utils.translation import gettext_lazy as _

from simmitt.web.nouns.choosing import chosen
from simmitt.web.nouns.days import only_real_days
from simmitt.web.scope.rows import Row

# What is said of a field that was left empty, where the form itself says nothing better.
FILL_IN, CHOOSE, TICK = _("Fill this in."), _("Choose one of these."), _("Tick this to go on.")


def say_what_is_missing(form: forms.BaseForm) -> None:
    """Say in plain words what an empty field asks for."""
    for field in form.fields.values():
        if field.error_messages.get("required") == forms.Field.default_error_messages["required"]:
            field.error_messages["required"] = _missing(field)


def _missing(field: forms.Field) -> Any:
    if isinstance(field, forms.BooleanField):
        return TICK
    return CHOOSE if isinstance(field, forms.ChoiceField | forms.ModelChoiceField) else FILL_IN


def offer(form: forms.BaseForm, name: str, choices: Sequence[tuple[Any, Any]]) -> None:
    """Let a field offer these choices alone."""
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = choices


class PlainForm(forms.Form):
    """A form of its own."""

    draft: Any = None  # what the template needs to know of it, where the page keeps one
    too_many = False  # of them have come within the hour: it was not taken in

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        say_what_is_missing(self)
        only_real_days(self)


class RowForm(forms.ModelForm):  # type: ignore[type-arg]  # each form names its model in Meta
    """A form for one row; it carries the version that its reader saw.

    Whether something is unique is asked in the operation, within its scope: a form that asked every
    row would tell one organisation what another has.
    """

    draft: Any = None  # what the template needs to know of it, where the page keeps one
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, data: Any = None, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(chosen(data), *args, **kwargs)
        self.fields["version"].initial = self.instance.version
        say_what_is_missing(self)
        only_real_days(self)

    def beside(self, current: Row) -> Self:
        """Give the same form as it stands for the row that is saved now; forms that ask for more say so."""
        return type(self)(instance=current)

    def validate_unique(self) -> None:
        """Leave it to the operation."""

    def validate_constraints(self) -> None:
        """Leave it to the operation."""

    @property
    def seen_version(self) -> int:
        """Give the version that the person changed; a post that names none has seen none."""
        return self.cleaned_data.get("version") or 0
