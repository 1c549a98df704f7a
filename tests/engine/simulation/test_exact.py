"""The kernel beside exact answers: chains of lines, and what theory knows of crews, kits and queues."""

from dataclasses import replace
from functools import partial

import numpy as np
import pytest
from engine.simulation.markov import Moves, line_throughput, long_run
from engine.simulation.shops import expo, product, shop

from simmitt.engine.factory.model import (
    Arrivals,
    Batch,
    Breakdown,
    Crew,
    Distribution,
    Factory,
    Operation,
    RunPlan,
    Setup,
    Station,
)
from simmitt.engine.simulation import Output, replicate
from simmitt.ground.units import WEEK_S

REPLICATIONS = 24


factory = partial(shop, run=RunPlan(horizon_s=60_000.0, warm_up_s=4_000.0))


def poisson(per_s: float) -> Arrivals:
    return Arrivals("poisson", per_s * WEEK_S)


def simulated(made: Factory) -> Output:
    return replicate(made, replications=REPLICATIONS, seed=11, workers=2)


def assert_near(values: np.ndarray, exact: float, tolerance: float = 0.02) -> None:
    """The mean of replications lies near what is exact, and no further than luck explains."""
    mean, error = float(values.mean()), float(values.std(ddof=1)) / np.sqrt(len(values))
    assert mean == pytest.approx(exact, rel=tolerance)
    assert abs(mean - exact) < 4.0 * error + 1e-9 * abs(exact)


def made_per_s(output: Output) -> np.ndarray:
    return np.asarray(output.visits[:, -1] / output.observed_s)


LINES = {
    "two unequal, no buffer": ((1.0, 0.7), (0,), None, None),
    "two unequal, buffer of three": ((0.8, 1.0), (3,), None, None),
    "three, the middle one slow": ((1.0, 0.6, 1.0), (2, 2), None, None),
    "four, growing buffers": ((1.0, 0.9, 0.9, 1.0), (0, 1, 2), None, None),
    "two that break down": ((1.0, 1.2), (4,), (0.02, 0.05), (0.1, 0.2)),
    "three that break down": ((1.0, 1.0, 1.0), (2, 1), (0.01, 0.03, 0.01), (0.08, 0.1, 0.05)),
}


@pytest.mark.parametrize("name", LINES)
def test_a_line_makes_what_its_markov_chain_makes(name: str) -> None:
    rates, buffers, fails, repairs = LINES[name]
    places = (None, *buffers)
    stations = tuple(
        Station(f"M{k}", buffer=places[k], breakdown=_breakdown(fails, repairs, k)) for k in range(len(rates))
    )
    operations = tuple(Operation(f"O{k}", f"M{k}", expo(1.0 / rate)) for k, rate in enumerate(rates))
    made = factory(
        stations, operations, (product("part", *(each.name for each in operations)),), Arrivals("saturated")
    )

    assert_near(made_per_s(simulated(made)), line_throughput(rates, buffers, fails, repairs), 0.01)


def _breakdown(
    fails: tuple[float, ...] | None, repairs: tuple[float, ...] | None, k: int
) -> Breakdown | None:
    return Breakdown(1.0 / fails[k], expo(1.0 / repairs[k])) if fails and repairs else None


def test_the_chain_itself_gives_the_published_balanced_line() -> None:
    # Three balanced exponential stations without buffers: 22/39 (Hunt 1956).
    assert line_throughput((1.0, 1.0, 1.0), (0, 0)) == pytest.approx(22 / 39)


def test_machines_wait_for_too_few_repairers_as_in_the_machine_interference_problem() -> None:
    """Five machines that fail whether they run or not, two repairers: a birth-death chain."""
    fail, repair = 1 / 40.0, 1 / 15.0
    shares = long_run(0, lambda down: _interference(down, 5, 2, fail, repair))
    down = sum(state * share for state, share in shares.items())
    breakdown = Breakdown(1 / fail, expo(1 / repair), comes_with="open_time", repair_crew="fitters")
    made = factory(
        (Station("M", capacity=5, breakdown=breakdown),),
        (Operation("work", "M", expo(5.0)),),
        (product("part", "work"),),
        poisson(1e-4),
        crews=(Crew("fitters", 2),),
    )

    output = simulated(made)

    assert_near(output.state_s[:, 0, 2] / output.observed_s, down)


def _interference(down: int, machines: int, people: int, fail: float, repair: float) -> Moves[int]:
    if down < machines:
        yield (machines - down) * fail, down + 1
    if down > 0:
        yield min(down, people) * repair, down - 1


def test_one_setter_for_four_machines_gives_palms_interference() -> None:
    """Each is set up by hand (mean 3) and runs alone (mean 10); one person for all four."""
    setup, run = 1 / 3.0, 1 / 10.0
    shares = long_run(4, lambda waiting: _tended(waiting, 4, setup, run))
    rate = (1.0 - shares[0]) * setup
    made = factory(
        (
            Station(
                "M",
                capacity=4,
                crews=("setter",),
                attended="setup",
                setup=Setup(expo(3.0), share_when_product_stays=1.0),
            ),
        ),
        (Operation("work", "M", expo(10.0)),),
        (product("part", "work"),),
        Arrivals("saturated"),
        crews=(Crew("setter", 1),),
        wip_cap=60,
    )

    assert_near(made_per_s(simulated(made)), rate)


def _tended(waiting: int, machines: int, setup: float, run: float) -> Moves[int]:
    """Machines that are set up or wait for it; the others run."""
    if waiting > 0:
        yield setup, waiting - 1
    if waiting < machines:
        yield (machines - waiting) * run, waiting + 1


def test_urgent_orders_wait_as_cobham_says() -> None:
    """Two classes, first the urgent one, no work is interrupted (Cobham 1954)."""
    rate, mean = 0.35, 1.0
    residual = 2 * rate * mean**2
    urgent, other = residual / (1 - rate), residual / ((1 - rate) * (1 - 2 * rate))
    made = factory(
        (Station("M", dispatch="priority"),),
        (Operation("work", "M", expo(mean)),),
        (product("urgent", "work", priority=1.0), product("other", "work")),
        poisson(2 * rate),
    )

    output = simulated(made)

    for number, wait in enumerate((urgent, other)):
        lead = np.where(output.product == number, output.lead_time_s, np.nan)
        assert_near(np.nanmean(lead, axis=1), wait + mean, 0.03)


def test_rework_to_an_earlier_step_is_a_network_of_jackson() -> None:
    """Three of ten go back from the second to the first station: product form."""
    rate, back = 0.5, 0.3
    operations = (
        Operation("mill", "A", expo(1.0)),
        Operation("check", "B", expo(0.8), rework_share=back, rework_to="mill"),
    )
    made = factory(
        (Station("A"), Station("B")), operations, (product("part", "mill", "check"),), poisson(rate)
    )
    loads = [rate / (1 - back) * mean for mean in (1.0, 0.8)]

    assert_near(simulated(made).wip_mean, sum(load / (1 - load) for load in loads), 0.04)


def test_a_setup_made_at_random_waits_as_pollaczek_and_khinchine_say() -> None:
    """Work 1, in four of ten visits a setup of mean 2 before it."""
    chance, rate = 0.4, 0.4
    mean = 1.0 + chance * 2.0
    square = 1.0 + 2 * chance * 2.0 + chance * 2 * 2.0**2
    made = factory(
        (Station("M", setup=Setup(expo(2.0), chance, chance)),),
        (Operation("work", "M", Distribution("fixed", 1.0)),),
        (product("A", "work"), product("B", "work")),
        poisson(rate),
    )

    output = simulated(made)

    waited = output.queue_s.sum(axis=1) / output.visits.sum(axis=1)
    assert_near(waited, rate * square / (2 * (1 - rate * mean)), 0.03)


def test_an_assembly_takes_the_longer_of_its_components() -> None:
    """One kit at a time: the longer of two exponential times, then the assembly."""
    mean = 3.0 + 5.0 - 1 / (1 / 3.0 + 1 / 5.0) + 2.0
    made = factory(
        (Station("A"), Station("B"), Station("C")),
        (Operation("a", "A", expo(3.0)), Operation("b", "B", expo(5.0)), Operation("c", "C", expo(2.0))),
        (
            product("kit", "c", components={"a": 1.0, "b": 1.0}),
            replace(product("a", "a"), share=0.0),
            replace(product("b", "b"), share=0.0),
        ),
        Arrivals("saturated"),
        wip_cap=1,
    )

    assert_near(made_per_s(simulated(made)), 1 / mean, 0.01)


def test_an_oven_takes_as_long_as_the_longest_of_its_load() -> None:
    """Always three lots about, baked together: the longest of three exponential times."""
    mean = 1.0 + 1 / 2 + 1 / 3
    made = factory(
        (Station("oven", batch=Batch(3.0, 3.0)),),
        (Operation("bake", "oven", expo(1.0)),),
        (product("part", "bake"),),
        Arrivals("saturated"),
        wip_cap=3,
    )

    assert_near(made_per_s(simulated(made)), 3 / mean, 0.01)


def test_two_stations_share_orders_as_the_chain_of_the_shorter_queue_says() -> None:
    """Each order joins the shorter of two queues and stays there; ties go to the first."""
    rate, most = 1.5, 45
    shares = long_run((0, 0), lambda state: _shorter(state, rate, most))
    present = sum(sum(state) * share for state, share in shares.items())
    made = factory(
        (Station("A"), Station("B")),
        (Operation("work", "A", expo(1.0), alternatives=("B",)),),
        (product("part", "work"),),
        poisson(rate),
    )

    assert_near(simulated(made).wip_mean, present, 0.03)


def _shorter(state: tuple[int, int], rate: float, most: int) -> Moves[tuple[int, int]]:
    first, second = state
    if first + second < most:
        yield rate, (first + 1, second) if first <= second else (first, second + 1)
    if first > 0:
        yield 1.0, (first - 1, second)
    if second > 0:
        yield 1.0, (first, second - 1)


def test_wear_changes_how_failures_come_but_not_how_often() -> None:
    breakdown = Breakdown(60.0, expo(20.0), comes_with="open_time", shape=3.0)
    made = factory(
        (Station("M", breakdown=breakdown),),
        (Operation("work", "M", expo(5.0)),),
        (product("part", "work"),),
        poisson(1e-4),
    )

    output = simulated(made)

    assert_near(output.state_s[:, 0, 2] / output.observed_s, 20.0 / 80.0)
