"""Each feature of the model told to SimPy: another engine, other random numbers, the same figures."""

import random
from collections.abc import Callable, Generator
from dataclasses import replace
from functools import partial
from typing import Any

import numpy as np
import pytest
import simpy
from engine.simulation.shops import expo, product, shop

from simmitt.engine.factory.model import (
    Arrivals,
    Batch,
    Breakdown,
    Calendar,
    Crew,
    Distribution,
    Operation,
    RunPlan,
    Setup,
    Shift,
    Station,
)
from simmitt.engine.simulation import Output, replicate
from simmitt.ground.units import DAY_S, HOUR_S, WEEK_S

HORIZON_S, WARM_UP_S = 400_000.0, 40_000.0
RUNS = 12
Events = Generator[Any, Any, Any]
Luck = random.Random

pytestmark = pytest.mark.sweep


factory = partial(
    shop,
    arrivals=Arrivals("poisson", WEEK_S / 100.0),
    run=RunPlan(horizon_s=HORIZON_S, warm_up_s=WARM_UP_S),
)


class Floor:
    """A SimPy shop that notes how long its orders take."""

    def __init__(self, seed: int, horizon_s: float = HORIZON_S, warm_up_s: float = WARM_UP_S) -> None:
        self.env = simpy.Environment()
        self.luck = Luck(seed)
        self.horizon_s, self.warm_up_s = horizon_s, warm_up_s
        self.lead_s: list[float] = []

    def expo(self, mean: float) -> float:
        return self.luck.expovariate(1.0 / mean)

    def finish(self, came_s: float) -> None:
        if self.env.now >= self.warm_up_s:
            self.lead_s.append(self.env.now - came_s)

    def arrivals(self, order: Callable[["Floor"], Events], between_s: float = 100.0) -> Events:
        while True:
            yield self.env.timeout(self.expo(between_s))
            self.env.process(order(self))

    def run(self, order: Callable[["Floor"], Events]) -> float:
        self.env.process(self.arrivals(order))
        self.env.run(until=self.horizon_s)
        return float(np.mean(self.lead_s))


def lead_s(output: Output) -> np.ndarray:
    return np.asarray(np.nanmean(output.lead_time_s, axis=1))


def assert_alike(ours: np.ndarray, theirs: list[float], tolerance: float = 0.05) -> None:
    """The means are no further apart than luck explains, nor than a few percent."""
    error = np.hypot(ours.std(ddof=1) / len(ours) ** 0.5, np.std(theirs, ddof=1) / len(theirs) ** 0.5)
    apart = abs(ours.mean() - np.mean(theirs))
    assert apart < 4.0 * error
    assert apart < max(tolerance * abs(np.mean(theirs)), 2.0 * error)


def test_failures_with_open_time_and_one_repairer() -> None:
    breakdown = Breakdown(2_000.0, expo(300.0), comes_with="open_time", repair_crew="fitters")
    made = factory(
        (Station("M", capacity=2, breakdown=breakdown),),
        (Operation("work", "M", expo(120.0)),),
        (product("part", "work"),),
        crews=(Crew("fitters", 1),),
    )

    def machine(floor: Floor, queue: simpy.Store, fitters: simpy.Resource) -> Events:
        came_s: Any = None
        env, left_s = floor.env, 0.0
        while True:
            fails_s = env.now + floor.expo(2_000.0)
            while env.now < fails_s:
                if came_s is None:
                    get = queue.get()
                    yield get | env.timeout(fails_s - env.now)
                    if not get.triggered:
                        get.cancel()
                        break
                    came_s, left_s = get.value, floor.expo(120.0)
                part_s = min(left_s, fails_s - env.now)
                yield env.timeout(part_s)
                left_s -= part_s
                if left_s <= 1e-9:
                    floor.finish(came_s)
                    came_s = None
            with fitters.request() as turn:
                yield turn
                yield env.timeout(floor.expo(300.0))

    def theirs(seed: int) -> float:
        floor = Floor(seed)
        queue, fitters = simpy.Store(floor.env), simpy.Resource(floor.env)
        for _ in range(2):
            floor.env.process(machine(floor, queue, fitters))

        def order(floor: Floor) -> Events:
            yield queue.put(floor.env.now)

        return floor.run(order)

    assert_alike(lead_s(replicate(made, replications=RUNS, seed=1)), [theirs(seed) for seed in range(RUNS)])


def test_work_that_stops_when_the_shift_ends() -> None:
    day = Calendar("day", tuple(Shift(d * DAY_S + 7 * HOUR_S, d * DAY_S + 16 * HOUR_S) for d in range(5)))
    horizon_s, between_s = 80 * WEEK_S, 4 * HOUR_S
    made = factory(
        (Station("M", calendar="day"),),
        (Operation("work", "M", expo(0.75 * HOUR_S)),),
        (product("part", "work"),),
        calendars=(day,),
        arrivals=Arrivals("poisson", WEEK_S / between_s),
        run=RunPlan(horizon_s=horizon_s, warm_up_s=4 * WEEK_S),
    )

    def opens(at_s: float) -> tuple[float, float]:
        """Give the shift that is on, or the next one."""
        for d in range(int(at_s // DAY_S), int(at_s // DAY_S) + 4):
            if d % 7 < 5 and at_s < d * DAY_S + 16 * HOUR_S:
                return max(at_s, d * DAY_S + 7 * HOUR_S), d * DAY_S + 16 * HOUR_S
        raise AssertionError(at_s)

    def theirs(seed: int) -> float:
        floor = Floor(seed, horizon_s, 4 * WEEK_S)
        machine = simpy.Resource(floor.env)

        def order(floor: Floor) -> Events:
            came_s = floor.env.now
            with machine.request() as turn:
                yield turn
                left_s = floor.expo(0.75 * HOUR_S)
                while left_s > 1e-9:
                    begin_s, end_s = opens(floor.env.now)
                    part_s = min(left_s, end_s - begin_s)
                    yield floor.env.timeout(begin_s + part_s - floor.env.now)
                    left_s -= part_s
            floor.finish(came_s)

        floor.env.process(floor.arrivals(order, between_s))
        floor.env.run(until=horizon_s)
        return float(np.mean(floor.lead_s))

    assert_alike(lead_s(replicate(made, replications=RUNS, seed=1)), [theirs(seed) for seed in range(RUNS)])


def test_an_oven_that_waits_for_two_and_takes_four() -> None:
    made = factory(
        (Station("oven", batch=Batch(4.0, 2.0)),),
        (Operation("bake", "oven", Distribution("fixed", 280.0)),),
        (product("part", "bake"),),
    )

    def theirs(seed: int) -> float:
        floor = Floor(seed)
        waiting: list[float] = []
        came = [floor.env.event()]

        def order(floor: Floor) -> Events:
            waiting.append(floor.env.now)
            if not came[0].triggered:
                came[0].succeed()
            yield floor.env.timeout(0.0)

        def oven() -> Events:
            while True:
                while len(waiting) < 2:
                    came[0] = floor.env.event()
                    yield came[0]
                load = [waiting.pop(0) for _ in range(min(4, len(waiting)))]
                yield floor.env.timeout(280.0)
                for came_s in load:
                    floor.finish(came_s)

        floor.env.process(oven())
        return floor.run(order)

    assert_alike(lead_s(replicate(made, replications=RUNS, seed=1)), [theirs(seed) for seed in range(RUNS)])


def test_setters_who_leave_the_machine_when_it_runs() -> None:
    made = factory(
        (
            Station(
                "M",
                capacity=4,
                crews=("setters",),
                attended="setup",
                setup=Setup(expo(120.0), share_when_product_stays=1.0),
            ),
        ),
        (Operation("work", "M", expo(180.0)),),
        (product("part", "work"),),
        crews=(Crew("setters", 2),),
    )

    def theirs(seed: int) -> float:
        floor = Floor(seed)
        machines, setters = simpy.Resource(floor.env, 4), simpy.Resource(floor.env, 2)

        def order(floor: Floor) -> Events:
            came_s = floor.env.now
            with machines.request() as machine:
                yield machine
                with setters.request() as setter:
                    yield setter
                    yield floor.env.timeout(floor.expo(120.0))
                yield floor.env.timeout(floor.expo(180.0))
            floor.finish(came_s)

        return floor.run(order)

    assert_alike(lead_s(replicate(made, replications=RUNS, seed=1)), [theirs(seed) for seed in range(RUNS)])


def test_a_line_whose_machines_hold_what_the_next_has_no_room_for() -> None:
    names = ("A", "B", "C")
    made = factory(
        tuple(Station(name, buffer=None if name == "A" else 1) for name in names),
        tuple(Operation(name, name, Distribution("lognormal", 100.0, 0.8)) for name in names),
        (product("part", *names),),
        arrivals=Arrivals("saturated"),
    )
    spread = np.log1p(0.64) ** 0.5

    def theirs(seed: int) -> float:
        floor = Floor(seed)
        buffers = [simpy.Store(floor.env, 1) for _ in names[1:]]
        count = [0]

        def machine(number: int) -> Events:
            while True:
                if number:
                    yield buffers[number - 1].get()
                yield floor.env.timeout(floor.luck.lognormvariate(np.log(100.0) - spread**2 / 2, spread))
                if number < len(buffers):
                    yield buffers[number].put(1)
                elif floor.env.now >= WARM_UP_S:
                    count[0] += 1

        for number in range(len(names)):
            floor.env.process(machine(number))
        floor.env.run(until=HORIZON_S)
        return count[0] / (HORIZON_S - WARM_UP_S)

    output = replicate(made, replications=RUNS, seed=1)

    assert_alike(output.visits[:, -1] / output.observed_s, [theirs(seed) for seed in range(RUNS)], 0.02)


def test_an_assembly_of_two_components() -> None:
    made = factory(
        (Station("saw"), Station("lathe"), Station("bench")),
        (
            Operation("frame", "saw", expo(60.0)),
            Operation("leg", "lathe", expo(70.0)),
            Operation("join", "bench", expo(50.0)),
        ),
        (
            product("table", "join", components={"frame": 1.0, "leg": 1.0}),
            replace(product("frame", "frame"), share=0.0),
            replace(product("leg", "leg"), share=0.0),
        ),
    )

    def theirs(seed: int) -> float:
        floor = Floor(seed)
        saw, lathe, bench = (simpy.Resource(floor.env) for _ in range(3))

        def visit(machine: simpy.Resource, mean: float) -> Events:
            with machine.request() as turn:
                yield turn
                yield floor.env.timeout(floor.expo(mean))

        def order(floor: Floor) -> Events:
            came_s = floor.env.now
            yield floor.env.process(visit(saw, 60.0)) & floor.env.process(visit(lathe, 70.0))
            yield floor.env.process(visit(bench, 50.0))
            floor.finish(came_s)

        return floor.run(order)

    assert_alike(lead_s(replicate(made, replications=RUNS, seed=1)), [theirs(seed) for seed in range(RUNS)])
