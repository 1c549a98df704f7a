"""Whatever a factory has of kits, ovens, skills and repair crews, nothing is lost and time adds up."""

from dataclasses import replace
from itertools import pairwise
from typing import Any

import numpy as np
from engine.simulation.shops import CALENDARS, assert_floor_adds_up, assert_time_adds_up, maybe
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from simmitt.engine.factory.checking import check
from simmitt.engine.factory.faults import FactoryFault
from simmitt.engine.factory.model import (
    Arrivals,
    Batch,
    Breakdown,
    Crew,
    Distribution,
    Factory,
    ListedOrder,
    Operation,
    Product,
    Routing,
    RunPlan,
    Setup,
    Station,
)
from simmitt.engine.factory.reading import parse_factory
from simmitt.engine.factory.writing import write_factory
from simmitt.engine.simulation import Output, replicate

HOUR, DAY = 3_600.0, 86_400.0
FAMILIES = ("red", "blue")
lengths = st.sampled_from([60.0, 900.0, HOUR])
times = st.builds(Distribution, st.sampled_from(["fixed", "exponential"]), lengths) | st.builds(
    Distribution, st.sampled_from(["lognormal", "weibull"]), lengths, st.sampled_from([0.4, 1.3])
)


setups = st.builds(
    Setup,
    times,
    st.sampled_from([0.5, 1.0]),
    st.sampled_from([0.0, 0.2]),
    families=st.just(FAMILIES),
    matrix_s=st.sampled_from([((0.0, 600.0), (60.0, 0.0)), ((30.0, 0.0), (900.0, 30.0))]),
)
breakdowns = st.builds(
    Breakdown,
    st.sampled_from([HOUR, 9 * HOUR]),
    times,
    comes_with=st.sampled_from(["running", "open_time"]),
    shape=st.sampled_from([1.0, 2.5]),
    repair_crew=st.sampled_from(["", "fitters", "setters"]),
)
batches = st.builds(
    Batch,
    st.sampled_from([2.0, 5.0, 20.0]),
    st.sampled_from([1.0, 2.0]),
    st.sampled_from(["lots", "pieces"]),
    st.sampled_from(["any", "operation", "product", "family"]),
    st.sampled_from([0.0, 3 * HOUR]),
)
skills = st.sampled_from([(), ("setters",), ("turners",), ("setters", "turners")])


@st.composite
def stations(draw: st.DrawFn, name: str) -> Station:
    return Station(
        name,
        capacity=draw(st.integers(1, 3)),
        calendar=draw(st.sampled_from(["", "day", "two"])),
        dispatch=draw(st.sampled_from(["fifo", "shortest", "due_date", "priority", "setup_saving"])),
        setup=draw(maybe(setups)),
        breakdown=draw(maybe(breakdowns)),
        crews=draw(skills),
        attended=draw(st.sampled_from(["throughout", "setup"])),
        batch=draw(maybe(batches)),
        speed=draw(st.sampled_from([1.0, 0.7])),
        look_ahead=draw(st.integers(1, 4)),
    )


@st.composite
def operations(draw: st.DrawFn, number: int, names: list[str]) -> Operation:
    return Operation(
        f"O{number}",
        draw(st.sampled_from(names)),
        draw(times),
        typical_pieces=10.0,
        size_exponent=draw(st.sampled_from([0.0, 1.0])),
        delay_s=draw(maybe(times)),
        scrap_share=draw(st.sampled_from([0.0, 0.02, 0.5])),
        rework_share=draw(st.sampled_from([0.0, 0.3])),
        rework_to=draw(st.sampled_from(["", "O0"])),
        crews=draw(skills),
        alternatives=tuple(draw(st.lists(st.sampled_from(names), max_size=2, unique=True))),
    )


@st.composite
def products(draw: st.DrawFn, number: int, names: list[str]) -> Product:
    """Make a product that every routing begins with O0, and the first of them of the later ones."""
    ways = draw(st.lists(st.lists(st.sampled_from(names), max_size=4), min_size=1, max_size=2))
    return Product(
        f"P{number}",
        1.0,
        Distribution("gamma", 8.0, 0.5),
        tuple(Routing(("O0", *way)) for way in ways),
        lots_per_order=draw(st.sampled_from([1.0, 1.5])),
        due_after_s=draw(maybe(times)),
        priority=draw(st.sampled_from([0.0, 2.0])),
        setup_family=FAMILIES[number % 2],
        components={
            f"P{k}": draw(st.sampled_from([0.5, 1.0, 4.0])) for k in range(number) if draw(st.booleans())
        },
        assembled_at="",
    )


@st.composite
def factories(draw: st.DrawFn) -> Factory:
    places = [draw(stations(f"S{k}")) for k in range(draw(st.integers(1, 4)))]
    names = [place.name for place in places]
    steps = [draw(operations(k, names)) for k in range(draw(st.integers(1, 4)))]
    goods = [draw(products(k, [step.name for step in steps])) for k in range(draw(st.integers(2, 3)))]
    orders = [ListedOrder(HOUR * k, f"P{k % len(goods)}", 1.0 + 7 * (k % 3)) for k in range(12)]
    return Factory(
        "any",
        tuple(places),
        tuple(steps),
        tuple(goods),
        draw(st.sampled_from([Arrivals("poisson", 40.0), Arrivals("list", orders=tuple(orders))])),
        CALENDARS,
        (
            Crew("setters", 2, draw(st.sampled_from(["", "two"]))),
            Crew("turners", 1, draw(st.sampled_from(["", "day"])), draw(st.integers(1, 2))),
            Crew("fitters", 1, draw(st.sampled_from(["", "day"]))),
        ),
        run=RunPlan(horizon_s=10 * DAY, warm_up_s=draw(st.sampled_from([0.0, 3.3 * DAY]))),
    )


def _must_hang_together(factory: Factory) -> None:
    try:
        check(factory)
    except FactoryFault:
        assume(False)


@given(factory=factories(), seed=st.integers(0, 1_000))
@settings(max_examples=150, deadline=None)
def test_time_adds_up_and_no_order_is_lost(factory: Factory, seed: int) -> None:
    _must_hang_together(factory)

    output = replicate(factory, replications=2, seed=seed)

    assert_time_adds_up(output, 1e-4)
    assert_floor_adds_up(output)
    finished = np.isfinite(output.finished_s)
    assert np.all(output.finished_s[finished] >= output.released_s[finished])
    assert np.all(output.pieces_good <= output.pieces_ordered)
    assert np.all(output.crew_wait_s >= 0.0)
    assert np.all(output.queue_s >= 0.0)


@given(factory=factories(), seed=st.integers(0, 1_000))
@settings(max_examples=40, deadline=None)
def test_a_replication_finds_nothing_of_the_one_before(factory: Factory, seed: int) -> None:
    _must_hang_together(factory)

    among_others = replicate(factory, replications=3, seed=seed, trace=True)
    alone = replicate(factory, replications=1, first_replication=2, seed=seed, trace=True)

    orders = int((among_others.product[2] >= 0).sum())
    assert orders == int((alone.product[0] >= 0).sum())
    for name in ("state_s", "queue_s", "visits", "scrapped", "wip_daily", "kit_wait_s", "crew_wait_s"):
        np.testing.assert_array_equal(getattr(among_others, name)[2], getattr(alone, name)[0])
    for name in ("released_s", "finished_s", "due_s", "pieces_ordered", "pieces_good"):
        one, other = getattr(among_others, name)[2], getattr(alone, name)[0]
        width = min(len(one), len(other))
        np.testing.assert_array_equal(one[:width], other[:width])


@given(factory=factories(), seed=st.integers(0, 1_000))
@settings(max_examples=60, deadline=None)
def test_given_time_every_order_is_finished(factory: Factory, seed: int) -> None:
    _must_hang_together(factory)
    patient = replace(
        factory,
        stations=tuple(_without_lonely_batches(station) for station in factory.stations),
        arrivals=replace(factory.arrivals, per_week=10.0),
        run=RunPlan(horizon_s=600 * DAY),
    )

    output = replicate(patient, replications=1, seed=seed, orders=12)

    late = output.released_s[0] > 200 * DAY
    assert np.all(np.isfinite(output.finished_s[0]) | late)


def _without_lonely_batches(station: Station) -> Station:
    """Let a batch start with less after some hours, so that the last lots get through."""
    return replace(station, batch=station.batch and replace(station.batch, longest_wait_s=3 * HOUR))


@given(factory=factories(), seed=st.integers(0, 100))
@settings(max_examples=40, deadline=None)
def test_a_trace_tells_the_time_that_the_books_do(factory: Factory, seed: int) -> None:
    plain = replace(
        factory,
        stations=tuple(replace(station, batch=None) for station in factory.stations),
        operations=tuple(replace(operation, alternatives=()) for operation in factory.operations),
    )
    _must_hang_together(plain)

    output = replicate(plain, replications=1, seed=seed, trace=True, warm_up_s=0.0)

    trace = output.trace
    assert trace is not None
    number = {station.name: k for k, station in enumerate(plain.stations)}
    station_of = np.array([number[operation.station] for operation in plain.operations])
    for kind in (0, 1):
        told = trace.kind == kind
        length_s = (np.minimum(trace.end_s, output.observed_s) - trace.start_s)[told]
        seen = np.bincount(station_of[trace.operation[told]], length_s, len(number))
        np.testing.assert_allclose(seen, output.state_s[0, :, kind], rtol=1e-6, atol=1e-2)
    for s, station in enumerate(plain.stations):
        _assert_one_thing_at_a_time(output, station_of, s, station.capacity)


def _assert_one_thing_at_a_time(output: Output, station_of: Any, s: int, capacity: int) -> None:
    trace = output.trace
    assert trace is not None
    for place in range(capacity):
        here = (station_of[trace.operation] == s) & (trace.place == place)
        stretches = sorted(zip(trace.start_s[here], trace.end_s[here], strict=True))
        assert all(one[1] <= other[0] + 1e-4 for one, other in pairwise(stretches))


@given(factory=factories())
@settings(max_examples=60, deadline=None)
def test_what_a_file_tells_comes_back(factory: Factory) -> None:
    _must_hang_together(factory)

    again = parse_factory(write_factory(factory))

    assert again == factory
