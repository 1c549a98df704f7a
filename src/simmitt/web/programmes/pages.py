"""The app's addresses; the programme's own page, which knows the counties, is declared with outreach."""

from simmitt.web.nouns.page import Page
from simmitt.web.programmes import views
from simmitt.web.scope.roles import OUTREACH, Role

MANAGER = frozenset({Role.MANAGER})

PAGES: tuple[Page, ...] = (
    Page(
        "target_new",
        "programme/targets/new/",
        views.target_new,
        opens=MANAGER,
        posts=MANAGER,
        under="targets",
    ),
    Page(
        "target_edit",
        "programme/targets/<str:public_id>/edit/",
        views.target_edit,
        opens=MANAGER,
        posts=MANAGER,
        of="target",
        under="targets",
    ),
    Page(
        "target_report_new",
        "programme/targets/<str:public_id>/reports/new/",
        views.target_report_new,
        opens=OUTREACH,
        posts=OUTREACH,
        of="target",
        under="targets",
    ),
)
