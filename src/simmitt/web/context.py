"""What every page knows: its menus, its reader, its language."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse, translate_url
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from simmitt.web.nouns.page import Page
from simmitt.web.pages import PAGES
from simmitt.web.scope.roles import Role, Roles
from simmitt.web.scope.scope import NOBODY

MENU = sorted(((page.entry, page) for page in PAGES if page.entry), key=lambda one: one[0].order)
PUBLIC_MENU = ("how", "results", "news")
FOOTER_MENU = ("contact", "accessibility", "privacy", "site_map")


@dataclass(frozen=True)
class MenuEntry:
    """One line of a menu."""

    label: Any
    url: str
    icon: str = ""
    current: bool = False


def everywhere(request: HttpRequest) -> dict[str, Any]:
    """Give what every template may use; menus are made when a template asks."""
    standing = getattr(request, "standing", NOBODY)
    today = timezone.localdate()
    language = get_language() or "sv"
    return {
        "navigation": SimpleLazyObject(lambda: _navigation(request, standing.roles)),
        "public_menu": SimpleLazyObject(lambda: _public(request, PUBLIC_MENU)),
        "footer_menu": SimpleLazyObject(lambda: _public(request, FOOTER_MENU)),
        "programme": getattr(request, "programme", None),
        "person": request.user if request.user.is_authenticated else None,
        "demo": settings.DEMO,
        "language": language,
        "other_language_url": _elsewhere(request, "en" if language == "sv" else "sv"),
        "auditing": Role.AUDITOR in standing.roles,
        "week": today.isocalendar().week,
        "year": today.isocalendar().year,
        "search_url": reverse("search"),
        "person_url": reverse("me"),
        "sign_in_url": reverse("account_login"),
        "sign_out_url": reverse("account_logout"),
        "outbox_url": reverse("outbox"),
    }


def _navigation(request: HttpRequest, roles: Roles) -> list[MenuEntry]:
    opened = [(entry, page) for entry, page in MENU if _opens(page, roles)]
    names = {page.name for _entry, page in opened}
    tabs = {page.name: entry.tab_of for entry, page in opened if entry.tab_of in names}
    here = _here(request)
    return [
        MenuEntry(entry.label, reverse(page.name), entry.icon, page.name == tabs.get(here, here))
        for entry, page in opened
        if page.name not in tabs
    ]


def _opens(page: Page, roles: Roles) -> bool:
    return isinstance(page.opens, frozenset) and bool(page.opens & roles)


def _here(request: HttpRequest) -> str:
    page = getattr(request, "page", None)
    return (page.under or page.name) if page else ""


def _public(request: HttpRequest, names: Iterable[str]) -> list[MenuEntry]:
    here = _here(request)
    return [MenuEntry(LABELS[name], reverse(name), current=name == here) for name in names]


def _elsewhere(request: HttpRequest, language: str) -> str:
    there = translate_url(request.get_full_path(), language)
    # An address without a language, such as that of a fault, has no twin.
    return there if there != request.get_full_path() else f"/{language}/"


LABELS = {
    "how": _("How it works"),
    "results": _("Results"),
    "news": _("News"),
    "contact": _("Contact"),
    "accessibility": _("Accessibility"),
    "privacy": _("Personal data and cookies"),
    "site_map": _("Site map"),
}
