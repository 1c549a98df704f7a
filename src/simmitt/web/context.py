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
from simmitt.web.pages import BY_NAME, PAGES
from simmitt.web.scope.roles import COMPANY, Role, Roles
from simmitt.web.scope.scope import NOBODY, Scope

MENU = sorted(((page.entry, page) for page in PAGES if page.entry), key=lambda one: one[0].order)
CASE_VIEWS = sorted(
    ((page.case_view, page) for page in PAGES if page.case_view), key=lambda one: one[0].order
)
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
        "navigation": SimpleLazyObject(lambda: _navigation(request, standing)),
        "case_views": SimpleLazyObject(lambda: _case_views(request, standing)),
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


def _navigation(request: HttpRequest, standing: Scope) -> list[MenuEntry]:
    opened = [(entry, page) for entry, page in MENU if _opens(page, standing.roles)]
    names = {page.name for _entry, page in opened}
    tabs = {page.name: entry.tab_of for entry, page in opened if entry.tab_of in names}
    here = _here(request)
    shown = here | {tabs[name] for name in here & tabs.keys()}
    entries = [
        MenuEntry(entry.label, reverse(page.name), entry.icon, page.name in shown)
        for entry, page in opened
        if page.name not in tabs
    ]
    if len(standing.own_ids) != 1:
        return entries
    # Whoever belongs to a company has its journey in the menu itself.
    (own,) = standing.own_ids
    return [*entries[:1], *_views_of(own, standing.roles & COMPANY, here), *entries[1:]]


def _case_views(request: HttpRequest, standing: Scope) -> list[MenuEntry]:
    """Give the pages of the journey that is being looked at, to those who don't have them in the menu."""
    walked = getattr(request, "walked", "")
    if not walked or standing.own_ids == {walked}:
        return []
    return _views_of(walked, standing.roles, _here(request))


def _views_of(company_id: str, roles: Roles, here: frozenset[str]) -> list[MenuEntry]:
    return [
        MenuEntry(view.label, reverse(page.name, args=[company_id]), view.icon, page.name in here)
        for view, page in CASE_VIEWS
        if _opens(page, roles)
    ]


def _opens(page: Page, roles: Roles) -> bool:
    return isinstance(page.opens, frozenset) and bool(page.opens & roles)


def _here(request: HttpRequest) -> frozenset[str]:
    """Name the page, and those it belongs to: a run belongs to the as-is page, that to the companies."""
    page = getattr(request, "page", None)
    names = set()
    while page and page.name not in names:
        names.add(page.name)
        page = BY_NAME.get(page.under)
    return frozenset(names)


def _public(request: HttpRequest, names: Iterable[str]) -> list[MenuEntry]:
    here = _here(request)
    return [MenuEntry(LABELS[name], reverse(name), current=name in here) for name in names]


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
