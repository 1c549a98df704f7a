"""Taking the plan along: on paper, as a page, as data."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render

from simmitt.web.analyses.asking import TooManyWaiting
from simmitt.web.analyses.papers import ask_paper
from simmitt.web.nouns.guard import Asking
from simmitt.web.plans import queries
from simmitt.web.plans.as_json import plan_as_json
from simmitt.web.plans.models import Plan
from simmitt.web.plans.paper import plan_document
from simmitt.web.plans.presenting import page_of
from simmitt.web.plans.sentences import goal_title, goal_told, grounds_of, standing_of
from simmitt.web.plans.telling import sums
from simmitt.web.plans.whole import whole_of


def plan_print(request: Asking, public_id: str) -> HttpResponse:
    """Show the plan as it is printed: what is decided, who, when, for how much."""
    found = queries.plan_seen(request.scope, public_id)
    page = page_of(request.scope, found, [found], "")
    goal = page.indicator
    context = {
        "page": page, "plan": found, "company": found.case.company, "charter": page.whole.charter,
        "sums": sums(found.facts.get("joint_money")) if page.whole.is_as_simulated else [],
        "standing": standing_of(found), "grounds": grounds_of(found),
        "goal_title": goal_title(goal) if goal else "", "goal_told": goal_told(goal) if goal else "",
    }  # fmt: skip
    return render(request, "plans/print.html", context)


def plan_json(request: Asking, public_id: str) -> HttpResponseBase:
    """Give the plan as data."""
    found = queries.plan_seen(request.scope, public_id)
    told = plan_as_json(
        whole_of(request.scope, found),
        queries.follow_ups_of(request.scope, found),
        queries.tasks_of(request.scope, found),
        queries.readings_of(request.scope, found),
    )
    answer = JsonResponse(told, json_dumps_params={"ensure_ascii": False, "indent": 2})
    answer["Content-Disposition"] = f'attachment; filename="{_named(found)}.json"'
    return answer


def plan_paper(request: Asking, public_id: str) -> HttpResponse:
    """Ask for the plan as it stands as PDF and for Word."""
    found = queries.plan_seen(request.scope, public_id)
    if request.method != "POST":
        return redirect("plan", found.case.company.public_id)
    page = page_of(request.scope, found, [found], "")
    told = plan_document(
        page,
        queries.follow_ups_of(request.scope, found),
        queries.tasks_of(request.scope, found),
        queries.readings_of(request.scope, found),
    )
    try:
        run = ask_paper(case=found.case, name=_named(found), document=told, person=request.user)
    except TooManyWaiting as many:
        messages.error(request, many.sentence)
        return redirect("plan", found.case.company.public_id)
    return redirect("run", run.public_id)


def _named(found: Plan) -> str:
    return f"plan-{found.case.company.public_id}-{found.number}"
