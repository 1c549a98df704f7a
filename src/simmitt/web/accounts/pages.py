"""The app's addresses: how one signs in and keeps others out. The views are allauth's."""

from typing import Any

from allauth.account import views as account
from allauth.mfa.base import views as second_step
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as passkeys
from django.urls import register_converter

from simmitt.web.accounts.views import ours
from simmitt.web.nouns.page import EVERYONE, SIGNED_IN, Audience, Page


class WithoutDash:
    """The part of a reset link before its first dash."""

    regex = "[0-9A-Za-z]+"

    def to_python(self, value: str) -> str:
        """Take it as it stands."""
        return value

    def to_url(self, value: str) -> str:
        """Write it as it is."""
        return value


register_converter(WithoutDash, "without_dash")

PASSWORD, SAFETY = "account/password", "account/safety"


def _page(name: str, path: str, view: Any, who: Audience = EVERYONE, *, early: bool = True) -> Page:
    """Declare a page of allauth's; none of them says anything about anybody but its reader."""
    return Page(
        name, path, ours(view), opens=who, posts=who, before_second_factor=early, unwatched=True
    )  # fmt: skip


PAGES: tuple[Page, ...] = (
    _page("account_login", "login/", account.login),
    _page("account_logout", "account/sign-out/", account.logout),
    _page("account_inactive", "account/closed/", account.account_inactive),
    _page("account_reauthenticate", "account/once-more/", account.reauthenticate, SIGNED_IN),
    _page("account_change_password", f"{PASSWORD}/change/", account.password_change, SIGNED_IN, early=False),
    _page("account_set_password", f"{PASSWORD}/set/", account.password_set, SIGNED_IN, early=False),
    _page("account_reset_password", f"{PASSWORD}/forgotten/", account.password_reset),
    _page("account_reset_password_done", f"{PASSWORD}/forgotten/sent/", account.password_reset_done),
    _page(
        "account_reset_password_from_key",
        f"{PASSWORD}/forgotten/<without_dash:uidb36>-<str:key>/",
        account.password_reset_from_key,
    ),
    _page(
        "account_reset_password_from_key_done", f"{PASSWORD}/chosen/", account.password_reset_from_key_done
    ),
    _page("mfa_index", f"{SAFETY}/", second_step.index, SIGNED_IN),
    _page("mfa_authenticate", f"{SAFETY}/second-step/", second_step.authenticate),
    _page("mfa_reauthenticate", f"{SAFETY}/once-more/", second_step.reauthenticate, SIGNED_IN),
    _page("mfa_activate_totp", f"{SAFETY}/app/connect/", totp.activate_totp, SIGNED_IN),
    _page("mfa_deactivate_totp", f"{SAFETY}/app/disconnect/", totp.deactivate_totp, SIGNED_IN),
    _page("mfa_view_recovery_codes", f"{SAFETY}/codes/", codes.view_recovery_codes, SIGNED_IN),
    _page("mfa_generate_recovery_codes", f"{SAFETY}/codes/new/", codes.generate_recovery_codes, SIGNED_IN),
    _page("mfa_download_recovery_codes", f"{SAFETY}/codes/file/", codes.download_recovery_codes, SIGNED_IN),
    _page("mfa_list_webauthn", f"{SAFETY}/passkeys/", passkeys.list_webauthn, SIGNED_IN),
    _page("mfa_add_webauthn", f"{SAFETY}/passkeys/add/", passkeys.add_webauthn, SIGNED_IN),
    _page(
        "mfa_reauthenticate_webauthn",
        f"{SAFETY}/passkeys/once-more/",
        passkeys.reauthenticate_webauthn,
        SIGNED_IN,
    ),
    _page("mfa_remove_webauthn", f"{SAFETY}/passkeys/<int:pk>/remove/", passkeys.remove_webauthn, SIGNED_IN),
    _page("mfa_edit_webauthn", f"{SAFETY}/passkeys/<int:pk>/name/", passkeys.edit_webauthn, SIGNED_IN),
    _page("mfa_login_webauthn", "login/passkey/", passkeys.login_webauthn),
)
