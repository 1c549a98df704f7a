"""The form in which a station of the model is changed."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from simmitt.web.analyses.edits import DECIMALS, SAME, Parameter
from simmitt.web.look.templatetags.writing import MINUS, number
from simmitt.web.nouns.forms import PlainForm, say_what_is_missing


class NumberField(forms.FloatField):
    """A number that may be written as it is shown: with a real minus sign."""

    def to_python(self, value: Any) -> Any:
        """Read it."""
        return super().to_python(value.replace(MINUS, "-") if isinstance(value, str) else value)


class EditForm(PlainForm):
    """One field for each thing that can be changed; what is left as it is, is not changed."""

    def __init__(self, parameters: list[Parameter], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.parameters = parameters
        for one in parameters:
            self.fields[one.name] = _field(one)
        say_what_is_missing(self)

    def clean(self) -> dict[str, Any]:
        """Hold each number to what it can be, and the form to some change."""
        told = super().clean() or {}
        for one in self.parameters:
            written = told.get(one.name)
            if written is not None and not one.least - SAME <= written <= one.most + SAME:
                self.add_error(one.name, _between(one))
            elif written is not None and one.is_whole and written != int(written):
                self.add_error(one.name, _("Write a whole number."))
        if not self.errors and not self.written:
            raise forms.ValidationError(_("Nothing differs from today. Change at least one number."))
        return told

    @property
    def written(self) -> dict[str, float]:
        """Give the numbers that differ from today's."""
        told = {one.name: self.cleaned_data.get(one.name) for one in self.parameters}
        today = {one.name: one for one in self.parameters}
        return {
            name: value for name, value in told.items() if value is not None and today[name].differs(value)
        }


def _field(one: Parameter) -> forms.Field:
    label = f"{one.label}, {_('hours')}" if one.unit == "h" else one.label
    if one.is_times:
        label = _("{label}, times today's").format(label=one.label)
    return NumberField(
        label=label,
        localize=True,
        initial=int(one.now) if one.now == int(one.now) else one.now,
        help_text=_("Today {now}. {between}").format(now=_written(one.now), between=_between(one)),
        error_messages={"invalid": _("Write a number.")},
    )


def _between(one: Parameter) -> str:
    return _("Between {least} and {most}.").format(least=_written(one.least), most=_written(one.most))


def _written(value: float) -> str:
    return number(value, 0 if value == int(value) else DECIMALS)
