"""A factory fitted to a log is the factory that made the log."""

from dataclasses import replace
from datetime import datetime, timedelta

import numpy as np
import polars as pl
import pytest

from simmitt.engine.eventlog.log import SCHEMA, EventLog, Source
from simmitt.engine.factory import parse_factory, write_factory
from simmitt.engine.factory.model import Factory
from simmitt.engine.fitting import NothingToFit, fit
from simmitt.engine.hours import learn_working_hours
from simmitt.engine.simulation import replicate
from simmitt.engine.simulation.log import write_log
from simmitt.engine.simulation.output import Output

# Two mills are one pool, the saw changes over, the mill breaks down; day shift but for the oven.
TRUTH = """
name = "Truth"
[run]
starts_at = 2026-01-05T00:00:00
horizon_h = 4368.0
[arrivals]
kind = "poisson"
per_week = 14.0
calendar = "day"
[[calendar]]
name = "day"
monday = ["06:00-16:00"]
tuesday = ["06:00-16:00"]
wednesday = ["06:00-16:00"]
thursday = ["06:00-16:00"]
friday = ["06:00-16:00"]
[[station]]
name = "Saw"
calendar = "day"
[station.setup]
time = { family = "lognormal", mean_h = 0.5, cv = 0.3 }
share_when_product_changes = 1.0
[[station]]
name = "Mill"
capacity = 2
calendar = "day"
members = { "Mill A" = 0.5, "Mill B" = 0.5 }
[station.breakdown]
mtbf_h = 40.0
repair = { family = "exponential", mean_h = 3.0 }
[[operation]]
name = "Sawing"
station = "Saw"
run = { family = "lognormal", mean_h = 1.0, cv = 0.3 }
[[operation]]
name = "Milling"
station = "Mill"
run = { family = "lognormal", mean_h = 3.0, cv = 0.5 }
delay = { family = "exponential", mean_h = 10.0 }
[[product]]
name = "Bracket"
share = 0.6
order_pieces = { family = "fixed", mean = 20.0 }
routings = [["Sawing", "Milling"]]
[[product]]
name = "Flange"
share = 0.4
order_pieces = { family = "fixed", mean = 20.0 }
routings = [["Milling", "Sawing", "Milling"]]
"""


@pytest.fixture(scope="module")
def true_factory() -> Factory:
    factory = parse_factory(TRUTH)
    operations = tuple(replace(each, typical_pieces=20.0, size_exponent=0.0) for each in factory.operations)
    return replace(factory, operations=operations)


def log_from(factory: Factory, seed: int = 1) -> EventLog:
    """Give one replication as a log with products, machines and kinds of report."""
    output = replicate(factory, replications=1, seed=seed, trace=True)
    trace = output.trace
    assert trace is not None
    assert factory.run.starts_at is not None
    opens = factory.run.starts_at
    members = [list(each.members) or [each.name] for each in factory.stations]
    station_of = {each.name: number for number, each in enumerate(factory.stations)}
    rows = []
    for number in range(len(trace.order)):
        operation = factory.operations[trace.operation[number]]
        product = factory.products[output.product[0, trace.order[number]]]
        rows.append(
            {
                "row": number + 2,
                "order": f"{trace.order[number]:04d}",
                "activity": operation.name,
                "machine": members[station_of[operation.station]][trace.place[number]],
                "product": product.name,
                "kind": ("run", "setup", "breakdown")[trace.kind[number]],
                "start_at": opens + timedelta(seconds=round(trace.start_s[number])),
                "end_at": opens + timedelta(seconds=round(trace.end_s[number])),
                "ordered_pieces": 20.0,
                "good_pieces": 20.0,
                "rejected_pieces": 0.0,
                "rework": False,
            }
        )

    frame = pl.DataFrame([{**dict.fromkeys(SCHEMA), **row} for row in rows], schema=SCHEMA)
    closes = opens + timedelta(seconds=factory.run.horizon_s)
    return EventLog(frame.filter(pl.col("end_at") <= closes), Source("made.csv", "0", "csv", ()))


@pytest.fixture(scope="module")
def fitted(true_factory: Factory) -> Factory:
    log = log_from(true_factory)
    return fit(log, learn_working_hours(log)).factory


def test_like_machines_become_one_pool_with_their_places(fitted: Factory) -> None:
    stations = {each.name: each for each in fitted.stations}

    assert set(stations) == {"Saw", "Milling ×2"}
    pool = next(each for name, each in stations.items() if name != "Saw")
    assert pool.capacity == 2
    assert set(pool.members) == {"Mill A", "Mill B"}


def test_times_are_found(fitted: Factory) -> None:
    operations = {each.name: each for each in fitted.operations}

    assert operations["Sawing"].run_s.mean / 3600 == pytest.approx(1.0, rel=0.1)
    assert operations["Milling"].run_s.mean / 3600 == pytest.approx(3.0, rel=0.1)
    assert operations["Milling"].run_s.cv == pytest.approx(0.5, abs=0.12)


def test_setups_are_found_where_the_product_changes(fitted: Factory) -> None:
    setup = fitted.station("Saw").setup

    assert setup is not None
    assert setup.time_s.mean / 3600 == pytest.approx(0.5, rel=0.15)
    assert setup.share_when_product_changes > 0.95
    assert setup.share_when_product_stays < 0.05


def test_breakdowns_are_found(fitted: Factory) -> None:
    breakdown = next(each.breakdown for each in fitted.stations if each.name != "Saw")

    assert breakdown is not None
    assert breakdown.mtbf_s / 3600 == pytest.approx(40.0, rel=0.5)
    assert breakdown.repair_s.mean / 3600 == pytest.approx(3.0, rel=0.6)


def test_hours_are_found(fitted: Factory) -> None:
    calendar = next(each for each in fitted.calendars if each.name == fitted.station("Saw").calendar)

    hours = sum(shift.end_s - shift.start_s for shift in calendar.shifts) / 3600
    assert hours == pytest.approx(50.0, abs=5.0)


def test_products_and_ways_are_found(fitted: Factory) -> None:
    ways = {each.name: [way.operations for way in each.routings] for each in fitted.products}
    shares = {each.name: each.share for each in fitted.products}

    assert ways["Bracket"] == [("Sawing", "Milling")]
    assert ("Milling", "Sawing", "Milling") in ways["Flange"]
    assert shares["Bracket"] == pytest.approx(0.6, abs=0.08)
    assert fitted.arrivals.per_week == pytest.approx(14.0, rel=0.15)


def test_the_fitted_factory_takes_as_long_as_the_true_one(true_factory: Factory, fitted: Factory) -> None:
    window = replace(true_factory.run, orders=None)
    true, own = (
        replicate(replace(each, run=window), replications=20, seed=5) for each in (true_factory, fitted)
    )

    def mean_lead_h(output: Output) -> float:
        lead = output.lead_time_s
        return float(np.nanmean(lead) / 3600)

    assert mean_lead_h(own) == pytest.approx(mean_lead_h(true), rel=0.25)


def test_the_factory_is_what_its_file_says(fitted: Factory) -> None:
    assert parse_factory(write_factory(fitted)) == fitted


def test_the_same_log_gives_the_same_factory_on_one_core_and_two(true_factory: Factory) -> None:
    log = log_from(true_factory)
    hours = learn_working_hours(log)

    assert fit(log, hours, workers=1) == fit(log, hours, workers=2)


def test_a_handful_of_orders_is_no_ground_for_a_factory(true_factory: Factory) -> None:
    log = log_from(true_factory)
    few = replace(log, rows=log.rows.filter(pl.col("order") < "0006"))

    with pytest.raises(NothingToFit):
        fit(few, learn_working_hours(few))


def test_machine_names_and_the_year_change_no_parameter(true_factory: Factory, fitted: Factory) -> None:
    log = log_from(true_factory)
    nine_years = datetime(2035, 1, 1) - datetime(2026, 1, 5)
    moved = replace(
        log,
        rows=log.rows.with_columns(
            pl.col("start_at") + nine_years, pl.col("end_at") + nine_years, machine=pl.col("machine") + " x"
        ),
    )

    other = fit(moved, learn_working_hours(moved)).factory

    assert [each.run_s for each in other.operations] == [each.run_s for each in fitted.operations]
    assert [each.capacity for each in other.stations] == [each.capacity for each in fitted.stations]
    assert [each.setup for each in other.stations] == [each.setup for each in fitted.stations]
    assert other.arrivals.per_week == fitted.arrivals.per_week


def test_a_simulated_log_of_a_fitted_factory_can_be_read_again(fitted: Factory) -> None:
    assert fitted.run.starts_at is not None
    output = replicate(fitted, replications=1, seed=3, trace=True)

    rows = write_log(output, fitted, 0, fitted.run.starts_at)

    assert rows.columns == ["case_id", "activity", "resource", "start_time", "end_time"]
    assert set(rows["activity"]) == {"Sawing", "Milling"}
    assert set(rows["resource"]) <= {"Saw", "Mill A", "Mill B"}


def people_alone(log: EventLog, *, every: int = 1) -> EventLog:
    """Give the log of a shop that notes who did it and never where, with some of its rows."""
    shifts = pl.format("P{}", pl.col("row") % 5 + 5 * (pl.col("start_at").dt.hour() // 8))
    return replace(
        log, rows=log.rows.gather_every(every).with_columns(machine=pl.lit(None, pl.String), worker=shifts)
    )


def test_a_log_that_names_people_alone_has_its_operations_as_places(true_factory: Factory) -> None:
    log = people_alone(log_from(true_factory))

    factory = fit(log, learn_working_hours(log)).factory

    assert {each.name for each in factory.stations} == {"Sawing", "Milling"}
    assert parse_factory(write_factory(factory)) == factory


def test_people_seen_too_seldom_for_hours_of_their_own_work_when_their_places_do(
    true_factory: Factory,
) -> None:
    log = people_alone(log_from(true_factory), every=9)

    factory = fit(log, learn_working_hours(log)).factory

    assert factory.crews
    assert {crew.calendar for crew in factory.crews} == {""}
    assert all(each.calendar for each in factory.stations)
