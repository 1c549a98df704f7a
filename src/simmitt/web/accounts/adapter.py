"""How allauth behaves here: nobody signs up by themselves, and letters speak the receiver's language."""

from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse, translate_url
from django.utils.translation import get_language, override
from django.utils.translation import gettext_lazy as _

from simmitt.web.accounts.models import Person

WRONG_CODE = _("The code is wrong, or its time has passed. Write the one that is shown now.")


class Adapter(DefaultAccountAdapter):
    """People come by invitation or by a confirmed registration."""

    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": _(
            "The e-mail address or the password is wrong. Check both and try again."
        ),
        "enter_current_password": _("This is not your present password."),
        "incorrect_password": _("The password is wrong. Try again."),
        "incorrect_code": WRONG_CODE,
        "invalid_password_reset": _("The link no longer holds. Ask for a new one."),
        "too_many_login_attempts": _("Too many wrong codes. Wait five minutes and try again."),
        "rate_limited": _("That was many tries in a short time. Wait a few minutes and try again."),
    }

    def is_open_for_signup(self, request: Any) -> bool:  # noqa: ARG002 (allauth's form)
        """Say no: an account is made from an invitation."""
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Leave the counting of wrong passwords to axes.

        Allauth counts by account alone, so that anybody could keep somebody else out.
        """

    def get_client_ip(self, request: HttpRequest) -> str:
        """Give the address that our own middleware has found."""
        return str(request.META.get("REMOTE_ADDR", ""))

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Write in the language of the account; a stranger gets that of the page."""
        known = Person.objects.filter(email=email.lower()).values_list("language", flat=True).first()
        with override(known or get_language()):
            super().send_mail(template_prefix, email, context)

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Lead to the person's own first page, in the person's language."""
        with override(language_of(request.user)):
            return reverse("home")

    def get_logout_redirect_url(self, request: HttpRequest) -> str:  # noqa: ARG002 (allauth's form)
        """Lead to the public start page in the language that was read."""
        return reverse("start")

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:  # noqa: ARG002 (allauth's form)
        """Lead back to the person's own page."""
        return reverse("me")

    def post_login(self, request: HttpRequest, user: Any, *, redirect_url: str | None, **more: Any) -> Any:
        """Go on in the person's language, wherever the way leads."""
        language = language_of(user)
        there = translate_url(redirect_url, language) if redirect_url else None
        return remember_language(super().post_login(request, user, redirect_url=there, **more), language)


class SecondFactorAdapter(DefaultMFAAdapter):
    """The second step, in our words."""

    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": WRONG_CODE,
    }

    def generate_authenticator_name(self, user: Any, type: Any) -> str:  # noqa: A002 (allauth's form)
        """Give the keys numbers; their owner gives them better names."""
        count = user.authenticator_set.filter(type=type).count()
        return str(_("Passkey {number}")).format(number=count + 1)


def language_of(person: Any) -> str:
    """Give the language that the person has chosen."""
    known = {code for code, _name in settings.LANGUAGES}
    chosen = getattr(person, "language", "")
    return chosen if chosen in known else settings.LANGUAGE_CODE


def remember_language(answer: HttpResponse, language: str) -> HttpResponse:
    """Keep the language for addresses that carry none."""
    answer.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        samesite="Lax",
        httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
        secure=settings.LANGUAGE_COOKIE_SECURE,
    )
    return answer
