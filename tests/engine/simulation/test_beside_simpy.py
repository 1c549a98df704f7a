"""The same job shop told to SimPy: another engine, other random numbers, the same figures."""

import random
from collections.abc import Generator
from typing import Any

import numpy as np
import pytest
import simpy

from simmitt.engine.factory.model import (
    Arrivals,
    Distribution,
    Factory,
    Operation,
    Product,
    Routing,
    RunPlan,
    Setup,
    Station,
)
from simmitt.engine.simulation import replicate
from simmitt.ground.units import WEEK_S

CAPACITY = {"saw": 1, "mill": 2, "lathe": 2}
ROUTES = {"A": ("saw", "mill"), "B": ("saw", "lathe", "mill"), "C": ("lathe", "saw", "lathe")}
RUN_S = {"saw": 100.0, "mill": 240.0, "lathe": 210.0}
SETUP_S = {"saw": 15.0, "mill": 50.0, "lathe": 40.0}
BETWEEN_S, HORIZON_S, WARM_UP_S = 190.0, 900_000.0, 50_000.0


@pytest.fixture
def job_shop() -> Factory:
    stations = tuple(
        Station(name, capacity, setup=Setup(Distribution("fixed", SETUP_S[name])))
        for name, capacity in CAPACITY.items()
    )
    return Factory(
        name="job shop",
        stations=stations,
        operations=tuple(Operation(name, name, Distribution("gamma", RUN_S[name], 0.5)) for name in CAPACITY),
        products=tuple(
            Product(name, 1.0, Distribution("fixed", 1.0), (Routing(route),))
            for name, route in ROUTES.items()
        ),
        arrivals=Arrivals("poisson", WEEK_S / BETWEEN_S),
        run=RunPlan(horizon_s=HORIZON_S, warm_up_s=WARM_UP_S),
    )


class Pool:
    """Like machines with one queue: first come, first served, on the machine last set up so."""

    def __init__(self, env: simpy.Environment, name: str) -> None:
        self.machines = simpy.FilterStore(env)
        self.machines.items = [
            {"product": None, "free_since": 0.0, "number": k} for k in range(CAPACITY[name])
        ]
        self.turn = simpy.Resource(env)
        self.waited = 0.0


def order(
    env: simpy.Environment,
    pools: dict[str, Pool],
    product: str,
    rnd: random.Random,
    done: list[tuple[float, float]],
) -> Generator[Any, Any, None]:
    came = env.now
    for step in ROUTES[product]:
        pool, since = pools[step], env.now
        with pool.turn.request() as turn:
            yield turn
            machine = yield from pick(pool, product)
        if env.now > WARM_UP_S:
            pool.waited += env.now - max(since, WARM_UP_S)
        work = rnd.gammavariate(4.0, RUN_S[step] / 4.0)
        yield env.timeout(work + (SETUP_S[step] if machine["product"] != product else 0.0))
        machine.update(product=product, free_since=env.now)
        pool.machines.put(machine)
    done.append((came, env.now))


def pick(pool: Pool, product: str) -> Generator[Any, Any, dict[str, Any]]:
    free = pool.machines.items
    if free:
        best = min(free, key=lambda m: (m["product"] != product, m["free_since"], m["number"]))
        machine = yield pool.machines.get(lambda m: m is best)
    else:
        machine = yield pool.machines.get()
    chosen: dict[str, Any] = machine
    return chosen


def told_to_simpy(seed: int) -> tuple[float, dict[str, float]]:
    rnd, env = random.Random(seed), simpy.Environment()
    done: list[tuple[float, float]] = []
    pools = {name: Pool(env, name) for name in CAPACITY}

    def source() -> Generator[Any, Any, None]:
        while True:
            yield env.timeout(rnd.expovariate(1.0 / BETWEEN_S))
            env.process(order(env, pools, rnd.choice("ABC"), rnd, done))

    env.process(source())
    env.run(until=HORIZON_S)
    lead = float(np.mean([end - came for came, end in done if end > WARM_UP_S]))
    return lead, {name: pool.waited / (HORIZON_S - WARM_UP_S) for name, pool in pools.items()}


def test_a_job_shop_with_setups_behaves_as_in_simpy(job_shop: Factory) -> None:
    theirs = [told_to_simpy(seed) for seed in range(6)]
    output = replicate(job_shop, replications=60, seed=1)

    lead_s = np.array([lead for lead, _ in theirs])
    ours_s = np.nanmean(output.lead_time_s, axis=1)
    noise_s = np.hypot(lead_s.std(ddof=1) / np.sqrt(6), ours_s.std(ddof=1) / np.sqrt(60))
    assert ours_s.mean() == pytest.approx(lead_s.mean(), abs=4 * noise_s)
    assert noise_s / ours_s.mean() < 0.02
    for k, name in enumerate(output.stations):
        queued = np.array([waits[name] for _, waits in theirs])
        ours = output.queue_s[:, k] / output.observed_s
        noise = np.hypot(queued.std(ddof=1) / np.sqrt(6), ours.std(ddof=1) / np.sqrt(60))
        assert ours.mean() == pytest.approx(queued.mean(), abs=4 * noise)
