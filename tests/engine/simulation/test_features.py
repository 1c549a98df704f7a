"""What a small factory has beyond a line: each worked out by hand, without luck."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from engine.simulation.shops import done, fixed, listed, product, run, shop

from simmitt.engine.factory.model import (
    Arrivals,
    Batch,
    Breakdown,
    Calendar,
    Crew,
    Factory,
    ListedOrder,
    Operation,
    Setup,
    Shift,
    Station,
)
from simmitt.engine.simulation import replicate


def test_listed_orders_come_when_and_as_the_list_says() -> None:
    factory = shop(
        (Station("M"),),
        (Operation("work", "M", fixed(10.0), size_exponent=1.0),),
        (product("A", "work"),),
        listed((50.0, "A", 3.0), (5.0, "A")),
    )

    output = run(factory)

    np.testing.assert_allclose(output.released_s[0], [5.0, 50.0])
    np.testing.assert_allclose(output.finished_s[0], [15.0, 80.0])
    np.testing.assert_allclose(output.pieces_ordered[0], [1.0, 3.0])


def test_a_listed_order_keeps_its_own_due_date_and_priority() -> None:
    orders = (
        ListedOrder(0.0, "A", 1.0),
        ListedOrder(1.0, "A", 1.0, due_s=500.0, priority=1.0),
        ListedOrder(2.0, "A", 1.0, due_s=100.0, priority=9.0),
    )
    factory = shop(
        (Station("M", dispatch="priority"),),
        (Operation("work", "M", fixed(10.0)),),
        (product("A", "work"),),
        Arrivals("list", orders=orders),
    )

    output = run(factory)

    np.testing.assert_allclose(output.finished_s[0], [10.0, 30.0, 20.0])
    np.testing.assert_allclose(output.due_s[0], [np.nan, 500.0, 100.0])


def test_a_changeover_takes_what_the_matrix_says_from_family_to_family() -> None:
    setup = Setup(fixed(7.0), families=("red", "blue"), matrix_s=((0.0, 2.0), (4.0, 0.0)))
    factory = shop(
        (Station("M", setup=setup),),
        (Operation("work", "M", fixed(10.0)),),
        (product("A", "work", setup_family="red"), product("B", "work", setup_family="blue")),
        listed((0.0, "A"), (0.0, "A"), (0.0, "B"), (0.0, "A")),
    )

    # The first setup of all is not in the matrix: 7. Then none, red to blue 2, blue to red 4.
    assert done(factory) == [17.0, 27.0, 39.0, 53.0]


def test_setup_saving_takes_the_cheapest_changeover_within_its_look_ahead() -> None:
    setup = Setup(
        fixed(9.0),
        families=("A", "B", "C"),
        matrix_s=((0.0, 8.0, 1.0), (8.0, 0.0, 8.0), (1.0, 8.0, 0.0)),
    )
    operations = (Operation("work", "M", fixed(10.0)),)
    products = tuple(product(name, "work") for name in "ABC")
    arrivals = listed((0.0, "A"), (1.0, "B"), (2.0, "C"))

    far = shop(
        (Station("M", dispatch="setup_saving", setup=setup, look_ahead=2),), operations, products, arrivals
    )
    near = shop(
        (Station("M", dispatch="setup_saving", setup=setup, look_ahead=1),), operations, products, arrivals
    )

    assert done(far) == [19.0, 48.0, 30.0]
    assert done(near) == [19.0, 37.0, 55.0]


def test_reworked_lots_go_back_to_the_operation_that_mends_them() -> None:
    operations = (
        Operation("mill", "M", fixed(10.0)),
        Operation("check", "C", fixed(1.0), rework_share=0.5, rework_to="mill"),
    )
    factory = shop(
        (Station("M"), Station("C")), operations, (product("A", "mill", "check"),), listed((0.0, "A"))
    )

    output = replicate(factory, replications=400, seed=3)

    turns = output.visits[:, 0]
    assert np.array_equal(output.visits[:, 0], output.visits[:, 1])
    np.testing.assert_allclose(output.finished_s[:, 0], 11.0 * turns)
    assert np.mean(turns) == pytest.approx(2.0, abs=4 * np.sqrt(2.0 / 400))


def test_an_operation_needs_somebody_with_the_skill() -> None:
    operations = (
        Operation("weld", "bench", fixed(10.0), crews=("welders",)),
        Operation("grind", "bench", fixed(10.0)),
    )
    factory = shop(
        (Station("bench", capacity=3, crews=("welders", "grinders")),),
        operations,
        (product("W", "weld"), product("G", "grind")),
        listed((0.0, "W"), (1.0, "W"), (2.0, "G")),
        crews=(Crew("welders", 1), Crew("grinders", 1)),
    )

    # The second weld waits for the only welder; the grinding that came later passes it.
    assert done(factory) == [10.0, 20.0, 12.0]


def test_people_work_only_in_their_own_hours() -> None:
    hour = 3_600.0
    calendar = Calendar("late", (Shift(1 * hour, 2 * hour), Shift(3 * hour, 4 * hour)))
    factory = shop(
        (Station("M", crews=("evening",)),),
        (Operation("work", "M", fixed(1.5 * hour)),),
        (product("A", "work"),),
        listed((0.0, "A")),
        calendars=(calendar,),
        crews=(Crew("evening", 1, calendar="late"),),
    )

    output = replicate(factory, replications=1, seed=1, horizon_s=10 * hour)

    assert output.finished_s[0, 0] == 3.5 * hour
    assert output.crew_wait_s[0, 0] == 1.0 * hour


def test_one_worker_tends_as_many_machines_as_told() -> None:
    def with_machines_each(number: int) -> Factory:
        return shop(
            (Station("M", capacity=3, crews=("crew",)),),
            (Operation("work", "M", fixed(10.0)),),
            (product("A", "work"),),
            listed((0.0, "A"), (0.0, "A"), (0.0, "A")),
            crews=(Crew("crew", 1, machines_each=number),),
        )

    assert done(with_machines_each(1)) == [10.0, 20.0, 30.0]
    assert done(with_machines_each(2)) == [10.0, 10.0, 20.0]


def test_a_machine_that_runs_alone_keeps_its_operator_only_for_the_setup() -> None:
    factory = shop(
        (Station("M", capacity=2, crews=("setter",), setup=Setup(fixed(3.0)), attended="setup"),),
        (Operation("work", "M", fixed(20.0)),),
        (product("A", "work"),),
        listed((0.0, "A"), (0.0, "A")),
        crews=(Crew("setter", 1),),
    )

    assert done(factory) == [23.0, 26.0]


def test_an_order_takes_the_alternative_with_least_to_do() -> None:
    factory = shop(
        (Station("new"), Station("old", speed=0.5)),
        (Operation("work", "new", fixed(10.0), alternatives=("old",)),),
        (product("A", "work"),),
        listed((0.0, "A"), (1.0, "A"), (2.0, "A")),
    )

    # One is on the new machine, so the old one (half the speed) gets the second, the new one the third.
    assert done(factory) == [10.0, 21.0, 20.0]


def test_an_assembly_waits_for_all_its_components() -> None:
    factory = shop(
        (Station("saw"), Station("lathe"), Station("bench")),
        (
            Operation("frame", "saw", fixed(5.0)),
            Operation("leg", "lathe", fixed(4.0), size_exponent=1.0),
            Operation("assemble", "bench", fixed(10.0)),
        ),
        (
            product("table", "frame", "assemble", components={"leg": 4.0}, assembled_at="assemble"),
            replace(product("leg", "leg"), share=0.0),
        ),
        listed((0.0, "table"), (0.0, "table")),
    )

    output = run(factory)

    # The legs of the first table take 16, those of the second 16 more; its frame waited from 5 and 10.
    np.testing.assert_allclose(output.finished_s[0], [26.0, 42.0])
    np.testing.assert_allclose(output.kit_wait_s, [(16.0 - 5.0) + (32.0 - 10.0)])
    assert output.pieces_good[0].tolist() == [1.0, 1.0]


def test_components_of_components_are_made_too() -> None:
    factory = shop(
        (Station("M", capacity=9),),
        tuple(
            Operation(name, "M", fixed(time)) for name, time in (("cut", 3.0), ("join", 4.0), ("pack", 5.0))
        ),
        (
            product("box", "pack", components={"frame": 1.0}),
            replace(product("frame", "join", components={"strip": 4.0}), share=0.0),
            replace(product("strip", "cut"), share=0.0),
        ),
        listed((0.0, "box")),
    )

    assert done(factory) == [3.0 + 4.0 + 5.0]


def test_no_more_is_assembled_than_the_components_are_enough_for() -> None:
    factory = shop(
        (Station("M"), Station("B")),
        (Operation("leg", "M", fixed(1.0), scrap_share=0.25), Operation("assemble", "B", fixed(1.0))),
        (
            product("table", "assemble", components={"leg": 4.0}),
            replace(product("leg", "leg"), share=0.0),
        ),
        listed((0.0, "table", 2.0)),
    )

    # Of eight legs a quarter is scrapped: six are enough for one table.
    assert run(factory).pieces_good[0].tolist() == [1.0]


def test_an_oven_waits_until_enough_has_come_together() -> None:
    factory = shop(
        (Station("oven", batch=Batch(most=3.0, least=2.0)), Station("next")),
        (Operation("bake", "oven", fixed(100.0)), Operation("pack", "next", fixed(1.0))),
        (product("A", "bake", "pack"),),
        listed(*((at, "A") for at in (0.0, 10.0, 20.0, 30.0, 40.0, 50.0))),
    )

    output = run(factory)

    # Two start at 10; at 110 three of the four that wait follow; the last never finds company.
    np.testing.assert_allclose(output.finished_s[0], [111.0, 112.0, 211.0, 212.0, 213.0, np.nan])
    assert output.state_s[0, 0, 0] == 200.0
    assert output.visits[0].tolist() == [5, 5]
    assert output.locked[0]


def test_an_oven_starts_with_less_when_somebody_has_waited_too_long() -> None:
    factory = shop(
        (Station("oven", batch=Batch(most=3.0, least=3.0, longest_wait_s=40.0)),),
        (Operation("bake", "oven", fixed(100.0)),),
        (product("A", "bake"),),
        listed((0.0, "A"), (30.0, "A"), (200.0, "A")),
    )

    assert done(factory) == [140.0, 140.0, 340.0]


def test_what_must_not_mix_is_baked_apart_and_a_full_load_goes_first() -> None:
    factory = shop(
        (
            Station(
                "oven", batch=Batch(most=4.0, least=4.0, unit="pieces", alike="product", longest_wait_s=500.0)
            ),
        ),
        (Operation("bake", "oven", fixed(100.0)),),
        (product("A", "bake"), product("B", "bake")),
        listed((0.0, "A", 2.0), (1.0, "B", 2.0), (2.0, "B", 2.0), (3.0, "A", 9.0)),
    )

    # The Bs fill it at 2. Nine As go alone in three loads, since the oven holds four. The first A waits 500.
    assert done(factory) == [600.0, 102.0, 102.0, 402.0]


def test_a_batch_that_finds_no_room_holds_its_oven() -> None:
    factory = shop(
        (Station("oven", batch=Batch(most=3.0, least=3.0)), Station("next", buffer=0)),
        (Operation("bake", "oven", fixed(100.0)), Operation("pack", "next", fixed(10.0))),
        (product("A", "bake", "pack"),),
        listed(*((0.0, "A"),) * 6),
    )

    output = run(factory)

    # The third leaves the oven at 120 (the second at 110): only then the next three go in.
    np.testing.assert_allclose(output.finished_s[0], [110.0, 120.0, 130.0, 230.0, 240.0, 250.0])
    blocked_s = output.state_s[0, 0, 3]
    assert blocked_s == 40.0


def broken_line(breakdown: Breakdown, **more: Any) -> Factory:
    return shop(
        (Station("M1", breakdown=breakdown), Station("M2", breakdown=breakdown)),
        (Operation("one", "M1", fixed(10.0)), Operation("two", "M2", fixed(10.0))),
        (product("A", "one"), product("B", "two")),
        listed((0.0, "A"), (0.0, "B")),
        **more,
    )


def test_failures_with_open_time_come_to_idle_machines_too() -> None:
    # Of a high shape the time between failures is its mean, near enough.
    breakdown = Breakdown(100.0, fixed(30.0), comes_with="open_time", shape=50.0)
    factory = shop(
        (Station("M", breakdown=breakdown),),
        (Operation("work", "M", fixed(10.0)),),
        (product("A", "work"),),
        listed((0.0, "A")),
    )

    output = replicate(factory, replications=1, seed=1, horizon_s=13_000.0)

    assert output.finished_s[0, 0] == 10.0
    assert output.state_s[0, 0, 2] == pytest.approx(13_000.0 * 30.0 / 130.0, rel=0.02)


def test_failures_with_running_time_spare_an_idle_machine() -> None:
    breakdown = Breakdown(100.0, fixed(30.0), shape=50.0)
    output = replicate(broken_line(breakdown), replications=1, seed=1)

    assert output.state_s[0, :, 2].tolist() == [0.0, 0.0]


def test_two_broken_machines_wait_for_the_same_repairer() -> None:
    breakdown = Breakdown(5.0, fixed(100.0), shape=50.0, repair_crew="fitters")
    factory = broken_line(breakdown, crews=(Crew("fitters", 1),))

    output = run(factory)

    # Both fail at about 5; one is mended at 105, the other at 205. Each has 5 left then, and may fail again.
    first, second = sorted(output.finished_s[0])
    assert 100.0 < first < 125.0 + 100.0
    assert second > 205.0
    down_s = output.state_s[0, :, 2]
    assert down_s.max() >= 195.0
    assert down_s.min() >= 99.0


def test_a_repair_crew_that_is_large_enough_changes_nothing() -> None:
    plenty = broken_line(Breakdown(5.0, fixed(100.0), repair_crew="fitters"), crews=(Crew("fitters", 2),))
    always = broken_line(Breakdown(5.0, fixed(100.0)))

    with_crew = replicate(plenty, replications=200, seed=4)
    without = replicate(always, replications=200, seed=4)

    np.testing.assert_allclose(with_crew.finished_s, without.finished_s)
    np.testing.assert_allclose(with_crew.state_s, without.state_s, atol=1e-6)


def test_stretches_of_work_are_noted_around_a_repair() -> None:
    breakdown = Breakdown(5.0, fixed(100.0), shape=50.0, repair_crew="fitters")
    factory = broken_line(breakdown, crews=(Crew("fitters", 1),))

    output = run(factory, trace=True)

    assert output.trace is not None
    run_s = (output.trace.end_s - output.trace.start_s)[output.trace.kind == 0].sum()
    down_s = (output.trace.end_s - output.trace.start_s)[output.trace.kind == 2].sum()
    assert run_s == pytest.approx(20.0)
    assert down_s == pytest.approx(output.state_s[0, :, 2].sum())


def test_a_factory_that_locks_itself_is_noticed() -> None:
    # Each holds what the other needs room for.
    factory = shop(
        (Station("M1", buffer=0), Station("M2", buffer=0)),
        (Operation("one", "M1", fixed(10.0)), Operation("two", "M2", fixed(10.0))),
        (product("A", "one", "two"), product("B", "two", "one")),
        listed((0.0, "A"), (0.0, "B")),
    )

    assert run(factory).locked.tolist() == [True]
