"""The app's addresses."""

from simmitt.web.nouns.page import Page
from simmitt.web.scope.roles import EVERY_ROLE
from simmitt.web.search import views

PAGES: tuple[Page, ...] = (Page("search", "search/", views.search, opens=EVERY_ROLE),)
