"""What takes the time in each algorithm, by leaving parts out and by timing parts alone, on one core.

The line is that of ``line.py``. A figure is nanoseconds of processor time an event (or a draw), the
least of some rounds.

    python benchmarks/kernel/what_bounds_it.py [--rounds 5] [--years 0.25]
"""

import argparse
import sys
import time
from collections.abc import Callable
from functools import partial
from typing import Any, cast

import numpy as np
from line import events, line, most_orders
from numpy.typing import NDArray
from turns import by_events

from simmitt.engine.factory.model import Factory
from simmitt.engine.simulation import Output, replicate
from simmitt.engine.simulation.kernel.compiled import called
from simmitt.engine.simulation.kernel.elementary import exp, log
from simmitt.engine.simulation.kernel.shop import Span
from simmitt.engine.simulation.kernel.streams import nth_uniform
from simmitt.engine.simulation.kernel.variates import (
    MIDDLE,
    lognormal,
    normal,
    normal_without_branch,
    remoteness,
)
from simmitt.engine.simulation.line.portion import count_parts
from simmitt.engine.simulation.plant import compile_plant

Floats = NDArray[np.float64]
Bits = NDArray[np.uint64]
Draws = Callable[[Bits, Floats, Floats], None]  # keys and shares in, numbers out
LANES, REPEATS = 64, 20_000
PURPOSE = np.uint64(8)


@called
def uniforms(key: Bits, _u: Floats, out: Floats) -> None:
    for k in range(len(out)):
        out[k] = nth_uniform(key[k], PURPOSE, 3)


@called
def exponentials(_key: Bits, u: Floats, out: Floats) -> None:
    for k in range(len(out)):
        out[k] = exp(u[k])


@called
def logarithms(_key: Bits, u: Floats, out: Floats) -> None:
    for k in range(len(out)):
        out[k] = log(u[k])


@called
def deviates_without_branch(_key: Bits, u: Floats, out: Floats) -> None:
    for k in range(len(out)):
        out[k] = remoteness(u[k])
    for k in range(len(out)):
        out[k] = normal_without_branch(u[k], out[k])


@called
def deviates_with_tails_apart(_key: Bits, u: Floats, out: Floats) -> None:
    for k in range(len(out)):
        out[k] = normal_without_branch(u[k], 2.0)  # right in the middle
    for k in range(len(out)):
        if abs(u[k] - 0.5) > MIDDLE:
            out[k] = normal(u[k])


@called
def deviates_with_branch(_key: Bits, u: Floats, out: Floats) -> None:
    for k in range(len(out)):
        out[k] = normal(u[k])


@called
def lognormals_in_one_loop(key: Bits, _u: Floats, out: Floats) -> None:
    for k in range(len(out)):
        share = nth_uniform(key[k], PURPOSE, 3)
        out[k] = lognormal(0.3, 0.5, normal_without_branch(share, remoteness(share)))


@called
def lognormals_in_four_loops(key: Bits, u: Floats, out: Floats) -> None:
    for k in range(len(out)):
        u[k] = nth_uniform(key[k], PURPOSE, 3)
    for k in range(len(out)):
        out[k] = remoteness(u[k])
    for k in range(len(out)):
        out[k] = normal_without_branch(u[k], out[k])
    for k in range(len(out)):
        out[k] = lognormal(0.3, 0.5, out[k])


DRAWS = (
    uniforms, exponentials, logarithms,
    deviates_without_branch, deviates_with_tails_apart, deviates_with_branch,
    lognormals_in_one_loop, lognormals_in_four_loops,
)  # fmt: skip


def least_s(work: Callable[[], object], rounds: int) -> float:
    """Give the least processor time of some rounds, the first of which doesn't count."""
    times = []
    work()
    for _ in range(rounds):
        begun_s = time.process_time()
        work()
        times.append(time.process_time() - begun_s)
    return min(times)


def show_draws(rounds: int) -> None:
    """Print what one draw costs when 64 are made side by side."""
    rng = np.random.default_rng(1)
    for draw in DRAWS:
        key, u = rng.integers(0, 2**63, LANES).astype(np.uint64), rng.random(LANES)
        spent_s = least_s(partial(often(draw), key, u, np.empty(LANES)), rounds)
        kind = "several at once" if is_side_by_side(draw) else "one by one"
        print(f"  {draw.__name__.replace('_', ' '):30} {spent_s / REPEATS / LANES * 1e9:7.2f}   {kind}")


def often(draw: Draws) -> Draws:
    """Give what makes the draws many times: Python's call costs more than they do."""

    @called
    def repeated(key: Bits, u: Floats, out: Floats) -> None:
        for _ in range(REPEATS):
            draw(key, u, out)

    return repeated


def is_side_by_side(draw: Draws) -> bool:
    """Tell whether the compiler has found vectors: instructions on several numbers at once."""
    assembly = "".join(cast("Any", draw).inspect_asm().values())
    return any(name in assembly for name in ("vmulpd", "mulpd", "fmul.2d", "fmul\tv"))


def show_recursion(rounds: int, years: float) -> None:
    """Print what the recursion costs with parts left out, and by number of lanes."""
    whole = line(years)
    cases: list[tuple[str, Factory, bool, int]] = [
        ("all statistics", whole, True, 64),
        ("parts and lead times only", whole, False, 64),
        ("  and no failures", line(years, fails=False), False, 64),
        ("  and fixed work", line(years, fails=False, family="fixed"), False, 64),
        ("exponential work", line(years, family="exponential"), False, 64),
        ("gamma work", line(years, family="gamma"), False, 64),
        *((f"parts and lead times, {lanes} lanes", whole, False, lanes) for lanes in (32, 16, 8, 4, 1)),
    ]
    for name, factory, keeps_all, lanes in cases:
        made: list[Output] = []
        plant, span = compile_plant(factory, 0.0), Span(factory.run.horizon_s, 0.0)
        full = partial(replicate, factory, replications=lanes, seed=1)
        made.append(full())
        work: Callable[[], object] = full if keeps_all else partial(count_parts, plant, span, 1, range(lanes))
        print(f"  {name:30} {least_s(work, rounds) / events(made[0]) * 1e9:7.2f}")


def show_event_kernel(rounds: int, years: float) -> None:
    """Print what the event kernel costs with parts left out."""
    cases = {
        "all statistics": line(years),
        "no failures": line(years, fails=False),
        "fixed work": line(years, family="fixed"),
        "fixed work, no failures": line(years, fails=False, family="fixed"),
    }
    for name, factory in cases.items():
        work = partial(by_events, factory, 1, most_orders(factory))
        print(f"  {name:30} {least_s(work, rounds) / events(work()) * 1e9:7.2f}")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--years", type=float, default=0.25)
    options = parser.parse_args()
    print("ns a draw, 64 side by side")
    show_draws(options.rounds)
    print("ns an event, recursion (64 lanes unless said)")
    show_recursion(options.rounds, options.years)
    print("ns an event, event kernel")
    show_event_kernel(options.rounds, options.years)
    return 0


if __name__ == "__main__":
    sys.exit(main())
