"""The page on which measures are tried."""

import shutil
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from web.world import World

from simmitt.web.analyses.models import Run
from simmitt.web.analyses.shelf import run_at
from simmitt.web.trying import views
from simmitt.web.trying.models import Question

AsPerson = Callable[[str], Client]
Planned = Callable[[str], Run]
CHOSEN = {"measure": ["M01@M4", "M07"], "size:M07": "50", "budget": "80000", "use": "sold"}
ANSWER: dict[str, Any] = {
    "draws": 24,
    "effect": {"lead_time_mean_h": {"value": -21.0, "low": -30.0, "high": -9.0}},
    "indicator": {
        "id": "lead_time_mean_h",
        "unit": "h",
        "baseline": {"value": 120.0, "low": 110.0, "high": 130.0},
        "target": {"value": 99.0, "low": 90.0, "high": 111.0},
    },
    "money": {
        "npv_sek": {"value": 50_000.0, "low": 1_000.0, "high": 90_000.0},
        "payback_years": None,
        "loss_probability": 0.03,
    },
    "hours": {"value": 80.0, "low": 60.0, "high": 120.0},
    "capex_likely_sek": 70_000.0,
    "within_budget": False,
    "constraint_after": "M2",
    "missing": [{"id": "M07", "requires": ["M01@M4"]}],
    "conflicts": [["M07", "A03@M4"]],
}


def place(world: World, name: str = "alfa") -> str:
    return f"/sv/companies/{world.company[name].public_id}/try/"


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """Let questions be answered at once, and remember them."""
    questions: list[dict[str, Any]] = []

    def answer(question: Question, _longest_s: float) -> dict[str, Any]:
        questions.append(question.asked)
        return ANSWER

    monkeypatch.setattr(views, "wait_for", answer)
    return questions


def test_without_a_plan_the_page_says_what_comes_first(
    world: World, planned: Planned, as_person: AsPerson
) -> None:
    Run.objects.unscoped("a test").filter(case=planned("alfa").case).update(state="failed")

    page = as_person("owner of alfa").get(place(world)).content.decode()

    assert "Inget att prova ännu" in page


def test_a_plan_whose_factory_is_gone_is_not_waited_for(
    world: World, planned: Planned, as_person: AsPerson
) -> None:
    shutil.rmtree(run_at(planned("alfa")))

    answer = as_person("owner of alfa").get(place(world))

    assert answer.status_code == 200
    assert "Fabriken bakom planen finns inte här" in answer.content.decode().partition("<main")[2]
    assert not Question.objects.unscoped("a test").exists()


def test_a_factory_that_could_not_begin_is_told_of_at_once(
    world: World, planned: Planned, as_person: AsPerson, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = planned("alfa")
    Question.objects.create(
        case=run.case, run=run, asked={}, answer={"kind": "broke_off", "fault": {"sv": "Nej."}},
        asked_by=world.person["owner of alfa"], taken_at=timezone.now(),
    )  # fmt: skip
    monkeypatch.setattr(views, "wait_for", lambda *_asked: None)

    answer = as_person("owner of alfa").post(place(world), CHOSEN, headers={"X-Requested-With": "fetch"})

    assert (answer.status_code, "Nej." in answer.content.decode()) == (200, True)


def test_a_large_budget_stands_in_the_slider_as_a_number(
    world: World, planned: Planned, as_person: AsPerson
) -> None:
    planned("alfa")

    page = as_person("owner of alfa").get(place(world)).content.decode()

    assert 'value="100000"' in page
    assert 'max="1580000"' in page


def test_the_plan_s_own_measures_are_chosen_at_first_and_the_factory_gets_warm(
    world: World, planned: Planned, as_person: AsPerson
) -> None:
    planned("alfa")

    answer: Any = as_person("owner of alfa").get(place(world))

    chosen = {one.id: one.is_chosen for one in answer.context["choices"].measures}
    assert chosen == {"M01@M4": True, "M07": True, "A03@M4": False}
    assert answer.context["choices"].use == "overtime"
    assert [one.asked for one in Question.objects.unscoped("a test")] == [{}]


def test_what_is_chosen_is_asked_of_the_factory_and_shown(
    world: World, planned: Planned, as_person: AsPerson, asked: list[dict[str, Any]]
) -> None:
    planned("alfa")

    page = as_person("champion of alfa").post(place(world), CHOSEN).content.decode()

    assert asked == [
        {
            "measures": ["M01@M4", "M07"],
            "size": {"M07": 0.5},
            "budget_sek": 80_000.0,
            "economy": {"use_of_freed_time": "sold"},
        }
    ]
    for told in (
        "4,1 dygn",
        "kräver Åtgärd M01@M4 (sv) först",
        "kan inte båda göras",
        "Det här kostar mer än budgeten",
        "inte inom de år som räknas",
        "ändra ledtiden med −28,0 tim, tillsammans med −21,0 tim",
    ):
        assert told in page, told


def test_the_script_gets_the_panel_alone(
    world: World, planned: Planned, as_person: AsPerson, asked: list[dict[str, Any]]
) -> None:
    planned("alfa")

    answer: Any = as_person("owner of alfa").post(place(world), CHOSEN, headers={"X-Requested-With": "fetch"})

    assert answer.status_code == 200
    assert "<html" not in answer.content.decode()
    assert "Nuvärde" in answer.content.decode()


def test_a_factory_that_is_not_warm_yet_is_told_as_such(
    world: World, planned: Planned, as_person: AsPerson, monkeypatch: pytest.MonkeyPatch
) -> None:
    planned("alfa")
    monkeypatch.setattr(views, "SLIDER_WAIT_S", 0.05)

    answer = as_person("owner of alfa").post(place(world), CHOSEN, headers={"X-Requested-With": "fetch"})

    assert answer.status_code == 202


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"measure": ["M99"]}, "finns inte i den här planen"),
        ({"size:M07": "151"}, "utanför 0 till 150"),
        ({"size:M07": "nan"}, "utanför"),
        ({"budget": "mycket"}, "är inget tal"),
        ({"use": "banka"}, "frigjorda tiden"),
        ({"hourly_cost_sek": "-1"}, "utanför"),
    ],
)
def test_what_can_t_be_asked_is_told(
    wrong: dict[str, Any], said: str, world: World, planned: Planned, as_person: AsPerson
) -> None:
    planned("alfa")

    answer = as_person("owner of alfa").post(place(world), {**CHOSEN, **wrong})

    assert answer.status_code == 422
    assert said in answer.content.decode()


def test_the_owner_s_economy_goes_along_in_its_own_units(
    world: World, planned: Planned, as_person: AsPerson, asked: list[dict[str, Any]]
) -> None:
    planned("alfa")

    as_person("owner of alfa").post(
        place(world), {**CHOSEN, "extra_demand_share": "12,5", "hourly_cost_sek": "1 400", "years": "9"}
    )

    assert asked[0]["economy"] == {
        "use_of_freed_time": "sold",
        "extra_demand_share": 0.125,
        "hourly_cost_sek": 1400.0,
    }


def test_a_selection_of_whole_measures_goes_into_the_draft_of_the_plan(
    world: World, as_person: AsPerson, asked: list[dict[str, Any]]
) -> None:
    plan = world.rows["plan"]["alfa"]
    (run_at(plan.run) / "out" / "what_if").mkdir(parents=True)
    measures = [one["id"] for one in (*plan.run.told["measures"], *plan.run.told["rejected"])][:2]
    client = as_person("owner of alfa")
    chosen = {"measure": measures, "budget": "80000", "use": "sold", "deed": "take"}

    half = client.post(place(world), {**chosen, f"size:{measures[0]}": "50"})
    answer: Any = client.post(place(world), chosen)

    assert half.status_code == 422
    assert answer.status_code == 302, answer.content.decode()
    plan.refresh_from_db()
    assert plan.facts["chosen"] == measures
    assert plan.facts["joint"] == ANSWER["effect"]


@pytest.mark.parametrize("who", ["owner of beta", "coordinator elsewhere", "employee of alfa", "steering"])
def test_others_find_nothing(who: str, world: World, planned: Planned, as_person: AsPerson) -> None:
    planned("alfa")

    for method in ("get", "post"):
        assert getattr(as_person(who), method)(place(world)).status_code == 404


def test_an_auditor_looks_and_asks_nothing(world: World, planned: Planned, as_person: AsPerson) -> None:
    planned("alfa")

    assert as_person("auditor").get(place(world)).status_code == 200
    assert as_person("auditor").post(place(world), CHOSEN).status_code == 404
