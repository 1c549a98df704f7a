"""What staff fill in, and what anybody may send us."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from simmitt.web.nouns.forms import PlainForm, RowForm
from simmitt.web.public.models import Enquiry, News, Voice
from simmitt.web.public.personal import HOLDS_PERSONAL, holds_personal_number

ENGLISH = ("title_en", "lead_en", "text_en")


class NewsForm(RowForm):
    """A news item in Swedish, and in English where somebody has translated all of it."""

    class Meta:
        """Everything but the moment it is published."""

        model = News
        fields = ("title_sv", "lead_sv", "text_sv", "title_en", "lead_en", "text_en")
        widgets: ClassVar = {
            "lead_sv": forms.Textarea(attrs={"rows": 2}),
            "lead_en": forms.Textarea(attrs={"rows": 2}),
            "text_sv": forms.Textarea(attrs={"rows": 12}),
            "text_en": forms.Textarea(attrs={"rows": 12}),
        }
        help_texts: ClassVar = {
            "text_sv": _(
                "An empty line begins a new paragraph. Write a heading as ## Heading, a list as - point, "
                "emphasis as *word*, a link as [text](https://address). Pictures and HTML are left out."
            ),
            "title_en": _("Leave all three empty, and the item stands in Swedish on the English page."),
        }

    def clean(self) -> dict[str, Any]:
        """Want all of the English, or none of it."""
        data = super().clean() or {}
        if any(data.get(name) for name in ENGLISH):
            for name in ENGLISH:
                if not data.get(name) and name not in self.errors:
                    self.add_error(name, _("Translate this too, or leave all of the English empty."))
        return data


class VoiceForm(RowForm):
    """Somebody whom the start page says one can call."""

    class Meta:
        """Everything."""

        model = Voice
        fields = ("name", "where_sv", "where_en", "phone", "email", "place")
        help_texts: ClassVar = {
            "where_sv": _("For example Västernorrland."),
            "place": _("The lowest number stands first."),
        }

    def clean(self) -> dict[str, Any]:
        """Want a way to reach the person."""
        data = super().clean() or {}
        if not data.get("phone") and not data.get("email") and not self.errors:
            self.add_error("phone", _("Give a phone number or an e-mail address."))
        return data


TOO_LONG = _("That is %(show_value)d characters, and %(limit_value)d fit. Shorten it a little.")


class BoundedForm(PlainForm):
    """A form that says how much too long a text is."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.error_messages["max_length"] = TOO_LONG


class TrapForm(BoundedForm):
    """A form with a field that no person sees; machines fill it in."""

    homepage = forms.CharField(required=False, label=_("Leave this empty"), widget=forms.TextInput(
        attrs={"autocomplete": "off", "tabindex": "-1"}
    ))  # fmt: skip

    @property
    def is_trapped(self) -> bool:
        """Say whether a machine has filled it in."""
        return bool(self.cleaned_data.get("homepage"))

    def clean_text(self) -> str:
        """Refuse a personal number, as the registration does."""
        text = str(self.cleaned_data["text"])
        if holds_personal_number(text):
            raise forms.ValidationError(HOLDS_PERSONAL)
        return text


class EnquiryForm(TrapForm):
    """A question, or a report of something that is not accessible."""

    about = forms.ChoiceField(
        label=_("What is it about?"), choices=Enquiry.About.choices, widget=forms.RadioSelect
    )
    text = forms.CharField(
        label=_("Your message"), max_length=4000, widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={"required": _("Write what you want to say.")},
    )  # fmt: skip
    email = forms.EmailField(
        label=_("E-mail, if you want an answer"), required=False,
        help_text=_("Leave it empty if you want to be anonymous."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"invalid": _("Write the whole address, for example anna@company.se.")},
    )  # fmt: skip


class ElsewhereForm(TrapForm):
    """A way to stay in touch for a company that lies outside the programme's counties."""

    email = forms.EmailField(
        label=_("E-mail"), widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={
            "required": _("Write an address that we can answer."),
            "invalid": _("Write the whole address, for example anna@company.se."),
        },
    )  # fmt: skip
    text = forms.CharField(
        label=_("Anything you want to add"), required=False, max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )  # fmt: skip
