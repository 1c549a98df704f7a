"""What the comparisons of this folder share: the peers' turns, ours, and the medians of both."""

import json
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple, TypeVar

import numpy as np

from simmitt.engine.factory.model import Factory
from simmitt.engine.simulation import Output
from simmitt.engine.simulation.assembly import Row, assemble
from simmitt.engine.simulation.kernel.run import simulate
from simmitt.engine.simulation.kernel.shop import Room, Span, set_up
from simmitt.engine.simulation.plant import compile_plant

BENCH = Path(__file__).resolve().parents[2] / "../shared/bench"
PEERS = Path(__file__).resolve().parents[1] / "peers.py"


Made = TypeVar("Made")


class Turn(NamedTuple):
    """What one side gave in one turn."""

    events_per_cpu_s: float
    figures: tuple[float, ...]  # of the model, to see that both simulate the same


def python_of_peers() -> str | None:
    """Give the Python that has SimPy and Cimba; None, with the reason printed, where they can't be had."""
    command = [sys.executable, str(PEERS), "simulation"]
    made = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=False)
    return made.stdout.strip() if made.returncode == 0 else None


def their_turn(python: str, script: str, figures: tuple[str, ...], *options: str) -> Turn:
    """Let a peer simulate once, in a process of its own."""
    command = [python, str(BENCH / script), "--repeats=1", *options]
    told = subprocess.run(command, check=True, capture_output=True, text=True, cwd=BENCH)
    made = json.loads(told.stdout)
    return Turn(made["events_per_cpu_s"], tuple(made[name] for name in figures))


def by_events(factory: Factory, seed: int, orders: int) -> Output:
    """Simulate a factory once by the event kernel, whichever it would choose itself."""
    plant = compile_plant(factory, 0.0)
    span = Span(factory.run.horizon_s, factory.run.warm_up_s)
    hall = set_up(plant, span, Room(orders, 100_000, 0))
    simulate(hall.shop[0], seed, 0, 2**62)  # all events in one go
    assert not hall.shop["full"][0], "too little room"
    return assemble(factory, [Row.of(hall)], span)


def timed(work: Callable[[], Made]) -> tuple[Made, float]:
    """Give what some work makes, and the seconds of processor time that it takes.

    It is made twice and the second time counts: where the operating system has given memory back
    to its host, as in a virtual machine, getting it anew may take longer than the simulation.
    """
    work()
    begun_s = time.process_time()
    made = work()
    return made, time.process_time() - begun_s


def show_threads(run: Callable[..., object], goal: float, rounds: int = 3) -> None:
    """Print what a second thread brings; ``run`` takes the number of workers."""
    wall_s, cpu_s = {1: np.inf, 2: np.inf}, {1: np.inf, 2: np.inf}
    run(workers=1)  # doesn't count, as in ``timed``
    for _ in range(rounds):
        for workers in (1, 2):
            begun, begun_cpu = time.perf_counter(), time.process_time()
            run(workers=workers)
            wall_s[workers] = min(wall_s[workers], time.perf_counter() - begun)
            cpu_s[workers] = min(cpu_s[workers], time.process_time() - begun_cpu)
    print(
        f"Two threads are {wall_s[1] / wall_s[2]:.2f} times as fast as one by the clock on the wall "
        f"(goal {goal}, less where others are at work); "
        f"they take {cpu_s[2] / cpu_s[1]:.2f} times its processor time."
    )


def show(sides: dict[str, list[Turn]], names: tuple[str, ...]) -> dict[str, float]:
    """Print the medians of all sides; give their speeds in events a second."""
    print(f"{'':34} {'events/s':>14} {'ns/event':>9}", *(f"{name:>19}" for name in names))
    speeds = {}
    for side, turns in sides.items():
        speeds[side] = speed = statistics.median(turn.events_per_cpu_s for turn in turns)
        medians = np.median([turn.figures for turn in turns], axis=0)
        print(f"{side:34} {speed:14,.0f} {1e9 / speed:9.2f}", *(f"{median:19,.3f}" for median in medians))
    return speeds
