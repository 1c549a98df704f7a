"""The app's addresses; the programme's own page, which knows the counties, is declared with outreach."""

from functools import partial

from simmitt.web.nouns.page import Page, form_page
from simmitt.web.programmes import views
from simmitt.web.scope.roles import MANAGER, OUTREACH

_page = partial(form_page, under="targets")

PAGES: tuple[Page, ...] = (
    _page("target_new", "programme/targets/new/", views.target_new, MANAGER),
    _page("target_edit", "programme/targets/<str:public_id>/edit/", views.target_edit, MANAGER, of="target"),
    _page(
        "target_report_new", "programme/targets/<str:public_id>/reports/new/", views.target_report_new,
        OUTREACH, of="target",
    ),
)  # fmt: skip
