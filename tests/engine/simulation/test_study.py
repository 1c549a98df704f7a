"""How a factory is simulated as asked: the window or the long run, and as precisely as wanted."""

from dataclasses import replace
from datetime import datetime

import numpy as np
import pytest
from engine.simulation.shops import MakeLine

from simmitt.engine.factory.model import (
    Arrivals,
    Batch,
    Distribution,
    Factory,
    ListedOrder,
    Power,
    RunPlan,
)
from simmitt.engine.simulation import Asked, replicate, simulate
from simmitt.engine.simulation.faults import LocksItself, TooManyOrders, TooMuchWork
from simmitt.engine.simulation.figures import active_period_h, energy_kwh, figures_of, station_figures
from simmitt.engine.simulation.output import joined
from simmitt.engine.simulation.precision import mean_of, replicate_until
from simmitt.engine.simulation.warm_up import mser5
from simmitt.ground.units import DAY_S, WEEK_S


@pytest.fixture
def queue(line: MakeLine) -> Factory:
    """Orders at random for a machine that is busy seven of ten hours."""
    run = Distribution("exponential", 7_000.0)
    return line([run], arrivals=Arrivals("poisson", WEEK_S / 10_000.0), horizon_s=40 * WEEK_S)


def test_what_the_start_alone_tells_is_dropped() -> None:
    random = np.random.default_rng(3)
    course = 10.0 - 10.0 * np.exp(-np.arange(400) / 20.0) + random.normal(0.0, 0.5, 400)

    dropped, settled = mser5(course)

    assert settled
    assert 40 <= dropped <= 130


def test_a_course_that_still_climbs_has_not_settled() -> None:
    assert mser5(np.arange(200.0))[1] is False


def test_a_long_run_counts_only_after_its_warm_up(queue: Factory) -> None:
    simulated = simulate(queue, Asked(replications=20), seed=1)

    assert simulated.stay.kind == "steady"
    assert simulated.output.warm_up_s == simulated.stay.warm_up_s
    assert simulated.stay.settled


def test_a_list_of_orders_is_a_window_of_its_own(queue: Factory) -> None:
    orders = tuple(ListedOrder(k * DAY_S, "part", 1.0) for k in range(20))

    simulated = simulate(replace(queue, arrivals=Arrivals("list", orders=orders)), Asked(3), seed=1)

    assert simulated.stay.kind == "terminating"
    assert simulated.output.warm_up_s == 0.0
    assert simulated.output.finished_orders.tolist() == [20, 20, 20]


def test_a_precision_is_reached_and_kept(queue: Factory) -> None:
    simulated = simulate(queue, Asked(precision=0.05), seed=2)

    assert all(each.is_reached for each in simulated.reached)
    assert simulated.logged is None
    lead = mean_of(figures_of(simulated.output, queue)["lead_time_mean_h"])
    # Exact: 7000 s of work for every 3 of 10 parts of the time that is free.
    assert lead.value == pytest.approx(7_000.0 / 0.3 / 3_600.0, rel=0.05)


def test_too_few_replications_are_told(queue: Factory) -> None:
    simulated = simulate(queue, Asked(replications=5, precision=0.0001), seed=2)

    assert simulated.output.replications == 5
    assert not all(each.is_reached for each in simulated.reached)


def test_replications_in_batches_are_those_made_at_once(queue: Factory) -> None:
    parts = [replicate(queue, replications=2, first_replication=first, seed=5) for first in (0, 2)]

    together, once = joined(parts), replicate(queue, replications=4, seed=5)

    np.testing.assert_array_equal(together.wip_mean, once.wip_mean)
    np.testing.assert_array_equal(together.finished_orders, once.finished_orders)


@pytest.mark.sweep
def test_stopping_when_precise_does_not_spoil_the_interval() -> None:
    """Skewed outcomes with mean 1, stopped at one part in ten: 95 of 100 intervals hold the mean."""
    held = []
    for seed in range(400):
        drawn = np.random.default_rng(seed).exponential(1.0, 5_000)
        seen: list[int] = []

        def more(
            have: int, goal: int, drawn: np.ndarray = drawn, seen: list[int] = seen
        ) -> dict[str, np.ndarray]:
            seen.append(goal)
            return {"value": drawn[:goal]}

        replicate_until(more, 0.1)
        estimate = mean_of(drawn[: seen[-1]])
        held.append(estimate.low <= 1.0 <= estimate.high)

    assert 0.93 <= np.mean(held) <= 0.97


def test_shares_of_a_station_s_states_add_up_to_one(queue: Factory) -> None:
    figures = station_figures(replicate(queue, replications=3, seed=1), queue)["M1"]

    shares = [values for name, values in figures.items() if name.endswith("_share")]
    np.testing.assert_allclose(np.sum(shares, axis=0), 1.0)


def test_energy_is_hours_in_each_state_times_their_power(queue: Factory) -> None:
    powered = replace(queue, stations=(replace(queue.stations[0], power=Power(run_kw=10.0, idle_kw=2.0)),))
    output = replicate(powered, replications=2, seed=1)

    run_h, idle_h = output.state_s[:, 0, 0] / 3_600.0, output.state_s[:, 0, 4] / 3_600.0
    np.testing.assert_allclose(energy_kwh(output, powered)[:, 0], 10.0 * run_h + 2.0 * idle_h)
    assert "energy_kwh_per_good_piece" in figures_of(output, powered)


def test_work_without_a_gap_is_one_active_period(queue: Factory) -> None:
    orders = tuple(ListedOrder(at, "part", 1.0) for at in (0.0, 0.0, 50_000.0))
    made = replace(
        queue,
        arrivals=Arrivals("list", orders=orders),
        operations=(replace(queue.operations[0], run_s=Distribution("fixed", 3_600.0)),),
        run=RunPlan(horizon_s=WEEK_S),
    )

    found = active_period_h(replicate(made, replications=1, seed=1, trace=True), made)

    # Two hours on end, then one.
    np.testing.assert_allclose(found["M1"], [1.5])


def test_a_factory_that_locks_itself_is_refused(queue: Factory) -> None:
    orders = tuple(ListedOrder(0.0, "part", 1.0) for _ in range(3))
    stuck = replace(
        queue,
        arrivals=Arrivals("list", orders=orders),
        stations=(replace(queue.stations[0], batch=Batch(2.0, 2.0)),),
    )

    with pytest.raises(LocksItself):
        simulate(stuck, Asked(2), seed=1)


def test_more_than_memory_holds_is_refused(queue: Factory) -> None:
    with pytest.raises(TooManyOrders):
        simulate(queue, Asked(10_000_000), seed=1)


def test_a_long_run_in_which_the_queue_never_ends_is_refused(queue: Factory) -> None:
    crowded = replace(queue, arrivals=Arrivals("poisson", WEEK_S / 6_000.0))

    with pytest.raises(TooMuchWork):
        simulate(crowded, Asked(2), seed=1)

    window = replace(crowded, run=replace(crowded.run, starts_at=datetime(2026, 1, 5)))
    assert simulate(window, Asked(2), seed=1).stay.kind == "terminating"
