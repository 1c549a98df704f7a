"""The addresses of a company's data."""

from functools import partial

from django.utils.translation import pgettext_lazy

from simmitt.web.analyses import data_views, study_views, upload_views
from simmitt.web.analyses.data_views import ASKS
from simmitt.web.nouns.page import Entry, Page, form_page
from simmitt.web.scope.roles import COMPANY, COMPANY_VOICES, READERS

SEES = READERS | COMPANY_VOICES

_of_case = partial(form_page, roles=ASKS, of="company", under="data", unwatched=True)
_of_set = partial(form_page, roles=ASKS, of="data_set", under="data")
_of_upload = partial(form_page, roles=ASKS, of="upload", under="data", unwatched=True)

DATA_PAGES: tuple[Page, ...] = (
    Page(
        "data", "companies/<str:public_id>/data/", data_views.data, opens=SEES, posts=ASKS, of="company",
        under="board", case_view=Entry(pgettext_lazy("menu", "Data"), "upload", 20),
    ),
    _of_case("uploads", "companies/<str:public_id>/data/uploads/", upload_views.uploads, machine=True),
    _of_case("data_hand_in", "companies/<str:public_id>/data/hand-in/", upload_views.data_hand_in),
    _of_upload("upload", "uploads/<str:public_id>/", upload_views.upload, machine=True),
    _of_upload("upload_discard", "uploads/<str:public_id>/discard/", upload_views.upload_discard),
    Page(
        "study", "companies/<str:public_id>/study/", study_views.study, opens=READERS | COMPANY, posts=ASKS,
        of="company", under="data",
    ),
    form_page(
        "study_note", "companies/<str:public_id>/study/note/", study_views.study_note, ASKS | COMPANY,
        of="company", under="data", unwatched=True,
    ),
    _of_case("study_hand_in", "companies/<str:public_id>/study/hand-in/", study_views.study_hand_in),
    Page("data_set", "data/<str:public_id>/", data_views.data_set, opens=SEES, of="data_set", under="data"),
    _of_set("data_columns", "data/<str:public_id>/columns/", data_views.data_columns),
    _of_set("data_answer", "data/<str:public_id>/answer/", data_views.data_answer),
    _of_set("data_leave", "data/<str:public_id>/leave/", data_views.data_leave),
    _of_set("data_again", "data/<str:public_id>/again/", data_views.data_again),
    _of_set("data_approve", "data/<str:public_id>/approve/", data_views.data_approve),
    Page(
        "data_rows", "data/<str:public_id>/rows/<slug:key>/", data_views.data_rows, opens=SEES, of="data_set",
        under="data",
    ),
)  # fmt: skip
