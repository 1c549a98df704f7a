"""Forms about data: files to send, columns to put right, a question to answer."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from simmitt.web.analyses.data_presenting import DATE_ORDERS, DECIMALS, Column, columns_of
from simmitt.web.analyses.run_files import text_of
from simmitt.web.nouns.forms import PlainForm, offer

WORKER = "worker"
# Sections of the mapping file whose lines say of each value what it means.
BY_VALUE = ("kinds", "states")


class SeveralFilesInput(forms.ClearableFileInput):
    """A field for several files at once."""

    allow_multiple_selected = True


class SeveralFilesField(forms.FileField):
    """The files that were chosen, in their order."""

    widget = SeveralFilesInput

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        """Look at each of them."""
        files = data if isinstance(data, list | tuple) else [data]
        one = super().clean
        return [one(file, initial) for file in files if file] or [one(None, initial)]


class FilesForm(PlainForm):
    """Files that become one set of data."""

    # The name is looked at where it is cleaned; a long one is shortened there.
    log = SeveralFilesField(
        label=gettext_lazy("Log from your business system"),
        help_text=gettext_lazy(
            "Text file, Excel, JSON, XES or a zip of them. Several files become one log. "
            "At most 512 MB each; divide larger ones by month, we put the parts together."
        ),
        error_messages={
            "required": gettext_lazy("Choose at least one file."),
            "empty": gettext_lazy("The file is empty. Look whether the export has finished."),
        },
    )


class ColumnsForm(PlainForm):
    """What each column of a file shall be read as."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, told: Mapping[str, Any], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.told, self.columns = told, columns_of(told)
        texts = {str(one["field"]): text_of(one["text"]) for one in told.get("fields", ())}
        for place, column in enumerate(self.columns):
            self.fields[_name(place)] = self._select(column, texts)
        self._add_writing("date_order", _("Dates are written"), DATE_ORDERS)
        self._add_writing("decimal_sign", _("Numbers have"), DECIMALS)

    def _select(self, column: Column, texts: Mapping[str, str]) -> forms.ChoiceField:
        choices = [("", _("Not read")), *((name, _capital(text)) for name, text in texts.items())]
        if column.field and column.field not in texts:
            choices.append((column.field, _capital(column.field_text)))
        field = forms.ChoiceField(
            label=_("{heading} is read as").format(heading=column.heading), required=False,
            initial=column.field,
        )  # fmt: skip
        field.choices = [
            (name, _("Person, becomes a code") if name == WORKER else text) for name, text in choices
        ]
        return field

    def _add_writing(self, name: str, label: str, texts: Mapping[str, Any]) -> None:
        """Ask for how dates or numbers are written, where the file has any."""
        if self.told.get(name) in texts:
            self.fields[name] = forms.ChoiceField(label=label, initial=self.told[name])
            offer(self, name, list(texts.items()))

    @property
    def rows(self) -> list[tuple[Column, forms.BoundField]]:
        """Give each column beside its choice."""
        return [(column, self[_name(place)]) for place, column in enumerate(self.columns)]

    @property
    def writing(self) -> list[forms.BoundField]:
        """Give the questions of how dates and numbers are written."""
        return [self[name] for name in ("date_order", "decimal_sign") if name in self.fields]

    @property
    def doubtful(self) -> int:
        """Count the columns that somebody has to look at."""
        return sum(column.is_doubtful for column in self.columns)

    def clean(self) -> dict[str, Any]:
        """Refuse what no file can be."""
        cleaned = super().clean() or {}
        taken: dict[str, str] = {}
        for place, column in enumerate(self.columns):
            field = cleaned.get(_name(place))
            if field and field in taken:
                self.add_error(
                    _name(place),
                    _(
                        "“{other}” is read as that already. Choose another, or “Not read” for one of them."
                    ).format(other=taken[field]),
                )
            elif field:
                taken[field] = column.heading
        self._require_needed(taken)
        return cleaned

    def _require_needed(self, taken: Mapping[str, str]) -> None:
        for one in self.told.get("fields", ()):
            if one.get("needed") and one["field"] not in taken:
                text = text_of(one["text"])
                raise ValidationError(_("One column has to be read as “{field}”.").format(field=text))

    def said(self) -> dict[str, str]:
        """Give what the person has said of the columns: the field, and the heading that it is read from.

        What was doubtful and is left as it stands has been looked at: it is said too.
        """
        said: dict[str, str] = {}
        for place, column in enumerate(self.columns):
            now = self.cleaned_data.get(_name(place), "")
            if now and (now != column.field or column.is_doubtful):
                said[now] = column.heading
            if column.field and now != column.field:
                said.setdefault(column.field, "")
        return said

    def written(self) -> dict[str, dict[str, str]]:
        """Give what the person has said of how dates and numbers are written."""
        lines = (("date_order", "dates", "order"), ("decimal_sign", "numbers", "decimal"))
        return {
            section: {key: self.cleaned_data[name]}
            for name, section, key in lines
            if self.cleaned_data.get(name) and self.cleaned_data[name] != self.told.get(name)
        }


def _name(place: int) -> str:
    return f"column_{place}"


def _capital(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}"


class AnswerForm(PlainForm):
    """The answer to what could not be decided from the file."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, question: Mapping[str, Any], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.question = question
        self.values = [str(one) for one in question.get("values", ())] if self.is_by_value else [""]
        for place, value in enumerate(self.values):
            self.fields[_name(place)] = forms.ChoiceField(
                label=value or self._label(), widget=forms.RadioSelect
            )
            offer(self, _name(place), self._choices())

    @property
    def is_by_value(self) -> bool:
        """Say whether each value of a column is asked about."""
        return self.question.get("section") in BY_VALUE

    def _choices(self) -> list[tuple[str, str]]:
        # A browser can't post an empty choice and be told apart from one who chose nothing.
        return [(one["value"] or "-", text_of(one["text"])) for one in self.question.get("choices", ())]

    def _label(self) -> str:
        labels = {
            "dates": _("In which order are dates written?"),
            "decimal": _("What stands before the decimals?"),
            "duration": _("In what are the times written?"),
            "columns": _("Which column is it?"),
            "zone": _("Which clock does the plant go by?"),
            "day_numbers": _("What shall we do with the column?"),
        }
        return labels.get(str(self.question.get("id")), _("What is right?"))

    def said(self) -> tuple[dict[str, str], dict[str, Any]]:
        """Give what was answered: lines about columns, and lines of the other sections."""
        section, key = str(self.question["section"]), str(self.question.get("key", ""))
        chosen = [self.cleaned_data[_name(place)].removeprefix("-") for place in range(len(self.values))]
        if section == "columns":
            return {key: chosen[0]}, {}
        if not self.is_by_value:
            return {}, {section: {key: chosen[0]}}
        lines: dict[str, list[str]] = {}
        for value, meaning in zip(self.values, chosen, strict=True):
            lines.setdefault(meaning, []).append(value)
        return {}, {section: lines}
