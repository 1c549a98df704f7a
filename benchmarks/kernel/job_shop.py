"""The event kernel beside SimPy on one job shop, in one run, turn by turn.

Twenty machines in 8 pools, 12 products of 4 to 8 steps, lots of 10 to 60 pieces, a setup where a machine's
product changes with a look-ahead of 5 lots to save one, shifts by pool, 20,000 orders a year at
random, load 0.85 before setups are saved. SimPy's side is ``../shared/bench/b_jobshop_simpy.py``,
which also gives the products; there each step has a setup time of its own, here each pool has the
mean of its steps'. Events are arrivals and finished operations.

    python benchmarks/kernel/job_shop.py [--rounds 3] [--years 2] [--simpy-years 1]
"""

import argparse
import math
import runpy
import sys
from functools import partial
from typing import Any

import numpy as np
from turns import BENCH, Turn, python_of_peers, show, show_threads, their_turn, timed

from simmitt.engine.factory.model import (
    Arrivals,
    Calendar,
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
from simmitt.ground.units import DAY_S, WEEK_S

MINUTE_S = 60.0
YEAR_S = 525_600 * MINUTE_S
# The lot's time is multiplied by exp(N(-0.02, 0.2)).
CV = math.sqrt(math.expm1(0.2**2))
GOAL, GOAL_THREADS = 40.0, 1.8


def job_shop(years: float) -> Factory:
    """Make the shop of the comparison from the peers' own description of it."""
    theirs: dict[str, Any] = runpy.run_path(str(BENCH / "wl.py"))
    products = theirs["make_jobshop"]()
    return Factory(
        name="eight pools",
        stations=tuple(
            Station(
                f"pool {k}",
                capacity=machines,
                calendar=f"hours {k}",
                dispatch="setup_saving",
                setup=Setup(Distribution("fixed", mean_setup_s(products, k))),
            )
            for k, machines in enumerate(theirs["POOLS"])
        ),
        operations=tuple(
            Operation(f"{p}.{step}", f"pool {pool}", work_of(product, step))
            for p, product in enumerate(products)
            for step, pool in enumerate(product["route"])
        ),
        products=tuple(
            Product(
                f"product {p}",
                product["w"],
                Distribution("fixed", float(product["lot"])),
                (Routing(tuple(f"{p}.{step}" for step in range(len(product["route"])))),),
            )
            for p, product in enumerate(products)
        ),
        arrivals=Arrivals("poisson", theirs["ORDERS"] / YEAR_S * WEEK_S),
        calendars=tuple(Calendar(f"hours {k}", shifts_of(*hours)) for k, hours in enumerate(theirs["CAL"])),
        run=RunPlan(horizon_s=years * YEAR_S),
    )


def work_of(product: dict[str, Any], step: int) -> Distribution:
    """Give the work of a product's lot at a step."""
    return Distribution("lognormal", product["lot"] * product["unit"][step] * MINUTE_S, CV)


def mean_setup_s(products: list[dict[str, Any]], pool: int) -> float:
    """Give the mean setup time of the lots that visit a pool."""
    visits = [
        (product["w"], setup)
        for product in products
        for q, setup in zip(product["route"], product["setup"], strict=True)
        if q == pool
    ]
    weights, setups = zip(*visits, strict=True)
    return float(np.average(setups, weights=weights)) * MINUTE_S


def shifts_of(start_min: float, length_min: float, days: int) -> tuple[Shift, ...]:
    """Give the shifts of a week."""
    start_s, length_s = start_min * MINUTE_S, length_min * MINUTE_S
    return tuple(Shift(day * DAY_S + start_s, day * DAY_S + start_s + length_s) for day in range(int(days)))


def events(output: Output) -> float:
    """Count arrivals and finished operations."""
    return float(np.isfinite(output.released_s).sum() + output.visits.sum())


def our_turn(factory: Factory, seed: int) -> Turn:
    """Simulate the shop once on one core."""
    output, cpu_s = timed(partial(replicate, factory, replications=1, seed=seed))
    lead_h = float(np.nanmean(output.lead_time_s)) / 3_600.0
    setups = output.state_s[0, :, 1] / [
        station.setup.time_s.mean for station in factory.stations if station.setup
    ]
    return Turn(events(output) / cpu_s, (lead_h, float(setups.sum() / output.visits.sum())))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--years", type=float, default=2.0)
    parser.add_argument("--simpy-years", type=float, default=1.0)
    options = parser.parse_args()
    python = python_of_peers() if BENCH.exists() else None
    if python is None:
        print("Skipped: SimPy's side of the comparison, which also describes the shop, is not here.")
        return 0
    factory = job_shop(options.years)
    ours, theirs = [], []
    for number in range(options.rounds):
        theirs.append(
            their_turn(
                python, "b_jobshop_simpy.py", ("lead_h", "setup_share"), f"--years={options.simpy_years}"
            )
        )
        ours.append(our_turn(factory, number))
    speeds = show({"event kernel": ours, "SimPy": theirs}, ("lead time (h)", "setups a visit"))
    print(f"event kernel / SimPy: {speeds['event kernel'] / speeds['SimPy']:.1f} times (goal {GOAL:.0f})")
    show_threads(partial(replicate, factory, replications=64, seed=1), GOAL_THREADS)
    return 0


if __name__ == "__main__":
    sys.exit(main())
