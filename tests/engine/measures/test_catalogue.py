"""The catalogue is sound, and every parameter in it has a place."""

from dataclasses import replace
from typing import Any

import pytest

from simmitt.engine.measures import (
    ELSEWHERE,
    PARAMETERS,
    Measure,
    Pert,
    Prerequisite,
    read_catalogue,
    sources,
)
from simmitt.engine.measures.catalogue import catalogue_faults
from simmitt.engine.measures.findings import FINDINGS
from simmitt.engine.measures.triggers import signals_in


def test_the_catalogue_has_all_its_measures_and_no_fault() -> None:
    measures = read_catalogue()

    assert len(measures) == 56
    assert catalogue_faults(measures) == []


def test_every_parameter_is_in_the_model_or_belongs_to_another_module() -> None:
    named = {effect.parameter for measure in read_catalogue().values() for effect in measure.effects}

    assert named == set(PARAMETERS) | set(ELSEWHERE)
    assert not set(PARAMETERS) & set(ELSEWHERE)


def test_at_least_twelve_measures_can_be_simulated() -> None:
    simulated = [m.id for m in read_catalogue().values() if m.primary.parameter in PARAMETERS]

    assert len(simulated) >= 12


def test_an_operation_of_the_catalogue_is_that_of_the_parameter() -> None:
    differing = [
        (measure.id, effect.parameter)
        for measure in read_catalogue().values()
        for effect in measure.effects
        if effect.parameter in PARAMETERS and PARAMETERS[effect.parameter].op != effect.op
    ]

    assert differing == []


def test_every_signal_a_simulated_measure_asks_for_has_words() -> None:
    asked = {
        signal
        for measure in read_catalogue().values()
        if measure.primary.parameter in PARAMETERS
        for signal in signals_in(measure.trigger)
    }

    assert asked - set(FINDINGS) - {"touch_days"} == set()  # the latter stands on the right of a limit only


def test_cost_is_in_kronor_and_effects_keep_their_weak_end_first() -> None:
    smed = read_catalogue()["M01"]

    assert smed.capex_sek == Pert(20_000, 60_000, 250_000)
    assert smed.primary.range == Pert(-0.15, -0.35, -0.5)
    assert smed.grade == "A"
    assert all(code in sources() for code in smed.sources)


def test_secondary_effects_are_read() -> None:
    plan = read_catalogue()["M13"]

    assert [effect.parameter for effect in plan.effects] == ["mtbf", "mttr", "planned_stop_h_month"]


def test_a_soft_prerequisite_is_told_from_a_hard_one() -> None:
    assert read_catalogue()["A01"].requires == (
        Prerequisite("M05", hard=True),
        Prerequisite("M15", hard=False),
    )


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"hours": Pert(3, 1, 2)}, "M01: a range is not ordered"),
        ({"conflicts": ("M99",)}, "M01: unknown M99"),
        ({"sources": ("S99",)}, "M01: unknown source S99"),
        ({"requires": (Prerequisite("M01", hard=True),)}, "M01: comes before itself"),
    ],
)
def test_a_broken_row_is_named(change: dict[str, Any], fault: str) -> None:
    measures: dict[str, Measure] = dict(read_catalogue())
    measures["M01"] = replace(measures["M01"], **change)

    assert catalogue_faults(measures) == [fault]
