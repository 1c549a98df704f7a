"""Carrying out and following up."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from web.plans.rows import measures_of
from web.world import World

from simmitt.web.plans.models import FollowUp, KpiReading, Plan, Task

AsPerson = Callable[[str], Client]


@pytest.fixture
def locked(as_person: AsPerson, finished: Plan) -> Plan:
    as_person("owner of alfa").post(reverse("plan_lock", args=[finished.public_id]))
    return finished


def page_of(client: Client, plan: Plan) -> Any:
    return client.get(reverse("follow_up", args=[plan.case.company.public_id]))


def test_there_is_nothing_to_follow_up_before_the_owner_has_locked(as_person: AsPerson, plan: Plan) -> None:
    Plan.objects.unscoped("a test").filter(case=plan.case).update(state="draft")

    assert "Inget att följa upp än" in page_of(as_person("owner of alfa"), plan).content.decode()


def test_what_is_due_stands_first(as_person: AsPerson, locked: Plan) -> None:
    first = measures_of(locked)[1]
    assert page_of(as_person("owner of alfa"), locked).context["page"].plan == locked
    yesterday = timezone.localdate() - timedelta(days=1)
    FollowUp.objects.unscoped("a test").filter(measure__plan=locked).update(due_on=date(2099, 1, 1))
    FollowUp.objects.unscoped("a test").filter(measure=first, day=90).update(due_on=yesterday)

    page = page_of(as_person("owner of alfa"), locked)

    assert [(one.measure, one.day) for one in page.context["page"].due] == [(first, 90)]
    assert "1 svar väntar" in page.content.decode()


def test_an_answer_says_what_became_of_the_measure_and_who_said_it(
    world: World, as_person: AsPerson, locked: Plan
) -> None:
    row = FollowUp.objects.unscoped("a test").filter(measure__plan=locked, day=30).last()
    assert row is not None
    fields = {
        "status": "partly",
        "measured_effect": "-2,5",
        "note": "Bara dagskiftet.",
        "version": row.version,
    }

    as_person("champion of alfa").post(reverse("follow_up_edit", args=[row.public_id]), fields)

    answered = FollowUp.objects.unscoped("a test").get(pk=row.pk)
    assert (answered.status, answered.measured_effect) == ("partly", -2.5)
    assert answered.by == world.person["champion of alfa"]
    assert not answered.is_due


def test_an_answer_over_somebody_elses_shows_both(as_person: AsPerson, locked: Plan) -> None:
    row = FollowUp.objects.unscoped("a test").filter(measure__plan=locked, day=30).last()
    assert row is not None
    there = reverse("follow_up_edit", args=[row.public_id])
    as_person("coach").post(there, {"status": "implemented", "version": row.version})

    late = as_person("owner of alfa").post(there, {"status": "not", "version": row.version})

    assert late.status_code == 409
    assert FollowUp.objects.unscoped("a test").get(pk=row.pk).status == "implemented"


@pytest.mark.parametrize(
    ("value", "day", "verdict"),
    [
        ("10,0", date(2027, 3, 31), "Lägre än prognosen"),
        ("14,5", date(2027, 3, 31), "Inom prognosen"),
        ("20,0", date(2027, 3, 31), "Inte där än"),
        ("20,0", date(2027, 7, 31), "Högre än prognosen"),
    ],
)
def test_a_reading_stands_beside_the_forecast(
    value: str, day: date, verdict: str, as_person: AsPerson, locked: Plan
) -> None:
    champion = as_person("champion of alfa")
    fields = {
        "period_from": day - timedelta(days=30), "period_to": day, "value": value, "source": "manual",
        "version": 1,
    }  # fmt: skip

    champion.post(reverse("reading_new", args=[locked.public_id]), fields)

    last = page_of(champion, locked).context["page"].outcomes[-1]
    # Read off in days, kept in hours as the run has it.
    assert last.verdict == verdict
    assert last.figure.unit == "dygn"
    kept = KpiReading.objects.unscoped("a test").filter(plan=locked, period_to=day).get()
    assert kept.value == pytest.approx(float(value.replace(",", ".")) * 24)


def test_a_reading_that_is_changed_twice_keeps_its_unit(
    as_person: AsPerson, locked: Plan, world: World
) -> None:
    champion, reading = as_person("champion of alfa"), world.rows["reading"]["alfa"]
    there = reverse("reading_edit", args=[reading.public_id])
    for _time in range(2):
        form = champion.get(there).context["form"]
        assert form.initial["value"] == 20.0
        fields = {
            "period_from": "2026-09-01", "period_to": "2026-09-30", "value": "20", "source": "manual",
            "version": form.initial["version"] if "version" in form.initial else form["version"].value(),
        }  # fmt: skip
        assert champion.post(there, fields).status_code == 302

    assert KpiReading.objects.unscoped("a test").get(pk=reading.pk).value == 480.0


def test_a_task_is_added_done_and_taken_back(as_person: AsPerson, locked: Plan) -> None:
    champion, measure = as_person("champion of alfa"), measures_of(locked)[1]
    fields = {"text": "Filma ett ställ", "owner": "Stina Wallmark", "due_on": "2026-01-04", "version": 1}
    champion.post(reverse("task_new", args=[measure.public_id]), fields)
    task = Task.objects.unscoped("a test").get(measure=measure)
    assert task.is_late

    champion.post(reverse("task_done", args=[task.public_id]), {"version": task.version})
    done = Task.objects.unscoped("a test").get(pk=task.pk)
    assert (done.done_at is not None, done.is_late) == (True, False)

    champion.post(reverse("task_done", args=[task.public_id]), {"version": task.version})
    assert Task.objects.unscoped("a test").get(pk=task.pk).done_at == done.done_at
