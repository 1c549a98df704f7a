"""Serial lines: blocking, breakdowns, and the same luck in two scenarios."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

import numpy as np
import pytest
from engine.simulation.shops import MakeLine
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from simmitt.engine.factory.model import Breakdown, Distribution
from simmitt.engine.simulation import Output, replicate, replicate_pairs


def occupied(output: Output, orders: int, machines: int) -> NDArray[np.float64]:
    """(orders, machines) seconds that each order's work and repairs took, from the trace."""
    trace = output.trace
    assert trace is not None
    taken = np.zeros((orders, machines))
    np.add.at(taken, (trace.order, trace.operation), trace.end_s - trace.start_s)
    return taken


def leaving_times(taken: NDArray[np.float64], buffers: list[int]) -> NDArray[np.float64]:
    """(orders, machines) by the max-plus recursion with blocking after service."""
    orders, machines = taken.shape
    leaves = np.zeros((orders, machines))
    for j in range(orders):
        for m in range(machines):
            free = leaves[j - 1, m] if j else 0.0
            here = leaves[j, m - 1] if m else 0.0
            leaves[j, m] = max(free, here) + taken[j, m]
            ahead = j - buffers[m] - 1 if m < machines - 1 else -1
            if ahead >= 0:
                leaves[j, m] = max(leaves[j, m], leaves[ahead, m + 1])
    return leaves


@given(
    machines=st.integers(2, 6),
    buffers=st.lists(st.integers(0, 3), min_size=5, max_size=5),
    cv=st.sampled_from([0.3, 1.0, 2.0]),
    fails=st.booleans(),
    seed=st.integers(0, 10_000),
)
@settings(max_examples=80, deadline=None)
def test_a_random_line_finishes_as_the_recursion_says(
    line: MakeLine, machines: int, buffers: list[int], cv: float, fails: bool, seed: int
) -> None:
    from_means = [Distribution("lognormal", 1.0 + 0.1 * k, cv) for k in range(machines)]
    factory = line(from_means, buffers[: machines - 1])
    if fails:
        broken = Breakdown(20.0, Distribution("exponential", 5.0))
        factory = replace(factory, stations=tuple(replace(s, breakdown=broken) for s in factory.stations))

    output = replicate(factory, replications=1, seed=seed, orders=60, horizon_s=1e6, trace=True)

    leaves = leaving_times(occupied(output, 60, machines), buffers[: machines - 1])
    np.testing.assert_allclose(output.finished_s[0], leaves[:, -1], rtol=1e-11)


def test_four_jobs_leave_two_machines_as_by_hand(
    line: MakeLine, analytic_case: Callable[[str], dict[str, Any]]
) -> None:
    case = analytic_case("S09_trace_line")
    work = np.array(case["params"]["work"], dtype=float)

    leaves = leaving_times(work, case["params"]["buffers"])

    # The judge of the test above is judged here.
    assert leaves.tolist() == case["expected"]["leaves"]


def test_a_job_waits_until_its_predecessor_has_left(line: MakeLine) -> None:
    factory = line([Distribution("fixed", 1.0), Distribution("fixed", 3.0)], [0])

    output = replicate(factory, replications=1, seed=1, orders=3, horizon_s=20.0, trace=True)

    assert output.trace is not None
    second = output.trace.operation == 1
    np.testing.assert_allclose(output.trace.start_s[second], [1.0, 4.0, 7.0])
    np.testing.assert_allclose(output.trace.start_s[~second], [0.0, 1.0, 4.0])
    # Machine 1 holds the second order from 2 to 4 and the third from 5 to 7.
    run, _, _, blocked, idle, _ = output.state_s[0, 0]
    assert (run, blocked, idle) == (3.0, 4.0, 13.0)


def test_an_unlimited_buffer_never_blocks(line: MakeLine) -> None:
    factory = line([Distribution("exponential", 1.0), Distribution("exponential", 1.5)])

    output = replicate(factory, replications=2, seed=1)

    assert output.state_s[:, :, 3].sum() == 0.0


def test_what_still_stands_blocked_at_the_end_is_counted(line: MakeLine) -> None:
    factory = line([Distribution("fixed", 1.0), Distribution("fixed", 100.0)], [0])

    output = replicate(factory, replications=1, seed=1, horizon_s=50.0, warm_up_s=10.0)

    np.testing.assert_allclose(output.state_s[0], [[0, 0, 0, 40, 0, 0], [40, 0, 0, 0, 0, 0]])


def test_breakdowns_come_with_running_time_only(line: MakeLine) -> None:
    factory = line([Distribution("fixed", 10.0)], horizon_s=1e6)
    broken = Breakdown(100.0, Distribution("fixed", 30.0))
    factory = replace(factory, stations=(replace(factory.stations[0], breakdown=broken),))

    output = replicate(factory, replications=1, seed=1, trace=True)

    run, _, down, _, idle, _ = output.state_s[0, 0]
    assert output.trace is not None
    repairs = output.trace.kind == 2
    assert down / run == pytest.approx(0.3, rel=0.03)
    assert idle == pytest.approx(0.0, abs=1e-6)
    inside = repairs & (output.trace.end_s <= 1e6)
    np.testing.assert_allclose((output.trace.end_s - output.trace.start_s)[inside], 30.0)


def test_the_count_after_warm_up_is_the_difference_of_two_counts(line: MakeLine) -> None:
    factory = line([Distribution("lognormal", 7.0, 0.8)] * 3, [1, 1])
    broken = Breakdown(50.0, Distribution("exponential", 20.0))
    factory = replace(factory, stations=tuple(replace(s, breakdown=broken) for s in factory.stations))

    whole = replicate(factory, replications=3, seed=2, horizon_s=5_000.0)
    early = replicate(factory, replications=3, seed=2, horizon_s=1_234.5)
    late = replicate(factory, replications=3, seed=2, horizon_s=5_000.0, warm_up_s=1_234.5)

    np.testing.assert_allclose(late.state_s, whole.state_s - early.state_s, atol=1e-6)
    np.testing.assert_allclose(late.queue_s, whole.queue_s - early.queue_s, atol=1e-6)
    np.testing.assert_array_equal(late.visits, whole.visits - early.visits)
    np.testing.assert_array_equal(late.finished_orders, whole.finished_orders - early.finished_orders)
    np.testing.assert_allclose(
        late.wip_mean * late.observed_s,
        whole.wip_mean * whole.observed_s - early.wip_mean * early.observed_s,
    )


def test_common_luck_shows_a_small_improvement(line: MakeLine) -> None:
    means = [120.0] * 10
    means[5] = 132.0
    factory = line([Distribution("lognormal", mean, 0.5) for mean in means], [10] * 9)
    broken = Breakdown(28_800.0, Distribution("exponential", 1_800.0))
    factory = replace(factory, stations=tuple(replace(s, breakdown=broken) for s in factory.stations))
    quicker = replace(
        factory,
        operations=tuple(
            replace(o, run_s=replace(o.run_s, mean=o.run_s.mean * 0.98)) if k == 5 else o
            for k, o in enumerate(factory.operations)
        ),
    )
    simulate = partial(replicate_pairs, seed=1, horizon_s=40 * 86_400.0, warm_up_s=86_400.0)

    pairs = [(scenario, k) for scenario in (factory, quicker) for k in range(40)]
    parts = simulate(pairs).visits[:, -1].reshape(2, 40)
    other_luck = simulate([(quicker, k) for k in range(40, 80)]).visits[:, -1]

    with_common = np.var(parts[1] - parts[0], ddof=1)
    without = np.var(other_luck - parts[0], ddof=1)
    assert (parts[1] - parts[0]).mean() > 0
    assert without / with_common >= 20.0
