"""The app's addresses."""

from functools import partial

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from simmitt.web.journey import views
from simmitt.web.journey.nouns import cases
from simmitt.web.nouns.page import Entry, Page, form_page
from simmitt.web.scope.roles import COMPANY, COMPANY_VOICES, FIELD, READERS

_accept = partial(form_page, roles=COMPANY_VOICES, of="company")
HERE = "companies/<str:public_id>"

PAGES: tuple[Page, ...] = (
    Page("cases", "programme/cases/", cases, opens=READERS, entry=Entry(_("Journeys"), "flag", 35)),
    Page(
        "journey", f"{HERE}/journey/", views.journey, opens=READERS | COMPANY, of="company", under="board",
        case_view=Entry(pgettext_lazy("menu", "Journey"), "home", 10),
    ),
    _accept("accept_as_is", f"{HERE}/as-is/accept/", views.accept_as_is, under="as_is"),
    _accept("accept_model", f"{HERE}/model/accept/", views.accept_model, under="model"),
    form_page("case_close", f"{HERE}/journey/close/", views.close, FIELD, of="company", under="journey"),
)  # fmt: skip
