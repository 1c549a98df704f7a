"""Questions of "what if" about a plan, answered one a line."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from jobs.conftest import BUDGET_SEK, told

from simmitt.jobs.questioned import Questioned
from simmitt.jobs.warm import answers
from simmitt.jobs.what_if import read_what_if


@pytest.fixture(scope="module")
def plan(planned_folder: Path) -> Questioned:
    return Questioned(read_what_if(planned_folder / "out" / "what_if"), 2)


@pytest.fixture(scope="module")
def record(planned_folder: Path) -> dict[str, Any]:
    return told(planned_folder)


def ask(plan: Questioned, **question: Any) -> dict[str, Any]:
    (answer,) = answers(plan, [json.dumps(question)])
    return answer


def test_the_plans_own_set_is_answered_as_the_plan_tells_it(plan: Questioned, record: dict[str, Any]) -> None:
    answer = ask(plan, measures=[each["id"] for each in record["measures"]])

    assert answer["exact"]
    assert answer["effect"] == record["joint"]
    assert answer["money"] == record["joint_money"]
    assert answer["indicator"]["target"] == record["indicator"]["target"]
    assert answer["indicator"]["baseline"] == record["indicator"]["baseline"]
    assert answer["constraint_after"] == record["constraint_after"]


def test_all_candidates_of_the_plan_can_be_asked_about(plan: Questioned, record: dict[str, Any]) -> None:
    told_ids = {each["id"] for each in (*record["measures"], *record["rejected"])}

    assert told_ids == set(plan.candidates)


def test_nothing_changes_nothing(plan: Questioned) -> None:
    answer = ask(plan, measures=[])

    assert all(each == {"value": 0.0, "low": 0.0, "high": 0.0} for each in answer["effect"].values())
    assert answer["money"]["npv_mean_sek"] == 0.0
    assert answer["indicator"]["target"]["value"] == answer["indicator"]["baseline"]["value"]


def test_half_a_measure_costs_half_and_gives_less(plan: Questioned, record: dict[str, Any]) -> None:
    name = record["measures"][0]["id"]

    whole, half = ask(plan, measures=[name]), ask(plan, measures=[name], size={name: 0.5})

    assert half["capex_likely_sek"] == pytest.approx(whole["capex_likely_sek"] / 2)
    assert half["money"]["hours"]["value"] == pytest.approx(whole["money"]["hours"]["value"] / 2, rel=0.1)
    freed = "freed_total_h_per_week"
    assert 0 < half["effect"][freed]["value"] < whole["effect"][freed]["value"]


def test_a_measure_of_no_size_is_not_carried_out(plan: Questioned, record: dict[str, Any]) -> None:
    name = record["measures"][0]["id"]

    without = ask(plan, measures=[name], size={name: 0})

    assert without["effect"] == ask(plan, measures=[])["effect"]


def test_another_economy_changes_the_money_and_not_the_effect(
    plan: Questioned, record: dict[str, Any]
) -> None:
    ids = [each["id"] for each in record["measures"]]

    dear = ask(plan, measures=ids, economy={"hourly_cost_sek": 800})
    plain = ask(plan, measures=ids)

    assert dear["effect"] == plain["effect"]
    assert dear["money"]["overtime_sek"]["value"] == pytest.approx(
        2 * plain["money"]["overtime_sek"]["value"]
    )


def test_a_budget_is_held_against_what_the_set_likely_costs(plan: Questioned) -> None:
    everything = list(plan.candidates)

    answer = ask(plan, measures=everything, budget_sek=1)

    assert not answer["within_budget"]
    assert ask(plan, measures=everything, budget_sek=answer["capex_likely_sek"])["within_budget"]


def test_what_a_measure_needs_first_is_named(plan: Questioned) -> None:
    needing = [each for each in plan.candidates.values() if each.requires]

    for candidate in needing:
        answer = ask(plan, measures=[candidate.id])
        assert answer["missing"] == [{"id": candidate.id, "requires": sorted(candidate.requires)}]
        assert not ask(plan, measures=[candidate.id, *candidate.requires])["missing"] or any(
            plan.candidates[name].requires for name in candidate.requires
        )


def test_the_same_question_has_the_same_answer(plan: Questioned) -> None:
    everything, size = list(plan.candidates), dict.fromkeys(plan.candidates, 0.7)

    first, again = (ask(plan, measures=everything, size=size) for _ in range(2))

    assert {**first, "took_s": 0} == {**again, "took_s": 0}


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ('{"id": 3, "measures": ["M99@Nowhere"]}', "unknown_measure"),
        ('{"id": 3, "size": {"M99@Nowhere": 1}}', "unknown_measure"),
        ('{"id": 3, "economy": {"colour": 3}}', "economy"),
        ('{"id": 3, "economy": {"years": 2.5}}', "economy"),
        ('{"id": 3, "budget_sek": -1}', "budget"),
        ('{"id": 3, "budget_sek": "much"}', "budget"),
        ('{"id": 3, "colour": "red"}', "question"),
        ('{"id": 3, "measures": "M01"}', "question"),
    ],
)
def test_what_cant_be_answered_is_said_and_the_next_is_answered(
    plan: Questioned, question: str, kind: str
) -> None:
    refused, garbled, answered = answers(plan, [question, "not a question", '{"id": 4, "measures": []}'])

    assert (refused["id"], refused["kind"]) == (3, kind)
    assert set(refused["fault"]) == {"sv", "en"}
    assert (garbled["id"], garbled["kind"]) == (None, "question")
    assert (answered["id"], answered["exact"]) == (4, True)


def test_a_size_beyond_what_is_tried_is_refused(plan: Questioned) -> None:
    name = next(iter(plan.candidates))

    assert ask(plan, measures=[name], size={name: 1.6})["kind"] == "size"
    assert ask(plan, measures=[name], size={name: -0.1})["kind"] == "size"


def test_the_process_says_when_it_is_ready_and_ends_with_its_questions(planned_folder: Path) -> None:
    process = subprocess.run(
        [sys.executable, "-m", "simmitt.jobs.warm", str(planned_folder)],
        input='{"id": "a", "measures": []}\n{"id": "b"}\n',
        capture_output=True,
        text=True,
        check=True,
    )

    ready, *answered = (json.loads(line) for line in process.stdout.splitlines())
    assert ready["ready"]
    assert ready["budget_sek"] == BUDGET_SEK
    assert [each["id"] for each in answered] == ["a", "b"]
