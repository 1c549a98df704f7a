"""Whose hours count where machines and people have calendars of their own."""

from dataclasses import replace

import pytest
from engine.simulation.shops import fixed, listed, product, shop

from simmitt.engine.factory.model import (
    Breakdown,
    Calendar,
    Crew,
    Factory,
    Operation,
    RunPlan,
    Shift,
    Station,
)
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


def repaired_by(crew: Crew | None) -> Factory:
    """Make a mill that is open from 6 to 14, fails after 6 hours of running and takes 5 to repair."""
    broken = Breakdown(6.0 * HOUR_S, fixed(5.0 * HOUR_S), shape=1e6, repair_crew=crew.name if crew else "")
    return shop(
        (Station("M", calendar="early", breakdown=broken),),
        (Operation("work", "M", fixed(7.0 * HOUR_S)),),
        (product("A", "work"),),
        listed((0.0, "A")),
        calendars=(daily("early", 6.0, 14.0), daily("late", 10.0, 22.0), daily("always", 0.0, 24.0)),
        crews=(crew,) if crew else (),
        run=RunPlan(horizon_s=7 * DAY_S),
    )


@pytest.mark.parametrize(
    ("crew", "mended_h"),
    [
        (None, 24.0 + 9.0),  # from 12 to 14, then from 6 to 9
        (Crew("fitters", 1), 24.0 + 9.0),
        (Crew("fitters", 1, calendar="early"), 24.0 + 9.0),
        (Crew("fitters", 1, calendar="late"), 17.0),
        (Crew("fitters", 1, calendar="always"), 17.0),
    ],
)
def test_a_repair_keeps_the_crews_own_hours_or_else_those_of_the_station(
    crew: Crew | None, mended_h: float
) -> None:
    # An hour of work is left; the next morning at the earliest.
    left_from_h = max(mended_h, 24.0 + 6.0)

    assert finished_h(repaired_by(crew)) == pytest.approx(left_from_h + 1.0, abs=1e-3)


def test_each_station_keeps_its_own_hours_while_one_crew_mends_both() -> None:
    """One fails at 7, the other six minutes later; it waits for the only fitter, and for its own hours."""
    broken = Breakdown(HOUR_S, fixed(4.0 * HOUR_S), shape=1e6, repair_crew="fitters")
    later = replace(broken, mtbf_s=1.1 * HOUR_S)
    factory = shop(
        (Station("M1", calendar="long", breakdown=broken), Station("M2", calendar="short", breakdown=later)),
        (Operation("one", "M1", fixed(1.5 * HOUR_S)), Operation("two", "M2", fixed(1.5 * HOUR_S))),
        (product("A", "one"), product("B", "two")),
        listed((0.0, "A"), (60.0, "B")),
        calendars=(daily("long", 6.0, 22.0), daily("short", 6.0, 12.0)),
        crews=(Crew("fitters", 1),),
        run=RunPlan(horizon_s=7 * DAY_S),
    )

    finished = replicate(factory, replications=1, seed=1).finished_s[0] / HOUR_S

    # Mended from 7 to 11, and from 11 to 12 and from 6 to 9 the day after.
    assert finished.tolist() == pytest.approx([11.5, 24.0 + 9.4], abs=1e-2)
