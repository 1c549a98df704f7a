"""Allauth's forms, with labels and hints in our words and nothing that vanishes when one types."""

from collections.abc import Mapping
from typing import Any, ClassVar

from allauth.account import forms as account
from allauth.account.adapter import get_adapter
from allauth.mfa.base import forms as second_factor
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from django import forms
from django.utils.translation import gettext_lazy as _

from simmitt.web.accounts.models import Person

NEW_PASSWORD_HINT = _(
    "At least 12 characters. Four or five words in a row are easy to remember and hard to guess."
)

Words = Mapping[str, Any]  # lazy texts by field name


class OurWords(forms.Form):
    """Labels and hints by field name; put before allauth's class."""

    labels: ClassVar[Words] = {}
    hints: ClassVar[Words] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            field.label = self.labels.get(name, field.label)
            field.help_text = self.hints.get(name, "")


class LoginForm(OurWords, account.LoginForm):
    """Address and password."""

    labels: ClassVar[Words] = {"login": _("E-mail"), "password": _("Password")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].widget.attrs["autocomplete"] = "username"


class ReauthenticateForm(OurWords, account.ReauthenticateForm):
    """The password once more."""

    labels: ClassVar[Words] = {"password": _("Password")}


class NewPassword(OurWords):
    """A password that is chosen, twice."""

    labels: ClassVar[Words] = {
        "oldpassword": _("Present password"),
        "password1": _("New password"),
        "password2": _("New password once more"),
    }
    hints: ClassVar[Words] = {"password1": NEW_PASSWORD_HINT}

    def clean(self) -> Any:
        """Say in our words that the two differ; allauth's own sentence is left out."""
        cleaned = super().clean()
        if "password2" in self.errors:
            said = str(_("The two passwords differ. Write the same in both."))
            self.errors["password2"] = self.error_class([said])
        return cleaned


class ChangePasswordForm(NewPassword, account.ChangePasswordForm):
    """A new password in place of the present one."""


class SetPasswordForm(NewPassword, account.SetPasswordForm):
    """A first password."""


class ResetPasswordKeyForm(NewPassword, account.ResetPasswordKeyForm):
    """A new password in place of a forgotten one."""


class ResetPasswordForm(OurWords, account.ResetPasswordForm):
    """The address that a link is sent to."""

    labels: ClassVar[Words] = {"email": _("E-mail")}

    def save(self, request: Any, **kwargs: Any) -> str:
        """Write to whoever it is; allauth's letter to a stranger would lead to a page where one signs up."""
        email = str(self.cleaned_data["email"])
        if self.users:
            return str(super().save(request, **kwargs))
        get_adapter().send_mail("account/email/unknown_account", email, {})
        return email


CODE = {"code": _("Code")}


class AuthenticateForm(OurWords, second_factor.AuthenticateForm):
    """The code at sign-in."""

    labels: ClassVar[Words] = CODE


class ReauthenticateByCodeForm(OurWords, second_factor.ReauthenticateForm):
    """The code once more."""

    labels: ClassVar[Words] = CODE


class ActivateTOTPForm(OurWords, totp.ActivateTOTPForm):
    """The first code of a newly connected app."""

    labels: ClassVar[Words] = CODE


PASSKEY_NAME = {"name": _("Name of the passkey")}
PASSKEY_NAME_HINT = {"name": _("So that you know which it is: Phone, Office computer.")}


class AddWebAuthnForm(OurWords, webauthn.AddWebAuthnForm):
    """A new passkey."""

    labels: ClassVar[Words] = {**PASSKEY_NAME, "passwordless": _("Let it open without a password")}
    hints: ClassVar[Words] = {
        **PASSKEY_NAME_HINT,
        "passwordless": _("The device then asks for your fingerprint, your face or its own code."),
    }


class EditWebAuthnForm(OurWords, webauthn.EditWebAuthnForm):
    """A passkey's name."""

    labels: ClassVar[Words] = PASSKEY_NAME
    hints: ClassVar[Words] = PASSKEY_NAME_HINT


class PersonForm(forms.ModelForm):  # type: ignore[type-arg]  # the model stands in Meta
    """What a person says about oneself."""

    class Meta:
        """The address is not among them: it is what one signs in with."""

        model = Person
        fields = ("name", "phone", "language")
        widgets: ClassVar = {"language": forms.RadioSelect}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        self.fields["name"].widget.attrs["autocomplete"] = "name"
        self.fields["phone"].widget.attrs["autocomplete"] = "tel"
