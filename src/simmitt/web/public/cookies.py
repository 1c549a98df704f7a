"""The cookies that the platform sets, as its settings have them: none but needed ones."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

DAY_S, HOUR_S = 24 * 3600, 3600


@dataclass(frozen=True)
class Cookie:
    """One cookie: its name, what it is for, and how long it lives."""

    name: str
    purpose: Any
    life: str


def cookies() -> list[Cookie]:
    """Give every cookie that may be set."""
    return [
        Cookie(
            settings.SESSION_COOKIE_NAME,
            _(
                "Keeps you signed in, and keeps your answers together while you register. "
                "Set when you sign in, begin to register or send us something."
            ),
            life(settings.SESSION_COOKIE_AGE),
        ),
        Cookie(
            settings.CSRF_COOKIE_NAME,
            _("Shows that a form was sent from our own page, not by another. Set on pages with forms."),
            life(settings.CSRF_COOKIE_AGE),
        ),
        Cookie(
            settings.LANGUAGE_COOKIE_NAME,
            _("Remembers the language you have chosen. Set when you save a language of your own."),
            life(settings.LANGUAGE_COOKIE_AGE),
        ),
    ]


def life(seconds: float | timedelta | None) -> str:
    """Say how long, in the largest unit that fits."""
    if seconds is None:
        return str(_("until you close the browser"))
    whole = round(seconds.total_seconds() if isinstance(seconds, timedelta) else seconds)
    if whole >= 2 * DAY_S:
        return ngettext("{count} day", "{count} days", whole // DAY_S).format(count=whole // DAY_S)
    return ngettext("{count} hour", "{count} hours", whole // HOUR_S).format(count=whole // HOUR_S)
