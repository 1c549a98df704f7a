"""One form a screen for a company that registers itself."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from simmitt.ground.sorting import swedish_key
from simmitt.web.companies.register.identifiers import PersonalNumber, WrongNumber, organisation_number
from simmitt.web.companies.register.industries import read_code
from simmitt.web.companies.register.municipalities import counties, in_county
from simmitt.web.companies.register.sizes import SIZE_CLASSES
from simmitt.web.nouns.words import spoken, told
from simmitt.web.programmes.models import Programme
from simmitt.web.public import agreements
from simmitt.web.public.answers import CHALLENGES
from simmitt.web.public.forms import BoundedForm
from simmitt.web.public.personal import HOLDS_PERSONAL, holds_personal_number

LONGEST_NEED = 4000
IS_PERSONAL = _(
    "This is a personal number, and we do not keep those. Sole trader? Tick the box below, "
    "and we do not ask for the number."
)
_DIGITS = re.compile(r"[0-9]")


class StepForm(BoundedForm):
    """A screen of the registration; ``answers`` are those it leaves behind."""

    free_texts: tuple[str, ...] = ()

    def __init__(self, *args: Any, programme: Programme, **kwargs: Any) -> None:
        self.programme = programme
        super().__init__(*args, **kwargs)

    def clean(self) -> dict[str, Any]:
        """Refuse a personal number in any text."""
        data = super().clean() or {}
        for name in self.free_texts:
            if holds_personal_number(data.get(name) or ""):
                self.add_error(name, HOLDS_PERSONAL)
        return data

    @property
    def answers(self) -> dict[str, Any]:
        """Give what is kept."""
        return dict(self.cleaned_data)


class CompanyStep(StepForm):
    """What the company is called, and its number."""

    free_texts = ("name",)

    name = forms.CharField(
        label=_("Company name"), max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
        error_messages={"required": _("Write what the company is called.")},
    )  # fmt: skip
    org_no = forms.CharField(
        label=_("Organisation number"), max_length=40,
        error_messages={"required": _("Write the organisation number, or tick that you are a sole trader.")},
        help_text=_("Ten digits, for example 559900-0006. It stands on your invoices."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "spellcheck": "false"}),
    )  # fmt: skip
    sole_trader = forms.BooleanField(
        label=_("We are a sole trader"), required=False,
        help_text=_("A sole trader’s number is a personal number. Tick here, and we do not ask for it."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ticked = (self.data if self.is_bound else self.initial).get("sole_trader")
        self.fields["org_no"].required = not ticked

    def clean_name(self) -> str:
        """Keep the name on one line: it stands in the heading of a letter."""
        return " ".join(str(self.cleaned_data["name"]).split())

    def clean(self) -> dict[str, Any]:
        """Read the number, unless there is none to ask for."""
        data = super().clean()
        typed = data.get("org_no") or ""
        data["org_no"] = ""
        if data.get("sole_trader"):
            self._take_back()
        elif typed:
            try:
                data["org_no"] = self._number(typed)
            except ValidationError as fault:
                self.add_error("org_no", fault)
        return data

    def _number(self, typed: str) -> str:
        try:
            return organisation_number(typed)
        except PersonalNumber:
            self._take_back()
            raise ValidationError(IS_PERSONAL) from None
        except WrongNumber as fault:
            raise ValidationError(fault.in_language(spoken())) from None

    def _take_back(self) -> None:
        """Empty the field on the page that comes back, too."""
        posted = QueryDict(mutable=True)
        posted.update(self.data)
        posted[self.add_prefix("org_no")] = ""
        self.data = posted


def _places(programme: Programme) -> list[tuple[str, list[tuple[str, str]]]]:
    """Give all municipalities by county, the programme's own counties first."""
    ordered = sorted(
        counties(), key=lambda one: (one.code not in programme.counties, swedish_key(one.short_name))
    )
    return [
        (one.short_name, [(place.code, place.short_name) for place in in_county(one.code)]) for one in ordered
    ]


class PlaceStep(StepForm):
    """In which municipality the workshop lies."""

    municipality = forms.ChoiceField(
        label=_("Municipality"),
        help_text=_("Where the work is done, if you have several addresses."),
        error_messages={
            "required": _("Choose the municipality."),
            "invalid_choice": _("Choose a municipality in the list."),
        },
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["municipality"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("Choose municipality")), *_places(self.programme)]

    @property
    def is_elsewhere(self) -> bool:
        """Say whether it lies outside the programme's counties."""
        return self.cleaned_data["municipality"][:2] not in self.programme.counties


class SizeStep(StepForm):
    """How large the company is and what it makes."""

    free_texts = ("makes",)

    size_class = forms.TypedChoiceField(
        label=_("How many work there?"), coerce=int, empty_value=None,
        choices=[("", _("Choose size")), *[(one.number, told(one.label)) for one in SIZE_CLASSES[1:]]],
        error_messages={"required": _("Choose how many you are, roughly.")},
    )  # fmt: skip
    makes = forms.CharField(
        label=_("What do you make?"), required=False, max_length=400,
        help_text=_("A sentence is enough: welded frames for forestry machines, 20 to 200 at a time."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip
    sni = forms.CharField(
        label=_("Industry code (SNI)"), required=False, max_length=20,
        help_text=_("If you know it, for example 25.620. Otherwise we look it up."),
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
    )  # fmt: skip

    def clean_sni(self) -> str:
        """Read the code in whatever way it is written."""
        typed = str(self.cleaned_data["sni"]).strip()
        code = read_code(typed)
        if typed and not code:
            raise ValidationError(_("An industry code is two to five digits. Leave it empty if unsure."))
        return code


class NeedStep(StepForm):
    """What the company wants to be better at."""

    free_texts = ("need",)

    challenges = forms.MultipleChoiceField(
        label=_("Which of these is it about?"), required=False, choices=list(CHALLENGES.items()),
        widget=forms.CheckboxSelectMultiple, help_text=_("Choose as many as you like, or none."),
    )  # fmt: skip
    need = forms.CharField(
        label=_("Tell us in your own words"), max_length=LONGEST_NEED,
        help_text=_("What takes time, costs or worries you? A few sentences are enough. No trade secrets."),
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": _("Write a sentence or two, so that we know what to talk about.")},
    )  # fmt: skip


class ContactStep(StepForm):
    """Whom the programme may call."""

    free_texts = ("contact_name", "contact_title")

    contact_name = forms.CharField(
        label=_("Name"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": _("Write the name of the person we may call.")},
    )  # fmt: skip
    contact_title = forms.CharField(
        label=_("Title"), required=False, max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "organization-title"}),
    )  # fmt: skip
    contact_phone = forms.CharField(
        label=_("Phone"), max_length=40, widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
        error_messages={"required": _("Write a phone number.")},
    )  # fmt: skip
    contact_email = forms.EmailField(
        label=_("E-mail"), widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        help_text=_("We send a letter there, with a link that you confirm with."),
        error_messages={
            "required": _("Write the address that you read."),
            "invalid": _("Write the whole address, for example anna@company.se."),
        },
    )  # fmt: skip

    def clean_contact_phone(self) -> str:
        """Want at least enough digits to call."""
        typed = str(self.cleaned_data["contact_phone"])
        if len(_DIGITS.findall(typed)) < 6:
            raise ValidationError(_("The number is too short. Write the area code too."))
        return typed


class TermsStep(StepForm):
    """What both promise, in the wording that stood on the page."""

    consent_version = forms.CharField(widget=forms.HiddenInput)
    confidentiality_version = forms.CharField(widget=forms.HiddenInput)
    consent = forms.BooleanField(
        label=_("I agree to this"), error_messages={"required": _("Tick that you agree, or stop here.")}
    )
    confidentiality = forms.BooleanField(
        label=_("I have read how what we write is handled"),
        error_messages={"required": _("Tick when you have read it.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for kind in ("consent", "confidentiality"):
            self.fields[f"{kind}_version"].initial = agreements.current(kind).version

    def clean(self) -> dict[str, Any]:
        """Take only the wording that was read."""
        data = super().clean()
        for kind in ("consent", "confidentiality"):
            if data.get(f"{kind}_version") != agreements.current(kind).version:
                raise ValidationError(_("The wording has changed. Read it again and tick once more."))
        return data

    @property
    def answers(self) -> dict[str, Any]:
        """Leave nothing among the answers: what was agreed has columns of its own."""
        return {}


class LookStep(StepForm):
    """The last look before it is sent."""


FORMS: tuple[type[StepForm], ...] = (
    CompanyStep,
    PlaceStep,
    SizeStep,
    NeedStep,
    ContactStep,
    TermsStep,
    LookStep,
)
