"""Whatever the factory looks like, nothing is lost and time adds up."""

from dataclasses import replace
from typing import Any

import numpy as np
from engine.simulation.shops import CALENDARS, assert_floor_adds_up, assert_time_adds_up, maybe
from hypothesis import given, settings
from hypothesis import strategies as st

from simmitt.engine.factory.model import (
    Arrivals,
    Breakdown,
    Crew,
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

HOUR, DAY = 3_600.0, 86_400.0
CREWS = (Crew("setters", 2), Crew("turners", 1))

times = st.builds(
    Distribution,
    st.sampled_from(["fixed", "exponential", "lognormal", "gamma", "weibull"]),
    st.floats(0.0, 2.0 * HOUR),
    st.sampled_from([0.0, 0.4, 1.3]),
)


@st.composite
def factories(draw: st.DrawFn) -> Factory:
    stations = tuple(
        Station(
            f"S{k}",
            capacity=draw(st.integers(1, 4)),
            calendar=draw(st.sampled_from(["", "day", "two"])),
            dispatch=draw(st.sampled_from(["fifo", "shortest", "due_date", "setup_saving"])),
            setup=draw(maybe(st.builds(Setup, times, st.floats(0, 1), st.floats(0, 1)))),
            breakdown=draw(maybe(st.builds(Breakdown, st.floats(HOUR, 9 * HOUR), times))),
            crews=draw(st.sampled_from([(), ("setters",), ("turners",), ("setters", "turners")])),
        )
        for k in range(draw(st.integers(1, 4)))
    )
    operations = tuple(
        Operation(
            f"O{k}",
            draw(st.sampled_from(stations)).name,
            draw(times),
            typical_pieces=draw(st.sampled_from([1.0, 10.0])),
            size_exponent=draw(st.sampled_from([0.0, 0.6, 1.0])),
            delay_s=draw(maybe(times)),
            scrap_share=draw(st.sampled_from([0.0, 0.02, 0.5])),
            rework_share=draw(st.sampled_from([0.0, 0.3])),
            transfer_share=draw(st.sampled_from([1.0, 0.25])),
        )
        for k in range(draw(st.integers(1, 5)))
    )
    names = st.lists(st.sampled_from([o.name for o in operations]), min_size=1, max_size=6).map(tuple)
    products = tuple(
        Product(
            f"P{k}",
            1.0,
            Distribution("gamma", 8.0, 0.5),
            tuple(draw(st.lists(st.builds(Routing, names, st.floats(0.1, 3.0)), min_size=1, max_size=3))),
            lots_per_order=draw(st.sampled_from([1.0, 1.5, 3.0])),
            due_after_s=draw(maybe(times)),
        )
        for k in range(draw(st.integers(1, 3)))
    )
    arrivals = draw(
        st.builds(
            Arrivals,
            st.sampled_from(["poisson", "regular", "saturated"]),
            st.floats(0.0, 80.0),
            st.sampled_from(["", "day"]),
            st.sampled_from([0.0, 4.6]),
            st.floats(0.0, DAY),
        )
    )
    cap = draw(maybe(st.integers(1, 6)))
    # A saturated shop whose first work takes no time would take in orders for ever.
    if arrivals.kind == "saturated":
        operations = tuple(replace(o, run_s=Distribution("gamma", 900.0, 0.5)) for o in operations)
    run = RunPlan(horizon_s=10 * DAY, warm_up_s=draw(st.sampled_from([0.0, 3.3 * DAY])))
    return Factory("any", stations, operations, products, arrivals, CALENDARS, CREWS, cap, run)


@given(factory=factories(), seed=st.integers(0, 1_000))
@settings(max_examples=150, deadline=None)
def test_orders_are_kept_time_adds_up_and_pieces_too(factory: Factory, seed: int) -> None:
    output = replicate(factory, replications=2, seed=seed)

    released, finished = np.isfinite(output.released_s), np.isfinite(output.finished_s)
    assert np.all(released | ~finished)
    assert np.all(output.lead_time_s[finished] >= 0.0)
    assert np.all(output.finished_s[finished] >= factory.run.warm_up_s)
    assert_time_adds_up(output)
    assert_floor_adds_up(output)
    assert np.all(output.pieces_good <= output.pieces_ordered)
    if factory.run.warm_up_s == 0.0 and np.all(finished == released):
        np.testing.assert_allclose(
            output.pieces_ordered.sum(axis=1) - output.pieces_good.sum(axis=1), output.scrapped.sum(axis=1)
        )


@given(factory=factories(), seed=st.integers(0, 1_000))
@settings(max_examples=60, deadline=None)
def test_given_time_every_order_is_finished(factory: Factory, seed: int) -> None:
    patient = replace(
        factory,
        arrivals=replace(factory.arrivals, kind="poisson", per_week=10.0),
        run=RunPlan(horizon_s=400 * DAY),
    )

    output = replicate(patient, replications=1, seed=seed, orders=12)

    late = output.released_s[0] > 200 * DAY
    assert np.all(np.isfinite(output.released_s))
    assert np.all(np.isfinite(output.finished_s[0]) | late)


@given(factory=factories(), buffer=st.integers(0, 3), seed=st.integers(0, 1_000))
@settings(max_examples=60, deadline=None)
def test_full_buffers_hold_places_but_lose_nothing(factory: Factory, buffer: int, seed: int) -> None:
    narrow = replace(factory, stations=tuple(replace(s, buffer=buffer) for s in factory.stations))

    output = replicate(narrow, replications=1, seed=seed)

    assert_time_adds_up(output)
    assert_floor_adds_up(output)


@given(factory=factories(), seed=st.integers(0, 100))
@settings(max_examples=40, deadline=None)
def test_no_place_and_no_person_does_two_things_at_once(factory: Factory, seed: int) -> None:
    output = replicate(factory, replications=1, seed=seed, trace=True)

    trace = output.trace
    assert trace is not None
    names = [operation.station for operation in factory.operations]
    stations = {station.name: station for station in factory.stations}
    rows = list(zip(trace.start_s, trace.end_s, trace.operation, trace.place, strict=True))
    busy_until: dict[tuple[str, int], float] = {}
    for start_s, end_s, operation, place in rows:
        key = (names[operation], int(place))
        assert place < stations[key[0]].capacity
        assert start_s >= busy_until.get(key, 0.0) - 1e-6
        busy_until[key] = float(end_s)
    _assert_people_suffice(factory, rows, names)


def _assert_people_suffice(factory: Factory, rows: list[Any], names: list[str]) -> None:
    """All crews together never tend more machines than they have people."""
    crews = {station.name: station.crews for station in factory.stations}
    tended = [(start, end) for start, end, operation, _ in rows if crews[names[operation]]]
    marks = sorted([(end, -1) for _, end in tended] + [(start + 1e-6, 1) for start, _ in tended])
    assert max(np.cumsum([change for _, change in marks]), default=0) <= sum(c.people for c in factory.crews)
