"""Whose hours count where machines and people have calendars of their own."""

import pytest
from engine.simulation.shops import fixed, listed, product, shop

from simmitt.engine.factory.model import Calendar, Crew, Factory, Operation, RunPlan, Shift, Station
from simmitt.engine.simulation import replicate
from simmitt.ground.units import DAY_S, HOUR_S


def daily(name: str, from_h: float, to_h: float) -> Calendar:
    """Make a calendar with the same shift on every day."""
    return Calendar(
        name, tuple(Shift(day * DAY_S + from_h * HOUR_S, day * DAY_S + to_h * HOUR_S) for day in range(7))
    )


def finished_h(factory: Factory) -> float:
    """Give the hour in which the only order is finished."""
    return float(replicate(factory, replications=1, seed=1).finished_s[0, 0]) / HOUR_S


@pytest.mark.parametrize("name", ["early + late", "late + early", "early+late", ""])
def test_hours_of_machine_and_person_are_common_whatever_other_calendars_are_called(name: str) -> None:
    other = (daily(name, 0.0, 1.0),) if name else ()
    factory = shop(
        (Station("M", calendar="early", crews=("turners",)),),
        (Operation("work", "M", fixed(5.0 * HOUR_S)),),
        (product("A", "work"),),
        listed((0.0, "A")),
        calendars=(daily("early", 6.0, 14.0), daily("late", 10.0, 22.0), *other),
        crews=(Crew("turners", 1, calendar="late"),),
        run=RunPlan(horizon_s=7 * DAY_S),
    )

    # From 10 to 14, and for an hour on the next day.
    assert finished_h(factory) == pytest.approx(24.0 + 11.0)
