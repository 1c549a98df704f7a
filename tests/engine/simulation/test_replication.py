"""Replications: their luck, their order, their window."""

import subprocess
import sys
from dataclasses import fields, replace
from typing import Any

import numpy as np
import pytest
from engine.simulation.shops import MakeLine

from simmitt.engine.factory.model import Arrivals, Calendar, Distribution, Factory, Product, Routing, Shift
from simmitt.engine.simulation import (
    HorizonUnknown,
    NothingLeftAfterWarmUp,
    Output,
    replicate,
    replicate_pairs,
)
from simmitt.engine.simulation import replication as replication_module
from simmitt.ground.errors import Cancelled
from simmitt.ground.texts import Message
from simmitt.ground.units import WEEK_S


def bytes_of(output: Output) -> dict[str, Any]:
    """Give everything in an output, arrays as bytes."""
    figures = {field.name: getattr(output, field.name) for field in fields(output)}
    return {
        name: value.tobytes() if isinstance(value, np.ndarray) else value
        for name, value in figures.items()
        if name != "trace"
    }


@pytest.fixture
def uneven_line(line: MakeLine) -> Factory:
    runs = [Distribution("lognormal", mean, 0.6) for mean in (50.0, 60.0, 55.0)]
    factory = line(runs, arrivals=Arrivals("poisson", WEEK_S / 75.0), horizon_s=20_000.0)
    return replace(factory, stations=tuple(replace(s, buffer=5) for s in factory.stations))


def test_one_worker_and_two_give_the_same_bytes(uneven_line: Factory) -> None:
    one = replicate(uneven_line, replications=50, seed=1, workers=1, trace=True)
    two = replicate(uneven_line, replications=50, seed=1, workers=2, trace=True)

    assert bytes_of(one) == bytes_of(two)
    assert one.trace is not None
    assert two.trace is not None
    assert [field.tobytes() for field in one.trace] == [field.tobytes() for field in two.trace]


def test_simulating_needs_no_tables() -> None:
    code = "import sys, simmitt.engine.simulation; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert "simmitt.engine.simulation.replication" in done.stdout.split()
    assert {"polars", "fastexcel"}.isdisjoint(done.stdout.split())


def test_a_run_can_be_continued(uneven_line: Factory) -> None:
    whole = replicate(uneven_line, replications=6, seed=1)
    rest = replicate(uneven_line, replications=2, seed=1, first_replication=4)

    np.testing.assert_array_equal(whole.state_s[4:], rest.state_s)
    np.testing.assert_array_equal(whole.wip_daily[4:], rest.wip_daily)


def test_pairs_give_each_factory_its_own_replication(uneven_line: Factory) -> None:
    quicker = replace(
        uneven_line,
        operations=tuple(replace(o, run_s=replace(o.run_s, mean=40.0)) for o in uneven_line.operations),
    )

    mixed = replicate_pairs(
        [(uneven_line, 3), (quicker, 0), (uneven_line, 0), (quicker, 3)], seed=5, workers=2
    )
    plain = replicate(uneven_line, replications=4, seed=5)
    quick = replicate(quicker, replications=4, seed=5)

    np.testing.assert_array_equal(mixed.state_s[[2, 0]], plain.state_s[[0, 3]])
    np.testing.assert_array_equal(mixed.state_s[[1, 3]], quick.state_s[[0, 3]])


def test_no_two_replications_are_alike(uneven_line: Factory) -> None:
    output = replicate(uneven_line, replications=60, seed=1)

    assert len(np.unique(output.state_s[:, 0, 0])) == 60
    assert abs(np.corrcoef(output.wip_mean[1:], output.wip_mean[:-1])[0, 1]) < 0.5


def test_the_same_order_gets_the_same_work_in_both_scenarios(line: MakeLine) -> None:
    runs = [Distribution("lognormal", 50.0, 0.6)] * 2
    factory = line(runs, arrivals=Arrivals("poisson", WEEK_S / 75.0), horizon_s=20_000.0)
    other = replace(factory, stations=tuple(replace(s, capacity=3) for s in factory.stations))

    works = []
    for scenario in (factory, other):
        trace = replicate(scenario, replications=1, seed=1, trace=True, orders=200).trace
        assert trace is not None
        works.append(
            {(o, k): e - s for o, k, s, e in zip(*trace[1:3], trace.start_s, trace.end_s, strict=True)}
        )

    both = works[0].keys() & works[1].keys()
    assert len(both) > 300
    assert all(works[0][key] == pytest.approx(works[1][key], abs=1e-6) for key in both)


def test_so_many_orders_come_as_are_asked_for(uneven_line: Factory) -> None:
    output = replicate(uneven_line, replications=40, seed=1, orders=100)

    arrived = np.isfinite(output.released_s)
    assert output.released_s.shape == (40, 100)
    assert arrived.all()
    # Sorted uniform instants: the k-th of n comes at k / (n + 1) of the window on average.
    middle = output.released_s.mean(axis=0) / 20_000.0
    np.testing.assert_allclose(middle, np.arange(1, 101) / 101, atol=0.03)
    assert np.all(np.diff(output.released_s, axis=1) >= 0.0)


def test_poisson_orders_come_at_their_rate_in_their_hours(line: MakeLine) -> None:
    arrivals = Arrivals("poisson", 700.0, calendar="office")
    factory = replace(
        line([Distribution("fixed", 1.0)], arrivals=arrivals, horizon_s=10 * WEEK_S),
        calendars=(Calendar("office", (Shift(0.0, 36_000.0), Shift(86_400.0, 90_000.0))),),
    )

    output = replicate(factory, replications=4, seed=1)

    in_week = output.released_s % WEEK_S
    in_hours = (in_week <= 36_000.0) | ((in_week >= 86_400.0) & (in_week <= 90_000.0))
    counts = np.isfinite(output.released_s).sum(axis=1)
    assert np.all(in_hours | np.isnan(in_week))
    assert counts.mean() == pytest.approx(7_000.0, abs=4 * np.sqrt(7_000.0 / 4))


def test_orders_on_their_way_show_up_first_and_take_their_own_routings(line: MakeLine) -> None:
    factory = line([Distribution("fixed", 1.0)] * 3, arrivals=Arrivals("poisson", WEEK_S / 100.0))
    arrivals = replace(
        factory.arrivals,
        opening_orders=7.5,
        opening_span_s=500.0,
        opening_routings={"part": (Routing(("work at M3",)),)},
    )

    output = replicate(replace(factory, arrivals=arrivals), replications=60, seed=1, trace=True)

    trace = output.trace
    assert trace is not None
    first = [trace.order[trace.replication == k] for k in range(60)]
    steps = [np.bincount(orders) for orders in first]
    opening = np.array([np.argmax(count[:9] == 3) for count in steps])
    assert set(opening) == {7, 8}
    assert opening.mean() == pytest.approx(7.5, abs=0.25)
    early = output.released_s[:, :7]
    assert 400.0 < early.max() <= 500.0
    assert np.all(output.visits[:, 2] > output.visits[:, 0])


def test_products_and_routings_come_by_their_shares(line: MakeLine) -> None:
    factory = line([Distribution("fixed", 1.0)] * 2)
    one, two, both = ("work at M1",), ("work at M2",), ("work at M1", "work at M2")
    products = (
        Product("A", 0.2, Distribution("fixed", 1.0), (Routing(one, 3.0), Routing(two, 1.0))),
        Product("B", 0.8, Distribution("fixed", 1.0), (Routing(both),)),
    )

    output = replicate(replace(factory, products=products), replications=1, seed=1, orders=5_000)

    shares = np.bincount(output.product[0]) / 5_000
    np.testing.assert_allclose(shares, [0.2, 0.8], atol=0.02)
    np.testing.assert_allclose(output.visits[0] / 5_000, [0.95, 0.85], atol=0.02)


def test_arrays_that_were_too_short_change_nothing(
    uneven_line: Factory, monkeypatch: pytest.MonkeyPatch
) -> None:
    crowded = replace(uneven_line, arrivals=Arrivals("poisson", WEEK_S / 20.0))
    plenty = replicate(crowded, replications=3, seed=1, trace=True)

    monkeypatch.setattr(replication_module, "_order_bound", lambda *_: 3)
    monkeypatch.setattr(replication_module, "FIRST_JOBS", 2)
    monkeypatch.setattr(replication_module, "FIRST_STRETCHES", 2)
    scarce = replicate(crowded, replications=3, seed=1, trace=True)

    assert bytes_of(plenty) == bytes_of(scarce)
    assert plenty.trace is not None
    assert scarce.trace is not None
    np.testing.assert_array_equal(plenty.trace.end_s, scarce.trace.end_s)


def test_without_a_horizon_the_message_asks_for_weeks(uneven_line: Factory) -> None:
    endless = replace(uneven_line, run=replace(uneven_line.run, horizon_s=0.0))

    with pytest.raises(HorizonUnknown) as caught:
        replicate(endless, replications=1, seed=1)

    assert "--weeks" in caught.value.in_language("en")
    assert "--weeks" in caught.value.in_language("sv")
    assert caught.value.in_language("sv") != caught.value.in_language("en")


def test_a_warm_up_as_long_as_the_window_is_refused(uneven_line: Factory) -> None:
    with pytest.raises(NothingLeftAfterWarmUp) as caught:
        replicate(uneven_line, replications=1, seed=1, horizon_s=7_200.0, warm_up_s=7_200.0)

    assert "2,0" in caught.value.in_language("sv")


@pytest.mark.parametrize(("wip_cap", "first"), [(None, 50), (9, 16)], ids=["side by side", "one by one"])
def test_progress_is_told_and_may_stop_the_work(
    uneven_line: Factory, wip_cap: int | None, first: int
) -> None:
    told: list[tuple[int, int]] = []

    def listen(step: Message, done: int, total: int) -> None:
        told.append((done, total))
        if done > first:
            raise Cancelled

    with pytest.raises(Cancelled):
        factory = replace(uneven_line, wip_cap=wip_cap)
        replicate(factory, replications=200, seed=1, workers=2, progress=listen)

    assert told == [(first, 200), (2 * first, 200)]


def test_days_end_with_the_orders_then_on_the_floor(line: MakeLine) -> None:
    factory = line(
        [Distribution("exponential", 3_000.0)], arrivals=Arrivals("poisson", 180.0), horizon_s=WEEK_S
    )

    output = replicate(factory, replications=1, seed=1, warm_up_s=40_000.0)

    ends = 40_000.0 + 86_400.0 * np.arange(1, 7)
    begun = output.released_s[0][None, :] <= ends[:, None]
    done = output.finished_s[0][None, :] <= ends[:, None]
    np.testing.assert_array_equal(output.wip_daily[0], (begun & ~done).sum(axis=1))
