"""Two stations in a row, with everything that a measure can act on."""

import numpy as np
import pytest

from simmitt.engine.factory.model import (
    Arrivals,
    Breakdown,
    Calendar,
    Crew,
    Distribution,
    Factory,
    Operation,
    Product,
    Routing,
    RunPlan,
    Setup,
    Shift,
    Station,
)
from simmitt.engine.simulation.output import STATES, Output
from simmitt.ground.units import DAY_S, HOUR_S, WEEK_S


def minutes(mean: float, cv: float = 0.5) -> Distribution:
    return Distribution("gamma", 60 * mean, cv)


def day_shifts() -> tuple[Shift, ...]:
    """Monday to Friday 7-16 with a lunch break of an hour."""
    spans = [(7.0, 12.0), (13.0, 16.0)]
    return tuple(
        Shift(day * DAY_S + start * HOUR_S, day * DAY_S + end * HOUR_S)
        for day in range(5)
        for start, end in spans
    )


@pytest.fixture
def saw_and_mill() -> Factory:
    return Factory(
        name="saw and mill",
        stations=(
            Station("Saw", calendar="day", crews=("sawyers",), setup=Setup(minutes(10))),
            Station(
                "Mill",
                capacity=2,
                calendar="day",
                crews=("millers",),
                setup=Setup(minutes(60)),
                breakdown=Breakdown(20 * HOUR_S, minutes(300)),
                members={"Mill 1": 0.5, "Mill 2": 0.5},
            ),
        ),
        operations=(
            Operation("Sawing", "Saw", minutes(60), typical_pieces=20),
            Operation(
                "Milling",
                "Mill",
                minutes(300),
                typical_pieces=20,
                delay_s=minutes(120),
                delay_cause="transport",
                scrap_share=0.05,
                rework_share=0.04,
            ),
            Operation("Final inspection", "Saw", minutes(30), typical_pieces=20),
        ),
        products=(
            Product(
                "Shaft",
                1.0,
                Distribution("gamma", 20.0, 0.3),
                (Routing(("Sawing", "Milling", "Final inspection")),),
            ),
        ),
        arrivals=Arrivals("poisson", per_week=9, calendar="day"),
        calendars=(Calendar("day", day_shifts()),),
        crews=(Crew("sawyers", 1), Crew("millers", 2)),
        run=RunPlan(horizon_s=13 * WEEK_S, warm_up_s=3 * WEEK_S),
    )


@pytest.fixture
def busy_mill() -> Output:
    """One replication of ten weeks: the mill is 90 % busy, a fifth of it setup."""
    open_s = 40 * 10 * HOUR_S
    states = {"Saw": (0.4, 0.05, 0.0), "Mill": (1.24, 0.36, 0.2)}
    state_s = np.zeros((1, 2, len(STATES)))
    for place, (name, places) in enumerate((("Saw", 1), ("Mill", 2))):
        run, setup, down = states[name]
        idle = places - run - setup - down
        state_s[0, place] = np.array([run, setup, down, 0.0, idle, 0.0]) * open_s
    released = np.arange(90.0)[None, :] * DAY_S / 2
    return Output(
        observed_s=10 * WEEK_S,
        stations=("Saw", "Mill"),
        capacity=np.array([1, 2]),
        released_s=released,
        finished_s=released + 10 * DAY_S,
        product=np.zeros((1, 90), dtype=np.int64),
        pieces_ordered=np.full((1, 90), 20.0),
        pieces_good=np.full((1, 90), 19.0),
        state_s=state_s,
        queue_s=np.zeros((1, 2)),
        delay_s=np.array([90 * 2 * HOUR_S]),
        visits=np.array([[180, 90]]),
        scrapped=np.array([[0.0, 90.0]]),
        wip_mean=np.array([13.0]),
        wip_daily=np.full((1, 70), 13.0),
        due_s=np.full(released.shape, np.nan),
        kit_wait_s=np.zeros(1),
        locked=np.zeros(1, bool),
        crew_wait_s=np.zeros((1, 2)),
    )
