"""What a station's work takes of its hours, reckoned by hand."""

from dataclasses import replace

import pytest

from simmitt.engine.factory.impossible import visits_by_step
from simmitt.engine.factory.load import least_load
from simmitt.engine.factory.model import (
    Arrivals,
    Batch,
    Breakdown,
    Calendar,
    Distribution,
    Factory,
    Operation,
    Product,
    Routing,
    Shift,
    Station,
)
from simmitt.ground.units import DAY_S, HOUR_S

DAY = Calendar("day", tuple(Shift(d * DAY_S + 8 * HOUR_S, d * DAY_S + 16 * HOUR_S) for d in range(5)))


@pytest.fixture
def mill() -> Factory:
    """Ten orders a week of two hours each, in a week of forty hours."""
    return Factory(
        "mill",
        (Station("M", calendar="day"),),
        (Operation("mill", "M", Distribution("fixed", 2 * HOUR_S)),),
        (Product("part", 1.0, Distribution("fixed", 4.0), (Routing(("mill",)),)),),
        Arrivals("poisson", 10.0),
        (DAY,),
    )


def test_the_load_is_work_over_open_hours(mill: Factory) -> None:
    assert least_load(mill) == {"M": pytest.approx(0.5)}


def test_machines_and_speed_share_it(mill: Factory) -> None:
    station = replace(mill.stations[0], capacity=2, speed=2.0)

    assert least_load(replace(mill, stations=(station,)))["M"] == pytest.approx(0.125)


def test_repairs_that_come_with_running_add_to_it(mill: Factory) -> None:
    breakdown = Breakdown(10 * HOUR_S, Distribution("fixed", HOUR_S))
    station = replace(mill.stations[0], breakdown=breakdown)

    assert least_load(replace(mill, stations=(station,)))["M"] == pytest.approx(0.55)


def test_a_batch_is_shared_by_all_that_it_holds(mill: Factory) -> None:
    station = replace(mill.stations[0], batch=Batch(5.0))

    assert least_load(replace(mill, stations=(station,)))["M"] == pytest.approx(0.1)


def test_pieces_count_where_time_grows_with_them(mill: Factory) -> None:
    operation = replace(mill.operations[0], size_exponent=1.0, typical_pieces=2.0)

    assert least_load(replace(mill, operations=(operation,)))["M"] == pytest.approx(1.0)


def test_components_are_work_too(mill: Factory) -> None:
    leg = Product("leg", 0.0, Distribution("fixed", 1.0), (Routing(("turn",)),))
    turn = Operation("turn", "L", Distribution("fixed", 60.0), size_exponent=1.0)
    table = replace(mill.products[0], components={"leg": 3.0})
    made = replace(
        mill,
        stations=(*mill.stations, Station("L", calendar="day")),
        operations=(*mill.operations, turn),
        products=(table, leg),
    )

    # Ten orders of four pieces with three legs each, a minute a leg.
    assert least_load(made)["L"] == pytest.approx(10 * 4 * 3 / 60 / 40)


def test_rework_multiplies_visits() -> None:
    operations = {
        "saw": Operation("saw", "S", Distribution("fixed", 1.0)),
        "mill": Operation("mill", "M", Distribution("fixed", 1.0), rework_share=0.5),
        "check": Operation("check", "C", Distribution("fixed", 1.0), rework_share=0.2, rework_to="saw"),
    }

    visits = visits_by_step(Routing(("saw", "mill", "check")), operations)

    # One of five checked goes back to the saw: 1.25 turns, each with two visits to the mill.
    assert visits == pytest.approx([1.25, 2.5, 1.25])
