"""The app's addresses."""

from functools import partial

from simmitt.web.companies import import_views, merge_views, views
from simmitt.web.nouns.page import Page, form_page
from simmitt.web.scope.roles import COMPANY_VOICES, FIELD, OUTREACH, READERS, Role

TELLERS = OUTREACH | COMPANY_VOICES
MEETERS = FIELD | COMPANY_VOICES

_page = partial(form_page, of="company", under="board")

PAGES: tuple[Page, ...] = (
    Page("companies", "companies/", views.companies, opens=READERS, under="board"),
    _page("company_new", "companies/new/", views.new, OUTREACH, of=""),
    _page("company_edit", "companies/<str:public_id>/edit/", views.edit, TELLERS),
    _page("company_archive", "companies/<str:public_id>/archive/", views.archive, OUTREACH),
    _page("company_unarchive", "companies/<str:public_id>/unarchive/", views.unarchive, OUTREACH),
    _page("company_merge", "companies/<str:public_id>/merge/", merge_views.merge, OUTREACH),
    _page("merge_undo", "merges/<str:public_id>/undo/", merge_views.undo, OUTREACH, of="merge"),
    Page(
        "company_export", "companies/<str:public_id>/export/", views.export,
        opens=TELLERS | {Role.AUDITOR}, of="company", under="board",
    ),
    _page("contact_new", "companies/<str:public_id>/contacts/new/", views.contact_new, MEETERS),
    _page("contact_edit", "contacts/<str:public_id>/edit/", views.contact_edit, MEETERS, of="contact"),
    _page("contact_remove", "contacts/<str:public_id>/remove/", views.contact_remove, MEETERS, of="contact"),
    _page("workplace_new", "companies/<str:public_id>/workplaces/new/", views.workplace_new, TELLERS),
    _page(
        "workplace_edit", "workplaces/<str:public_id>/edit/", views.workplace_edit, TELLERS, of="workplace",
    ),
    _page(
        "workplace_remove", "workplaces/<str:public_id>/remove/", views.workplace_remove, TELLERS,
        of="workplace",
    ),
    _page("register_import", "companies/register/", import_views.hand_in, OUTREACH, of=""),
    Page(
        "register_preview", "companies/register/<str:public_id>/", import_views.show,
        opens=OUTREACH | {Role.AUDITOR}, of="register_file", under="board",
    ),
    _page(
        "register_apply", "companies/register/<str:public_id>/apply/", import_views.apply, OUTREACH,
        of="register_file",
    ),
)  # fmt: skip
