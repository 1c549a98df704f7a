"""Inviting somebody, and answering an invitation."""

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from simmitt.web.accounts.forms import NEW_PASSWORD_HINT
from simmitt.web.accounts.models import Person
from simmitt.web.companies.models import Company
from simmitt.web.nouns.forms import PlainForm, offer
from simmitt.web.people.models import Invitation
from simmitt.web.people.queries import companies_named
from simmitt.web.people.rules import givable, may_give, needs_company
from simmitt.web.programmes.models import Partner
from simmitt.web.scope.roles import REACH, Reach, Role
from simmitt.web.scope.scope import Scope


class InviteForm(PlainForm):
    """Who, as what, and where."""

    name = forms.CharField(label=_("Name"), max_length=120)
    email = forms.EmailField(
        label=_("E-mail"), help_text=_("The letter goes here, and the person signs in with it.")
    )
    role = forms.ChoiceField(label=_("Role"), widget=forms.RadioSelect)
    partner: forms.ModelChoiceField[Partner] = forms.ModelChoiceField(
        label=_("Organisation"),
        queryset=None,
        required=False,
        empty_label=_("Choose an organisation"),
        help_text=_("For a coordinator."),
    )
    company = forms.CharField(
        label=_("Company"),
        max_length=200,
        required=False,
        help_text=_(
            "Its organisation number or its name. For people of a company, and for those assigned to one."
        ),
    )

    def __init__(self, *args: Any, scope: Scope, programme: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.scope, self.programme = scope, programme
        roles = givable(scope, programme)
        offer(self, "role", [(role.value, role.label) for role in roles])
        partner = self.fields["partner"]
        assert isinstance(partner, forms.ModelChoiceField)
        partner.queryset = Partner.objects.seen_by(scope).filter(programme=programme)
        self.fields["email"].widget.attrs["autocomplete"] = "off"
        if Role.COORDINATOR not in roles:
            del self.fields["partner"]
        if self.only_company:
            del self.fields["company"]

    @property
    def only_company(self) -> Company | None:
        """Give the company of somebody who invites for one company alone."""
        if {one.reach for one in self.scope.standings} != {Reach.COMPANY}:
            return None
        own = list(Company.objects.seen_by(self.scope).filter(programme=self.programme)[:2])
        return own[0] if len(own) == 1 else None

    def clean_company(self) -> Company | None:
        """Find the company that the words mean, among those that the inviter sees."""
        words = self.cleaned_data["company"].strip()
        if not words:
            return None
        companies = companies_named(self.scope, self.programme, words)
        if not companies:
            raise ValidationError(_("No company of yours has this number or name. Check the spelling."))
        if len(companies) > 1:
            names = ", ".join(f"{one.name} ({one.org_no})" for one in companies)
            raise ValidationError(
                _("More than one company fits: %(names)s. Write the organisation number."),
                params={"names": names},
            )
        return companies[0]

    def clean(self) -> dict[str, Any]:
        """See that the place fits the role, and that the inviter may give it there."""
        cleaned = super().clean() or {}
        if not self.errors:
            self._check_place(cleaned)
        return cleaned

    def _check_place(self, cleaned: dict[str, Any]) -> None:
        role = Role(cleaned["role"])
        of_company = REACH[role] in (Reach.COMPANY, Reach.ASSIGNED)
        cleaned["company"] = (self.only_company or cleaned.get("company")) if of_company else None
        cleaned["partner"] = cleaned.get("partner") if REACH[role] is Reach.PARTNER else None
        if REACH[role] is Reach.PARTNER and not cleaned["partner"]:
            self.add_error("partner", _("A coordinator belongs to an organisation. Choose which."))
        elif needs_company(role, self.scope, self.programme) and not cleaned["company"]:
            self.add_error("company", _("This role is for one company. Write which."))
        elif not may_give(self.scope, self.place):
            self.add_error("role", _("You can’t give this role there."))

    @property
    def place(self) -> Invitation:
        """Give the role and where it would hold; the row is not saved."""
        chosen = {name: self.cleaned_data.get(name) for name in ("role", "partner", "company")}
        return Invitation(programme=self.programme, **chosen)


class NewcomerForm(PlainForm):
    """What somebody without an account chooses when the letter has come."""

    name = forms.CharField(
        label=_("Name"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    password1 = forms.CharField(
        label=_("Password"), strip=False, help_text=NEW_PASSWORD_HINT, max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )  # fmt: skip
    password2 = forms.CharField(
        label=_("Password once more"), strip=False, max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )  # fmt: skip

    def __init__(self, *args: Any, email: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.email = email

    def clean(self) -> dict[str, Any]:
        """See that the password is good, and written alike twice."""
        cleaned = super().clean() or {}
        first, second = cleaned.get("password1"), cleaned.get("password2")
        if first:
            try:
                validate_password(first, Person(email=self.email, name=cleaned.get("name", "")))
            except ValidationError as weak:
                self.add_error("password1", weak)
        if first and second and first != second:
            self.add_error("password2", _("The two passwords differ. Write the same in both."))
        return cleaned


class TokenForm(PlainForm):
    """What a key is for, and for how long it opens."""

    name = forms.CharField(
        label=_("What it is for"), max_length=80, help_text=_("The figures on our screen in the hall.")
    )
    days = forms.TypedChoiceField(
        label=_("How long it opens"), coerce=int,
        choices=[(30, _("30 days")), (90, _("90 days")), (365, _("A year"))], initial=90,
    )  # fmt: skip
