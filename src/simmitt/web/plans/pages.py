"""The app's addresses."""

from functools import partial

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from simmitt.web.nouns.page import Entry, Page, form_page
from simmitt.web.plans.rules import PLAN_READERS, PLAN_WRITERS
from simmitt.web.plans.views import asking, deciding, editing, exporting, following, listing
from simmitt.web.scope.roles import READERS

_read = partial(Page, opens=PLAN_READERS, of="plan", under="plan")
_write = partial(form_page, roles=PLAN_WRITERS, under="plan")
_follow = partial(form_page, roles=PLAN_WRITERS, under="follow_up")

PAGES: tuple[Page, ...] = (
    Page(
        "plans", "programme/plans/", listing.plans, opens=READERS,
        entry=Entry(pgettext_lazy("menu", "Plans"), "plan", 50),
    ),
    Page(
        "plan", "companies/<str:public_id>/plan/", editing.plan, opens=PLAN_READERS, of="company",
        under="board", case_view=Entry(pgettext_lazy("menu", "The plan"), "plan", 60),
    ),
    _write("plan_ask", "companies/<str:public_id>/plan/ask/", asking.plan_ask, of="company"),
    _write("plan_field", "plans/<str:public_id>/field/", editing.plan_field, of="plan"),
    _read("plan_history", "plans/<str:public_id>/history/", editing.history),
    # Whoever walks beside the company reads what would be locked; only an owner may press.
    Page(
        "plan_lock", "plans/<str:public_id>/lock/", deciding.lock, opens=PLAN_READERS, posts=PLAN_WRITERS,
        of="plan", under="plan",
    ),
    _write("plan_version", "plans/<str:public_id>/new-version/", deciding.version_new, of="plan"),
    _write("plan_declare", "plans/<str:public_id>/sign/", deciding.declare, of="plan"),
    _write("plan_measure_new", "plans/<str:public_id>/measures/new/", deciding.measure_new, of="plan"),
    _write("financing_new", "plans/<str:public_id>/financing/new/", editing.financing_new, of="plan"),
    _write(
        "financing_remove", "plans/financing/<str:public_id>/remove/", editing.financing_remove,
        of="financing",
    ),
    _read("plan_print", "plans/<str:public_id>/print/", exporting.plan_print),
    _read("plan_json", "plans/<str:public_id>/plan.json", exporting.plan_json),
    # Whoever reads the plan may have it on paper; nothing of the plan is changed by it.
    _read("plan_paper", "plans/<str:public_id>/paper/", exporting.plan_paper, posts=PLAN_READERS),
    Page(
        "follow_up", "companies/<str:public_id>/follow-up/", following.follow_up, opens=PLAN_READERS,
        of="company", under="board", case_view=Entry(_("Follow-up"), "flag", 70),
    ),
    _follow("follow_up_edit", "plans/follow-ups/<str:public_id>/", following.follow_up_edit, of="follow_up"),
    _follow("task_new", "plans/measures/<str:public_id>/tasks/new/", following.task_new, of="measure"),
    _follow("task_edit", "plans/tasks/<str:public_id>/edit/", following.task_edit, of="task"),
    _follow("task_done", "plans/tasks/<str:public_id>/done/", following.task_done, of="task"),
    _follow("reading_new", "plans/<str:public_id>/readings/new/", following.reading_new, of="plan"),
    _follow("reading_edit", "plans/readings/<str:public_id>/edit/", following.reading_edit, of="reading"),
)  # fmt: skip
