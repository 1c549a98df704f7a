"""The kernel held against what is known exactly."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from engine.simulation.shops import MakeLine, expo

from simmitt.engine.factory.model import Arrivals, Breakdown, Distribution, Factory, Station
from simmitt.engine.simulation import Output, replicate
from simmitt.ground.units import WEEK_S

Case = Callable[[str], dict[str, Any]]


def queue_of(line: MakeLine, run: Distribution, rate: float, servers: int = 1) -> Factory:
    """Make a queue with arrivals at a rate per second."""
    factory = line(
        [run], arrivals=Arrivals("poisson", rate * WEEK_S), horizon_s=220_000.0, warm_up_s=20_000.0
    )
    return replace(factory, stations=(Station("M1", capacity=servers),))


def wait_in_queue(output: Output) -> float:
    """Give the mean wait over all visits of all replications."""
    return float(output.queue_s.sum() / output.visits.sum())


def throughput(output: Output) -> float:
    return float(output.visits[:, -1].mean() / output.observed_s)


@pytest.mark.parametrize(("name", "cv"), [("S01_mm1", 1.0), ("S02_mm3", 1.0), ("S03_me3_1", 3**-0.5)])
def test_a_queue_waits_as_theory_says(line: MakeLine, analytic_case: Case, name: str, cv: float) -> None:
    case = analytic_case(name)
    params, expected = case["params"], case["expected"]
    run = expo(1.0) if cv == 1.0 else Distribution("gamma", params["service_mean"], cv)
    factory = queue_of(line, run, params["arrival_rate"], params.get("servers", 1))

    output = replicate(factory, replications=12, seed=3)

    tolerance = case["rel_tol_suggested"]
    queued = output.queue_s.sum() / output.observed_s / output.replications
    assert wait_in_queue(output) == pytest.approx(expected["Wq"], rel=tolerance)
    assert queued == pytest.approx(expected["Lq"], rel=tolerance)


def test_a_steady_machine_halves_the_wait(line: MakeLine) -> None:
    factory = queue_of(line, Distribution("fixed", 1.0), 0.8)

    output = replicate(factory, replications=12, seed=4)

    # Pollaczek and Khinchine: rho / (1 - rho) * (1 + cv^2) / 2
    assert wait_in_queue(output) == pytest.approx(2.0, rel=0.02)


def test_nine_of_ten_confidence_intervals_hold_the_exact_wait(line: MakeLine) -> None:
    factory = queue_of(line, expo(1.0), 0.5)

    hits = 0
    for seed in range(100):
        output = replicate(factory, replications=10, seed=seed, horizon_s=12_000.0, warm_up_s=1_000.0)
        waits = output.queue_s[:, 0] / output.visits[:, 0]
        half = 2.262 * waits.std(ddof=1) / np.sqrt(10)
        hits += abs(waits.mean() - 1.0) <= half

    assert 90 <= hits <= 99


@pytest.mark.parametrize("name", ["S04_line3_zero", "S05_line4_buffers"])
def test_a_saturated_line_gives_what_its_markov_chain_gives(
    line: MakeLine, analytic_case: Case, name: str
) -> None:
    case = analytic_case(name)
    runs = [expo(1.0 / rate) for rate in case["params"]["service_rates"]]
    factory = line(runs, case["params"]["buffers"], horizon_s=101_000.0, warm_up_s=1_000.0)

    output = replicate(factory, replications=10, seed=5)

    expected = case["expected"]["throughput"]
    assert throughput(output) == pytest.approx(expected, rel=case["rel_tol_suggested"])


def test_a_line_that_breaks_down_gives_what_its_markov_chain_gives(
    line: MakeLine, analytic_case: Case
) -> None:
    case = analytic_case("S06_line2_unreliable")
    params = case["params"]
    factory = line([expo(1.0), expo(1.0)], [params["buffer"]], horizon_s=201_000.0, warm_up_s=1_000.0)
    breakdown = Breakdown(params["mttf"][0], expo(params["mttr"][0]))
    stations = tuple(replace(station, breakdown=breakdown) for station in factory.stations)

    output = replicate(replace(factory, stations=stations), replications=10, seed=6)

    expected = case["expected"]["throughput"]
    run_s, down_s = output.state_s[:, :, 0].sum(), output.state_s[:, :, 2].sum()
    assert throughput(output) == pytest.approx(expected, rel=case["rel_tol_suggested"])
    assert down_s / run_s == pytest.approx(params["mttr"][0] / params["mttf"][0], rel=0.03)


def test_a_loop_of_cards_gives_what_mean_value_analysis_gives(line: MakeLine, analytic_case: Case) -> None:
    case = analytic_case("S08_conwip")
    factory = line(
        [expo(mean) for mean in case["params"]["service_means"]], horizon_s=101_000.0, warm_up_s=1_000.0
    )
    factory = replace(factory, wip_cap=case["params"]["cards"])

    output = replicate(factory, replications=8, seed=7)

    expected, tolerance = case["expected"], case["rel_tol_suggested"]
    busy = output.state_s[:, :, 0].mean(axis=0) / output.observed_s
    queued = output.queue_s.mean(axis=0) / output.observed_s
    assert throughput(output) == pytest.approx(expected["throughput"], rel=tolerance)
    assert np.nanmean(output.lead_time_s) == pytest.approx(expected["cycle_time"], rel=tolerance)
    np.testing.assert_allclose(busy + queued, expected["L"], rtol=2 * tolerance)
    np.testing.assert_allclose(output.wip_mean, 4.0, rtol=1e-4)


def test_orders_on_the_floor_are_their_rate_times_their_lead_time(line: MakeLine) -> None:
    factory = line(
        [expo(1.0), Distribution("lognormal", 0.8, 0.7), expo(0.5)],
        arrivals=Arrivals("poisson", 0.75 * WEEK_S),
        horizon_s=120_000.0,
        warm_up_s=20_000.0,
    )

    output = replicate(factory, replications=4, seed=8)

    rate = output.finished_orders.mean() / output.observed_s
    lead_s = np.nanmean(output.lead_time_s)
    assert output.wip_mean.mean() == pytest.approx(rate * lead_s, rel=0.005)


def test_regular_orders_never_wait_for_a_quicker_machine(line: MakeLine) -> None:
    factory = line([Distribution("fixed", 9.0)], arrivals=Arrivals("regular", WEEK_S / 10.0))

    output = replicate(factory, replications=1, seed=1)

    assert output.queue_s.sum() == 0.0
    np.testing.assert_allclose(np.diff(output.released_s[0]), 10.0)
