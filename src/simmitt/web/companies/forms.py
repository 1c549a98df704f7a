"""Forms for companies, workplaces and contacts."""

from typing import Any, ClassVar, Self

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from simmitt.ground.errors import InputFault
from simmitt.web.companies import places
from simmitt.web.companies.models import Company, Contact, SniEdition, Workplace
from simmitt.web.companies.register import identifiers
from simmitt.web.companies.register.decoding import MOST_BYTES
from simmitt.web.companies.register.industries import read_code
from simmitt.web.companies.register.sizes import SIZE_CLASSES
from simmitt.web.nouns.forms import PlainForm, RowForm
from simmitt.web.nouns.words import spoken, told
from simmitt.web.programmes.models import Partner, Programme
from simmitt.web.scope.scope import Scope

# The stubs know of empty texts alone.
UNKNOWN_SIZE: Any = 0
SIZES = [(one.number, told(one.label)) for one in SIZE_CLASSES]


def with_https(field: Any, **kwargs: Any) -> forms.Field | None:
    """Make a model's field a form's; a web address without its beginning is taken for https."""
    if isinstance(field, models.URLField):
        kwargs["assume_scheme"] = "https"
    made: forms.Field | None = field.formfield(**kwargs)
    return made


class PlacedForm(RowForm):
    """A form with a municipality, a postcode and an industry code."""

    def __init__(self, *args: Any, programme: Programme, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.programme = programme
        # Written alike, so that only what a person has changed counts as changed.
        self.initial["sni"] = read_code(self.instance.sni)
        choices = [("", _("Choose a municipality")), *places.choices(programme.counties)]
        self.fields["municipality"] = forms.ChoiceField(
            label=self.fields["municipality"].label, choices=choices, required=False
        )
        self.fields["size_class"] = forms.TypedChoiceField(
            label=self.fields["size_class"].label,
            choices=SIZES,
            coerce=int,
            required=False,
            empty_value=UNKNOWN_SIZE,
        )

    def beside(self, current: Any) -> Self:
        """Give the same form for the row that is saved now."""
        return type(self)(instance=current, programme=self.programme)

    def clean_postcode(self) -> str:
        """Write the postcode as 852 31."""
        return _read(identifiers.postcode, self.cleaned_data["postcode"])

    def clean_sni(self) -> str:
        """Write the industry code as 25.620."""
        text = self.cleaned_data["sni"]
        code = read_code(text) if text else ""
        if text and not code:
            raise ValidationError(_("An industry code has two to five digits, as in 25.620."))
        return code


class OwnCompanyForm(PlacedForm):
    """What a company's own people may change of it."""

    class Meta:
        """In the order that one would tell it."""

        model = Company
        fields: ClassVar = [
            "name", "address", "postcode", "town", "municipality", "phone", "email", "website",
            "sni", "sni_edition", "employees", "size_class", "digital", "competence", "sustainable", "need",
        ]  # fmt: skip
        formfield_callback = with_https
        widgets: ClassVar = {"need": forms.Textarea(attrs={"rows": 5})}
        help_texts: ClassVar = {
            "sni": _("Two to five digits, as in 25.620. It stands in the business register."),
            "employees": _("Leave it empty if you only know the size class."),
            "website": _("As in www.company.example."),
        }
        error_messages: ClassVar = {
            "name": {"required": _("Write the company's name.")},
            "website": {"invalid": _("This is no web address. Write it as in www.company.example.")},
        }


class CompanyForm(OwnCompanyForm):
    """All that staff keep of a company."""

    class Meta(OwnCompanyForm.Meta):
        """The same, and what belongs to the programme."""

        fields: ClassVar = [
            "name", "org_no", "sole_trader", "partner", *OwnCompanyForm.Meta.fields[1:], "no_advertising"
        ]  # fmt: skip
        help_texts: ClassVar = {
            **OwnCompanyForm.Meta.help_texts,
            "org_no": _("Ten digits, as in 556016-0680. Leave it empty for a sole trader."),
            "sole_trader": _("The number would be a person's, so it is not kept."),
            "no_advertising": _("The company has asked the register not to hand it out for advertising."),
        }

    def __init__(self, *args: Any, scope: Scope, programme: Programme, **kwargs: Any) -> None:
        super().__init__(*args, programme=programme, **kwargs)
        self.scope = scope
        partners = partners_to_choose(scope, programme, self.instance)
        self.fields["partner"] = forms.ModelChoiceField(
            label=self.fields["partner"].label,
            queryset=partners,
            to_field_name="public_id",
            # Whoever works for one organisation can't put a company beyond its own sight.
            required=programme.pk not in scope.whole_programmes,
            empty_label=_("Nobody yet"),
        )
        if self.instance.partner_id:
            self.initial["partner"] = self.instance.partner
        elif not self.instance.pk and len(partners) == 1:
            self.initial["partner"] = partners[0]

    def beside(self, current: Any) -> Self:
        """Give the same form for the row that is saved now."""
        return type(self)(instance=current, programme=self.programme, scope=self.scope)

    def clean_org_no(self) -> str:
        """Write the number as 556016-0680; a sole trader's is a person's, and isn't even looked at."""
        if self.data.get(self.add_prefix("sole_trader")):
            return ""
        return _read(identifiers.organisation_number, self.cleaned_data["org_no"])


def partners_to_choose(scope: Scope, programme: Programme, company: Company) -> "QuerySet[Partner]":
    """Give the organisations that the person may hand a company to."""
    partners: QuerySet[Partner] = Partner.objects.seen_by(scope).filter(programme=programme).order_by("name")
    if programme.pk in scope.whole_programmes:
        return partners
    own = {*scope.partners, *([company.partner_id] if company.partner_id else [])}
    return partners.filter(pk__in=own)


class WorkplaceForm(PlacedForm):
    """A place where the company works."""

    class Meta:
        """In the order that one would tell it."""

        model = Workplace
        fields: ClassVar = [
            "name", "cfar", "address", "postcode", "town", "municipality", "sni", "size_class"
        ]  # fmt: skip
        help_texts: ClassVar = {"cfar": _("Eight digits. It stands in the business register.")}

    def clean_cfar(self) -> str:
        """Write the number with eight digits."""
        return _read(identifiers.workplace_number, self.cleaned_data["cfar"])

    def clean(self) -> dict[str, Any]:
        """Ask for something to know the place by."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.errors and not (data.get("name") or data.get("town") or data.get("cfar")):
            self.add_error(
                "name", _("Write a name, a town or a number, so that the place can be told from others.")
            )
        return data


class ContactForm(RowForm):
    """Somebody to talk to."""

    class Meta:
        """In the order that one would tell it."""

        model = Contact
        fields: ClassVar = ["name", "title", "phone", "email", "first"]
        help_texts: ClassVar = {"first": _("Stands first on the company's card.")}
        error_messages: ClassVar = {"name": {"required": _("Write the person's name.")}}


class ArchiveForm(PlainForm):
    """Why a company is put away."""

    reason = forms.CharField(
        label=_("Why is it archived?"),
        max_length=200,
        help_text=_("One sentence, for whoever finds it later."),
        error_messages={"required": _("Write why, so that whoever finds it later understands.")},
    )


class RegisterForm(PlainForm):
    """A file from the business register."""

    file = forms.FileField(
        label=_("File from the business register"),
        help_text=_(
            "Tabs or semicolons, at most 20 MB and 50,000 rows. Divide a larger one by municipality."
        ),
        error_messages={
            "required": _("Choose a file."),
            "empty": _("The file is empty. Export it again and check that it holds rows."),
        },
    )
    edition = forms.ChoiceField(
        label=_("Edition of the industry codes"),
        choices=SniEdition.choices,
        initial=SniEdition.SNI2007,
        help_text=_("Used where the file does not say."),
    )

    def clean_file(self) -> Any:
        """Refuse a file that is too large before it is read."""
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise ValidationError(
                _("The file is %(size)s MB and the limit is %(limit)s. Divide it by municipality.")
                % {"size": -(-file.size // 2**20), "limit": MOST_BYTES // 2**20}
            )
        return file


def _read(reader: Any, text: str) -> str:
    """Read a number where there is one, and say what is wrong with it in the reader's language."""
    if not text:
        return ""
    try:
        return str(reader(text))
    except InputFault as fault:
        raise ValidationError(fault.in_language(spoken())) from fault
