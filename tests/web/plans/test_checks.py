"""The sixteen checks answer by looking at the plan as it stands."""

from datetime import date
from typing import Any

import pytest
from web.plans.rows import measures_of
from web.world import World

from simmitt.engine.plan import checks as engine
from simmitt.web.cases.models import Charter
from simmitt.web.people.standing import scope_of
from simmitt.web.plans.answers import DECLARED, MET, OPEN
from simmitt.web.plans.checks import CONDITIONS, checks_of
from simmitt.web.plans.looks import CHANGES_WORK
from simmitt.web.plans.models import Financing, Plan, PlanMeasure
from simmitt.web.plans.whole import Whole, whole_of


@pytest.fixture
def look(world: World, finished: Plan) -> Any:
    """Give the states of all checks, as the plan stands now."""

    def states() -> dict[int, str]:
        return {one.number: one.answer.state for one in checks_of(whole(world, finished))}

    return states


def whole(world: World, plan: Plan) -> Whole:
    fresh = Plan.objects.unscoped("a test").select_related("case__company").get(pk=plan.pk)
    return whole_of(scope_of(world.person["manager"]), fresh)


def change(row: Any, **columns: Any) -> None:
    type(row).objects.unscoped("a test").filter(pk=row.pk).update(**columns)


def change_facts(row: Any, **told: Any) -> None:
    fresh = type(row).objects.unscoped("a test").get(pk=row.pk)
    fresh.facts |= told
    fresh.save()


def test_a_plan_of_which_everything_is_said_meets_all(look: Any) -> None:
    assert look() == dict.fromkeys(range(1, 17), MET) | {12: DECLARED}


def test_a_plan_as_computed_lacks_what_only_people_can_say(world: World, plan: Plan) -> None:
    open_ones = [one.number for one in checks_of(whole(world, plan)) if one.is_open]

    assert open_ones == [4, 5, 6, 12, 14, 16]


MEASURE_FAULTS: list[tuple[int, dict[str, Any]]] = [
    (4, {"owner": ""}),
    (4, {"owner": "Produktionschef Svarv"}),
    (4, {"owner": "Stina"}),
    (6, {"starts_on": None}),
    (6, {"ready_on": date(2026, 1, 1)}),
    (6, {"hours": 900}),
    (11, {"cost_sek": 61_000}),
    (11, {"cost_kind": "quote"}),
    (11, {"cost_kind": "estimate"}),
    (14, {"cost_sek": 150_000, "risk": ""}),
    (15, {"ready_on": None}),
    (16, {"decision": ""}),
]


@pytest.mark.parametrize(("number", "columns"), MEASURE_FAULTS)
def test_a_measure_that_lacks_something_leaves_its_check_open(
    number: int, columns: dict[str, Any], look: Any, measures: list[PlanMeasure]
) -> None:
    change(measures[0], **columns)

    assert look()[number] == OPEN


PLAN_FAULTS: list[tuple[int, dict[str, Any]]] = [
    (2, {"data_grade": ""}),
    (3, {"light": "red"}),
    (8, {"origin": {}}),
    (9, {"economy": [{"id": "use_of_freed_time", "value": {}, "given": False}]}),
    (10, {"joint": {}}),
]


@pytest.mark.parametrize(("number", "told"), PLAN_FAULTS)
def test_a_run_that_tells_too_little_leaves_its_check_open(
    number: int, told: dict[str, Any], look: Any, finished: Plan
) -> None:
    change_facts(finished, **told)

    assert look()[number] == OPEN


def test_a_baseline_of_less_than_four_weeks_is_too_short(look: Any, finished: Plan) -> None:
    told = finished.facts["indicator"] | {"baseline_from": "2026-07-01"}
    change_facts(finished, indicator=told)

    assert look()[1] == OPEN


def test_a_red_light_is_met_by_saying_so(look: Any, finished: Plan) -> None:
    change_facts(finished, light="red")
    change(finished, without_model=True)

    assert look()[3] == MET


def test_an_effect_without_an_interval_is_no_effect(look: Any, measures: list[PlanMeasure]) -> None:
    change_facts(measures[0], alone={"lead_time_mean_h": {"value": -1.0, "low": None, "high": None}})

    assert look()[7] == OPEN


def test_hours_of_one_owner_at_the_same_time_add_up(world: World, look: Any, finished: Plan) -> None:
    # 120 hours each over eight weeks: fifteen a week, and two of them at once.
    Charter.objects.unscoped("a test").filter(case=finished.case).update(promised_hours_week=29)

    assert look()[6] == OPEN

    Charter.objects.unscoped("a test").filter(case=finished.case).update(promised_hours_week=40)
    assert look()[6] == MET


def test_the_joint_effect_holds_for_the_measures_it_was_simulated_for(
    look: Any, measures: list[PlanMeasure]
) -> None:
    change(measures[0], decision="no", reason="too_dear")

    assert look()[10] == OPEN


def test_a_measure_waits_for_the_one_it_needs(look: Any, measures: list[PlanMeasure]) -> None:
    _first, training, breaks = measures
    change(breaks, starts_on=training.ready_on)
    assert look()[13] == OPEN

    change(breaks, starts_on=date(2027, 3, 22))
    assert look()[13] == MET

    change(training, decision="later", reason="hours")
    assert look()[13] == OPEN


def test_changed_work_needs_the_safety_representatives_word(look: Any, measures: list[PlanMeasure]) -> None:
    change(measures[2], safety_note="")

    assert look()[14] == OPEN


def test_the_financing_adds_up_to_what_is_to_be_done(world: World, look: Any) -> None:
    money: Financing = world.rows["financing"]["alfa"]
    change(money, amount_sek=114_999)

    assert look()[12] == OPEN


def test_a_plan_without_any_yes_is_no_plan(look: Any, measures: list[PlanMeasure]) -> None:
    for one in measures:
        change(one, decision="no", reason="other")

    assert look()[16] == OPEN


def test_a_check_that_is_open_says_where(world: World, plan: Plan) -> None:
    owners = checks_of(whole(world, plan))[3]

    assert [(one.measure, one.anchor) for one in owners.answer.where] == [
        (one.public_id, "f-owner") for one in measures_of(plan)
    ]


def test_the_conditions_are_the_engines_in_its_words() -> None:
    ours = [str(said) for said, _look in CONDITIONS]

    assert ours == [condition.in_language("sv") for condition, _look in engine._CONDITIONS]


def test_the_measures_that_change_work_are_the_engines() -> None:
    every = [f"{letter}{number:02}" for letter in "MDACEB" for number in range(1, 20)]

    assert {one for one in every if engine._changes_work(one)} == CHANGES_WORK
