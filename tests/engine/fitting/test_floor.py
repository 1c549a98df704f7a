"""What a log tells of the floor at its end, and whether the odds that follow come true."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import numpy as np
import polars as pl
import pytest

from simmitt.engine.eventlog.log import SCHEMA, EventLog, Source
from simmitt.engine.factory import parse_state, write_state
from simmitt.engine.factory.model import (
    Arrivals,
    Distribution,
    Factory,
    Operation,
    Product,
    Routing,
    RunPlan,
    Station,
)
from simmitt.engine.factory.state import Rest, State
from simmitt.engine.fitting import fit
from simmitt.engine.hours import learn_working_hours
from simmitt.engine.simulation import replicate
from simmitt.engine.simulation.output import Output
from simmitt.engine.simulation.warm_start import begin_with
from simmitt.ground.units import DAY_S, HOUR_S, WEEK_S

MakeLog = Callable[..., EventLog]
MONDAY = datetime(2024, 1, 1)


def cut(log: EventLog, at: datetime) -> EventLog:
    return replace(log, rows=log.rows.filter(pl.col("end_at") <= at))


def state_of(log: EventLog) -> State:
    return fit(log, learn_working_hours(log)).state


@pytest.fixture(scope="module")
def open_floor(make_tidy_shop: MakeLog) -> tuple[State, EventLog]:
    log = cut(make_tidy_shop(), MONDAY + timedelta(weeks=10, days=2, hours=12))
    return state_of(log), log


def test_the_state_is_that_of_the_logs_end(open_floor: tuple[State, EventLog]) -> None:
    state, log = open_floor

    assert state.at == log.last_at
    assert parse_state(write_state(state)) == state


def test_orders_begun_lately_and_not_finished_are_open_with_what_remains(
    open_floor: tuple[State, EventLog],
) -> None:
    state, log = open_floor
    way = ("Sawing", "Milling", "Latheing", "Inspectioning")
    lately = log.rows.filter(pl.col("end_at") > log.last_at - timedelta(hours=6))["order"]
    last = (
        log.rows.filter(pl.col("kind") == "run")
        .sort("end_at")
        .group_by("order")
        .agg(pl.col("activity").last())
    )
    unfinished = {name: step for name, step in last.iter_rows() if step != way[-1] and name in set(lately)}
    found = {order.name: order for order in state.orders if order.chance > 0.5}

    assert unfinished
    assert unfinished.keys() <= found.keys()
    for name, step in unfinished.items():
        likely = max(found[name].rests, key=lambda rest: rest.weight)
        assert likely.operations == way[way.index(step) + 1 :]


def test_each_machine_tells_its_last_report_and_product(open_floor: tuple[State, EventLog]) -> None:
    state, log = open_floor

    for machine in state.machines:
        own = log.rows.filter(pl.col("machine") == machine.machine).sort("end_at")
        assert machine.last_at == own["end_at"][-1]
        assert machine.product == own["product"][-1]


def _running(log: EventLog, at: datetime) -> pl.DataFrame:
    begun = pl.col("start_at") < at - timedelta(minutes=5)
    return log.rows.filter(begun & (pl.col("end_at") > at) & (pl.col("kind") == "run"))


def test_reports_that_end_together_with_the_log_are_cut_off_there(make_tidy_shop: MakeLog) -> None:
    log = make_tidy_shop()
    hours = (MONDAY + timedelta(weeks=10, hours=hour, seconds=30) for hour in range(100))
    at, running = next((at, each) for at in hours if (each := _running(log, at))["order"].n_unique() > 1)
    rows = log.rows.filter(pl.col("start_at") < at).with_columns(
        end_at=pl.min_horizontal("end_at", pl.lit(at, pl.Datetime("us")))
    )

    state = state_of(replace(log, rows=rows))

    under_way = {order.name: order for order in state.orders if order.worked_s is not None}
    for row in running.iter_rows(named=True):
        order = under_way[row["order"]]
        # The moments between setup and run count as run here, as they do in the fitted run times.
        assert order.worked_s == pytest.approx((at - row["start_at"]).total_seconds(), rel=0.1)
        assert all(rest.operations[0] == row["activity"] for rest in order.rests)


def test_a_promise_without_a_clock_time_lasts_the_day(make_tidy_shop: MakeLog) -> None:
    log = cut(make_tidy_shop(), MONDAY + timedelta(weeks=10, days=2, hours=12))
    due = datetime(2024, 4, 1)

    state = state_of(replace(log, rows=log.rows.with_columns(due_at=pl.lit(due, pl.Datetime("us")))))

    assert {order.due_at for order in state.orders} == {due + timedelta(days=1)}


def known_factory() -> Factory:
    """Give a factory in which most waiting is delay, and some a queue."""
    return Factory(
        "known",
        tuple(Station(name) for name in "ABC"),
        tuple(
            Operation(
                f"op{name}",
                name,
                Distribution("lognormal", 6 * HOUR_S, 0.6),
                delay_s=Distribution("lognormal", hours * HOUR_S, 0.8),
            )
            for name, hours in zip("ABC", (24.0, 48.0, 36.0), strict=True)
        ),
        (Product("part", 1.0, Distribution("fixed", 10.0), (Routing(("opA", "opB", "opC")),)),),
        Arrivals("poisson", 14.0, counted_from="first_start"),
        run=RunPlan(MONDAY, 39 * WEEK_S),
    )


def log_until(factory: Factory, output: Output, number: int, at_s: float) -> EventLog:
    """Give the log of one replication up to an instant."""
    trace = output.trace
    assert trace is not None
    seen = np.flatnonzero((trace.replication == number) & (trace.end_s <= at_s))
    rows: list[Mapping[str, Any]] = [
        {
            "row": place + 2,
            "order": str(trace.order[k]),
            "activity": factory.operations[trace.operation[k]].name,
            "machine": factory.operations[trace.operation[k]].station,
            "product": "part",
            "kind": "run",
            "start_at": MONDAY + timedelta(seconds=round(trace.start_s[k])),
            "end_at": MONDAY + timedelta(seconds=round(trace.end_s[k])),
            "ordered_pieces": 10.0,
            "good_pieces": 10.0,
        }
        for place, k in enumerate(seen)
    ]
    frame = pl.DataFrame([{**dict.fromkeys(SCHEMA), **row} for row in rows], schema=SCHEMA)
    return EventLog(frame, Source("made.csv", "0", "csv", ()))


@pytest.mark.sweep
def test_odds_from_two_thirds_of_a_log_come_true_in_the_last_third() -> None:
    truth, floors, days = known_factory(), 40, (1.0, 2.0, 3.0, 5.0, 9.0)
    output = replicate(truth, replications=floors, seed=11, trace=True)

    told, came, floor = [], [], []
    for number in range(floors):
        log = log_until(truth, output, number, 26 * WEEK_S)
        fitted = fit(log, learn_working_hours(log), seed=number)
        run = RunPlan(None, 8 * WEEK_S)
        begun = begin_with(replace(fitted.factory, run=run), fitted.state)
        assert begun.state is not None
        result = replicate(begun, replications=200, seed=number)
        at_s = (fitted.state.at - MONDAY).total_seconds()
        for k, order in enumerate(begun.state.orders):
            open_here = np.isfinite(result.released_s[:, k])
            done_s = np.where(open_here, np.nan_to_num(result.finished_s[:, k], nan=np.inf), -np.inf)
            true_s = float(np.nan_to_num(output.finished_s[number, int(order.name)], nan=np.inf)) - at_s
            told.append([float((done_s <= day * DAY_S).mean()) for day in days])
            came.append([true_s <= day * DAY_S for day in days])
            floor.append(number)

    odds, true, of = np.array(told), np.array(came, float), np.array(floor)
    away = np.array([(odds - true)[of == number].sum(axis=0) for number in range(floors)])
    error = np.sqrt((away**2).sum(axis=0)) / len(odds)
    assert np.all(np.abs((odds - true).mean(axis=0)) < 2.5 * error + 0.01)
    # After nine days all but one in a hundred are done, and one number for all is as good.
    assert np.all(((odds - true) ** 2).mean(axis=0)[:4] < true.var(axis=0)[:4])


def test_what_is_open_may_be_told_to_the_factory_it_was_fitted_with(
    open_floor: tuple[State, EventLog],
) -> None:
    state, log = open_floor
    factory = fit(log, learn_working_hours(log)).factory

    begun = begin_with(factory, state)

    assert begun.state is not None
    assert {each.name for each in begun.state.orders} == {each.name for each in state.orders}
    assert all(isinstance(rest, Rest) for each in begun.state.orders for rest in each.rests)
