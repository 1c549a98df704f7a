"""The app's addresses."""

from django.utils.translation import pgettext_lazy

from simmitt.web.nouns.page import Entry, Page
from simmitt.web.scope.roles import COMPANY_VOICES, FIELD, READERS
from simmitt.web.trying import motion_views, views

PAGES: tuple[Page, ...] = (
    Page(
        "try", "companies/<str:public_id>/try/", views.try_measures,
        opens=READERS | COMPANY_VOICES, posts=FIELD | COMPANY_VOICES, of="company", under="board",
        case_view=Entry(pgettext_lazy("menu", "Try"), "settings", 50),
    ),
    Page(
        "motion", "companies/<str:public_id>/motion/", motion_views.motion,
        opens=READERS | COMPANY_VOICES, of="company", under="try",
    ),
    Page(
        "motion_data", "companies/<str:public_id>/motion/data/", motion_views.motion_data,
        opens=READERS | COMPANY_VOICES, of="company", under="try", machine=True, unwatched=True,
    ),
)  # fmt: skip
