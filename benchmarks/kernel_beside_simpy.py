"""The kernel beside SimPy on one line, in one run, turn by turn.

Ten machines in series with buffers of ten, lognormal work of 2.0 minutes (machine 6: 2.2) with
a cv of 0.5, failures after 480 busy minutes, repairs of 30 minutes, always work at the entry,
blocking after service. SimPy's side is ``../shared/bench/a_line_simpy.py``. Events are finished
operations, failures and repairs on both sides; ours keeps all statistics of ``Output``.

    python benchmarks/kernel_beside_simpy.py [--rounds 3] [--years 1] [--simpy-years 0.5]
"""

import argparse
import json
import statistics
import subprocess
import sys
import time
from pathlib import Path
from typing import NamedTuple

import numpy as np

from simmitt.engine.factory.model import (
    Arrivals,
    Breakdown,
    Distribution,
    Factory,
    Operation,
    Product,
    Routing,
    RunPlan,
    Station,
)
from simmitt.engine.simulation import Output, replicate

THEIRS = Path(__file__).resolve().parents[1] / "../shared/bench/a_line_simpy.py"
YEAR_S = 525_600 * 60.0
REPAIR_S = 1_800.0


class Turn(NamedTuple):
    """What one side gave in one turn."""

    events_per_cpu_s: float
    parts_per_h: float
    lead_min: float


def line(years: float) -> Factory:
    """Make the line of the comparison."""
    numbers = range(1, 11)
    breakdown = Breakdown(480 * 60.0, Distribution("exponential", REPAIR_S))
    work = {k: Distribution("lognormal", 132.0 if k == 6 else 120.0, 0.5) for k in numbers}
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


def our_turn(factory: Factory, seed: int) -> Turn:
    """Simulate the line once on one core."""
    begun_s = time.process_time()
    output = replicate(factory, replications=1, seed=seed)
    cpu_s = time.process_time() - begun_s
    hours = output.observed_s / 3_600.0
    parts = output.visits[0, -1] / hours
    return Turn(events(output) / cpu_s, parts, float(np.nanmean(output.lead_time_s)) / 60.0)


def events(output: Output) -> float:
    """Count finished operations, failures and repairs (these by their mean length)."""
    return float(output.visits.sum() + 2.0 * output.state_s[:, :, 2].sum() / REPAIR_S)


def their_turn(years: float) -> Turn:
    """Let SimPy simulate the line once."""
    command = [sys.executable, str(THEIRS), f"--years={years}", "--repeats=1"]
    told = subprocess.run(command, check=True, capture_output=True, text=True, cwd=THEIRS.parent)
    figures = json.loads(told.stdout)
    return Turn(figures["events_per_cpu_s"], figures["parts_per_h"], figures["lead_min"])


def show(name: str, turns: list[Turn]) -> float:
    """Print the medians of one side; give its speed."""
    speed, parts, lead = (statistics.median(figure) for figure in zip(*turns, strict=True))
    print(f"{name:8} {speed:14,.0f} events/s   {parts:8.3f} parts/h   {lead:7.1f} min lead time")
    return speed


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--years", type=float, default=1.0)
    parser.add_argument("--simpy-years", type=float, default=0.5)
    options = parser.parse_args()
    if not THEIRS.exists():
        print(f"Skipped: SimPy's side of the comparison is not here ({THEIRS.name}).")
        return 0
    begun_s = time.perf_counter()
    replicate(line(0.001), replications=1, seed=0)
    print(f"First call (compiled, or read from the cache): {time.perf_counter() - begun_s:.2f} s")
    factory = line(options.years)
    ours, theirs = [], []
    for number in range(options.rounds):
        theirs.append(their_turn(options.simpy_years))
        ours.append(our_turn(factory, number))
    ratio = show("kernel", ours) / show("SimPy", theirs)
    print(
        f"The kernel is {ratio:.1f} times as fast on one core (CPU time, median of {options.rounds} turns)."
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
