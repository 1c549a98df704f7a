"""The addresses of runs, and of what they come to."""

from functools import partial

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from simmitt.web.analyses import run_views
from simmitt.web.analyses.run_nouns import SEES
from simmitt.web.analyses.run_views import ASKS
from simmitt.web.nouns.page import Entry, Page, form_page

_of_run = partial(Page, opens=SEES, of="run", under="runs")

RUN_PAGES: tuple[Page, ...] = (
    Page(
        "as_is", "companies/<str:public_id>/as-is/", run_views.as_is, opens=SEES, of="company",
        under="board", case_view=Entry(_("As-is"), "chart", 30),
    ),
    Page(
        "model", "companies/<str:public_id>/model/", run_views.model, opens=SEES, of="company",
        under="board", case_view=Entry(pgettext_lazy("menu", "Model"), "model", 40),
    ),
    form_page(
        "model_edit", "companies/<str:public_id>/model/edit/", run_views.model_edit, ASKS, of="company",
        under="model",
    ),
    Page(
        "runs", "companies/<str:public_id>/runs/", run_views.runs, opens=SEES, of="company", under="as_is",
    ),
    _of_run("run", "runs/<str:public_id>/", run_views.run, posts=ASKS),
    _of_run("run_progress", "runs/<str:public_id>/progress/", run_views.run_progress, unwatched=True),
    _of_run("run_file", "runs/<str:public_id>/files/<path:name>", run_views.run_file),
)  # fmt: skip
