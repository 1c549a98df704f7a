"""The plan on paper, as data, and as its run wrote it."""

from collections.abc import Callable
from pathlib import Path

from django.test import Client
from django.urls import reverse
from pytest_django import Settings
from web.plans.conftest import Post

from simmitt.web.analyses.shelf import run_at
from simmitt.web.plans.models import Plan, PlanMeasure

AsPerson = Callable[[str], Client]


def body(answer: object) -> bytes:
    return b"".join(answer.streaming_content)  # type: ignore[attr-defined]


def test_a_draft_says_so_on_paper_and_a_locked_plan_who_decided(as_person: AsPerson, finished: Plan) -> None:
    owner, there = as_person("owner of alfa"), reverse("plan_print", args=[finished.public_id])
    assert "Utkast" in owner.get(there).content.decode()

    owner.post(reverse("plan_lock", args=[finished.public_id]))

    paper = owner.get(there).content.decode()
    assert "Utkast" not in paper
    assert "Företagets ägare: Person owner of alfa" in paper
    assert "Stina Wallmark" in paper


def test_the_data_hold_every_field_decision_and_check(
    as_person: AsPerson, plan: Plan, measures: list[PlanMeasure], post: Post
) -> None:
    owner = as_person("owner of alfa")
    post(owner, measures[0], "decision", "later", reason="hours")

    told = owner.get(reverse("plan_json", args=[plan.public_id])).json()

    first = told["measures"][0]
    assert (first["id"], first["decision"], first["reason"]) == (measures[0].candidate, "later", "hours")
    assert (first["decided_by"], first["cost_sek"]) == ("Person owner of alfa", 60_000)
    assert told["facts"]["joint"]["lead_time_mean_h"]["value"] == -218.4
    assert [one["number"] for one in told["checks"]] == list(range(1, 17))
    assert told["is_as_simulated"] is False


def test_the_runs_own_documents_are_given_in_the_readers_language(
    as_person: AsPerson, plan: Plan, settings: Settings, tmp_path: Path
) -> None:
    settings.FILES_DIR = tmp_path
    out = run_at(plan.run) / "out"
    out.mkdir(parents=True)
    for language in ("sv", "en"):
        (out / f"plan.{language}.pdf").write_bytes(language.encode())
    plan.run.told["files"] = [{"name": "plan.sv.pdf"}, {"name": "plan.en.pdf"}]
    plan.run.save()
    owner = as_person("owner of alfa")

    swedish = owner.get(f"/sv/plans/{plan.public_id}/plan.pdf")
    english = owner.get(f"/en/plans/{plan.public_id}/plan.pdf")

    assert (body(swedish), body(english)) == (b"sv", b"en")
    assert owner.get(f"/sv/plans/{plan.public_id}/plan.docx").status_code == 404
