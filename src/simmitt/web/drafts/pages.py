"""The app's addresses."""

from simmitt.web.nouns.page import Page

PAGES: tuple[Page, ...] = ()
