"""What happens on the floor, in factories worked out by hand."""

from dataclasses import replace
from typing import NamedTuple

import numpy as np
import pytest
from engine.simulation.shops import ONE_PIECE, MakeLine, fixed

from simmitt.engine.factory.model import (
    Arrivals,
    Calendar,
    Crew,
    Dispatch,
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
from simmitt.engine.simulation import Output, replicate
from simmitt.ground.units import WEEK_S


class Work(NamedTuple):
    order: int
    operation: int
    place: int
    kind: int
    start_s: float
    end_s: float


def work_of(output: Output) -> list[Work]:
    """Give the trace of the only replication, by start."""
    assert output.trace is not None
    rows = zip(*(field.tolist() for field in output.trace[1:]), strict=True)
    return sorted((Work(*row) for row in rows), key=lambda work: (work.start_s, work.end_s))


def two_products(dispatch: Dispatch, setup: Setup | None = None, capacity: int = 1) -> Factory:
    """Make one station that two products visit, A for 50 and B for 80 seconds on average."""
    runs = {"A": Distribution("gamma", 50.0, 0.4), "B": Distribution("gamma", 80.0, 0.4)}
    return Factory(
        name="two products",
        stations=(Station("mill", capacity=capacity, dispatch=dispatch, setup=setup),),
        operations=tuple(Operation(f"mill {name}", "mill", run) for name, run in runs.items()),
        products=tuple(
            Product(name, 0.5, ONE_PIECE, (Routing((f"mill {name}",)),), due_after_s=fixed(due))
            for name, due in (("A", 900.0), ("B", 300.0))
        ),
        arrivals=Arrivals("poisson", WEEK_S / 80.0),
        run=RunPlan(horizon_s=40_000.0),
    )


def picks(output: Output) -> list[tuple[int, list[int]]]:
    """Give each order that was started on a single machine and those that waited then, in order."""
    released = output.released_s[0]
    started: set[int] = set()
    found = []
    for work in work_of(output):
        if work.order in started:
            continue
        begun = [k for k in np.flatnonzero(released <= work.start_s) if k not in started]
        found.append((work.order, sorted((int(k) for k in begun), key=lambda k: float(released[k]))))
        started.add(work.order)
    return found


def test_first_come_is_first_served() -> None:
    output = replicate(two_products("fifo"), replications=1, seed=1, trace=True)

    waiting = picks(output)
    assert max(len(queue) for _, queue in waiting) > 5
    assert all(order == queue[0] for order, queue in waiting)


def test_the_shortest_goes_first_by_its_expected_time() -> None:
    output = replicate(two_products("shortest"), replications=1, seed=1, trace=True)

    for order, queue in picks(output):
        assert order == min(queue, key=lambda k: (output.product[0, k], output.released_s[0, k]))


def test_the_earliest_due_goes_first() -> None:
    output = replicate(two_products("due_date"), replications=1, seed=1, trace=True)

    due = output.released_s[0] + np.where(output.product[0] == 0, 900.0, 300.0)
    for order, queue in picks(output):
        assert order == min(queue, key=lambda k: due[k])


def test_a_job_that_saves_a_setup_goes_first_among_five() -> None:
    setup = Setup(fixed(30.0))
    output = replicate(two_products("setup_saving", setup), replications=1, seed=1, trace=True)

    last, saved = None, 0
    for order, queue in picks(output):
        alike = [k for k in queue[:5] if output.product[0, k] == last]
        assert order == (alike or queue)[0]
        saved += bool(alike) and order != queue[0]
        last = output.product[0, order]
    assert saved > 20


def test_a_setup_is_made_when_the_product_changes() -> None:
    output = replicate(two_products("fifo", Setup(fixed(30.0))), replications=1, seed=1, trace=True)

    works = work_of(output)
    products = [output.product[0, work.order] for work in works if work.kind == 0]
    changes = 1 + np.count_nonzero(np.diff(products))
    setups = [work for work in works if work.kind == 1]
    assert len(setups) in (changes, changes + 1)
    assert {round(work.end_s - work.start_s, 6) for work in setups} == {30.0}


def test_shares_of_setups_are_met() -> None:
    setup = Setup(fixed(5.0), share_when_product_changes=0.7, share_when_product_stays=0.2)
    output = replicate(two_products("fifo", setup), replications=1, seed=2, trace=True, horizon_s=1e6)

    works = work_of(output)
    prepared = {work.order for work in works if work.kind == 1}
    runs = [work for work in works if work.kind == 0]
    products = np.array([output.product[0, work.order] for work in runs])
    made = np.array([work.order in prepared for work in runs])[1:]
    changed = np.diff(products) != 0
    assert made[changed].mean() == pytest.approx(0.7, abs=0.02)
    assert made[~changed].mean() == pytest.approx(0.2, abs=0.02)


def test_of_two_free_machines_the_one_that_is_set_up_takes_the_job() -> None:
    factory = two_products("fifo", Setup(fixed(30.0)), capacity=2)
    factory = replace(factory, arrivals=Arrivals("regular", WEEK_S / 200.0))

    output = replicate(factory, replications=1, seed=1, trace=True)

    assert sum(work.kind == 1 for work in work_of(output)) == 2


def test_a_transfer_batch_lets_the_next_machine_begin(line: MakeLine) -> None:
    factory = line([fixed(100.0), fixed(200.0)])
    factory = replace(factory, operations=_early(factory, 0.25))

    works = work_of(replicate(factory, replications=1, seed=1, orders=1, trace=True))

    assert [(work.operation, work.start_s, work.end_s) for work in works] == [(0, 0, 100), (1, 25, 225)]


def test_a_quick_machine_can_not_overtake_the_pieces_that_feed_it(line: MakeLine) -> None:
    factory = line([fixed(100.0), fixed(40.0)])
    factory = replace(factory, operations=_early(factory, 0.25))

    output = replicate(factory, replications=1, seed=1, orders=1, trace=True, horizon_s=200.0)

    # The last quarter of the pieces comes at 100 and takes 10; the work before it joins up.
    works = work_of(output)
    assert [(work.operation, work.start_s, work.end_s) for work in works] == [(0, 0, 100), (1, 70, 110)]
    assert output.finished_s[0, 0] == 110.0
    np.testing.assert_allclose(output.state_s[0, 1], [40.0, 0.0, 0.0, 0.0, 160.0, 0.0])


def test_a_machine_that_was_left_early_stays_busy_to_its_own_end(line: MakeLine) -> None:
    factory = line([fixed(100.0), fixed(10.0)])
    factory = replace(factory, operations=_early(factory, 0.1))

    works = work_of(replicate(factory, replications=1, seed=1, orders=3, trace=True))

    assert [work.start_s for work in works if work.operation == 0] == [0.0, 100.0, 200.0]
    assert [work.end_s for work in works if work.operation == 1] == [101.0, 201.0, 301.0]


def test_pieces_ready_early_wait_where_they_are_for_a_full_buffer(line: MakeLine) -> None:
    factory = line([fixed(10.0), fixed(100.0)], [0])
    factory = replace(factory, operations=_early(factory, 0.5))

    output = replicate(factory, replications=1, seed=1, orders=2, trace=True, horizon_s=300.0)

    starts = [work.start_s for work in work_of(output) if work.operation == 1]
    assert starts == [5.0, 105.0]
    assert output.state_s[0, 0, 3] == 105.0 - 20.0


def _early(factory: Factory, share: float) -> tuple[Operation, ...]:
    return tuple(replace(operation, transfer_share=share) for operation in factory.operations)


def test_lots_of_an_order_flow_by_themselves(line: MakeLine) -> None:
    factory = line([fixed(10.0), fixed(10.0)])
    product = replace(factory.products[0], order_pieces=fixed(5.0), lots_per_order=2.0)
    by_piece = tuple(replace(operation, size_exponent=1.0) for operation in factory.operations)
    factory = replace(factory, products=(product,), operations=by_piece)

    output = replicate(factory, replications=1, seed=1, orders=1, trace=True)

    # Three pieces, then two.
    works = work_of(output)
    assert [(w.operation, w.start_s, w.end_s) for w in works] == [
        (0, 0, 30),
        (0, 30, 50),
        (1, 30, 60),
        (1, 60, 80),
    ]
    assert output.finished_s[0, 0] == 80.0
    assert output.pieces_good[0, 0] == 5.0


def test_lots_of_an_order_have_luck_of_their_own(line: MakeLine) -> None:
    factory = line([Distribution("lognormal", 10.0, 0.5)])
    product = replace(factory.products[0], order_pieces=fixed(4.0), lots_per_order=4.0)

    output = replicate(replace(factory, products=(product,)), replications=1, seed=1, orders=1, trace=True)

    assert len({round(work.end_s - work.start_s, 9) for work in work_of(output)}) == 4


def test_a_share_of_orders_is_split(line: MakeLine) -> None:
    factory = line([fixed(1.0)])
    product = replace(factory.products[0], order_pieces=fixed(10.0), lots_per_order=1.3)

    output = replicate(replace(factory, products=(product,)), replications=1, seed=1, horizon_s=40_000.0)

    assert output.visits[0, 0] / output.finished_orders[0] == pytest.approx(1.3, rel=0.03)


def test_run_time_follows_the_pieces_to_its_power(line: MakeLine) -> None:
    factory = line([fixed(60.0)] * 3)
    product = replace(factory.products[0], order_pieces=fixed(40.0))
    operations = tuple(
        replace(operation, typical_pieces=10.0, size_exponent=exponent)
        for operation, exponent in zip(factory.operations, (1.0, 0.5, 0.0), strict=True)
    )

    works = work_of(
        replicate(
            replace(factory, products=(product,), operations=operations),
            replications=1,
            seed=1,
            orders=1,
            trace=True,
        )
    )

    assert [work.end_s - work.start_s for work in works] == pytest.approx([240.0, 120.0, 60.0])


def test_the_gate_stays_shut_while_the_floor_is_full(line: MakeLine) -> None:
    runs = [Distribution("exponential", 1.0), Distribution("exponential", 1.0)]
    factory = line(runs, arrivals=Arrivals("poisson", 0.8 * WEEK_S))
    capped = replace(factory, wip_cap=3)

    output = replicate(capped, replications=1, seed=1)

    events = np.concatenate([output.released_s[0], output.finished_s[0] + 1e-9])
    steps = np.concatenate([np.ones_like(output.released_s[0]), -np.ones_like(output.finished_s[0])])
    on_floor = np.cumsum(steps[np.argsort(np.where(np.isnan(events), np.inf, events))])
    assert on_floor[: np.isfinite(events).sum()].max() <= 4  # a release may stand before its finish
    assert output.wip_mean[0] < 3.0
    assert output.wip_daily.max(initial=0.0) <= 3.0
    assert np.all(np.diff(output.released_s[0]) >= 0.0)


def test_nobody_tends_two_machines(line: MakeLine) -> None:
    runs = [Distribution("exponential", 1.0), Distribution("exponential", 1.2)]
    factory = line(runs, arrivals=Arrivals("poisson", 0.4 * WEEK_S))
    stations = tuple(replace(s, crews=("fitters",), capacity=2) for s in factory.stations)
    factory = replace(factory, stations=stations, crews=(Crew("fitters", 1),))

    output = replicate(factory, replications=1, seed=1, trace=True)

    works = work_of(output)
    ends = np.array([work.end_s for work in works])
    starts = np.array([work.start_s for work in works])
    assert len(works) > 5_000
    assert np.all(starts[1:] >= ends[:-1] - 1e-9)
    # Two orders in five seconds at 2.2 seconds of work each: somebody always waits for that person.
    assert np.all(output.crew_wait_s <= output.queue_s + 1e-6)
    assert output.crew_wait_s.sum() > 5_000.0
    assert np.all(output.queue_s > 0.0)


def test_the_job_that_has_waited_longest_gets_the_person(line: MakeLine) -> None:
    factory = line([fixed(10.0), fixed(10.0)], arrivals=Arrivals("regular", WEEK_S / 12.0))
    stations = tuple(replace(station, crews=("fitters",)) for station in factory.stations)
    factory = replace(factory, stations=stations, crews=(Crew("fitters", 1),))

    works = work_of(replicate(factory, replications=1, seed=1, trace=True, horizon_s=60.0))

    # Orders come at 6, 18, 30, 42 and 54. At 16 nobody else waits for the person; at 26 the
    # second has waited since 18, at 36 the third since 30 and the second only since then.
    assert [(w.order, w.operation, w.start_s) for w in works] == [
        (0, 0, 6.0),
        (0, 1, 16.0),
        (1, 0, 26.0),
        (2, 0, 36.0),
        (1, 1, 46.0),
        (3, 0, 56.0),
    ]


def test_another_crew_steps_in(line: MakeLine) -> None:
    factory = line([fixed(10.0)])
    station = Station("M1", capacity=3, crews=("fitters", "millers"))
    factory = replace(factory, stations=(station,), crews=(Crew("fitters", 1), Crew("millers", 1)))

    output = replicate(factory, replications=1, seed=1, horizon_s=100.0)

    assert output.state_s[0, 0, 0] == 200.0


def test_waiting_for_people_is_counted_once(line: MakeLine) -> None:
    factory = line([fixed(10.0)], arrivals=Arrivals("regular", WEEK_S / 5.0))
    factory = replace(factory, stations=(Station("M1", capacity=2, crews=("one",)),), crews=(Crew("one", 1),))

    output = replicate(factory, replications=1, seed=1, horizon_s=20.0)

    # Orders come at 2.5, 7.5, 12.5, 17.5; one works from 2.5 to 12.5, the next to 22.5; the
    # second place stands free for the first that waits: 7.5 to 12.5, then 12.5 to 20.
    np.testing.assert_allclose(output.crew_wait_s, [[12.5]])
    np.testing.assert_allclose(output.queue_s, [[5.0 + 7.5 + 2.5]])


def test_scrapped_pieces_are_gone(line: MakeLine) -> None:
    factory = line([fixed(1.0), fixed(1.0)])
    product = replace(factory.products[0], order_pieces=Distribution("gamma", 8.0, 0.6))
    operations = tuple(replace(o, scrap_share=0.1, size_exponent=0.0) for o in factory.operations)
    factory = replace(factory, products=(product,), operations=operations)

    output = replicate(factory, replications=2, seed=1, orders=4_000)

    assert np.all(output.finished_orders == 4_000)
    np.testing.assert_allclose(
        output.pieces_ordered.sum(axis=1), output.pieces_good.sum(axis=1) + output.scrapped.sum(axis=1)
    )
    assert output.pieces_good.sum() / output.pieces_ordered.sum() == pytest.approx(0.81, abs=0.01)


def test_an_order_of_which_nothing_is_left_is_finished(line: MakeLine) -> None:
    factory = line([fixed(1.0), fixed(1.0)])
    operations = (replace(factory.operations[0], scrap_share=1.0), factory.operations[1])

    output = replicate(replace(factory, operations=operations), replications=1, seed=1, orders=5)

    np.testing.assert_array_equal(output.visits, [[5, 0]])
    assert output.finished_orders[0] == 5
    assert output.pieces_good.sum() == 0.0


def test_a_visit_is_made_again_as_often_as_its_share_says(line: MakeLine) -> None:
    factory = line([fixed(1.0), fixed(1.0)])
    operations = (replace(factory.operations[0], rework_share=0.2), factory.operations[1])
    factory = replace(factory, operations=operations)

    output = replicate(factory, replications=1, seed=1, orders=8_000, horizon_s=11_000.0)

    assert output.visits[0, 0] / 8_000 == pytest.approx(1.25, rel=0.02)
    assert output.visits[0, 1] == 8_000


def test_a_delay_holds_the_order_but_no_machine(line: MakeLine) -> None:
    factory = line([fixed(10.0), fixed(5.0)])
    operations = (factory.operations[0], replace(factory.operations[1], delay_s=fixed(30.0)))

    output = replicate(
        replace(factory, operations=operations), replications=1, seed=1, orders=3, horizon_s=55.0
    )

    np.testing.assert_allclose(output.finished_s[0], [45.0, 55.0, np.nan])
    np.testing.assert_allclose(output.delay_s, [30.0 + 30.0 + 25.0])
    assert output.queue_s.sum() == 0.0


def test_what_is_on_its_way_has_a_place_in_the_buffer(line: MakeLine) -> None:
    factory = line([fixed(10.0), fixed(100.0)], [1])
    operations = (factory.operations[0], replace(factory.operations[1], delay_s=fixed(20.0)))

    output = replicate(
        replace(factory, operations=operations),
        replications=1,
        seed=1,
        orders=3,
        trace=True,
        horizon_s=140.0,
    )

    # 10 + 20: the first starts at 30; the second is under way or waiting until 130, so that the
    # third, ready at 30, is held until then.
    assert [w.start_s for w in work_of(output) if w.operation == 1] == [30.0, 130.0]
    assert output.state_s[0, 0, 3] == 100.0


def test_a_station_that_is_closed_starts_nothing_and_opens_on_the_stroke(line: MakeLine) -> None:
    factory = line([fixed(50.0)], horizon_s=1_000.0)
    factory = replace(
        factory,
        stations=(replace(factory.stations[0], calendar="short"),),
        calendars=(Calendar("short", (Shift(100.0, 220.0), Shift(400.0, 430.0))),),
    )

    output = replicate(factory, replications=1, seed=1, trace=True)

    assert [(w.order, w.start_s, w.end_s) for w in work_of(output)] == [
        (0, 100.0, 150.0),
        (1, 150.0, 200.0),
        (2, 200.0, 220.0),
        (2, 400.0, 430.0),
    ]
    np.testing.assert_allclose(output.state_s[0, 0], [150.0, 0, 0, 0, 0, 850.0])
