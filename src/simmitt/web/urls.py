"""The addresses, made from the table of pages: what is not declared is not there."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import URLPattern, path

from simmitt.web.nouns.guard import guarded
from simmitt.web.nouns.page import Page
from simmitt.web.pages import PAGES


def _route(page: Page) -> URLPattern:
    return path(page.path, guarded(page), name=page.name)


urlpatterns = [
    *[_route(page) for page in PAGES if not page.localised],
    *i18n_patterns(*[_route(page) for page in PAGES if page.localised]),
]
handler404 = "simmitt.web.faults.not_found"
handler403 = "simmitt.web.faults.not_allowed"
handler500 = "simmitt.web.faults.server_fault"
