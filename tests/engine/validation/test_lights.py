"""Green, amber and red: the limits, and factories that get each."""

import numpy as np
import pytest
from engine.validation.made_logs import log_of_delays, log_of_queues, log_that_turns

from simmitt.engine.eventlog.log import EventLog
from simmitt.engine.fitting import fit
from simmitt.engine.hours import learn_working_hours
from simmitt.engine.validation import Validation, validate
from simmitt.engine.validation.held_out import HeldOutWeeks, Measure
from simmitt.engine.validation.lights import (
    ErrorId,
    light_of_error,
    reasons_of_delay,
    reasons_of_weeks,
    too_few_weeks,
    worst,
)


def validated(log: EventLog) -> Validation:
    fitted = fit(log, learn_working_hours(log))
    return validate(log, explained_share=fitted.explained_share)


def test_a_shop_whose_waiting_is_queues_and_closed_hours_is_green() -> None:
    found = validated(log_of_queues())

    assert found.light == "green"
    assert found.reasons == ()


def test_a_shop_whose_orders_stand_still_and_nobody_knows_why_is_amber() -> None:
    found = validated(log_of_delays())

    assert found.light == "amber"
    assert ["plain delay" in reason.text.in_language("en") for reason in found.reasons] == [True]


def test_a_shop_that_changes_after_the_fit_is_red() -> None:
    found = validated(log_that_turns())

    assert found.light == "red"
    assert found.reasons[0].light == "red"
    assert {each.id: each.light for each in found.distances}["lead_time"] == "red"
    wip = next(each for each in found.weeks if each.measure == "wip")
    assert wip.outside_95 > len(wip.real) / 3


def test_weeks_come_from_three_origins_and_no_factory_saw_its_own() -> None:
    found = validated(log_of_queues())

    assert len(found.origins) == 3
    for weeks in found.weeks:
        assert len(weeks.real) >= 12 + 8 + 4
        assert set(weeks.fitted_until) == set(found.origins)
        pairs = zip(weeks.fitted_until, weeks.begins_at, strict=True)
        assert all(begins_at >= fitted_until for fitted_until, begins_at in pairs)


@pytest.mark.parametrize(
    ("measure", "value", "floor", "straw_man", "light"),
    [
        ("lead_time", 20.0, 10.0, 50.0, "green"),  # a quarter of the way
        ("lead_time", 30.0, 10.0, 50.0, "amber"),  # half of it
        ("lead_time", 30.1, 10.0, 50.0, "red"),
        ("wip", 8.0, 4.0, 8.0, "green"),  # the straw man can't be told from chance: twice the floor
        ("wip", 16.0, 4.0, 8.0, "amber"),
        ("wip", 16.1, 4.0, 8.0, "red"),
        ("lead_time", 0.9, 0.0, 1.0, "green"),  # under an hour nobody feels
        ("throughput", 0.4, 0.0, 5.0, "green"),
        ("lead_time", float("nan"), 1.0, 50.0, "red"),
    ],
)
def test_an_error_is_judged_between_chance_and_a_model_without_waiting(
    measure: ErrorId, value: float, floor: float, straw_man: float, light: str
) -> None:
    assert light_of_error(measure, value, floor, straw_man) == light


def weeks(outside: int, inside_80: int, count: int, measure: Measure = "wip") -> HeldOutWeeks:
    """Give weeks of which some lie far out, some well within, and the others between the two bands."""
    real = np.array([99.0] * outside + [10.0] * inside_80 + [14.0] * (count - outside - inside_80))
    none = np.full(count, 0.5)
    middle, low_80, high_80, low_95, high_95 = (np.full(count, end) for end in (10.0, 8.0, 12.0, 5.0, 15.0))
    share = inside_80 / count
    return HeldOutWeeks(
        measure, (), (), real, middle, low_80, high_80, low_95, high_95, none, none, share, 0.0
    )


def test_weeks_make_it_red_where_more_than_a_third_lie_outside() -> None:
    found = [reasons_of_weeks(weeks(outside, 12 - outside, 12)) for outside in (2, 3, 4, 5)]

    assert [[reason.light for reason in each] for each in found] == [[], ["amber"], ["amber"], ["red"]]


def test_weeks_make_it_amber_where_the_narrow_band_holds_too_few() -> None:
    assert reasons_of_weeks(weeks(0, 6, 10)) == []
    assert [reason.light for reason in reasons_of_weeks(weeks(0, 5, 10))] == ["amber"]


def test_three_weeks_are_too_few_to_know() -> None:
    assert reasons_of_weeks(weeks(3, 0, 3)) == []
    assert [reason.light for reason in too_few_weeks([weeks(0, 3, 3), weeks(0, 4, 4)])] == ["amber"]
    assert too_few_weeks([weeks(0, 4, 4)]) == []


def test_more_than_three_tenths_of_plain_delay_are_amber() -> None:
    assert reasons_of_delay(0.7) == []
    assert [reason.light for reason in reasons_of_delay(0.69)] == ["amber"]


def test_the_light_is_the_gravest() -> None:
    assert worst([]) == "green"
    assert worst(["green", "red", "amber"]) == "red"
