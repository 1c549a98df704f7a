"""Relieving the station that holds the others up gives most."""

from dataclasses import replace

import pytest

from simmitt.engine.experiments.relief import gains_of_relief, ranked
from simmitt.engine.factory.model import (
    Arrivals,
    Distribution,
    Factory,
    Operation,
    Product,
    Routing,
    RunPlan,
    Station,
)
from simmitt.ground.intervals import Estimate
from simmitt.ground.units import HOUR_S, WEEK_S


def shop(*, load: tuple[float, float, float]) -> Factory:
    """Give three stations in a row with so much of their time taken by orders that come at random."""
    names = ("Saw", "Mill", "Lathe")
    per_week = 100.0
    hours = [share * WEEK_S / per_week for share in load]
    return Factory(
        name="three",
        stations=tuple(Station(name, members={f"{name} 1": 0.4, f"{name} 2": 0.6}) for name in names),
        operations=tuple(
            Operation(name, name, Distribution("exponential", mean))
            for name, mean in zip(names, hours, strict=True)
        ),
        products=(Product("Arm", 1.0, Distribution("fixed", 1.0), (Routing(names),)),),
        arrivals=Arrivals("poisson", per_week=per_week),
        run=RunPlan(horizon_s=13 * WEEK_S, warm_up_s=4 * WEEK_S),
    )


def test_the_fullest_station_gives_most_and_the_others_little() -> None:
    gains = gains_of_relief(shop(load=(0.3, 0.9, 0.5)), seed=1)

    assert list(gains) == ["Mill", "Lathe", "Saw"]
    assert gains["Mill"].low > gains["Lathe"].high


def test_the_gain_is_that_of_a_queue() -> None:
    """Time in an M/M/1 queue is the run time over what the load leaves free."""
    factory = shop(load=(0.01, 0.7, 0.01))
    long = replace(factory, run=RunPlan(horizon_s=200 * WEEK_S, warm_up_s=10 * WEEK_S))

    gain = gains_of_relief(long, seed=1)["Mill"]

    run_h = 0.7 * WEEK_S / 100.0 / HOUR_S
    exact_h = run_h / (1 - 0.7) - 0.9 * run_h / (1 - 0.63)
    assert gain.value == pytest.approx(exact_h, rel=0.06)


def test_a_pool_is_named_by_its_busiest_machine_and_chance_names_none() -> None:
    factory = shop(load=(0.3, 0.9, 0.5))
    ranking = ranked(gains_of_relief(factory, seed=1), factory)

    assert ranking[0].machine == "Mill 2"
    assert ranked({"Mill": Estimate(1.0, -0.5, 2.5)}, factory) == []
