"""Both algorithms beside SimPy and Cimba on one line, in one run, turn by turn, on one core.

Ten machines in series with buffers of ten, lognormal work of 2.0 minutes (machine 6: 2.2) with
a cv of 0.5, failures after 480 busy minutes, repairs of 30 minutes, always work at the entry,
blocking after service. The peers' scripts are ``../shared/bench/a_line_*.py``. Events are
finished operations, failures and repairs on all sides. The recursion runs its replications side
by side: once with no more than the peers keep (parts and their lead times), once with all of ``Output``.

    python benchmarks/kernel/line.py [--rounds 5] [--years 1] [--simpy-years 0.2] [--lanes 64]
"""

import argparse
import statistics
import sys
import time
from functools import partial

import numpy as np
from turns import BENCH, Turn, by_events, python_of_peers, show, show_threads, their_turn, timed

from simmitt.engine.factory.model import (
    Arrivals,
    Breakdown,
    Distribution,
    Factory,
    Family,
    Operation,
    Product,
    Routing,
    RunPlan,
    Station,
)
from simmitt.engine.simulation import Output, replicate
from simmitt.engine.simulation.kernel.shop import Span
from simmitt.engine.simulation.line.portion import count_parts
from simmitt.engine.simulation.plant import compile_plant

YEAR_S = 525_600 * 60.0
REPAIR_S = 1_800.0
FIGURES = ("parts_per_h", "lead_min")
GOALS = (  # side, beside which, at least so many times
    ("event kernel", "SimPy", 60.0),
    ("event kernel", "Cimba", 3.0),
    ("recursion, parts and lead times", "SimPy", 400.0),
    ("recursion, parts and lead times", "Cimba", 20.0),
    ("recursion, all statistics", "SimPy", 0.0),
    ("recursion, all statistics", "Cimba", 0.0),
)


def line(years: float, *, fails: bool = True, family: Family = "lognormal") -> Factory:
    """Make the line of the comparison."""
    numbers = range(1, 11)
    breakdown = Breakdown(480 * 60.0, Distribution("exponential", REPAIR_S)) if fails else None
    work = {k: Distribution(family, 132.0 if k == 6 else 120.0, 0.5) for k in numbers}
    routing = Routing(tuple(f"work {k}" for k in numbers))
    return Factory(
        name="ten machines",
        stations=tuple(
            Station(f"machine {k}", buffer=10 if k > 1 else None, breakdown=breakdown) for k in numbers
        ),
        operations=tuple(Operation(f"work {k}", f"machine {k}", work[k]) for k in numbers),
        products=(Product("part", 1.0, Distribution("fixed", 1.0), (routing,)),),
        arrivals=Arrivals("saturated"),
        run=RunPlan(horizon_s=years * YEAR_S),
    )


def events(output: Output) -> float:
    """Count finished operations, failures and repairs (these by their mean length)."""
    return float(output.visits.sum() + 2.0 * output.state_s[:, :, 2].sum() / REPAIR_S)


def most_orders(factory: Factory) -> int:
    """Give more orders than can come."""
    return int(1.2 * factory.run.horizon_s / 120.0) + 500


def turn_of(output: Output, cpu_s: float) -> Turn:
    """Give the speed of a run, and what it says of the line."""
    parts_per_h = output.visits[:, -1].sum() / output.replications / (output.observed_s / 3_600.0)
    return Turn(events(output) / cpu_s, (parts_per_h, float(np.nanmean(output.lead_time_s)) / 60.0))


def our_turns(factory: Factory, few_years: Factory, seed: int, lanes: int) -> dict[str, Turn]:
    """Simulate the line by both algorithms, the recursion with little and with much kept."""
    by_kernel = timed(partial(by_events, factory, seed, most_orders(factory)))
    full, full_s = timed(partial(replicate, few_years, replications=lanes, seed=seed))
    plant, span = compile_plant(few_years, 0.0), Span(few_years.run.horizon_s, 0.0)
    (parts, lead_sum_s), counted_s = timed(partial(count_parts, plant, span, seed, range(lanes)))
    hours = lanes * span.horizon_s / 3_600.0
    assert parts.sum() == full.visits[:, -1].sum()
    counted = Turn(events(full) / counted_s, (parts.sum() / hours, lead_sum_s.sum() / parts.sum() / 60.0))
    return {
        "event kernel": turn_of(*by_kernel),
        "recursion, parts and lead times": counted,
        "recursion, all statistics": turn_of(full, full_s),
    }


def peers_turns(python: str, simpy_years: float) -> dict[str, Turn]:
    """Let the peers simulate the line."""
    return {
        "SimPy": their_turn(python, "a_line_simpy.py", FIGURES, f"--years={simpy_years}"),
        "Cimba": their_turn(python, "a_line_cimba.py", FIGURES, "--years=1"),
    }


def judge(speeds: dict[str, float]) -> None:
    """Print how many times as fast ours are, beside the goals."""
    for side, peer, goal in GOALS:
        if peer in speeds:
            told = f" (goal {goal:.0f})" if goal else ""
            print(f"{side} / {peer}: {speeds[side] / speeds[peer]:.1f} times{told}")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--years", type=float, default=1.0)
    parser.add_argument("--simpy-years", type=float, default=0.2)
    parser.add_argument("--lanes", type=int, default=64)
    options = parser.parse_args()
    begun_s = time.perf_counter()
    replicate(line(0.001), replications=options.lanes, seed=0)
    print(f"First call (compiled, or read from the cache): {time.perf_counter() - begun_s:.2f} s")
    python = python_of_peers() if BENCH.exists() else None
    if python is None:
        print("Skipped: SimPy and Cimba, whose side of the comparison is not here.")
    one, few = line(options.years), line(options.years / 8.0)
    sides: dict[str, list[Turn]] = {}
    for number in range(options.rounds):
        turns = peers_turns(python, options.simpy_years) if python else {}
        for side, turn in (turns | our_turns(one, few, number, options.lanes)).items():
            sides.setdefault(side, []).append(turn)
    judge(show(sides, ("parts an hour", "lead time (min)")))
    price = [
        lean.events_per_cpu_s / full.events_per_cpu_s
        for lean, full in zip(
            sides["recursion, parts and lead times"], sides["recursion, all statistics"], strict=True
        )
    ]
    print(f"All statistics cost {statistics.median(price):.2f} times parts and lead times (goal 1.6).")
    show_threads(partial(replicate, few, replications=128, seed=1), 1.8)
    return 0


if __name__ == "__main__":
    sys.exit(main())
