"""A serial line by recursion, judged by the event kernel: a run with a trace is made by that one."""

from dataclasses import fields, replace
from functools import partial

import numpy as np
import pytest
from engine.simulation.shops import MakeLine

from simmitt.engine.factory.model import (
    ArrivalKind,
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
from simmitt.engine.simulation import Output, replicate, replicate_pairs
from simmitt.engine.simulation.kernel.shop import Span
from simmitt.engine.simulation.line import portion
from simmitt.engine.simulation.line.obstacle import obstacle_to_line
from simmitt.engine.simulation.plant import compile_plant
from simmitt.ground.units import WEEK_S

Generator = np.random.Generator

FAMILIES: tuple[Family, ...] = (
    "fixed", "exponential", "lognormal", "weibull", "gamma", "empirical", "triangular",
)  # fmt: skip
KINDS: tuple[ArrivalKind, ...] = ("saturated", "poisson", "regular")


def some_time(rng: Generator, mean: float) -> Distribution:
    family = FAMILIES[rng.integers(len(FAMILIES))]
    if family == "empirical":
        points = np.sort(rng.gamma(2.0, mean / 2.0, rng.integers(2, 12)))
        return Distribution("empirical", 0.0, quantiles=tuple(points.tolist()))
    if family == "triangular":
        low, mode, high = np.sort(rng.uniform(0.0, 2.0 * mean, 3)).tolist()
        return Distribution("triangular", 0.0, quantiles=(low, mode, high))
    return Distribution(family, mean, float(rng.choice([0.0, 0.3, 1.0, 2.0])))


def some_station(rng: Generator, name: str) -> Station:
    repair = some_time(rng, float(rng.uniform(100.0, 2_000.0)))
    breakdown = Breakdown(float(rng.uniform(300.0, 30_000.0)), repair) if rng.random() < 0.6 else None
    buffer = None if rng.random() < 0.3 else int(rng.integers(0, 21))
    return Station(name, buffer=buffer, breakdown=breakdown)


def some_operation(rng: Generator, name: str, station: str, mean: float, delay: Distribution) -> Operation:
    return Operation(
        name,
        station,
        some_time(rng, mean * float(rng.uniform(0.7, 1.3))),
        typical_pieces=float(rng.integers(1, 30)),
        size_exponent=float(rng.choice([0.0, 0.0, 0.5, 1.0])),
        delay_s=delay if delay.mean > 0.0 else None,
    )


def some_line(seed: int) -> Factory:
    """Make a line of any length, kind of work and number of products."""
    rng = np.random.default_rng([seed, 5])
    stations = [some_station(rng, f"S{k}") for k in range(rng.integers(1, 9))]
    delays = [Distribution("fixed", float(rng.choice([0.0, 0.0, 600.0]))) for _ in stations]
    mean = float(rng.uniform(60.0, 600.0))
    operations, products = [], []
    for p in range(rng.integers(1, 4)):
        ways = []
        for w in range(rng.integers(1, 3)):
            made = [
                some_operation(rng, f"{p}-{w}-{station.name}", station.name, mean, delay)
                for station, delay in zip(stations, delays, strict=True)
            ]
            operations.extend(made)
            ways.append(Routing(tuple(o.name for o in made), float(rng.uniform(0.5, 2.0))))
        pieces = some_time(rng, float(rng.integers(1, 40)))
        products.append(Product(f"P{p}", float(rng.uniform(0.2, 1.0)), pieces, tuple(ways)))
    kind = KINDS[rng.integers(len(KINDS))]
    horizon_s = float(rng.uniform(100.0, 600.0)) * mean
    return Factory(
        "any line",
        tuple(np.array(stations, dtype=object)[rng.permutation(len(stations))]),
        tuple(operations),
        tuple(products),
        Arrivals(kind, WEEK_S / mean * float(rng.uniform(0.3, 1.1))),
        run=RunPlan(
            horizon_s=horizon_s,
            warm_up_s=float(rng.choice([0.0, 0.3])) * horizon_s,
            orders=int(rng.integers(1, 200)) if rng.random() < 0.3 else None,
        ),
    )


def assert_same(one: Output, other: Output) -> None:
    """See that counts are equal, and times to twelve decimals of the window's length."""
    for field in fields(Output):
        here, there = getattr(one, field.name), getattr(other, field.name)
        if field.name == "trace":
            continue
        if isinstance(here, np.ndarray) and here.dtype.kind == "f" and field.name != "wip_daily":
            np.testing.assert_allclose(here, there, 1e-12, 1e-12 * one.observed_s, err_msg=field.name)
        else:
            np.testing.assert_array_equal(here, there, err_msg=field.name)


@pytest.mark.parametrize("seed", range(200))
def test_the_recursion_and_the_event_kernel_find_the_same(seed: int) -> None:
    factory = some_line(seed)

    by_recursion = replicate(factory, replications=3, seed=seed)
    by_events = replicate(factory, replications=3, seed=seed, trace=True)

    assert obstacle_to_line(factory) is None
    assert by_events.visits.sum() > 0 or factory.run.orders  # so few may be done before the count
    assert_same(by_recursion, by_events)


def test_instants_are_the_same_to_the_last_bit() -> None:
    for seed in range(20):
        by_recursion = replicate(some_line(seed), replications=9, seed=seed)
        by_events = replicate(some_line(seed), replications=9, seed=seed, trace=True)

        np.testing.assert_array_equal(by_recursion.released_s, by_events.released_s)
        np.testing.assert_array_equal(by_recursion.finished_s, by_events.finished_s)


@pytest.mark.parametrize("stations", [2, 8, 9, 16, 17, 40])
def test_run_times_drawn_beforehand_are_those_of_each_visit(line: MakeLine, stations: int) -> None:
    runs = [Distribution("lognormal", 50.0 + k, 0.5) for k in range(stations)]
    runs[stations // 2] = Distribution("exponential", 40.0)
    factory = line(runs, arrivals=Arrivals("poisson", WEEK_S / 120.0), horizon_s=40_000.0)

    by_recursion = replicate(factory, replications=3, seed=7)
    by_events = replicate(factory, replications=3, seed=7, trace=True)

    assert np.isfinite(by_events.finished_s).sum() > 300
    np.testing.assert_array_equal(by_recursion.finished_s, by_events.finished_s)


OF_ORDERS = ("released_s", "finished_s", "product", "pieces_ordered", "pieces_good")
OF_ALL = ("state_s", "queue_s", "delay_s", "visits", "wip_mean", "wip_daily")


def bytes_of(output: Output, row: int) -> list[bytes]:
    """Give what a replication gave; of the orders as far as the last that was on the floor."""
    orders = int(np.flatnonzero(output.product[row] >= 0)[-1]) + 1
    figures = [getattr(output, name)[row, :orders] for name in OF_ORDERS]
    return [figure.tobytes() for figure in (*figures, *(getattr(output, name)[row] for name in OF_ALL))]


@pytest.mark.parametrize("seed", [3, 8, 21])
def test_a_replication_gives_the_same_bytes_alone_and_among_others(seed: int) -> None:
    run = partial(replicate, replace(some_line(seed), run=RunPlan(horizon_s=50_000.0)), seed=seed)

    many = run(replications=70)

    for count in (1, 3, 5, 12):
        few = run(replications=count, first_replication=67 - count)
        for row in range(count):
            assert bytes_of(few, row) == bytes_of(many, 67 - count + row)


def test_any_number_of_workers_gives_the_same_bytes() -> None:
    one, two, sixteen = (replicate(some_line(4), replications=70, seed=1, workers=w) for w in (1, 2, 16))

    for row in range(70):
        assert bytes_of(one, row) == bytes_of(two, row) == bytes_of(sixteen, row)


def test_pairs_of_lines_and_others_come_back_in_their_order() -> None:
    lines = [replace(some_line(2), run=RunPlan(horizon_s=20_000.0)) for _ in range(2)]
    capped = replace(lines[0], wip_cap=3)
    pairs = [(factory, k) for k in range(5) for factory in (lines[0], capped, lines[1])]

    mixed = replicate_pairs(pairs, seed=1)

    for row, (factory, k) in enumerate(pairs):
        alone = replicate(factory, replications=1, first_replication=k, seed=1)
        assert bytes_of(mixed, row) == bytes_of(alone, 0)


def test_more_parts_than_were_foreseen_find_room(line: MakeLine, monkeypatch: pytest.MonkeyPatch) -> None:
    factory = line([Distribution("exponential", 10.0)] * 2, [3], horizon_s=50_000.0)
    plenty = replicate(factory, replications=2, seed=1)

    monkeypatch.setattr("simmitt.engine.simulation.replication._order_bound", lambda *_: 1)
    scarce = replicate(factory, replications=2, seed=1)

    assert plenty.finished_orders.min() > 10 * portion.BLOCK_PARTS
    assert_same(plenty, scarce)


@pytest.mark.parametrize("per_day", [3.0, 7.0, 11.0, 12.0, 49.0])
def test_orders_that_come_or_go_as_a_day_ends_count_alike(line: MakeLine, per_day: float) -> None:
    work = [Distribution("fixed", 43_200.0 / per_day)] * 2  # done as the next one but one comes
    factory = line(work, arrivals=Arrivals("regular", 7.0 * per_day), horizon_s=40 * 86_400.0)
    first_s = 43_200.0 / per_day

    for warm_up_s in (first_s, 2.0 * first_s, 0.0):
        by_recursion = replicate(factory, replications=1, seed=1, warm_up_s=warm_up_s)
        by_events = replicate(factory, replications=1, seed=1, warm_up_s=warm_up_s, trace=True)

        assert by_events.wip_daily.max() > 0.0
        np.testing.assert_array_equal(by_recursion.wip_daily, by_events.wip_daily)


def test_where_nothing_comes_all_stand_idle(line: MakeLine) -> None:
    factory = line([Distribution("exponential", 10.0)] * 2, arrivals=Arrivals("poisson", 0.0))

    output = replicate(factory, replications=2, seed=1)

    assert output.finished_s.shape == (2, 0)
    np.testing.assert_array_equal(output.state_s[:, :, 4], 10_000.0)


def test_parts_and_lead_times_alone_are_those_of_the_full_count() -> None:
    factory = some_line(11)
    span = Span(factory.run.horizon_s, 9_000.0)

    parts, lead_sum_s = portion.count_parts(compile_plant(factory, 0.0), span, 1, range(10))
    plain = replace(factory, run=RunPlan(horizon_s=span.horizon_s))
    output = replicate(plain, replications=10, seed=1, warm_up_s=span.warm_up_s)

    assert parts.max() > 5
    np.testing.assert_array_equal(parts, output.finished_orders)
    np.testing.assert_allclose(lead_sum_s, np.nansum(output.lead_time_s, axis=1))
