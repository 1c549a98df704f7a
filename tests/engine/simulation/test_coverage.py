"""Intervals by replications hold the exact answer as often as they say: 95 of 100, pooled by family."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from engine.simulation.markov import line_throughput
from engine.simulation.shops import MakeLine, expo
from scipy import stats

from simmitt.engine.factory.model import Arrivals, Breakdown, Distribution, Factory
from simmitt.engine.simulation import Output, replicate
from simmitt.ground.units import WEEK_S

Measure = Callable[[Output], np.ndarray]
SEEDS, REPLICATIONS = 400, 20


def queued(output: Output) -> np.ndarray:
    return np.asarray(output.queue_s.sum(axis=1) / output.observed_s)


def made(output: Output) -> np.ndarray:
    return np.asarray(output.visits[:, -1] / output.observed_s)


def queues(line: MakeLine) -> list[tuple[Factory, Measure, float]]:
    """Waiting orders of M/M/1 at two loads, and of a steady machine (Pollaczek and Khinchine)."""
    cases: list[tuple[Factory, Measure, float]] = []
    for run, load, square in (
        (expo(1.0), 0.5, 2.0),
        (expo(1.0), 0.7, 2.0),
        (Distribution("fixed", 1.0), 0.7, 1.0),
    ):
        arrivals = Arrivals("poisson", load * WEEK_S)
        cases.append(
            (
                line([run], arrivals=arrivals, horizon_s=6_000.0, warm_up_s=400.0),
                queued,
                load**2 * square / 2 / (1 - load),
            )
        )
    return cases


def lines(line: MakeLine) -> list[tuple[Factory, Measure, float]]:
    """Output of saturated lines, one that breaks down."""
    plain = line([expo(1.0), expo(1.25), expo(1.0)], [1, 2], horizon_s=4_000.0, warm_up_s=300.0)
    short = line([expo(1.0), expo(1.0)], [0], horizon_s=4_000.0, warm_up_s=300.0)
    failing = replace(
        short,
        stations=tuple(replace(each, breakdown=Breakdown(50.0, expo(10.0))) for each in short.stations),
    )
    return [
        (plain, made, line_throughput((1.0, 0.8, 1.0), (1, 2))),
        (short, made, line_throughput((1.0, 1.0), (0,))),
        (failing, made, line_throughput((1.0, 1.0), (0,), (0.02, 0.02), (0.1, 0.1))),
    ]


def loops(line: MakeLine) -> list[tuple[Factory, Measure, float]]:
    """Output of loops of cards: exponential stations, product form (two stations: a birth-death chain)."""
    cases: list[tuple[Factory, Measure, float]] = []
    for cards, means in ((4, (1.0, 1.5)), (2, (1.0, 1.0))):
        weights = [(means[1] / means[0]) ** k for k in range(cards + 1)]
        busy = 1.0 - weights[0] / sum(weights)
        loop = replace(
            line([expo(mean) for mean in means], horizon_s=4_000.0, warm_up_s=200.0), wip_cap=cards
        )
        cases.append((loop, made, busy / means[1]))
    return cases


@pytest.mark.sweep
@pytest.mark.parametrize("family", [queues, lines, loops])
def test_intervals_hold_the_exact_answer_as_often_as_they_say(
    line: MakeLine, family: Callable[[MakeLine], list[tuple[Factory, Measure, float]]]
) -> None:
    held = [
        _holds(measure(replicate(factory, replications=REPLICATIONS, seed=seed)), exact)
        for factory, measure, exact in family(line)
        for seed in range(SEEDS)
    ]

    assert 0.93 <= np.mean(held) <= 0.97


def _holds(values: np.ndarray, exact: float) -> bool:
    reach = stats.t.ppf(0.975, len(values) - 1) * values.std(ddof=1) / np.sqrt(len(values))
    return bool(abs(values.mean() - exact) <= reach)


def test_a_line_of_two_is_the_loop_that_it_mirrors() -> None:
    """The judge itself: a saturated line without buffer is a chain of three states."""
    assert line_throughput((1.0, 1.0), (0,)) == pytest.approx(2 / 3)
