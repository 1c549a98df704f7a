"""The app's addresses."""

from simmitt.web.api import views
from simmitt.web.nouns.page import SIGNED_IN, Page

PAGES: tuple[Page, ...] = (
    Page("api_list", "api/<str:plural>/", views.items, opens=SIGNED_IN, localised=False, machine=True),
    Page(
        "api_item",
        "api/<str:plural>/<str:public_id>/",
        views.item,
        opens=SIGNED_IN,
        localised=False,
        machine=True,
    ),
)
