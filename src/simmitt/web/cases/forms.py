"""Forms of a case."""

from collections.abc import Mapping
from pathlib import PurePath
from typing import Any, ClassVar, Self

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from simmitt.web.accounts.models import Person
from simmitt.web.cases.models import Charter, Document, Visit
from simmitt.web.look.widgets import DayInput
from simmitt.web.nouns.forms import PlainForm, RowForm
from simmitt.web.scope.rows import Row

LARGEST_MEGABYTES = 20
LONGEST_NAME = 120
# What a document may be, and what it is served as; whatever else it claims to be, it is none of these.
TYPES: Mapping[str, str] = {
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".webp": "image/webp",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".odt": "application/vnd.oasis.opendocument.text",
    ".ods": "application/vnd.oasis.opendocument.spreadsheet",
    ".txt": "text/plain",
    ".csv": "text/csv",
}


class BeginForm(PlainForm):
    """How a journey begins."""

    fast_track = forms.BooleanField(
        label=_("Fast track, without workshops"), required=False,
        help_text=_("Five to seven weeks to a decided plan instead of fourteen to twenty."),
    )  # fmt: skip


class CharterForm(RowForm):
    """One page that both sides agree on."""

    class Meta:
        """All of it."""

        model = Charter
        fields = (
            "problem", "indicator", "unit", "better", "baseline_value", "baseline_from", "baseline_to",
            "target_value", "target_on", "area", "champion", "promised_hours", "promised_hours_week",
            "data_consent", "confidentiality",
        )  # fmt: skip
        widgets: ClassVar = {
            "baseline_from": DayInput(), "baseline_to": DayInput(), "target_on": DayInput(),
            "problem": forms.Textarea({"rows": 3}), "better": forms.RadioSelect(),
        }  # fmt: skip
        help_texts: ClassVar = {
            "problem": _("Orders wait a week before the milling machines, and customers ask where they are."),
            "indicator": _("Lead time from order to finished part."),
            "unit": _("Days, hours, per cent, pieces a week."),
            "baseline_from": _("At least four weeks, so that one bad week does not decide."),
            "area": _("The hall with the milling machines, from saw to inspection."),
            "champion": _("Somebody who runs production and can change how things are done."),
        }

    def __init__(self, *args: Any, members: QuerySet[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.members = members
        champion = self.fields["champion"]
        assert isinstance(champion, forms.ModelChoiceField)  # the model says so
        champion.queryset = members

    def beside(self, current: Row) -> Self:
        """Give the form as it stands for the charter that is saved now."""
        return type(self)(instance=current, members=self.members)

    def clean(self) -> dict[str, Any]:
        """Ask for days in their order."""
        cleaned = super().clean() or {}
        first, last = cleaned.get("baseline_from"), cleaned.get("baseline_to")
        if first and last and last < first:
            self.add_error("baseline_to", _("The last day comes before the first."))
        return cleaned


class VisitForm(RowForm):
    """What was seen, said and agreed."""

    class Meta:
        """All but who wrote it."""

        model = Visit
        fields = ("kind", "happened_on", "company_hours", "text", "agreed", "shared")
        widgets: ClassVar = {
            "happened_on": DayInput(),
            "text": forms.Textarea({"rows": 6}),
            "agreed": forms.Textarea({"rows": 3}),
        }
        help_texts: ClassVar = {
            "company_hours": _("Of all from the company who took part, together."),
            "agreed": _("Who does what until when."),
        }


class DocumentForm(RowForm):
    """A file, what it is and what it is about."""

    file = forms.FileField(label=_("File"))

    class Meta:
        """What a person says of it."""

        model = Document
        fields = ("kind", "about", "amount_sek")
        help_texts: ClassVar = {"amount_sek": _("For a quote: the whole amount without VAT.")}

    field_order = ("file", "kind", "about", "amount_sek")

    def clean_file(self) -> Any:
        """Take what we can serve again, of a size that a phone can fetch."""
        file = self.cleaned_data["file"]
        if file.size > LARGEST_MEGABYTES * 2**20:
            raise forms.ValidationError(
                _("The file is {size} MB, the limit is {limit}. Make it smaller, or split it.").format(
                    size=round(file.size / 2**20), limit=LARGEST_MEGABYTES
                )
            )
        if _ending(file.name) not in TYPES:
            raise forms.ValidationError(
                _("This kind of file can't be kept here. Save it as one of: {kinds}.").format(
                    kinds=", ".join(sorted(one.removeprefix(".") for one in TYPES))
                )
            )
        return file

    def as_row(self) -> Document:
        """Give the row, with a name that is one and the type that its ending says."""
        document: Document = self.save(commit=False)
        file = self.cleaned_data["file"]
        document.name, document.content_type = _clean(file.name), TYPES[_ending(file.name)]
        return document


def _ending(name: str) -> str:
    return PurePath(name).suffix.lower()


def _clean(name: str) -> str:
    """Give a file's name without folders and signs that nobody sees."""
    plain = "".join(sign for sign in PurePath(name.replace("\\", "/")).name if sign.isprintable())
    stem, ending = plain.removesuffix(PurePath(plain).suffix), PurePath(plain).suffix
    return (stem[: LONGEST_NAME - len(ending)] + ending) or f"fil{ending}"


class DeclareForm(PlainForm):
    """What somebody has seen, and signs for."""

    text = forms.CharField(
        label=_("What you have seen"), max_length=1000, widget=forms.Textarea({"rows": 4}),
        help_text=_("So that somebody else can find it again: who, when, where it is written."),
    )  # fmt: skip
