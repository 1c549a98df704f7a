"""The app's addresses."""

from functools import partial

from simmitt.web.cases.rules import SEEN_BY, WRITERS
from simmitt.web.cases.views import charters, declarations, documents, visits
from simmitt.web.nouns.page import Page, form_page
from simmitt.web.scope.roles import FIELD, OUTREACH

_read = partial(Page, opens=SEEN_BY, of="company", under="journey")
_write = partial(form_page, of="company", under="journey")
HERE = "companies/<str:public_id>"

PAGES: tuple[Page, ...] = (
    _write("case_begin", f"{HERE}/journey/begin/", charters.begin, OUTREACH),
    _read("charter", f"{HERE}/charter/", charters.charter),
    _write("charter_edit", f"{HERE}/charter/edit/", charters.charter_edit, WRITERS),
    Page(
        "charter_sign",
        f"{HERE}/charter/sign/",
        charters.charter_sign,
        opens=SEEN_BY,
        posts=WRITERS,
        of="company",
        under="journey",
    ),
    _read("visits", f"{HERE}/visits/", visits.visits),
    _write("visit_new", f"{HERE}/visits/new/", visits.visit_new, FIELD),
    form_page(
        "visit_edit",
        "cases/visits/<str:public_id>/edit/",
        visits.visit_edit,
        FIELD,
        of="visit",
        under="journey",
    ),
    _read("documents", f"{HERE}/documents/", documents.documents, posts=WRITERS),
    Page(
        "document",
        "cases/documents/<str:public_id>/",
        documents.document,
        opens=SEEN_BY,
        of="document",
        under="journey",
    ),
    form_page(
        "document_delete",
        "cases/documents/<str:public_id>/delete/",
        documents.document_delete,
        WRITERS,
        of="document",
        under="journey",
    ),
    _write("declare", f"{HERE}/declare/<str:criterion>/", declarations.declare, WRITERS),
    Page(
        "declaration_withdraw",
        "cases/declarations/<str:public_id>/withdraw/",
        declarations.withdraw,
        opens=frozenset(),
        posts=WRITERS,
        of="declaration",
        under="journey",
    ),
)
