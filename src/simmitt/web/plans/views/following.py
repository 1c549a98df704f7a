"""Carrying out and following up: tasks, readings, what became of each measure."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from simmitt.web.accounts.models import Person
from simmitt.web.cases.queries import walked
from simmitt.web.drafts.operations import drafted, forget
from simmitt.web.nouns.editing import show_both, show_form
from simmitt.web.nouns.guard import Asking
from simmitt.web.plans import queries
from simmitt.web.plans.carrying_out import finish, follow_up_page, unit_of
from simmitt.web.plans.forms import FollowUpForm, ReadingForm, TaskForm
from simmitt.web.plans.models import FollowUp, KpiReading, Plan, PlanMeasure, Task
from simmitt.web.scope.rows import Stale, get_seen

OF_MEASURE = "measure__plan__case__company"


def follow_up(request: Asking, public_id: str) -> HttpResponse:
    """Show how the carrying out goes."""
    case = walked(request, public_id)
    page = follow_up_page(request.scope, case)
    return render(request, "plans/follow_up.html", {"page": page, "case": case, "company": case.company})


def follow_up_edit(request: Asking, public_id: str) -> HttpResponse:
    """Say what became of a measure by one of the days."""
    row: FollowUp = get_seen(FollowUp, request.scope, public_id, OF_MEASURE)
    plan = _opened(request, row.measure.plan)
    key = f"follow_up_edit:{public_id}"
    unit, _by = unit_of(plan)
    form = drafted(request, key, FollowUpForm, instance=row, unit=unit)
    if request.method == "POST" and form.is_valid():
        row.by, row.at = person_of(request), timezone.now()
        return _saved(request, form, row, key, plan)
    return show_form(
        request, "plans/follow_up_edit.html", form, row=row, plan=plan, company=plan.case.company
    )


def person_of(request: Asking) -> Person:
    """Give who asks; the door has let nobody else in."""
    assert isinstance(request.user, Person)
    return request.user


def task_new(request: Asking, public_id: str) -> HttpResponse:
    """Add a task to a measure."""
    measure: PlanMeasure = get_seen(PlanMeasure, request.scope, public_id, "plan__case__company")
    return _task(request, Task(measure=measure), f"task_new:{public_id}")


def task_edit(request: Asking, public_id: str) -> HttpResponse:
    """Change a task."""
    task: Task = get_seen(Task, request.scope, public_id, OF_MEASURE)
    return _task(request, task, f"task_edit:{public_id}")


def _task(request: Asking, task: Task, key: str) -> HttpResponse:
    plan = _opened(request, task.measure.plan)
    form = drafted(request, key, TaskForm, instance=task)
    if request.method == "POST" and form.is_valid():
        return _saved(request, form, task, key, plan)
    more = {"task": task, "plan": plan, "company": plan.case.company}
    return show_form(request, "plans/task.html", form, names=queries.names_known(request.scope, plan), **more)


def task_done(request: Asking, public_id: str) -> HttpResponse:
    """Say that a task is done, or take that back."""
    task: Task = get_seen(Task, request.scope, public_id, OF_MEASURE)
    if request.method == "POST":
        task.done_at = finish(task)
        try:
            with transaction.atomic():
                task.save_version(_version(request))
        except Stale:
            messages.warning(request, _("Somebody else has changed the task. Look at it, and press again."))
    return redirect(f"{reverse('follow_up', args=[task.measure.plan.case.company.public_id])}#tasks")


def _version(request: Asking) -> int:
    told = request.POST.get("version", "")
    return int(told) if told.isdecimal() and len(told) < 10 else 0


def reading_new(request: Asking, public_id: str) -> HttpResponse:
    """Write down a reading of the plan's figure."""
    plan = queries.plan_seen(request.scope, public_id)
    kpi = (plan.facts.get("indicator") or {}).get("id", "")
    reading = KpiReading(plan=plan, kpi=kpi, by=person_of(request))
    return _reading(request, reading, f"reading_new:{public_id}")


def reading_edit(request: Asking, public_id: str) -> HttpResponse:
    """Put a reading right."""
    reading: KpiReading = get_seen(KpiReading, request.scope, public_id, "plan__case__company")
    return _reading(request, reading, f"reading_edit:{public_id}")


def _reading(request: Asking, reading: KpiReading, key: str) -> HttpResponse:
    plan = _opened(request, reading.plan)
    unit, by = unit_of(plan)
    if reading.pk and request.method != "POST":
        reading.value /= by
    form = drafted(request, key, ReadingForm, instance=reading)
    if request.method == "POST" and form.is_valid():
        reading.value *= by
        return _saved(request, form, reading, key, plan)
    return show_form(request, "plans/reading.html", form, plan=plan, company=plan.case.company, unit=unit)


def _opened(request: Asking, plan: Plan) -> Plan:
    request.walked = plan.case.company.public_id
    return plan


def _saved(request: Asking, form: Any, row: Any, key: str, plan: Plan) -> HttpResponse:
    there = reverse("follow_up", args=[plan.case.company.public_id])
    try:
        with transaction.atomic():
            row.save_version(form.seen_version)
    except Stale as stale:
        return show_both(request, form, stale.current, there)
    forget(request, key)
    messages.success(request, _("Saved."))
    return redirect(there)
