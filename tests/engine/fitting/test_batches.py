"""What goes into an oven together is told by orders that begin and end together at one place."""

from dataclasses import replace

import numpy as np
import polars as pl
import pytest
from engine.conftest import tidy_shop
from engine.fitting.planted import left_by, shop_with_oven, shop_with_queue

from simmitt.engine.eventlog.log import EventLog
from simmitt.engine.factory.model import Batch, Factory
from simmitt.engine.fitting import fit
from simmitt.engine.fitting.loads import single_times
from simmitt.engine.fitting.shop import Shop, look_at
from simmitt.engine.hours import learn_working_hours
from simmitt.engine.simulation import replicate
from simmitt.ground.units import HOUR_S


def seen(log: EventLog) -> Shop:
    return look_at(log, learn_working_hours(log))


@pytest.mark.parametrize(
    "planted",
    [
        Batch(4.0),
        Batch(3.0, 2.0),
        Batch(4.0, 3.0),
        Batch(4.0, alike="product"),
    ],
)
def test_an_oven_is_found_with_what_it_takes_in_and_what_starts_it(planted: Batch) -> None:
    assert seen(left_by(shop_with_oven(planted))).batches == {"Oven 1": planted}


def test_an_oven_that_pieces_fill_is_told_from_one_that_orders_fill() -> None:
    found = seen(left_by(shop_with_oven(Batch(60.0, unit="pieces")))).batches["Oven 1"]

    assert found.unit == "pieces"
    assert found.most == pytest.approx(60.0, abs=2.0)


def test_the_longest_wait_for_a_full_oven_is_found() -> None:
    planted = Batch(4.0, 3.0, longest_wait_s=6 * HOUR_S)

    found = seen(left_by(shop_with_oven(planted, per_week=30.0))).batches["Oven 1"]

    assert (found.most, found.least) == (4.0, 3.0)
    assert found.longest_wait_s == pytest.approx(6 * HOUR_S, rel=0.01)


@pytest.mark.parametrize("seed", range(1, 4))
def test_shops_without_an_oven_have_none(seed: int) -> None:
    logs = (
        left_by(shop_with_oven(None, per_week=20.0), seed),
        left_by(shop_with_queue("fifo", capacity=3), seed),
        tidy_shop(seed=seed),
    )

    assert [dict(seen(log).batches) for log in logs] == [{}, {}, {}]


def test_several_operators_who_report_the_same_order_are_no_oven() -> None:
    log = tidy_shop()
    twice = pl.concat([log.rows.with_columns(worker=pl.lit(name)) for name in ("Ada", "Bo", "Cleo")])

    assert dict(seen(replace(log, rows=twice)).batches) == {}


def test_two_orders_that_are_booked_as_one_now_and_then_are_no_oven() -> None:
    log = left_by(shop_with_queue("fifo"))
    milled = log.rows.filter(pl.col("activity") == "Milling").sort("start_at")
    # Every twentieth order gets the times of the one after it.
    late = pl.int_range(pl.len()) % 20 == 0
    times = [pl.when(late).then(pl.col(name).shift(-1)).otherwise(name) for name in ("start_at", "end_at")]
    other = log.rows.filter(pl.col("activity") != "Milling")
    booked = pl.concat([other, milled.head(-1).with_columns(times)])

    assert dict(seen(replace(log, rows=booked)).batches) == {}


@pytest.mark.parametrize("orders", [1, 2, 4, 8])
def test_the_time_of_one_order_is_told_from_that_of_the_longest_in_a_load(orders: int) -> None:
    random = np.random.default_rng(3)
    own_s = random.gamma(25.0, 400.0, (1_000, orders))
    loads_s = np.repeat(own_s.max(axis=1), orders)

    found_s = single_times(loads_s, np.full(len(loads_s), orders))

    assert len(found_s) == 1_000
    assert found_s.mean() == pytest.approx(own_s.mean(), rel=0.05)
    assert found_s.std() == pytest.approx(own_s.std(), rel=0.2)


def test_the_fitted_oven_lets_as_many_through_as_the_true_one() -> None:
    truth = shop_with_oven(Batch(4.0, 2.0))
    log = left_by(truth)

    fitted = fit(log, learn_working_hours(log)).factory

    oven = next(each for each in fitted.stations if each.name.startswith("Oven"))
    assert (oven.batch, oven.capacity) == (Batch(4.0, 2.0), 1)
    busy_share = [_busy_share(each) for each in (truth, replace(fitted, run=truth.run))]
    assert busy_share[1] == pytest.approx(busy_share[0], rel=0.1)


def _busy_share(factory: Factory) -> float:
    output = replicate(factory, replications=10, seed=4)
    oven = next(n for n, name in enumerate(output.stations) if name.startswith("Oven"))
    return float(output.state_s[:, oven, 0].mean() / output.observed_s)
