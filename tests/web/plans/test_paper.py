"""The plan as a document: composed by the page, written by a job."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings
from web.plans.conftest import Post
from web.world import World

from simmitt.ground.progress import silent
from simmitt.jobs.job import read_job
from simmitt.jobs.running import run as do
from simmitt.web.analyses.folder import prepare
from simmitt.web.analyses.models import Run, RunKind
from simmitt.web.plans.models import FollowUp, KpiReading, Plan, PlanMeasure

AsPerson = Callable[[str], Client]


@pytest.fixture(autouse=True)
def files(settings: Settings, tmp_path: Path) -> Path:
    settings.FILES_DIR = tmp_path
    return tmp_path


def asked(client: Client, plan: Plan, language: str = "sv") -> Run:
    answer = client.post(f"/{language}/plans/{plan.public_id}/paper/")
    assert answer.status_code == 302
    run: Run = Run.objects.unscoped("a test").get(public_id=answer["Location"].rstrip("/").split("/")[-1])
    return run


def told(run: Run) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(run.asked["beside"]["document.json"])
    return document


def texts(document: dict[str, Any]) -> str:
    return json.dumps(document, ensure_ascii=False)


def test_the_document_says_what_has_been_decided_since_the_run(
    as_person: AsPerson, plan: Plan, measures: list[PlanMeasure], post: Post
) -> None:
    owner = as_person("owner of alfa")
    post(owner, measures[0], "decision", "later", reason="hours")
    post(owner, measures[1], "owner", "Stina Wallmark")

    document = told(asked(owner, plan))

    table = next(one for one in document["parts"] if one["part"] == "table")
    assert table["rows"][0][-1] == "Senare: ingen har timmarna"
    assert table["rows"][1][3] == "Stina Wallmark"
    assert document["status"] == "Utkast"
    assert "gäller de 3 åtgärder som körningen valde" in texts(document)


def test_a_locked_plan_is_no_draft_and_names_who_decided(as_person: AsPerson, finished: Plan) -> None:
    owner = as_person("owner of alfa")
    owner.post(reverse("plan_lock", args=[finished.public_id]))

    document = told(asked(owner, finished))

    assert document["status"] == ""
    assert "Företagets ägare: Person owner of alfa" in texts(document)
    assert "365 dagar" in texts(document)


def test_what_came_is_told_in_the_unit_of_the_goal_beside_the_forecast(
    as_person: AsPerson, finished: Plan, world: World
) -> None:
    owner = as_person("owner of alfa")
    owner.post(reverse("plan_lock", args=[finished.public_id]))
    KpiReading.objects.create(
        plan=finished, kpi="lead_time_mean_h", period_from=date(2027, 6, 1), period_to=date(2027, 6, 30),
        value=240.0, by=world.person["manager"],
    )  # fmt: skip
    row = FollowUp.objects.unscoped("a test").filter(measure__plan=finished, day=30).first()
    assert row is not None
    row.status, row.measured_effect = "implemented", -3.5
    row.save()

    told_now = texts(told(asked(owner, finished)))

    assert '"10,0\u00a0dygn", "Lägre än prognosen"' in told_now
    assert '"Genomförd", "−3,5 dygn"' in told_now


def test_a_cost_and_hours_of_the_catalogue_come_with_their_range(as_person: AsPerson, plan: Plan) -> None:
    told_now = texts(told(asked(as_person("owner of alfa"), plan)))

    assert "Katalogens spann: 20" in told_now
    assert "120 h (60 till 300)" in told_now


def test_it_is_in_the_readers_language(as_person: AsPerson, plan: Plan) -> None:
    owner = as_person("owner of alfa")

    swedish, english = (told(asked(owner, plan, language)) for language in ("sv", "en"))

    assert (swedish["title"], english["title"]) == ("Handlingsplan", "Action plan")
    assert (swedish["language"], english["language"]) == ("sv", "en")


def test_the_same_plan_is_written_once_and_a_changed_one_anew(
    as_person: AsPerson, plan: Plan, measures: list[PlanMeasure], post: Post
) -> None:
    owner = as_person("owner of alfa")
    first = asked(owner, plan)

    again = asked(owner, plan)
    post(owner, measures[0], "owner", "Stina Wallmark")
    changed = asked(owner, plan)

    assert again == first
    assert changed != first
    assert Run.objects.unscoped("a test").filter(kind=RunKind.PAPER).count() == 2


def test_the_job_writes_it_for_paper_and_for_word(as_person: AsPerson, finished: Plan) -> None:
    folder = prepare(asked(as_person("owner of alfa"), finished))

    assert do(read_job(folder), silent) == 0

    name = f"plan-{finished.case.company.public_id}-{finished.number}"
    assert (folder / "out" / f"{name}.pdf").read_bytes().startswith(b"%PDF-1.7")
    assert (folder / "out" / f"{name}.docx").read_bytes().startswith(b"PK")


def test_a_competitor_gets_no_document(as_person: AsPerson, plan: Plan) -> None:
    answer = as_person("owner of beta").post(reverse("plan_paper", args=[plan.public_id]))

    assert answer.status_code == 404
    assert not Run.objects.unscoped("a test").filter(kind=RunKind.PAPER).exists()
