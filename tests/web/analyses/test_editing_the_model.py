"""A number of the model is changed and compared: written as people write it, asked as the job counts."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from web.analyses.conftest import MINE
from web.analyses.in_world import add_done
from web.world import World

from simmitt.web.analyses.asking import FILES
from simmitt.web.analyses.edits import parameters_of
from simmitt.web.analyses.folder import prepare
from simmitt.web.analyses.models import Run, RunKind

pytestmark = pytest.mark.django_db
As = Callable[[str], Client]
TODAY = {"setup_factor": "2,5", "scrap_factor": "1", "capacity": "1", "extra_hours": "0"}


def address(world: World, station: str = "M4") -> str:
    return f"{reverse('model_edit', args=[world.company['alfa'].public_id])}?station={station}"


def post(client: Client, world: World, **written: str) -> Any:
    return client.post(address(world), {**TODAY, **written})


def asked() -> Run:
    found: Run = Run.objects.unscoped(MINE).get(kind=RunKind.SIMULATE)
    return found


@pytest.mark.parametrize(
    ("parameter", "written", "value"),
    [
        ("setup_factor", "1,5", 0.6),  # hours of 2.5 today
        ("scrap_factor", "0,5", 0.5),  # no quantity is known: so many times today's
        ("capacity", "2", 2.0),
        ("extra_hours", "16", 16.0),
        ("extra_hours", "−8,5", -8.5),
    ],
)
def test_what_is_written_is_asked_as_the_job_counts_it(
    parameter: str, written: str, value: float, world: World, as_person: As
) -> None:
    answer = post(as_person("champion of alfa"), world, **{parameter: written})

    run = asked()
    assert answer.status_code == 302
    assert answer["Location"].endswith(reverse("run", args=[run.public_id]))
    assert run.asked["edits"] == [{"station": "M4", "parameter": parameter, "value": pytest.approx(value)}]


def test_the_job_gets_the_factory_that_was_fitted(world: World, as_person: As) -> None:
    post(as_person("coach"), world, setup_factor="1")

    run = asked()
    job = json.loads((prepare(run) / "job.json").read_text())
    fit = Run.objects.unscoped(MINE).get(kind=RunKind.FIT, case=run.case)
    assert job["files"][0]["path"].endswith(f"runs/{fit.public_id}/out/factory.toml")
    assert job["asked"] == {"edits": run.asked["edits"]}
    assert run.asked[FILES][0]["sha256"] == "0" * 64


def test_several_numbers_are_changed_together(world: World, as_person: As) -> None:
    post(as_person("coach"), world, setup_factor="1", capacity="2")

    assert [one["parameter"] for one in asked().asked["edits"]] == ["setup_factor", "capacity"]


def test_the_same_change_is_computed_once(world: World, as_person: As) -> None:
    first = post(as_person("coach"), world, setup_factor="1")

    assert post(as_person("owner of alfa"), world, setup_factor="1,0")["Location"] == first["Location"]


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ({}, "Inget skiljer sig från i dag."),
        ({"setup_factor": "13"}, "Mellan 0 och 12,50."),
        ({"extra_hours": "-50"}, "Mellan −40 och 88."),
        ({"capacity": ""}, "Fyll i det här."),
        ({"capacity": "1,5"}, "Skriv ett heltal."),
        ({"setup_factor": "två"}, "Skriv ett tal."),
        ({"setup_factor": "nan"}, "Skriv ett tal."),
        ({"setup_factor": "1e999"}, "Skriv ett tal."),
    ],
)
def test_what_can_not_be_is_said_at_the_field(
    written: dict[str, str], said: str, world: World, as_person: As
) -> None:
    answer = post(as_person("coach"), world, **written)

    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not Run.objects.unscoped(MINE).filter(kind=RunKind.SIMULATE).exists()


def test_a_number_as_it_stands_is_no_change_however_it_was_rounded(world: World, as_person: As) -> None:
    run = Run.objects.unscoped(MINE).get(kind=RunKind.FIT, case__company=world.company["alfa"])
    run.told["stations"][0]["parameters"][0]["now"] = 2.4980829861111115
    run.save()

    assert post(as_person("coach"), world, setup_factor="2,5").status_code == 422
    assert parameters_of(run, "M4")[0].as_asked(2.4980829861111115) == pytest.approx(1.0)


def test_an_unknown_machine_is_asked_for_anew(world: World, as_person: As) -> None:
    shown = as_person("coach").get(address(world, "M99")).content.decode()

    assert "Vid vilken maskin?" in shown


@pytest.mark.parametrize("who", ["auditor", "employee of alfa", "owner of beta"])
def test_it_is_not_there_for_others(who: str, world: World, as_person: As) -> None:
    assert as_person(who).get(address(world)).status_code == 404
    assert post(as_person(who), world, setup_factor="1").status_code == 404


def test_the_comparison_is_shown_with_the_run(world: World, as_person: As) -> None:
    case = world.rows["run"]["alfa"].case
    data_set = world.rows["run"]["alfa"].data_set
    run = add_done(case, RunKind.SIMULATE, data_set, ("compared",), word="bättre")

    shown = as_person("owner of alfa").get(reverse("run", args=[run.public_id])).content.decode()

    assert "compared sv bättre" in shown
    assert "Ändra ett annat tal" in shown
