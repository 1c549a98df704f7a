"""Asking for a plan to be computed."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect

from simmitt.web.analyses.asking import TooManyWaiting, ask
from simmitt.web.analyses.models import RunKind
from simmitt.web.cases.queries import walked
from simmitt.web.nouns.editing import show_form
from simmitt.web.nouns.guard import Asking
from simmitt.web.plans import queries
from simmitt.web.plans.economy import ASKED, EconomyForm

ECONOMY = "economy.toml"


def plan_ask(request: Asking, public_id: str) -> HttpResponse:
    """Ask for a plan: what it may cost, when it begins, what freed time is worth."""
    case = walked(request, public_id)
    data_set = queries.data_for_a_plan(request.scope, case)
    form = EconomyForm(request.POST or None)
    if request.method == "POST" and data_set and form.is_valid():
        try:
            ask(
                case=case, kind=RunKind.PLAN, person=request.user, data_set=data_set, asked=_asked(form),
                beside={ECONOMY: form.toml} if form.toml else {},
            )  # fmt: skip
        except TooManyWaiting as many:
            form.add_error(None, many.sentence)
        else:
            messages.success(request, ASKED)
            return redirect("plan", public_id)
    return show_form(request, "plans/ask.html", form, case=case, company=case.company, data_set=data_set)


def _asked(form: EconomyForm) -> dict[str, Any]:
    """Give what the run's result depends on; what was left empty is left out."""
    told = form.cleaned_data
    first = told["starts_on"]
    said = {
        "budget_sek": told["budget_sek"],
        "starts_on": first.isoformat() if first else "",
        "despite_red": told["despite_red"],
    }
    return {name: value for name, value in said.items() if value}
