"""A window that begins with what is on the floor: instants worked out by hand, odds held against truth."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import numpy as np
import pytest

from simmitt.engine.factory import StateFault
from simmitt.engine.factory.model import (
    Arrivals,
    Calendar,
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
from simmitt.engine.factory.state import MachineState, OpenOrder, Rest, State
from simmitt.engine.simulation import Asked, Output, replicate, simulate
from simmitt.engine.simulation.line.obstacle import Obstacle, obstacle_to_line
from simmitt.engine.simulation.odds import odds_of, share_by
from simmitt.engine.simulation.warm_start import begin_with, without_foreign_openings
from simmitt.ground.units import DAY_S, HOUR_S, WEEK_S

MakeLine = Callable[..., Factory]
NOON = datetime(2024, 1, 3, 12)  # a Wednesday
HOUR = timedelta(hours=1)
NOTHING_COMES = Arrivals("poisson", 0.0)


def fixed(hours: float) -> Distribution:
    return Distribution("fixed", hours * HOUR_S)


def order(name: str, *rest: str, **known: Any) -> OpenOrder:
    return replace(OpenOrder(name, "part", 1.0, (Rest(rest or ("work at M1",)),)), **known)


def done_h(factory: Factory, *orders: OpenOrder, machines: tuple[MachineState, ...] = ()) -> dict[str, float]:
    """Give the hours after noon when each order is done."""
    begun = begin_with(factory, State(NOON, orders, machines))
    output = replicate(begun, replications=1, seed=3)
    assert begun.state is not None
    found = zip(begun.state.orders, output.finished_s[0] / HOUR_S, strict=True)
    return {each.name: round(float(at), 6) for each, at in found}


@pytest.fixture
def one_hour(line: MakeLine) -> Factory:
    return line([fixed(1.0)], arrivals=NOTHING_COMES, horizon_s=WEEK_S)


def delayed(factory: Factory, hours: float, calendar: str = "") -> Factory:
    operations = tuple(
        replace(each, delay_s=fixed(hours), delay_calendar=calendar) for each in factory.operations
    )
    return replace(factory, operations=operations)


def test_of_two_orders_at_one_machine_the_longer_silent_is_at_work_and_the_other_waits(
    one_hour: Factory,
) -> None:
    done = done_h(one_hour, order("B", last_at=NOON - 0.25 * HOUR), order("A", last_at=NOON - 0.5 * HOUR))

    assert done == {"A": 0.5, "B": 1.5}


def test_a_machine_that_reported_later_can_not_have_begun_before(one_hour: Factory) -> None:
    machine = MachineState("M1", "M1", NOON - 0.25 * HOUR)

    done = done_h(one_hour, order("A", last_at=NOON - 0.5 * HOUR), machines=(machine,))

    assert done == {"A": 0.75}


def test_what_remains_of_a_delay_is_what_has_not_been_waited(one_hour: Factory) -> None:
    done = done_h(delayed(one_hour, 5.0), order("A", last_at=NOON - 2 * HOUR), order("B", last_at=NOON))

    assert done == {"A": 4.0, "B": 6.0}


def test_a_delay_that_began_weeks_ago_has_passed_in_its_own_hours(one_hour: Factory) -> None:
    day = Calendar("day", tuple(Shift(d * DAY_S + 8 * HOUR_S, d * DAY_S + 16 * HOUR_S) for d in range(5)))
    factory = replace(delayed(one_hour, 84.0, "day"), calendars=(day,))

    # Two weeks are eighty hours of it; four are left, until four in the afternoon.
    assert done_h(factory, order("A", last_at=NOON - timedelta(weeks=2))) == {"A": 5.0}


def test_an_order_silent_for_longer_than_anything_takes_begins_anew(one_hour: Factory) -> None:
    assert done_h(delayed(one_hour, 5.0), order("A", last_at=NOON - 400 * HOUR)) == {"A": 1.0}


def test_an_operation_under_way_needs_what_is_left_of_it_and_holds_its_machine(one_hour: Factory) -> None:
    under_way = order("A", worked_s=0.75 * HOUR_S, last_at=NOON)

    assert done_h(delayed(one_hour, 2.0), under_way, order("B", last_at=NOON - 1.9 * HOUR)) == {
        "A": 0.25,
        "B": 1.25,
    }


def test_an_order_goes_through_what_remains_and_no_more(line: MakeLine) -> None:
    three = line([fixed(1.0), fixed(2.0), fixed(4.0)], arrivals=NOTHING_COMES, horizon_s=WEEK_S)

    done = done_h(three, order("A", "work at M3", last_at=NOON), order("B", "work at M2", "work at M3"))

    assert done == {"A": 4.0, "B": 8.0}


def test_a_machine_is_still_set_up_for_what_it_did_last(one_hour: Factory) -> None:
    station = replace(one_hour.stations[0], setup=Setup(fixed(0.5)))
    factory = replace(one_hour, stations=(station,))
    known = MachineState("M1", "M1", NOON, "part")

    assert done_h(factory, order("A")) == {"A": 1.5}
    assert done_h(factory, order("A"), machines=(known,)) == {"A": 1.0}


def test_two_places_take_the_two_that_were_ready_first(one_hour: Factory) -> None:
    factory = replace(one_hour, stations=(replace(one_hour.stations[0], capacity=2),))
    orders = [
        order(name, last_at=NOON - part * HOUR) for name, part in (("A", 0.75), ("B", 0.5), ("C", 0.25))
    ]

    assert done_h(factory, *orders) == {"A": 0.25, "B": 0.5, "C": 1.25}


@pytest.fixture
def busy() -> Factory:
    """Three stations by day, of a plant where like orders lie differently long."""
    day = Calendar("day", tuple(Shift(d * DAY_S + 6 * HOUR_S, d * DAY_S + 22 * HOUR_S) for d in range(5)))
    return Factory(
        "busy",
        tuple(Station(name, calendar="day") for name in "ABC"),
        tuple(
            Operation(
                f"op{name}",
                name,
                Distribution("lognormal", 6 * HOUR_S, 0.6),
                delay_s=Distribution("lognormal", 48 * HOUR_S, 0.8),
            )
            for name in "ABC"
        ),
        (Product("part", 1.0, Distribution("fixed", 1.0), (Routing(("opA", "opB", "opC")),), delay_cv=0.5),),
        Arrivals("poisson", 8.0),
        calendars=(day,),
        run=RunPlan(horizon_s=6 * WEEK_S),
    )


def test_the_same_seed_gives_the_same_bytes_on_one_two_and_sixteen_workers(busy: Factory) -> None:
    orders = [order(f"{n:02}", "opB", "opC", last_at=NOON - n * HOUR, chance=0.7) for n in range(1, 30)]
    factory = begin_with(busy, State(NOON, tuple(orders)))

    one, two, sixteen = (
        replicate(factory, replications=40, seed=4, workers=workers) for workers in (1, 2, 16)
    )

    assert one.finished_s.tobytes() == two.finished_s.tobytes() == sixteen.finished_s.tobytes()
    there = np.isfinite(one.released_s[:, :29]).mean()
    assert there == pytest.approx(0.7, abs=0.05)


def test_a_replication_finds_nothing_of_the_orders_of_the_one_before(busy: Factory) -> None:
    orders = [order(f"{n:02}", "opB", "opC", last_at=NOON - n * HOUR, chance=0.5) for n in range(1, 9)]
    factory = begin_with(busy, State(NOON, tuple(orders)))

    among_others = replicate(factory, replications=20, seed=4)

    for k in range(20):
        alone = replicate(factory, replications=1, first_replication=k, seed=4)
        for name in ("product", "released_s", "finished_s", "due_s", "pieces_ordered", "pieces_good"):
            one = getattr(alone, name)[0]
            np.testing.assert_array_equal(getattr(among_others, name)[k, : len(one)], one)


def test_other_orders_come_beside_the_open_ones_and_a_number_of_orders_leaves_none_out(
    one_hour: Factory,
) -> None:
    factory = replace(one_hour, arrivals=replace(one_hour.arrivals, per_week=20.0))
    begun = begin_with(factory, State(NOON, (order("A"), order("B"), order("C"))))

    few = replicate(begun, replications=5, seed=1, orders=2)
    more = replicate(begun, replications=5, seed=1, orders=10)

    assert few.finished_orders.tolist() == [3] * 5
    assert more.finished_orders.tolist() == [10] * 5


def test_the_recursion_of_lines_leaves_a_state_to_the_kernel(one_hour: Factory) -> None:
    line = replace(one_hour, arrivals=Arrivals("poisson", 5.0))
    assert obstacle_to_line(line) is None

    begun = begin_with(line, State(NOON, ()))

    assert obstacle_to_line(begun) == Obstacle("Factory", "state", "line")


def test_a_state_takes_the_place_of_the_orders_made_up_at_the_start(one_hour: Factory) -> None:
    factory = replace(one_hour, arrivals=replace(one_hour.arrivals, opening_orders=9.0, opening_span_s=DAY_S))

    output = replicate(begin_with(factory, State(NOON, (order("A"),))), replications=3, seed=1)

    assert output.finished_orders.tolist() == [1, 1, 1]


def test_the_lead_time_of_an_open_order_counts_from_its_beginning(one_hour: Factory) -> None:
    begun = begin_with(one_hour, State(NOON, (order("A", begun_at=NOON - 9 * HOUR, last_at=NOON),)))

    output = replicate(begun, replications=1, seed=1)

    assert output.lead_time_s[0, 0] == 10 * HOUR_S


@pytest.mark.parametrize(
    ("open_order", "key"),
    [(order("A", "polish"), "ahead"), (replace(order("A"), product="tube"), "product")],
)
def test_a_name_that_the_factory_does_not_know_is_refused(
    one_hour: Factory, open_order: OpenOrder, key: str
) -> None:
    with pytest.raises(StateFault) as fault:
        begin_with(one_hour, State(NOON, (open_order,)))

    assert (fault.value.place.order, fault.value.place.key) == ("A", key)


def test_orders_under_way_at_the_start_belong_to_that_start(one_hour: Factory) -> None:
    run = replace(one_hour.run, starts_at=NOON)
    factory = replace(one_hour, run=run, arrivals=replace(one_hour.arrivals, opening_orders=9.0))
    moved = replace(factory, run=replace(run, starts_at=NOON + HOUR))

    assert without_foreign_openings(factory, run) == (factory, ())
    without, notes = without_foreign_openings(moved, run)
    assert without.arrivals.opening_orders == 0.0
    assert "9" in notes[0].in_language("en")
    undated = replace(run, starts_at=None)
    assert without_foreign_openings(moved, undated) == (moved, ())


def test_odds_are_shares_of_the_replications_in_which_the_order_is_open(one_hour: Factory) -> None:
    factory = delayed(one_hour, 8 * 24.0)
    known = order("A", last_at=NOON, due_at=NOON + 9 * 24 * HOUR, chance=0.5)
    factory = replace(factory, run=replace(factory.run, horizon_s=3 * WEEK_S))

    simulated = simulate(begin_with(factory, State(NOON, (known,))), Asked(replications=200, has_odds=True))
    (odds,) = simulated.odds

    assert simulated.logged is None
    assert 60 < odds.simulated < 140
    assert {week: each.value for week, each in odds.within_weeks.items()} == {1: 0.0, 2: 1.0, 3: 1.0}
    assert odds.by_due is not None
    assert odds.by_due.value == 1.0
    assert odds.by_due.low < 1.0, "some doubt is left, however many replications agree"
    assert odds.median_at == NOON + (8 * 24 + 1) * HOUR


def test_what_ends_beyond_the_window_has_no_instant(one_hour: Factory) -> None:
    factory = delayed(one_hour, 30 * 24.0)

    begun = begin_with(factory, State(NOON, (order("A", last_at=NOON, due_at=NOON + 8 * 24 * HOUR),)))
    (odds,) = odds_of(replicate(begun, replications=9, seed=1), begun)

    assert (odds.median_at, odds.by_due) == (None, None)
    assert odds.within_weeks[1].value == 0.0


def test_the_interval_of_a_share_covers_it_as_often_as_it_says() -> None:
    random = np.random.default_rng(8)

    covered = []
    for _ in range(2_000):
        told = share_by((random.random(60) > 0.9).astype(float), 0.5)
        covered.append(told.low <= 0.9 <= told.high)

    assert np.mean(covered) == pytest.approx(0.95, abs=0.02)


def seen_floor(factory: Factory, output: Output, number: int, at_s: float) -> tuple[State, dict[str, float]]:
    """Give what a log shows at an instant of one replication, and when each open order is truly done."""
    assert output.trace is not None
    mine = output.trace.replication == number
    by, operation, end_s = (
        field[mine] for field in (output.trace.order, output.trace.operation, output.trace.end_s)
    )
    past, names = end_s <= at_s, [each.name for each in factory.operations]
    opens = NOON - timedelta(seconds=at_s)
    orders, truth = [], {}
    for k in np.unique(by[past]):
        told = (by == k) & past
        last = int(operation[told].max())
        goes_on = ((by == k) & (operation == last) & ~past).any()  # its visit is cut by the night
        if goes_on or last == len(names) - 1:
            continue
        at = opens + timedelta(seconds=float(end_s[told].max()))
        orders.append(OpenOrder(str(k), "part", 1.0, (Rest(tuple(names[last + 1 :])),), last_at=at))
        truth[str(k)] = float(output.finished_s[number, k]) - at_s
    machines = []
    for s, name in enumerate("ABC"):
        here = (operation == s) & past
        if not here.any():
            continue
        before = np.isin(by, by[here]) & (operation == s - 1)
        came_s = float(end_s[before].max()) if before.any() else 0.0
        last_at = opens + timedelta(seconds=float(end_s[here].max()))
        machines.append(MachineState(name, name, last_at, "", opens + timedelta(seconds=came_s)))
    return State(NOON, tuple(orders), tuple(machines)), truth


def test_the_odds_of_the_true_factory_come_true_as_often_as_they_say(busy: Factory) -> None:
    at_s, days = 6 * WEEK_S + 2.5 * DAY_S, (2.0, 5.0, 9.0, 14.0)
    history = replace(busy, run=RunPlan(NOON - timedelta(seconds=at_s), 16 * WEEK_S))
    output = replicate(history, replications=40, seed=5, trace=True)

    odds, came, dates = [], [], []
    for number in range(40):
        state, truth = seen_floor(busy, output, number, at_s)
        begun = begin_with(busy, state)
        assert begun.state is not None
        result = replicate(begun, replications=60, seed=number)
        finished_s = np.nan_to_num(result.finished_s[:, : len(state.orders)], nan=np.inf)
        for k, each in enumerate(begun.state.orders):
            odds.append([float((finished_s[:, k] <= day * DAY_S).mean()) for day in days])
            came.append([truth[each.name] <= day * DAY_S for day in days])
            dates.append(number)

    told, true = np.array(odds), np.array(came, float)
    assert len(told) > 150
    # Orders of one floor share their luck: the error is that of means by floor.
    away = np.array([(told - true)[np.array(dates) == number].sum(axis=0) for number in set(dates)])
    error = np.sqrt((away**2).sum(axis=0)) / len(told)
    assert np.all(np.abs((told - true).mean(axis=0)) < 2.5 * error + 0.01)
    brier, base = ((told - true) ** 2).mean(axis=0), true.var(axis=0)
    assert np.all(brier < base), "better than one number for all"
