"""The event kernel on a job shop beside SimPy, on two threads, and in shops of up to a thousand machines.

The job shop is workload (b) of ``../shared/bench/wl.py``: twenty machines in eight pools with shift
calendars, twelve products with routings of four to eight steps, setups when the product changes, the first
five lots in a queue looked through to save one, 20,000 orders a year. Setups that differ between two steps
of a product in the same pool are told by their mean. Events are arrivals and finished operations.

    python benchmarks/kernel/job_shop.py [--rounds 3] [--years 2] [--simpy-years 0.5]
"""

import argparse
import importlib
import json
import statistics
import subprocess
import sys
import time
from pathlib import Path

import numpy as np

from simmitt.engine.factory.model import (
    Arrivals,
    Calendar,
    Distribution,
    Factory,
    Operation,
    Product,
    Routing,
    Setup,
    Shift,
    Station,
)
from simmitt.engine.simulation import Output, replicate
from simmitt.ground.units import DAY_S, WEEK_S

BENCH = Path(__file__).resolve().parents[2] / "../shared/bench"
MINUTE_S, YEAR_MIN = 60.0, 525_600.0
MACHINES = (10, 30, 100, 300, 1000)


def job_shop() -> Factory:
    """Make workload (b)."""
    sys.path.insert(0, str(BENCH))
    wl = importlib.import_module("wl")

    goods = wl.make_jobshop()
    pools = range(len(wl.POOLS))
    calendars = tuple(
        Calendar(
            f"pool {q}",
            tuple(
                Shift(d * DAY_S + begin * MINUTE_S, d * DAY_S + (begin + length) * MINUTE_S)
                for d in range(days)
            ),
        )
        for q, (begin, length, days) in enumerate(wl.CAL)
    )
    names = [f"product {k}" for k in range(len(goods))]
    return Factory(
        name="job shop",
        stations=tuple(
            Station(
                f"pool {q}",
                wl.POOLS[q],
                calendar=f"pool {q}",
                dispatch="setup_saving",
                setup=_setup(goods, names, q),
            )
            for q in pools
        ),
        operations=tuple(
            Operation(
                f"{k}-{step}",
                f"pool {q}",
                Distribution("lognormal", good["lot"] * good["unit"][step] * MINUTE_S, 0.202),
            )
            for k, good in enumerate(goods)
            for step, q in enumerate(good["route"])
        ),
        products=tuple(
            Product(
                names[k],
                good["w"],
                Distribution("fixed", 1.0),
                (Routing(tuple(f"{k}-{step}" for step in range(len(good["route"])))),),
            )
            for k, good in enumerate(goods)
        ),
        arrivals=Arrivals("poisson", wl.ORDERS / YEAR_MIN * WEEK_S / MINUTE_S),
        calendars=calendars,
    )


def _setup(goods: list[dict[str, list[float]]], names: list[str], pool: int) -> Setup:
    """Give a pool's setups: what comes tells how long, whatever is left."""
    column = [
        statistics.fmean([good["setup"][k] for k, q in enumerate(good["route"]) if q == pool] or [25.0])
        * MINUTE_S
        for good in goods
    ]
    rows = tuple(tuple(0.0 if k == j else each for j, each in enumerate(column)) for k in range(len(goods)))
    return Setup(Distribution("fixed", statistics.fmean(column)), families=tuple(names), matrix_s=rows)


def queues(machines: int) -> Factory:
    """Make a shop of so many machines, each with work of its own before it, seven of ten hours busy."""
    names = [f"M{k}" for k in range(machines)]
    return Factory(
        name="queues",
        stations=tuple(Station(name) for name in names),
        operations=tuple(Operation(name, name, Distribution("lognormal", 600.0, 0.5)) for name in names),
        products=tuple(
            Product(f"{k}", 1.0, Distribution("fixed", 1.0), (Routing(tuple(names[k::10][:10])),))
            for k in range(10)
        )
        if machines <= 100
        else tuple(
            Product(f"{k}", 1.0, Distribution("fixed", 1.0), (Routing(tuple(names[10 * k : 10 * k + 10])),))
            for k in range(machines // 10)
        ),
        arrivals=Arrivals("poisson", 0.7 / 600.0 * machines / min(machines // 10, 10) * WEEK_S)
        if machines <= 100
        else Arrivals("poisson", 0.7 / 600.0 * machines / 10 * WEEK_S),
        wip_cap=1_000_000,
    )


def events(output: Output) -> float:
    """Count arrivals and finished operations."""
    return float(output.visits.sum() + np.isfinite(output.released_s).sum())


def speed(
    factory: Factory, seed: int, horizon_s: float, replications: int = 1, workers: int = 1
) -> tuple[float, float]:
    """Give events a second of processor time, and of the clock."""
    cpu, wall = time.process_time(), time.perf_counter()
    output = replicate(factory, replications=replications, seed=seed, horizon_s=horizon_s, workers=workers)
    cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
    return events(output) / cpu, events(output) / wall


def simpy_speed(years: float) -> float:
    """Let SimPy simulate the job shop once."""
    command = [sys.executable, str(BENCH / "b_jobshop_simpy.py"), f"--years={years}", "--repeats=1"]
    told = json.loads(subprocess.run(command, check=True, capture_output=True, text=True, cwd=BENCH).stdout)
    return float(told["events_per_cpu_s"])


def first_answer_s() -> float:
    """Give the seconds of a fresh process from its start to the answer of a first what-if, cache warm."""
    asked = (
        "import sys; sys.path[:0] = sys.argv[1:]\n"
        "from job_shop import queues\nfrom simmitt.engine.simulation import replicate\n"
        "from simmitt.ground.units import WEEK_S\n"
        "replicate(queues(10), replications=20, seed=1, horizon_s=4 * WEEK_S)"
    )
    begun = time.perf_counter()
    subprocess.run([sys.executable, "-c", asked, str(Path(__file__).parent)], check=True)
    return time.perf_counter() - begun


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--years", type=float, default=2.0)
    parser.add_argument("--simpy-years", type=float, default=0.5)
    asked = parser.parse_args()
    if not BENCH.exists():
        print("skipped: the peers' workload is not here")
        return 0
    shop, horizon_s = job_shop(), asked.years * YEAR_MIN * MINUTE_S
    speed(shop, 0, WEEK_S)
    ours, theirs, one, two = [], [], [], []
    for seed in range(asked.rounds):
        theirs.append(simpy_speed(asked.simpy_years))
        ours.append(speed(shop, seed, horizon_s)[0])
        one.append(speed(shop, seed, horizon_s / 4, 32, 1)[1])
        two.append(speed(shop, seed, horizon_s / 4, 32, 2)[1])
    kernel, simpy = statistics.median(ours), statistics.median(theirs)
    print(
        f"job shop: {kernel / 1e6:.2f} M events/s, SimPy {simpy / 1e3:.0f} k:"
        f" {kernel / simpy:.1f} times as fast (goal 40)"
    )
    ratio = statistics.median(b / a for a, b in zip(one, two, strict=True))
    print(f"two threads: {ratio:.2f} times one (goal 1.8)")
    cost = {}
    for machines in MACHINES:
        made = queues(machines)
        speed(made, 0, 1_000.0)
        cost[machines] = 1e9 / max(
            speed(made, seed, 3e9 / machines / 40.0)[0] for seed in range(asked.rounds)
        )
        print(f"{machines:5} machines: {cost[machines]:6.1f} ns an event")
    print(f"dearest to cheapest: {max(cost.values()) / min(cost.values()):.2f} (goal 3)")
    print(f"first answer of a fresh process: {min(first_answer_s() for _ in range(3)):.2f} s (goal 1.5)")
    return 0


if __name__ == "__main__":
    sys.exit(main())
