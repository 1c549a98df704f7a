"""What an event costs in shops of ten to a thousand machines, and how soon a fresh process answers.

Orders go through one of the ways of ten machines each. The first answer is that of a new process, the
caches of the compiler and of Python's bytecode warm, as where the program is installed: twenty
replications of four weeks of ten machines.

    python benchmarks/kernel/scaling.py [--rounds 3]
"""

import argparse
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import NamedTuple

import numpy as np

from simmitt.engine.factory.model import (
    Arrivals,
    Distribution,
    Factory,
    Operation,
    Product,
    Routing,
    Station,
)
from simmitt.engine.simulation import replicate
from simmitt.ground.units import WEEK_S

MACHINES = (10, 30, 100, 300, 1000)
WAY, WORK_S = 10, 600.0
EVENTS = 2e6
BYTECODE = Path(__file__).resolve().parents[2] / ".cache/bytecode"


def queues(machines: int) -> Factory:
    """Make a shop of so many machines in ways of ten, each seven of ten hours busy."""
    names = [f"M{k}" for k in range(machines)]
    return Factory(
        name="queues",
        stations=tuple(Station(name) for name in names),
        operations=tuple(Operation(name, name, Distribution("lognormal", WORK_S, 0.5)) for name in names),
        products=tuple(
            Product(f"{k}", 1.0, Distribution("fixed", 1.0), (Routing(tuple(names[k : k + WAY])),))
            for k in range(0, machines, WAY)
        ),
        arrivals=Arrivals("poisson", 0.7 / WORK_S * (machines // WAY) * WEEK_S),
        wip_cap=1_000_000,  # so that one way of ten machines is no line for the recursion
    )


def cost_ns(factory: Factory, machines: int, seed: int) -> float:
    """Give the nanoseconds of processor time that an event (an arrival, a finished operation) takes."""
    horizon_s = EVENTS / (0.77 * machines / WORK_S)
    begun = time.process_time()
    output = replicate(factory, replications=1, seed=seed, horizon_s=horizon_s)
    spent = time.process_time() - begun
    return 1e9 * spent / float(output.visits.sum() + np.isfinite(output.released_s).sum())


class Answer(NamedTuple):
    """What a first answer took, from the start of its process."""

    wall_s: float
    cpu_s: float


def first_answer() -> Answer:
    """Give what a fresh process takes for the answer of a first what-if."""
    asked = (
        "import sys; sys.path[:0] = sys.argv[1:]\n"
        "from scaling import queues, replicate, WEEK_S\n"
        "replicate(queues(10), replications=20, seed=1, horizon_s=4 * WEEK_S)"
    )
    command = [sys.executable, "-c", asked, str(Path(__file__).parent)]
    # Where Python may not keep its bytecode, compiling all modules anew would take as long again.
    kept = os.environ | {"PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": str(BYTECODE)}
    begun, before = time.perf_counter(), os.times()
    subprocess.run(command, check=True, env=kept)
    wall_s, after = time.perf_counter() - begun, os.times()
    return Answer(wall_s, after[2] + after[3] - before[2] - before[3])


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--rounds", type=int, default=3)
    rounds = parser.parse_args().rounds
    costs = []
    for machines in MACHINES:
        made = queues(machines)
        cost_ns(made, machines * 1_000, 0)
        costs.append(min(cost_ns(made, machines, seed) for seed in range(rounds)))
        print(f"{machines:5} machines: {costs[-1]:6.1f} ns an event")
    print(f"dearest to cheapest: {max(costs) / min(costs):.2f} (goal 3)")
    first_answer()  # warms the caches
    answers = [first_answer() for _ in range(rounds)]
    wall_s, cpu_s = (min(figures) for figures in zip(*answers, strict=True))
    print(f"first answer of a fresh process: {wall_s:.2f} s (goal 1.5), of it processor time {cpu_s:.2f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
