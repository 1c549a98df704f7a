"""The app's addresses."""

from functools import partial

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from simmitt.web.nouns.page import SIGNED_IN, Entry, Page, form_page
from simmitt.web.outreach.nouns import TARGET_READERS
from simmitt.web.outreach.views import cards, pipeline, results, settings, weeks
from simmitt.web.scope.roles import COMPANY, FIELD, MANAGER, OUTREACH, READERS, Role

SEES_SUMS = OUTREACH | {Role.AUDITOR, Role.STEERING}

_of_lead = partial(form_page, of="lead", under="board")
_of_company = partial(form_page, of="company", under="board")

PAGES: tuple[Page, ...] = (
    Page("home", "home/", weeks.home, opens=SIGNED_IN, unwatched=True),
    Page(
        "monday", "programme/monday/", weeks.monday, opens=SEES_SUMS,
        entry=Entry(pgettext_lazy("menu", "Monday"), "monday", 10),
    ),
    Page(
        "my_week", "programme/my-week/", weeks.my_week, opens=OUTREACH,
        entry=Entry(_("My week"), "week", 20),
    ),
    Page(
        "board", "companies/board/", pipeline.board, opens=READERS,
        entry=Entry(pgettext_lazy("menu", "Companies"), "companies", 30),
    ),
    Page("leads", "companies/pipeline/", pipeline.leads, opens=READERS, under="board"),
    Page("map", "programme/map/", weeks.atlas, opens=READERS | {Role.STEERING}, under="board"),
    _of_lead("board_move", "companies/pipeline/<str:public_id>/move/", pipeline.move, OUTREACH),
    _of_lead("lead_edit", "companies/pipeline/<str:public_id>/edit/", pipeline.lead_edit, OUTREACH),
    _of_lead(
        "lead_done", "companies/pipeline/<str:public_id>/done/", pipeline.lead_done, OUTREACH,
        under="my_week",
    ),
    Page(
        "own_company", "companies/own/", cards.own_company, opens=COMPANY,
        entry=Entry(pgettext_lazy("menu", "Our company"), "factory", 10),
    ),
    Page(
        "company", "companies/<str:public_id>/", cards.company, opens=READERS | COMPANY,
        of="company", under="board",
    ),
    _of_company("lead_start", "companies/<str:public_id>/start/", pipeline.lead_start, OUTREACH),
    _of_company("note_new", "companies/<str:public_id>/notes/new/", cards.note_new, FIELD),
    form_page(
        "note_edit", "companies/notes/<str:public_id>/edit/", cards.note_edit, FIELD,
        of="note", under="board",
    ),
    Page(
        "targets", "programme/targets/", results.targets, opens=TARGET_READERS,
        entry=Entry(pgettext_lazy("menu", "Targets"), "target", 40),
    ),
    Page(
        "target", "programme/targets/<str:public_id>/", results.target, opens=TARGET_READERS,
        of="target", under="targets",
    ),
    Page(
        "events", "programme/events/", results.log, opens=TARGET_READERS,
        entry=Entry(pgettext_lazy("menu", "Events"), "history", 70),
    ),
    form_page(
        "programme_edit", "programme/settings/", settings.programme_edit, MANAGER,
        entry=Entry(pgettext_lazy("menu", "Programme"), "programme", 80),
    ),
    form_page(
        "partner_new", "programme/organisations/new/", settings.partner_new, MANAGER, under="programme_edit",
    ),
    form_page(
        "partner_edit", "programme/organisations/<str:public_id>/edit/", settings.partner_edit, MANAGER,
        of="partner", under="programme_edit",
    ),
)  # fmt: skip
