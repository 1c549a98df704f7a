"""Which factories are lines; whatever the recursion doesn't know sends a factory elsewhere."""

from collections.abc import Callable
from dataclasses import dataclass, field, fields, make_dataclass, replace
from typing import Any

import pytest
from engine.simulation.shops import MakeLine

from simmitt.engine.factory.model import (
    Arrivals,
    Batch,
    Calendar,
    Crew,
    Distribution,
    Factory,
    Product,
    Routing,
    Setup,
    Shift,
    Station,
)
from simmitt.engine.simulation.line.obstacle import KNOWN, Obstacle, obstacle_to_line
from simmitt.ground.units import WEEK_S

ONE = Distribution("fixed", 1.0)


@pytest.fixture
def plain(line: MakeLine) -> Factory:
    return line([Distribution("lognormal", 60.0, 0.5), Distribution("gamma", 50.0, 0.5)], [3])


def first_station(factory: Factory, **changes: Any) -> Factory:
    return replace(factory, stations=(replace(factory.stations[0], **changes), *factory.stations[1:]))


def last_operation(factory: Factory, **changes: Any) -> Factory:
    return replace(factory, operations=(*factory.operations[:-1], replace(factory.operations[-1], **changes)))


def only_product(factory: Factory, **changes: Any) -> Factory:
    return replace(factory, products=(replace(factory.products[0], **changes),))


def test_a_plain_line_is_one(plain: Factory) -> None:
    assert obstacle_to_line(plain) is None


def test_what_no_simulation_looks_at_is_no_obstacle(plain: Factory) -> None:
    described = replace(plain, fitted_on={"sha256": "0" * 64}, crews=(Crew("fitters", 2),))
    described = first_station(described, members={"lathe 1": 0.5, "lathe 2": 0.5})
    described = last_operation(described, reports_per_hour=1.7, activity="turning", delay_cause="transport")
    described = only_product(described, priority=2.0, setup_family="red")

    assert obstacle_to_line(described) is None


def test_a_calendar_round_the_clock_is_no_obstacle(plain: Factory) -> None:
    always = Calendar("always", (Shift(0.0, WEEK_S),))

    assert obstacle_to_line(replace(first_station(plain, calendar="always"), calendars=(always,))) is None


SEVERAL: list[tuple[Callable[[Factory], Factory], Obstacle]] = [
    (lambda f: replace(f, wip_cap=5), Obstacle("Factory", "wip_cap", "line")),
    (lambda f: first_station(f, capacity=2), Obstacle("Station", "capacity", "M1")),
    (lambda f: only_product(f, due_after_s=ONE), Obstacle("Product", "due_after_s", "part")),
    (lambda f: first_station(f, batch=Batch(2.0)), Obstacle("Station", "batch", "M1")),
    (lambda f: first_station(f, speed=2.0), Obstacle("Station", "speed", "M1")),
    (lambda f: first_station(f, dispatch="due_date"), Obstacle("Station", "dispatch", "M1")),
    (lambda f: first_station(f, setup=Setup(ONE)), Obstacle("Station", "setup", "M1")),
    (lambda f: first_station(f, crews=("fitters",)), Obstacle("Station", "crews", "M1")),
    (lambda f: last_operation(f, scrap_share=0.1), Obstacle("Operation", "scrap_share", "work at M2")),
    (lambda f: last_operation(f, rework_share=0.1), Obstacle("Operation", "rework_share", "work at M2")),
    (lambda f: last_operation(f, transfer_share=0.5), Obstacle("Operation", "transfer_share", "work at M2")),
    (
        lambda f: last_operation(f, delay_s=Distribution("exponential", 9.0)),
        Obstacle("Operation", "delay_s", "M2"),
    ),
    (lambda f: only_product(f, lots_per_order=2.0), Obstacle("Product", "lots_per_order", "part")),
    (
        lambda f: only_product(f, routings=(*f.products[0].routings, Routing(("work at M2", "work at M1")))),
        Obstacle("Product", "routings", "part"),
    ),
    (
        lambda f: only_product(f, routings=(Routing(("work at M1",)),)),
        Obstacle("Product", "routings", "part"),
    ),
    (
        lambda f: replace(f, arrivals=Arrivals("poisson", 9.0, opening_orders=3.0)),
        Obstacle("Arrivals", "opening_orders"),
    ),
    (lambda f: first_station(f, buffer=10**7), Obstacle("Station", "buffer")),
]


@pytest.mark.parametrize(("change", "obstacle"), SEVERAL, ids=[f"{o.part}.{o.field}" for _, o in SEVERAL])
def test_the_obstacle_is_named(
    plain: Factory, change: Callable[[Factory], Factory], obstacle: Obstacle
) -> None:
    assert obstacle_to_line(change(plain)) == obstacle


def test_shifts_are_an_obstacle(plain: Factory) -> None:
    day = Calendar("day", (Shift(0.0, 30_000.0),))
    with_day = replace(plain, calendars=(day,))

    at_station = first_station(with_day, calendar="day")
    at_gate = replace(with_day, arrivals=Arrivals("poisson", 9.0, "day"))

    assert obstacle_to_line(with_day) is None
    assert obstacle_to_line(at_station) == Obstacle("Station", "calendar", "M1")
    assert obstacle_to_line(at_gate) == Obstacle("Arrivals", "calendar")


def test_orders_that_would_come_without_end_are_an_obstacle(line: MakeLine) -> None:
    factory = line([Distribution("fixed", 0.0), ONE])

    assert obstacle_to_line(factory) == Obstacle("Operation", "run_s", "work at M1")
    assert obstacle_to_line(replace(factory, arrivals=Arrivals("regular", 9.0))) is None


def test_two_products_whose_delays_differ_could_overtake(plain: Factory) -> None:
    slow = replace(plain.operations[1], name="slow", delay_s=Distribution("fixed", 60.0))
    other = Product("other", 1.0, ONE, (Routing(("work at M1", "slow")),))
    both = replace(plain, operations=(*plain.operations, slow), products=(*plain.products, other))

    assert obstacle_to_line(both) == Obstacle("Operation", "delay_s", "M2")
    assert obstacle_to_line(last_operation(both, delay_s=None)) is None
    alike = replace(
        both, operations=(both.operations[0], replace(both.operations[1], delay_s=slow.delay_s), slow)
    )
    assert obstacle_to_line(alike) is None


@pytest.mark.parametrize("known", KNOWN, ids=lambda kind: kind.__name__)
def test_every_known_field_is_a_field(known: Any) -> None:
    assert KNOWN[known] <= {known_field.name for known_field in fields(known)}


def test_a_field_that_is_new_to_the_model_is_an_obstacle_once_it_is_used(
    plain: Factory, monkeypatch: pytest.MonkeyPatch
) -> None:
    new = make_dataclass(
        "Station",
        [("batch", int, field(default=1)), ("tools", dict, field(default_factory=dict))],
        bases=(Station,),
        frozen=True,
    )
    monkeypatch.setitem(KNOWN, new, KNOWN[Station])

    def with_first(**used: Any) -> Factory:
        return replace(plain, stations=(new("M1", **used), plain.stations[1]))

    assert obstacle_to_line(with_first()) is None
    assert obstacle_to_line(with_first(batch=4)) == Obstacle("Station", "batch", "M1")
    assert obstacle_to_line(with_first(tools={"mill": 1})) == Obstacle("Station", "tools", "M1")


def test_a_part_of_a_kind_that_is_new_to_the_model_is_an_obstacle(plain: Factory) -> None:
    @dataclass(frozen=True)
    class Oven(Station):
        pass

    oven = Oven("M1")

    assert obstacle_to_line(replace(plain, stations=(oven, plain.stations[1]))) == Obstacle(
        "Oven", "name", "M1"
    )
